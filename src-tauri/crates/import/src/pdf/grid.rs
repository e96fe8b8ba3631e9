//! Grids: the cells that rulings enclose.

use super::glyphs::Glyph;
use super::paths::Rule;
use super::rulings::{find, groups, places, unite, whole};

/// A table's frame on a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// Left, top, right, bottom.
    pub(super) area: [f32; 4],
    /// Its cells, row by row.
    pub(super) boxes: Vec<Frame>,
    /// Whether no ruling closes it at the bottom.
    pub(super) open_below: bool,
    /// Whether no ruling closes it at the top.
    pub(super) open_above: bool,
    /// Whether it is a running head or footer.
    pub(super) gone: bool,
}

/// The frame of a cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    /// Left, top, right, bottom.
    pub(super) area: [f32; 4],
    /// The first row that it takes, from 0.
    pub(super) row: usize,
    /// How many rows it takes.
    pub(super) rows: usize,
}

/// The most columns and rows of a grid.
const MOST_COLUMNS: usize = 120;
const MOST_ROWS: usize = 1_500;

/// Finds the grids of a page; none when there are too many lines. A frame about the whole page is none.
pub(super) fn grids(rules: &[Rule], glyphs: &[Glyph], width: f32, height: f32) -> Option<Vec<Grid>> {
    let lines = whole(rules)?;
    let mut out: Vec<Grid> = groups(&lines).iter().filter_map(|g| grid(g)).collect();
    out.retain(|g| {
        let [left, top, right, bottom] = g.area;
        g.boxes.len() > 1 || right - left < width * 0.93 || bottom - top < height * 0.93
    });
    out.extend(super::ladders::ladders(&lines, glyphs, &out));
    out.sort_by(|a, b| a.area[1].total_cmp(&b.area[1]));
    Some(out)
}

fn grid(lines: &[Rule]) -> Option<Grid> {
    let (across, down): (Vec<Rule>, Vec<Rule>) = lines.iter().partition(|r| r.across);
    let mut xs = places(down.iter().map(|r| r.at).collect(), 3.0);
    let mut ys = places(across.iter().map(|r| r.at).collect(), 3.0);
    let (mut virtual_x, mut virtual_y) = (Vec::new(), Vec::new());
    open_sides(&across, &mut xs, &mut virtual_x);
    open_sides(&down, &mut ys, &mut virtual_y);
    if xs.len() < 2 || ys.len() < 2 || xs.len() > MOST_COLUMNS || ys.len() > MOST_ROWS {
        return None;
    }
    let walls =
        Walls { xs: &xs, ys: &ys, across: &across, down: &down, open_x: &virtual_x, open_y: &virtual_y };
    let boxes = cells(&walls);
    if boxes.is_empty() {
        return None;
    }
    let (left, right) = (*xs.first()?, *xs.last()?);
    let (top, bottom) = (*ys.first()?, *ys.last()?);
    Some(Grid {
        area: [left, top, right, bottom],
        boxes,
        open_above: virtual_y.contains(&top),
        open_below: virtual_y.contains(&bottom),
        gone: false,
    })
}

/// Adds the ends that lines share and that no line closes.
fn open_sides(lines: &[Rule], at: &mut Vec<f32>, added: &mut Vec<f32>) {
    let (Some(&first), Some(&last)) = (at.first(), at.last()) else { return };
    let before: Vec<f32> = lines.iter().map(|r| r.from).filter(|f| *f < first - 8.0).collect();
    let after: Vec<f32> = lines.iter().map(|r| r.to).filter(|t| *t > last + 8.0).collect();
    for ends in [before, after] {
        if let [end] = places(ends.clone(), 3.0).as_slice()
            && ends.len() >= 2
        {
            at.push(*end);
            added.push(*end);
        }
    }
    at.sort_by(f32::total_cmp);
}

struct Walls<'w> {
    xs: &'w [f32],
    ys: &'w [f32],
    across: &'w [Rule],
    down: &'w [Rule],
    open_x: &'w [f32],
    open_y: &'w [f32],
}

/// Which sides of the smallest cells have walls, as two tables of `columns + 1` by `rows + 1`.
struct Sides {
    left: Vec<bool>,
    top: Vec<bool>,
    columns: usize,
    rows: usize,
}

impl Sides {
    fn left(&self, column: usize, row: usize) -> bool {
        self.left.get(row * (self.columns + 1) + column).copied().unwrap_or(true)
    }

