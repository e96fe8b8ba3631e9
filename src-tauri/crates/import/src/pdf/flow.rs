//! A page in reading order: tables by their frames, the rest in columns of lines.

use super::glyphs::{Glyph, Sort};
use super::grid::Grid;
use super::lines::{Line, lines};
use super::paragraphs::{Measure, Para, paragraphs};

/// A piece of a page, before it becomes words.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    Para(Para),
    Table(Tabular),
}

/// A table, before it becomes words; its columns are places until the end.
#[derive(Debug, Clone, Default)]
pub(super) struct Tabular {
    pub(super) area: [f32; 4],
    pub(super) rows: Vec<Tier>,
    pub(super) open_below: bool,
    pub(super) open_above: bool,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub(super) struct Tier {
    pub(super) cells: Vec<Pocket>,
    pub(super) head: bool,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Pocket {
    pub(super) area: [f32; 4],
    pub(super) rows: usize,
    pub(super) pieces: Vec<Piece>,
    /// Whether only artifacts stand in it: the head of a table, drawn again.
    pub(super) echo: bool,
}

/// The lines of a region.
#[derive(Debug, Clone)]
pub(super) struct Region {
    pub(super) lines: Vec<Line>,
    pub(super) right: f32,
    /// Whether only artifacts stand in it.
    pub(super) echo: bool,
}

/// A page cut into regions: what stands in each cell, and what stands about the tables.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) page: u32,
    pub(super) grids: Vec<Grid>,
    /// For each grid, the cell of another in which it lies.
    pub(super) within: Vec<Option<(usize, usize)>>,
    /// For each grid, the lines of each of its cells.
    pub(super) cells: Vec<Vec<Region>>,
    /// The lines outside of tables.
    pub(super) open: Vec<Line>,
}

/// Cuts a page into regions.
pub(super) fn cut(page: u32, glyphs: &[Glyph], grids: Vec<Grid>, artifacts: &[Glyph]) -> Cut {
    let mut inside: Vec<Vec<Vec<Glyph>>> = grids.iter().map(|g| vec![Vec::new(); g.boxes.len()]).collect();
    let mut open: Vec<Glyph> = Vec::new();
    let mut order: Vec<usize> = (0..grids.len()).collect();
    order.sort_by(|a, b| size(&grids, *a).total_cmp(&size(&grids, *b)));
    for glyph in glyphs {
        let (x, y) = glyph.middle();
        let found = order.iter().find_map(|g| {
            let grid = grids.get(*g)?;
            holds(grid.area, x, y)
                .then(|| grid.boxes.iter().position(|b| holds(b.area, x, y)).map(|b| (*g, b)))?
        });
        match found.and_then(|(g, b)| inside.get_mut(g).and_then(|cells| cells.get_mut(b))) {
            Some(cell) => cell.push(*glyph),
            None => open.push(*glyph),
        }
    }
    let within = (0..grids.len()).map(|g| holder(&grids, g)).collect();
    let mut cells: Vec<Vec<Region>> = Vec::new();
    for (grid, held) in grids.iter().zip(inside) {
        let regions = grid.boxes.iter().zip(held).map(|(frame, glyphs)| {
            let found = lines(&glyphs);
            let right = cell_right(frame.area, &found);
            let echo = found.is_empty()
                && artifacts.iter().any(|g| !g.is_space() && holds(frame.area, g.middle().0, g.middle().1));
            Region { lines: found, right, echo }
        });
        cells.push(regions.collect());
    }
    Cut { page, grids, within, cells, open: lines_in_columns(&open) }
}

fn size(grids: &[Grid], g: usize) -> f32 {
    grids.get(g).map_or(0.0, |g| (g.area[2] - g.area[0]) * (g.area[3] - g.area[1]))
}

fn holds(area: [f32; 4], x: f32, y: f32) -> bool {
    x >= area[0] && x < area[2] && y >= area[1] && y < area[3]
}

fn holder(grids: &[Grid], index: usize) -> Option<(usize, usize)> {
    let own = grids.get(index)?;
    let [left, top, right, bottom] = own.area;
    let mut best: Option<(usize, usize)> = None;
    for (g, grid) in grids.iter().enumerate() {
        if g == index {
            continue;
        }
        let cell = grid.boxes.iter().position(|b| {
            b.area[0] <= left + 2.0
                && b.area[1] <= top + 2.0
                && b.area[2] >= right - 2.0
                && b.area[3] >= bottom - 2.0
        });
        if let Some(cell) = cell
            && size(grids, g) > size(grids, index)
            && best.is_none_or(|(b, _)| size(grids, g) < size(grids, b))
        {
            best = Some((g, cell));
        }
    }
    best
}

/// Gives how far right words may reach in a cell: as far from the edge as they begin from the other.
fn cell_right(area: [f32; 4], lines: &[Line]) -> f32 {
    let upright = lines.iter().filter(|l| l.turn == 0);
    let (left, right) = (area[0], area[2]);
    let pad = upright.map(|l| l.left - left).fold(f32::INFINITY, f32::min).clamp(0.0, 10.0);
    if lines.iter().any(|l| l.turn != 0) {
        return lines.iter().map(|l| l.right).fold(f32::NEG_INFINITY, f32::max);
    }
    right - pad
}

/// Reads lines outside of tables; where a white lane parts running text, first what is left of it.
fn lines_in_columns(glyphs: &[Glyph]) -> Vec<Line> {
    let all = lines(glyphs);
    let Some(lane) = super::columns::lane(&all) else { return all };
    let [top, bottom] = lane.reach;
    let part = |keep: &dyn Fn(&Glyph) -> bool| -> Vec<Line> {
        lines(&glyphs.iter().filter(|g| keep(g)).copied().collect::<Vec<_>>())
    };
    let height = |g: &Glyph| g.middle().1;
    let mut out = part(&|g| height(g) < top);
    out.extend(part(&|g| height(g) >= top && height(g) <= bottom && g.middle().0 < lane.at));
    out.extend(part(&|g| height(g) >= top && height(g) <= bottom && g.middle().0 >= lane.at));
    out.extend(part(&|g| height(g) > bottom));
    out
}

/// Puts a page's regions into pieces in reading order.
pub(super) fn pieces(cut: Cut, leading: f32, right: f32) -> Vec<Piece> {
    let mut tables: Vec<Tabular> = cut
        .grids
        .iter()
        .zip(&cut.cells)
        .map(|(grid, cells)| tabular(cut.page, grid, cells, leading))
        .collect();
    let mut order: Vec<usize> = (0..tables.len()).collect();
    order.sort_by(|a, b| size(&cut.grids, *a).total_cmp(&size(&cut.grids, *b)));
    let mut taken = vec![false; tables.len()];
    for index in order {
        let Some(Some((outer, cell))) = cut.within.get(index) else { continue };
        let Some(table) = tables.get_mut(index).map(std::mem::take) else { continue };
        if let Some(slot) = taken.get_mut(index) {
            *slot = true;
        }
        let frame = cut.grids.get(*outer).and_then(|g| g.boxes.get(*cell)).copied().unwrap_or_default();
        let pocket = tables
            .get_mut(*outer)
            .and_then(|t| t.rows.iter_mut().flat_map(|r| &mut r.cells).find(|c| c.area == frame.area));
        if let Some(pocket) = pocket {
            let top = table.area[1];
            let at = pocket.pieces.iter().position(|p| piece_top(p) > top).unwrap_or(pocket.pieces.len());
            pocket.pieces.insert(at, Piece::Table(table));
        }
    }
    let blank = |g: usize| {
        let gone =
            cut.grids.get(g).is_none_or(|g| g.gone || (g.boxes.len() == 1 && g.area[3] - g.area[1] < 12.0));
        gone && cut.cells.get(g).is_none_or(|c| c.iter().all(|r| r.lines.is_empty()))
    };
    let free = tables.into_iter().zip(taken).enumerate();
    let free = free.filter(|(g, (_, taken))| !taken && !blank(*g)).map(|(_, (t, _))| t).collect();
    woven(cut.page, cut.open, free, leading, right)
}

/// Weaves tables among the lines about them.
fn woven(page: u32, open: Vec<Line>, tables: Vec<Tabular>, leading: f32, right: f32) -> Vec<Piece> {
    let measure = Measure { right, leading };
    let mut out: Vec<Piece> = Vec::new();
    let mut pending: Vec<Line> = Vec::new();
    let mut tables = tables.into_iter().peekable();
    let flush = |pending: &mut Vec<Line>, out: &mut Vec<Piece>| {
        out.extend(paragraphs(std::mem::take(pending), page, measure).into_iter().map(Piece::Para));
    };
    for line in open {
        while tables.peek().is_some_and(|t| t.area[1] < line.area[1]) {
            flush(&mut pending, &mut out);
            out.extend(tables.next().map(Piece::Table));
        }
        pending.push(line);
    }
    flush(&mut pending, &mut out);
    out.extend(tables.map(Piece::Table));
    out
}

fn piece_top(piece: &Piece) -> f32 {
    match piece {
        Piece::Para(p) => p.lines.first().map_or(0.0, |l| l.area[1]),
        Piece::Table(t) => t.area[1],
    }
}

fn tabular(page: u32, grid: &Grid, cells: &[Region], leading: f32) -> Tabular {
    let mut rows: std::collections::BTreeMap<usize, Tier> = std::collections::BTreeMap::new();
    let mut starts: Vec<usize> = grid.boxes.iter().map(|b| b.row).collect();
    starts.sort_unstable();
    starts.dedup();
    for (frame, region) in grid.boxes.iter().zip(cells) {
        let measure = Measure { right: region.right, leading };
        let pieces = paragraphs(region.lines.clone(), page, measure).into_iter().map(Piece::Para).collect();
        let end = frame.row + frame.rows;
        let reach = starts.iter().filter(|s| (frame.row..end).contains(s)).count().max(1);
        let pocket = Pocket { area: frame.area, rows: reach, pieces, echo: region.echo };
        rows.entry(frame.row).or_default().cells.push(pocket);
    }
    rows.retain(|_, row| !row.cells.iter().any(|c| c.echo) || row.cells.iter().any(|c| !c.pieces.is_empty()));
    Tabular {
        area: grid.area,
        rows: rows.into_values().collect(),
        open_below: grid.open_below,
        open_above: grid.open_above,
    }
}

/// Drops what is not part of the text, giving it apart.
pub(super) fn without_artifacts(glyphs: Vec<Glyph>) -> (Vec<Glyph>, Vec<Glyph>) {
    glyphs.into_iter().partition(|g| g.sort != Sort::Artifact && g.turn < 4)
}
