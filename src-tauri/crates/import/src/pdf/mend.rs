//! Tables of a structure tree, mended by what the pages show: Word writes a table anew on each page, and puts what is left
//! of a row that a page's end cuts into any cell.

use super::grid::Grid;
use crate::{Block, Cell, Paragraph, ParagraphKind, Row, Span, Table};

/// How far edges may differ from page to page.
const NEAR: f32 = 6.0;

/// The frames of each page, and how high it is.
pub(super) struct Frames<'f> {
    pub(super) grids: &'f [Vec<Grid>],
    pub(super) heights: &'f [f32],
}

/// Joins tables that go on over pages, and their rows; head rows that come again go to the furniture.
pub(super) fn tables(blocks: &mut Vec<Block>, frames: &Frames<'_>, furniture: &mut Vec<Paragraph>) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        match (out.last_mut(), block) {
            (Some(Block::Table(upper)), Block::Table(lower)) if goes_on(upper, &lower, frames) => {
                append(upper, lower, furniture);
            }
            (_, block) => out.push(block),
        }
    }
    for block in &mut out {
        if let Block::Table(table) = block {
            straighten(table, frames);
            join_rows(table);
            if table.rows.len() == 1 {
                table.rows.iter_mut().for_each(|r| r.head = false);
            }
        }
    }
    *blocks = out;
}

fn paragraphs(cell: &Cell) -> Vec<&Paragraph> {
    let mut out = Vec::new();
    for block in &cell.blocks {
        if let Block::Paragraph(p) = block {
            out.push(p);
        }
    }
    out
}

fn is_empty(cell: &Cell) -> bool {
    cell.blocks.is_empty()
}

/// Gives the first and the last page of a row.
fn pages(row: &Row) -> Option<(u32, u32)> {
    let pages = || row.cells.iter().flat_map(paragraphs).filter_map(|p| p.at.page);
    Some((pages().min()?, pages().max()?))
}

fn width(table: &Table) -> usize {
    table.rows.iter().flat_map(|r| &r.cells).map(|c| c.column + c.columns).max().unwrap_or(0)
}

fn goes_on(upper: &Table, lower: &Table, frames: &Frames<'_>) -> bool {
    let last = upper.rows.iter().rev().find_map(pages).map(|p| p.1);
    let first = lower.rows.iter().find_map(pages).map(|p| p.0);
    let (Some(last), Some(first)) = (last, first) else { return false };
    if first != last + 1 || width(upper) != width(lower) {
        return false;
    }
    let on = |page: u32| frames.grids.get(page as usize - 1).map(Vec::as_slice).unwrap_or_default();
    let end = on(last).iter().max_by(|a, b| a.area[3].total_cmp(&b.area[3]));
    let start = on(first).iter().min_by(|a, b| a.area[1].total_cmp(&b.area[1]));
    let height = frames.heights.get(last as usize - 1).copied().unwrap_or(0.0);
    match (end, start) {
        (Some(a), Some(b)) => {
            let same = (a.area[0] - b.area[0]).abs() < NEAR && (a.area[2] - b.area[2]).abs() < NEAR;
            same && a.area[3] > height * 0.55
        }
        (None, None) => same_columns(upper, lower),
        _ => false,
    }
}

/// Says whether the words of two tables begin at the same places, in two columns at least.
fn same_columns(upper: &Table, lower: &Table) -> bool {
    let lefts = |table: &Table, column: usize| -> Option<i32> {
        let cells = table.rows.iter().flat_map(|r| &r.cells).filter(|c| c.column == column);
        cells.flat_map(paragraphs).filter_map(|p| p.at.area.map(|a| a[0])).min()
    };
    let both = (0..width(upper)).filter_map(|c| lefts(upper, c).zip(lefts(lower, c)));
    let both: Vec<(i32, i32)> = both.collect();
    both.len() >= 2 && both.iter().all(|(a, b)| (a - b).abs() <= NEAR as i32)
}

fn text(row: &Row) -> Vec<String> {
    let words = |c: &Cell| paragraphs(c).iter().map(|p| p.text()).collect::<String>();
    row.cells.iter().map(words).collect()
}

fn append(upper: &mut Table, mut lower: Table, furniture: &mut Vec<Paragraph>) {
    let pairs = upper.rows.iter().zip(&lower.rows).take(3);
    let again =
        pairs.take_while(|(a, b)| text(a) == text(b) && text(a).iter().any(|t| !t.is_empty())).count();
    let again = if again == lower.rows.len() { 0 } else { again };
    for (row, kept) in lower.rows.drain(..again).zip(&mut upper.rows) {
        kept.head = true;
        for block in row.cells.into_iter().flat_map(|c| c.blocks) {
            if let Block::Paragraph(mut p) = block {
                p.at.part = "running head".to_owned();
                furniture.push(p);
            }
        }
    }
    lower.rows.iter_mut().for_each(|r| r.head &= again == 0 && upper.rows.is_empty());
    upper.rows.append(&mut lower.rows);
}

