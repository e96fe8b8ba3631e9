//! Answers, as the window holds them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The answer of a field or a cell; what is not answered is not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Answer {
    /// Words on one line.
    Text(String),
    /// Rich text.
    Prose(Vec<Block>),
    /// A day, `yyyy-mm-dd`, or the officer's own words.
    Date(String),
    /// Yes, no, or other words.
    YesNo(YesNo),
    /// An option, or other words.
    Choice(Choice),
    /// The ids of the boxes that are ticked.
    Boxes(Vec<String>),
    /// The rows of a table.
    Table(Vec<Row>),
    /// The ids of the conditions relied on.
    Conditions(Vec<String>),
    /// Attached files.
    Attachments(Vec<Attachment>),
    /// Who approved, and when.
    Approval(Approval),
    /// The id of a row of another table.
    RowRef(String),
}

/// The answer to a yes/no question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Other words.
    Other(String),
}

/// The answer to a choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// An option, by id.
    Option(String),
    /// Other words.
    Other(String),
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Row {
    /// Its id, unique in its table and never changed.
    pub id: String,
    /// The cells that are answered, by column.
    pub cells: BTreeMap<String, Answer>,
}

/// A block of rich text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A bulleted list: the blocks of each item.
    Bullets {
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A numbered list: the blocks of each item.
    Numbers {
        /// Its items.
        items: Vec<Vec<Block>>,
    },
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// Bold.
        #[serde(default)]
        strong: bool,
        /// Italic.
        #[serde(default)]
        emphasis: bool,
        /// The address that they link to.
        #[serde(default)]
        link: Option<String>,
    },
    /// A footnote cited here.
    Footnote {
        /// Its words.
        content: Vec<Inline>,
    },
    /// The end of a line.
    Break,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Attachment {
    /// SHA-256 of its content.
    pub sha256: String,
    /// What it is called in the document.
    pub title: String,
    /// The name of the file.
    pub file_name: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// What kind of file it is: “PDF”.
    pub what: String,
    /// Its pages, where they are known.
    pub pages: Option<u32>,
    /// Its pages as they are printed after the form; none when it is only named there.
    #[serde(default)]
    pub printed: Vec<PrintedPage>,
}

/// A page of an attached file, as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PrintedPage {
    /// SHA-256 of its picture.
    pub sha256: String,
    /// The words that stand for it.
    pub words: String,
    /// The width at which it is printed at most, in points.
    pub width: u32,
    /// The height at which it is printed at most, in points.
    pub height: u32,
}

/// Who approved, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Approval {
    /// What was decided, by option id.
    pub outcome: Option<String>,
    /// Name and office.
    pub name: String,
    /// A day, or the officer's own words.
    pub date: String,
}

impl From<&model::Answer> for Answer {
    fn from(answer: &model::Answer) -> Answer {
        use model::Answer as M;
        match answer {
            M::Text(t) => Answer::Text(t.clone()),
            M::Prose(p) => Answer::Prose(p.0.iter().map(Block::from).collect()),
            M::Date(d) => Answer::Date(d.clone()),
            M::YesNo(model::YesNo::Yes) => Answer::YesNo(YesNo::Yes),
            M::YesNo(model::YesNo::No) => Answer::YesNo(YesNo::No),
            M::YesNo(model::YesNo::Other(t)) => Answer::YesNo(YesNo::Other(t.clone())),
            M::Choice(model::Choice::Option(id)) => Answer::Choice(Choice::Option(id.clone())),
            M::Choice(model::Choice::Other(t)) => Answer::Choice(Choice::Other(t.clone())),
            M::Boxes(ids) => Answer::Boxes(ids.iter().cloned().collect()),
            M::Table(rows) => Answer::Table(rows.iter().map(Row::from).collect()),
            M::Conditions(ids) => Answer::Conditions(ids.iter().cloned().collect()),
            M::Attachments(list) => Answer::Attachments(list.iter().map(Attachment::from).collect()),
            M::Approval(a) => Answer::Approval(Approval {
                outcome: a.outcome.clone(),
                name: a.name.clone(),
                date: a.date.clone(),
            }),
            M::RowRef(id) => Answer::RowRef(id.clone()),
        }
    }
}

