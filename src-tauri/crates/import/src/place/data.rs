//! Rows of data: each cell goes to the column that its head names.

use std::collections::HashMap;

use model::{Column, Draw, Field, Kind, YesNo};

use super::interpret::{self, meaning};
use super::rows::{Head, flat, has_table, with_ticks};
use super::slices::{cut, slice};
use super::units::CellView;
use super::walk::Walk;
use crate::draft::{Fate, Placed, Target, Value};
use crate::{Paragraph, Span};

impl<'w, 't> Walk<'w, 't> {
    pub(super) fn data_row(
        &mut self,
        slot: usize,
        field: usize,
        heads: &[Head],
        cells: &[CellView],
        width: usize,
    ) {
        let form = self.finder.form;
        let Some(field) = form.slots.get(slot).and_then(|s| s.fields.get(field)).copied() else {
            // The form has no home for such a table.
            for unit in cells.iter().flat_map(flat).filter_map(|u| self.units.get(u)) {
                self.unplaced(with_ticks(unit), unit.count, None);
            }
            return;
        };
        let filled: Vec<&CellView> = cells.iter().filter(|c| !flat(c).is_empty() || has_table(c)).collect();
        if filled.is_empty() {
            return;
        }
        let mut heads = std::borrow::Cow::Borrowed(heads);
        if self.only_heads {
            self.name_by_content(field, &filled);
            if let super::rows::Mode::Data { columns, .. } = &self.table {
                heads = std::borrow::Cow::Owned(columns.clone());
            }
        }
        let heads = &*heads;
        self.only_heads = false;
        if let [cell] = filled.as_slice()
            && cell.columns >= width
            && width > 1
        {
            return self.note_row(slot, cell);
        }
        let own = |cell: &&CellView| {
            let id = head_of(heads, cell).and_then(|h| h.id.as_deref());
            id.is_some_and(|id| field.columns().iter().any(|c| c.id == id))
        };
        let mut row = self.row_index(field, &filled);
        if fixed(field).is_empty() && !filled.iter().any(own) {
            // Only what stands beside a merged cell: one more measure against the risk above.
            row = row.saturating_sub(1);
        }
        let others = self.rows.clone();
        let mut any = false;
        for cell in filled {
            any |= self.data_cell(field, heads, cell, row, &others);
            self.inner(cell);
        }
        if any && fixed(field).is_empty() {
            self.rows.insert(field.id.clone(), row + 1);
        }
    }

    /// Gives the index of the row: by its label where the form fixes the rows, else the next.
    fn row_index(&self, field: &Field, cells: &[&CellView]) -> usize {
        let fixed = fixed(field);
        if fixed.is_empty() {
            return self.rows.get(&field.id).copied().unwrap_or(0);
        }
        let units = cells.first().map(|c| flat(c)).unwrap_or_default();
        let words = self.words_of(&units);
        let slot = self.cursor.slot.map(|s| self.finder.form.own(s));
        let found = slot.and_then(|s| self.fixed_named(s, &words));
        found.and_then(|row| fixed.iter().position(|r| *r == row)).unwrap_or(0)
    }

