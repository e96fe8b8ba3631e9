//! Rows that name rows of another table: measures and the risks they answer, by number or by repeated words.

use std::collections::{BTreeMap, BTreeSet};

use model::{Kind, Template};

use super::words::{letters, small};
use crate::Note;
use crate::draft::{Fate, Piece, Target, Value};

/// The rows of tables by the numbers that a document gives them: which field, the number in letters and figures, and the row.
pub(crate) type Numbers = std::collections::HashMap<(String, String), usize>;

/// Finds for each reference the row that it names; what names none goes to the pile.
pub(crate) fn rows(template: &Template, pieces: &mut [Piece], numbers: &Numbers, notes: &mut Vec<Note>) {
    for (_, field) in template.fields() {
        for column in field.columns() {
            if let Kind::RowRef { field: to, column: named } = &column.kind {
                let rows = texts(pieces, to, named);
                join(pieces, (&field.id, &column.id), (to, named), (&rows, numbers), notes);
            }
        }
    }
}

/// Brings what a later table says of a row to that row: forms rate the risk that is left in a table of its own, where the
/// measures are named again, by their words, by number, or only by the risk.
pub(crate) fn told_again(template: &Template, pieces: &mut [Piece]) {
    for (_, field) in template.fields() {
        let columns = field.columns();
        let names = columns.iter().find(|c| matches!(c.kind, Kind::RowRef { .. }));
        let says = columns.iter().find(|c| matches!(c.kind, Kind::Prose));
        if let (Some(names), Some(says)) = (names, says) {
            for (from, to) in again(pieces, &field.id, (&names.id, &says.id)) {
                for piece in pieces.iter_mut() {
                    let Fate::Placed(placed) = &mut piece.fate else { continue };
                    let here = placed.target.field == field.id;
                    let Some((row, column)) = placed.target.cell.as_mut().filter(|c| here && c.0 == from)
                    else {
                        continue;
                    };
                    if [&names.id, &says.id].contains(&&*column) {
                        piece.fate = Fate::Recognised;
                    } else {
                        *row = to;
                    }
                }
            }
        }
    }
}

/// Sends plans of actions to the pile, which are none of measures: a table that says nothing but what is to be done, for no risk
/// or for such as are answered already, where another table has the measures.
pub(crate) fn plans(template: &Template, pieces: &mut [Piece]) {
    for (_, field) in template.fields() {
        let columns = field.columns();
        let Some(names) = columns.iter().find(|c| matches!(c.kind, Kind::RowRef { .. })) else { continue };
        let row = |piece: &Piece| match &piece.fate {
            Fate::Placed(p) if p.target.field == field.id => p.target.cell.as_ref().map(|c| c.0),
            _ => None,
        };
        let mut rows: BTreeMap<usize, Planned> = BTreeMap::new();
        for piece in pieces.iter() {
            let (Some(at), Fate::Placed(placed)) = (row(piece), &piece.fate) else { continue };
            let planned = rows.entry(at).or_default();
            planned.table = planned.table.or(piece.at.cell.map(|c| c.0));
            match (&placed.target.cell, &placed.value) {
                (Some((_, column)), Value::Row(named)) if *column == names.id => planned.names = Some(*named),
                (Some((_, column)), _) => {
                    planned.rated |= columns.iter().any(|c| c.id == *column && c.kind != Kind::Prose)
                }
                _ => {}
            }
        }
        let of_table = |table: u32| rows.values().filter(move |r| r.table == Some(table));
        let answered = |row: &Planned, table: u32| {
            rows.values().any(|r| r.names == row.names && r.table.is_some_and(|t| t < table))
        };
        // A measure whose risk was left blank is one still.
        let plan = |table: u32| {
            of_table(table).all(|r| !r.rated && (r.names.is_none() || answered(r, table)))
                && rows.values().any(|r| r.names.is_some() && r.table != Some(table))
        };
        let only: BTreeSet<usize> =
            rows.iter().filter(|(_, r)| r.table.is_some_and(plan)).map(|(at, _)| *at).collect();
        for piece in pieces.iter_mut().filter(|p| row(p).is_some_and(|at| only.contains(&at))) {
            piece.fate = Fate::Unplaced { near: Some(Target { field: field.id.clone(), cell: None }) };
        }
    }
}