impl From<Answer> for model::Answer {
    fn from(answer: Answer) -> model::Answer {
        use model::Answer as M;
        match answer {
            Answer::Text(t) => M::Text(t),
            Answer::Prose(blocks) => M::Prose(model::Prose(blocks.into_iter().map(Into::into).collect())),
            Answer::Date(d) => M::Date(d),
            Answer::YesNo(YesNo::Yes) => M::YesNo(model::YesNo::Yes),
            Answer::YesNo(YesNo::No) => M::YesNo(model::YesNo::No),
            Answer::YesNo(YesNo::Other(t)) => M::YesNo(model::YesNo::Other(t)),
            Answer::Choice(Choice::Option(id)) => M::Choice(model::Choice::Option(id)),
            Answer::Choice(Choice::Other(t)) => M::Choice(model::Choice::Other(t)),
            Answer::Boxes(ids) => M::Boxes(ids.into_iter().collect()),
            Answer::Table(rows) => M::Table(rows.into_iter().map(Into::into).collect()),
            Answer::Conditions(ids) => M::Conditions(ids.into_iter().collect()),
            Answer::Attachments(list) => M::Attachments(list.into_iter().map(Into::into).collect()),
            Answer::Approval(a) => {
                M::Approval(model::Approval { outcome: a.outcome, name: a.name, date: a.date })
            }
            Answer::RowRef(id) => M::RowRef(id),
        }
    }
}

impl From<&model::Row> for Row {
    fn from(row: &model::Row) -> Row {
        Row { id: row.id.clone(), cells: row.cells.iter().map(|(c, a)| (c.clone(), a.into())).collect() }
    }
}

impl From<Row> for model::Row {
    fn from(row: Row) -> model::Row {
        model::Row { id: row.id, cells: row.cells.into_iter().map(|(c, a)| (c, a.into())).collect() }
    }
}

impl From<&model::Block> for Block {
    fn from(block: &model::Block) -> Block {
        let list =
            |items: &[model::Item]| items.iter().map(|i| i.0.iter().map(Block::from).collect()).collect();
        match block {
            model::Block::Paragraph { content } => {
                Block::Paragraph { content: content.iter().map(Inline::from).collect() }
            }
            model::Block::Bullets { items } => Block::Bullets { items: list(items) },
            model::Block::Numbers { items } => Block::Numbers { items: list(items) },
        }
    }
}

impl From<Block> for model::Block {
    fn from(block: Block) -> model::Block {
        let list = |items: Vec<Vec<Block>>| {
            items.into_iter().map(|i| model::Item(i.into_iter().map(Into::into).collect())).collect()
        };
        match block {
            Block::Paragraph { content } => {
                model::Block::Paragraph { content: content.into_iter().map(Into::into).collect() }
            }
            Block::Bullets { items } => model::Block::Bullets { items: list(items) },
            Block::Numbers { items } => model::Block::Numbers { items: list(items) },
        }
    }
}

impl From<&model::Inline> for Inline {
    fn from(inline: &model::Inline) -> Inline {
        match inline {
            model::Inline::Text { text, strong, emphasis, link } => {
                Inline::Text { text: text.clone(), strong: *strong, emphasis: *emphasis, link: link.clone() }
            }
            model::Inline::Footnote { content } => {
                Inline::Footnote { content: content.iter().map(Inline::from).collect() }
            }
            model::Inline::Break => Inline::Break,
        }
    }
}

impl From<Inline> for model::Inline {
    fn from(inline: Inline) -> model::Inline {
        match inline {
            Inline::Text { text, strong, emphasis, link } => {
                model::Inline::Text { text, strong, emphasis, link }
            }
            Inline::Footnote { content } => {
                model::Inline::Footnote { content: content.into_iter().map(Into::into).collect() }
            }
            Inline::Break => model::Inline::Break,
        }
    }
}

impl From<&model::AttachmentRef> for Attachment {
    fn from(a: &model::AttachmentRef) -> Attachment {
        Attachment {
            sha256: a.sha256.clone(),
            title: a.title.clone(),
            file_name: a.file_name.clone(),
            size: a.size,
            what: a.what.clone(),
            pages: a.pages,
            printed: a.printed.iter().map(Into::into).collect(),
        }
    }
}

impl From<Attachment> for model::AttachmentRef {
    fn from(a: Attachment) -> model::AttachmentRef {
        model::AttachmentRef {
            sha256: a.sha256,
            title: a.title,
            file_name: a.file_name,
            size: a.size,
            what: a.what,
            pages: a.pages,
            printed: a.printed.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<&model::PrintedPage> for PrintedPage {
    fn from(p: &model::PrintedPage) -> PrintedPage {
        PrintedPage { sha256: p.sha256.clone(), words: p.words.clone(), width: p.width, height: p.height }
    }
}

impl From<PrintedPage> for model::PrintedPage {
    fn from(p: PrintedPage) -> model::PrintedPage {
        model::PrintedPage { sha256: p.sha256, words: p.words, width: p.width, height: p.height }
    }
}
