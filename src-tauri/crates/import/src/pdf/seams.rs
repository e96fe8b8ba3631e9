//! Seams: tables, rows and paragraphs that a page's end cuts, joined again.

use super::flow::{Piece, Pocket, Tabular, Tier};
use super::lines::Line;
use super::paragraphs::{Para, fits};

/// How far edges of a table may differ from page to page.
const NEAR: f32 = 4.0;

/// A page's pieces with what is needed to judge its end.
pub(super) struct Leaf {
    pub(super) pieces: Vec<Piece>,
    pub(super) height: f32,
    pub(super) right: f32,
}

/// Joins pages. Head rows that a table has again on a further page are put into `repeated`.
pub(super) fn joined(leaves: Vec<Leaf>, body: f32, repeated: &mut Vec<Para>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut before: Option<(f32, f32)> = None;
    for leaf in leaves {
        let Leaf { mut pieces, height, right } = leaf;
        if let Some((page_height, page_right)) = before
            && !pieces.is_empty()
        {
            let end = body_end(&out, body);
            match (end.and_then(|i| out.get_mut(i)), pieces.first_mut()) {
                (Some(Piece::Table(upper)), Some(Piece::Table(lower)))
                    if continues(upper, lower, page_height) =>
                {
                    append(upper, std::mem::take(lower), repeated);
                    pieces.remove(0);
                }
                (Some(Piece::Para(upper)), Some(Piece::Para(lower))) if goes_on(upper, lower, page_right) => {
                    upper.lines.append(&mut lower.lines);
                    pieces.remove(0);
                }
                _ => {}
            }
        }
        before = Some((height, right));
        out.extend(pieces);
    }
    out
}

/// Gives the last piece of a page's body: footnotes in small type stand below it.
fn body_end(pieces: &[Piece], body: f32) -> Option<usize> {
    let small = |piece: &Piece| match piece {
        Piece::Para(p) => p.lines.iter().all(|l| l.size < body * 0.93),
        Piece::Table(_) => false,
    };
    let end = pieces.iter().rposition(|p| !small(p));
    let last = pieces.len().checked_sub(1);
    match (end, last) {
        (Some(end), Some(last)) if last - end <= 12 => Some(end),
        _ => last,
    }
}

fn goes_on(upper: &Para, lower: &Para, right: f32) -> bool {
    let (Some(last), Some(first)) = (upper.lines.last(), lower.lines.first()) else { return false };
    let same = (last.size - first.size).abs() < last.size * 0.1 && last.turn == first.turn;
    if lower.marker.is_some() || !same || last.is_strong() != first.is_strong() || upper.page == lower.page {
        return false;
    }
    let open = last.glyphs.last().is_some_and(|g| !matches!(g.c, '.' | '!' | '?' | ':' | ';'));
    let small = first.glyphs.first().is_some_and(|g| g.c.is_lowercase());
    open && (small || !fits(last, first, right) || cuts_date(last, first))
}

/// Says whether a page's end cuts a date: “24”, and over the page “March 2026”.
fn cuts_date(last: &Line, first: &Line) -> bool {
    let (above, below) = (last.text(), first.text());
    let day = above.trim_end().rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
    (1..=2).contains(&day.len()) && model::MONTHS.iter().any(|m| below.trim_start().starts_with(m))
}

fn edges(table: &Tabular) -> Vec<f32> {
    let cells = table.rows.iter().flat_map(|r| &r.cells);
    super::rulings::places(cells.flat_map(|c| [c.area[0], c.area[2]]).collect(), 3.0)
}

