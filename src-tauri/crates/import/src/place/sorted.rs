//! Answers to a prompt that asks for many things at once, as the ICO's does: each paragraph goes by what it says.

use model::{Field, Kind};

use super::content::target;
use super::interpret;
use super::mapping::Sign;
use super::walk::Walk;
use super::words::small;
use crate::draft::Value;
use crate::{Paragraph, ParagraphKind};

/// So much of a paragraph is looked at, in bytes.
const LONGEST: usize = 2_000;
/// No document has more paragraphs to sort.
const MOST: u32 = 2_000;
/// What a sign says that is plain, and one that is faint.
const PLAIN: f32 = 2.0;
const FAINT: f32 = 1.0;
/// The first sentence tells what a paragraph is about.
const FIRST: f32 = 1.5;
/// What speaks for a field at the least, and so much more than for the next.
const LEAST: f32 = 2.0;
const MARGIN: f32 = 1.0;
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
        let best = self.spoken_for(&sort.among, text).or_else(|| sort.items.clone().filter(|_| item));
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
    pub(super) fn spoken_for(&mut self, among: &[String], text: &str) -> Option<String> {
        self.sorts += 1;
        let text = text.get(..text.floor_char_boundary(LONGEST)).filter(|_| self.sorts <= MOST)?;
        let end = text.find(". ").map_or(text.len(), |at| at + 1);
        let (first, rest) = (small(text.get(..end)?), small(text.get(end..)?));
        let says = |sign: &Sign| {
            let count = |phrases: &[String], words: &[String]| {
                phrases.iter().filter(|phrase| has(words, phrase)).count() as f32
            };
            let weigh =
                |words: &[String]| PLAIN * count(&sign.plain, words) + FAINT * count(&sign.faint, words);
            FIRST * weigh(&first) + weigh(&rest)
        };
        let signs = self.finder.form.signs.iter().filter(|s| among.contains(&s.to));
        let mut scored: Vec<(f32, &str)> = signs.map(|s| (says(s), s.to.as_str())).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let next = scored.get(1).map_or(0.0, |n| n.0);
        scored.first().filter(|b| b.0 >= LEAST && b.0 - next >= MARGIN).map(|b| b.1.to_owned())
    }
}

/// Says whether some words have those of a phrase one after the other, by their beginnings.
fn has(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    let begins = |run: &[String]| run.iter().zip(&phrase).all(|(w, p)| w.starts_with(p));
    !phrase.is_empty() && words.windows(phrase.len()).any(begins)
}
