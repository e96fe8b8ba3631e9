//! What a document says, whatever format it came in: the same for Word, PDF and text.
//!
//! Readers make an [`Outline`] and know nothing of templates; placing reads it and knows nothing of formats.

/// The part of the source ([`At::part`]) that words stand in which are struck out.
pub const STRUCK: &str = "struck out";

/// What a document says, in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// The document's title, from its metadata.
    pub title: Option<String>,
    /// The body.
    pub blocks: Vec<Block>,
    /// Running heads and footers: each text once for every time that it is in the source.
    pub furniture: Vec<Paragraph>,
    /// Words that a tracked change took out, and that are not in the body.
    pub removed: Vec<Paragraph>,
    /// Comments in the margin.
    pub comments: Vec<Comment>,
    /// Files and pictures inside the document.
    pub files: Vec<Embedded>,
    /// Things about the document that the officer should know.
    pub notes: Vec<Note>,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph, heading or list item.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A run of words that belong together: a paragraph, a heading, an item of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// What kind it is.
    pub kind: ParagraphKind,
    /// Its words.
    pub spans: Vec<Span>,
    /// Where it is in the source.
    pub at: At,
}

/// What kind of paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ParagraphKind {
    /// Plain text.
    #[default]
    Plain,
    /// A heading, from level 1.
    Heading(u8),
    /// An item of a list.
    Item {
        /// How deep, from 0.
        depth: u8,
        /// Whether the list is numbered.
        ordered: bool,
    },
}

/// A stretch of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub enum Span {
    /// Words of one style. A line break is `\n`, a tabulator `\t`.
    Text {
        /// The words.
        text: String,
        /// Whether they are bold.
        strong: bool,
        /// Whether they are italic.
        emphasis: bool,
        /// The address that they lead to.
        link: Option<String>,
    },
    /// The number or bullet that the source prints before an item, where it is no part of its text.
    Marker(String),
    /// What the format itself calls what follows, such as the question of another tool's file: no words of the source.
    Label(String),
    /// A tick box.
    Tick {
        /// Whether it is ticked.
        ticked: bool,
        /// The characters that stand for it in the source's text, if any.
        glyph: String,
    },
    /// A footnote or endnote: its paragraphs.
    Footnote(Vec<Paragraph>),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Its rows, from the top.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its cells, from the left. A column that a cell of an earlier row reaches into has no cell here.
    pub cells: Vec<Cell>,
    /// Whether the source marks it as a head.
    pub head: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The first column of the grid that it takes, from 0.
    pub column: usize,
    /// How many columns it takes, at least 1.
    pub columns: usize,
    /// How many rows it takes, at least 1.
    pub rows: usize,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A comment in the margin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comment {
    /// Who wrote it.
    pub by: String,
    /// When, as the source says; may be empty.
    pub at: String,
    /// What it says.
    pub text: String,
    /// The words that it is about; may be empty.
    pub about: String,
    /// Where it is in the source: the index of the paragraph, in reading order, if known.
    pub place: At,
}

/// A file inside the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Embedded {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// The words that stand for it, if any.
    pub alt: String,
    /// Where it is in the source.
    pub at: At,
}

/// Where a piece is in its source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct At {
    /// The page, from 1, where the format has pages.
    pub page: Option<u32>,
    /// Left, top, width and height on that page in points, from the top left corner, in whole points.
    pub area: Option<[i32; 4]>,
    /// The part that it is in: `"header"`, `"footnote"`, a JSON path; empty for the body.
    pub part: String,
    /// The table, from 1, and the row and column, from 1, where it is in one.
    pub cell: Option<(u32, u32, u32)>,
    /// The paragraph of the body, from 1.
    pub paragraph: Option<u32>,
}

