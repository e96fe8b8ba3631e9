//! Rich text: a small tree that serialises to stable JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rich text: paragraphs and lists.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Prose(pub Vec<Block>);

/// A block of rich text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A bulleted list.
    Bullets {
        /// Its items.
        items: Vec<Item>,
    },
    /// A numbered list, from 1.
    Numbers {
        /// Its items.
        items: Vec<Item>,
    },
}

/// An item of a list: a paragraph, mostly, and perhaps lists within it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Item(pub Vec<Block>);

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Inline {
    /// Words.
    Text {
        /// The words; no line ends.
        text: String,
        /// Bold.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        strong: bool,
        /// Italic.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        emphasis: bool,
        /// The address that the words link to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
    },
    /// A footnote cited here; its own words hold no footnote.
    Footnote {
        /// The words of the note.
        content: Vec<Inline>,
    },
    /// The end of a line within a paragraph.
    Break,
}

impl Inline {
    /// Makes plain words.
    pub fn text(text: impl Into<String>) -> Inline {
        Inline::Text { text: text.into(), strong: false, emphasis: false, link: None }
    }
}

impl Prose {
    /// Makes prose of plain text: a paragraph a line, empty lines left out.
    pub fn plain(text: &str) -> Prose {
        let paragraph = |line: &str| Block::Paragraph { content: vec![Inline::text(line.trim())] };
        Prose(text.lines().filter(|l| !l.trim().is_empty()).map(paragraph).collect())
    }

    /// Says whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// Gives its words as plain text: blocks on lines of their own, footnotes in square brackets where they are cited.
    pub fn text(&self) -> String {
        let mut out = String::new();
        blocks_text(&self.0, &mut out);
        out.trim_end().to_owned()
    }

    /// Gives the footnotes, in the order in which they are cited.
    pub fn footnotes(&self) -> Vec<&[Inline]> {
        let mut notes = Vec::new();
        collect_notes(&self.0, &mut notes);
        notes
    }
}

fn blocks_text(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph { content } => {
                inline_text(content, out);
                out.push('\n');
            }
            Block::Bullets { items } | Block::Numbers { items } => {
                for item in items {
                    blocks_text(&item.0, out);
                }
            }
        }
    }
}

fn inline_text(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Footnote { content } => {
                out.push_str(" [");
                inline_text(content, out);
                out.push(']');
            }
            Inline::Break => out.push('\n'),
        }
    }
}

fn collect_notes<'a>(blocks: &'a [Block], notes: &mut Vec<&'a [Inline]>) {
    for block in blocks {
        match block {
            Block::Paragraph { content } => notes.extend(content.iter().filter_map(|i| match i {
                Inline::Footnote { content } => Some(content.as_slice()),
                _ => None,
            })),
            Block::Bullets { items } | Block::Numbers { items } => {
                items.iter().for_each(|item| collect_notes(&item.0, notes));
            }
        }
    }
}
