//! Tables of items of data, each with why it is needed: “Data item | Processed? | Justification”.

use model::{BoxDef, Field, Kind};

use super::rows::{flat, has_table, mark};
use super::ticked::said;
use super::units::{CellView, Unit, View};
use super::walk::{Cursor, Walk};
use crate::draft::{Target, Value};

/// More rows of a table are not looked at for things to tick.
const MOST: usize = 60;
/// So many of them are named at least.
const FEWEST: usize = 3;

/// Which columns of a table say what, and the question that the items are boxes of.
struct Items {
    slot: usize,
    item: usize,
    /// The column of “Yes” and “No”.
    sign: Option<usize>,
}

impl<'w, 't> Walk<'w, 't> {
    /// Reads a table that lists things to tick of some question and says of each why it is needed; says whether it is one.
    pub(super) fn items(&mut self, view: &View) -> bool {
        let Some(columns) = self.item_columns(view).filter(|_| self.seeks_things()) else { return false };
        let Some(items) = self.items_of(view, columns) else { return false };
        let section = self.finder.form.slots.get(items.slot).map(|s| s.section);
        self.cursor = Cursor { section, slot: Some(items.slot), score: 0.6, ..Cursor::default() };
        let under = self.under.clone();
        for (i, row) in view.rows.iter().enumerate() {
            self.item(&items, row, i == 0);
        }
        self.under = under;
        self.cursor = Cursor { section, ..Cursor::default() };
        true
    }

    fn item(&mut self, items: &Items, row: &[CellView], first: bool) {
        let thing = self.in_column(row, items.item);
        let boxes: Vec<&BoxDef> = self.question_fields().iter().flat_map(Field::boxes).collect();
        let heads = first && thing.is_none_or(|u| self.box_so_called(&boxes, &u.text).is_none());
        let used = match items.sign {
            Some(sign) => self.in_column(row, sign).and_then(signed),
            None => {
                let mut told = row.iter().filter(|c| c.column > items.item).flat_map(flat);
                let first = told.next().and_then(|at| self.units.get(at));
                Some(!first.is_some_and(|u| denies(&u.text)))
            }
        };
        if let Some(unit) = thing {
            self.under = unit.text.trim().to_owned();
        }
        let fields = self.fields_here();
        let prose = fields.iter().copied().find(|f| matches!(f.kind, Kind::Prose));
        for cell in row {
            for unit in flat(cell).into_iter().filter_map(|at| self.units.get(at)) {
                let (content, words) = (unit.content.clone(), unit.count);
                let is_sign = Some(cell.column) == items.sign && signed(unit).is_some();
                match (used, prose) {
                    _ if heads || is_sign || unit.is_number() => self.recognised(content, words),
                    (Some(used), _) if cell.column == items.item => drop(self.thing(unit, used, &fields)),
                    (Some(true), Some(field)) if cell.column > items.item => {
                        self.place(field, &content, words, Value::Words, 0.8, None);
                    }
                    _ => {
                        let near = prose.map(|f| Target { field: f.id.clone(), cell: None });
                        self.unplaced(content, words, near);
                    }
                }
            }
        }
    }

    /// Gives what stands alone in a column of a row.
    fn in_column(&self, row: &[CellView], column: usize) -> Option<&'w Unit> {
        row.iter().find(|c| c.column == column).and_then(|c| self.alone(&flat(c)))
    }

    /// Finds the column of items and the one of “Yes” and “No” of a table that has a third for why.
    fn item_columns(&self, view: &View) -> Option<(usize, Option<usize>)> {
        if self.finder.form.id == self.template().id || self.labelled || view.rows.len() <= FEWEST {
            return None;
        }
        let rows: Vec<&Vec<CellView>> = view.rows.iter().take(MOST).collect();
        let boxed = |cell: &CellView| {
            let mut units = flat(cell).into_iter().filter_map(|at| self.units.get(at));
            units.any(|u| u.before.or(u.after).is_some() && mark(u).is_none())
        };
        if rows.iter().copied().flatten().any(|cell| has_table(cell) || boxed(cell)) {
            return None;
        }
        let mut columns: Vec<usize> = rows.iter().copied().flatten().map(|c| c.column).collect();
        columns.sort_unstable();
        columns.dedup();
        let counts = |column: &usize| {
            rows.iter().skip(1).all(|row| self.in_column(row, *column).is_none_or(Unit::is_number))
        };
        columns.retain(|column| !counts(column));
        let (item, sign) = match columns.as_slice() {
            [item, _] => (*item, None),
            [item, sign, _] => (*item, Some(*sign)),
            _ => return None,
        };
        let said = |row: &&&Vec<CellView>| {
            sign.and_then(|column| self.in_column(row, column)).and_then(signed).is_some()
        };
        // “Name | Jo Ash” is no item of data.
        let heads = ["data", "item", "information"];
        let headed = self.in_column(rows.first()?, item).is_some_and(|u| {
            super::words::small(&u.text).iter().any(|w| heads.contains(&w.trim_end_matches('s')))
        });
        let told = match sign {
            Some(_) => rows.iter().filter(said).count() * 3 >= rows.len() * 2,
            None => headed,
        };
        told.then_some((item, sign))
    }

    /// Finds the question whose things to tick a column names, and the prompt for it.
    fn items_of(&self, view: &View, (item, sign): (usize, Option<usize>)) -> Option<Items> {
        let rows = view.rows.iter().take(MOST);
        let named: Vec<&str> =
            rows.filter_map(|row| self.in_column(row, item)).map(|u| u.text.trim()).collect();
        let question = |(_, q): (_, &'t model::Question)| {
            let boxes: Vec<&BoxDef> = q.fields.iter().flat_map(Field::boxes).collect();
            let number = named.iter().filter(|t| self.box_called(&boxes, t).is_some()).count();
            (number >= FEWEST && number * 3 >= view.rows.len().min(MOST)).then_some((number, q))
        };
        let (_, question) = self.template().questions().filter_map(question).max_by_key(|found| found.0)?;
        let slots = self.finder.form.slots.iter().enumerate().filter(|(_, s)| {
            s.fields
                .iter()
                .any(|f| f.boxes().next().is_some() && question.fields.iter().any(|own| own.id == f.id))
        });
        let slot = slots.max_by_key(|(at, s)| (!s.mapped, std::cmp::Reverse(*at)))?.0;
        Some(Items { slot, item, sign })
    }
}

/// Reads a cell that says whether an item is used.
fn signed(unit: &Unit) -> Option<bool> {
    mark(unit).or_else(|| said(unit))
}

/// Says whether a text begins by saying that something is not used: “Not needed: the support worker has it”.
fn denies(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.trim_matches([',', '.', ':', '–']), "no" | "not" | "none" | "n/a")
}
