//! Questions of a partner's own, known by their words where no wording is: “How long do you hang on to it?”

use model::{Field, Kind};

use super::rows::flat;
use super::units::{CellView, Unit};
use super::walk::{Cursor, Walk};
use super::words::small;

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
}
