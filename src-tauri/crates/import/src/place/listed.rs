//! Answers that are listed in words where the form has boxes or a table: “Forename, Surname”, “Holt Police – Controller”.

use std::ops::Range;

use model::{Field, Kind};

use super::content::target;
use super::interpret::{self, meaning};
use super::slices::{cut, slice};
use super::walk::Walk;
use super::words::small;
use crate::draft::{Target, Value};
use crate::{Paragraph, Span, count_words};

/// The longest text that is read as a list, in bytes: a longer one is prose.
const LIST: usize = 2_000;

/// A stretch of a text, and the box that it names, and whether it is said to be ticked.
type Named = (Range<usize>, Option<(String, bool)>);
/// A stretch of a line, and the column that it goes to with what it means there.
type Read<'t> = (Range<usize>, Option<(&'t str, Value)>);

impl<'w, 't> Walk<'w, 't> {
    /// Ticks the boxes that a text names: “Forename, Surname”, “Both”; what names none goes where other words go.
    pub(super) fn named_boxes(&mut self, open: &[&'t Field], content: &Paragraph, words: usize) -> bool {
        let text = content.text();
        if text.len() > LIST {
            return false;
        }
        for field in open {
            let Kind::Boxes { rows } = &field.kind else { continue };
            let boxes: Vec<&model::BoxDef> = rows.iter().flatten().collect();
            if boxes.len() == 2 && interpret::same(&text, "both") {
                let both = boxes.iter().map(|b| b.id.clone()).collect();
                self.marked_boxes.insert(field.id.clone());
                self.place(field, content, words, Value::Boxes(both), 0.9, None);
                return true;
            }
            let parts = named(&text, &boxes);
            let known = parts.iter().filter(|p| p.1.is_some()).count();
            let whole = self.finder.form.keep_prompts && known < parts.len();
            if known == 0 || known < parts.len() - known || whole {
                continue;
            }
            self.marked_boxes.insert(field.id.clone());
            self.named_parts(field, content, words, parts);
            return true;
        }
        false
    }

    /// Reads lines that each name a thing and say whether it is ticked: “Smartcard – N”, “One-time token – Y”.
    pub(super) fn said_lines(&mut self, content: &Paragraph, words: usize) -> bool {
        let text = content.text();
        let fields = self.question_fields();
        let boxes: Vec<&model::BoxDef> = fields.iter().flat_map(Field::boxes).collect();
        let says = |line: &str| {
            let (name, rest) = line.trim().rsplit_once(['–', '—', '-', ':', '\t'])?;
            Some((self.box_called(&boxes, name)?.id.clone(), said(rest)?))
        };
        let lines: Vec<&str> = text.split('\n').collect();
        let read: Option<Vec<(String, bool)>> = lines.iter().map(|l| says(l)).collect();
        let Some(read) = read.filter(|_| !boxes.is_empty()) else { return false };
        let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        for ((id, ticked), (part, own)) in read.into_iter().zip(cut(content, &starts, words)) {
            let Some(field) = fields.iter().find(|f| f.boxes().any(|b| b.id == id)) else { continue };
            self.marked_boxes.insert(field.id.clone());
            if ticked {
                self.place(field, &part, own, Value::Boxes(vec![id]), 0.9, None);
            } else {
                self.recognised(part, own);
            }
        }
        true
    }

    /// Reads a box with words beside it that name a box of the question: where the prompt is another form's.
    pub(super) fn box_named(
        &mut self,
        fields: impl IntoIterator<Item = &'t Field>,
        ticked: bool,
        content: &Paragraph,
        words: usize,
    ) -> bool {
        let text = content.text();
        let also = self.finder.form.things.get(&super::words::letters(&text));
        for field in fields {
            let boxes: Vec<&model::BoxDef> = field.boxes().collect();
            let also = also.into_iter().flatten().find(|t| t.0 == field.id).map(|t| t.1.clone());
            let one = || self.box_called(&boxes, &text).map(|b| vec![b.id.clone()]);
            let Some(ids) = also.or_else(one) else { continue };
            self.marked_boxes.insert(field.id.clone());
            if ticked {
                self.place(field, content, words, Value::Boxes(ids), 0.95, None);
            } else {
                self.recognised(content.clone(), words);
            }
            return true;
        }
        false
    }

    /// Finds the box that a text names, or else comes nearest to.
    pub(super) fn box_called<'b>(
        &self,
        boxes: &[&'b model::BoxDef],
        text: &str,
    ) -> Option<&'b model::BoxDef> {
        self.box_so_called(boxes, text).or_else(|| self.box_alike(boxes, text))
    }

