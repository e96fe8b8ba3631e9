//! Rows that name rows of another table: measures and the risks they answer, by number or by repeated words.

use std::collections::BTreeMap;

use model::{Kind, Template};

use super::words::small;
use crate::Note;
use crate::draft::{Fate, Piece, Target, Value};

/// Finds for each reference the row that it names; what names none goes to the pile.
pub(crate) fn rows(template: &Template, pieces: &mut [Piece], notes: &mut Vec<Note>) {
    for (_, field) in template.fields() {
        for column in field.columns() {
            if let Kind::RowRef { field: to, column: named } = &column.kind {
                let rows = texts(pieces, to, named);
                join(pieces, (&field.id, &column.id), (to, named), &rows, notes);
            }
        }
    }
}

fn join(
    pieces: &mut [Piece],
    (field, column): (&str, &str),
    (to, named): (&str, &str),
    rows: &BTreeMap<usize, String>,
    notes: &mut Vec<Note>,
) {
    for piece in pieces.iter_mut() {
        let Fate::Placed(placed) = &mut piece.fate else { continue };
        let here = placed.target.field == field && placed.target.cell.as_ref().is_some_and(|c| c.1 == column);
        if !here || matches!(placed.value, Value::Row(_)) {
            continue;
        }
        let text = piece.content.shown();
        match named_row(&text, rows) {
            Some((row, sure)) => {
                placed.value = Value::Row(row);
                placed.confidence *= sure;
            }
            None => {
                let near = Target { field: to.to_owned(), cell: Some((0, named.to_owned())) };
                piece.fate = Fate::Unplaced { near: Some(near) };
                let message = format!(
                    "“{}” ({}) names none of the risks that were read. Choose the risk that the measure answers.",
                    text.trim(),
                    piece.at
                );
                notes.push(Note { code: "no-such-row".into(), message });
            }
        }
    }
}

/// Gives the words of a column by row.
fn texts(pieces: &[Piece], field: &str, column: &str) -> BTreeMap<usize, String> {
    let mut rows: BTreeMap<usize, String> = BTreeMap::new();
    for piece in pieces {
        if let Fate::Placed(placed) = &piece.fate
            && placed.target.field == field
            && let Some((row, c)) = &placed.target.cell
            && c == column
        {
            let text = rows.entry(*row).or_default();
            text.push_str(&piece.content.shown());
            text.push(' ');
        }
    }
    rows
}

/// Finds the row that a text names: by number, by its words, by most of its words.
fn named_row(text: &str, rows: &BTreeMap<usize, String>) -> Option<(usize, f32)> {
    let words = small(text);
    let digits: Vec<usize> =
        words.iter().filter_map(|w| w.trim_start_matches(['r', '#']).parse().ok()).collect();
    let few = words.iter().all(|w| {
        matches!(w.as_str(), "risk" | "no" | "number" | "r")
            || w.trim_start_matches('r').parse::<usize>().is_ok()
    });
    if let ([number], true) = (digits.as_slice(), few) {
        let row = number.checked_sub(1)?;
        return rows.contains_key(&row).then_some((row, 0.97));
    }
    let mut best = (0.0_f32, 0);
    for (row, of) in rows {
        let of = small(of);
        let common = words.iter().filter(|w| of.contains(w)).count() as f32;
        let part = common / words.len().max(1) as f32;
        let whole = 2.0 * common / (words.len() + of.len()).max(1) as f32;
        let score = part.max(whole);
        // The whole of the shorter text in the longer: measures quote the beginning of a risk.
        let score = 0.7 * score + 0.3 * whole;
        if score > best.0 + 1e-6 {
            best = (score, *row);
        }
    }
    // “1. Data is lost”: the number says which, where the words leave it open.
    if let Some(row) = digits.first().and_then(|n| n.checked_sub(1))
        && words.first().is_some_and(|w| w.trim_start_matches('r').parse::<usize>().is_ok())
        && best.0 < 0.6
        && rows.contains_key(&row)
    {
        return Some((row, 0.8));
    }
    (best.0 >= 0.55).then_some((best.1, (0.6 + 0.4 * best.0).min(1.0)))
}
