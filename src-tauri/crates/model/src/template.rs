//! What is asked: a template is data, checked when it is loaded. No code names a question of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Prose, Severity, Test};

/// A form. All lengths are millimetres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Where the JSON Schema of template files lies, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The edition of the template file format: 1.
    pub format: u32,
    /// Its name in files, never changed.
    pub id: String,
    /// Which edition of the form it is.
    pub edition: String,
    /// Its name for people.
    pub name: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// The title, as printed on the first page.
    pub title: String,
    /// The words under the title.
    pub definition: String,
    /// What the document is, as printed in the footer.
    pub document: String,
    /// Where the wording was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The scales on which things are rated, by id.
    #[serde(default)]
    pub scales: BTreeMap<String, Scale>,
    /// The lists of legal conditions from which an answer picks.
    #[serde(default)]
    pub conditions: Vec<ConditionList>,
    /// The parts of the form, in order.
    pub sections: Vec<Section>,
    /// Which fields play a part that rules, versions and lists need.
    pub roles: Roles,
    /// What must hold, besides what each field says of itself.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// A scale: its levels from the least to the most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The levels.
    pub levels: Vec<Level>,
}

/// A level of a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// Its word on the paper.
    pub label: String,
    /// Other words for it in use, for reading foreign documents and free wordings.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Scale {
    /// Gives the place of a level, from 0, by its id, its word or one of its other words.
    pub fn level_of(&self, words: &str) -> Option<usize> {
        let words = words.trim();
        let is = |word: &String| word.to_lowercase() == words.to_lowercase();
        self.levels.iter().position(|l| l.id == words || is(&l.label) || l.also.iter().any(is))
    }
}

/// A list of legal conditions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionList {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its conditions.
    pub items: Vec<ConditionDef>,
}

/// A legal condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionDef {
    /// Its id, unique in the template.
    pub id: String,
    /// How it is cited: “Article 6(1)(e)”.
    pub cite: String,
    /// What it is called.
    pub label: String,
    /// Under which heading it is listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// A part of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its printed number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its title, as printed.
    pub title: String,
    /// A short title for lists.
    pub short: String,
    /// How its title prints.
    pub heading: Heading,
    /// How its questions are drawn.
    pub layout: Layout,
    /// An instruction between title and table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<String>,
    /// Words that close the section.
    #[serde(default)]
    pub closing: Vec<String>,
    /// Whether the title is reconstructed, being illegible in the source.
    #[serde(default)]
    pub reconstructed: bool,
    /// Its questions.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Its definitions, for a glossary.
    #[serde(default)]
    pub glossary: Vec<Glossary>,
}

/// How a section's title prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Heading {
    /// Not at all.
    None,
    /// As a heading.
    Plain,
    /// As a band over the table, repeated when the table goes on.
    Band,
}

/// How a section's questions are drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "as", rename_all = "snake_case", deny_unknown_fields)]
pub enum Layout {
    /// Labels in the left column, answers beside them; a question of several fields has them in inner rows.
    Labels {
        /// Width of the labels.
        label: f32,
        /// Width of the inner labels.
        inner: f32,
    },
    /// Prompts in a tinted row, the answer below.
    Open,
    /// A row a question: number, category, question, answer.
    Screening {
        /// The widths of the four columns.
        widths: [f32; 4],
        /// Their heads.
        heads: [String; 4],
    },
    /// A strip with the number at the left, the question and its answers beside it.
    Numbered {
        /// Width of the strip.
        strip: f32,
    },
    /// The table of its one question.
    Table,
    /// A row an approval: item, name and date, notes.
    Approvals {
        /// The widths of the three columns.
        widths: [f32; 3],
        /// Their heads.
        heads: [String; 3],
    },
    /// Definitions.
    Glossary,
}

/// A definition of a glossary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// The definition; the term is in bold.
    pub text: Prose,
}

/// A question of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id, unique in the template and never changed.
    pub id: String,
    /// Its printed number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its wording, printed in bold.
    #[serde(default)]
    pub wording: String,
    /// Words of the wording that print in regular type after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<String>,
    /// Paragraphs of guidance, printed under the wording.
    #[serde(default)]
    pub guidance: Vec<String>,
    /// A short name for lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The category, in a screening section; equal neighbours share a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The form's own words in the notes column of an approvals section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A head at the right of the wording, over the answers of the lines below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    /// A table of cells that are fields of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Matrix>,
    /// Whether its wording is reconstructed, being illegible in the source.
    #[serde(default)]
    pub reconstructed: bool,
    /// On what it depends: it is asked only where this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depends: Option<Test>,
    /// What is answered.
    pub fields: Vec<Field>,
}

/// A head over answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Its words.
    pub text: String,
    /// Its width.
    pub width: f32,
}

/// A table whose cells are fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    /// Its columns.
    pub columns: Vec<MatrixColumn>,
    /// Its bands, a row of cells each.
    pub bands: Vec<Band>,
}

/// A column of a matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatrixColumn {
    /// Its id.
    pub id: String,
    /// Its head.
    pub title: String,
    /// Its width.
    pub width: f32,
}

