//! The walk over a document: labels move the cursor, what follows them is content.

use std::collections::{HashMap, HashSet};

use super::find::{Finder, Found, ends_after, ends_in_bold, set_apart};
use super::form::Means;
use super::listed;
use super::units::{Flow, Unit};
use crate::draft::{Fate, Piece, Target};
use crate::{At, Paragraph, Span, paragraph_words};

/// How sure a wording that any form may have is, beside one of the form's own.
const BORROWED: f32 = 0.6;

/// A label lighter than this is one only where it stands like one.
const LIGHT: f32 = 3.2;

/// Where the walk is in the form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cursor {
    pub(crate) section: Option<usize>,
    pub(crate) slot: Option<usize>,
    /// The field whose label was met last.
    pub(crate) field: Option<usize>,
    /// The row of a table of fixed rows.
    pub(crate) row: Option<(usize, String)>,
    pub(crate) band: Option<String>,
    pub(crate) column: Option<String>,
    /// How alike the label that led here was.
    pub(crate) score: f32,
    /// How many cells with content followed the label in its row.
    pub(crate) nth: usize,
}

/// A walk.
pub(crate) struct Walk<'w, 't> {
    pub(crate) finder: &'w Finder<'w, 't>,
    pub(crate) units: &'w [Unit],
    pub(crate) cursor: Cursor,
    pub(crate) pieces: Vec<Piece>,
    /// The last heading or prompt, in the source's words.
    pub(crate) under: String,
    /// The level of the headings that are labels in this document.
    pub(crate) slot_level: Option<u8>,
    /// The level of the heading of the section at hand.
    section_level: Option<u8>,
    used: HashSet<usize>,
    pub(crate) filled: HashSet<Target>,
    /// Boxes that stand in a cell of their own beside a unit.
    pub(crate) ticks: HashMap<usize, (bool, usize)>,
    /// The boxes and crosses that belong to words beside them.
    pub(crate) marks: HashSet<usize>,
    pub(crate) rows: HashMap<String, usize>,
    pub(crate) table: super::rows::Mode,
    /// Whether the ratings of the table at hand are products of two scores.
    pub(crate) products: bool,
    /// The field whose rows are being read from paragraphs.
    pub(crate) record: Option<String>,
    /// Which row of another table a row answers, by its field and its own number.
    pub(crate) answered: HashMap<(String, usize), usize>,
    /// Whether the unit at hand is in a table.
    pub(crate) in_table: bool,
    /// Whether it is in the last column of one, where no answer can stand beside it.
    pub(crate) last_column: bool,
    /// The number in a cell of its own, before the cell at hand in its row.
    pub(crate) row_number: Option<String>,
    /// The questions met in the cell at hand.
    pub(crate) met: Vec<Cursor>,
    /// Boxes that were named without a mark: the piece, the field and the box; and the fields that have marks.
    pub(crate) bare_boxes: Vec<(usize, String, String)>,
    pub(crate) marked_boxes: HashSet<String>,
    /// Whether options of the form were struck out.
    pub(crate) struck: bool,
    /// Whether labels were met in tables; and in the table at hand.
    pub(crate) tabled: bool,
    pub(crate) asks_here: bool,
    /// Whether the table at hand is plainly one of questions beside their answers.
    pub(crate) asks_table: bool,
    /// Whether no row of the table at hand was met after its heads.
    pub(crate) only_heads: bool,
    /// Whether the table at hand is a grid of things to tick.
    pub(crate) grid: bool,
    /// Whether the table at hand is a list of things to tick.
    pub(crate) ticking: bool,
    /// Whether the cell at hand is the first of its row.
    pub(crate) first_cell: bool,
    /// Whether the format itself says what is asked: then nothing else does.
    pub(crate) labelled: bool,
    /// The units that are lines of a table of contents.
    pub(crate) contents: HashSet<usize>,
    /// The questions whose own wording stands somewhere in the document.
    pub(crate) claimed: HashSet<usize>,
    /// Whether questions of the document stand in bold type with a number, outside its tables.
    pub(crate) bold_numbers: bool,
    /// The questions that the walk has come by.
    pub(crate) visited: HashSet<usize>,
    /// What stands beside the prompt of the row at hand.
    pub(crate) beside: super::guess::Beside,
}

