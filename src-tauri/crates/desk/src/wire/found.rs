//! What a search and a comparison give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Status;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct Found {
    /// How many places in all.
    pub places: usize,
    /// How many assessments have the words.
    pub assessments: usize,
    /// The assessments that have the words, the one with most places first; 100 at most.
    pub hits: Vec<Hit>,
    /// A word that is there, when nothing has the word that was searched for.
    pub suggestion: Option<String>,
}

/// An assessment that has the words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Hit {
    /// The assessment.
    pub id: String,
    /// How many of its places have the words.
    pub places: usize,
    /// The first of them.
    pub first: FoundPlace,
}

/// A place that has the words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FoundPlace {
    /// The field; empty for the name of the assessment.
    pub field: String,
    /// What people know the question by: “3.5”.
    pub name: String,
    /// The words around the first word found, in pieces: every second piece is found, the first is not.
    pub pieces: Vec<String>,
}

/// Two versions, compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Comparison {
    /// The older one.
    pub older: Compared,
    /// The newer one.
    pub newer: Compared,
    /// What differs, in the order of the form.
    pub differences: Vec<Difference>,
}

/// A version that is compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Compared {
    /// Its number.
    pub version: String,
    /// Where it stands.
    pub status: Status,
    /// The day of its sign-off, or of its last change.
    pub on: String,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Difference {
    /// The section, by id.
    pub section: String,
    /// The question, by id.
    pub question: String,
    /// The field, by id.
    pub field: String,
    /// What it differs in.
    pub kind: DifferenceKind,
    /// Its words, when it is no table.
    pub words: Vec<Piece>,
    /// Its rows that differ, when it is a table.
    pub rows: Vec<RowDifference>,
    /// Who changed it last, and when (RFC 3339, UTC), as far as the history tells.
    pub by: Option<(String, String)>,
}

/// How something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Only the newer has it.
    Added,
    /// Only the older has it.
    Removed,
    /// Both have it, with other words.
    Changed,
    /// Both have it, at another place.
    Moved,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Piece {
    /// Where it stands.
    pub side: Side,
    /// The text.
    pub text: String,
}

/// Where a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// In both.
    Both,
    /// Only in the older.
    Older,
    /// Only in the newer.
    Newer,
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RowDifference {
    /// Its id.
    pub row: String,
    /// Its printed number.
    pub number: usize,
    /// How it differs.
    pub kind: DifferenceKind,
    /// Its cells, in the order of the columns.
    pub cells: Vec<CellDifference>,
}

/// A cell of a row that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CellDifference {
    /// The column, by id.
    pub column: String,
    /// Its words.
    pub words: Vec<Piece>,
}

impl From<compare::Piece> for Piece {
    fn from(p: compare::Piece) -> Piece {
        let side = match p.side {
            compare::Side::Both => Side::Both,
            compare::Side::Older => Side::Older,
            compare::Side::Newer => Side::Newer,
        };
        Piece { side, text: p.text }
    }
}

impl From<compare::Kind> for DifferenceKind {
    fn from(k: compare::Kind) -> DifferenceKind {
        match k {
            compare::Kind::Added => DifferenceKind::Added,
            compare::Kind::Removed => DifferenceKind::Removed,
            compare::Kind::Changed => DifferenceKind::Changed,
            compare::Kind::Moved => DifferenceKind::Moved,
        }
    }
}

impl From<compare::RowDifference> for RowDifference {
    fn from(r: compare::RowDifference) -> RowDifference {
        let cell = |(column, words): (String, Vec<compare::Piece>)| CellDifference {
            column,
            words: words.into_iter().map(Into::into).collect(),
        };
        RowDifference {
            row: r.row,
            number: r.number,
            kind: r.kind.into(),
            cells: r.cells.into_iter().map(cell).collect(),
        }
    }
}
