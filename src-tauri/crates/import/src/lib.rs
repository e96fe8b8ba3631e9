//! A partner's document into a draft, and no word lost.
//!
//! The way: bytes become an [`Outline`], what the document says (the readers, which know nothing of templates); the outline
//! becomes a [`Draft`], where it goes (the placing, which knows nothing of formats and reads the template for its labels), with
//! what has no place in the unplaced pile. Nothing is guessed away: each word is placed, recognised as the form's own wording,
//! or unplaced.

mod assemble;
mod cnil;
mod docx;
mod draft;
mod error;
mod html;
mod odt;
mod outline;
mod package;
mod par;
mod pdf;
mod place;
mod report;
mod rtf;
mod sniff;
mod text;
mod ticks;

pub use assemble::line;
pub use draft::{Counts, Draft, Fate, Piece, Placed, Refused, Target, To, Value};
pub use error::Error;
pub use outline::{
    At, Block, Cell, Comment, Embedded, Note, Outline, Paragraph, ParagraphKind, Row, STRUCK, Span, Table,
    count_words, paragraph_words,
};
pub use place::{
    Answers, MappedColumn, MappedSection, Mapping, Prompt, Signature, SignatureHead, Sort, Thing, draft,
};
pub use report::{Finding, Lost, Placement, Report, Waiting, lost, report, said};

/// The most bytes that a document has.
const MOST: u64 = 200 * 1024 * 1024;

/// Reads a document, whatever its format: told by its content, not its name.
///
/// # Errors
/// [`Error`], with what to do.
pub fn read(bytes: &[u8]) -> Result<Outline, Error> {
    if bytes.len() as u64 > MOST {
        return Err(Error::TooLarge { most: MOST / 1024 / 1024 });
    }
    sniff::read(bytes)
}