/// Something that the officer should know of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A short name, stable: `tracked-changes`.
    pub code: String,
    /// What it is and what to do, in plain words.
    pub message: String,
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts = Vec::new();
        if !self.part.is_empty() {
            parts.push(self.part.clone());
        }
        if let Some(page) = self.page {
            parts.push(format!("page {page}"));
        }
        if let Some((table, row, column)) = self.cell {
            parts.push(format!("table {table}, row {row}, column {column}"));
        }
        if let (Some(paragraph), None) = (self.paragraph, self.cell) {
            parts.push(format!("paragraph {paragraph}"));
        }
        f.write_str(&parts.join(", "))
    }
}

impl Span {
    /// Makes a stretch of plain words.
    pub fn plain(text: impl Into<String>) -> Span {
        Span::Text { text: text.into(), strong: false, emphasis: false, link: None }
    }
}

impl Paragraph {
    /// Makes a heading of what the format calls what follows.
    pub fn label(level: u8, label: impl Into<String>, at: At) -> Paragraph {
        Paragraph { kind: ParagraphKind::Heading(level), spans: vec![Span::Label(label.into())], at }
    }

    /// Makes a paragraph of plain words.
    pub fn plain(text: impl Into<String>, at: At) -> Paragraph {
        Paragraph { kind: ParagraphKind::Plain, spans: vec![Span::plain(text)], at }
    }

    /// Gives its words without styles, markers, boxes and footnotes.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for span in &self.spans {
            if let Span::Text { text, .. } = span {
                out.push_str(text);
            }
        }
        out
    }

    /// Gives its words with those that the format gives it.
    pub fn shown(&self) -> String {
        let label =
            self.spans.iter().find_map(|s| if let Span::Label(l) = s { Some(l.clone()) } else { None });
        match (label, self.text()) {
            (Some(label), text) if text.is_empty() => label,
            (Some(label), text) => format!("{label} {text}"),
            (None, text) => text,
        }
    }

    /// Says whether all its words are bold.
    pub fn is_strong(&self) -> bool {
        let mut words = false;
        for span in &self.spans {
            match span {
                Span::Text { text, strong, .. } if !text.trim().is_empty() => {
                    if !strong {
                        return false;
                    }
                    words = true;
                }
                _ => {}
            }
        }
        words
    }

    /// Says whether it has neither words nor boxes nor notes.
    pub fn is_blank(&self) -> bool {
        self.spans.iter().all(|s| match s {
            Span::Text { text, .. } => text.trim().is_empty(),
            Span::Marker(_) => true,
            Span::Label(label) => label.trim().is_empty(),
            Span::Tick { .. } | Span::Footnote(_) => false,
        })
    }
}

impl Outline {
    /// Gives all paragraphs of the body with those of tables, in reading order; footnotes stay inside theirs.
    pub fn paragraphs(&self) -> Vec<&Paragraph> {
        let mut out = Vec::new();
        collect(&self.blocks, &mut out);
        out
    }

    /// Counts its words: body, footnotes, running heads and footers, removed words and comments. A word is what stands
    /// between white space and has a letter or a figure in it.
    pub fn words(&self) -> usize {
        let margins = self.furniture.iter().chain(&self.removed);
        let paragraphs: usize = self.paragraphs().into_iter().chain(margins).map(paragraph_words).sum();
        paragraphs + self.comments.iter().map(|c| count_words(&c.text)).sum::<usize>()
    }
}

/// Counts the words of a text: what stands between white space and has a letter or a figure in it.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

/// Counts the words of a paragraph and of its footnotes.
pub fn paragraph_words(paragraph: &Paragraph) -> usize {
    let notes: usize = paragraph
        .spans
        .iter()
        .map(|s| match s {
            Span::Footnote(paragraphs) => paragraphs.iter().map(paragraph_words).sum(),
            _ => 0,
        })
        .sum();
    count_words(&paragraph.text()) + notes
}

fn collect<'a>(blocks: &'a [Block], out: &mut Vec<&'a Paragraph>) {
    for block in blocks {
        match block {
            Block::Paragraph(p) => out.push(p),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|r| &r.cells) {
                    collect(&cell.blocks, out);
                }
            }
        }
    }
}
