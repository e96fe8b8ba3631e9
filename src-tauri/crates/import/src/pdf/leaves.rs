//! A page's characters sorted: its words, its artifacts, and the grids that its rulings make.

use super::glyphs::{Glyph, Sheet};
use super::grid::{Grid, grids};
use super::lines::{Line, lines, once};
use super::{boxes, flow};

/// A page, ready to be read.
#[derive(Default)]
pub(super) struct Leaf {
    pub(super) page: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Its words.
    pub(super) text: Vec<Glyph>,
    /// What it marks as no part of its words, and what runs askew.
    pub(super) artifacts: Vec<Glyph>,
    pub(super) grids: Vec<Grid>,
    /// The characters of form fields, by their objects.
    pub(super) fields: Vec<((i64, i64), Vec<Glyph>)>,
}

/// Sorts a page.
pub(super) fn leaf(page: u32, mut sheet: Sheet) -> Leaf {
    boxes::tick_boxes(&mut sheet);
    once(&mut sheet.glyphs);
    let mut grids = grids(&sheet.paths.rules, &sheet.glyphs, sheet.width, sheet.height).unwrap_or_default();
    boxes::drawn_by_lines(&mut grids, &mut sheet);
    let (text, artifacts) = flow::without_artifacts(sheet.glyphs);
    Leaf { page, width: sheet.width, height: sheet.height, text, artifacts, grids, fields: sheet.fields }
}

/// Reads the lines of each page, without regard to tables.
pub(super) fn plain_lines(leaves: &[Leaf]) -> Vec<Vec<Line>> {
    leaves.iter().map(|leaf| lines(&leaf.text)).collect()
}
