//! The form, as the window draws it.

use model::{Draw, Kind, Layout, Template};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Block;

/// A template, as the window draws it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Form {
    /// The template's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The title that the paper bears.
    pub title: String,
    /// The parts, in order.
    pub sections: Vec<FormSection>,
    /// The lists of conditions, by group.
    pub conditions: Vec<ConditionGroup>,
    /// Which fields play a part.
    pub roles: Roles,
}

/// A part of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FormSection {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// A short title for lists.
    pub short: String,
    /// How its questions are arranged.
    pub shape: Shape,
    /// The heads of its columns, in a screening or an approvals section.
    pub heads: Vec<String>,
    /// An instruction under the title.
    pub instruction: Option<String>,
    /// Words that close it.
    pub closing: Vec<String>,
    /// Its questions.
    pub questions: Vec<FormQuestion>,
    /// Its definitions, in a glossary.
    pub glossary: Vec<Vec<Block>>,
}

/// How the questions of a section are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Labels with answers beside them.
    Labels,
    /// Prompts with the answer below.
    Open,
    /// A row a question with its category.
    Screening,
    /// Numbered questions.
    Numbered,
    /// One table.
    Table,
    /// Approvals.
    Approvals,
    /// Definitions.
    Glossary,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FormQuestion {
    /// Its id.
    pub id: String,
    /// Its printed number.
    pub number: Option<String>,
    /// Its wording.
    pub wording: String,
    /// Words of the wording in regular type.
    pub aside: Option<String>,
    /// Guidance, a paragraph each.
    pub guidance: Vec<String>,
    /// A short name for lists.
    pub short: String,
    /// Its category, in a screening section.
    pub category: Option<String>,
    /// The form's own words in the notes column.
    pub note: Option<String>,
    /// A table of cells that are fields.
    pub matrix: Option<QuestionMatrix>,
    /// Whether it counts towards progress.
    pub counts: bool,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// A table whose cells are fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QuestionMatrix {
    /// Its columns.
    pub columns: Vec<MatrixColumn>,
    /// Its bands.
    pub bands: Vec<Band>,
}

/// A column of a matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MatrixColumn {
    /// Its id.
    pub id: String,
    /// Its head.
    pub title: String,
}

/// A band of a matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Band {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FormField {
    /// Its id.
    pub id: String,
    /// Its label, where the question has several.
    pub label: Option<String>,
    /// The kind of its answer.
    pub kind: FieldKind,
    /// Whether sign-off needs it.
    pub required: bool,
    /// Whether it stands at the right of the wording or of its label.
    pub beside: bool,
    /// A label shared with neighbours.
    pub group: Option<String>,
    /// The title over its grid of boxes.
    pub grid_title: Option<String>,
    /// The band of the question's matrix that it stands in.
    pub band: Option<String>,
    /// The column of the question's matrix that it stands in.
    pub column: Option<String>,
    /// Whether it stands in the notes column of an approvals section, or is a note to a table.
    pub notes: bool,
}

/// The kind of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// Words on one line.
    Text {
        /// `email` or `telephone`.
        format: Option<String>,
    },
    /// Rich text.
    Prose,
    /// A day or free words.
    Date,
    /// Yes or no.
    YesNo {
        /// Whether other words may stand instead.
        other: bool,
    },
    /// One of several.
    Choice {
        /// The options.
        options: Vec<Opt>,
        /// Whether they are levels, from the least to the most.
        levels: bool,
        /// Whether other words may stand instead.
        other: bool,
    },
    /// Boxes to tick.
    Boxes {
        /// The boxes, in rows as on the paper.
        rows: Vec<Vec<BoxItem>>,
    },
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows, where the form fixes them.
        fixed: Vec<FixedRow>,
        /// What a row is called.
        noun: String,
        /// Whether the version table keeps itself.
        versions: bool,
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
        outcomes: Vec<Opt>,
        /// What the date is: “next review”.
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

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Opt {
    /// Its id.
    pub id: String,
    /// Its words.
    pub label: String,
    /// Other words for it in use, of a level of a scale.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub also: Vec<String>,
}

/// A box to tick.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BoxItem {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The width of its label on the paper, in millimetres.
    pub width: f32,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// Its head.
    pub title: String,
    /// Words of the head in regular type.
    pub aside: Option<String>,
    /// Its width on the paper, in millimetres.
    pub width: f32,
    /// The kind of its cells.
    pub kind: FieldKind,
    /// Whether sign-off needs each cell.
    pub required: bool,
}