    /// Finds the box that a text names, word by word.
    pub(super) fn box_so_called<'b>(
        &self,
        boxes: &[&'b model::BoxDef],
        text: &str,
    ) -> Option<&'b model::BoxDef> {
        let named = boxes.iter().find(|b| names(&b.label, text)).copied();
        named.or_else(|| {
            let called = self.finder.form.things.get(&super::words::letters(text))?;
            let mut ids = called.iter().flat_map(|t| &t.1);
            ids.find_map(|id| boxes.iter().find(|b| b.id == *id)).copied()
        })
    }

    /// Finds the box that a text comes nearest to: “Religion or belief” and “Religious or philosophical beliefs”.
    fn box_alike<'b>(&self, boxes: &[&'b model::BoxDef], text: &str) -> Option<&'b model::BoxDef> {
        const LEAST: f32 = 0.5;
        const MARGIN: f32 = 0.1;
        if text.trim_end().ends_with('?') {
            return None;
        }
        let lexicon = self.finder.lexicon;
        let stems = |text: &str| {
            let known: Vec<u32> = lexicon.known(text).into_iter().flatten().collect();
            lexicon.stems_of(&known)
        };
        let own = stems(text);
        // A word that many boxes have says little: “records”; and one that any has might: “Anonymised data” is no “Genetic data”.
        let vague = stems("data information details");
        let weight = |stem: &u32| match self.finder.boxes.get(stem) {
            _ if vague.contains(stem) => 0.1,
            None => 0.5,
            Some(n) => 1.0 / *n as f32,
        };
        let alike = |b: &model::BoxDef| {
            let theirs = stems(&b.label);
            if let [one] = own.as_slice() {
                // “Health” is “Physical or mental health or condition”, where no other box has the word.
                return if theirs.contains(one) { 1.0 } else { 0.0 };
            }
            let weigh = |stems: &[u32]| stems.iter().map(&weight).sum::<f32>();
            let shared: f32 = own.iter().filter(|s| theirs.contains(s)).map(&weight).sum();
            2.0 * shared / (weigh(&own) + weigh(&theirs)).max(0.1)
        };
        let mut scored: Vec<(f32, &'b model::BoxDef)> = boxes.iter().map(|b| (alike(b), *b)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let next = scored.get(1).map_or(0.0, |n| n.0);
        scored.first().filter(|(best, _)| *best >= LEAST && best - next >= MARGIN).map(|(_, b)| *b)
    }

    fn named_parts(&mut self, field: &'t Field, content: &Paragraph, words: usize, parts: Vec<Named>) {
        // Neighbours that are alike are one piece, as they stand in the source.
        let mut runs: Vec<(Range<usize>, Vec<String>, Option<bool>)> = Vec::new();
        for (range, named) in parts {
            let ticked = named.as_ref().map(|n| n.1);
            let id = named.map(|n| n.0);
            match runs.last_mut() {
                Some((last, ids, said)) if *said == ticked => {
                    last.end = range.end;
                    ids.extend(id);
                }
                _ => runs.push((range, id.into_iter().collect(), ticked)),
            }
        }
        // What joins two parts, such as “and”, goes with the first.
        let starts: Vec<usize> = runs.iter().skip(1).map(|r| r.0.start).collect();
        for ((_, ids, said), (part, own)) in runs.into_iter().zip(cut(content, &starts, words)) {
            if said == Some(false) {
                self.recognised(part, own);
            } else if ids.is_empty() {
                if !self.other(&self.fields_here(), &part, own) {
                    self.unplaced(part, own, Some(target(field)));
                }
            } else {
                self.place(field, &part, own, Value::Boxes(ids), 0.9, None);
            }
        }
    }

    /// Gives the fields of the prompt at hand.
    pub(super) fn fields_here(&self) -> Vec<&'t Field> {
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        slot.map(|s| s.fields.clone()).unwrap_or_default()
    }

    /// Gives “Other: …” to the field that takes other words.
    pub(super) fn other(&mut self, fields: &[&'t Field], content: &Paragraph, words: usize) -> bool {
        let text = content.text();
        let low = text.trim_start().to_lowercase();
        let asks = ["other", "anything else", "any other"].iter().any(|o| low.starts_with(o));
        let Some(colon) = text.find([':', '?']).filter(|_| asks) else { return false };
        let takes = |f: &&&'t Field| {
            let other = f.label.as_deref().is_some_and(|l| l.to_lowercase().starts_with("other"));
            other && interpret::is_words(f) && !self.filled.contains(&target(f))
        };
        let whole: Vec<&'t Field> = self.question_fields().iter().collect();
        let behind = || {
            let boxes = whole.iter().any(|f| f.boxes().next().is_some());
            self.other_field(&whole).filter(|f| boxes && !self.filled.contains(&target(f)))
        };
        let Some(field) = behind().or_else(|| fields.iter().find(takes).copied()) else { return false };
        if count_words(text.get(..colon).unwrap_or("")) > 8 {
            return false;
        }
        if let [(label, own), (rest, words)] = cut(content, &[colon + 1], words).as_slice() {
            self.recognised(label.clone(), *own);
            if !rest.is_blank() {
                self.place(field, rest, *words, Value::Words, 0.9, None);
            }
        }
        true
    }

    /// Reads rows of the question’s table that are written in words: “Holt Police – Controller – yes”, “Holt Police is controller.”
    pub(super) fn rows_in_words(&mut self, fields: &[&'t Field], content: &Paragraph, words: usize) -> bool {
        // Rows that are described in sentences are not cut up: `records` reads those.
        let named = |c: &model::Column| !matches!(c.kind, Kind::Prose);
        let table = |f: &&&'t Field| matches!(&f.kind, Kind::Table { rows, columns, .. } if rows.is_empty() && columns.iter().all(named));
        let Some(field) = fields.iter().find(table).copied() else { return false };
        let text = content.text();
        if text.len() > LIST {
            return false;
        }
        let whole = || self.row_read(field, &text, 0..text.len()).map(|row| vec![row]);
        let each = || {
            sentences(&text).into_iter().map(|s| self.row_read(field, &text, s)).collect::<Option<Vec<_>>>()
        };
        let Some(rows) = whole().or_else(each).filter(|r| !r.is_empty()) else {
            return self.rows_named(field, content, words);
        };
        let starts: Vec<usize> = rows.iter().flatten().map(|r| r.0.start).skip(1).collect();
        let mut parts = cut(content, &starts, words).into_iter();
        for read in rows {
            let row = self.rows.get(&field.id).copied().unwrap_or(0);
            for ((range, meaning), (part, own)) in read.into_iter().zip(parts.by_ref()) {
                let Some((column, value)) = meaning else {
                    self.unplaced(part, own, Some(target(field)));
                    continue;
                };
                // The dash or bracket after a name is none of it.
                let named = matches!(value, Value::Words);
                let rest = part.text().get(range.len()..).unwrap_or("").to_owned();
                let joins = Some(crate::count_words(&rest)).filter(|n| named && *n > 0 && *n <= own);
                let mut part = if named { slice(content, range.start, range.end) } else { part };
                part.spans.retain(|s| !matches!(s, Span::Marker(_)));
                let cell = Some((row, column.to_owned()));
                let target = Target { field: field.id.clone(), cell };
                self.place_at(target, &part, own - joins.unwrap_or(0), value, 0.85, None);
                if let Some(joins) = joins {
                    // “Holt Police *is* controller.”
                    self.recognised(Paragraph::plain(rest.trim(), content.at.clone()), joins);
                }
            }
            *self.rows.entry(field.id.clone()).or_default() += 1;
        }
        true
    }

    /// Reads lines that each name a row, where the prompt says what they all are: “Who are the controllers?”
    fn rows_named(&mut self, field: &'t Field, content: &Paragraph, words: usize) -> bool {
        const NAME: usize = 12;
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        let given = slot.map(|s| s.row.clone()).unwrap_or_default();
        let name = field.columns().iter().find(|c| matches!(c.kind, Kind::Text { .. } | Kind::Prose));
        let (Some(name), false) = (name, given.is_empty()) else { return false };
        let text = content.text();
        let starts: Vec<usize> = text.match_indices([';', '\n']).map(|(at, _)| at + 1).collect();
        let lines = cut(content, &starts, words);
        let names = |p: &Paragraph| {
            let text = p.text();
            let none = interpret::not_applicable(&text) || interpret::same(&text, "none");
            (1..=NAME).contains(&count_words(&text)) && !none && !text.trim_end().ends_with('.')
        };
        if !lines.iter().all(|(line, _)| names(line)) {
            return false;
        }
        for (mut line, words) in lines {
            line.spans.retain(|s| !matches!(s, Span::Marker(_)));
            let row = self.rows.get(&field.id).copied().unwrap_or(0);
            let cell =
                |column: &str| Target { field: field.id.clone(), cell: Some((row, column.to_owned())) };
            self.place_at(cell(&name.id), &line, words, Value::Words, 0.9, None);
            for (column, option) in &given {
                let value = Value::Choice(model::Choice::Option(option.clone()));
                self.place_at(cell(column), &Paragraph::default(), 0, value, 0.9, None);
            }
            *self.rows.entry(field.id.clone()).or_default() += 1;
        }
        true
    }

    /// Reads a row: its first words are what it is called; each part after them goes to the first column that it means something
    /// to.
    fn row_read(&self, field: &'t Field, text: &str, whole: Range<usize>) -> Option<Vec<Read<'t>>> {
        let inner = text.get(whole.clone())?;
        let parts = Some(columns(inner)).filter(|p| p.len() > 1).or_else(|| said_to_be(inner))?;
        let mut taken: Vec<&str> = Vec::new();
        let mut found: Vec<Read<'t>> = Vec::new();
        for (i, range) in parts.into_iter().enumerate() {
            let part = inner.get(range.clone()).unwrap_or("");
            let fits = |c: &&model::Column| {
                let words = matches!(c.kind, Kind::Text { .. } | Kind::Prose);
                !taken.contains(&c.id.as_str()) && if i == 0 { words } else { !words }
            };
            let read = field.columns().iter().filter(fits).find_map(|c| {
                let value = if i == 0 { Value::Words } else { self.said(&c.kind, part)? };
                Some((c.id.as_str(), value))
            });
            taken.extend(read.as_ref().map(|r| r.0));
            found.push((whole.start + range.start..whole.start + range.end, read));
        }
        (taken.len() > 1).then_some(found)
    }

    /// Gives what a few words mean to a column of options, or of yes and no.
    fn said(&self, kind: &Kind, text: &str) -> Option<Value> {
        let chosen = |value: &Value| {
            matches!(
                value,
                Value::Choice(model::Choice::Option(_)) | Value::YesNo(model::YesNo::Yes | model::YesNo::No)
            )
        };
        let exact = meaning(self.template(), kind, text).map(|m| m.value).filter(chosen);
        exact.or_else(|| {
            // “Data controllers”: the longest option among a few words.
            let words: Vec<String> = words_of(text);
            let mut options = self.template().options(kind);
            options.sort_by_key(|(_, label)| std::cmp::Reverse(label.len()));
            let named = options.into_iter().find(|(_, label)| {
                let label = words_of(label);
                words.len() <= 4 && !label.is_empty() && words.windows(label.len()).any(|w| w == label)
            });
            named.map(|(id, _)| Value::Choice(model::Choice::Option(id.to_owned())))
        })
    }
}

/// Splits a text into words, in the singular.
fn words_of(text: &str) -> Vec<String> {
    small(text).iter().map(|w| w.trim_end_matches('s').to_owned()).collect()
}

/// Cuts a text at its stops.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let ends = text.match_indices([';', '\n']).map(|(at, _)| at + 1);
    let mut ends: Vec<usize> =
        ends.chain(text.match_indices(". ").map(|(at, _)| at + 1)).chain([text.len()]).collect();
    ends.sort_unstable();
    for end in ends {
        if !text.get(from..end).unwrap_or("").trim().is_empty() {
            found.push(from..end);
        }
        from = end;
    }
    found
}

