//! Rows of a table that are written as paragraphs: “Risk 1: … Likelihood: Low. Severity: High.”

use std::ops::Range;

use model::{Column, Field, Kind};

use super::form::Means;
use super::slices::cut;
use super::walk::Walk;
use super::words::small;
use crate::Paragraph;
use crate::draft::{Target, Value};

/// The longest paragraph of a row, in bytes: a longer one is prose.
const RECORD: usize = 10_000;
/// The longest label of a column, in bytes.
const LABEL: usize = 120;

/// A stretch of a text, with what it is.
type Part = (Range<usize>, What);

/// What a stretch of a paragraph is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// The head of a row: “Risk 2”; with the row of another table that it names: “Measure for risk 2”.
    Head(Option<usize>),
    /// The label of a column: an id, of another table with its field’s before it.
    Label(String),
    /// Words.
    Words,
}

impl<'w, 't> Walk<'w, 't> {
    /// Reads a paragraph of a row of the question’s table; says whether it was one.
    pub(super) fn record(&mut self, at: usize, content: &Paragraph, words: usize) -> bool {
        let Some((slot, field)) = self.record_table() else { return false };
        let text = content.text();
        if text.len() > RECORD {
            return false;
        }
        let parts = self.parts(slot, field, &text);
        let labelled = parts.iter().any(|p| p.1 != What::Words);
        let begun = self.record.as_ref().is_some_and(|r| r == &field.id);
        if !labelled && !self.describes(at, slot, field, begun) {
            self.record = None;
            return false;
        }
        if self.explains_ratings(field, &parts, &text) {
            self.recognised(content.clone(), words);
            return true;
        }
        self.record = Some(field.id.clone());
        // A label may stand in the cell before.
        let mut column: Option<String> = self.record_column.take();
        let starts: Vec<usize> = parts.iter().skip(1).map(|p| p.0.start).collect();
        for ((_, what), (part, own)) in parts.into_iter().zip(cut(content, &starts, words)) {
            match what {
                What::Head(row) => {
                    self.begin_record(field);
                    if let Some(row) = row {
                        self.refer(field, row);
                    }
                    self.recognised(part, own);
                }
                What::Label(id) => {
                    column = Some(id);
                    self.recognised(part, own);
                }
                What::Words => self.record_value(field, column.take(), part, own),
            }
        }
        self.record_column = column;
        true
    }

    /// Says whether a text tells how its ratings are meant: “Likelihood: 1 remote, 2 possible, 3 probable”.
    fn explains_ratings(&self, field: &Field, parts: &[Part], text: &str) -> bool {
        let explained = |pair: &[Part]| {
            let [(_, What::Label(id)), (range, What::Words)] = pair else { return false };
            let own = field.columns().iter().find(|c| c.id == *id);
            let column = own.or_else(|| self.elsewhere(id).map(|(_, column)| column));
            let said = text.get(range.clone()).unwrap_or("");
            column.is_some_and(|c| super::interpret::explains_scale(self.template(), &c.kind, said))
        };
        parts.windows(2).any(explained)
    }