impl<'w, 't> Walk<'w, 't> {
    pub(crate) fn new(finder: &'w Finder<'w, 't>, units: &'w [Unit]) -> Walk<'w, 't> {
        Walk {
            finder,
            units,
            cursor: Cursor::default(),
            pieces: Vec::new(),
            under: String::new(),
            slot_level: None,
            section_level: None,
            used: HashSet::new(),
            filled: HashSet::new(),
            ticks: HashMap::new(),
            marks: HashSet::new(),
            rows: HashMap::new(),
            table: super::rows::Mode::None,
            products: false,
            record: None,
            answered: HashMap::new(),
            in_table: false,
            last_column: false,
            row_number: None,
            met: Vec::new(),
            bare_boxes: Vec::new(),
            marked_boxes: HashSet::new(),
            struck: false,
            tabled: false,
            asks_here: false,
            asks_table: false,
            ticking: false,
            only_heads: false,
            grid: false,
            first_cell: false,
            labelled: units.iter().any(is_label),
            contents: contents(units),
            claimed: super::guess::claimed(finder, units),
            bold_numbers: false,
            visited: HashSet::new(),
            beside: super::guess::Beside::default(),
        }
    }

    /// Walks over a part of the document.
    pub(crate) fn flow(&mut self, flow: &[Flow]) {
        let mut next = 0;
        for part in flow {
            match part {
                // A label may have taken the first words of this paragraph already.
                Flow::Units(from, to) => {
                    let mut at = (*from).max(next);
                    while at < *to {
                        at = self.unit(at);
                    }
                    next = at;
                }
                Flow::Table(view) => self.view(view),
            }
        }
    }

    /// Walks over a unit; gives the index of the one to go on with.
    pub(crate) fn unit(&mut self, at: usize) -> usize {
        let Some(unit) = self.units.get(at) else { return at + 1 };
        let numbers = unit.is_number() && self.in_table && self.first_cell;
        if numbers {
            self.row_number.clone_from(&unit.number);
        }
        if numbers || self.marks.contains(&at) || self.contents.contains(&at) || self.instructs(unit) {
            self.recognised(unit.content.clone(), unit.count);
            return at + 1;
        }
        let mut from = 0;
        let mut last_box = None;
        while from < unit.words.len() {
            let Some(found) = self.label(at, from) else { break };
            last_box = Some(found.means.clone()).filter(|m| matches!(m, Means::Box { .. }));
            let end = from + found.used;
            if end > unit.words.len() {
                let next = self.label_over_units(at, from, &found);
                self.apply(&found, at);
                return next;
            }
            if let Means::Condition { id } = &found.means
                && (from > 0 || end < unit.words.len())
            {
                // A sentence that begins with a condition stays whole.
                self.cited(id);
                break;
            }
            from = self.take(at, from, end, &found);
            if self.explains(unit, from) && self.label(at, from).is_none() {
                let begin = unit.words.get(from).map_or(0, |w| w.start);
                let words = self.words_between(unit, begin, unit.text.len());
                self.recognised(slice(&unit.content, begin, unit.text.len()), words);
                return at + 1;
            }
        }
        let specified =
            from < unit.words.len() && last_box.is_some_and(|means| self.specify(&means, unit, from));
        if !specified && (from < unit.words.len() || from == 0) {
            self.rest(at, from);
        }
        at + 1
    }

