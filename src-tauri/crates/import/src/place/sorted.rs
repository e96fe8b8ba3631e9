//! Answers to a prompt that asks for many things at once, as the ICO's does: each paragraph goes by what it says.

use model::{Field, Kind};

use super::content::target;
use super::interpret;
use super::walk::Walk;
use crate::draft::Value;
use crate::{Paragraph, ParagraphKind};

/// No document has more paragraphs to sort.
const MOST: u32 = 2_000;
/// How sure it is.
const SORTED: f32 = 0.7;
/// How sure it is of what speaks for no field in particular.
const UNSORTED: f32 = 0.75;

impl<'w, 't> Walk<'w, 't> {
    /// Sends a paragraph of an answer to many things at once where it belongs; says whether the prompt is one of those.
    pub(super) fn sorted(&mut self, own: &'t Field, content: &Paragraph, words: usize, text: &str) -> bool {
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        let Some(sort) = slot.and_then(|s| s.sort.clone()) else { return false };
        let item = matches!(content.kind, ParagraphKind::Item { .. });
        let first = !self.filled.contains(&target(own));
        let best =
            self.spoken_for(&sort.among, Some(&own.id), text).or_else(|| sort.items.clone().filter(|_| item));
        match best.and_then(|id| self.template().field(&id)) {
            Some(field) if interpret::is_words(field) => {
                let cell = self.cell_cited(field, text).unwrap_or(field);
                let sure = if cell.id == own.id { UNSORTED } else { SORTED };
                self.place(cell, content, words, Value::Words, sure, None);
                self.pick_cited(cell, text);
            }
            // What may also be answered in words.
            Some(field)
                if matches!(field.kind, Kind::YesNo { other: true }) && self.give(field, content, words) => {}
            Some(field) => self.unplaced(content.clone(), words, Some(target(field))),
            None if sort.waits && !first => self.unplaced(content.clone(), words, Some(target(own))),
            None => {
                let cell = self.cell_cited(own, text).unwrap_or(own);
                self.place(cell, content, words, Value::Words, UNSORTED, None);
                self.pick_cited(cell, text);
            }
        }
        true
    }

    /// Finds the field that a paragraph speaks for, plainly and above all others.
    pub(super) fn spoken_for(&mut self, among: &[String], own: Option<&str>, text: &str) -> Option<String> {
        self.sorts += 1;
        let answers = self.answers.filter(|_| self.sorts <= MOST)?;
        answers.speaks(text, among, own).map(str::to_owned)
    }
}
