//! What an answer says, beside where its prompt put it: what speaks plainly for another question is asked, not guessed.
//!
//! How plainly is learnt from examples of answers (`templates/answers`): naive Bayes over words and pairs of words, each field
//! against all others.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use model::Template;
use serde::Deserialize;

use super::interpret;
use super::words::small;
use crate::Note;
use crate::draft::{Fate, Piece, Placed, Target, Value};

/// So much of an answer is looked at, in bytes.
const LONGEST: usize = 2_000;
/// No document has more pieces to doubt.
const MOST: usize = 2_000;
/// An answer of fewer words says too little.
const SHORTEST: usize = 5;
/// A field with fewer examples is not known.
const FEWEST: f32 = 5.0;
/// So many examples without a word weigh as much as what all fields say of it.
const PRIOR: f32 = 3.0;
/// The most that a missing word says against a field.
const MISSING: f32 = -1.0;
/// How much more another field is spoken for, that what is placed is doubted.
const DOUBT: f32 = 4.0;
/// What is said to be so sure is not doubted.
const SURE: f32 = 0.95;
/// The first letters that tell a word.
const STEM: usize = 6;

/// Examples of what is answered to the questions of a template, one a line: `{"field": id, "says": words, "also": [ids]}`;
/// `none` is the field of what is no answer.
#[derive(Debug)]
pub struct Answers {
    lines: Cow<'static, str>,
    learnt: OnceLock<Learnt>,
}

/// An example.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    field: String,
    says: String,
    /// Other fields where it might stand: told to who reads the examples, not learnt from.
    #[serde(default)]
    also: Vec<String>,
}

/// How often each word is in the answers to each field.
#[derive(Debug, Default)]
struct Learnt {
    fields: Vec<(String, f32)>,
    words: HashMap<String, Vec<(usize, f32)>>,
    examples: f32,
}

impl Answers {
    /// Takes examples; they are learnt from when they are first needed.
    pub fn of(lines: impl Into<Cow<'static, str>>) -> Answers {
        Answers { lines: lines.into(), learnt: OnceLock::new() }
    }

    /// Gives the same examples but for some, by what they say.
    pub fn without(&self, known: impl Fn(&str) -> bool) -> Answers {
        let keep =
            |line: &&str| serde_json::from_str::<Example>(line).is_ok_and(|example| !known(&example.says));
        Answers::of(self.lines.lines().filter(keep).collect::<Vec<_>>().join("\n"))
    }

    /// Lists the fields that each example names. A line that is no example is `None`.
    pub fn fields(&self) -> Vec<Option<Vec<String>>> {
        let example = |line| serde_json::from_str::<Example>(line).ok();
        let named = |e: Example| e.also.into_iter().chain([e.field]).collect();
        self.lines.lines().map(|line| example(line).map(named)).collect()
    }

    fn learnt(&self) -> &Learnt {
        self.learnt.get_or_init(|| {
            let examples = self.lines.lines().filter_map(|l| serde_json::from_str::<Example>(l).ok());
            let mut learnt = Learnt::default();
            let mut index: HashMap<String, usize> = HashMap::new();
            let mut counts: HashMap<String, BTreeMap<usize, f32>> = HashMap::new();
            for example in examples {
                let field = *index.entry(example.field.clone()).or_insert_with(|| {
                    learnt.fields.push((example.field, 0.0));
                    learnt.fields.len() - 1
                });
                if let Some((_, number)) = learnt.fields.get_mut(field) {
                    *number += 1.0;
                }
                learnt.examples += 1.0;
                for word in marks(&example.says) {
                    *counts.entry(word).or_default().entry(field).or_default() += 1.0;
                }
            }
            learnt.words = counts.into_iter().map(|(word, by)| (word, by.into_iter().collect())).collect();
            learnt
        })
    }
}

impl Learnt {
    /// Says how plainly a text speaks for each field: the mean logarithm of how much likelier its words are there than anywhere.
    fn weigh(&self, text: &str) -> Vec<f32> {
        let missing = |number: f32| (PRIOR / (number + PRIOR)).ln().max(MISSING);
        let words: Vec<_> = marks(text).iter().filter_map(|w| self.words.get(w)).collect();
        let mut sums: Vec<f32> =
            self.fields.iter().map(|(_, number)| missing(*number) * words.len() as f32).collect();
        for by in &words {
            let all: f32 = by.iter().map(|(_, count)| count).sum();
            let usual = (all + 0.5) / (self.examples + 1.0);
            for (field, count) in by.iter() {
                if let (Some(sum), Some((_, number))) = (sums.get_mut(*field), self.fields.get(*field)) {
                    *sum += ((count + PRIOR * usual) / ((number + PRIOR) * usual)).ln() - missing(*number);
                }
            }
        }
        let norm = (words.len() as f32).sqrt() + 1.0;
        sums.into_iter().map(|sum| sum / norm).collect()
    }

    /// Gives the field that a text speaks for far more plainly than for the one it stands in.
    fn rather(&self, text: &str, own: &str) -> Option<&str> {
        let weights = self.weigh(text);
        let known: Vec<(&str, f32)> = self
            .fields
            .iter()
            .zip(weights)
            .filter(|((_, number), _)| *number >= FEWEST)
            .map(|((field, _), weight)| (field.as_str(), weight))
            .collect();
        let stands = known.iter().find(|(field, _)| *field == own)?.1;
        let (best, weight) = known.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (weight - stands > DOUBT).then_some(best)
    }
}

/// Takes what was put under a question but speaks plainly for another to the pile, beside the other; a finding says so.
pub(super) fn doubt(answers: &Answers, template: &Template, pieces: &mut [Piece], notes: &mut Vec<Note>) {
    let mut doubted = 0;
    let own = |p: &Piece| match &p.fate {
        Fate::Placed(Placed { target, value: Value::Words, confidence, .. }) => {
            let words = target.cell.is_none() && *confidence < SURE && p.words >= SHORTEST;
            let field = template.field(&target.field).filter(|f| words && interpret::is_words(f))?;
            Some(field.id.clone())
        }
        _ => None,
    };
    let placed = pieces.iter_mut().filter_map(|piece| own(piece).map(|own| (own, piece)));
    for (own, piece) in placed.take(MOST) {
        let text = piece.content.text();
        let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or("");
        if let Some(other) = answers.learnt().rather(text, &own) {
            let field = template.field(other).map_or(own, |f| f.id.clone());
            piece.fate = Fate::Unplaced { near: Some(Target { field, cell: None }) };
            doubted += 1;
        }
    }
    if doubted > 0 {
        let message = format!(
            "Passages that stand under one question but speak for another: {doubted}. They wait to be placed, each beside the question \
             that it speaks for."
        );
        notes.push(Note { code: "doubted".into(), message });
    }
}

/// Gives the words of a text by their first letters, and those that stand side by side; longer figures are all alike. In order, so
/// that sums over them are the same each time.
fn marks(text: &str) -> BTreeSet<String> {
    let short = |word: &String| match word.chars().next() {
        Some(c) if c.is_numeric() && word.len() > 2 => "#".to_owned(),
        _ => word.chars().take(STEM).collect(),
    };
    let words: Vec<String> = small(text).iter().map(short).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    words.iter().cloned().chain(pairs).collect()
}