    /// Reads a cell of a row of data; says whether it had an answer.
    fn data_cell(
        &mut self,
        field: &Field,
        heads: &[Head],
        cell: &CellView,
        row: usize,
        others: &HashMap<String, usize>,
    ) -> bool {
        let head = head_of(heads, cell);
        let units = flat(cell);
        let id = head.and_then(|h| h.id.clone());
        if let Some((other, column)) = id.as_deref().and_then(|id| self.elsewhere(id)) {
            let at = others.get(&other.id).copied().unwrap_or(0);
            if matches!(column.kind, Kind::Prose) {
                let mut any = false;
                for unit in units.iter().filter_map(|u| self.units.get(*u)) {
                    any |= self.elsewhere_value(other, column, with_ticks(unit), unit.count, (at, row));
                }
                return any;
            }
            let Some((content, words)) = self.joined(&units) else { return false };
            return self.elsewhere_value(other, column, content, words, (at, row));
        }
        let Some(column) = id.as_ref().and_then(|id| field.columns().iter().find(|c| c.id == *id)) else {
            return self.other_column(field, head, cell, row);
        };
        let target = Target { field: field.id.clone(), cell: Some((row, column.id.clone())) };
        if matches!(column.kind, Kind::Prose) {
            let mut any = false;
            for unit in units.iter().filter_map(|u| self.units.get(*u)) {
                if super::content::is_empty_mark(&unit.text) {
                    self.recognised(unit.content.clone(), unit.count);
                    continue;
                }
                self.place_at(target.clone(), &with_ticks(unit), unit.count, Value::Words, 1.0, None);
                any = true;
            }
            return any;
        }
        let units = self.without_hints(column, units);
        let Some((content, words)) = self.joined(&units) else { return false };
        if self.is_rating(&column.id)
            && let Some(parts) = written_out(&content.text())
        {
            return self.written_out(field, (column, row), head, (&content, words), parts);
        }
        self.data_value(column, target, content, words, cell.rows)
    }

    /// Takes the form's own “Remote, possible or probable” out of a cell with an answer beneath it.
    fn without_hints(&mut self, column: &Column, units: Vec<usize>) -> Vec<usize> {
        let lists = |at: &usize| {
            let unit = self.units.get(*at);
            unit.is_some_and(|u| interpret::lists_options(self.template(), &column.kind, &u.text))
        };
        let (hints, answers): (Vec<usize>, Vec<usize>) = units.iter().copied().partition(lists);
        if hints.is_empty() || answers.is_empty() {
            return units;
        }
        for unit in hints.iter().filter_map(|at| self.units.get(*at)) {
            self.recognised(unit.content.clone(), unit.count);
        }
        answers
    }

    /// Reads “2 x 4 = 8” in a table of risks: the likelihood, the severity and their product.
    fn written_out(
        &mut self,
        field: &Field,
        (column, row): (&Column, usize),
        head: Option<&Head>,
        (content, words): (&Paragraph, usize),
        [second, total]: [usize; 2],
    ) -> bool {
        let parts = cut(content, &[second, total], words);
        let [(first, a), (second, b), (total, c)] = parts.as_slice() else { return false };
        let target = |id: &str| Target { field: field.id.clone(), cell: Some((row, id.to_owned())) };
        let roles = self.template().roles.risks.as_ref().filter(|r| r.field == field.id);
        let title = super::words::letters(head.map_or("", |h| h.title.as_str()));
        // “Score (I x L)”
        let turned = ["ixl", "sxl", "cxl", "impactxlikelihood", "severityxlikelihood"];
        let turned = turned.iter().any(|t| title.contains(t));
        let order =
            roles.map(|r| if turned { [&r.severity, &r.likelihood] } else { [&r.likelihood, &r.severity] });
        for ((part, words), id) in [(first, a), (second, b)].into_iter().zip([0, 1]) {
            let of = order.and_then(|o| o.get(id).copied());
            match of.and_then(|id| field.columns().iter().find(|c| c.id == *id)) {
                Some(column) => {
                    let text = part.text();
                    let figure = text.trim_end_matches([' ', 'x', 'X', '×', '*', '=']);
                    match meaning(self.template(), &column.kind, figure) {
                        Some(m) => {
                            self.place_at(target(&column.id), part, *words, m.value, m.sure, m.reading)
                        }
                        None => self.unplaced(part.clone(), *words, Some(target(&column.id))),
                    }
                }
                None => self.recognised(part.clone(), *words),
            }
        }
        self.data_value(column, target(&column.id), total.clone(), *c, 1)
    }

    /// Finds the column of another table that a head names: “7.measures.options”.
    pub(super) fn elsewhere(&self, id: &str) -> Option<(&'t Field, &'t Column)> {
        let (field, column) = id.rsplit_once('.')?;
        let field = self.template().field(field)?;
        Some((field, field.columns().iter().find(|c| c.id == column)?))
    }