/// A band of a matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Its id.
    pub id: String,
    /// Its title, in a row across the table.
    pub title: String,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id, unique in the template and never changed.
    pub id: String,
    /// Its own label, where the question has several fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The kind of its answer.
    pub kind: Kind,
    /// How it is drawn.
    #[serde(default)]
    pub draw: Draw,
    /// Whether sign-off needs it.
    #[serde(default)]
    pub required: bool,
    /// Whether an empty one prints blank; else it prints “Not answered”.
    #[serde(default)]
    pub blank: bool,
    /// Whether its label is reconstructed.
    #[serde(default)]
    pub reconstructed: bool,
    /// On what it depends: it is asked only where this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depends: Option<Test>,
}

/// The kind of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// Words on one line.
    Text {
        /// What they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        format: Option<Format>,
    },
    /// Rich text.
    Prose,
    /// A day or free words.
    Date,
    /// Yes or no.
    YesNo {
        /// Whether other words may stand instead.
        #[serde(default)]
        other: bool,
    },
    /// One of several.
    Choice {
        /// The options, where they are not a scale's levels.
        #[serde(default)]
        options: Vec<Opt>,
        /// The scale whose levels are the options.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scale: Option<String>,
        /// Whether other words may stand instead.
        #[serde(default)]
        other: bool,
    },
    /// Boxes to tick.
    Boxes {
        /// The boxes, in rows as they stand on the paper.
        rows: Vec<Vec<BoxDef>>,
    },
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows, where the form fixes them.
        #[serde(default)]
        rows: Vec<RowDef>,
        /// What a row is called: “partner”.
        noun: String,
    },
    /// Conditions, picked from lists.
    Conditions {
        /// The ids of the lists.
        lists: Vec<String>,
    },
    /// Files.
    Attachments,
    /// A name and a date.
    Approval {
        /// What may be decided.
        #[serde(default)]
        outcomes: Vec<Opt>,
        /// What the date is, where it is not the day of the approval: “next review”.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date_label: Option<String>,
    },
    /// A row of another table.
    RowRef {
        /// The field of that table.
        field: String,
        /// The column whose words stand for the row.
        column: String,
    },
}

/// What a line of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opt {
    /// Its id.
    pub id: String,
    /// Its words.
    pub label: String,
}

/// A box to tick.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoxDef {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Width of the label's cell.
    pub width: f32,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// Its head.
    pub title: String,
    /// Words of the head that print in regular type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<String>,
    /// Its width.
    pub width: f32,
    /// The kind of its cells.
    pub kind: Kind,
    /// Whether sign-off needs each cell.
    #[serde(default)]
    pub required: bool,
    /// Whether an empty cell prints blank.
    #[serde(default)]
    pub blank: bool,
    /// Whether its words print in bold.
    #[serde(default)]
    pub strong: bool,
}

/// A row that the form fixes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowDef {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// How a field is drawn.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "at", rename_all = "snake_case", deny_unknown_fields)]
pub enum Draw {
    /// In a row of its own; its label, if any, in a row above it.
    #[default]
    Below,
    /// At the right of the question's wording.
    Beside {
        /// Its width.
        width: f32,
        /// The head over it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        head: Option<String>,
    },
    /// At the right of its own label, which is drawn as a row.
    Line {
        /// Its width.
        width: f32,
        /// Whether the label prints in bold.
        #[serde(default)]
        strong: bool,
        /// A label at the left, shared by neighbours of the same group, and its width.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<Head>,
    },
    /// In a row, with its label in a cell at the left.
    Labelled {
        /// Width of the label.
        label: f32,
    },
    /// Boxes in rows over the full width, under a band with the title.
    Grid {
        /// The title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
    /// Boxes one under another, at the right of the wording.
    Stack,
    /// A table over the full width.
    Table {
        /// Whether the wording of the question is the head of the labels of fixed rows.
        #[serde(default)]
        wording_heads: Option<f32>,
    },
    /// In a cell of the question's matrix.
    Cell {
        /// The band.
        band: String,
        /// The column.
        column: String,
    },
    /// As a row across the table, above its rows; left out when empty.
    NoteRow,
    /// In the notes column of an approvals section.
    Notes,
    /// At the end of the cell of the field before it.
    With,
}

/// Which fields play a part that code needs.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// The project's name.
    pub name: String,
    /// The organisation or office of the project's lead, for lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The version table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<VersionTable>,
    /// The risk table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risks: Option<Risks>,
    /// The table of measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Measures>,
    /// The approvals that sign-off needs.
    #[serde(default)]
    pub approvals: Approvals,
    /// The data protection officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<Officer>,
    /// The partners.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partners: Option<String>,
    /// Where consultation of the regulator is noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regulator: Option<Regulator>,
}

/// The approvals.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approvals {
    /// The fields that must hold a name and a date.
    #[serde(default)]
    pub named_and_dated: Vec<String>,
    /// The field that says who keeps the assessment under review, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
}

/// Which columns the version table has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VersionTable {
    /// The field.
    pub field: String,
    /// The column of the version's number.
    pub number: String,
    /// The column of the reason.
    pub reason: String,
    /// The column of the date.
    pub date: String,
    /// The column of the authors.
    pub authors: String,
}

