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
        let above = start.checked_sub(1).and_then(|a| chain.get(a)).map_or(0.0, |l| l.at);
        let found = ladder(lines, rows.get(start..end).unwrap_or_default(), &edges);
        out.extend(found.map(|grid| with_first(grid, &edges, glyphs, above)));
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

/// Adds the row above the first ruling of a table whose rulings only close its rows: the lines that stand right above it, in two
/// of its columns at least.
fn with_first(mut grid: Grid, edges: &[f32], glyphs: &[Glyph], above: f32) -> Grid {
    let [left, top, right, _] = grid.area;
    let inside = |g: &&Glyph| {
        let (x, y) = g.middle();
        g.turn == 0 && !g.is_space() && x > left && x < right && y > above && y < top
    };
    let mut near: Vec<&Glyph> = glyphs.iter().filter(inside).collect();
    near.sort_by(|a, b| b.y.total_cmp(&a.y));
    let size = near.first().map_or(0.0, |g| g.size);
    let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or_default();
    let mut taken: Vec<&Glyph> = Vec::new();
    let mut below = top;
    while let Some(first) = near.get(taken.len()) {
        let line: Vec<&Glyph> = near
            .iter()
            .skip(taken.len())
            .take_while(|g| (g.y - first.y).abs() < size * 0.3)
            .copied()
            .collect();
        let crosses = |g: &&Glyph| inner.iter().any(|e| g.x < e - 1.0 && g.x + g.advance > e - size * 0.3);
        let larger = line.iter().any(|g| g.size > size * 1.12);
        if below - first.y > size * 2.0 || larger || line.iter().any(crosses) || line.is_empty() {
            break;
        }
        below = first.y;
        taken.extend(line);
    }
    let columns: Vec<(f32, f32)> = edges.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?))).collect();
    let holds = |(from, to): &&(f32, f32)| taken.iter().any(|g| (*from..*to).contains(&g.middle().0));
    // The label of a row begins with its answer.
    let begins =
        columns.first().is_some_and(|c| taken.iter().any(|g| g.middle().0 < c.1 && g.y - below < size * 1.6));
    if columns.iter().filter(holds).count() < 2 || !begins || taken.len() > MOST {
        return grid;
    }
    let head = taken.iter().map(|g| g.area()[1]).fold(top, f32::min) - 1.0;
    grid.boxes.iter_mut().for_each(|b| b.row += 1);
    let row = columns.iter().map(|(from, to)| Frame { area: [*from, head, *to, top], row: 0, rows: 1 });
    let mut boxes: Vec<Frame> = row.collect();
    boxes.append(&mut grid.boxes);
    grid.boxes = boxes;
    grid.area[1] = head;
    grid
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
