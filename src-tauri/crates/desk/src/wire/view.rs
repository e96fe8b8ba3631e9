//! What the window shows besides the form and its answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Answer, Place, Settings};

/// What the window needs when it opens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Start {
    /// All assessments.
    pub assessments: Vec<Summary>,
    /// The templates for a new one.
    pub templates: Vec<TemplateInfo>,
    /// What the register had to repair, and anything else to be told.
    pub notices: Vec<Notice>,
    /// The settings.
    pub settings: Settings,
    /// The folder where the work is kept.
    pub folder: String,
    /// An assessment to open at once: the file that the program was started with, or the worked example at first start.
    pub open: Option<String>,
    /// What became of the files that the program was started with.
    #[serde(default)]
    pub brought: super::BroughtIn,
    /// The partners' documents that wait to be accepted since the program was last open.
    #[serde(default)]
    pub waiting: super::BroughtIn,
    /// Whether this is the first start.
    pub first: bool,
    /// When the last backup was made.
    pub backup: Option<LastBackup>,
    /// The program's version.
    pub program: String,
}

/// The last backup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LastBackup {
    /// When: RFC 3339, UTC.
    pub at: String,
    /// Where to.
    pub path: String,
}

/// A template to begin from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplateInfo {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its edition.
    pub edition: String,
}

/// Something that the officer is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Notice {
    /// How much it matters.
    pub weight: Weight,
    /// The words.
    pub text: String,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Good to know.
    Note,
    /// Something was damaged and repaired.
    Repaired,
    /// Something is lost.
    Lost,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Summary {
    /// The assessment's id.
    pub id: String,
    /// Its short name.
    pub name: String,
    /// Whose it is.
    pub organisation: String,
    /// The id of its template.
    pub template: String,
    /// Where it stands.
    pub status: Status,
    /// The version in hand.
    pub version: String,
    /// The day of its last change.
    pub changed: String,
    /// Whether it was put away.
    pub archived: bool,
    /// Questions answered.
    pub answered: usize,
    /// Questions asked.
    pub asked: usize,
    /// The highest overall risk: its level, from 1, and its word.
    pub risk: Option<(usize, String)>,
    /// The highest residual risk: its level, from 1, and its word.
    pub residual: Option<(usize, String)>,
    /// The project's lead.
    pub owner: String,
    /// When it is to be reviewed: a day, or the officer's words.
    pub review: String,
    /// Whom it was received from, or the name of the file that it was made of; empty when it was begun here.
    pub received: String,
}

/// Where an assessment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Being reviewed.
    InReview,
    /// Signed off.
    SignedOff,
    /// Replaced by a later version.
    Superseded,
    /// No longer in force.
    Withdrawn,
}

/// An open assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct View {
    /// Its id.
    pub id: String,
    /// The id of its template.
    pub template: String,
    /// Whose it is.
    pub organisation: String,
    /// The answers by field id; what is not there is not answered.
    pub answers: BTreeMap<String, Answer>,
    /// What the sign-off left behind.
    pub seal: Option<Seal>,
    /// The versions that were signed off, oldest first.
    pub versions: Vec<VersionInfo>,
    /// The documents that it was made of, kept unchanged.
    pub received: Vec<Received>,
    /// Where answers came from, by field id.
    pub origins: BTreeMap<String, Origin>,
    /// What changes with each edit.
    pub state: Edited,
}

/// A document that was taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Received {
    /// SHA-256 of the document, by which it is saved again.
    pub sha256: String,
    /// The name of the file.
    pub file_name: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Whom it came from; may be empty.
    pub from: String,
    /// When it was accepted: RFC 3339, UTC.
    pub at: String,
    /// Who accepted it; may be empty.
    pub by: String,
    /// What of it found no place.
    pub unplaced: Vec<Unplaced>,
}

