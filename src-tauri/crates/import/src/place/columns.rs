//! Tables that ask something in each column: “Purpose | Lawful basis | Condition”.

use super::form::Means;
use super::interpret;
use super::rows::{AskingColumn, Mode, flat, with_ticks};
use super::units::{CellView, Unit, View};
use super::walk::{Cursor, Walk};

impl<'w, 't> Walk<'w, 't> {
    /// Reads the heads of a table that asks something in each column, of which the form has at least two questions beside the
    /// first.
    pub(super) fn column_heads(&mut self, view: &View) -> bool {
        if self.field_heads(view) {
            return true;
        }
        let Some((heads, rows)) = view.rows.split_first().filter(|(h, rows)| h.len() >= 3 && rows.len() >= 2)
        else {
            return false;
        };
        let bold = |c: &CellView| {
            let units = flat(c);
            let strong = |at: &usize| self.units.get(*at).is_some_and(|u| u.content.is_strong());
            units.len() == 1 && units.iter().all(strong)
        };
        let all_bold = heads.iter().all(bold);
        let brief = |c: &CellView| {
            let units = flat(c);
            let plain = |u: &Unit| !u.text.contains('?') && u.words.len() <= 12;
            units.len() == 1 && units.iter().filter_map(|at| self.units.get(*at)).all(plain)
        };
        if !(all_bold || heads.iter().all(brief)) || !rows.iter().all(|r| r.len() == heads.len()) {
            return false;
        }
        let asked = |c: &CellView| {
            let unit = flat(c).first().and_then(|at| self.units.get(*at))?;
            let found = self.finder.at(&unit.ids(), None);
            let own = found
                .iter()
                .find(|f| matches!(f.means, Means::Slot(_)) && f.used == unit.words.len() && f.score >= 0.9);
            let near = || self.nearest(unit).filter(|_| all_bold)?.means.slot();
            let slot = own.and_then(|f| f.means.slot()).or_else(near)?;
            let words = self.finder.form.slots.get(slot)?.fields.iter().any(|f| interpret::is_words(f));
            words.then_some(slot)
        };
        let column = |c: &CellView| {
            let title = flat(c).first().and_then(|at| self.units.get(*at)).map(|u| u.text.trim().to_owned());
            let (from, to) = (c.column, c.column + c.columns);
            AskingColumn { from, to, slot: asked(c), field: None, title: title.unwrap_or_default() }
        };
        let mut columns: Vec<AskingColumn> = heads.iter().map(column).collect();
        if columns.iter().skip(1).filter(|c| c.slot.is_some()).count() < 2 {
            return false;
        }
        // The heads of a table of the form are read as that.
        let texts: Vec<(usize, Vec<usize>)> = heads.iter().map(flat).enumerate().collect();
        if self.heads_of_table(&texts) {
            return false;
        }
        // “Retention period | Justification”: the second goes with the first.
        for i in 1..columns.len() {
            let before = columns.get(i - 1).and_then(|c| c.slot);
            if let Some(column) = columns.get_mut(i)
                && column.slot.is_none()
                && column.title.split_whitespace().count() <= 2
            {
                column.slot = before;
            }
        }
        for unit in heads.iter().flat_map(flat).filter_map(|at| self.units.get(at)) {
            self.recognised(unit.content.clone(), unit.count);
        }
        self.table = Mode::Columns { columns };
        true
    }

    /// Reads heads over one row that name the lines of the question at hand: “Name | Role | Telephone | E-mail”.
    fn field_heads(&mut self, view: &View) -> bool {
        const FEWEST: usize = 3;
        let form = self.finder.form;
        let [heads, row] = view.rows.as_slice() else { return false };
        let Some(slot) = self.cursor.slot.map(|s| form.own(s)) else { return false };
        let fields = form.slots.get(slot).map(|s| s.fields.as_slice()).unwrap_or_default();
        let line = |f: &&model::Field| matches!(f.kind, model::Kind::Text { .. }) && f.label.is_some();
        if heads.len() != row.len() || fields.len() < FEWEST || !fields.iter().all(line) {
            return false;
        }
        let named = |c: &CellView| {
            let unit = self.alone(&flat(c)).filter(|u| u.words.len() <= 4)?;
            let called = super::words::letters(&unit.text);
            let mut labels = form.labels.iter().filter(|l| l.letters == called);
            labels.find_map(|l| match l.means {
                Means::Field { slot: s, field } if s == slot => Some(field),
                // What partners call them.
                Means::Slot(s) => form.part_named(s, slot),
                _ => None,
            })
        };
        let columns: Vec<AskingColumn> = heads
            .iter()
            .map(|c| {
                let title = self.alone(&flat(c)).map(|u| u.text.trim().to_owned()).unwrap_or_default();
                let field = named(c);
                let slot = field.map(|_| slot);
                AskingColumn { from: c.column, to: c.column + c.columns, slot, field, title }
            })
            .collect();
        let mut known: Vec<usize> = columns.iter().filter_map(|c| c.field).collect();
        known.sort_unstable();
        known.dedup();
        if known.len() < FEWEST {
            return false;
        }
        for unit in heads.iter().flat_map(flat).filter_map(|at| self.units.get(at)) {
            self.recognised(unit.content.clone(), unit.count);
        }
        self.table = Mode::Columns { columns };
        true
    }

    /// Reads a row of a table that asks something in each column.
    pub(super) fn column_row(&mut self, columns: &[AskingColumn], cells: &[CellView]) {
        const SURE: f32 = 0.6;
        let before = self.cursor.clone();
        for cell in cells {
            let head = columns.iter().find(|c| c.from <= cell.column && cell.column < c.to);
            let slot = head.and_then(|h| h.slot);
            let section = slot.and_then(|s| self.finder.form.slots.get(s)).map(|s| s.section);
            let field = head.and_then(|h| h.field);
            self.cursor = Cursor { section, slot, field, score: SURE, ..Cursor::default() };
            self.under = head.map(|h| h.title.clone()).unwrap_or_default();
            for at in flat(cell) {
                let Some(unit) = self.units.get(at) else { continue };
                let (content, words) = (with_ticks(unit), unit.count);
                self.content(at, content, words);
            }
            self.inner(cell);
        }
        self.cursor = before;
    }
}
