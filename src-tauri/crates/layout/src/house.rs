//! The house style: whether a colour can be read, and the colour that an assessment is printed in.

use model::Assessment;

use crate::look::{NAVY, WHITE};
use crate::page::Colour;

/// The least contrast of the house colour with white (WCAG 2.2, 1.4.3): bands bear white words, headings stand on white.
pub const LEAST_CONTRAST: f64 = 4.5;

impl Colour {
    /// Reads `#rrggbb`.
    pub fn from_hex(text: &str) -> Option<Colour> {
        let digits =
            text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Colour(part(0)?, part(2)?, part(4)?))
    }

    /// Writes `#rrggbb`.
    pub fn to_hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Gives its contrast with white (WCAG 2.2, “contrast ratio”), 1 to 21.
    pub fn contrast_with_white(self) -> f64 {
        let channel = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        let light = 0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2);
        1.05 / (light + 0.05)
    }

    /// Gives the nearest darker shade, of the same hue, that reaches [`LEAST_CONTRAST`]; itself when it does.
    pub fn readable(self) -> Colour {
        let shade = |part: u32| {
            let darker = |v: u8| (u32::from(v) * part / 256) as u8;
            Colour(darker(self.0), darker(self.1), darker(self.2))
        };
        let shades = (0..=256).rev().map(shade);
        shades.into_iter().find(|c| c.contrast_with_white() >= LEAST_CONTRAST).unwrap_or(Colour(0, 0, 0))
    }
}

/// Gives the colour of an assessment's bands and headings: its house's, where white can be read on it, or the form's own.
pub(crate) fn colour(assessment: &Assessment) -> Colour {
    let own = assessment.house.as_ref().and_then(|h| h.colour.as_deref()).and_then(Colour::from_hex);
    own.map_or(NAVY, |c| if c == WHITE { NAVY } else { c.readable() })
}
