//! Which question a prompt in other words comes nearest to: by the stems of its words, each the heavier the fewer questions
//! have it. Read only where no wording of the form is met.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use model::Template;

use super::form::{Form, Means};
use super::words::Lexicon;

/// The least a prompt has in common with a wording.
const LEAST: f32 = 0.6;
/// How much nearer it is to one question than to the next.
const MARGIN: f32 = 0.06;
/// The least that it has in common with the only question that it is like, and how far all others are.
const ALONE: f32 = 0.48;
const FAR: f32 = 0.18;
/// More does not speak for a wording besides its words.
const MOST_MORE: f32 = 0.4;
/// What a stem weighs that no question has, beside the rarest one.
const STRANGE: f32 = 0.55;

/// No document has more prompts in other words: after so many, none is looked for.
const MOST_ASKED: u32 = 8_000;

/// The wordings of a form by the stems in them.
#[derive(Debug, Default)]
pub(crate) struct Alike {
    /// How many prompts were looked for.
    asked: Cell<u32>,
    wordings: Vec<Wording>,
    by_stem: Vec<Vec<usize>>,
    weights: Vec<f32>,
}

#[derive(Debug)]
struct Wording {
    /// The label.
    index: usize,
    /// What it is a wording of: a question, or a section.
    of: (bool, usize),
    stems: Vec<u32>,
    weight: f32,
    /// Whether it is how partners ask the same, and no printed wording.
    like: bool,
}

/// The question that a prompt comes nearest to.
#[derive(Debug, Clone)]
pub(crate) struct Nearest {
    /// Its label that is nearest.
    pub(crate) index: usize,
    /// How near, 0 to 1.
    pub(crate) score: f32,
}

impl Alike {
    pub(crate) fn new(form: &Form<'_>, template: &Template, lexicon: &Lexicon) -> Alike {
        // A mapping's prompt and the form's own for the same question are one.
        let of: Vec<Option<&str>> = form
            .slots
            .iter()
            .map(|s| s.fields.first().and_then(|f| template.question_of(&f.id)).map(|q| q.id.as_str()))
            .collect();
        let mut firsts: HashMap<&str, usize> = HashMap::new();
        for (slot, question) in of.iter().enumerate() {
            if let Some(question) = question {
                firsts.entry(question).or_insert(slot);
            }
        }
        let own = |(slot, question): (usize, &Option<&str>)| {
            question.and_then(|q| firsts.get(q).copied()).unwrap_or(slot)
        };
        let questions: Vec<usize> = of.iter().enumerate().map(own).collect();
        let mut alike = Alike { by_stem: vec![Vec::new(); lexicon.stems()], ..Alike::default() };
        let mut slots: Vec<HashSet<(bool, usize)>> = vec![HashSet::new(); lexicon.stems()];
        for (index, label) in form.labels.iter().enumerate() {
            let of = match label.means {
                Means::Slot(slot) | Means::Field { slot, .. } | Means::Row { slot, .. } => {
                    (true, questions.get(slot).copied().unwrap_or(slot))
                }
                // A section that is one question is that question.
                Means::Section(section) if !label.borrowed => match form.only_question(section) {
                    Some(slot) => (true, slot),
                    None => (false, section),
                },
                _ => continue,
            };
            let stems = lexicon.stems_of(&label.words);
            for stem in &stems {
                if let Some(wordings) = alike.by_stem.get_mut(*stem as usize) {
                    wordings.push(alike.wordings.len());
                }
                // How others ask does not say how rare a word is.
                if let Some(slots) = slots.get_mut(*stem as usize).filter(|_| !label.like) {
                    slots.insert(of);
                }
            }
            alike.wordings.push(Wording { index, of, stems, weight: 0.0, like: label.like });
        }
        let all = form.slots.len().max(2) as f32;
        alike.weights = slots.iter().map(|s| (all / s.len().max(1) as f32).ln() / all.ln()).collect();
        for (weight, slots) in alike.weights.iter_mut().zip(&slots) {
            *weight = if slots.is_empty() { STRANGE } else { weight.max(0.05) };
        }
        for wording in &mut alike.wordings {
            wording.weight = wording.stems.iter().filter_map(|s| alike.weights.get(*s as usize)).sum();
        }
        alike
    }

    /// Finds the wording that a prompt has most in common with, however little.
    pub(crate) fn closest(&self, lexicon: &Lexicon, prompt: &[u32]) -> Option<Nearest> {
        let stems = lexicon.stems_of(prompt);
        let weight = |stem: &u32| self.weights.get(*stem as usize).copied().unwrap_or(STRANGE);
        let all: f32 = stems.iter().map(weight).sum();
        let score = |wording: &Wording| {
            let share: f32 = stems.iter().filter(|s| wording.stems.contains(s)).map(weight).sum();
            2.0 * share / (all + wording.weight).max(0.1)
        };
        let scored = self.wordings.iter().map(|w| Nearest { index: w.index, score: score(w) });
        scored.max_by(|a, b| a.score.total_cmp(&b.score))
    }

    /// Finds the question that a prompt comes nearest to. `more` is what speaks for a wording besides its words, where the
    /// prompt has all of them or not; `None` forbids it.
    pub(crate) fn nearest(
        &self,
        lexicon: &Lexicon,
        prompt: &[u32],
        more: impl Fn(usize, bool) -> Option<f32>,
    ) -> Option<Nearest> {
        self.asked.set(self.asked.get().saturating_add(1));
        if self.asked.get() > MOST_ASKED {
            return None;
        }
        let stems = lexicon.stems_of(prompt);
        let weight = |stem: &u32| self.weights.get(*stem as usize).copied().unwrap_or(STRANGE);
        let all: f32 = stems.iter().map(weight).sum();
        let mut shared = vec![0.0_f32; self.wordings.len()];
        let mut touched: Vec<usize> = Vec::new();
        for stem in &stems {
            for wording in self.by_stem.get(*stem as usize).map(Vec::as_slice).unwrap_or_default() {
                if let Some(share) = shared.get_mut(*wording) {
                    if *share == 0.0 {
                        touched.push(*wording);
                    }
                    *share += weight(stem);
                }
            }
        }
        touched.sort_unstable();
        let mut best: Option<(f32, &Wording)> = None;
        let mut next = 0.0_f32;
        for at in touched {
            let (Some(wording), Some(share)) = (self.wordings.get(at), shared.get(at)) else { continue };
            // A long wording is seldom taken up whole.
            if wording.like && wording.stems.len() < 2 && stems.len() > 1 {
                // “Users” is asked by nothing else.
                continue;
            }
            let own = wording.weight.min(all + 0.5 * (wording.weight - all).max(0.0));
            let alone = 2.0 * share / (all + own);
            if alone + MOST_MORE < ALONE - FAR {
                continue;
            }
            let whole = wording.stems.iter().all(|s| stems.contains(s));
            let Some(more) = more(wording.index, whole) else { continue };
            let score = alone + more;
            match best {
                Some((b, w)) if score <= b => {
                    if w.of != wording.of {
                        next = next.max(score);
                    }
                }
                _ => {
                    if let Some((b, w)) = best
                        && w.of != wording.of
                    {
                        next = next.max(b);
                    }
                    best = Some((score, wording));
                }
            }
        }
        let (score, wording) = best?;
        let apart = score - next;
        let near = (score >= LEAST && apart >= MARGIN) || (score >= ALONE && apart >= FAR);
        near.then_some(Nearest { index: wording.index, score: score.min(1.0) })
    }
}
