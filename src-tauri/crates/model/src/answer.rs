//! What was answered. Unanswered is the absence of an [`Answer`], never a default one.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Prose, long_date};

/// The answer of a field, or of a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Answer {
    /// Words on one line.
    Text(String),
    /// Rich text.
    Prose(Prose),
    /// A day, `yyyy-mm-dd`, or the officer's own words.
    Date(String),
    /// Yes, no, or other words where the form allows them.
    YesNo(YesNo),
    /// One of the options, or other words where the form allows them.
    Choice(Choice),
    /// The boxes that are ticked, by id.
    Boxes(BTreeSet<String>),
    /// The rows of a table, in printed order.
    Table(Vec<Row>),
    /// The conditions relied on, by id, from the template's lists.
    Conditions(BTreeSet<String>),
    /// Files that are attached.
    Attachments(Vec<AttachmentRef>),
    /// Who approved, and when.
    Approval(Approval),
    /// A row of another table, by its id.
    RowRef(String),
}

/// The answer to a yes/no question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Other words: “Depends on how constituted; mixed”.
    Other(String),
}

/// The answer to a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// An option of the form, by id.
    Option(String),
    /// Other words.
    Other(String),
}

impl Choice {
    /// Gives the option's id, or the other words.
    pub fn words(&self) -> &str {
        match self {
            Choice::Option(words) | Choice::Other(words) => words,
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its id, which never changes and is unique in its table.
    pub id: String,
    /// The cells that are answered, by column id.
    pub cells: BTreeMap<String, Answer>,
}

/// Who approved something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What was decided, by the id of one of the form's outcomes, where it asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Name and office.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// A day, or the officer's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
}

/// A file attached to an answer. Its content is kept beside the assessment, by hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRef {
    /// SHA-256 of its content, in lower-case hexadecimal.
    pub sha256: String,
    /// What it is called in the document.
    pub title: String,
    /// The name of the file.
    pub file_name: String,
    /// Its size in bytes.
    pub size: u64,
    /// What kind of file it is, in an officer's words: “PDF”, “Word”.
    pub what: String,
    /// Its pages, where they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// Its pages as they are printed after the form; none when it is only named there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printed: Vec<PrintedPage>,
}

/// A page of an attached file as a picture, whose content is kept beside the assessment, by hash: the same assessment gives
/// the same paper, whatever draws such files on a later day or another computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintedPage {
    /// SHA-256 of the picture, a PNG or JPEG without transparency, in lower-case hexadecimal.
    pub sha256: String,
    /// The words that stand for it: those on the page.
    pub words: String,
    /// The width at which it is printed at most, in points.
    pub width: u32,
    /// The height at which it is printed at most, in points.
    pub height: u32,
}

impl Approval {
    /// Says it in one line: “Helen Whitlow, Head of Transport, 11 March 2025”.
    pub fn line(&self) -> String {
        let date = long_date(self.date.trim());
        [self.name.trim(), date.as_str()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

impl Answer {
    /// Says whether nothing is said by it: no words, or no rows. Such an answer is not stored.
    pub fn is_blank(&self) -> bool {
        match self {
            Answer::Text(t) | Answer::Date(t) | Answer::RowRef(t) => t.trim().is_empty(),
            Answer::Prose(p) => p.is_empty(),
            Answer::YesNo(YesNo::Other(t)) | Answer::Choice(Choice::Other(t)) => t.trim().is_empty(),
            Answer::YesNo(_) | Answer::Choice(_) | Answer::Boxes(_) => false,
            Answer::Table(rows) => rows.is_empty(),
            Answer::Conditions(set) => set.is_empty(),
            Answer::Attachments(list) => list.is_empty(),
            Answer::Approval(a) => a.outcome.is_none() && a.line().is_empty(),
        }
    }
}
