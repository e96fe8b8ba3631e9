//! Footnotes, endnotes, comments, running heads and footers.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::body::{Found, Known, Walk, plain_text};
use super::parts::{LocalName, Parts, attribute, xml};
use crate::{At, Block, Comment, Outline, Paragraph};

/// The notes that have not been cited yet, by kind and id, and what was found in them besides.
#[derive(Default)]
pub(crate) struct Notes {
    by_id: BTreeMap<(bool, String), Vec<Paragraph>>,
    pub(crate) found: Found,
}

impl Notes {
    /// Reads the foot- and endnotes; a part that cannot be read counts as absent.
    pub(crate) fn read(parts: &Parts, known: &Known) -> Notes {
        let mut notes = Notes::default();
        for (end, part) in [(false, &parts.footnotes), (true, &parts.endnotes)] {
            let Some((text, relations)) = part else { continue };
            let Ok(document) = xml(text) else { continue };
            let mut walk = Walk::over(if end { "endnote" } else { "footnote" }, known, relations);
            for note in document.root_element().children().filter(Node::is_element) {
                // Separators are notes of a type of their own.
                let kind = attribute(note, "type").unwrap_or("normal");
                let Some(id) = attribute(note, "id").filter(|_| kind == "normal") else { continue };
                let paragraphs = flatten(walk.blocks(note, 0));
                notes.by_id.entry((end, id.to_owned())).or_default().extend(paragraphs);
            }
            notes.found.add(walk.found);
        }
        notes
    }

    /// Takes the note that a reference cites. A second reference to it finds nothing: its words are there once.
    pub(crate) fn take(&mut self, reference: Node<'_, '_>) -> Option<Vec<Paragraph>> {
        let id = attribute(reference, "id")?;
        let end = reference.has_tag_name_local("endnoteReference");
        self.by_id.remove(&(end, id.to_owned())).filter(|note| !note.is_empty())
    }

    /// Gives the notes that nothing cites, and what was found in all.
    pub(crate) fn rest(self) -> (Vec<Paragraph>, Found) {
        (self.by_id.into_values().flatten().collect(), self.found)
    }
}

/// Reads the comments; what each is about was met in the body.
pub(crate) fn comments(parts: &Parts, mut about: BTreeMap<String, (String, At)>) -> Vec<Comment> {
    let Some(text) = &parts.comments else { return Vec::new() };
    let Ok(document) = xml(text) else { return Vec::new() };
    let comment = |n: Node<'_, '_>| {
        let (about, place) = attribute(n, "id").and_then(|id| about.remove(id)).unwrap_or_default();
        Comment {
            by: attribute(n, "author").unwrap_or("").to_owned(),
            at: attribute(n, "date").unwrap_or("").to_owned(),
            text: plain_text(n).trim().to_owned(),
            about,
            place,
        }
    };
    let nodes = document.root_element().children().filter(|n| n.has_tag_name_local("comment"));
    nodes.map(comment).collect()
}

/// Reads running heads and footers.
pub(crate) fn margins(parts: &Parts, known: &Known, found: &mut Found) -> Vec<Paragraph> {
    let mut out = Vec::new();
    for (part, text, relations) in &parts.margins {
        let Ok(document) = xml(text) else { continue };
        let mut walk = Walk::over(part, known, relations);
        out.extend(flatten(walk.blocks(document.root_element(), 0)));
        out.append(&mut walk.found.aside);
        found.add(walk.found);
    }
    out
}

/// Gives the paragraphs of blocks, those of tables too.
pub(crate) fn flatten(blocks: Vec<Block>) -> Vec<Paragraph> {
    let outline = Outline { blocks, ..Outline::default() };
    outline.paragraphs().into_iter().cloned().collect()
}
