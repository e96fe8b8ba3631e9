//! Questions of a partner's own, known by their words where no wording is: “How long do you hang on to it?”

use model::{Field, Kind};

use super::interpret;
use super::mapping::Signature;
use super::rows::{Mode, SignatureColumn, flat, with_ticks};
use super::slices::cut;
use super::units::{CellView, Unit};
use super::walk::{Cursor, Walk};
use super::words::{letters, small};
use crate::Paragraph;
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
            let called = letters(&title);
            let known = self.signs(&called).or_else(|| {
                // “Outcome / comments”
                let parts = title.split(['/', '(', ',']).flat_map(|part| part.split(" or "));
                parts.flat_map(|part| part.split(" and ")).find_map(|part| self.signs(&letters(part)))
            });
            if known.is_none() && !called.is_empty() {
                return false;
            }
            let (from, to) = (cell.column, cell.column + cell.columns);
            columns.push(SignatureColumn { from, to, is: known });
        }
        let has = |is: Signature| columns.iter().any(|c| c.is == Some(is));
        let office = has(Signature::Role) || columns.first().is_some_and(|c| c.is.is_none());
        // “Data Protection Officer: Jo Ash” may say both.
        let both = has(Signature::Notes) || has(Signature::Signed);
        if !(has(Signature::Name) && has(Signature::Date) && (office || both)) {
            return false;
        }
        for unit in cells.iter().flat_map(flat).filter_map(|at| self.units.get(at)) {
            self.recognised(unit.content.clone(), unit.count);
        }
        self.table = Mode::Signatures { columns };
        true
    }

    fn signs(&self, called: &str) -> Option<Signature> {
        self.finder.form.signatures.iter().find(|(l, _)| l == called).map(|(_, is)| *is)
    }

    /// Reads who signed in which office: a row of a table of signatures.
    pub(super) fn signature_row(&mut self, columns: &[SignatureColumn], cells: &[CellView]) {
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
            let is = head.and_then(|h| h.is).unwrap_or(Signature::Role);
            for at in flat(cell) {
                let Some(unit) = self.units.get(at) else { continue };
                let (content, words) = (with_ticks(unit), unit.count);
                match (is, signs, notes) {
                    (Signature::Role, Some(_), _) => self.recognised(content, words),
                    (Signature::Name, Some(field), _) if office.contains(&at) => {
                        self.office_and_name(field, &content, words);
                    }
                    (Signature::Name | Signature::Date, Some(field), _) => {
                        if !self.give(field, &content, words) {
                            self.unplaced(content, words, None);
                        }
                    }
                    (Signature::Notes, _, Some(field)) => {
                        self.place(field, &content, words, Value::Words, 0.9, None);
                    }
                    _ => self.unplaced(content, words, None),
                }
            }
            self.inner(cell);
        }
        self.cursor = Cursor { section, ..Cursor::default() };
    }

    /// Reads “Data Protection Officer: Jo Ash”: the office, and who holds it.
    fn office_and_name(&mut self, field: &'t Field, content: &Paragraph, words: usize) {
        let text = content.text();
        let parts = text.find(':').map(|colon| cut(content, &[colon + 1], words)).unwrap_or_default();
        if let [(office, own), (name, words)] = parts.as_slice()
            && !name.is_blank()
        {
            self.recognised(office.clone(), *own);
            if !self.give(field, name, *words) {
                self.unplaced(name.clone(), *words, None);
            }
        } else {
            self.recognised(content.clone(), words);
        }
    }
}