    /// Takes the words behind “☒ Other unique identifier (please specify)” for what the form asks under that name.
    fn specify(&mut self, means: &Means, unit: &Unit, from: usize) -> bool {
        let Means::Box { slot, field, id } = means else { return false };
        let Some(fields) = self.finder.form.slots.get(*slot).map(|s| s.fields.clone()) else { return false };
        let Some(model::Kind::Boxes { rows }) = fields.get(*field).map(|f| &f.kind) else { return false };
        let Some(called) = rows.iter().flatten().find(|b| b.id == *id).map(|b| b.label.as_str()) else {
            return false;
        };
        let asks = |f: &&&'t model::Field| {
            let label = f.label.as_deref().unwrap_or("");
            !label.is_empty() && called.starts_with(label) && super::interpret::is_words(f)
        };
        let Some(field) = fields.iter().find(asks).copied() else { return false };
        let begin = unit.words.get(from).map_or(unit.text.len(), |w| w.start);
        let words = self.words_between(unit, begin, unit.text.len());
        let content = slice(&unit.content, begin, unit.text.len());
        self.place(field, &content, words, crate::draft::Value::Words, 0.9, None);
        true
    }

    /// Says whether what follows a label in its cell only explains it: “Project lead (name and job title)”, or asks more while
    /// the answer stands beside it.
    fn explains(&self, unit: &Unit, from: usize) -> bool {
        const FEW: usize = 6;
        const MORE: usize = 25;
        let last = from.checked_sub(1).and_then(|w| unit.words.get(w)).map_or(0, |w| w.end);
        let rest = unit.text.get(last..).unwrap_or("").trim_start();
        let inside =
            rest.strip_prefix('(').and_then(|r| r.trim_end_matches([':', '?', ' ']).strip_suffix(')'));
        let left = unit.words.len().saturating_sub(from);
        let answered = self.beside != super::guess::Beside::Unknown;
        let dash = rest.starts_with(['–', '-', '—', ':', '(']);
        let asks_more = answered && ((left <= FEW && dash) || (left <= MORE && rest.contains('?')));
        // “4.4 How will individuals be informed (section 44)?”, all of it bold.
        let heading = from > 0 && unit.heads() && !self.in_table;
        let headed = heading
            && left <= FEW * 2
            && (rest.starts_with('(')
                || rest.trim_end().ends_with('?')
                || (unit.number.is_some() && unit.content.is_strong() && rest.starts_with('.')));
        (headed || self.label_cell())
            && !self.grid
            && left > 0
            && (headed || inside.is_some_and(|i| !i.contains(['(', ')'])) || asks_more)
    }

    /// Takes the words of a label inside a unit; gives where to go on.
    fn take(&mut self, at: usize, from: usize, mut end: usize, found: &Found) -> usize {
        let Some(unit) = self.units.get(at) else { return end };
        let begin = if from == 0 { 0 } else { unit.words.get(from).map_or(0, |w| w.start) };
        let mut ticked = None;
        if let Means::Box { .. } = &found.means {
            // “Postal address – No”
            let after =
                end.checked_sub(1).and_then(|w| unit.words.get(w)).and_then(|w| unit.text.get(w.end..));
            ticked = self.tick_of(at).or_else(|| {
                let said = listed::said(after?)?;
                end = unit.words.len();
                Some(said)
            });
        }
        let stop = unit.words.get(end).map_or(unit.text.len(), |w| w.start);
        let content = slice(&unit.content, begin, stop);
        self.apply(found, at);
        match &found.means {
            Means::Box { slot, field, id } => {
                let words = self.words_between(unit, begin, stop);
                self.boxed((*slot, *field, id), ticked, content, words, found.score);
            }
            Means::Condition { id } => self.condition(id, content, found.score),
            _ => {
                let words = self.words_between(unit, begin, stop);
                self.recognised(content, words);
            }
        }
        end
    }

    /// Gives the state of the box beside a unit, in its paragraph or in a cell of its own, which is then spent.
    pub(crate) fn tick_of(&mut self, at: usize) -> Option<bool> {
        if let Some((ticked, mark)) = self.ticks.get(&at) {
            self.marks.insert(*mark);
            return Some(*ticked);
        }
        let unit = self.units.get(at)?;
        let own = if unit.first_is_box { unit.before } else { unit.after };
        own.or_else(|| self.tick_alone(at))
    }

    /// Gives the state of a box that is a paragraph of its own before or after a unit, where no other words have it.
    fn tick_alone(&mut self, at: usize) -> Option<bool> {
        let unit = self.units.get(at)?;
        let before = at.checked_sub(1).filter(|b| !self.marks.contains(b));
        for beside in before.into_iter().chain([at + 1]) {
            let other = self.units.get(beside).filter(|u| u.group == unit.group);
            if let Some(ticked) = other.and_then(super::rows::mark) {
                self.marks.insert(beside);
                return Some(ticked);
            }
        }
        None
    }

    /// Takes a label that goes on in the next units: lines of one wording, or a prompt in several paragraphs.
    fn label_over_units(&mut self, at: usize, from: usize, found: &Found) -> usize {
        let mut left = found.used;
        let mut next = at;
        let mut begin_word = from;
        while left > 0 {
            let Some(unit) = self.units.get(next) else { break };
            if next > at && !self.own_words(unit, begin_word, found) {
                // An answer between the lines of a prompt is none of it.
                break;
            }
            let here = unit.words.len().saturating_sub(begin_word).min(left);
            let whole = begin_word + here >= unit.words.len();
            let begin = if begin_word == 0 { 0 } else { unit.words.get(begin_word).map_or(0, |w| w.start) };
            let stop = if whole {
                unit.text.len()
            } else {
                unit.words.get(begin_word + here).map_or(0, |w| w.start)
            };
            let content = slice(&unit.content, begin, stop);
            let words = self.words_between(unit, begin, stop);
            self.recognised(content, words);
            left -= here;
            if !whole {
                // The label ends inside this unit: what is left of it answers.
                self.apply(found, at);
                self.rest(next, begin_word + here);
            }
            next += 1;
            begin_word = 0;
        }
        next
    }

    /// Finds the label that a unit begins with from a word on, if what stands there is one.
    fn label(&self, at: usize, from: usize) -> Option<Found> {
        let unit = self.units.get(at)?;
        let mut text: Vec<u32> = unit.words.iter().skip(from).map(|w| w.id).collect();
        let own = text.len();
        for next in self.units.iter().skip(at + 1).take(16).take_while(|u| u.group == unit.group) {
            if text.len() > 160 || next.number.is_some() || next.before.is_some() {
                break;
            }
            text.extend(next.words.iter().map(|w| w.id));
        }
        let own_number = unit.number.as_deref().or(self.row_number.as_deref().filter(|_| self.in_table));
        let number = if from == 0 { own_number } else { None };
        let mut best: Option<(f32, Found)> = None;
        for mut found in self.finder.at(&text, number).iter().cloned() {
            found.used = reworded_end(unit, from, &found);
            let Some(bonus) = self.fits(&found, at, from, own) else { continue };
            let score = found.score + bonus;
            if best.as_ref().is_none_or(|(b, _)| score > *b + 1e-4) {
                best = Some((score, found));
            }
        }
        let heading = from == 0 && unit.level().is_some() && !self.labelled;
        let loose = |f: &Found| {
            matches!(f.means, Means::Slot(_)) && f.score < 0.9 && f.numbers != Some(true) && from == 0
        };
        if let Some(nearer) = best.as_ref().filter(|b| loose(&b.1)).and_then(|b| self.nearer(at, &b.1)) {
            return Some(nearer);
        }
        best.map(|b| b.1)
            .or_else(|| heading.then(|| self.finder.widened(&unit.ids(), number)).flatten())
            .or_else(|| self.guess(at).filter(|_| from == 0))
    }

    /// Says whether a found label may be one where it stands, and how much speaks for it besides its words.
    fn fits(&self, found: &Found, at: usize, from: usize, own: usize) -> Option<f32> {
        let unit = self.units.get(at).filter(|u| !self.labelled || is_label(u))?;
        let form = self.finder.form;
        let slot = found.means.slot();
        let here = slot.is_some() && slot == self.cursor.slot;
        let section = slot.and_then(|s| form.slots.get(s)).map(|s| s.section);
        let near = here || (section.is_some() && section == self.cursor.section);
        let spans = found.used > own;
        let continued = unit.text.trim_end().to_lowercase().ends_with("continued") && found.used + 1 == own;
        let whole = found.used == own || spans || continued;
        let ends = whole || ends_after(unit, from, found.used);
        // “**Telling people.** We put up a notice.”
        let last = unit.words.get(from + found.used.saturating_sub(1));
        let runs_in = from == 0 && !whole && last.is_some_and(|w| ends_in_bold(unit, w.end));
        let stands = unit.heads()
            || self.in_table
            || unit.number.is_some()
            || self.colon_after(unit, from, found.used)
            || set_apart(unit, from, found.used)
            || runs_in;
        if spans && !self.starts_alike(unit, from, found) {
            // “No”, and below it a hint that has a “no” in it.
            return None;
        }
        if spans && !(self.ends_on_unit(at, from, found) && self.own_words(unit, from, found)) {
            return None;
        }
        let light = found.weight < LIGHT;
        // Where an answer stands, a question is one only word by word: “New process” is none.
        let answers = self.last_column && self.row_number.is_none();
        if answers && found.score < 0.9 && matches!(found.means, Means::Slot(_)) {
            return None;
        }
        // Words of an answer are not taken for a prompt that is not the form's own: only what stands like one is.
        let question = unit.text.trim_end().ends_with('?') && (unit.number.is_some() || self.in_table);
        let boxed = unit.before.or(unit.after).is_some();
        let like_one = unit.level().is_some() || question || self.label_cell();
        let prompt = matches!(found.means, Means::Slot(_));
        let asks_itself = unit.text.contains('?') || unit.level().is_some();
        if boxed
            && prompt
            && from == 0
            && !self.in_table
            && (self.has_boxes() || (form.keep_prompts && !asks_itself))
        {
            // One of the things to tick.
            return None;
        }
        if found.borrowed && prompt && (boxed || !(runs_in || (from == 0 && whole && like_one))) {
            return None;
        }
        // An answer that takes up the question’s words goes on where the question ends.
        let exact = found.score > 0.985 && (found.numbers == Some(true) || (!light && unit.heads()));
        let explained = || found.score > 0.95 && self.goes_on(slot, unit, from + found.used);
        if !(ends || exact || explained()) {
            return None;
        }
        let asked = unit.text.contains('?') || unit.heads() || found.numbers == Some(true);
        if found.score < 0.97 && ((found.asks && !asked && !spans) || !found.begins) {
            return None;
        }
        let allowed = match &found.means {
            Means::Section(_) => whole && stands && from == 0,
            Means::Slot(_) => {
                from == 0 && (!light || (stands && !(self.last_column && self.row_number.is_none())))
            }
            Means::Field { .. } => {
                (here && whole) || ((here || near || found.score > 0.8) && !light) || (here && stands)
            }
            Means::Hint(_) => here || (near && whole) || (!light && found.score > 0.8),
            Means::Box { .. } => {
                let short = form.labels.get(found.index).is_some_and(|l| l.short);
                (here || (near && self.has_box(at))) && (!short || (whole && self.has_box(at)))
            }
            Means::Row { .. } | Means::Band { .. } | Means::MatrixColumn { .. } => here || (near && !light),
            Means::Column { .. } => false,
            Means::Condition { .. } => self.takes_conditions() && found.score > 0.85,
            Means::Fixed => whole && (!light || found.score > 0.95) && from == 0,
        };
        if !allowed {
            return None;
        }
        let mut bonus = match found.numbers {
            Some(true) => 0.12,
            Some(false) => -0.06,
            None => 0.0,
        };
        bonus += if here {
            0.08
        } else if near {
            0.03
        } else {
            0.0
        };
        let again = self.used.contains(&found.index);
        if again
            && !matches!(
                found.means,
                Means::Hint(_) | Means::Fixed | Means::Band { .. } | Means::Condition { .. }
            )
        {
            bonus -= 0.1;
        }
        if let (Some(to), Some(now)) = (slot, self.cursor.slot)
            && matches!(found.means, Means::Slot(_))
        {
            // The questions mostly come in the form's order.
            bonus += match to.checked_sub(now) {
                Some(1) => 0.06,
                Some(0 | 2 | 3) => 0.03,
                Some(_) => 0.0,
                None => -0.04,
            };
        }
        if matches!(found.means, Means::Hint(_)) && whole && self.row_number.is_some() {
            // A numbered row asks; it does not explain the question before it.
            bonus -= 0.15;
        }
        if matches!(found.means, Means::Box { .. }) && whole && self.has_box(at) {
            // “Other unique identifier ☒” is a box, not the words that are asked for beside it.
            bonus += 0.05;
        }
        bonus += 0.004 * (found.used.min(25) as f32);
        Some(bonus)
    }

    /// Says whether what follows a label explains the same question: a wording and its guidance in one paragraph.
    fn goes_on(&self, slot: Option<usize>, unit: &Unit, from: usize) -> bool {
        let rest: Vec<u32> = unit.words.iter().skip(from).map(|w| w.id).collect();
        let hint = |f: &Found| matches!(f.means, Means::Hint(s) if Some(s) == slot) && f.score > 0.85;
        slot.is_some() && self.finder.at(&rest, None).iter().any(hint)
    }

    /// Says whether the unit at hand is in the first cell of a row that has another beside it.
    fn label_cell(&self) -> bool {
        self.in_table && !self.last_column && (self.first_cell || self.row_number.is_some())
    }

    fn colon_after(&self, unit: &Unit, from: usize, used: usize) -> bool {
        unit.words
            .get(from + used.saturating_sub(1))
            .and_then(|w| unit.text.get(w.end..))
            .is_some_and(|rest| rest.trim_start_matches([' ', ')']).starts_with(':'))
    }

    /// Says whether a unit is a part of what the question at hand asks: forms ask several things in one prompt.
    pub(crate) fn is_part(&self, unit: &Unit) -> bool {
        let lexicon = self.finder.lexicon;
        let ids = unit.ids();
        let all = lexicon.weigh(&ids);
        let mut own = self
            .finder
            .form
            .labels
            .iter()
            .filter(|l| l.means.slot().is_some() && l.means.slot() == self.cursor.slot);
        own.any(|label| {
            let shared: Vec<u32> = ids.iter().copied().filter(|w| label.words.contains(w)).collect();
            label.words.len() > ids.len() && lexicon.weigh(&shared) >= 0.8 * all
        })
    }

    /// Says whether a text and a label begin with the same word.
    fn starts_alike(&self, unit: &Unit, from: usize, found: &Found) -> bool {
        let label = self.finder.form.labels.get(found.index).and_then(|l| l.words.first());
        unit.words.get(from).map(|w| &w.id) == label
    }

    /// Says whether the first of several units is of the label's words: an answer before the next label is not.
    fn own_words(&self, unit: &Unit, from: usize, found: &Found) -> bool {
        let Some(label) = self.finder.form.labels.get(found.index) else { return false };
        let own: Vec<u32> = unit.words.iter().skip(from).map(|w| w.id).collect();
        let shared: Vec<u32> = own.iter().copied().filter(|w| label.words.contains(w)).collect();
        self.finder.lexicon.weigh(&shared) >= 0.75 * self.finder.lexicon.weigh(&own)
    }

    /// Says whether a label that goes over several units ends where one of them ends.
    fn ends_on_unit(&self, at: usize, from: usize, found: &Found) -> bool {
        let mut left = found.used + from;
        for unit in self.units.iter().skip(at) {
            if left == unit.words.len() {
                return true;
            }
            if left < unit.words.len() {
                return found.score > 0.9 && ends_after(unit, 0, left);
            }
            left -= unit.words.len();
        }
        false
    }

    fn has_box(&self, at: usize) -> bool {
        self.ticks.contains_key(&at) || self.units.get(at).is_some_and(|u| u.before.or(u.after).is_some())
    }

    /// Moves the cursor to what a label means.
    fn apply(&mut self, found: &Found, at: usize) {
        let form = self.finder.form;
        let unit = self.units.get(at);
        self.used.insert(found.index);
        // What any form may ask is less sure to be what this form asks.
        let score = if found.borrowed { BORROWED * found.score } else { found.score };
        let to_slot = |cursor: &mut Cursor, slot: usize| {
            if cursor.slot != Some(slot) {
                let section = form.slots.get(slot).map(|s| s.section);
                *cursor = Cursor { section, slot: Some(slot), score, ..Cursor::default() };
            }
        };
        match &found.means {
            // A title that is repeated over a page leaves the answer that goes on where it is.
            Means::Section(section) if self.cursor.section == Some(*section) => {}
            Means::Section(section) => {
                let slot = form.only_question(*section);
                let score = slot.map_or(0.0, |_| score);
                self.cursor = Cursor { section: Some(*section), slot, score, ..Cursor::default() };
                self.table = super::rows::Mode::None;
                self.section_level = unit.and_then(Unit::level);
            }
            Means::Slot(slot) => {
                self.visited.insert(*slot);
                self.cursor.slot = None;
                to_slot(&mut self.cursor, *slot);
                if found.numbers == Some(true) {
                    self.cursor.score = self.cursor.score.max(0.5 + score / 2.0);
                }
                self.met.push(self.cursor.clone());
            }
            Means::Field { slot, field } => {
                to_slot(&mut self.cursor, *slot);
                self.cursor.field = Some(*field);
                self.cursor.score = score;
            }
            Means::Row { slot, field, row } => {
                to_slot(&mut self.cursor, *slot);
                self.cursor.row = Some((*field, row.clone()));
                self.cursor.nth = 0;
            }
            Means::Band { slot, band } => {
                to_slot(&mut self.cursor, *slot);
                self.cursor.band = Some(band.clone());
            }
            Means::MatrixColumn { slot, column } => {
                to_slot(&mut self.cursor, *slot);
                self.cursor.column = Some(column.clone());
            }
            Means::Hint(slot) if self.cursor.slot.is_none() => to_slot(&mut self.cursor, *slot),
            Means::Box { .. }
            | Means::Hint(_)
            | Means::Column { .. }
            | Means::Condition { .. }
            | Means::Fixed => {}
        }
        let bold = |u: &Unit| u.number.is_some() && u.content.is_strong();
        if matches!(found.means, Means::Slot(_)) && !self.in_table && unit.is_some_and(bold) {
            self.bold_numbers = true;
        }
        if matches!(found.means, Means::Slot(_) | Means::Field { .. }) && self.in_table {
            self.tabled = true;
            self.asks_here = true;
        }
        if matches!(found.means, Means::Section(_) | Means::Slot(_)) {
            self.under = unit.map(|u| u.text.trim().to_owned()).unwrap_or_default();
            if let Some(level) = unit.and_then(Unit::level) {
                self.slot_level = Some(level);
            }
        }
    }

    /// What no label takes: a heading of the source's own, or content.
    fn rest(&mut self, at: usize, from: usize) {
        let Some(unit) = self.units.get(at) else { return };
        let begin = if from == 0 { 0 } else { unit.words.get(from).map_or(unit.text.len(), |w| w.start) };
        let content = if from == 0 {
            super::rows::with_ticks(unit)
        } else {
            slice(&unit.content, begin, unit.text.len())
        };
        let words = if from == 0 { unit.count } else { self.words_between(unit, begin, unit.text.len()) };
        let level = unit.level().is_some_and(|l| self.slot_level.is_some_and(|s| l <= s));
        let titles =
            unit.level().is_some() || !unit.text.trim_end().ends_with(['.', ';', ':', ',', '!', '?']);
        let closes =
            from == 0 && (level || (self.slot_level.is_none() && self.tabled && unit.heads() && titles));
        // A numbered question that the form does not ask ends the answer above it.
        let asks = from == 0
            && unit.text.trim_end().ends_with('?')
            && (unit.number.is_some() || unit.content.is_strong())
            && !self.is_part(unit);
        // Where questions are numbered and bold, what is so is one.
        let asks =
            asks || (from == 0 && self.bold_numbers && unit.number.is_some() && unit.content.is_strong());
        let heading =
            from == 0 && unit.level().is_some() && unit.words.len() <= 14 && self.finder.form.anywhere;
        if (closes || asks || heading) && !self.in_table && !self.labelled && self.enter_by_keys(unit) {
            return self.recognised(content, words);
        }
        // A section that is one question: what is asked in it besides is a part of its answer.
        let only = self.cursor.section.and_then(|s| self.finder.form.only_question(s));
        let deeper = unit.level().is_some_and(|l| self.section_level.is_some_and(|s| l > s));
        let inside = deeper || (asks && unit.level().is_none());
        if from == 0 && inside && only.is_some() && only == self.cursor.slot {
            return self.content(at, content, words);
        }
        let counted = unit.counted && from == 0;
        if ((closes || asks) && !self.in_table || counted) && !self.labelled {
            self.cursor = Cursor::default();
            self.under = unit.text.trim().to_owned();
            return self.unplaced(content, words, None);
        }
        if unit.level().is_some() && self.cursor.slot.is_none() {
            self.under = unit.text.trim().to_owned();
        }
        self.content(at, content, words);
    }

    /// Counts the words of a unit between two places; its notes go with its end.
    pub(crate) fn words_between(&self, unit: &Unit, begin: usize, stop: usize) -> usize {
        if unit.count == 0 {
            // What the format itself calls it is no word of the source.
            return 0;
        }
        let whole = crate::count_words(&unit.text);
        let upto = |i: usize| whole_words(&unit.text, i);
        let notes = paragraph_words(&unit.content).saturating_sub(whole);
        if stop >= unit.text.len() {
            // What stands for a typed box is counted with the words beside it.
            unit.count.max(whole + notes) - upto(begin).min(whole)
        } else {
            upto(stop).saturating_sub(upto(begin))
        }
    }

    pub(crate) fn recognised(&mut self, content: Paragraph, words: usize) {
        self.piece(content, words, Fate::Recognised);
    }

    pub(crate) fn unplaced(&mut self, content: Paragraph, words: usize, near: Option<Target>) {
        if !content.text().trim().is_empty() || words > 0 {
            self.piece(content, words, Fate::Unplaced { near });
        }
    }

    pub(crate) fn piece(&mut self, content: Paragraph, words: usize, fate: Fate) {
        let at: At = content.at.clone();
        self.pieces.push(Piece { at, content, under: self.under.clone(), words, fate });
    }
}