    /// Finds the table that takes rows under the cursor.
    fn record_table(&self) -> Option<(usize, &'t Field)> {
        // What a partner calls the question knows none of its columns.
        let slot = self.finder.form.own(self.cursor.slot?);
        let fields = &self.finder.form.slots.get(slot)?.fields;
        let table = |f: &&&'t Field| {
            let described = |c: &Column| matches!(c.kind, Kind::Prose);
            matches!(&f.kind, Kind::Table { rows, columns, .. } if rows.is_empty() && columns.iter().any(described))
        };
        fields.iter().find(|f| table(f)).map(|f| (slot, *f))
    }

    /// Says whether a paragraph without a label describes a row: after its head, or before its labels.
    fn describes(&self, at: usize, slot: usize, field: &'t Field, begun: bool) -> bool {
        let row = self.rows.get(&field.id).copied().unwrap_or(0);
        let open = begun && row > 0 && !self.has_description(field, row - 1);
        let next =
            self.units.get(at + 1).zip(self.units.get(at)).filter(|(next, unit)| next.group == unit.group);
        open || next.is_some_and(|(next, _)| {
            let parts = self.parts(
                slot,
                field,
                next.text.get(..next.text.floor_char_boundary(LABEL)).unwrap_or(&next.text),
            );
            matches!(parts.first(), Some((_, What::Label(_))))
        })
    }

    fn has_description(&self, field: &Field, row: usize) -> bool {
        description(field).is_some_and(|c| self.filled.contains(&cell(field, row, c)))
    }

    /// Cuts a text at the heads of rows and the labels of columns in it.
    fn parts(&self, slot: usize, field: &'t Field, text: &str) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut from = 0;
        if let Some(id) = self.measures_head(text, field) {
            // “Measures for risk 1”, under it.
            parts.push((0..id.1, What::Label(id.0)));
            from = id.1;
        } else if let Some((end, row)) = head(text, field) {
            parts.push((0..end, What::Head(row)));
            from = end;
        }
        // A label stands at the beginning or after a stop, and ends in a colon, a tab or wide space.
        let mut begins = from;
        let mut plain = from;
        for (i, c) in text.char_indices().skip_while(|(i, _)| *i < from) {
            let wide = text.get(i..).is_some_and(|rest| rest.starts_with("  "));
            if (c == ':' || c == '\t' || wide) && i - begins <= LABEL {
                let words = text.get(begins..i).unwrap_or("");
                if let Some(id) = self.column_called(slot, words) {
                    if !text.get(plain..begins).unwrap_or("").trim().is_empty() {
                        parts.push((plain..begins, What::Words));
                    }
                    parts.push((begins..i + c.len_utf8(), What::Label(id)));
                    plain = i + c.len_utf8();
                    begins = plain;
                }
            }
            if matches!(c, '.' | ';' | '\n' | ',' | '|' | '(' | '\t') || wide {
                begins = i + c.len_utf8();
            }
        }
        if !text.get(plain..).unwrap_or("").trim().is_empty() {
            parts.push((plain..text.len(), What::Words));
        }
        parts
    }

    /// Reads “Measures for risk 1” off the front of a text among risks: the column of the measures, and where it ends.
    fn measures_head(&self, text: &str, field: &Field) -> Option<(String, usize)> {
        const NOUNS: &[&str] = &["measure", "mitigation", "action", "control"];
        let roles = &self.template().roles;
        let (risks, measures) = (roles.risks.as_ref()?, roles.measures.as_ref()?);
        let stop = text.find([':', '\n', '–']).map_or(text.len(), |at| at + 1);
        let words = small(text.get(..stop)?.trim_end_matches('–'));
        let begins = words.first().is_some_and(|w| NOUNS.iter().any(|n| w.trim_end_matches('s') == *n));
        let names = words.len() <= 6
            && words.iter().any(|w| w == "risk")
            && words.iter().any(|w| w.parse::<usize>().is_ok());
        let says = self
            .template()
            .field(&measures.field)?
            .columns()
            .iter()
            .find(|c| matches!(c.kind, Kind::Prose))?;
        (field.id == risks.field && begins && names)
            .then(|| (format!("{}.{}", measures.field, says.id), text.get(..stop).map_or(stop, |t| t.len())))
    }

    /// Gives the column that a few words call, word by word.
    fn column_called(&self, slot: usize, words: &str) -> Option<String> {
        let ids: Vec<u32> = self.finder.lexicon.known(words).into_iter().collect::<Option<_>>()?;
        if ids.is_empty() || ids.len() > 8 {
            return None;
        }
        let columns = &self.finder.form.slots.get(slot)?.columns;
        let label = self.finder.form.labels.iter().find_map(|l| match l.means {
            Means::Column { slot: s, column, .. } if s == slot && l.words == ids => columns.get(column),
            _ => None,
        });
        label.filter(|id| !id.is_empty()).cloned()
    }

    pub(super) fn begin_record(&mut self, field: &Field) {
        *self.rows.entry(field.id.clone()).or_default() += 1;
    }

    /// Names the row of another table that the row at hand answers.
    fn refer(&mut self, field: &Field, row: usize) {
        let Some(refers) = field.columns().iter().find(|c| matches!(c.kind, Kind::RowRef { .. })) else {
            return;
        };
        let at = self.rows.get(&field.id).copied().unwrap_or(1).saturating_sub(1);
        let target = cell(field, at, refers);
        if !self.filled.contains(&target) {
            self.place_at(target, &Paragraph::default(), 0, Value::Row(row), 1.0, None);
        }
    }

    /// Places the words under a label, or those that describe the row.
    pub(super) fn record_value(
        &mut self,
        field: &'t Field,
        id: Option<String>,
        content: Paragraph,
        words: usize,
    ) {
        if let Some((other, column)) = id.as_deref().and_then(|id| self.elsewhere(id)) {
            let row = self.rows.get(&field.id).copied().unwrap_or(1).saturating_sub(1);
            let next = self.rows.get(&other.id).copied().unwrap_or(0);
            // A measure whose column is taken is another measure; one of the next risk as well.
            let answers = |walk: &Self, at: usize| walk.answered.get(&(other.id.clone(), at)) == Some(&row);
            let again =
                next > 0 && answers(self, next - 1) && !self.filled.contains(&cell(other, next - 1, column));
            let at = if again { next - 1 } else { next };
            self.answered.insert((other.id.clone(), at), row);
            self.elsewhere_value(other, column, content, words, (at, row));
            return;
        }
        let column = match &id {
            Some(id) => field.columns().iter().find(|c| c.id == *id),
            None => description(field),
        };
        let Some(column) = column else { return self.unplaced(content, words, None) };
        let rows = self.rows.get(&field.id).copied().unwrap_or(0);
        let taken = rows > 0 && self.filled.contains(&cell(field, rows - 1, column));
        let more = id.is_none() && taken && !self.rated(field, rows.saturating_sub(1), column);
        if rows == 0 || (taken && !more) {
            self.begin_record(field);
        }
        let at = self.rows.get(&field.id).copied().unwrap_or(1).saturating_sub(1);
        self.data_value(column, cell(field, at, column), content, words, 1);
    }

    /// Says whether a row has more than its description.
    fn rated(&self, field: &Field, row: usize, but: &Column) -> bool {
        field.columns().iter().filter(|c| c.id != but.id).any(|c| self.filled.contains(&cell(field, row, c)))
    }
}