/// Says whether a table at the head of a page goes on with the one at the foot of the page before.
fn continues(upper: &Tabular, lower: &Tabular, height: f32) -> bool {
    let (a, b) = (edges(upper), edges(lower));
    let (Some(a0), Some(b0), Some(a1), Some(b1)) = (a.first(), b.first(), a.last(), b.last()) else {
        return false;
    };
    if (a0 - b0).abs() > NEAR || (a1 - b1).abs() > NEAR {
        return false;
    }
    let known = |x: &f32, list: &[f32]| list.iter().any(|y| (x - y).abs() <= NEAR);
    let same = b.iter().all(|x| known(x, &a)) || a.iter().all(|x| known(x, &b));
    let last = upper.rows.last().and_then(|r| r.cells.last()).map_or(0.0, |c| c.area[3]);
    let reaches = last > height * 0.55 || upper.open_below || repeats(upper, lower) > 0;
    same && reaches
}

/// Gives how many rows of the head the lower part has again.
fn repeats(upper: &Tabular, lower: &Tabular) -> usize {
    let same = upper.rows.iter().zip(&lower.rows).take(3).take_while(|(a, b)| {
        let (a, b) = (row_text(a), row_text(b).iter().map(|t| uncontinued(t)).collect::<Vec<_>>());
        a == b && !a.iter().all(String::is_empty)
    });
    let count = same.count();
    if count == upper.rows.len() && count == lower.rows.len() { 0 } else { count }
}

fn row_text(row: &Tier) -> Vec<String> {
    row.cells.iter().map(pocket_text).collect()
}

/// Takes the word “continued” off a head that a further page has again.
fn uncontinued(text: &str) -> String {
    let bare = text.trim_end_matches([')', ']', '.']);
    let bare =
        ["continued", "Continued", "contd", "cont’d", "cont"].iter().find_map(|w| bare.strip_suffix(w));
    bare.map_or_else(|| text.to_owned(), |b| b.trim_end_matches(['(', '[', '–', '-', '…']).to_owned())
}

fn pocket_text(pocket: &Pocket) -> String {
    let mut out = String::new();
    for piece in &pocket.pieces {
        if let Piece::Para(p) = piece {
            p.lines.iter().for_each(|l| out.extend(l.text().chars().filter(|c| !c.is_whitespace())));
        }
    }
    out
}

fn append(upper: &mut Tabular, mut lower: Tabular, repeated: &mut Vec<Para>) {
    let again = repeats(upper, &lower);
    for (row, kept) in lower.rows.drain(..again).zip(&mut upper.rows) {
        kept.head = true;
        for piece in row.cells.into_iter().flat_map(|c| c.pieces) {
            if let Piece::Para(p) = piece {
                repeated.push(p);
            }
        }
    }
    continued_label(upper, &mut lower, repeated);
    let cut = upper.rows.last().zip(lower.rows.first()).is_some_and(|(a, b)| row_is_cut(upper, a, b, &lower));
    if cut && !lower.rows.is_empty() {
        let rest = lower.rows.remove(0);
        if let Some(last) = upper.rows.len().checked_sub(1) {
            merge(upper, last, rest);
        }
    } else {
        stretch(upper, &mut lower);
    }
    upper.rows.append(&mut lower.rows);
    upper.open_below = lower.open_below;
}

/// Empties the first cell of a row that only says again, as continued, what the row cut by the page's end is about.
fn continued_label(upper: &Tabular, lower: &mut Tabular, repeated: &mut Vec<Para>) {
    let label = upper.rows.last().and_then(|r| r.cells.first()).map(pocket_text).unwrap_or_default();
    let Some(cell) = lower.rows.first_mut().and_then(|r| r.cells.first_mut()) else { return };
    let text = pocket_text(cell);
    if !label.is_empty() && uncontinued(&text) == label && text != label {
        for piece in cell.pieces.drain(..) {
            if let Piece::Para(p) = piece {
                repeated.push(p);
            }
        }
    }
}

