//! How the paper looks, in figures: sizes, widths and colours. All lengths are points.

use crate::page::Colour;

/// Converts millimetres to points.
pub(crate) const fn mm(value: f32) -> f32 {
    value * 72.0 / 25.4
}

/// The left edge of the text.
pub(crate) const LEFT: f32 = mm(20.0);
/// The top edge of the text.
pub(crate) const TOP: f32 = mm(20.0);
/// The bottom edge of the text.
pub(crate) const BOTTOM: f32 = mm(267.0);
/// The width of the text.
pub(crate) const WIDTH: f32 = mm(170.0);
/// Padding of a cell, left and right.
pub(crate) const PAD_X: f32 = mm(1.6);
/// Padding of a cell, top and bottom.
pub(crate) const PAD_Y: f32 = mm(1.2);
/// Height of a band.
pub(crate) const BAND: f32 = mm(8.0);
/// A row up to this height never breaks.
pub(crate) const WHOLE: f32 = mm(60.0);
/// Width of every rule.
pub(crate) const RULE_WIDTH: f32 = 0.5;
/// Height of a line box, in sizes.
pub(crate) const LINE: f32 = 1.35;
/// Depth of the baseline below the top of the line box, in sizes.
pub(crate) const BASE: f32 = 1.021;

/// The greatest width and height of a logo.
pub(crate) const LOGO: (f32, f32) = (mm(50.0), mm(16.0));

/// Size of most of the text.
pub(crate) const BODY: f32 = 10.0;
/// Size of the least.
pub(crate) const SMALL: f32 = 9.0;

pub(crate) const INK: Colour = Colour(0x16, 0x20, 0x2A);
pub(crate) const MUTED: Colour = Colour(0x41, 0x4C, 0x58);
pub(crate) const NAVY: Colour = Colour(0x1B, 0x3A, 0x57);
pub(crate) const LINK: Colour = Colour(0x0B, 0x44, 0x80);
pub(crate) const RED: Colour = Colour(0x8C, 0x1D, 0x18);
pub(crate) const RULE: Colour = Colour(0x74, 0x81, 0x8E);
pub(crate) const LIGHT: Colour = Colour(0xF3, 0xF5, 0xF8);
pub(crate) const MID: Colour = Colour(0xDA, 0xE2, 0xEA);
pub(crate) const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);
/// The colours of the levels of a scale, from the least.
pub(crate) const LEVELS: [Colour; 3] =
    [Colour(0x2F, 0x6B, 0x4A), Colour(0x8F, 0x5F, 0x00), Colour(0x9B, 0x1C, 0x1C)];