/// Cuts “Holt Police is the controller” at what it says.
fn said_to_be(text: &str) -> Option<Vec<Range<usize>>> {
    const VERBS: &[&str] =
        &[" is the ", " is a ", " is an ", " is ", " are ", " will be ", " acts as ", " act as ", " as "];
    let (at, verb) = VERBS.iter().find_map(|v| text.find(v).map(|at| (at, v)))?;
    let end = text.trim_end_matches(['.', ';', ' ', '\n']).len();
    let after = at + verb.len();
    let start = text.len() - text.trim_start().len();
    (start < at && after < end).then(|| vec![start..at, after..end])
}

/// Cuts a line at dashes, tabs, bars and semicolons between its parts.
fn columns(text: &str) -> Vec<Range<usize>> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let signs: &[&str] =
        if text.contains('\t') { &["\t"] } else { &[" – ", " — ", " - ", " | ", "; ", ": "] };
    for sign in signs {
        cuts.extend(text.match_indices(sign).map(|(at, found)| (at, at + found.len())));
    }
    // “St Brannock’s Trust (controller)”
    if let Some(at) = text.rfind(" (").filter(|_| text.trim_end().ends_with(')')) {
        cuts.push((at, at + 2));
    }
    cuts.sort_unstable();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, next) in cuts.into_iter().chain([(text.len(), text.len())]) {
        if at >= from && !text.get(from..at).unwrap_or("").trim().is_empty() {
            let end = from + text.get(from..at).unwrap_or("").trim_end_matches([')', '.', ' ']).len();
            parts.push(from..end.max(from));
        }
        from = next.max(from);
    }
    parts
}

