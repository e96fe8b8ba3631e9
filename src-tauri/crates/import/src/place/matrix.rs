//! Rows of a matrix: cells that are fields, in bands.

use super::form::Means;
use super::rows::{Head, flat};
use super::units::{CellView, Unit};
use super::walk::{Cursor, Walk};

impl<'w, 't> Walk<'w, 't> {
    pub(super) fn matrix_row(&mut self, columns: &[Head], cells: &[CellView]) {
        let mut row_band = self.cursor.band.clone();
        let one_filled = cells.iter().filter(|c| !flat(c).is_empty()).count() < 2;
        for (i, cell) in cells.iter().enumerate() {
            // A band that is named inside a cell holds for the rest of that cell only.
            let alone = one_filled;
            if !alone {
                self.cursor.band.clone_from(&row_band);
            }
            let head = columns.iter().find(|h| h.from <= cell.column && cell.column < h.to);
            self.cursor.column = head.and_then(|h| h.id.clone());
            if (one_filled || self.cursor.column.is_none()) && self.names_band(cell) {
                row_band.clone_from(&self.cursor.band);
                continue;
            }
            self.first_cell = cell.column == 0;
            self.cell(cell);
            self.first_cell = false;
            if i == 0 {
                // A band above the first answer of a row holds for the row.
                row_band.clone_from(&self.cursor.band);
            }
        }
        if !one_filled {
            self.cursor.band = row_band;
        }
        self.cursor.column = None;
    }

    /// Reads the label of a row of a matrix that says which band it is, in fewer words than the form's: “Criminal offence data”.
    fn names_band(&mut self, cell: &CellView) -> bool {
        let units = flat(cell);
        let (Some(slot), [at]) = (self.cursor.slot, units.as_slice()) else { return false };
        let Some(unit) = self.units.get(*at).filter(|_| cell.column == 0) else { return false };
        let Some(band) = self.band_named(slot, unit) else { return false };
        self.cursor.band = Some(band);
        self.recognised(unit.content.clone(), unit.count);
        true
    }

    /// Reads a heading that says which band of a matrix follows, where the form is written out: “Special category data”, and
    /// under it “UK GDPR: …”.
    pub(super) fn heads_band(&mut self, unit: &Unit) -> bool {
        let form = self.finder.form;
        let Some(slot) = self.cursor.slot.map(|s| form.own(s)).filter(|_| !self.in_table) else {
            return false;
        };
        let heads = unit.heads() && !unit.text.contains(':') && unit.before.or(unit.after).is_none();
        let Some(band) = Some(unit).filter(|_| heads).and_then(|u| self.band_named(slot, u)) else {
            return false;
        };
        let section = form.slots.get(slot).map(|s| s.section);
        self.cursor = Cursor {
            section,
            slot: Some(slot),
            band: Some(band),
            score: self.cursor.score,
            ..Cursor::default()
        };
        self.under = unit.text.trim().to_owned();
        self.recognised(unit.content.clone(), unit.count);
        true
    }

    /// Finds the band of a question's matrix that a unit names.
    fn band_named(&self, slot: usize, unit: &Unit) -> Option<String> {
        if !(1..=8).contains(&unit.words.len()) || unit.text.trim_end().ends_with('.') {
            return None;
        }
        let bands: Vec<(&str, &[u32])> = self
            .finder
            .form
            .labels
            .iter()
            .filter_map(|l| match &l.means {
                Means::Band { slot: s, band } if *s == slot => Some((band.as_str(), l.words.as_slice())),
                _ => None,
            })
            .collect();
        // A word says the more, the fewer bands have it.
        let weight = |w: &u32| match bands.iter().filter(|b| b.1.contains(w)).count() {
            0 => 0.3,
            n => 1.0 / n as f32,
        };
        let all: f32 = unit.ids().iter().map(weight).sum();
        let score = |words: &[u32]| {
            let shared: f32 = unit.ids().iter().filter(|w| words.contains(w)).map(weight).sum();
            shared / all - 0.01 * words.len() as f32
        };
        let best = bands.iter().map(|b| (b.0, score(b.1))).max_by(|a, b| a.1.total_cmp(&b.1));
        best.filter(|b| b.1 >= 0.6).map(|(band, _)| band.to_owned())
    }
}
