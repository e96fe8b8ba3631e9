//! Pages to a tagged PDF that is at once PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3), and carries the assessment as
//! data; and such a PDF back to its data and words.
//!
//! printpdf subsets the fonts and maps their glyphs back to Unicode; the rest is written here, through lopdf's objects, since
//! printpdf knows no structure tree. Same input, same bytes.
//!
//! The way: the glyphs in use become fonts (`fonts`); each page becomes operators, in marked sequences (`content`); the
//! sequences hang in the structure tree (`tree`) and lead to places (`links`); all become objects of one file (`file`).

mod attributes;
mod content;
mod error;
mod file;
mod fonts;
mod links;
mod meta;
mod pictures;
mod print;
mod read;
mod tags;
mod tree;
mod write;

pub use error::Error;
pub use read::{Read, read};
pub use write::{Carried, Info, write};
