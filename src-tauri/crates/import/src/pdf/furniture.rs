//! Running heads and footers: what a page marks as such, and what stands at the same place on many pages.

use std::collections::HashMap;

use super::flow::Cut;
use super::glyphs::Glyph;
use super::lines::{Line, lines};
use super::paragraphs::{Measure, Para, paragraphs};
use super::words::{Lexicon, paragraph};
use crate::Paragraph;

/// How much of a page's height, at its head and foot, running heads and footers take at most.
const BAND: f32 = 0.13;

/// Makes paragraphs of what a page draws as artifacts.
pub(super) fn artifacts(page: u32, glyphs: &[Glyph], height: f32, leading: f32) -> Vec<(Para, &'static str)> {
    let (slanted, straight): (Vec<Glyph>, Vec<Glyph>) = glyphs.iter().partition(|g| g.turn == 4);
    let measure = Measure { right: f32::INFINITY, leading };
    let mut out: Vec<(Para, &'static str)> =
        paragraphs(lines(&straight), page, measure).into_iter().map(|p| placed(p, height)).collect();
    let flat: Vec<Glyph> = slanted.iter().map(|g| Glyph { turn: 0, ..*g }).collect();
    if let (Some(first), Some(line)) = (flat.first(), slanted_line(&flat)) {
        let base = first.y;
        let line = Line { base, ..line };
        out.push((Para { page, lines: vec![line], marker: None, depth: 0, heading: None }, "watermark"));
    }
    out
}

/// Makes a line of slanted characters, in the order in which they are drawn.
fn slanted_line(glyphs: &[Glyph]) -> Option<Line> {
    let mut x = 0.0;
    let level: Vec<Glyph> = glyphs
        .iter()
        .map(|g| {
            let at = x;
            x += g.advance;
            Glyph { x: at, y: 0.0, ..*g }
        })
        .collect();
    let area = glyphs.iter().map(Glyph::area).reduce(super::words::around)?;
    let line = super::lines::from_glyphs(&level, 0.0, glyphs.first()?.size)?;
    Some(Line { area, ..line })
}

fn placed(para: Para, height: f32) -> (Para, &'static str) {
    let top = para.lines.first().map_or(0.0, |l| l.area[1]);
    let part = if top < height / 2.0 { "running head" } else { "running footer" };
    (para, part)
}

/// Makes furniture of paragraphs.
pub(super) fn finished(list: &[(Para, &'static str)], lexicon: &Lexicon) -> Vec<Paragraph> {
    list.iter()
        .map(|(para, part)| {
            let mut made = paragraph(para, lexicon);
            made.at.part = (*part).to_owned();
            made
        })
        .collect()
}

#[derive(PartialEq, Eq, Hash, Clone)]
struct Mark {
    foot: bool,
    text: String,
    at: i32,
}

enum Thing {
    Line(usize),
    Grid(usize),
}

/// Takes out of pages the lines and small tables at head and foot that come again at the same height on other pages.
pub(super) fn take_repeated(cuts: &mut [Cut], heights: &[f32]) -> Vec<(Para, &'static str)> {
    let mut count: HashMap<Mark, usize> = HashMap::new();
    for (cut, height) in cuts.iter().zip(heights) {
        for foot in [false, true] {
            for (_, mark) in things(cut, *height, foot) {
                *count.entry(mark).or_default() += 1;
            }
        }
    }
    let needed = if cuts.len() <= 4 { 2 } else { 3 };
    let often = |mark: &Mark| {
        let near = (-1..=1).filter_map(|d| count.get(&Mark { at: mark.at + d, ..mark.clone() }));
        near.sum::<usize>() >= needed
    };
    let mut out = Vec::new();
    for (cut, height) in cuts.iter_mut().zip(heights) {
        for foot in [false, true] {
            let found: Vec<Thing> = things(cut, *height, foot)
                .into_iter()
                .take_while(|(_, m)| often(m))
                .map(|(t, _)| t)
                .collect();
            out.extend(taken(cut, found).into_iter().map(|p| placed(p, *height)));
        }
    }
    out
}

/// Gives what stands in the band at the head or foot of a page, from its edge inward.
fn things(cut: &Cut, height: f32, foot: bool) -> Vec<(Thing, Mark)> {
    let inside =
        |area: [f32; 4]| if foot { area[1] > height * (1.0 - BAND) } else { area[3] < height * BAND };
    let place = |area: [f32; 4]| ((if foot { area[3] } else { area[1] }) / 4.0).round() as i32;
    let mark = |text: &str, area| Mark { foot, text: pattern(text), at: place(area) };
    let mut out: Vec<(f32, Thing, Mark)> = Vec::new();
    for (i, line) in cut.open.iter().enumerate().filter(|(_, l)| inside(l.area)) {
        out.push((line.area[1], Thing::Line(i), mark(&line.text(), line.area)));
    }
    for (i, grid) in cut.grids.iter().enumerate().filter(|(_, g)| inside(g.area)) {
        let lines = cut.cells.get(i).into_iter().flatten().flat_map(|r| &r.lines);
        let text: String = lines.map(Line::text).collect::<Vec<_>>().join(" ");
        out.push((grid.area[1], Thing::Grid(i), mark(&text, grid.area)));
    }
    out.sort_by(|a, b| if foot { b.0.total_cmp(&a.0) } else { a.0.total_cmp(&b.0) });
    out.into_iter().map(|(_, thing, mark)| (thing, mark)).collect()
}

/// Writes a text with its figures and spaces alike, for page numbers change.
fn pattern(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if !(c == '#' && out.ends_with('#')) {
            out.push(c);
        }
    }
    out
}

fn taken(cut: &mut Cut, found: Vec<Thing>) -> Vec<Para> {
    let mut gone_lines = Vec::new();
    let mut gone_grids = Vec::new();
    for thing in found {
        match thing {
            Thing::Line(i) => gone_lines.push(i),
            Thing::Grid(i) => gone_grids.push(i),
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut index = 0;
    cut.open.retain(|line| {
        let gone = gone_lines.contains(&index);
        index += 1;
        if gone {
            lines.push(line.clone());
        }
        !gone
    });
    for g in gone_grids {
        if let Some(grid) = cut.grids.get_mut(g) {
            grid.gone = true;
        }
        for region in cut.cells.get_mut(g).into_iter().flatten() {
            lines.append(&mut region.lines);
        }
    }
    let page = cut.page;
    lines
        .into_iter()
        .map(|line| Para { page, lines: vec![line], marker: None, depth: 0, heading: None })
        .collect()
}
