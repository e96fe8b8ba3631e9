//! Tables with rulings between their rows only: columns are what white lanes part.

use super::glyphs::Glyph;
use super::grid::{Frame, Grid};
use super::paths::Rule;

/// How far the ends of rulings of a table may differ.
const NEAR: f32 = 4.0;
/// The most characters of a table.
const MOST: usize = 30_000;
/// How far apart two rulings of a table may be.
const APART: f32 = 320.0;

/// Finds tables among the lines that run across, where no grid is.
pub(super) fn ladders(lines: &[Rule], glyphs: &[Glyph], grids: &[Grid]) -> Vec<Grid> {
    let free = |r: &&Rule| {
        let in_grid = |g: &Grid| {
            let [left, top, right, bottom] = g.area;
            r.at > top - NEAR && r.at < bottom + NEAR && r.from < right && r.to > left
        };
        r.across && r.to - r.from > 150.0 && !grids.iter().any(in_grid)
    };
    let mut free: Vec<Rule> = lines.iter().filter(free).copied().collect();
    free.sort_by(|a, b| a.at.total_cmp(&b.at));
    free.truncate(1_500);
    let mut out = Vec::new();
    while let Some(first) = free.first().copied() {
        let mut chain = vec![first];
        for line in free.iter().skip(1) {
            let last = chain.last().map_or(0.0, |l| l.at);
            let same = (line.from - first.from).abs() < NEAR && (line.to - first.to).abs() < NEAR;
            if same && line.at - last > 4.0 && line.at - last < APART {
                chain.push(*line);
            }
        }
        free.retain(|l| !chain.contains(l));
        if chain.len() >= 3 {
            out.extend(runs(&chain, glyphs));
        }
    }
    out
}

/// Gives the tables of a chain of rulings: rows that follow each other and have the same white lanes.
fn runs(chain: &[Rule], glyphs: &[Glyph]) -> Vec<Grid> {
    let Some(first) = chain.first() else { return Vec::new() };
    let mut rows: Vec<Vec<&Glyph>> = vec![Vec::new(); chain.len()];
    for glyph in glyphs.iter().filter(|g| g.turn == 0 && !g.is_space()) {
        let (x, y) = glyph.middle();
        let below = chain.partition_point(|l| l.at < y);
        if x > first.from
            && x < first.to
            && below > 0
            && below < chain.len()
            && let Some(row) = rows.get_mut(below - 1)
        {
            row.push(glyph);
        }
    }
    rows.pop();
    let mut out = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let mut held: Vec<&Glyph> = rows.get(start).cloned().unwrap_or_default();
        let mut edges = lanes(&held, first);
        let mut end = start + 1;
        while let (true, Some(row)) = (edges.len() > 2, rows.get(end)) {
            let more: Vec<&Glyph> = held.iter().chain(row).copied().collect();
            let narrower = lanes(&more, first);
            if more.len() > MOST || narrower.len() < 3 || (narrower.len() < edges.len() && end > start + 1) {
                break;
            }
            (held, edges) = (more, narrower);
            end += 1;
        }
        let lines = chain.get(start..=end).unwrap_or_default();
        out.extend(ladder(lines, rows.get(start..end).unwrap_or_default(), &edges));
        start = end;
    }
    out
}

/// Makes a grid of rows, if two of them at least have words in two columns.
fn ladder(lines: &[Rule], rows: &[Vec<&Glyph>], edges: &[f32]) -> Option<Grid> {
    let (first, last) = (lines.first()?, lines.last()?);
    let columns: Vec<(f32, f32)> = edges.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?))).collect();
    let filled = |row: &Vec<&Glyph>| {
        let holds = |(from, to): &&(f32, f32)| row.iter().any(|g| (*from..*to).contains(&g.middle().0));
        columns.iter().filter(holds).count()
    };
    if columns.len() < 2 || rows.iter().filter(|r| filled(r) > 1).count() < 2 {
        return None;
    }
    let mut boxes = Vec::new();
    for (row, pair) in lines.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        boxes.extend(columns.iter().map(|(from, to)| Frame { area: [*from, a.at, *to, b.at], row, rows: 1 }));
    }
    Some(Grid { area: [first.from, first.at, first.to, last.at], boxes, ..Grid::default() })
}

/// Gives the edges of the columns: the sides, and where the words begin after a lane that is white in all rows.
fn lanes(glyphs: &[&Glyph], side: &Rule) -> Vec<f32> {
    let mut covered: Vec<(f32, f32)> =
        glyphs.iter().filter(|g| !bullet(g)).map(|g| (g.x, g.x + g.advance)).collect();
    covered.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = glyphs.iter().map(|g| g.size).fold(0.0, f32::max);
    let mut edges = vec![side.from];
    let mut end = f32::INFINITY;
    for (from, to) in covered {
        if from - end > (size * 0.6).max(6.0) {
            edges.push(from - 2.0);
        }
        end = if end.is_finite() { end.max(to) } else { to };
    }
    edges.push(side.to);
    edges
}

fn bullet(glyph: &Glyph) -> bool {
    matches!(glyph.c, '•' | '◦' | '▪' | '●' | '○' | '–' | '-' | '·' | '➢')
}
