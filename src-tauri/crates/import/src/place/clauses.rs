//! Prompts that ask several of the form's questions at once: “Where is it stored, and how long is it kept?”

use super::units::Unit;
use super::walk::{Cursor, Walk};

/// The most questions that a prompt asks at once.
const MOST: usize = 4;

impl<'w, 't> Walk<'w, 't> {
    /// Gives the form's own questions that the clauses of a prompt ask, in its order, where it asks several of one section.
    pub(super) fn clauses_of(&self, unit: &Unit, slot: usize) -> Vec<usize> {
        const HERE: f32 = 0.1;
        const NEAR: f32 = 0.75;
        const LONGEST: usize = 24;
        if unit.words.len() > LONGEST {
            return Vec::new();
        }
        let form = self.finder.form;
        let section = |slot: usize| form.slots.get(form.own(slot)).map(|s| s.section);
        let here = section(slot);
        let mut asked: Vec<usize> = Vec::new();
        // “If yes, outline the process” asks nothing else.
        let low = unit.text.to_lowercase();
        let end = [" if ", "please", "("].iter().filter_map(|w| low.find(w)).min().unwrap_or(low.len());
        let asks = low.get(..end).unwrap_or("");
        for clause in asks.split(['?', ';', ',', '&', '/', '\n']).flat_map(|c| c.split(" and ")) {
            let known = self.finder.lexicon.known(clause).into_iter().flatten().collect::<Vec<u32>>();
            let more = |index: usize, _: bool| {
                let label = form.labels.get(index)?;
                label.means.slot().filter(|s| section(*s) == here).map(|_| HERE)
            };
            let near = self.finder.alike.nearest(self.finder.lexicon, &known, more);
            let label = near.filter(|n| n.score >= NEAR).and_then(|n| form.labels.get(n.index));
            let Some(own) = label.and_then(|l| l.means.slot()).map(|s| form.own(s)) else { continue };
            if !asked.contains(&own) && form.slots.get(own).is_some_and(|s| !s.mapped) {
                asked.push(own);
            }
        }
        if (2..=MOST).contains(&asked.len()) { asked } else { Vec::new() }
    }

    /// Moves to the question that a paragraph answers of several that were asked at once: in their order where there is a
    /// paragraph for each, else by what it says.
    pub(super) fn go_to_clause(&mut self, at: usize, text: &str) {
        let Some(unit) = self.units.get(at).filter(|_| self.in_table && self.clauses.len() > 1) else {
            return;
        };
        let form = self.finder.form;
        if self.cursor.slot.is_none() {
            return;
        }
        let first =
            (0..=at).rev().take_while(|i| self.units.get(*i).is_some_and(|u| u.group == unit.group)).count()
                - 1;
        let all = first + self.units.iter().skip(at).take_while(|u| u.group == unit.group).count();
        let slot = if all == self.clauses.len() {
            self.clauses.get(first).copied()
        } else {
            let fields = |slot: usize| form.slots.get(slot).map(|s| s.fields.as_slice()).unwrap_or_default();
            let among: Vec<String> =
                self.clauses.iter().flat_map(|s| fields(*s)).map(|f| f.id.clone()).collect();
            let spoken = self.spoken_for(&among, None, text);
            spoken.and_then(|id| self.clauses.iter().copied().find(|s| fields(*s).iter().any(|f| f.id == id)))
        };
        if let Some(slot) = slot.filter(|s| self.cursor.slot.map(|now| form.own(now)) != Some(*s)) {
            let section = form.slots.get(slot).map(|s| s.section);
            let score = self.cursor.score;
            self.cursor = Cursor { section, slot: Some(slot), score, ..Cursor::default() };
        }
    }
}