/// Words of a received document that found no place in the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Unplaced {
    /// The words.
    pub text: String,
    /// The heading that they stand under in the document; may be empty.
    pub under: String,
    /// Where they are in it.
    pub place: String,
    /// Whether the officer set them aside on purpose.
    pub aside: bool,
}

/// Where an answer came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Origin {
    /// Whose words they are: whom the document came from, or its name.
    pub whose: String,
    /// Where they stand in it.
    pub place: String,
    /// Whether they were changed here since.
    pub amended: bool,
}

/// What an edit gives back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Edited {
    /// The revision that it made: the next edit is made against it.
    #[ts(type = "number")]
    pub revision: u64,
    /// When it was on the disk: RFC 3339, UTC; empty when nothing was saved yet.
    pub saved: String,
    /// The short name.
    pub name: String,
    /// Where the assessment stands.
    pub status: Status,
    /// The version in hand.
    pub version: String,
    /// The number that the version in hand gets when it is signed off.
    pub signs_as: String,
    /// Questions answered and asked.
    pub progress: Progress,
    /// How far each question is answered, by question id.
    pub questions: BTreeMap<String, QuestionState>,
    /// The fields that are not asked, each with the field on which it depends.
    pub not_asked: BTreeMap<String, String>,
    /// The findings, in the order of the form.
    pub findings: Vec<Finding>,
    /// What reviewers said, oldest first.
    pub comments: Vec<Comment>,
    /// What Undo would undo; null when there is nothing.
    pub undo: Option<String>,
    /// What Redo would do again; null when there is nothing.
    pub redo: Option<String>,
    /// Answers that the edit changed besides what was asked for, by field; null for one that is no longer answered.
    pub also: BTreeMap<String, Option<Answer>>,
}

/// A reviewer's comment on a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Comment {
    /// Its id.
    pub id: String,
    /// The question, by id.
    pub question: String,
    /// Who.
    pub by: String,
    /// When: RFC 3339, UTC.
    pub at: String,
    /// The words; lines are parted by line ends.
    pub text: String,
    /// Who settled it; null while it is open.
    pub resolved_by: Option<String>,
    /// When it was settled: RFC 3339, UTC.
    pub resolved_at: Option<String>,
}

/// How far the form is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// Questions answered.
    pub answered: usize,
    /// Questions asked.
    pub asked: usize,
}

/// How far a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionState {
    /// Not at all.
    Unanswered,
    /// In part.
    Partly,
    /// As far as the form requires.
    Answered,
    /// It is not asked.
    NotAsked,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// What tells it from the others.
    pub key: String,
    /// How grave it is.
    pub severity: Severity,
    /// Whether it only says that a question that the form requires is not answered yet.
    pub required: bool,
    /// Where it points.
    pub at: Place,
    /// The question that it belongs to; empty when it is about the whole.
    pub question: String,
    /// What is missing.
    pub message: String,
    /// The form's step, or the Act and section.
    pub source: String,
    /// The reason for which it is kept.
    pub kept: Option<String>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It stops sign-off.
    Stops,
    /// It can be kept with a reason.
    Warning,
    /// It is information.
    Note,
}

/// What a sign-off left behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Seal {
    /// Who signed.
    pub by: String,
    /// The day.
    pub on: String,
    /// Why the version was made.
    pub reason: String,
    /// SHA-256 of what was signed.
    pub digest: String,
}

/// A version that was signed off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VersionInfo {
    /// Its number.
    pub version: String,
    /// Where it stands now.
    pub status: Status,
    /// Its seal.
    pub seal: Option<Seal>,
}

/// The paper of an assessment, laid out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Paper {
    /// The revision that it shows.
    #[ts(type = "number")]
    pub revision: u64,
    /// How many pages it has.
    pub pages: usize,
    /// Where each question begins, in the order of the form.
    pub places: Vec<PaperPlace>,
    /// The width of a page in points.
    pub width: f32,
    /// The height of a page in points.
    pub height: f32,
}