fn description(field: &Field) -> Option<&Column> {
    field.columns().iter().find(|c| matches!(c.kind, Kind::Prose))
}

fn cell(field: &Field, row: usize, column: &Column) -> Target {
    Target { field: field.id.clone(), cell: Some((row, column.id.clone())) }
}

/// Reads “Risk 2:” or “Measure 3 (risk 2)” off the front: where it ends, and which row of another table it names, from 0.
pub(super) fn head(text: &str, field: &Field) -> Option<(usize, Option<usize>)> {
    const NOUNS: &[&str] = &["risk", "measure", "mitigation", "action", "control", "no", "number"];
    let Kind::Table { noun, .. } = &field.kind else { return None };
    let stop = text.find([':', '\n', '–', '.']).unwrap_or(text.len());
    let first = text.get(..stop)?;
    let words = small(first);
    let known = |w: &String| NOUNS.contains(&w.as_str()) || w == noun || w.parse::<usize>().is_ok();
    let joins =
        |w: &String| matches!(w.as_str(), "for" | "against" | "to" | "of" | "the" | "r" | "answering");
    let (begins, rest) = words.split_first()?;
    let numbered = words.iter().any(|w| w.parse::<usize>().is_ok());
    if !numbered
        || words.len() > 6
        || !known(begins)
        || begins.parse::<usize>().is_ok()
        || !rest.iter().all(|w| known(w) || joins(w))
    {
        return None;
    }
    let refers = field.columns().iter().any(|c| matches!(c.kind, Kind::RowRef { .. }));
    let named =
        words.iter().rev().zip(words.iter().rev().skip(1)).find(|(_, w)| *w == "risk" || *w == "risks");
    let row =
        named.and_then(|(n, _)| n.parse::<usize>().ok()).and_then(|n| n.checked_sub(1)).filter(|_| refers);
    let end = text.get(stop..).and_then(|r| r.chars().next()).map_or(stop, |c| stop + c.len_utf8());
    Some((end, row))
}
