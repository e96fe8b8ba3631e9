//! Bytes of a logo or of an attached file to pictures that print: PNG or JPEG, without transparency, no finer than paper shows.
//!
//! The files may come from anyone: size, pixels and pages have limits, and what draws a PDF runs where it can neither take the
//! program down nor hold it up.

mod drawing;
mod error;
mod raster;
mod words;

pub use drawing::{page, pages};
pub use error::Error;
pub use raster::logo;

/// A file of which a page can be printed has at most so many bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;
/// A logo has at most so many bytes.
pub const LARGEST_LOGO: usize = 1024 * 1024;
/// A PDF that is printed has at most so many pages.
pub const MOST_PAGES: usize = 50;

/// A picture that prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file: PNG or JPEG.
    pub bytes: Vec<u8>,
    /// The words that stand for it.
    pub words: String,
    /// The width at which it is printed at most, in points.
    pub width: u32,
    /// The height at which it is printed at most, in points.
    pub height: u32,
}
