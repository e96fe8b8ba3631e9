//! Which wording of the form a text begins with.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::alike::Alike;
use super::form::{Form, Label, Means};
use super::interpret;
use super::units::Unit;
use super::words::Lexicon;
use crate::Span;

/// The most words of a text that are looked at: no wording is longer.
const MOST: usize = 160;

/// No document has more different paragraphs: after so many, no wording is looked for in others.
const MOST_LOOKED: u32 = 25_000;

/// How many texts are kept with what was found in them.
const KEPT: usize = 1_000;

/// From this weight on a label is known by being alike; a lighter one only word by word.
const LONG: f32 = 3.2;

/// How alike a text is at least to a label that it is known by.
const ALIKE: f32 = 0.68;

/// The same, where both have the same number.
const NUMBERED: f32 = 0.5;

/// The labels of a form by the words in them.
pub(crate) struct Finder<'f, 't> {
    pub(crate) form: &'f Form<'t>,
    pub(crate) lexicon: &'f Lexicon,
    pub(crate) template: &'t model::Template,
    /// The labels that each word is in, with how much they say.
    by_word: Vec<Vec<(usize, f32)>>,
    /// The printed wordings of each question, those of others that ask the same among them.
    pub(crate) by_question: HashMap<usize, Vec<usize>>,
    pub(crate) alike: Alike,
    /// How many boxes of the template have each stem.
    pub(crate) boxes: HashMap<u32, usize>,
    /// The labels of columns, with their stems.
    pub(crate) columns: Vec<(usize, Vec<u32>)>,
    /// The rows that the form fixes, by label, with their stems.
    pub(crate) rows: Vec<(usize, Vec<u32>)>,
    /// The letters of “Answer” and what else the form prints before answers.
    pub(crate) answers: HashSet<&'f str>,
    /// How many different texts were looked at.
    looked: Cell<u32>,
    /// What was found before: rows of tables are looked at several times.
    met: RefCell<HashMap<Met, Rc<[Found]>>>,
}

/// A text and the number before it.
type Met = (Vec<u32>, Option<String>);

/// A label that a text begins with.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) means: Means,
    /// How alike they are, 0 to 1.
    pub(crate) score: f32,
    /// How many words of the text it takes.
    pub(crate) used: usize,
    /// How much the label says.
    pub(crate) weight: f32,
    /// Whether it is a question.
    pub(crate) asks: bool,
    /// Whether it is no wording of this form, but one that any form may have.
    pub(crate) borrowed: bool,
    /// Whether the text begins as the label does.
    pub(crate) begins: bool,
    /// Whether the numbers agree: `None` when one has none.
    pub(crate) numbers: Option<bool>,
    pub(crate) index: usize,
}

impl<'f, 't> Finder<'f, 't> {
    pub(crate) fn new(
        form: &'f Form<'t>,
        template: &'t model::Template,
        lexicon: &'f Lexicon,
    ) -> Finder<'f, 't> {
        let mut by_word: Vec<Vec<(usize, f32)>> = vec![Vec::new(); lexicon.len()];
        let mut by_question: HashMap<usize, Vec<usize>> = HashMap::new();
        for (i, label) in form.labels.iter().enumerate().filter(|(_, l)| !l.like) {
            if let Some(slot) = label.means.slot() {
                by_question.entry(form.own(slot)).or_default().push(i);
            }
            let mut words = label.words.clone();
            words.sort_unstable();
            words.dedup();
            for word in words {
                if let Some(labels) = by_word.get_mut(word as usize) {
                    labels.push((i, label.weight));
                }
            }
        }
        Finder {
            form,
            lexicon,
            template,
            by_word,
            by_question,
            alike: Alike::default(),
            boxes: HashMap::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            answers: HashSet::new(),
            looked: Cell::new(0),
            met: RefCell::default(),
        }
    }

    /// Reads the wordings by their stems too, for prompts in other words.
    pub(crate) fn knowing_alike(self) -> Finder<'f, 't> {
        let stems = |wanted: fn(&Means) -> bool| {
            let labels = self.form.labels.iter().enumerate().filter(move |(_, l)| wanted(&l.means));
            labels.map(|(i, l)| (i, self.lexicon.stems_of(&l.words))).collect()
        };
        let columns = stems(|m| matches!(m, Means::MatrixColumn { .. } | Means::Column { .. }));
        let rows = stems(|m| matches!(m, Means::Row { .. }));
        let short = |l: &&Label| matches!(l.means, Means::Fixed) && l.words.len() <= 2;
        let answers = self.form.labels.iter().filter(short).map(|l| l.letters.as_str()).collect();
        let mut boxes: HashMap<u32, usize> = HashMap::new();
        for label in self.template.fields().flat_map(|(_, f)| f.boxes()).map(|b| &b.label) {
            let words: Vec<u32> = self.lexicon.known(label).into_iter().flatten().collect();
            for stem in self.lexicon.stems_of(&words) {
                *boxes.entry(stem).or_default() += 1;
            }
        }
        let alike = Alike::new(self.form, self.template, self.lexicon);
        Finder { alike, columns, rows, answers, boxes, ..self }
    }

