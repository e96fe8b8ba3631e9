//! Footnotes, endnotes, comments, running heads and footers.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::body::{Walk, plain_text};
use super::parts::{LocalName, Parts, attribute, xml};
use crate::{At, Block, Comment, Error, Outline, Paragraph};

/// The notes that have not been cited yet, by kind and id.
#[derive(Debug, Default)]
pub(crate) struct Notes(BTreeMap<(bool, String), Vec<Paragraph>>);

impl Notes {
    /// Reads the foot- and endnotes; a part that cannot be read counts as absent.
    pub(crate) fn read(parts: &Parts) -> Notes {
        let mut notes = Notes::default();
        for (end, part) in [(false, &parts.footnotes), (true, &parts.endnotes)] {
            let Some((text, relations)) = part else { continue };
            let Ok(document) = xml(text) else { continue };
            let mut walk = Walk::over(if end { "endnote" } else { "footnote" }, parts, relations);
            for note in document.root_element().children().filter(Node::is_element) {
                // Separators are notes of a type of their own.
                let kind = attribute(note, "type").unwrap_or("normal");
                let Some(id) = attribute(note, "id").filter(|_| kind == "normal") else { continue };
                let blocks = walk.blocks(note, 0);
                notes.0.insert((end, id.to_owned()), flatten(blocks));
            }
        }
        notes
    }

    /// Takes the note that a reference cites. A second reference to it finds nothing: its words are there once.
    pub(crate) fn take(&mut self, reference: Node<'_, '_>) -> Option<Vec<Paragraph>> {
        let id = attribute(reference, "id")?;
        let end = reference.has_tag_name_local("endnoteReference");
        self.0.remove(&(end, id.to_owned())).filter(|note| !note.is_empty())
    }
}

/// Reads the comments; what each is about was met in the body.
pub(crate) fn comments(
    parts: &Parts,
    commented: &BTreeMap<String, (String, At)>,
) -> Result<Vec<Comment>, Error> {
    let Some(text) = &parts.comments else { return Ok(Vec::new()) };
    let Ok(document) = xml(text) else { return Ok(Vec::new()) };
    let comment = |n: Node<'_, '_>| {
        let (about, place) = attribute(n, "id").and_then(|id| commented.get(id)).cloned().unwrap_or_default();
        Comment {
            by: attribute(n, "author").unwrap_or("").to_owned(),
            at: attribute(n, "date").unwrap_or("").to_owned(),
            text: plain_text(n).trim().to_owned(),
            about,
            place,
        }
    };
    let nodes = document.root_element().children().filter(|n| n.has_tag_name_local("comment"));
    Ok(nodes.map(comment).collect())
}

/// Reads running heads and footers, and the notes that nothing cites.
pub(crate) fn margins(parts: &Parts, outline: &mut Outline) -> Result<(), Error> {
    let none = BTreeMap::new();
    for (part, text) in &parts.margins {
        let Ok(document) = xml(text) else { continue };
        let mut walk = Walk::over(part, parts, &none);
        let blocks = walk.blocks(document.root_element(), 0);
        outline.furniture.extend(flatten(blocks));
        outline.removed.append(&mut walk.removed);
    }
    Ok(())
}

fn flatten(blocks: Vec<Block>) -> Vec<Paragraph> {
    let outline = Outline { blocks, ..Outline::default() };
    outline.paragraphs().into_iter().cloned().collect()
}