/// Finds the boxes that the parts of a text name, the longest first: labels have commas and “and” in them too.
fn named(text: &str, boxes: &[&model::BoxDef]) -> Vec<Named> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for sign in [",", ";", "\n", "\t", " and ", " & "] {
        marks.extend(text.match_indices(sign).map(|(at, found)| (at, at + found.len())));
    }
    marks.sort_unstable();
    let mut segments = Vec::new();
    let mut from = 0;
    for (at, next) in marks.into_iter().chain([(text.len(), text.len())]) {
        if at >= from && !text.get(from..at).unwrap_or("").trim().is_empty() {
            segments.push(from..at);
        }
        from = next.max(from);
    }
    let mut parts: Vec<Named> = Vec::new();
    let mut i = 0;
    while let Some(first) = segments.get(i) {
        let longest = (i..segments.len().min(i + 6)).rev().find_map(|j| {
            let range = first.start..segments.get(j)?.end;
            let words = text.get(range.clone())?;
            let (words, ticked) = without_said(words);
            let named = boxes.iter().find(|b| names(&b.label, words))?;
            Some((j, (range, Some((named.id.clone(), ticked)))))
        });
        match longest {
            Some((j, part)) => {
                parts.push(part);
                i = j + 1;
            }
            None => {
                parts.push((first.clone(), None));
                i += 1;
            }
        }
    }
    parts
}