    /// Finds the labels that a text begins with, the most alike first. `whole` says that the text ends where its words end.
    pub(crate) fn at(&self, text: &[u32], number: Option<&str>) -> Rc<[Found]> {
        let text = text.get(..MOST).unwrap_or(text);
        let key = (text.to_vec(), number.map(str::to_owned));
        if let Some(found) = self.met.borrow().get(&key) {
            return Rc::clone(found);
        }
        self.looked.set(self.looked.get().saturating_add(1));
        if self.looked.get() > MOST_LOOKED {
            return Rc::default();
        }
        let found: Rc<[Found]> = self.look(text, number).into();
        let mut met = self.met.borrow_mut();
        if met.len() >= KEPT {
            met.clear();
        }
        met.insert(key, Rc::clone(&found));
        found
    }

    fn look(&self, text: &[u32], number: Option<&str>) -> Vec<Found> {
        // How much each label shares with the text; only the labels that share anything are touched.
        let mut shared = vec![0.0_f32; self.form.labels.len()];
        let mut touched: Vec<usize> = Vec::new();
        let mut seen: Vec<u32> = text.to_vec();
        seen.sort_unstable();
        seen.dedup();
        // The words that say most first: of those that say little alone, only a light label can be met.
        seen.sort_by(|a, b| self.lexicon.weight(*b).total_cmp(&self.lexicon.weight(*a)));
        let mut left: f32 = seen.iter().map(|w| self.lexicon.weight(*w)).sum();
        let least_of_all = if number.is_some() { NUMBERED } else { ALIKE };
        for word in &seen {
            let heaviest = left * (2.0 / least_of_all - 1.0) + 0.01;
            let weight = self.lexicon.weight(*word);
            for (label, says) in self.by_word.get(*word as usize).map(Vec::as_slice).unwrap_or_default() {
                if let Some(share) = shared.get_mut(*label) {
                    if *share == 0.0 {
                        if *says > heaviest {
                            continue;
                        }
                        touched.push(*label);
                    }
                    *share += weight;
                }
            }
            left -= weight;
        }
        let mut found: Vec<Found> = touched
            .into_iter()
            .filter_map(|i| {
                let (label, common) = (self.form.labels.get(i)?, shared.get(i)?);
                // All that they share in the best order.
                let most = 2.0 * common / (label.weight + common);
                let numbers = number.zip(label.number.as_deref()).map(|(a, b)| a == b);
                (most >= least(label, numbers)).then(|| self.compare(i, label, text, number)).flatten()
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
        found
    }

    /// Finds the label that a heading has with words of its own put in: “Summary of the Parking Permits Service”.
    pub(crate) fn widened(&self, heading: &[u32], number: Option<&str>) -> Option<Found> {
        const MORE: usize = 5;
        let fits = |label: &&Label| {
            let more = heading.len().checked_sub(label.words.len());
            let mut rest = heading.iter();
            label.words.len() >= 3
                && label.weight >= 2.0
                && !label.like
                && matches!(label.means, Means::Slot(_))
                && more.is_some_and(|m| (1..=MORE).contains(&m))
                && label.words.first() == heading.first()
                && label.words.last() == heading.last()
                && label.words.iter().all(|w| rest.any(|h| h == w))
        };
        let (index, label) = self.form.labels.iter().enumerate().find(|(_, l)| fits(l))?;
        let numbers = number.zip(label.number.as_deref()).map(|(a, b)| a == b);
        Some(Found {
            means: label.means.clone(),
            score: 0.8,
            used: heading.len(),
            weight: label.weight,
            asks: label.asks,
            borrowed: label.borrowed,
            begins: true,
            numbers,
            index,
        })
    }

    /// Counts the questions that no other form is known to ask, and that a document asks in words of its own.
    pub(crate) fn peculiar(&self, units: &[Unit]) -> usize {
        const LONGEST: usize = 40;
        const NEAR: f32 = 0.8;
        let asked = |slot: usize| {
            self.form.labels.iter().any(|l| !l.like && matches!(l.means, Means::Slot(s) if s == slot))
        };
        let prompts = units.iter().filter(|u| {
            (3..=LONGEST).contains(&u.words.len())
                && (u.text.contains('?') || u.heads() || u.number.is_some())
        });
        let mut met: Vec<usize> = prompts
            .filter_map(|unit| {
                let nearest = self.alike.nearest(self.lexicon, &unit.ids(), |_, _| Some(0.0))?;
                let label =
                    self.form.labels.get(nearest.index).filter(|l| l.like && nearest.score >= NEAR)?;
                label.means.slot().filter(|slot| !asked(*slot))
            })
            .collect();
        met.sort_unstable();
        met.dedup();
        met.len()
    }

    /// Says whether a repeated head is made of the form's wording: titles and heads of columns that go on over a page.
    pub(crate) fn is_wording(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let plain = |w: &&str| w.chars().all(|c| c.is_ascii_digit()) || w.eq_ignore_ascii_case("continued");
        let known =
            self.lexicon.known(&words.iter().filter(|w| !plain(w)).copied().collect::<Vec<_>>().join(" "));
        let own = known
            .iter()
            .flatten()
            .filter(|id| self.by_word.get(**id as usize).is_some_and(|l| !l.is_empty()))
            .count();
        own == known.len()
    }

    /// Says whether a text is an option of the form, word by word: “No”, the label of a box.
    pub(crate) fn is_option(&self, text: &str) -> bool {
        if interpret::not_applicable(text) || matches!(interpret::yes_no(text), Some((_, ""))) {
            return true;
        }
        let known = self.lexicon.known(text);
        let Some(words) = known.into_iter().collect::<Option<Vec<u32>>>() else { return false };
        let boxes = self.form.labels.iter().filter(|l| matches!(l.means, Means::Box { .. }));
        !words.is_empty() && boxes.into_iter().any(|l| l.words == words)
    }

    fn compare(&self, index: usize, label: &Label, text: &[u32], number: Option<&str>) -> Option<Found> {
        let numbers = match (number, label.number.as_deref()) {
            (Some(a), Some(b)) => Some(a == b),
            _ => None,
        };
        let (score, used) = if label.weight < LONG || label.words.len() < 4 {
            let same = text.len() >= label.words.len() && text.iter().zip(&label.words).all(|(a, b)| a == b);
            if same {
                (1.0, label.words.len())
            } else {
                let (score, used) = self.lexicon.compare(&label.words, text);
                // A light label reworded is no longer known, unless it is nearly all of a short text.
                let heavy = |w: &&u32| self.lexicon.weight(**w) > 0.5;
                let all = label.words.iter().filter(heavy).all(|w| text.contains(w));
                let short = used == text.len() && label.words.len() >= 3 && score >= 0.8 && all;
                (if short { score } else { 0.0 }, used)
            }
        } else {
            self.lexicon.compare(&label.words, text)
        };
        let least = least(label, numbers);
        // “Data Protection Officer” is not “Data Protection Officer advice”.
        let missing = label.words.get(used..).filter(|_| text.get(..used) == label.words.get(..used));
        let heavy = |words: &[u32]| words.iter().any(|w| self.lexicon.weight(*w) > 0.5);
        if label.words.len() <= 6 && score < 0.97 && missing.is_some_and(heavy) {
            return None;
        }
        // A label that begins with a word that says something (“Describe”) is not met without it.
        let begins = label
            .words
            .first()
            .is_none_or(|first| self.lexicon.weight(*first) < 0.5 || text.iter().take(3).any(|w| w == first));
        (score >= least).then(|| Found {
            means: label.means.clone(),
            score,
            used,
            weight: label.weight,
            asks: label.asks,
            borrowed: label.borrowed,
            begins,
            numbers,
            index,
        })
    }
}

/// Gives how alike a text must be to a label at least.
fn least(label: &Label, numbers: Option<bool>) -> f32 {
    match numbers {
        // A wording of no form in particular is met nearly word by word.
        _ if label.borrowed => 0.85,
        Some(true) => NUMBERED,
        _ if label.weight < LONG => 0.8,
        _ => ALIKE,
    }
}

/// Says whether a label may end after some words of a unit: at its end, or before a colon, a stop, a break, a tab or wide space.
pub(crate) fn ends_after(unit: &Unit, from: usize, used: usize) -> bool {
    let Some(last) = unit.words.get(from + used.saturating_sub(1)) else { return false };
    if from + used >= unit.words.len() {
        return true;
    }
    let rest = unit.text.get(last.end..).unwrap_or("");
    if set_apart(unit, from, used) || rest.starts_with(')') || ends_in_bold(unit, last.end) {
        return true;
    }
    if rest.starts_with('(') {
        // “Article 6(1)” is one word.
        return false;
    }
    let rest = rest.trim_start_matches([' ', ')', '”', '’', '"']);
    rest.starts_with([':', '?', '\n', '\t', '.', '–', '-', '('])
}

/// Says whether what follows some words of a unit is set apart by a tab or wide space: “Name   Jane Smith”.
pub(crate) fn set_apart(unit: &Unit, from: usize, used: usize) -> bool {
    let end = unit.words.get(from + used.saturating_sub(1)).map(|w| w.end);
    let rest = end.and_then(|e| unit.text.get(e..)).unwrap_or("");
    let rest = rest.trim_start_matches([':', '?', ')', '.']);
    ["  ", "\t", " \t", "\u{a0}\u{a0}"].iter().any(|gap| rest.starts_with(gap))
}

/// Says whether bold type ends at a place of a unit's text, and other type follows.
pub(crate) fn ends_in_bold(unit: &Unit, end: usize) -> bool {
    let mut at = 0;
    let mut bold_to = None;
    for span in &unit.content.spans {
        let Span::Text { text, strong, .. } = span else { continue };
        let blank = text.trim().is_empty();
        if *strong || (blank && bold_to.is_some()) {
            bold_to = if *strong { Some(at + text.trim_end().len()) } else { bold_to };
        } else if !blank {
            return bold_to.is_some_and(|b: usize| {
                b >= end && unit.text.get(end..b).is_some_and(|rest| !rest.contains(char::is_alphanumeric))
            });
        }
        at += text.len();
    }
    false
}