    fn top(&self, column: usize, row: usize) -> bool {
        self.top.get(row * (self.columns + 1) + column).copied().unwrap_or(true)
    }
}

fn sides(walls: &Walls<'_>) -> Sides {
    let (columns, rows) = (walls.xs.len() - 1, walls.ys.len() - 1);
    let size = (columns + 1) * (rows + 1);
    let (mut left, mut top) = (vec![false; size], vec![false; size]);
    for rule in walls.down {
        let column = nearest(walls.xs, rule.at);
        for row in 0..rows {
            let (a, b) = (at(walls.ys, row), at(walls.ys, row + 1));
            if covers(rule, a, b)
                && let Some(slot) = left.get_mut(row * (columns + 1) + column)
            {
                *slot = true;
            }
        }
    }
    for rule in walls.across {
        let row = nearest(walls.ys, rule.at);
        for column in 0..columns {
            let (a, b) = (at(walls.xs, column), at(walls.xs, column + 1));
            if covers(rule, a, b)
                && let Some(slot) = top.get_mut(row * (columns + 1) + column)
            {
                *slot = true;
            }
        }
    }
    for x in walls.open_x {
        let column = nearest(walls.xs, *x);
        (0..rows).for_each(|row| set(&mut left, row * (columns + 1) + column));
    }
    for y in walls.open_y {
        let row = nearest(walls.ys, *y);
        (0..columns).for_each(|column| set(&mut top, row * (columns + 1) + column));
    }
    Sides { left, top, columns, rows }
}

fn set(list: &mut [bool], index: usize) {
    if let Some(slot) = list.get_mut(index) {
        *slot = true;
    }
}

fn at(list: &[f32], index: usize) -> f32 {
    list.get(index).copied().unwrap_or_default()
}

fn covers(rule: &Rule, a: f32, b: f32) -> bool {
    let shared = rule.to.min(b) - rule.from.max(a);
    shared >= (b - a) * 0.6
}

fn nearest(list: &[f32], value: f32) -> usize {
    let distance = |i: &usize| (at(list, *i) - value).abs();
    (0..list.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
}

fn cells(walls: &Walls<'_>) -> Vec<Frame> {
    let sides = sides(walls);
    let (columns, rows) = (sides.columns, sides.rows);
    let outside = columns * rows;
    let mut root: Vec<usize> = (0..=outside).collect();
    for row in 0..rows {
        for column in 0..columns {
            let here = row * columns + column;
            if !sides.left(column, row) {
                unite(&mut root, here, if column == 0 { outside } else { here - 1 });
            }
            if !sides.top(column, row) {
                unite(&mut root, here, if row == 0 { outside } else { here - columns });
            }
            if column + 1 == columns && !sides.left(columns, row) {
                unite(&mut root, here, outside);
            }
            if row + 1 == rows && !sides.top(column, rows) {
                unite(&mut root, here, outside);
            }
        }
    }
    let beyond = find(&mut root, outside);
    let mut sets: std::collections::BTreeMap<usize, [usize; 4]> = std::collections::BTreeMap::new();
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for row in 0..rows {
        for column in 0..columns {
            let set = find(&mut root, row * columns + column);
            if set == beyond {
                continue;
            }
            let [left, top, right, bottom] = sets.entry(set).or_insert([column, row, column, row]);
            (*left, *top) = ((*left).min(column), (*top).min(row));
            (*right, *bottom) = ((*right).max(column), (*bottom).max(row));
            *counts.entry(set).or_default() += 1;
        }
    }
    let mut out: Vec<Frame> = Vec::new();
    for (set, [left, top, right, bottom]) in sets {
        let whole = (right - left + 1) * (bottom - top + 1) == counts.get(&set).copied().unwrap_or(0);
        let parts = if whole { vec![(top, bottom)] } else { (top..=bottom).map(|r| (r, r)).collect() };
        for (from, to) in parts {
            let area =
                [at(walls.xs, left), at(walls.ys, from), at(walls.xs, right + 1), at(walls.ys, to + 1)];
            out.push(Frame { area, row: from, rows: to - from + 1 });
        }
    }
    out.retain(|f| f.area[2] - f.area[0] > 3.5 && f.area[3] - f.area[1] > 3.5);
    out.sort_by(|a, b| {
        (a.row, a.area[0]).partial_cmp(&(b.row, b.area[0])).unwrap_or(std::cmp::Ordering::Equal)
    });
    out
}
