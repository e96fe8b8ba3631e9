//! Where a row may break: its height, what of it must stand before it breaks, and the last place that fits.

use crate::flow::{Cell, Row};
use crate::look::*;

/// Gives the height of a row's tallest cell. An empty cell is as high as one of one line.
pub(crate) fn natural(row: &Row) -> f32 {
    let heights = row.cells.iter().map(|c| {
        let framed = c.ruled || c.fill.is_some();
        let least = if framed { BODY * LINE } else { 0.0 };
        let pad = if framed { 2.0 * PAD_Y } else { 0.0 };
        c.body.height.max(least) + pad
    });
    heights.fold(row.least, f32::max)
}

/// Gives what of a tall row must stand before it breaks: three lines, or as many as may be parted from the rest; and the
/// notes cited there.
pub(crate) fn least(row: &Row) -> (f32, Vec<usize>) {
    let mut height = 0.0_f32;
    let mut cited = Vec::new();
    for cell in &row.cells {
        let lines = &cell.body.lines;
        let may = |k: &usize| lines.get(*k).is_some_and(|l| l.break_above);
        let to = (3..lines.len()).find(may).unwrap_or(lines.len());
        height = height.max((cell.body.part(0, to) + 2.0 * PAD_Y).min(WHOLE));
        cited.extend(cell.body.notes(0, to));
    }
    (height, cited)
}

/// Lists the heights at which a row may break below the lines `from` of its cells, the greatest first, up to `room`.
pub(crate) fn heights(row: &Row, from: &[usize], room: f32) -> Vec<f32> {
    let mut heights: Vec<f32> = Vec::new();
    for (cell, from) in row.cells.iter().zip(from) {
        let first = cell.body.lines.get(*from).map_or(0.0, |l| l.top);
        let ends = cell.body.lines.iter().skip(*from).map(|l| l.top + l.height - first);
        heights.extend(ends.take_while(|h| *h <= room + 0.01));
    }
    heights.sort_by(|a, b| b.total_cmp(a));
    heights.dedup();
    heights
}

/// Finds, for each cell, the last place up to a height where it may break, or its end.
pub(crate) fn within(row: &Row, from: &[usize], height: f32) -> Vec<usize> {
    row.cells.iter().zip(from).map(|(cell, from)| cell_within(cell, *from, height)).collect()
}

fn cell_within(cell: &Cell, from: usize, height: f32) -> usize {
    let lines = &cell.body.lines;
    let fits = |to: &usize| cell.body.part(from, *to) <= height + 0.01;
    let may = |to: &usize| lines.get(*to).is_none_or(|l| l.break_above);
    (from + 1..=lines.len()).take_while(fits).filter(may).last().unwrap_or(from)
}

/// Lists the notes that a row cites.
pub(crate) fn cited(row: &Row) -> impl Iterator<Item = usize> + '_ {
    row.cells.iter().flat_map(|c| c.body.notes(0, usize::MAX))
}
