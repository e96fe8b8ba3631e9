//! Word documents (.docx, ECMA-376): a walk over their XML, which keeps boxes, footnotes, tracked changes and merged cells.

mod body;
mod fields;
mod notes;
mod numbering;
mod parts;
mod runs;
mod styles;
mod table;

pub(crate) use parts::{attribute, child, xml};

use crate::package::Package;
use crate::{Error, Note, Outline};

/// Reads a Word document.
///
/// # Errors
/// [`Error::Damaged`], [`Error::Bomb`] or [`Error::Protected`].
pub(crate) fn read(bytes: &[u8]) -> Result<Outline, Error> {
    let mut package = Package::open(bytes, "Word document")?;
    let parts = parts::Parts::read(&mut package)?;
    let document = parts::xml(&parts.document)?;
    let mut walk = body::Walk::new(&parts, &parts.relations);
    let mut outline = Outline { title: parts.title.clone(), ..Outline::default() };
    if let Some(content) = parts::child(document.root_element(), "body") {
        outline.blocks = walk.blocks(content, 0);
    }
    outline.removed = std::mem::take(&mut walk.removed);
    outline.furniture = std::mem::take(&mut walk.aside);
    outline.comments = notes::comments(&parts, &walk.commented)?;
    let pictures = std::mem::take(&mut walk.pictures);
    let (tracked, hidden) = (walk.tracked, walk.hidden);
    notes::margins(&parts, &mut outline)?;
    outline.files = parts::files(&mut package, pictures)?;
    let mut note = |code: &str, message: &str| {
        outline.notes.push(Note { code: code.into(), message: message.into() });
    };
    if tracked {
        note(
            "tracked-changes",
            "The document has tracked changes. They were read as accepted; what they take out is kept among the pieces not placed.",
        );
    }
    if hidden {
        note("hidden-text", "The document has hidden text. It is kept among the pieces not placed.");
    }
    if parts.alt_chunk {
        note(
            "alt-chunk",
            "Part of the document is another file inside it, which was not read. Open and save it in Word first.",
        );
    }
    Ok(outline)
}
