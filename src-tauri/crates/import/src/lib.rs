//! A partner's document into a draft, and no word lost.
//!
//! The way: bytes become an [`Outline`], what the document says (the readers, which know nothing of templates); the outline
//! becomes a `Draft`, where it goes (the placing, which knows nothing of formats and reads the template for its labels), with
//! what has no place in the unplaced pile. Nothing is guessed away: each word is placed, recognised as the form's own wording,
//! or unplaced.

mod docx;
mod error;
mod outline;
mod package;
mod pdf;
mod ticks;

pub use error::Error;
pub use outline::{
    At, Block, Cell, Comment, Embedded, Note, Outline, Paragraph, ParagraphKind, Row, Span, Table, count_words,
    paragraph_words,
};
pub use pdf::read as read_pdf;

/// Reads a document.
///
/// # Errors
/// [`Error`].
pub fn read(bytes: &[u8]) -> Result<Outline, Error> {
    docx::read(bytes)
}
