//! What an answer says, beside where its prompt put it: what speaks plainly for another question goes there, or is asked about, and
//! is not left where it is.

use std::borrow::Cow;
use std::sync::OnceLock;

use learn::Learnt;
use model::{Field, Kind, Template};
use serde::Deserialize;

use super::interpret;
use crate::Note;
use crate::draft::{Fate, Piece, Placed, Target, Value};

/// So much of an answer is looked at, in bytes.
const LONGEST: usize = 2_000;
/// No document has more pieces to doubt.
const MOST: usize = 2_000;
/// An answer of fewer words says too little.
const SHORTEST: usize = 5;
/// So many times likelier another field is, that what is placed is doubted.
const DOUBT: f32 = 12.0;
/// So likely another field is, that what is doubted goes there, and what waits too.
const MOVES: f32 = 0.75;
const SETTLES: f32 = 0.85;
/// So likely a field is, and so many times likelier than the next, that an answer to many questions at once goes to it.
const LEAST: f32 = 0.15;
const PLAINER: f32 = 2.0;
/// How sure it is of what goes by its words alone.
const BY_WORDS: f32 = 0.6;
/// A line of fewer words is a name or a title, which may be about anything.
const LINE: usize = 15;
/// What is said to be so sure is not doubted.
const SURE: f32 = 0.95;

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
            Learnt::from(&examples.map(|e| (e.field, e.says)).collect::<Vec<_>>())
        })
    }

    /// Gives the one of some fields that a text speaks for, where that is far likelier than all others of them and its own.
    pub(super) fn speaks<'a>(&self, text: &str, among: &'a [String], own: Option<&str>) -> Option<&'a str> {
        let mut likely = self.weigh(text);
        likely.retain(|(field, _)| Some(*field) == own || among.iter().any(|a| a == field));
        likely.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (best, next) = (likely.first()?, likely.get(1).map_or(0.0, |n| n.1));
        if best.1 < LEAST || best.1 < PLAINER * next {
            return None;
        }
        among.iter().find(|a| a.as_str() == best.0).map(String::as_str)
    }

    /// Says how likely it is that a text answers each field, 0 to 1.
    fn weigh(&self, text: &str) -> Vec<(&str, f32)> {
        self.learnt().weigh(text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default()).collect()
    }
}

/// Says whether most of what is placed is sure, as in a printing of the form itself; a form that grew from it says the same less
/// often.
pub(super) fn is_sure(pieces: &[Piece]) -> bool {
    let placed =
        pieces.iter().filter_map(|p| if let Fate::Placed(placed) = &p.fate { Some(placed) } else { None });
    let (sure, unsure): (Vec<_>, Vec<_>) = placed.partition(|p| p.confidence >= SURE);
    sure.len() > unsure.len()
}

/// Takes what was put under a question but speaks plainly for another there, or to the pile beside it; and from the pile to a
/// question what speaks for it most plainly. A finding says so.
pub(super) fn doubt(answers: &Answers, template: &Template, pieces: &mut [Piece], notes: &mut Vec<Note>) {
    let (mut moved, mut doubted) = (0, 0);
    for piece in pieces.iter_mut().filter(|p| p.words >= SHORTEST).take(MOST) {
        let own = match &piece.fate {
            Fate::Placed(Placed { target, value: Value::Words, confidence, .. })
                if target.cell.is_none() && *confidence < SURE =>
            {
                let brief = |f: &Field| piece.words < LINE && !matches!(f.kind, Kind::Prose);
                let field = template.field(&target.field).filter(|f| interpret::is_words(f) && !brief(f));
                let Some(field) = field else { continue };
                Some(field.id.as_str())
            }
            Fate::Unplaced { .. } => None,
            _ => continue,
        };
        let weights = answers.weigh(&piece.content.text());
        let stands = own.and_then(|own| weights.iter().find(|w| w.0 == own)).map(|w| w.1);
        let best = weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((field, likely)) = best.map(|(other, likely)| (template.field(other), likely)) else {
            continue;
        };
        match (own, stands) {
            (Some(_), Some(stands)) if likely > DOUBT * stands => {
                piece.fate = match field {
                    Some(field) if likely > MOVES && takes(field) => {
                        moved += 1;
                        by_words(field)
                    }
                    field => {
                        doubted += 1;
                        let near = field.map_or(own.unwrap_or_default(), |f| f.id.as_str()).to_owned();
                        Fate::Unplaced { near: Some(Target { field: near, cell: None }) }
                    }
                };
            }
            (None, _) if likely > SETTLES => {
                if let Some(field) = field.filter(|f| takes(f)) {
                    piece.fate = by_words(field);
                    moved += 1;
                }
            }
            _ => {}
        }
    }
    if moved > 0 {
        let message = format!(
            "Passages placed by what they say, not by where they stood: {moved}. They are marked to be checked."
        );
        notes.push(Note { code: "moved".into(), message });
    }
    if doubted > 0 {
        let message = format!(
            "Passages that stand under one question but speak for another: {doubted}. They wait to be placed, each beside the question \
             that it speaks for."
        );
        notes.push(Note { code: "doubted".into(), message });
    }
}

/// Says whether a field takes what speaks for it: a line such as a name is not told by its words.
fn takes(field: &Field) -> bool {
    matches!(field.kind, Kind::Prose)
}

/// A place that the words alone speak for.
fn by_words(field: &Field) -> Fate {
    let target = Target { field: field.id.clone(), cell: None };
    Fate::Placed(Placed { target, value: Value::Words, confidence: BY_WORDS, reading: None })
}