/// Counts the words that end before a place: one that a label cuts (“Name:Jane”) goes with what follows.
fn whole_words(text: &str, at: usize) -> usize {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let inside = !before.ends_with(char::is_whitespace) && after.starts_with(|c: char| !c.is_whitespace());
    let cut = if inside { before.trim_end_matches(|c: char| !c.is_whitespace()) } else { before };
    crate::count_words(cut)
}

/// Says whether a unit is what the format calls what follows.
pub(crate) fn is_label(unit: &Unit) -> bool {
    unit.content.spans.iter().any(|s| matches!(s, Span::Label(_)))
}

/// Gives where a label ends whose last words were put otherwise: at the question mark, or at the end of the unit, if that
/// is near.
fn reworded_end(unit: &Unit, from: usize, found: &Found) -> usize {
    let left = unit.words.len().saturating_sub(from);
    if found.used >= left || found.weight < LIGHT {
        return found.used;
    }
    // “… automated decision making or profiling?”: what goes on without a stop is asked too.
    let end = unit.words.get(from + found.used.saturating_sub(1)).map_or(0, |w| w.end);
    let tail = unit.text.get(end..).and_then(|rest| rest.split_once('?')).map(|t| t.0);
    if let Some(tail) = tail.filter(|t| !t.contains(['.', ':', ';', '\n', '\t', '('])) {
        let more = tail.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
        if (1..=8).contains(&more) && found.used + more <= left {
            return found.used + more;
        }
    }
    if found.score > 0.985 {
        return found.used;
    }
    for more in 0..=3 {
        let used = found.used + more;
        let Some(last) = unit.words.get(from + used.saturating_sub(1)) else { break };
        if unit.text.get(last.end..).unwrap_or("").trim_start().starts_with('?')
            || (used == left && more <= 2)
        {
            return used;
        }
    }
    found.used
}

