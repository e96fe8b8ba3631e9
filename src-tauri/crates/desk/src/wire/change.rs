//! Changes, as the window asks for them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Answer, Row};

/// A field, or a cell of a table's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Place {
    /// The field's id.
    pub field: String,
    /// The row's id.
    #[serde(default)]
    pub row: Option<String>,
    /// The column's id.
    #[serde(default)]
    pub column: Option<String>,
}

/// A change. Those of an assessment's life have commands of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Change {
    /// Answers a field or a cell, or makes it unanswered again.
    SetAnswer {
        /// Where.
        at: Place,
        /// What; null for unanswered.
        answer: Option<Answer>,
    },
    /// Adds a row.
    InsertRow {
        /// The table.
        field: String,
        /// Its place among the rows, from 0.
        index: usize,
        /// The row.
        row: Row,
    },
    /// Takes a row out.
    RemoveRow {
        /// The table.
        field: String,
        /// The row's id.
        row: String,
    },
    /// Moves a row.
    MoveRow {
        /// The table.
        field: String,
        /// The row's id.
        row: String,
        /// Its new place, from 0.
        to: usize,
    },
    /// Gives the assessment its short name.
    SetName {
        /// The name.
        name: String,
    },
    /// Says whose assessment it is.
    SetOrganisation {
        /// The organisation.
        organisation: String,
    },
    /// Keeps a warning with a reason; null for no longer.
    Keep {
        /// The finding's key.
        finding: String,
        /// The reason.
        reason: Option<String>,
    },
    /// Says something about a question.
    AddComment {
        /// The comment's id, drawn by the window.
        id: String,
        /// The question, by id.
        question: String,
        /// The words.
        text: String,
    },
    /// Takes a comment out.
    RemoveComment {
        /// The comment's id.
        id: String,
    },
    /// Settles a comment, or opens it again.
    ResolveComment {
        /// The comment's id.
        id: String,
        /// Whether it is settled.
        resolved: bool,
    },
    /// Several changes as one.
    Several {
        /// The changes, in order.
        changes: Vec<Change>,
    },
}

impl From<&model::Place> for Place {
    fn from(p: &model::Place) -> Place {
        Place { field: p.field.clone(), row: p.row.clone(), column: p.column.clone() }
    }
}

impl From<Place> for model::Place {
    fn from(p: Place) -> model::Place {
        model::Place { field: p.field, row: p.row, column: p.column }
    }
}

impl Change {
    /// Gives the domain's change to an assessment; `by` is who makes it, `at` when (RFC 3339, UTC).
    pub fn into_model(self, assessment: &model::Assessment, by: &str, at: &str) -> model::Change {
        use model::Change as M;
        match self {
            Change::SetAnswer { at, answer } => {
                M::SetAnswer { at: at.into(), answer: answer.map(Into::into) }
            }
            Change::InsertRow { field, index, row } => M::InsertRow { field, index, row: row.into() },
            Change::RemoveRow { field, row } => M::RemoveRow { field, row },
            Change::MoveRow { field, row, to } => M::MoveRow { field, row, to },
            Change::SetName { name } => M::SetName { name },
            Change::SetOrganisation { organisation } => M::SetOrganisation { organisation },
            Change::Keep { finding, reason } => {
                M::Keep { finding, kept: reason.map(|reason| model::Kept { reason, by: by.to_owned() }) }
            }
            Change::AddComment { id, question, text } => M::AddComment {
                index: assessment.comments.len(),
                comment: model::Comment {
                    id,
                    question,
                    by: by.to_owned(),
                    at: at.to_owned(),
                    text,
                    resolved: None,
                },
            },
            Change::RemoveComment { id } => M::RemoveComment { id },
            Change::ResolveComment { id, resolved } => M::ResolveComment {
                id,
                resolved: resolved.then(|| model::Resolved { by: by.to_owned(), at: at.to_owned() }),
            },
            Change::Several { changes } => M::Several {
                changes: changes.into_iter().map(|c| c.into_model(assessment, by, at)).collect(),
            },
        }
    }
}