/// Which columns the risk table has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Risks {
    /// The field.
    pub field: String,
    /// The column that describes the risk.
    pub description: String,
    /// The column of the likelihood.
    pub likelihood: String,
    /// The column of the severity.
    pub severity: String,
    /// The column of the overall rating.
    pub overall: String,
    /// The overall level that is proposed: a row for each level of likelihood, in it one for each level of severity.
    pub matrix: Vec<Vec<String>>,
    /// The levels that need a measure.
    pub needs_measure: Vec<String>,
}

/// Which columns the table of measures has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// The field.
    pub field: String,
    /// The column that refers to the risk.
    pub risk: String,
    /// The column that says what is done.
    pub options: String,
    /// The column of the effect.
    pub effect: String,
    /// The column of the residual risk.
    pub residual: String,
    /// The column that says whether it is approved.
    pub approved: String,
}

/// Where the data protection officer is named: a new assessment begins with them, as the office's settings say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// The field of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The field of the e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The approval that is theirs: who they are is filled in, when they approve is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<String>,
    /// What their office is called, where it stands beside the name: “Data Protection Officer”.
    pub office: String,
}

/// How a note that the regulator is consulted is found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regulator {
    /// The fields that may hold it.
    pub fields: Vec<String>,
    /// The words of which one must stand there.
    pub words: Vec<String>,
    /// The residual levels that call for it.
    pub levels: Vec<String>,
}

/// A rule of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// How grave a breach is.
    pub severity: Severity,
    /// When it is asked.
    pub when: Test,
    /// What must hold then.
    pub must: Test,
    /// The field that the finding points to.
    pub at: String,
    /// What is missing, and what to do.
    pub message: String,
    /// The form's step, or the Act and section.
    pub source: String,
}

impl Template {
    /// Reads and checks a template file.
    ///
    /// # Errors
    /// [`crate::Error::Unreadable`] when it is not a template file; [`crate::Error::Template`] with every mistake found.
    pub fn from_json(bytes: &[u8]) -> Result<Template, crate::Error> {
        let template: Template = serde_json::from_slice(bytes)
            .map_err(|e| crate::Error::Unreadable { what: "a template", reason: e.to_string() })?;
        let problems = crate::check_template(&template);
        if problems.is_empty() { Ok(template) } else { Err(crate::Error::Template(problems)) }
    }

    /// Lists every question with its section, in printed order.
    pub fn questions(&self) -> impl Iterator<Item = (&Section, &Question)> {
        self.sections.iter().flat_map(|s| s.questions.iter().map(move |q| (s, q)))
    }

    /// Lists every field with its question, in printed order.
    pub fn fields(&self) -> impl Iterator<Item = (&Question, &Field)> {
        self.questions().flat_map(|(_, q)| q.fields.iter().map(move |f| (q, f)))
    }

    /// Finds a field.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|(_, f)| f.id == id).map(|(_, f)| f)
    }

    /// Finds the question that a field belongs to.
    pub fn question_of(&self, field: &str) -> Option<&Question> {
        self.fields().find(|(_, f)| f.id == field).map(|(q, _)| q)
    }

    /// Finds a condition by its id.
    pub fn condition(&self, id: &str) -> Option<&ConditionDef> {
        self.conditions.iter().flat_map(|l| &l.items).find(|c| c.id == id)
    }

    /// Gives the options of a choice: its own, or the levels of its scale.
    pub fn options<'a>(&'a self, kind: &'a Kind) -> Vec<(&'a str, &'a str)> {
        match kind {
            Kind::Choice { scale: Some(scale), .. } => self
                .scales
                .get(scale)
                .map(|s| s.levels.iter().map(|l| (l.id.as_str(), l.label.as_str())).collect())
                .unwrap_or_default(),
            Kind::Choice { options, .. } | Kind::Approval { outcomes: options, .. } => {
                options.iter().map(|o| (o.id.as_str(), o.label.as_str())).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Kind {
    /// Gives the scale whose level is chosen; nothing for other kinds.
    pub fn scale<'a>(&self, template: &'a Template) -> Option<&'a Scale> {
        match self {
            Kind::Choice { scale: Some(id), .. } => template.scales.get(id),
            _ => None,
        }
    }
}

impl Field {
    /// Gives the columns, of a table.
    pub fn columns(&self) -> &[Column] {
        match &self.kind {
            Kind::Table { columns, .. } => columns,
            _ => &[],
        }
    }

    /// Gives the boxes to tick, in their order; none of any other kind.
    pub fn boxes(&self) -> impl Iterator<Item = &BoxDef> {
        let rows = match &self.kind {
            Kind::Boxes { rows } => rows.as_slice(),
            _ => &[],
        };
        rows.iter().flatten()
    }
}

impl Question {
    /// Gives what stands before its wording in lists and messages: its number, or else its wording.
    pub fn name(&self) -> &str {
        self.number.as_deref().unwrap_or_else(|| self.short.as_deref().unwrap_or(&self.wording))
    }
}