/// Says whether the first row of a page is the rest of the last row of the page before.
fn row_is_cut(upper: &Tabular, last: &Tier, first: &Tier, lower: &Tabular) -> bool {
    if last.cells.len() == 1 && first.cells.len() == 1 && upper.rows.len() == 1 {
        return true;
    }
    let pairs: Vec<(&Pocket, &Pocket)> =
        first.cells.iter().filter_map(|b| above(&last.cells, b).map(|a| (a, b))).collect();
    let sentence = pairs.iter().any(|(a, b)| match (a.pieces.last(), b.pieces.first()) {
        (Some(Piece::Para(a_last)), Some(Piece::Para(b_first))) => {
            let small =
                b_first.lines.first().and_then(|l| l.glyphs.first()).is_some_and(|g| g.c.is_lowercase());
            b_first.marker.is_none() && small && ends_open(a_last)
        }
        _ => false,
    });
    let empty = |p: &Pocket| p.pieces.is_empty();
    let spanned = !upper.rows.is_empty() && pairs.len() < first.cells.len();
    let lead = first.cells.first().is_some_and(empty)
        && pairs.first().is_some_and(|(a, _)| !empty(a))
        && first.cells.iter().any(|c| !empty(c));
    let leads = (last.cells.first(), first.cells.first());
    let both = last.cells.len() > 1 && matches!(leads, (Some(a), Some(b)) if !empty(a) && !empty(b));
    let open = (upper.open_below || (lower.open_above && first.cells.len() > 1 && !spanned)) && !both;
    sentence || open || (lead && !spanned)
}

fn ends_open(para: &Para) -> bool {
    let last = para.lines.last().and_then(|l| l.glyphs.last());
    last.is_some_and(|g| !matches!(g.c, '.' | '!' | '?' | ':' | ';'))
}

fn above<'p>(cells: &'p [Pocket], below: &Pocket) -> Option<&'p Pocket> {
    cells
        .iter()
        .find(|a| (a.area[0] - below.area[0]).abs() <= NEAR && (a.area[2] - below.area[2]).abs() <= NEAR)
}

fn merge(upper: &mut Tabular, last: usize, rest: Tier) {
    for pocket in rest.cells {
        let rows = upper.rows.iter_mut().enumerate().rev();
        let target = rows
            .flat_map(|(i, row)| row.cells.iter_mut().map(move |c| (i, c)))
            .find(|(i, c)| {
                let reaches = *i + c.rows > last;
                reaches && c.area[0] - NEAR <= pocket.area[0] && c.area[2] + NEAR >= pocket.area[2]
            })
            .map(|(_, c)| c);
        match target {
            Some(cell) => add(cell, pocket),
            None => {
                if let Some(row) = upper.rows.get_mut(last) {
                    row.cells.push(pocket);
                    row.cells.sort_by(|a, b| a.area[0].total_cmp(&b.area[0]));
                }
            }
        }
    }
}

/// Adds what a cell holds on the next page.
fn add(cell: &mut Pocket, rest: Pocket) {
    let right = rest.area[2] - 3.0;
    let mut pieces = rest.pieces;
    if let (Some(Piece::Para(upper)), Some(Piece::Para(lower))) = (cell.pieces.last_mut(), pieces.first_mut())
        && goes_on(upper, lower, right)
    {
        upper.lines.append(&mut lower.lines);
        pieces.remove(0);
    }
    cell.pieces.append(&mut pieces);
}

/// Lets a cell that reaches to the page's end go on over the rows where the next page leaves its place empty.
fn stretch(upper: &mut Tabular, lower: &mut Tabular) {
    let last = upper.rows.len();
    let Some(first) = lower.rows.first_mut() else { return };
    let mut gone = Vec::new();
    for (i, pocket) in first.cells.iter().enumerate() {
        if !pocket.pieces.is_empty() {
            continue;
        }
        let rows = upper.rows.iter_mut().enumerate().rev().skip(1);
        let target = rows.flat_map(|(r, row)| row.cells.iter_mut().map(move |c| (r, c))).find(|(r, c)| {
            let same =
                (c.area[0] - pocket.area[0]).abs() <= NEAR && (c.area[2] - pocket.area[2]).abs() <= NEAR;
            same && c.rows > 1 && r + c.rows >= last
        });
        if let Some((_, cell)) = target {
            cell.rows += pocket.rows;
            gone.push(i);
        }
    }
    let mut index = 0;
    first.cells.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}
