//! An assessment: the answers to a template, and where it stands in its life.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Answer, AttachmentRef, Field, House, Kind, Question, Received, Row, Section, Template, holds};

/// An assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Its id, which never changes.
    pub id: String,
    /// The template it answers.
    pub template: TemplateRef,
    /// The project's short name, for lists and the footer.
    pub name: String,
    /// The organisation whose assessment it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// How many edits it has had.
    pub revision: u64,
    /// Where it stands.
    pub status: Status,
    /// The number of the version in hand: “0.1”, “2.0”.
    pub version: String,
    /// The day of its last change, `yyyy-mm-dd`.
    pub changed: String,
    /// The answers by field id. What is not there is unanswered.
    pub answers: BTreeMap<String, Answer>,
    /// Warnings that the officer keeps, by finding key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<String, Kept>,
    /// Where answers came from that were not typed here, by place.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub provenance: BTreeMap<String, Provenance>,
    /// The documents that were taken in, oldest first. No part of what is signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub received: Vec<Received>,
    /// What reviewers said, oldest first. No part of what is signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// The house style that was in force at sign-off; an open assessment is printed in the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<House>,
    /// What the sign-off left behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Seal>,
}

/// A reviewer's comment on a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// Its id, unique in the assessment.
    pub id: String,
    /// The question, by id.
    pub question: String,
    /// Who.
    pub by: String,
    /// When: RFC 3339, UTC.
    pub at: String,
    /// The words; lines are parted by line ends.
    pub text: String,
    /// Who settled it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Resolved>,
}

/// Who settled a comment, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolved {
    /// Who.
    pub by: String,
    /// When: RFC 3339, UTC.
    pub at: String,
}

/// Which template an assessment answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateRef {
    /// The template's id.
    pub id: String,
    /// The template's edition.
    pub edition: String,
}

/// Where an assessment stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Being reviewed; it can still be changed.
    InReview,
    /// Signed off: it never changes.
    SignedOff,
    /// Signed off, and replaced by a later version.
    Superseded,
    /// Signed off, and no longer in force.
    Withdrawn,
}

impl Status {
    /// Gives its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Status::Draft => "Draft",
            Status::InReview => "In review",
            Status::SignedOff => "Signed off",
            Status::Superseded => "Superseded",
            Status::Withdrawn => "Withdrawn",
        }
    }

    /// Says whether answers may change.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Draft | Status::InReview)
    }
}

/// A warning that the officer keeps, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Why.
    pub reason: String,
    /// Who kept it.
    pub by: String,
}

/// Where an answer came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The kind of place.
    pub source: Source,
    /// SHA-256 of the received document, or the number of the version.
    pub of: String,
    /// The place in it: “page 3, table 2, row 4”.
    pub place: String,
}

/// The kinds of place that an answer can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A document that was received.
    Document,
    /// A version of an assessment.
    Version,
}

/// What a sign-off leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// Who signed.
    pub by: String,
    /// The day, `yyyy-mm-dd`.
    pub on: String,
    /// Why this version was made.
    pub reason: String,
    /// SHA-256 of the canonical JSON (RFC 8785) of what was signed, in lower-case hexadecimal; see [`Assessment::digest`].
    pub digest: String,
}

/// A frozen version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The assessment as it was signed, with its seal. Its status may later become superseded or withdrawn.
    pub assessment: Assessment,
}

/// Where an answer stands: a field, or a cell of a table's row. Written `field` or `field/row/column`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The field's id.
    pub field: String,
    /// The row's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The column's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

impl Place {
    /// Names a field.
    pub fn field(id: impl Into<String>) -> Place {
        Place { field: id.into(), row: None, column: None }
    }

    /// Names a cell.
    pub fn cell(field: impl Into<String>, row: impl Into<String>, column: impl Into<String>) -> Place {
        Place { field: field.into(), row: Some(row.into()), column: Some(column.into()) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.field)?;
        for part in [&self.row, &self.column].into_iter().flatten() {
            write!(f, "/{part}")?;
        }
        Ok(())
    }
}

impl Assessment {
    /// Makes an empty assessment: version 0.1, a draft, with the first row of the version table.
    ///
    /// `today` is `yyyy-mm-dd`; `author` stands in the version table.
    pub fn new(id: &str, template: &Template, name: &str, author: &str, today: &str) -> Assessment {
        let mut assessment = Assessment {
            id: id.to_owned(),
            template: TemplateRef { id: template.id.clone(), edition: template.edition.clone() },
            name: name.to_owned(),
            organisation: String::new(),
            revision: 0,
            status: Status::Draft,
            version: "0.1".to_owned(),
            changed: today.to_owned(),
            answers: BTreeMap::new(),
            kept: BTreeMap::new(),
            provenance: BTreeMap::new(),
            received: Vec::new(),
            comments: Vec::new(),
            house: None,
            seal: None,
        };
        if !name.is_empty() {
            assessment.answers.insert(template.roles.name.clone(), Answer::Text(name.to_owned()));
        }
        if let Some(row) = crate::life::version_row(template, "0.1", "First draft", today, author) {
            assessment.answers.insert(row.0, Answer::Table(vec![row.1]));
        }
        assessment
    }

