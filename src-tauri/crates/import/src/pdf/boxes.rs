//! Drawn tick boxes: small squares, empty or with a mark or a cross in them.

use super::glyphs::{Glyph, Sheet, Sort};
use super::paths::{Rule, Square, is_box};

/// Makes characters of a page's drawn boxes; squares that are cells of a table become rulings.
pub(super) fn tick_boxes(sheet: &mut Sheet) {
    let mut squares = std::mem::take(&mut sheet.paths.squares);
    let bearable = (200_000_000 / (sheet.glyphs.len() + sheet.paths.marks.len() + 1)).min(3_000);
    sheet.cut |= squares.len() > bearable;
    squares.truncate(bearable);
    squares.sort_by(|a, b| a.area[1].total_cmp(&b.area[1]).then(a.area[0].total_cmp(&b.area[0])));
    squares.dedup_by(|a, b| same(a.area, b.area));
    let beside = |s: &Square| squares.iter().any(|other| touches(s.area, other.area));
    let (cells, boxes): (Vec<Square>, Vec<Square>) =
        squares.iter().partition(|s| beside(s) || has_words(s.area, &sheet.glyphs));
    sheet.paths.rules.extend(cells.into_iter().flat_map(|s| edges(s.area)));
    let boxes: Vec<Square> = boxes.iter().filter(|s| !is_bar(s, &boxes)).copied().collect();
    let is_inner = |s: &Square| boxes.iter().any(|other| within(s.area, other.area));
    let (inner, outer): (Vec<Square>, Vec<Square>) = boxes.iter().partition(|s| is_inner(s));
    let mut made: Vec<(usize, Glyph)> = Vec::new();
    let mut gone = vec![false; sheet.glyphs.len()];
    for Square { area, order, mcid, .. } in outer {
        let marked = sheet.paths.marks.iter().any(|m| crosses(*m, area))
            || inner.iter().any(|i| within(i.area, area) && filled(i.area, &sheet.paths.fills));
        let mut inside: Vec<Glyph> = Vec::new();
        for (glyph, gone) in sheet.glyphs.iter().zip(&mut gone) {
            if !glyph.is_space() && holds(area, glyph) {
                *gone = true;
                inside.push(*glyph);
            }
        }
        let written = inside.iter().any(|g| g.tick != Some(false));
        let near = inside.first().copied();
        let glyph = character(area, marked || written, near.map(|g| g.c), near);
        made.push((order, Glyph { mcid: glyph.mcid.or(mcid), ..glyph }));
    }
    made.sort_by_key(|(order, _)| *order);
    let mut made = made.into_iter().peekable();
    let mut glyphs = Vec::with_capacity(sheet.glyphs.len());
    for (index, (glyph, gone)) in sheet.glyphs.iter().zip(gone).enumerate() {
        while let Some((_, new)) = made.next_if(|(order, _)| *order <= index) {
            glyphs.push(new);
        }
        if !gone {
            glyphs.push(*glyph);
        }
    }
    glyphs.extend(made.map(|(_, g)| g));
    sheet.glyphs = glyphs;
}

/// Makes the character that stands for a box.
pub(super) fn character(area: [f32; 4], ticked: bool, mark: Option<char>, near: Option<Glyph>) -> Glyph {
    let height = area[3] - area[1];
    Glyph {
        c: mark.unwrap_or('\u{FFFC}'),
        x: area[0],
        y: area[3] - height * 0.1,
        advance: area[2] - area[0],
        size: height.max(1.0),
        turn: 0,
        strong: false,
        emphasis: false,
        link: 0,
        mcid: near.and_then(|g| g.mcid),
        sort: near.map_or(Sort::Text, |g| g.sort),
        tick: Some(ticked),
    }
}

fn same(a: [f32; 4], b: [f32; 4]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1.2)
}

fn touches(a: [f32; 4], b: [f32; 4]) -> bool {
    let beside = (a[2] - b[0]).abs() < 1.5 || (b[2] - a[0]).abs() < 1.5;
    let level = (a[1] - b[1]).abs() < 1.5;
    let under = (a[3] - b[1]).abs() < 1.5 || (b[3] - a[1]).abs() < 1.5;
    let plumb = (a[0] - b[0]).abs() < 1.5;
    (beside && level) || (under && plumb)
}

/// Says whether a square is no box to tick: an artifact, or one of a row without words between, such as a bar of a rating.
fn is_bar(square: &Square, all: &[Square]) -> bool {
    let width = square.area[2] - square.area[0];
    let close = |other: &&Square| {
        let gap = (other.area[0] - square.area[2]).max(square.area[0] - other.area[2]);
        (other.area[1] - square.area[1]).abs() < 1.5 && gap > 0.0 && gap < width * 0.45
    };
    square.artifact || all.iter().any(|other| close(&other))
}

fn within(a: [f32; 4], b: [f32; 4]) -> bool {
    !same(a, b) && a[0] >= b[0] - 0.5 && a[1] >= b[1] - 0.5 && a[2] <= b[2] + 0.5 && a[3] <= b[3] + 0.5
}

fn filled(area: [f32; 4], fills: &[[f32; 4]]) -> bool {
    fills.iter().any(|f| same(*f, area))
}

fn holds(area: [f32; 4], glyph: &Glyph) -> bool {
    let (x, y) = glyph.middle();
    x > area[0] - 0.5 && x < area[2] + 0.5 && y > area[1] - 1.0 && y < area[3] + 1.0
}

fn has_words(area: [f32; 4], glyphs: &[Glyph]) -> bool {
    glyphs.iter().any(|g| g.c.is_alphanumeric() && !matches!(g.c, 'x' | 'X') && holds(area, g))
}

fn crosses(mark: [f32; 4], area: [f32; 4]) -> bool {
    let (x, y) = ((mark[0] + mark[2]) / 2.0, (mark[1] + mark[3]) / 2.0);
    let inside = x > area[0] && x < area[2] && y > area[1] && y < area[3];
    inside && mark[2] - mark[0] > 2.0 && (mark[2] - mark[0]) < (area[2] - area[0]) * 1.8
}

fn edges(area: [f32; 4]) -> [Rule; 4] {
    let [left, top, right, bottom] = area;
    [
        Rule { across: true, at: top, from: left, to: right },
        Rule { across: true, at: bottom, from: left, to: right },
        Rule { across: false, at: left, from: top, to: bottom },
        Rule { across: false, at: right, from: top, to: bottom },
    ]
}

/// Takes small squares that four lines make for boxes as well.
pub(super) fn drawn_by_lines(grids: &mut Vec<super::grid::Grid>, sheet: &mut Sheet) {
    let (small, rest): (Vec<_>, Vec<_>) =
        std::mem::take(grids).into_iter().partition(|g| g.boxes.len() == 1 && is_box(g.area));
    *grids = rest;
    sheet.paths.squares = small
        .iter()
        .map(|g| Square { area: g.area, order: sheet.glyphs.len(), mcid: None, artifact: false })
        .collect();
    tick_boxes(sheet);
}
