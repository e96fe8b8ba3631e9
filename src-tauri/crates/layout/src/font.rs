//! The fonts that the paper is set in. They are part of the program, and of every PDF.

/// A font of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Liberation Sans.
    Regular,
    /// Liberation Sans Bold.
    Bold,
    /// Liberation Sans Italic.
    Italic,
    /// Liberation Sans Bold Italic.
    BoldItalic,
    /// Noto Sans Symbols 2, for ticks, boxes and bullets that the others lack.
    Symbols,
    /// Noto Sans Math, for arrows and signs that the others lack.
    Math,
}

impl Face {
    /// Lists every face.
    pub const ALL: [Face; 6] =
        [Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic, Face::Symbols, Face::Math];

    /// Gives the font file, TrueType.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../fonts/LiberationSans-Regular.ttf"),
            Face::Bold => include_bytes!("../fonts/LiberationSans-Bold.ttf"),
            Face::Italic => include_bytes!("../fonts/LiberationSans-Italic.ttf"),
            Face::BoldItalic => include_bytes!("../fonts/LiberationSans-BoldItalic.ttf"),
            Face::Symbols => include_bytes!("../fonts/NotoSansSymbols2-Regular.ttf"),
            Face::Math => include_bytes!("../fonts/NotoSansMath-Regular.ttf"),
        }
    }

    /// Gives the font's PostScript name.
    pub fn name(self) -> &'static str {
        match self {
            Face::Regular => "LiberationSans",
            Face::Bold => "LiberationSans-Bold",
            Face::Italic => "LiberationSans-Italic",
            Face::BoldItalic => "LiberationSans-BoldItalic",
            Face::Symbols => "NotoSansSymbols2-Regular",
            Face::Math => "NotoSansMath-Regular",
        }
    }
}
