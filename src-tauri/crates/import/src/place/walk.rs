//! The walk over a document: labels move the cursor, what follows them is content.

use std::collections::{HashMap, HashSet};

use super::find::{Finder, Found};
use super::form::Means;
use super::listed;
use super::slices::{slice, whole_words};
use super::units::{Flow, Unit};
use crate::draft::{Fate, Piece, Target};
use crate::{At, Paragraph, Span, paragraph_words};

/// How sure a wording that any form may have is, beside one of the form's own.
const BORROWED: f32 = 0.6;
/// What explains a question says at least as much where it is known by itself.
const LONG: f32 = 8.0;

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
    pub(crate) used: HashSet<usize>,
    pub(crate) filled: HashSet<Target>,
    /// Boxes that stand in a cell of their own beside a unit.
    pub(crate) ticks: HashMap<usize, (bool, usize)>,
    /// The boxes and crosses that belong to words beside them.
    pub(crate) marks: HashSet<usize>,
    pub(crate) rows: HashMap<String, usize>,
    pub(crate) table: super::rows::Mode,
    /// Whether the ratings of the table at hand are products of two scores.
    pub(crate) products: bool,
    /// Which scores the document calls low, medium and high.
    pub(crate) scale: Option<super::scale::Scale>,
    /// The field whose rows are being read from paragraphs.
    pub(crate) record: Option<String>,
    /// The column of it that was called last, with nothing said yet.
    pub(crate) record_column: Option<String>,
    /// Which row of another table a row answers, by its field and its own number.
    pub(crate) answered: HashMap<(String, usize), usize>,
    /// The rows of tables by the numbers that the document gives them: “G2”.
    pub(crate) numbers: HashMap<(String, String), usize>,
    /// What the columns of those numbers are called, by their letters.
    pub(crate) number_heads: HashSet<String>,
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
    /// The questions that prompts in nobody's words ask, by their place in the order.
    by_order: HashMap<usize, usize>,
    /// How often a question was looked for by its boxes, things to tick in a table, and a paragraph sorted by what it says.
    pub(crate) boxes_sought: u32,
    pub(crate) tables_sought: u32,
    pub(crate) sorts: u32,
    /// Examples of answers, that a paragraph is sorted by.
    pub(crate) answers: Option<&'w super::doubt::Answers>,
    /// The questions that the prompt at hand asks at once.
    pub(crate) clauses: Vec<usize>,
    /// What a prompt that was met lacks at its end: where it led, and the words.
    pub(crate) unfinished: Option<(Cursor, Vec<u32>)>,
    /// Whether the document numbers its questions as the form does.
    pub(crate) same_numbers: bool,
    /// Whether questions of the document stand in bold type with a number, outside its tables.
    pub(crate) bold_numbers: bool,
    /// The questions that the walk has come by.
    pub(crate) visited: HashSet<usize>,
    /// Whether the table at hand has a column for “Yes” and one for “No” beside things to tick.
    pub(crate) asks_of_boxes: bool,
    /// Whether “Yes” and “No” are marks in the grid at hand.
    pub(crate) says_boxes: bool,
    /// The columns of the grid at hand that marks stand in.
    pub(crate) mark_columns: Vec<usize>,
    /// How many words stood in columns that only help to fill in the form.
    pub(crate) guided: usize,
    /// Whether the document keeps its hints in italics.
    pub(crate) slants: bool,
    /// How many cells of the row at hand have words, without its number.
    pub(crate) answered_cells: usize,
    /// Whether the cell at hand is a second label in its row: “Name | Jo Ash | Role | Manager”.
    pub(crate) paired: bool,
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
            scale: units.iter().find_map(|u| super::scale::Scale::told(&u.text)),
            record: None,
            record_column: None,
            answered: HashMap::new(),
            numbers: HashMap::new(),
            number_heads: HashSet::new(),
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
            by_order: super::order::by_order(finder, units),
            boxes_sought: 0,
            tables_sought: 0,
            sorts: 0,
            answers: None,
            clauses: Vec::new(),
            unfinished: None,
            same_numbers: super::guess::same_numbers(finder, units),
            bold_numbers: false,
            visited: HashSet::new(),
            asks_of_boxes: false,
            says_boxes: false,
            mark_columns: Vec::new(),
            guided: 0,
            answered_cells: 0,
            paired: false,
            slants: super::hints::slants(finder, units),
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
        // What only comes near to a question is a hint all the same.
        let near = |f: &Found| f.score < 0.75;
        if self.is_hint(unit) && self.label(at, 0).as_ref().is_none_or(near) {
            self.guided += unit.count;
            self.recognised(unit.content.clone(), unit.count);
            return at + 1;
        }
        self.go_to_boxes(at);
        if self.finishes(unit) {
            self.recognised(unit.content.clone(), unit.count);
            return at + 1;
        }
        if self.heads_band(unit) {
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

    /// Says whether a prompt is known by its place in the order.
    pub(super) fn in_order(&self, unit: &Unit) -> bool {
        let same = |at: &usize| self.units.get(*at).is_some_and(|u| std::ptr::eq(u, unit));
        self.by_order.keys().any(same)
    }

    /// Finds the question that a prompt asks by its place in the order.
    pub(super) fn ordered(&self, at: usize) -> Option<Found> {
        const SURE: f32 = 0.4;
        let slot = *self.by_order.get(&at).filter(|_| !self.labelled)?;
        let means = Means::Slot(slot);
        let index = self.finder.form.labels.iter().position(|l| l.means == means)?;
        let used = self.units.get(at)?.words.len();
        let (weight, asks) = self.finder.form.labels.get(index).map_or((0.0, true), |l| (l.weight, l.asks));
        Some(Found {
            means,
            score: SURE,
            used,
            weight,
            asks,
            borrowed: false,
            begins: true,
            numbers: None,
            index,
        })
    }

    /// Says whether a unit is what a prompt lacked that was met before: its row goes on over a page, and so does the answer.
    fn finishes(&mut self, unit: &Unit) -> bool {
        let own = unit.ids();
        if !self.in_table || self.unfinished.as_ref().is_none_or(|(_, rest)| *rest != own) {
            return false;
        }
        let Some((cursor, _)) = self.unfinished.take() else { return false };
        self.cursor = cursor;
        true
    }

    /// Notes what a prompt lacks at its end, as it stands in a unit.
    fn note_unfinished(&mut self, found: &Found, unit: &Unit) {
        const SHORTEST: usize = 4;
        let label = self.finder.form.labels.get(found.index).filter(|l| l.words.len() > SHORTEST);
        let last = unit.words.last().filter(|_| found.used >= unit.words.len() && self.in_table);
        let end = label.zip(last).and_then(|(l, last)| l.words.iter().rposition(|w| *w == last.id));
        let rest = label.zip(end).and_then(|(l, end)| l.words.get(end + 1..)).unwrap_or_default().to_vec();
        if !rest.is_empty() {
            self.unfinished = Some((self.cursor.clone(), rest));
        }
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
            // “Postal address – No”, in a line of its own
            let last = end.checked_sub(1).and_then(|w| unit.words.get(w)).map_or(0, |w| w.end);
            let after = unit.text.get(last..).unwrap_or("");
            let begins = after.find(char::is_alphanumeric).unwrap_or(0);
            let gap = |at: &usize| *at > begins;
            let stops = ["\n", "\t", "  "]
                .iter()
                .filter_map(|stop| after.match_indices(stop).map(|(at, _)| at).find(gap));
            let line = stops.min().unwrap_or(after.len());
            ticked = self.tick_of(at).or_else(|| {
                let said = listed::said(after.get(..line)?)?;
                end = unit.words.iter().position(|w| w.start >= last + line).unwrap_or(unit.words.len());
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
            Means::Slot(slot) if let Some((slot, field)) = form.part_of(*slot) => {
                // A partner's prompt for what the form asks for as a part of a question.
                to_slot(&mut self.cursor, slot);
                self.cursor.field = Some(field);
                self.cursor.score = score;
            }
            Means::Slot(slot) => {
                self.visited.insert(form.own(*slot));
                self.cursor.slot = None;
                to_slot(&mut self.cursor, *slot);
                if found.numbers == Some(true) {
                    self.cursor.score = self.cursor.score.max(0.5 + score / 2.0);
                }
                self.met.push(self.cursor.clone());
                if let Some(unit) = unit {
                    self.note_unfinished(found, unit);
                }
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
            // What explains a question at length stands nowhere but under it.
            Means::Hint(slot)
                if self
                    .cursor
                    .slot
                    .is_none_or(|now| form.own(now) != form.own(*slot) && found.weight >= LONG) =>
            {
                to_slot(&mut self.cursor, *slot)
            }
            Means::Box { .. }
            | Means::Hint(_)
            | Means::Column { .. }
            | Means::Condition { .. }
            | Means::Fixed => {}
        }
        if let Means::Slot(slot) = found.means {
            let reworded = found.borrowed || found.score < 0.9;
            let asks = unit.filter(|_| reworded && !form.keep_prompts);
            self.clauses = asks.map(|u| self.clauses_of(u, slot)).unwrap_or_default();
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

/// Says whether a unit is what the format calls what follows.
pub(crate) fn is_label(unit: &Unit) -> bool {
    unit.content.spans.iter().any(|s| matches!(s, Span::Label(_)))
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