    /// Places words of a row in a row of another table, which answers it: a measure beside its risk.
    pub(super) fn elsewhere_value(
        &mut self,
        field: &Field,
        column: &Column,
        content: Paragraph,
        words: usize,
        (at, row): (usize, usize),
    ) -> bool {
        let target =
            |column: &Column| Target { field: field.id.clone(), cell: Some((at, column.id.clone())) };
        let placed = self.data_value(column, target(column), content, words, 1);
        if placed {
            self.rows.insert(field.id.clone(), at + 1);
        }
        if let Some(refers) = field.columns().iter().find(|c| matches!(c.kind, Kind::RowRef { .. }))
            && placed
            && !self.filled.contains(&target(refers))
        {
            self.place_at(target(refers), &Paragraph::default(), 0, Value::Row(row), 1.0, None);
        }
        placed
    }

    pub(super) fn data_value(
        &mut self,
        column: &Column,
        target: Target,
        content: Paragraph,
        words: usize,
        rows: usize,
    ) -> bool {
        let text = content.shown();
        if text.trim().is_empty() && matches!(column.kind, Kind::YesNo { .. }) {
            // A tick alone says yes; an empty box says nothing yet.
            let ticked = content.spans.iter().any(|s| matches!(s, Span::Tick { ticked: true, .. }));
            // Where ticks say yes, a cross says no.
            let crossed = content.spans.iter().any(
                |s| matches!(s, Span::Tick { ticked: false, glyph } if glyph.contains(super::units::CROSSES)),
            );
            if ticked {
                self.place_at(target, &content, words, Value::YesNo(YesNo::Yes), 0.95, None);
            } else if crossed {
                self.place_at(target, &content, words, Value::YesNo(YesNo::No), 0.9, None);
            } else {
                self.recognised(content, words);
            }
            return ticked || crossed;
        }
        let ticked = chosen_by_tick(&content);
        let said = ticked.as_deref().unwrap_or(&text);
        let said = if self.is_rating(&column.id) && written_out(said).is_some() {
            said.rsplit_once('=').map_or(said, |(_, total)| total.trim())
        } else {
            said
        };
        if interpret::lists_options(self.template(), &column.kind, said)
            || super::content::is_empty_mark(said)
        {
            self.recognised(content, words);
            return false;
        }
        if matches!(column.kind, Kind::RowRef { .. }) {
            self.place_at(target.clone(), &content, words, Value::Words, 1.0, None);
            self.reach_down(&target, &content, rows);
            return true;
        }
        // “12 (High)” says which it is by itself.
        let figures = !said.chars().any(|c| c.is_alphabetic() && !matches!(c, 'x' | 'X'));
        let product = figures && self.products && self.is_rating(&column.id);
        let told = self.scale.as_ref().filter(|_| figures && self.is_rating(&column.id));
        let level = told
            .and_then(|scale| interpret::told(self.template(), &column.kind, said, scale))
            .or_else(|| product.then(|| interpret::product(self.template(), &column.kind, said)).flatten());
        match level.or_else(|| meaning(self.template(), &column.kind, said)) {
            Some(m) => {
                self.place_at(target, &content, words, m.value, m.sure, m.reading);
                true
            }
            None => {
                let yes =
                    matches!(column.kind, Kind::YesNo { .. }).then(|| interpret::yes_no(&text)).flatten();
                match yes {
                    Some((answer, _)) => {
                        let reading = Some(format!("“{}” was read as {}.", text.trim(), yes_word(&answer)));
                        self.place_at(target, &content, words, Value::YesNo(answer), 0.85, reading);
                    }
                    None => self.unplaced(content, words, Some(target)),
                }
                true
            }
        }
    }

    /// Says whether a column, of this table or of another, rates a risk as a whole: before or after its measures.
    pub(super) fn is_rating(&self, id: &str) -> bool {
        let roles = &self.template().roles;
        let column = id.rsplit('.').next().unwrap_or(id);
        let overall = roles.risks.as_ref().is_some_and(|r| r.overall == column);
        overall || roles.measures.as_ref().is_some_and(|m| m.residual == column)
    }

