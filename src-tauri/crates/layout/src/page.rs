//! What `layout` makes: pages of items at fixed places, and the tree that says how they are read.
//!
//! All lengths are PDF points (1/72 inch). The origin is the top left corner of the page and `y` grows downwards.

use std::sync::Arc;

use crate::font::Face;
use crate::picture::Picture;

/// Width and height of an A4 page in points.
pub const A4: (f32, f32) = (595.276, 841.89);

/// A whole document, laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pages {
    /// The document's title, for its metadata.
    pub title: String,
    /// The document's language, a BCP 47 tag.
    pub language: String,
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// How the document is read: a tree in an arena. The first node is the root, a [`Role::Document`].
    pub tree: Vec<Node>,
    /// The headings to offer as bookmarks, in order.
    pub bookmarks: Vec<Bookmark>,
    /// Characters that no embedded font has, each with the field that holds it.
    pub missing: Vec<Missing>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// What is drawn, in painting order; text that is read comes in reading order.
    pub items: Vec<Item>,
}

/// Something drawn on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The node of [`Pages::tree`] that it belongs to; `None` for an artifact (ISO 32000-1, 14.8.2.2), which is not read.
    pub node: Option<NodeId>,
    /// The field of the template that it came from, if any.
    pub field: Option<Arc<str>>,
    /// What is drawn.
    pub shape: Shape,
}

/// What an item draws.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A run of text on one line, of one face, size and colour.
    Text(Run),
    /// A rectangle, filled or outlined; an outline is drawn centred on the edge.
    Rect {
        /// Left, top, width and height.
        area: Area,
        /// Its filling.
        fill: Option<Colour>,
        /// Width and colour of its outline.
        stroke: Option<(f32, Colour)>,
    },
    /// A straight line.
    Line {
        /// Where it starts.
        from: (f32, f32),
        /// Where it ends.
        to: (f32, f32),
        /// Its width.
        width: f32,
        /// Its colour.
        colour: Colour,
        /// Whether its ends are round; else they are cut off at its ends.
        round: bool,
    },
    /// A picture, which fills its area.
    Image {
        /// Left, top, width and height.
        area: Area,
        /// The picture.
        picture: Arc<Picture>,
    },
}

/// A run of shaped text.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Left end of the run.
    pub x: f32,
    /// Its baseline.
    pub baseline: f32,
    /// How far the run goes to the right: the sum of its glyphs' advances.
    pub width: f32,
    /// The size of the type.
    pub size: f32,
    /// The font.
    pub face: Face,
    /// The colour.
    pub colour: Colour,
    /// The words, as stored. A line that goes on in the next one ends with a space that takes no room.
    pub text: String,
    /// The glyphs, left to right.
    pub glyphs: Vec<Glyph>,
    /// Where a click leads, for a run that is (part of) a link.
    pub link: Option<Target>,
}

/// A shaped glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its index in the font.
    pub id: u16,
    /// How far the pen moves, in points.
    pub advance: f32,
    /// Where in [`Run::text`] the characters that it stands for begin, in bytes. Glyphs of one cluster say the same.
    pub cluster: u32,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address outside the document.
    Uri(String),
    /// A footnote of the document: the node of the note, and back: of the reference.
    Node(NodeId),
}

/// A rectangle on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// An opaque sRGB colour, eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The index of a node in [`Pages::tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A part of the document as it is read: a structure element (ISO 32000-1, 14.7.2).
///
/// A leaf's content is the items that name it, in page order. A node has either children or items, save a paragraph, which
/// may have both; then `children` and items are merged in the order in which they are painted.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// Its parent; `None` for the root only.
    pub parent: Option<NodeId>,
    /// Its children, in reading order.
    pub children: Vec<NodeId>,
}

/// The standard structure types that the paper uses (ISO 32000-1, 14.8.4), with what each must say.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// The whole.
    Document,
    /// A section: a step, or a question.
    Sect,
    /// A heading; 1 is the title.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A head cell: which way it heads, and the columns and rows that it covers (1 or more).
    Head {
        /// Whether it heads its column or its row.
        scope: Scope,
        /// Columns covered.
        columns: u16,
        /// Rows covered.
        rows: u16,
    },
    /// A data cell: the columns and rows that it covers (1 or more).
    Cell {
        /// Columns covered.
        columns: u16,
        /// Rows covered.
        rows: u16,
    },
    /// A list.
    List(Numbering),
    /// An item of a list.
    ListItem,
    /// The bullet or number of an item.
    Label,
    /// The words of an item.
    ListBody,
    /// A footnote; the number is unique in the document.
    Note(u32),
    /// The reference to a footnote, in the text.
    Reference,
    /// A link to an address, in the text.
    Link(String),
    /// Words within a paragraph that differ from it.
    Span,
    /// A picture with the words that stand for it: a tick box, a logo, a page of an attached file.
    Figure(String),
}

/// Which cells a head cell heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those below it.
    Column,
    /// Those beside it.
    Row,
    /// Both: a heading that runs across a table.
    Both,
}

/// How the items of a list are marked (ISO 32000-1, table 347).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Bullets.
    Disc,
    /// Numbers.
    Decimal,
    /// No marks.
    None,
}

/// A heading to go to.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// What it says.
    pub title: String,
    /// How deep it lies; 0 is the top.
    pub level: u8,
    /// The index of its page, from 0.
    pub page: u32,
    /// Where on the page it stands.
    pub y: f32,
}

/// A character that cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The field that holds it; empty for the form's own words.
    pub field: String,
    /// The character.
    pub character: char,
}
