//! Tables of who signed: “Role | Name | Signed | Date”.

use std::collections::{HashMap, HashSet};

use model::{Field, Kind, Template};

use super::interpret;
use super::mapping::Signature;
use super::rows::{Mode, SignatureColumn, flat, with_ticks};
use super::slices::cut;
use super::units::CellView;
use super::walk::{Cursor, Walk};
use super::words::letters;
use crate::Paragraph;
use crate::draft::{Fate, Piece, Placed, Target, Value};

impl<'w, 't> Walk<'w, 't> {
    /// Reads the heads of a table of signatures: “Role | Name | Signed | Date”.
    pub(super) fn signature_heads(&mut self, cells: &[CellView]) -> bool {
        if self.office_head(cells) {
            return true;
        }
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
        self.table = Mode::Signatures { columns, office: None };
        true
    }

    /// Reads the heads of a table in which one office signs: “Information Asset Owner (IAO) | Signature and date”.
    fn office_head(&mut self, cells: &[CellView]) -> bool {
        let [first, second] = cells else { return false };
        if [first, second].into_iter().any(super::rows::has_table) {
            return false;
        }
        let (Some(office), Some(signs)) = (self.alone(&flat(first)), self.alone(&flat(second))) else {
            return false;
        };
        let mut said = signs.text.split(" and ").flat_map(|part| part.split(['/', ','])).map(letters);
        let (Some(slot), true) =
            (self.by_keys(office, is_approval), said.any(|s| self.signs(&s) == Some(Signature::Date)))
        else {
            return false;
        };
        self.under = office.text.trim().to_owned();
        for unit in [office, signs] {
            self.recognised(unit.content.clone(), unit.count);
        }
        let column =
            |c: &CellView, is| SignatureColumn { from: c.column, to: c.column + c.columns, is: Some(is) };
        let columns = vec![column(first, Signature::Name), column(second, Signature::Date)];
        self.table = Mode::Signatures { columns, office: Some(slot) };
        true
    }

    pub(super) fn signs(&self, called: &str) -> Option<Signature> {
        self.finder.form.signatures.iter().find(|(l, _)| l == called).map(|(_, is)| *is)
    }

    /// Reads who signed in which office: a row of a table of signatures.
    pub(super) fn signature_row(
        &mut self,
        columns: &[SignatureColumn],
        of: Option<usize>,
        cells: &[CellView],
    ) {
        let office = cells.iter().find(|c| !flat(c).is_empty()).map(flat).unwrap_or_default();
        let unit = office.first().and_then(|at| self.units.get(*at));
        let slot = of.or_else(|| unit.and_then(|u| self.by_keys(u, is_approval)));
        let fields =
            slot.and_then(|s| self.finder.form.slots.get(s)).map(|s| s.fields.clone()).unwrap_or_default();
        let signs = fields.iter().copied().find(|f| matches!(f.kind, Kind::Approval { .. }));
        let notes = fields.iter().copied().find(|f| interpret::is_words(f));
        if let Some(unit) = unit.filter(|_| of.is_none()) {
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
                    (Signature::Date, Some(field), _) if of.is_some() => {
                        self.signed_on(field, &content, words)
                    }
                    (Signature::Name, Some(field), _) if of.is_none() && office.contains(&at) => {
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

    /// Reads a signature with the day beside it: “J Ash    3 May 2024”.
    fn signed_on(&mut self, field: &'t Field, content: &Paragraph, words: usize) {
        let text = content.text();
        let gap = text.rfind(['\t', '\n']).or_else(|| text.rfind("  "));
        let parts = gap.map(|at| cut(content, &[at], words)).unwrap_or_default();
        match parts.as_slice() {
            [(signature, own), (day, words)] if interpret::is_date(day.text().trim()) => {
                self.unplaced(signature.clone(), *own, None);
                if !self.give(field, day, *words) {
                    self.unplaced(day.clone(), *words, None);
                }
            }
            _ if self.give(field, content, words) => {}
            _ => self.unplaced(content.clone(), words, None),
        }
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

/// Leaves one who signed in each approval where two offices sign for it, each with a day: the first. The others wait.
pub(super) fn one_office(template: &Template, pieces: &mut [Piece]) {
    for (_, field) in template.fields().filter(|(_, f)| matches!(f.kind, Kind::Approval { .. })) {
        let signed = |piece: &Piece| match &piece.fate {
            Fate::Placed(Placed { target, value: Value::Approval(approval), .. })
                if target.field == field.id =>
            {
                Some((!approval.name.is_empty(), !approval.date.is_empty()))
            }
            _ => None,
        };
        // What each office signed, a name and a day, and which of them was first.
        let mut offices: HashMap<&str, (usize, bool, bool)> = HashMap::new();
        for (at, piece) in pieces.iter().enumerate() {
            if let Some((name, day)) = signed(piece) {
                let office = offices.entry(&piece.under).or_insert((at, false, false));
                *office = (office.0, office.1 || name, office.2 || day);
            }
        }
        let mut whole: Vec<(usize, &str)> =
            offices.into_iter().filter(|(_, o)| o.1 && o.2).map(|(under, o)| (o.0, under)).collect();
        whole.sort_unstable();
        let others: HashSet<String> = whole.into_iter().skip(1).map(|(_, under)| under.to_owned()).collect();
        for piece in pieces.iter_mut().filter(|p| signed(p).is_some() && others.contains(&p.under)) {
            piece.fate = Fate::Unplaced { near: Some(Target { field: field.id.clone(), cell: None }) };
        }
    }
}

fn is_approval(fields: &[&Field]) -> bool {
    fields.first().is_some_and(|f| matches!(f.kind, Kind::Approval { .. }))
}