/// A row that the form fixes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FixedRow {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// A list of conditions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ConditionGroup {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its conditions.
    pub items: Vec<ConditionItem>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ConditionItem {
    /// Its id.
    pub id: String,
    /// How it is cited.
    pub cite: String,
    /// What it is called.
    pub label: String,
    /// Under which heading it is listed.
    pub group: Option<String>,
}

/// Which fields play a part that the window knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Roles {
    /// The project's name.
    pub name: String,
    /// The risks and the measures that answer them.
    pub risks: Option<RiskRoles>,
    /// The version table.
    pub versions: Option<VersionRoles>,
    /// The partners.
    pub partners: Option<String>,
    /// The approvals that need a name and a date.
    pub approvals: Vec<String>,
}

/// The risk table and the table of measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RiskRoles {
    /// The risk table.
    pub field: String,
    /// Its column that describes the risk.
    pub description: String,
    /// Its column of the likelihood.
    pub likelihood: String,
    /// Its column of the severity.
    pub severity: String,
    /// Its column of the overall rating.
    pub overall: String,
    /// The overall level that is proposed: a row for each likelihood, in it one for each severity.
    pub matrix: Vec<Vec<String>>,
    /// The table of measures.
    pub measures: Option<String>,
    /// Its column that refers to the risk.
    pub risk: Option<String>,
    /// Its column of the residual risk.
    pub residual: Option<String>,
}

/// The version table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VersionRoles {
    /// The field.
    pub field: String,
    /// The column of the reason.
    pub reason: String,
}

impl From<&Template> for Form {
    fn from(t: &Template) -> Form {
        Form {
            id: t.id.clone(),
            name: t.name.clone(),
            title: t.title.clone(),
            sections: t.sections.iter().map(|s| section(t, s)).collect(),
            conditions: t.conditions.iter().map(condition_group).collect(),
            roles: roles(t),
        }
    }
}

fn section(t: &Template, s: &model::Section) -> FormSection {
    let (shape, heads) = match &s.layout {
        Layout::Labels { .. } => (Shape::Labels, Vec::new()),
        Layout::Open => (Shape::Open, Vec::new()),
        Layout::Screening { heads, .. } => (Shape::Screening, heads.to_vec()),
        Layout::Numbered { .. } => (Shape::Numbered, Vec::new()),
        Layout::Table => (Shape::Table, Vec::new()),
        Layout::Approvals { heads, .. } => (Shape::Approvals, heads.to_vec()),
        Layout::Glossary => (Shape::Glossary, Vec::new()),
    };
    FormSection {
        id: s.id.clone(),
        number: s.number.clone(),
        title: s.title.clone(),
        short: s.short.clone(),
        shape,
        heads,
        instruction: s.instruction.clone(),
        closing: s.closing.clone(),
        questions: s.questions.iter().map(|q| question(t, q)).collect(),
        glossary: s.glossary.iter().map(|g| g.text.0.iter().map(Block::from).collect()).collect(),
    }
}

fn question(t: &Template, q: &model::Question) -> FormQuestion {
    let matrix = q.matrix.as_ref().map(|m| QuestionMatrix {
        columns: m
            .columns
            .iter()
            .map(|c| MatrixColumn { id: c.id.clone(), title: c.title.clone() })
            .collect(),
        bands: m.bands.iter().map(|b| Band { id: b.id.clone(), title: b.title.clone() }).collect(),
    });
    FormQuestion {
        id: q.id.clone(),
        number: q.number.clone(),
        wording: q.wording.clone(),
        aside: q.aside.clone(),
        guidance: q.guidance.clone(),
        short: q.short.clone().unwrap_or_else(|| q.wording.clone()),
        category: q.category.clone(),
        note: q.note.clone(),
        matrix,
        counts: q.fields.iter().any(|f| f.required),
        fields: q.fields.iter().map(|f| field(t, f)).collect(),
    }
}