    /// A merged cell speaks for the rows that it reaches into: its words are counted once.
    fn reach_down(&mut self, target: &Target, content: &Paragraph, rows: usize) {
        let Some((row, column)) = target.cell.clone() else { return };
        for more in 1..rows {
            let target = Target { field: target.field.clone(), cell: Some((row + more, column.clone())) };
            self.place_at(target, content, 0, Value::Words, 1.0, None);
        }
    }

    /// Places content beside the label of a row that the form fixes, where no head says which column it is.
    pub(crate) fn fixed_row(&mut self, field: usize, row: &str, content: Paragraph, words: usize) {
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        let Some(field) = slot.and_then(|s| s.fields.get(field)).copied() else { return };
        let index = fixed(field).iter().position(|r| r == row).unwrap_or(0);
        let text = content.text();
        let of = |kind: fn(&Kind) -> bool| field.columns().iter().find(|c| kind(&c.kind));
        let yes = of(|k| matches!(k, Kind::YesNo { .. }));
        let rest = of(|k| matches!(k, Kind::Text { .. } | Kind::Prose));
        if let (Some(yes), Some(rest), Some((answer, after))) = (yes, rest, interpret::yes_no(&text))
            && !after.is_empty()
        {
            // “Yes, annual”: the answer, and when.
            let cell = |c: &Column| Target { field: field.id.clone(), cell: Some((index, c.id.clone())) };
            let (first, second) = (
                slice(&content, 0, text.len() - after.len()),
                slice(&content, text.len() - after.len(), text.len()),
            );
            self.place_at(cell(yes), &first, 1.min(words), Value::YesNo(answer), 0.95, None);
            self.place_at(cell(rest), &second, words.saturating_sub(1), Value::Words, 0.95, None);
            return;
        }
        for column in field.columns() {
            let target = Target { field: field.id.clone(), cell: Some((index, column.id.clone())) };
            if self.filled.contains(&target) && !matches!(column.kind, Kind::Text { .. } | Kind::Prose) {
                continue;
            }
            if interpret::lists_options(self.template(), &column.kind, &text) {
                return self.recognised(content, words);
            }
            if meaning(self.template(), &column.kind, &text).is_some() {
                self.data_value(column, target, content, words, 1);
                return;
            }
        }
        self.unplaced(content, words, Some(super::content::target(field)));
    }

    /// Answers a row that the form fixes with the head of the column that has a tick in it.
    pub(super) fn tick_in_row(&mut self, answer: YesNo, content: &Paragraph, words: usize) {
        let Some((field, row)) = self.cursor.row.clone() else { return };
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        let Some(field) = slot.and_then(|s| s.fields.get(field)).copied() else { return };
        let index = fixed(field).iter().position(|r| *r == row).unwrap_or(0);
        let yes = |c: &&Column| matches!(c.kind, Kind::YesNo { .. });
        if let Some(column) = field.columns().iter().find(yes) {
            let cell = Some((index, column.id.clone()));
            self.place_at(
                Target { field: field.id.clone(), cell },
                content,
                words,
                Value::YesNo(answer),
                0.97,
                None,
            );
        }
    }

    /// Reads a cell of a column that the form does not have: a row's number, or words for the pile.
    fn other_column(&mut self, field: &Field, head: Option<&Head>, cell: &CellView, row: usize) -> bool {
        let units = flat(cell);
        let Some((content, words)) = self.joined(&units) else { return false };
        let text = content.text();
        let is_label = self.row_label(field, &units);
        let counts = cell.column == 0 || head.is_some_and(|h| is_count(&h.title));
        if counts && is_row_number(&text) {
            self.numbers.insert((field.id.clone(), super::words::letters(&text)), row);
            self.number_heads.extend(head.map(|h| super::words::letters(&h.title)));
        }
        if is_label || (counts && is_row_number(&text)) {
            self.recognised(content, words);
            return false;
        }
        let title = head.map(|h| h.title.trim()).filter(|t| !t.is_empty());
        let under = std::mem::take(&mut self.under);
        let name = title.map_or_else(|| under.clone(), |t| format!("{t}, row {}", row + 1));
        self.under = name;
        let near = field
            .columns()
            .iter()
            .find(|c| matches!(c.kind, Kind::Prose))
            .map(|c| Target { field: field.id.clone(), cell: Some((row, c.id.clone())) });
        self.unplaced(content, words, near);
        self.under = under;
        false
    }