/// A row that may be one of a plan.
#[derive(Default)]
struct Planned {
    /// Which row of the other table it names.
    names: Option<usize>,
    /// The table of the source that it stands in.
    table: Option<u32>,
    /// Whether it says more than what is to be done.
    rated: bool,
}

/// What a row of a table that names rows of another says.
#[derive(Default)]
struct Said {
    /// Which row it names.
    names: Option<usize>,
    /// Its own words, in letters and figures.
    says: String,
    /// What else it says: the columns.
    more: BTreeSet<String>,
}

/// Finds the rows that speak of an earlier row of their table, and which.
fn again(pieces: &[Piece], field: &str, (names, says): (&str, &str)) -> Vec<(usize, usize)> {
    let mut rows: BTreeMap<usize, Said> = BTreeMap::new();
    for piece in pieces {
        let Fate::Placed(placed) = &piece.fate else { continue };
        let Some((row, column)) = placed.target.cell.as_ref().filter(|_| placed.target.field == field) else {
            continue;
        };
        let said = rows.entry(*row).or_default();
        match &placed.value {
            Value::Row(named) if column == names => said.names = Some(*named),
            _ if column == says => said.says.push_str(&letters(&piece.content.shown())),
            _ => drop(said.more.insert(column.clone())),
        }
    }
    let mut told: Vec<(usize, Said)> = Vec::new();
    let mut found = Vec::new();
    for (row, said) in rows {
        let number = said.says.trim_start_matches("measure").trim_start_matches('m').parse::<usize>().ok();
        let nth = number.and_then(|n| n.checked_sub(1));
        let same = |(at, earlier): (usize, &(usize, Said))| {
            let of_one = earlier.1.names.zip(said.names).is_none_or(|(a, b)| a == b);
            let named = match (said.says.is_empty(), nth) {
                (true, _) => said.names.is_some() && said.names == earlier.1.names,
                (false, Some(nth)) => nth == at,
                (false, None) => said.says == earlier.1.says,
            };
            let new = !said.more.is_empty() && said.more.is_disjoint(&earlier.1.more);
            !earlier.1.says.is_empty() && of_one && named && new
        };
        match told.iter().enumerate().position(same) {
            Some(at) => {
                if let Some((to, earlier)) = told.get_mut(at) {
                    found.push((row, *to));
                    earlier.more.extend(said.more);
                }
            }
            None => told.push((row, said)),
        }
    }
    found
}

fn join(
    pieces: &mut [Piece],
    (field, column): (&str, &str),
    (to, named): (&str, &str),
    (rows, numbers): (&BTreeMap<usize, String>, &Numbers),
    notes: &mut Vec<Note>,
) {
    for piece in pieces.iter_mut() {
        let Fate::Placed(placed) = &mut piece.fate else { continue };
        let here = placed.target.field == field && placed.target.cell.as_ref().is_some_and(|c| c.1 == column);
        if !here || matches!(placed.value, Value::Row(_)) {
            continue;
        }
        let text = piece.content.shown();
        match numbered(&text, to, numbers).or_else(|| named_row(&text, rows)) {
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

/// Finds the row that the document itself numbers so: “G2”, “G2 – The slip is lost”.
fn numbered(text: &str, to: &str, numbers: &Numbers) -> Option<(usize, f32)> {
    let row = |text: &str| numbers.get(&(to.to_owned(), letters(text))).copied();
    let first = text.split_whitespace().next()?;
    let whole = row(text).map(|at| (at, 0.97));
    whole.or_else(|| row(first).map(|at| (at, 0.9)))
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