/// Gives the left edge of the frame in which a cell's words stand.
fn left(cell: &Cell, frames: &Frames<'_>) -> Option<f32> {
    let at = &paragraphs(cell).first()?.at;
    let ([x, y, w, h], page) = (at.area?, at.page?);
    let (x, y) = (x as f32 + (w as f32 / 2.0).min(8.0), y as f32 + (h as f32 / 2.0).min(6.0));
    let grids = frames.grids.get(page as usize - 1)?;
    let inside = |a: [f32; 4]| x >= a[0] && x < a[2] && y >= a[1] && y < a[3];
    let found = grids.iter().flat_map(|g| &g.boxes).filter(|b| inside(b.area));
    let size = |a: [f32; 4]| (a[2] - a[0]) * (a[3] - a[1]);
    found.min_by(|a, b| size(a.area).total_cmp(&size(b.area))).map(|b| b.area[0])
}

/// Gives the left edge that most cells of a column have.
fn usual(table: &Table, column: usize, frames: &Frames<'_>) -> Option<f32> {
    let cells = table.rows.iter().flat_map(|r| &r.cells).filter(|c| c.column == column && c.columns == 1);
    let mut all: Vec<f32> = cells.filter_map(|c| left(c, frames)).collect();
    all.sort_by(f32::total_cmp);
    let middle = all.get(all.len() / 2).copied()?;
    let near = all.iter().filter(|x| (**x - middle).abs() < NEAR).count();
    (all.len() >= 2 && near * 10 >= all.len() * 6).then_some(middle)
}

/// Moves words that stand in another column's frame than their cell's to the empty cell of that column.
fn straighten(table: &mut Table, frames: &Frames<'_>) {
    let columns = width(table);
    if columns > 200 || table.rows.len() < 3 {
        return;
    }
    let usual: Vec<Option<f32>> = (0..columns).map(|c| usual(table, c, frames)).collect();
    for row in &mut table.rows {
        let mut moves = Vec::new();
        for (i, cell) in row.cells.iter().enumerate() {
            let (Some(own), Some(expected)) = (left(cell, frames), usual.get(cell.column).copied().flatten())
            else {
                continue;
            };
            let target = usual.iter().position(|u| u.is_some_and(|u| (u - own).abs() < NEAR));
            let target = target.filter(|_| (own - expected).abs() >= NEAR);
            let free = target.and_then(|t| row.cells.iter().position(|c| c.column == t && is_empty(c)));
            moves.extend(free.map(|to| (i, to)));
        }
        for (from, to) in moves {
            let blocks = row.cells.get_mut(from).map(|c| std::mem::take(&mut c.blocks)).unwrap_or_default();
            if let Some(cell) = row.cells.get_mut(to) {
                cell.blocks = blocks;
            }
        }
    }
}

/// Joins rows that a page's end cuts.
fn join_rows(table: &mut Table) {
    let lead = lead(table);
    let single = width(table) == 1;
    let mut out: Vec<Row> = Vec::with_capacity(table.rows.len());
    let count = table.rows.len();
    for row in std::mem::take(&mut table.rows) {
        let over = out.last().is_some_and(|upper| {
            let (Some((_, last)), Some((first, _))) = (pages(upper), pages(&row)) else { return false };
            last < first && is_cut(upper, &row, lead, single && count == 2)
        });
        match out.last_mut() {
            Some(upper) if over => merge(upper, row),
            _ => out.push(row),
        }
    }
    table.rows = out;
}

/// Gives the first column that most rows have words in.
fn lead(table: &Table) -> Option<usize> {
    (0..width(table).min(200)).find(|column| {
        let cells = table.rows.iter().flat_map(|r| &r.cells).filter(|c| c.column == *column);
        let (all, full) = cells.fold((0, 0), |(all, full), c| (all + 1, full + usize::from(!is_empty(c))));
        full * 10 > all * 6
    })
}

fn is_cut(upper: &Row, lower: &Row, lead: Option<usize>, boxes: bool) -> bool {
    if boxes {
        return true;
    }
    let at = |row: &Row, column: usize| row.cells.iter().find(|c| c.column == column).map(|c| !is_empty(c));
    let headless = lead.is_some_and(|l| at(upper, l) == Some(true) && at(lower, l) == Some(false));
    let mut pairs = lower.cells.iter().filter_map(|b| {
        let a = upper.cells.iter().find(|a| a.column == b.column)?;
        Some((paragraphs(a).last().copied()?, paragraphs(b).first().copied()?))
    });
    headless || pairs.any(|(a, b)| is_sentence(a, b))
}

/// Says whether a sentence goes on from a paragraph to the next.
fn is_sentence(upper: &Paragraph, lower: &Paragraph) -> bool {
    let open =
        upper.text().trim_end().chars().last().is_some_and(|c| !matches!(c, '.' | '!' | '?' | ':' | ';'));
    let small = lower.text().trim_start().chars().next().is_some_and(char::is_lowercase);
    open && small && lower.kind == ParagraphKind::Plain
}

fn merge(upper: &mut Row, lower: Row) {
    for cell in lower.cells {
        let Some(target) = upper.cells.iter_mut().find(|c| c.column == cell.column) else {
            if !is_empty(&cell) {
                upper.cells.push(cell);
                upper.cells.sort_by_key(|c| c.column);
            }
            continue;
        };
        let mut blocks = cell.blocks;
        if let (Some(Block::Paragraph(a)), Some(Block::Paragraph(b))) =
            (target.blocks.last_mut(), blocks.first_mut())
            && is_sentence(a, b)
        {
            a.spans.push(Span::plain(" "));
            a.spans.append(&mut b.spans);
            blocks.remove(0);
        }
        target.blocks.append(&mut blocks);
    }
}
