//! Drawn tick boxes: small squares, empty or with a mark or a cross in them.

use super::glyphs::{Glyph, Sheet, Sort};
use super::paths::{Rule, is_box};

/// Makes characters of a page's drawn boxes; squares that are cells of a table become rulings.
pub(super) fn tick_boxes(sheet: &mut Sheet) {
    let mut squares = std::mem::take(&mut sheet.paths.squares);
    squares.truncate(5_000);
    squares.sort_by(|a, b| a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0])));
    squares.dedup_by(|a, b| same(*a, *b));
    let (cells, boxes): (Vec<[f32; 4]>, Vec<[f32; 4]>) = squares
        .iter()
        .partition(|s| squares.iter().any(|other| touches(**s, *other)) || has_words(**s, &sheet.glyphs));
    sheet.paths.rules.extend(cells.into_iter().flat_map(edges));
    let inner: Vec<[f32; 4]> =
        boxes.iter().filter(|s| boxes.iter().any(|other| within(**s, *other))).copied().collect();
    for area in boxes.into_iter().filter(|b| !inner.contains(b)) {
        let marked = sheet.paths.marks.iter().any(|m| crosses(*m, area))
            || inner.iter().any(|i| within(*i, area) && filled(*i, &sheet.paths.fills));
        let glyphs = std::mem::take(&mut sheet.glyphs);
        let (inside, rest): (Vec<Glyph>, Vec<Glyph>) =
            glyphs.into_iter().partition(|g| holds(area, g) && !g.is_space());
        sheet.glyphs = rest;
        let written = inside.iter().any(|g| g.tick != Some(false));
        let near = inside.first().copied();
        let marks = inside.first().map(|g| g.c);
        sheet.glyphs.push(character(area, marked || written, marks, near));
    }
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
    sheet.paths.squares = small.iter().map(|g| g.area).collect();
    tick_boxes(sheet);
}