/// Reads what is said behind a box instead of a tick: “– No”, “(not used)”, “: yes”.
pub(super) fn said(text: &str) -> Option<bool> {
    let plain =
        text.trim_matches([' ', '–', '—', '-', ':', '(', ')', '.', ',', '\t', '\u{a0}']).to_lowercase();
    match plain.as_str() {
        "yes" | "y" | "true" | "used" | "x" => Some(true),
        "no" | "n" | "none" | "n/a" | "false" | "not used" | "not applicable" | "not collected"
        | "not needed" | "not required" | "not processed" | "not held" => Some(false),
        _ => None,
    }
}

/// Takes what is said instead of a tick off the end of some words.
fn without_said(words: &str) -> (&str, bool) {
    let cuts = words.match_indices(['–', '—', '-', ':', '(']).map(|(at, _)| at);
    let found =
        cuts.filter_map(|at| words.split_at_checked(at)).find_map(|(name, rest)| Some((name, said(rest)?)));
    found.unwrap_or((words, true))
}

/// Says whether words name a box: its label, or its label without what is in brackets.
fn names(label: &str, words: &str) -> bool {
    let words = words.trim().trim_end_matches(['.', ':']);
    let bare = label.split('(').next().unwrap_or(label).trim();
    // “Electronically” names the box “Electronic”.
    let stem = |w: &str| w.trim_end_matches("ally").trim_end_matches("ly").to_lowercase();
    let same = interpret::same(label, words) || interpret::same(bare, words) || stem(bare) == stem(words);
    // “NHS number” names “NHS No”, “Physical or mental health” the box that goes on with “or condition”.
    let (said, own) = (words_of(words), words_of(label));
    let plain = |words: &[String]| -> Vec<String> {
        let sign = |w: &&String| !matches!(w.as_str(), "no" | "number" | "id" | "identifier");
        words.iter().filter(sign).cloned().collect()
    };
    let numbered =
        plain(&said).len() < said.len() && plain(&own).len() < own.len() && !plain(&own).is_empty();
    // “General identifier e.g. NHS number”
    let example = ["e.g.", "for example", "such as"].iter().find_map(|sign| words.split_once(sign));
    if let Some((head, example)) = example {
        return names(label, head.trim_end_matches([' ', ',', '('])) || names(label, example);
    }
    // “Postcode full”, “Information relating to an individual’s physical or mental health or condition”
    let several = words.contains([',', ';', '\n', '&']) || words.contains(" and ");
    let short = !several && said.len() == 2 && own.len() == 1 && said.first() == own.first();
    let inside = !several && own.len() >= 4 && said.windows(own.len()).any(|w| w == own);
    !bare.is_empty()
        && (short
            || inside
            || same
            || (numbered && plain(&said) == plain(&own))
            || (said.len() > 3 && own.starts_with(&said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_into_the_cells_of_a_row() {
        let cut = |text: &str| {
            columns(text).into_iter().map(|r| text.get(r).unwrap_or("").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(cut("Holt Police – Controller – n/a"), ["Holt Police", "Controller", "n/a"]);
        assert_eq!(cut("InForm (processor)"), ["InForm", "processor"]);
        assert_eq!(cut("One charity"), ["One charity"]);
    }

    #[test]
    fn what_is_said_behind_a_box_is_read() {
        assert_eq!(without_said("Smartcard (not used)"), ("Smartcard ", false));
        assert_eq!(without_said("Postal address – No"), ("Postal address ", false));
        assert_eq!(without_said("Postal address"), ("Postal address", true));
    }
}
