//! Reads a PDF that this program made: the data that it carries, the words of its pages, and a digest of all that they show.
//!
//! The file may come from anyone. lopdf would read and unpack all of it before the first look, so only its types of objects
//! are used here: `source` finds objects, `syntax` reads them, `filters` unpacks streams, each within bounds.

mod digest;
mod filters;
mod pages;
mod source;
mod syntax;
mod words;

use lopdf::{Dictionary, Object};

use self::source::{Source, Value};
use crate::Error;

/// A PDF larger than this, in bytes, is not read.
const LARGEST: usize = 200 * 1024 * 1024;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The carried data, to the byte.
    pub carried: Option<Vec<u8>>,
    /// The program that made it.
    pub program: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The words of each page in painting order, artifacts too, a line for each time that text is shown; spaces as they
    /// stand in the runs. U+FFFD stands for what shows and is no text, lines or plain areas: a picture, or a comment.
    pub page_words: Vec<String>,
    /// SHA-256 of all that shows: the unpacked operators of the pages, their boxes, fonts, pictures and annotations, and what
    /// the file does when it is opened. Neither the structure tree nor the carried data is part of it.
    pub pages_digest: [u8; 32],
}

/// Reads a PDF.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Encrypted`] or [`Error::Unreadable`], with what to do.
pub fn read(bytes: &[u8]) -> Result<Read, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge(LARGEST / 1024 / 1024));
    }
    let mut source = Source::new(bytes)?;
    let trailer = source.trailer.clone();
    let catalog = source.dictionary(&trailer, b"Root")?;
    let carried = carried(&mut source, &catalog)?;
    let information = source.dictionary(&trailer, b"Info")?;
    let program = text(&mut source, &information, b"Producer")?;
    let title = text(&mut source, &information, b"Title")?;
    let pages = pages::pages(&mut source, &catalog)?;
    let page_words = words::words(&mut source, &pages)?;
    let pages_digest = digest::digest(&mut source, &catalog, &pages)?;
    Ok(Read { carried, program, title, page_words, pages_digest })
}

fn text(source: &mut Source, dict: &Dictionary, key: &[u8]) -> Result<Option<String>, Error> {
    let object = source.entry(dict, key)?;
    Ok(lopdf::decode_text_string(&object).ok())
}

/// Finds the associated file that is the source of the document.
fn carried(source: &mut Source, catalog: &Dictionary) -> Result<Option<Vec<u8>>, Error> {
    let Object::Array(files) = source.entry(catalog, b"AF")? else { return Ok(None) };
    for file in &files {
        let Object::Dictionary(file) = source.resolve(file)? else { continue };
        if source.entry(&file, b"AFRelationship")? != Object::Name(b"Source".to_vec()) {
            continue;
        }
        let embedded = source.dictionary(&file, b"EF")?;
        if let Ok(Object::Reference((id, _))) = embedded.get(b"F")
            && let Value::Stream(dict, range) = &*source.get(*id)?
        {
            return source.unpacked(dict, range);
        }
    }
    Ok(None)
}
