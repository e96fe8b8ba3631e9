//! Questions of a partner's own, known by their words where no wording is: “How long do you hang on to it?”

use model::{Field, Kind};

use super::interpret;
use super::rows::{Head, Mode, flat, with_ticks};
use super::units::{CellView, Unit};
use super::walk::{Cursor, Walk};
use super::words::small;
use crate::draft::Value;

/// How sure it is that a question is about what its words say.
const KEYED: f32 = 0.5;

impl<'w, 't> Walk<'w, 't> {
    /// Finds the question that a unit comes nearest to by its words: the one with the most of them.
    pub(super) fn by_keys(&self, unit: &Unit, fits: impl Fn(&[&'t Field]) -> bool) -> Option<usize> {
        let words = small(&unit.text);
        let has = |key: &Vec<String>| key.iter().all(|k| words.iter().any(|w| w.starts_with(k.as_str())));
        let form = self.finder.form;
        let slot = |s: usize| form.slots.get(s).is_some_and(|s| fits(&s.fields));
        let found = form.keys.iter().filter(|(key, s)| has(key) && slot(*s));
        let length = |key: &[String]| key.iter().map(String::len).sum::<usize>();
        let mut best: Option<(usize, usize)> = None;
        for (key, slot) in found {
            if best.is_none_or(|(length_of_best, _)| length(key) > length_of_best) {
                best = Some((length(key), *slot));
            }
        }
        best.map(|b| b.1)
    }

    /// Moves the cursor to the question that a unit comes nearest to; says whether there is one.
    pub(super) fn enter_by_keys(&mut self, unit: &Unit) -> bool {
        let no_approval = |fields: &[&Field]| !fields.iter().any(|f| matches!(f.kind, Kind::Approval { .. }));
        let Some(slot) = self.by_keys(unit, no_approval).filter(|_| unit.words.len() <= 40) else {
            return false;
        };
        let section = self.finder.form.slots.get(slot).map(|s| s.section);
        self.cursor = Cursor { section, slot: Some(slot), score: KEYED, ..Cursor::default() };
        self.under = unit.text.trim().to_owned();
        true
    }

    /// Reads a row that asks something in a partner's own words, by what the words say.
    pub(super) fn keyed_row(&mut self, cells: &[CellView]) -> bool {
        let label = cells.iter().map(flat).find(|units| {
            let words = units.iter().filter_map(|at| self.units.get(*at)).any(|u| !u.words.is_empty());
            words && !units.iter().all(|at| self.units.get(*at).is_some_and(Unit::is_number))
        });
        let Some(label) = label else { return false };
        let Some(unit) = label.first().and_then(|at| self.units.get(*at)) else { return false };
        if !self.enter_by_keys(unit) {
            return false;
        }
        let mut labelled = false;
        for cell in cells {
            let units = flat(cell);
            if units == label && !labelled {
                labelled = true;
                for unit in units.iter().filter_map(|at| self.units.get(*at)) {
                    self.recognised(unit.content.clone(), unit.count);
                }
                self.inner(cell);
            } else if labelled {
                self.last_column = true;
                if !self.marked_cell(&units) {
                    self.cell(cell);
                }
                self.last_column = false;
            } else {
                self.first_cell = true;
                self.cell(cell);
                self.first_cell = false;
            }
        }
        true
    }

    /// Reads the heads of a table of signatures: “Role | Name | Signed | Date”.
    pub(super) fn signature_heads(&mut self, cells: &[CellView]) -> bool {
        let mut columns = Vec::new();
        for cell in cells {
            let units = flat(cell);
            let texts = units.iter().filter_map(|at| self.units.get(*at)).map(|u| u.text.trim());
            let title = texts.collect::<Vec<_>>().join(" ");
            let id = match title.to_lowercase().trim_end_matches(':') {
                "name" | "name and position" | "name and role" | "print name" | "approved by"
                | "name/position" => Some("name"),
                "date" | "date signed" | "signed on" | "date approved" => Some("date"),
                "role" | "position" | "title" | "job title" | "approver" | "capacity" | "sign off"
                | "sign-off" => Some("role"),
                "signature" | "signed" | "sign" => Some("signed"),
                "comments"
                | "decision"
                | "decision / comments"
                | "notes"
                | "comment"
                | "advice"
                | "outcome" => Some("notes"),
                "" => None,
                _ => return false,
            };
            let (from, to) = (cell.column, cell.column + cell.columns);
            columns.push(Head { from, to, id: id.map(str::to_owned), title });
        }
        let has = |id: &str| columns.iter().any(|c| c.id.as_deref() == Some(id));
        if !(has("name") && has("date") && (has("role") || columns.first().is_some_and(|c| c.id.is_none()))) {
            return false;
        }
        for unit in cells.iter().flat_map(flat).filter_map(|at| self.units.get(at)) {
            self.recognised(unit.content.clone(), unit.count);
        }
        self.table = Mode::Signatures { columns };
        true
    }

    /// Reads who signed in which office: a row of a table of signatures.
    pub(super) fn signature_row(&mut self, columns: &[Head], cells: &[CellView]) {
        let approval =
            |fields: &[&Field]| fields.first().is_some_and(|f| matches!(f.kind, Kind::Approval { .. }));
        let office = cells.iter().find(|c| !flat(c).is_empty()).map(flat).unwrap_or_default();
        let unit = office.first().and_then(|at| self.units.get(*at));
        let slot = unit.and_then(|u| self.by_keys(u, approval));
        let fields =
            slot.and_then(|s| self.finder.form.slots.get(s)).map(|s| s.fields.clone()).unwrap_or_default();
        let signs = fields.iter().copied().find(|f| matches!(f.kind, Kind::Approval { .. }));
        let notes = fields.iter().copied().find(|f| interpret::is_words(f));
        if let Some(unit) = unit {
            self.under = unit.text.trim().to_owned();
        }
        let section = self.cursor.section;
        self.cursor =
            Cursor { section, slot, score: if slot.is_some() { 0.8 } else { 0.0 }, ..Cursor::default() };
        for cell in cells {
            let head = columns.iter().find(|h| h.from <= cell.column && cell.column < h.to);
            let id = head.and_then(|h| h.id.as_deref()).unwrap_or("role");
            for unit in flat(cell).iter().filter_map(|at| self.units.get(*at)) {
                let (content, words) = (with_ticks(unit), unit.count);
                match (id, signs, notes) {
                    ("role", Some(_), _) => self.recognised(content, words),
                    ("name" | "date", Some(field), _) => {
                        if !self.give(field, &content, words) {
                            self.unplaced(content, words, None);
                        }
                    }
                    ("notes", _, Some(field)) => self.place(field, &content, words, Value::Words, 0.9, None),
                    _ => self.unplaced(content, words, None),
                }
            }
            self.inner(cell);
        }
        self.cursor = Cursor { section, ..Cursor::default() };
    }
}