/// Finds the lines of a table of contents: some in a row that end in a page's number after dots or a tab.
fn contents(units: &[Unit]) -> HashSet<usize> {
    let is_line = |unit: &Unit| {
        let text = unit.text.trim_end();
        let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let before = text.get(..text.len() - digits).unwrap_or("");
        (1..=3).contains(&digits)
            && (before.ends_with('\t')
                || before.trim_end().ends_with("...")
                || before.trim_end().ends_with('…'))
    };
    let mut found = HashSet::new();
    let mut run = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        if is_line(unit) {
            run.push(i);
            continue;
        }
        // A title over two lines stands between its neighbours.
        let between = units.get(i + 1).is_some_and(is_line) && !run.is_empty();
        if between {
            run.push(i);
        } else {
            if run.len() >= 4 {
                found.extend(run.drain(..));
            }
            run.clear();
        }
    }
    if run.len() >= 4 {
        found.extend(run);
    }
    found
}

/// Cuts a paragraph before some places of its text, and shares its words out: the last part has what is left, its notes too.
pub(crate) fn cut(paragraph: &Paragraph, before: &[usize], words: usize) -> Vec<(Paragraph, usize)> {
    let whole = paragraph.text().len();
    let mut left = words;
    let begins = std::iter::once(0).chain(before.iter().copied());
    let ends = before.iter().copied().chain([whole]);
    let part = |(begin, end): (usize, usize)| {
        let part = slice(paragraph, begin, end);
        let own = if end == whole { left } else { crate::count_words(&part.text()).min(left) };
        left -= own;
        (part, own)
    };
    begins.zip(ends).map(part).collect()
}

