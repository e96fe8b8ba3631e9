//! The answers of two assessments, told apart.

use std::collections::BTreeSet;

use export::{answer_words, cell_words};
use model::{Answer, Assessment, Field, Kind as FieldKind, Row, Template};

use crate::{Piece, words};

/// How an answer or a row differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is only in the newer assessment.
    Added,
    /// It is only in the older one.
    Removed,
    /// It is in both, with other words.
    Changed,
    /// It is in both with the same words, at another place.
    Moved,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The question, by id.
    pub question: String,
    /// The field, by id.
    pub field: String,
    /// How it differs.
    pub kind: Kind,
    /// The words of a field that is no table; they may be equal when only their form differs (bold, links).
    pub words: Vec<Piece>,
    /// The rows that differ, of a table.
    pub rows: Vec<RowDifference>,
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDifference {
    /// Its id.
    pub row: String,
    /// Its place in the newer table, from 1; in the older one when it was removed.
    pub number: usize,
    /// How it differs.
    pub kind: Kind,
    /// The words of each cell, by column in the form's order.
    pub cells: Vec<(String, Vec<Piece>)>,
}

/// Lists what differs between two assessments, in the order of the form.
pub fn differences(template: &Template, older: &Assessment, newer: &Assessment) -> Vec<Difference> {
    template
        .fields()
        .filter_map(|(question, field)| {
            let (old, new) = (older.answers.get(&field.id), newer.answers.get(&field.id));
            let kind = match (old, new) {
                (None, None) => return None,
                (Some(old), Some(new)) if old == new && !refers(field) => return None,
                (Some(_), Some(_)) => Kind::Changed,
                (None, Some(_)) => Kind::Added,
                (Some(_), None) => Kind::Removed,
            };
            let is_table = matches!(field.kind, FieldKind::Table { .. });
            let rows = if is_table { rows(template, older, newer, field) } else { Vec::new() };
            let said = |a: &Assessment, x: Option<&Answer>| {
                x.map(|x| field_words(template, a, field, x)).unwrap_or_default()
            };
            let words = if is_table { Vec::new() } else { words(&said(older, old), &said(newer, new)) };
            if is_table && rows.is_empty() {
                return None;
            }
            Some(Difference { question: question.id.clone(), field: field.id.clone(), kind, words, rows })
        })
        .collect()
}

/// A table that refers to rows of another may read otherwise without having changed itself.
fn refers(field: &Field) -> bool {
    field.columns().iter().any(|c| matches!(c.kind, FieldKind::RowRef { .. }))
}

fn field_words(template: &Template, a: &Assessment, field: &Field, answer: &Answer) -> String {
    match (&field.kind, answer) {
        (FieldKind::Boxes { rows }, Answer::Boxes(ticked)) => rows
            .iter()
            .flatten()
            .filter(|b| ticked.contains(&b.id))
            .map(|b| b.label.as_str())
            .collect::<Vec<_>>()
            .join("; "),
        (kind, answer) => answer_words(template, a, kind, answer),
    }
}

fn rows(template: &Template, older: &Assessment, newer: &Assessment, field: &Field) -> Vec<RowDifference> {
    let (old, new) = (older.rows(&field.id), newer.rows(&field.id));
    let stayed = in_order(old, new);
    let mut out = Vec::new();
    for (n, row) in new.iter().enumerate() {
        let before = old.iter().any(|r| r.id == row.id);
        let cells = cells(template, before.then_some(older), Some(newer), field, &row.id);
        let same = cells.iter().all(|(_, pieces)| pieces.iter().all(|p| p.side == crate::Side::Both));
        let kind = match (before, same, stayed.contains(row.id.as_str())) {
            (false, ..) => Kind::Added,
            (true, false, _) => Kind::Changed,
            (true, true, false) => Kind::Moved,
            (true, true, true) => continue,
        };
        out.push(RowDifference { row: row.id.clone(), number: n + 1, kind, cells });
    }
    for (n, row) in old.iter().enumerate().filter(|(_, r)| !new.iter().any(|x| x.id == r.id)) {
        let cells = cells(template, Some(older), None, field, &row.id);
        out.push(RowDifference { row: row.id.clone(), number: n + 1, kind: Kind::Removed, cells });
    }
    out
}

fn cells(
    template: &Template,
    older: Option<&Assessment>,
    newer: Option<&Assessment>,
    field: &Field,
    row: &str,
) -> Vec<(String, Vec<Piece>)> {
    field
        .columns()
        .iter()
        .map(|column| {
            let said = |a: Option<&Assessment>| {
                a.map(|a| reference_or_words(template, a, field, row, column)).unwrap_or_default()
            };
            (column.id.clone(), words(&said(older), &said(newer)))
        })
        .collect()
}

fn reference_or_words(
    template: &Template,
    a: &Assessment,
    field: &Field,
    row: &str,
    column: &model::Column,
) -> String {
    match (&column.kind, a.row(&field.id, row).and_then(|r| r.cells.get(&column.id))) {
        (kind @ FieldKind::RowRef { .. }, Some(answer)) => answer_words(template, a, kind, answer),
        _ => cell_words(template, a, &field.id, row, &column.id),
    }
}

/// Gives the rows of a longest run that keeps its order: the others were moved.
fn in_order<'a>(old: &[Row], new: &'a [Row]) -> BTreeSet<&'a str> {
    let places: Vec<(usize, &str)> =
        new.iter().filter_map(|r| Some((old.iter().position(|o| o.id == r.id)?, r.id.as_str()))).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
    for (i, (place, _)) in places.iter().enumerate() {
        let before = (0..i).filter(|j| places[*j].0 < *place).max_by_key(|j| best[*j].0);
        best.push((before.map_or(1, |j| best[j].0 + 1), before));
    }
    let mut kept = BTreeSet::new();
    let mut at = (0..best.len()).max_by_key(|i| best[*i].0);
    while let Some(i) = at {
        kept.insert(places[i].1);
        at = best[i].1;
    }
    kept
}