/// Where a field stands on the paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PaperPlace {
    /// The field.
    pub field: String,
    /// The page, from 0.
    pub page: usize,
    /// Its upper edge on the page, in points.
    pub top: f32,
    /// Its lower edge on that page, in points.
    pub bottom: f32,
}

/// An edit that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HistoryItem {
    /// The revision that it made.
    #[ts(type = "number")]
    pub revision: u64,
    /// Who.
    pub by: String,
    /// When: RFC 3339, UTC.
    pub at: String,
    /// How it came about.
    pub how: How,
    /// What it did, in words: “3.2 answered”.
    pub what: String,
    /// The question it concerns, by id, if one.
    pub question: Option<String>,
    /// The words before it.
    pub before: String,
    /// The words after it.
    pub after: String,
}

/// How an edit came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It was made.
    Made,
    /// It undid another.
    Undone,
    /// It did an undone one again.
    Redone,
}

/// A file that was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// Where it lies.
    pub path: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Its pages, for a PDF.
    pub pages: Option<usize>,
}

impl From<&model::Comment> for Comment {
    fn from(c: &model::Comment) -> Comment {
        let resolved = c.resolved.as_ref();
        Comment {
            id: c.id.clone(),
            question: c.question.clone(),
            by: c.by.clone(),
            at: c.at.clone(),
            text: c.text.clone(),
            resolved_by: resolved.map(|r| r.by.clone()),
            resolved_at: resolved.map(|r| r.at.clone()),
        }
    }
}

impl From<&model::Received> for Received {
    fn from(r: &model::Received) -> Received {
        let unplaced = |u: &model::Unplaced| Unplaced {
            text: u.text.clone(),
            under: u.under.clone(),
            place: u.place.clone(),
            aside: u.aside,
        };
        Received {
            sha256: r.sha256.clone(),
            file_name: r.file_name.clone(),
            size: r.size,
            from: r.from.clone(),
            at: r.at.clone(),
            by: r.by.clone(),
            unplaced: r.unplaced.iter().map(unplaced).collect(),
        }
    }
}

impl Status {
    /// Gives its name for people.
    pub fn label(self) -> &'static str {
        let status = match self {
            Status::Draft => model::Status::Draft,
            Status::InReview => model::Status::InReview,
            Status::SignedOff => model::Status::SignedOff,
            Status::Superseded => model::Status::Superseded,
            Status::Withdrawn => model::Status::Withdrawn,
        };
        status.label()
    }
}

impl From<model::Status> for Status {
    fn from(s: model::Status) -> Status {
        match s {
            model::Status::Draft => Status::Draft,
            model::Status::InReview => Status::InReview,
            model::Status::SignedOff => Status::SignedOff,
            model::Status::Superseded => Status::Superseded,
            model::Status::Withdrawn => Status::Withdrawn,
        }
    }
}

impl From<model::State> for QuestionState {
    fn from(s: model::State) -> QuestionState {
        match s {
            model::State::Unanswered => QuestionState::Unanswered,
            model::State::Partly => QuestionState::Partly,
            model::State::Answered => QuestionState::Answered,
            model::State::NotAsked => QuestionState::NotAsked,
        }
    }
}

impl From<model::Severity> for Severity {
    fn from(s: model::Severity) -> Severity {
        match s {
            model::Severity::Stops => Severity::Stops,
            model::Severity::Warning => Severity::Warning,
            model::Severity::Note => Severity::Note,
        }
    }
}

impl From<&model::Seal> for Seal {
    fn from(s: &model::Seal) -> Seal {
        Seal { by: s.by.clone(), on: s.on.clone(), reason: s.reason.clone(), digest: s.digest.clone() }
    }
}

impl From<store::Notice> for Notice {
    fn from(n: store::Notice) -> Notice {
        let weight = match n.weight {
            store::Weight::Note => Weight::Note,
            store::Weight::Repaired => Weight::Repaired,
            store::Weight::Lost => Weight::Lost,
        };
        Notice { weight, text: n.text }
    }
}