/// Cuts the stretch between two places of a paragraph's text; its notes go with where they are cited, its marker with the
/// beginning.
pub(crate) fn slice(paragraph: &Paragraph, begin: usize, stop: usize) -> Paragraph {
    let mut spans = Vec::new();
    let mut at = 0;
    let whole: usize = paragraph.text().len();
    for span in &paragraph.spans {
        match span {
            Span::Text { text, strong, emphasis, link } => {
                let from = begin.saturating_sub(at).min(text.len());
                let to = stop.saturating_sub(at).min(text.len());
                if let Some(cut) = text.get(from..to).filter(|c| !c.is_empty()) {
                    let (text, link) = (cut.to_owned(), link.clone());
                    spans.push(Span::Text { text, strong: *strong, emphasis: *emphasis, link });
                }
                at += text.len();
            }
            Span::Footnote(_) => {
                if (at > begin || begin == 0) && (at <= stop && (at < stop || stop == whole)) {
                    spans.push(span.clone());
                }
            }
            Span::Marker(_) => {
                if begin == 0 {
                    spans.push(span.clone());
                }
            }
            Span::Tick { .. } | Span::Label(_) => spans.push(span.clone()),
        }
    }
    if begin > 0
        && let Some(Span::Text { text, .. }) = spans.first_mut()
    {
        let kept = text.trim_start_matches([' ', ':', '?', '.', '–', '-', ')', '\t', '\n', '\u{a0}']);
        *text = kept.to_owned();
    }
    Paragraph { kind: paragraph.kind.clone(), spans, at: paragraph.at.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_a_label_cuts_goes_with_what_follows() {
        assert_eq!(whole_words("Name:Jane Smith", 5), 0);
        assert_eq!(whole_words("Name: Jane Smith", 6), 1);
        assert_eq!(whole_words("measures-approved by", 9), 0);
        assert_eq!(whole_words("one two", 7), 2);
    }
}