fn field(t: &Template, f: &model::Field) -> FormField {
    let mut out = FormField {
        id: f.id.clone(),
        label: f.label.clone(),
        kind: kind(t, &f.kind, Some(&f.id)),
        required: f.required,
        beside: matches!(f.draw, Draw::Beside { .. } | Draw::Line { .. } | Draw::Stack),
        group: None,
        grid_title: None,
        band: None,
        column: None,
        notes: matches!(f.draw, Draw::Notes | Draw::NoteRow),
    };
    match &f.draw {
        Draw::Line { group: Some(head), .. } => out.group = Some(head.text.clone()),
        Draw::Grid { title } => out.grid_title.clone_from(title),
        Draw::Cell { band, column } => {
            out.band = Some(band.clone());
            out.column = Some(column.clone());
        }
        _ => {}
    }
    out
}

fn kind(t: &Template, k: &Kind, field: Option<&str>) -> FieldKind {
    match k {
        Kind::Text { format } => FieldKind::Text {
            format: format.map(|f| match f {
                model::Format::Email => "email".to_owned(),
                model::Format::Telephone => "telephone".to_owned(),
            }),
        },
        Kind::Prose => FieldKind::Prose,
        Kind::Date => FieldKind::Date,
        Kind::YesNo { other } => FieldKind::YesNo { other: *other },
        Kind::Choice { scale, other, .. } => {
            FieldKind::Choice { options: options(t, k), levels: scale.is_some(), other: *other }
        }
        Kind::Boxes { rows } => FieldKind::Boxes {
            rows: rows
                .iter()
                .map(|r| {
                    r.iter()
                        .map(|b| BoxItem { id: b.id.clone(), label: b.label.clone(), width: b.width })
                        .collect()
                })
                .collect(),
        },
        Kind::Table { columns, rows, noun } => FieldKind::Table {
            columns: columns.iter().map(|c| column(t, c)).collect(),
            fixed: rows.iter().map(|r| FixedRow { id: r.id.clone(), label: r.label.clone() }).collect(),
            noun: noun.clone(),
            versions: field.is_some() && t.roles.versions.as_ref().map(|v| v.field.as_str()) == field,
        },
        Kind::Conditions { lists } => FieldKind::Conditions { lists: lists.clone() },
        Kind::Attachments => FieldKind::Attachments,
        Kind::Approval { date_label, .. } => {
            FieldKind::Approval { outcomes: options(t, k), date_label: date_label.clone() }
        }
        Kind::RowRef { field, column } => FieldKind::RowRef { field: field.clone(), column: column.clone() },
    }
}

fn options(t: &Template, k: &Kind) -> Vec<Opt> {
    let levels = k.scale(t).map(|s| s.levels.as_slice()).unwrap_or_default();
    let also = |at: usize| levels.get(at).map(|l| l.also.clone()).unwrap_or_default();
    let option =
        |(at, (id, label)): (usize, (&str, &str))| Opt { id: id.into(), label: label.into(), also: also(at) };
    t.options(k).into_iter().enumerate().map(option).collect()
}

fn column(t: &Template, c: &model::Column) -> Column {
    Column {
        id: c.id.clone(),
        title: c.title.clone(),
        aside: c.aside.clone(),
        width: c.width,
        kind: kind(t, &c.kind, None),
        required: c.required,
    }
}

fn condition_group(list: &model::ConditionList) -> ConditionGroup {
    let item = |c: &model::ConditionDef| ConditionItem {
        id: c.id.clone(),
        cite: c.cite.clone(),
        label: c.label.clone(),
        group: c.group.clone(),
    };
    ConditionGroup {
        id: list.id.clone(),
        title: list.title.clone(),
        items: list.items.iter().map(item).collect(),
    }
}

fn roles(t: &Template) -> Roles {
    let r = &t.roles;
    Roles {
        name: r.name.clone(),
        risks: r.risks.as_ref().map(|risks| RiskRoles {
            field: risks.field.clone(),
            description: risks.description.clone(),
            likelihood: risks.likelihood.clone(),
            severity: risks.severity.clone(),
            overall: risks.overall.clone(),
            matrix: risks.matrix.clone(),
            measures: r.measures.as_ref().map(|m| m.field.clone()),
            risk: r.measures.as_ref().map(|m| m.risk.clone()),
            residual: r.measures.as_ref().map(|m| m.residual.clone()),
        }),
        versions: r
            .versions
            .as_ref()
            .map(|v| VersionRoles { field: v.field.clone(), reason: v.reason.clone() }),
        partners: r.partners.clone(),
        approvals: r.approvals.named_and_dated.clone(),
    }
}