    fn row_label(&self, field: &Field, units: &[usize]) -> bool {
        let words = self.words_of(units);
        !fixed(field).is_empty()
            && self.cursor.slot.and_then(|s| self.fixed_named(self.finder.form.own(s), &words)).is_some()
    }

    /// Reads a cell over the full width of a table of data: a note, the form's own words, or the pile.
    fn note_row(&mut self, slot: usize, cell: &CellView) {
        let note = self
            .finder
            .form
            .slots
            .get(slot)
            .and_then(|s| s.fields.iter().copied().find(|f| f.draw == Draw::NoteRow));
        let mode = self.table.clone();
        let from = self.pieces.len();
        self.cell(cell);
        self.table = mode;
        let Some(note) = note else { return };
        for piece in self.pieces.iter_mut().skip(from) {
            if matches!(piece.fate, Fate::Unplaced { .. }) {
                let target = Target { field: note.id.clone(), cell: None };
                piece.fate =
                    Fate::Placed(Placed { target, value: Value::Words, confidence: 0.85, reading: None });
            }
        }
    }
}

fn head_of<'h>(heads: &'h [Head], cell: &CellView) -> Option<&'h Head> {
    heads.iter().find(|h| h.from <= cell.column && cell.column < h.to)
}

/// Finds where the second factor and the product begin of “2 x 4 = 8”.
fn written_out(text: &str) -> Option<[usize; 2]> {
    let equals = text.find('=')?;
    let (factors, total) = (text.get(..equals)?, text.get(equals + 1..)?);
    let times = factors.find(['x', 'X', '×', '*'])?;
    let second = times + factors.get(times..)?.chars().next()?.len_utf8();
    let number = |t: &str| t.trim().parse::<u32>().ok();
    let (a, b, c) = (number(factors.get(..times)?)?, number(factors.get(second..)?)?, number(total)?);
    (a.checked_mul(b)? == c).then_some([second, equals + 1])
}

pub(super) fn yes_word(answer: &YesNo) -> &str {
    match answer {
        YesNo::Yes => "Yes",
        YesNo::No => "No",
        YesNo::Other(other) => other,
    }
}

/// Gives the words beside the only ticked box of a cell: “☐ Low ☒ High” says High.
fn chosen_by_tick(content: &Paragraph) -> Option<String> {
    let boxes = content.spans.iter().filter(|s| matches!(s, Span::Tick { .. })).count();
    let at = content.spans.iter().position(|s| matches!(s, Span::Tick { ticked: true, .. }))?;
    let others = content.spans.iter().skip(at + 1).any(|s| matches!(s, Span::Tick { ticked: true, .. }));
    if boxes < 2 || others {
        return None;
    }
    match content.spans.get(at + 1)? {
        Span::Text { text, .. } => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// Says whether a head names a column of numbers.
pub(super) fn is_count(title: &str) -> bool {
    let plain: String = title.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    matches!(
        plain.as_str(),
        "" | "no"
            | "nr"
            | "ref"
            | "id"
            | "number"
            | "reference"
            | "riskno"
            | "riskref"
            | "riskid"
            | "risknumber"
    )
}

fn is_row_number(text: &str) -> bool {
    let text = text.trim();
    let letter = text.len() == 1 && text.chars().all(|c| c.is_ascii_uppercase());
    letter
        || text.len() <= 8
            && text.chars().any(|c| c.is_ascii_digit())
            && text.chars().filter(|c| c.is_alphabetic()).count() <= 4
}

fn fixed(field: &Field) -> Vec<String> {
    match &field.kind {
        Kind::Table { rows, .. } => rows.iter().map(|r| r.id.clone()).collect(),
        _ => Vec::new(),
    }
}
