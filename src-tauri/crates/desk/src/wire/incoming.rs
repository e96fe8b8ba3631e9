//! A partner's document on its way in, as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What became of files that were opened.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct BroughtIn {
    /// The files, in order.
    pub files: Vec<FileIn>,
}

/// How far files are that were dropped on the window or opened with the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Bringing {
    /// The work, by which it can be cancelled.
    pub job: String,
    /// How far it is, in files.
    pub step: super::Step,
}

/// A file that was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FileIn {
    /// Its name.
    pub file_name: String,
    /// What became of it.
    pub outcome: FileOutcome,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum FileOutcome {
    /// An assessment of this program; it is in the register.
    Assessment {
        /// Its id.
        id: String,
        /// What the officer should know.
        notes: Vec<IncomingNote>,
    },
    /// A partner's document, which waits to be accepted.
    Incoming {
        /// Which.
        incoming: String,
        /// The name of the assessment, as far as it is known.
        name: String,
        /// The form that it was recognised as.
        family: String,
        /// Its words by what became of them.
        words: WordCounts,
    },
    /// It could not be read.
    Problem {
        /// What happened and what to do.
        message: String,
    },
}

/// Words by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct WordCounts {
    /// All.
    pub source: usize,
    /// In answers.
    pub placed: usize,
    /// The form's own wording.
    pub recognised: usize,
    /// In the pile, in comments or set aside.
    pub unplaced: usize,
}

/// A document on its way in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Incoming {
    /// Which.
    pub incoming: String,
    /// The name of the file.
    pub file_name: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Its size in bytes.
    pub size: usize,
    /// What it is.
    pub source: Source,
    /// How many pages it has that can be drawn; 0 for none.
    pub pages: u32,
    /// The form that it was recognised as, by name.
    pub family: String,
    /// The template that it is placed in.
    pub template: String,
    /// The name of the assessment, as far as it is known.
    pub name: String,
    /// Its words by what became of them.
    pub words: WordCounts,
    /// Its pieces, in its order.
    pub pieces: Vec<IncomingPiece>,
    /// What the officer should know.
    pub notes: Vec<IncomingNote>,
    /// The names of files inside it that become attachments.
    pub files: Vec<String>,
    /// Whether there is a step to take back.
    pub can_step_back: bool,
}

/// What kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A PDF.
    Pdf,
    /// A Word document.
    Word,
    /// Another tool's data.
    Data,
    /// Text of another kind.
    Text,
}

/// A piece of the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct IncomingPiece {
    /// Its index, which commands name it by.
    pub piece: usize,
    /// What it says.
    pub text: String,
    /// What kind of paragraph it is.
    pub kind: PieceKind,
    /// Whether all of it is bold.
    pub strong: bool,
    /// The heading or prompt that it stands under.
    pub under: String,
    /// Where it is, in words.
    pub from: String,
    /// The page, from 1, where there are pages.
    pub page: Option<u32>,
    /// Left, top, width and height on the page, in points from its top left corner.
    pub area: Option<(i32, i32, i32, i32)>,
    /// The table, row and column that it is in, from 1.
    pub cell: Option<(u32, u32, u32)>,
    /// Whether it stands outside the body: a running head, a comment, words that a tracked change took out.
    pub margin: bool,
    /// Whether it goes on in the paragraph of the piece before.
    pub goes_on: bool,
    /// How many words it has.
    pub words: usize,
    /// Where it went.
    pub went: Went,
}

/// A page of it, drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DrawnPage {
    /// The picture: a PNG in base64.
    pub png: String,
    /// The width of the page in points.
    pub width: u32,
    /// The height of the page in points.
    pub height: u32,
}

/// What kind of paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// Plain text.
    Plain,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
}

/// Where a piece went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Went {
    /// It is the form's own wording.
    Recognised,
    /// It is an answer, or a part of one.
    Placed {
        /// The question, by id.
        question: String,
        /// The field.
        field: String,
        /// The row of a table, from 0.
        row: Option<usize>,
        /// The column of a table.
        column: Option<String>,
        /// What it was read as, in words, where the field is no text.
        value: Option<String>,
        /// How sure, 0 to 1.
        confidence: f32,
        /// What was read into it, where it is not kept as written.
        reading: Option<String>,
    },
    /// It waits.
    Unplaced {
        /// The field that it may belong to.
        near: Option<String>,
    },
    /// It becomes a comment.
    Comment {
        /// On which question, by id.
        question: String,
    },
    /// It was set aside on purpose.
    Aside,
}

/// Where a piece is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum PieceTo {
    /// To a field, or a cell of a table.
    Field {
        /// The field.
        field: String,
        /// The row, from 0.
        row: Option<usize>,
        /// The column.
        column: Option<String>,
    },
    /// To the comments of a question.
    Comment {
        /// The question, by id.
        question: String,
    },
    /// Aside, on purpose.
    Aside,
    /// Back to the pile.
    Pile,
    /// Nowhere else: the officer has looked, and it is where it belongs.
    Keep,
}

/// Something that the officer should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncomingNote {
    /// A short name, stable.
    pub code: String,
    /// What it is and what to do.
    pub message: String,
}

impl From<&import::Note> for IncomingNote {
    fn from(n: &import::Note) -> IncomingNote {
        IncomingNote { code: n.code.clone(), message: n.message.clone() }
    }
}