    /// Gives the answer at a place.
    pub fn answer(&self, place: &Place) -> Option<&Answer> {
        match (&place.row, &place.column) {
            (Some(row), Some(column)) => self.row(&place.field, row)?.cells.get(column),
            _ => self.answers.get(&place.field),
        }
    }

    /// Gives the rows of a table; none when it is unanswered.
    pub fn rows(&self, field: &str) -> &[Row] {
        match self.answers.get(field) {
            Some(Answer::Table(rows)) => rows,
            _ => &[],
        }
    }

    /// Finds a row.
    pub fn row(&self, field: &str, row: &str) -> Option<&Row> {
        self.rows(field).iter().find(|r| r.id == row)
    }

    /// Lists the hashes of the files that belong to it: what is attached, what of it is printed, the logo.
    pub fn file_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.house.iter().flat_map(|h| &h.logo).map(|l| l.sha256.as_str()).collect();
        for file in self.attachments() {
            names.push(&file.sha256);
            names.extend(file.printed.iter().map(|p| p.sha256.as_str()));
        }
        names.extend(self.received.iter().map(|r| r.sha256.as_str()));
        names
    }

    /// Lists what is attached, by field.
    pub fn attachments(&self) -> Vec<&AttachmentRef> {
        fn collect<'a>(answer: &'a Answer, out: &mut Vec<&'a AttachmentRef>) {
            match answer {
                Answer::Attachments(list) => out.extend(list),
                Answer::Table(rows) => {
                    rows.iter().flat_map(|r| r.cells.values()).for_each(|a| collect(a, out))
                }
                _ => {}
            }
        }
        let mut out = Vec::new();
        self.answers.values().for_each(|a| collect(a, &mut out));
        out
    }

    /// Computes the digest of what is signed: SHA-256 over the canonical JSON (RFC 8785) of template, name, organisation,
    /// version, answers, kept warnings and house style, if there is one. Status, revision and seal are left out: they change, or hold the digest.
    pub fn digest(&self) -> String {
        #[derive(Serialize)]
        struct Signed<'a> {
            answers: &'a BTreeMap<String, Answer>,
            #[serde(skip_serializing_if = "Option::is_none")]
            house: Option<&'a House>,
            id: &'a str,
            kept: &'a BTreeMap<String, Kept>,
            name: &'a str,
            organisation: &'a str,
            template: &'a TemplateRef,
            version: &'a str,
        }
        let signed = Signed {
            answers: &self.answers,
            house: self.house.as_ref(),
            id: &self.id,
            kept: &self.kept,
            name: &self.name,
            organisation: &self.organisation,
            template: &self.template,
            version: &self.version,
        };
        // Strings, maps and whole numbers only: nothing that JSON cannot hold.
        let bytes = serde_json_canonicalizer::to_vec(&signed).unwrap_or_default();
        Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// How far a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is answered.
    Unanswered,
    /// Something is, but not all that the form requires.
    Partly,
    /// All that the form requires is answered.
    Answered,
    /// It is not asked, as what it depends on does not hold.
    NotAsked,
}

/// How far the whole is answered, over the questions that require an answer and are asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// Questions answered.
    pub answered: usize,
    /// Questions asked.
    pub asked: usize,
}

/// Counts how far a section, or with `None` the whole form, is answered.
pub fn progress(template: &Template, assessment: &Assessment, section: Option<&str>) -> Progress {
    let mut progress = Progress::default();
    for (s, q) in template.questions() {
        if section.is_some_and(|id| id != s.id) || !counts(s, q) {
            continue;
        }
        match state(template, assessment, q) {
            State::NotAsked => {}
            State::Answered => {
                progress.answered += 1;
                progress.asked += 1;
            }
            State::Unanswered | State::Partly => progress.asked += 1,
        }
    }
    progress
}

/// Says how far a question is answered.
pub(crate) fn state(template: &Template, assessment: &Assessment, question: &Question) -> State {
    if question.depends.as_ref().is_some_and(|t| !holds(t, template, assessment)) {
        return State::NotAsked;
    }
    let asked = |f: &&Field| f.required && f.depends.as_ref().is_none_or(|t| holds(t, template, assessment));
    let answered = |f: &Field| field_answered(assessment, f);
    let needed: Vec<&Field> = question.fields.iter().filter(asked).collect();
    let any = question.fields.iter().any(|f| assessment.answers.contains_key(&f.id));
    match (needed.is_empty(), needed.iter().all(|f| answered(f)), any) {
        (true, _, true) | (false, true, _) => State::Answered,
        (_, _, true) => State::Partly,
        _ => State::Unanswered,
    }
}

/// Says whether a field is answered: a table with fixed rows only when each required cell is.
pub(crate) fn field_answered(assessment: &Assessment, field: &Field) -> bool {
    match &field.kind {
        Kind::Table { columns, rows, .. } if !rows.is_empty() => rows.iter().all(|r| {
            columns
                .iter()
                .filter(|c| c.required)
                .all(|c| assessment.row(&field.id, &r.id).is_some_and(|row| row.cells.contains_key(&c.id)))
        }),
        _ => assessment.answers.contains_key(&field.id),
    }
}

fn counts(_: &Section, question: &Question) -> bool {
    question.fields.iter().any(|f| f.required)
}

impl Question {
    /// Says how far it is answered.
    pub fn state(&self, template: &Template, assessment: &Assessment) -> State {
        state(template, assessment, self)
    }
}
