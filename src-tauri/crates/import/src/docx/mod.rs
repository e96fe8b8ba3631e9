//! Word documents (.docx, ECMA-376): a walk over their XML, which keeps boxes, footnotes, tracked changes and merged cells.

mod body;
mod fields;
mod guard;
mod notes;
mod numbering;
mod parts;
mod remarks;
mod runs;
mod styles;
mod table;

pub(crate) use numbering::counted_as;
pub(crate) use parts::{Picture, attribute, child, files, text, xml};

use crate::package::Package;
use crate::{Error, Note, Outline};

/// Reads a Word document.
///
/// # Errors
/// [`Error::Damaged`], [`Error::Bomb`] or [`Error::Protected`].
pub(crate) fn read(bytes: &[u8]) -> Result<Outline, Error> {
    let mut package = Package::open(bytes, "Word document")?;
    let parts = parts::Parts::read(&mut package)?;
    let known = body::Known::read(&parts);
    let mut outline = Outline { title: parts.title.clone(), ..Outline::default() };
    let mut walk = body::Walk::over("", &known, &parts.relations);
    walk.notes = notes::Notes::read(&parts, &known);
    {
        let document = parts::xml(&parts.document)?;
        if let Some(content) = parts::child(document.root_element(), "body") {
            outline.blocks = walk.blocks(content, 0);
        }
    }
    walk.uncited();
    outline.comments = notes::comments(&parts, walk.remarks.done());
    let mut found = walk.found;
    outline.furniture = std::mem::take(&mut found.aside);
    outline.furniture.extend(notes::margins(&parts, &known, &mut found));
    outline.removed = found.removed;
    let (files, large) = parts::files(&mut package, found.pictures)?;
    outline.files = files;
    let said = [
        (
            found.tracked,
            "tracked-changes",
            "The document has tracked changes. They were read as accepted; what they take out is kept among the pieces not placed.",
        ),
        (
            found.struck,
            "struck-out",
            "The document has words that are struck out. They are in no answer; they are kept among the pieces not placed.",
        ),
        (
            found.hidden,
            "hidden-text",
            "The document has hidden text. It is kept among the pieces not placed.",
        ),
        (
            parts.alt_chunk,
            "alt-chunk",
            "Part of the document is another file inside it, which was not read. Open and save it in Word first.",
        ),
    ];
    for (_, code, message) in said.into_iter().filter(|(is, ..)| *is) {
        outline.notes.push(Note { code: code.into(), message: message.into() });
    }
    outline.notes.extend(Some(left_out()).filter(|_| large));
    Ok(outline)
}

/// Says that files were too large.
pub(crate) fn left_out() -> Note {
    let message = "Pictures or files in the document were too large and are left out. Attach them by hand if they matter.";
    Note { code: "files-left-out".into(), message: message.into() }
}
