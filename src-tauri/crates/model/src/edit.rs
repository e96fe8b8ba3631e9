//! The one way to change an assessment. Autosave, undo, redo, the history, merge and the tests are all made of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Answer, Assessment, Choice, Comment, Error, Field, House, Kept, Kind, Place, Resolved, Row, Seal, Status,
    Template, YesNo,
};

/// A change with who made it, when, and against which revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The revision that the editor had before them.
    pub against: u64,
    /// Who.
    pub by: String,
    /// When: RFC 3339, UTC.
    pub at: String,
    /// What.
    pub change: Change,
    /// Edits of one group are undone together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// How it came about.
    #[serde(default, skip_serializing_if = "How::is_made")]
    pub how: How,
}

/// How an edit came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It was made.
    #[default]
    Made,
    /// It undoes the step before it that is not undone yet.
    Undone,
    /// It does again the step that was undone last.
    Redone,
}

impl How {
    fn is_made(&self) -> bool {
        *self == How::Made
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Answers a field or a cell, or makes it unanswered again.
    SetAnswer {
        /// Where.
        at: Place,
        /// What; `None` for unanswered.
        #[serde(default)]
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
    /// Names the assessment.
    SetName {
        /// The short name.
        name: String,
    },
    /// Says whose assessment it is.
    SetOrganisation {
        /// The organisation.
        organisation: String,
    },
    /// Sets the house style; made at sign-off, not by hand.
    SetHouse {
        /// The style; `None` for the form's own look, or the one in force.
        #[serde(default)]
        house: Option<House>,
    },
    /// Keeps a warning with a reason, or no longer.
    Keep {
        /// The finding's key.
        finding: String,
        /// The reason.
        #[serde(default)]
        kept: Option<Kept>,
    },
    /// Adds a comment, or puts one back where it was.
    AddComment {
        /// Its place among the comments, from 0.
        index: usize,
        /// The comment.
        comment: Comment,
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
        /// Who settled it, and when; `None` opens it again.
        #[serde(default)]
        resolved: Option<Resolved>,
    },
    /// Moves the assessment on in its life; made by the functions of the life, not by hand.
    SetLife {
        /// The status.
        status: Status,
        /// The version in hand.
        version: String,
        /// The seal.
        #[serde(default)]
        seal: Option<Seal>,
    },
    /// Several changes as one.
    Several {
        /// The changes, in order.
        changes: Vec<Change>,
    },
}

/// Applies an edit, and gives the change that undoes it.
///
/// # Errors
/// [`Error::Stale`] when the edit was made against another revision; [`Error::Frozen`] when the version is signed off;
/// [`Error::Refused`] when the change does not fit. The assessment is then as it was.
pub fn apply(template: &Template, assessment: &mut Assessment, edit: &Edit) -> Result<Change, Error> {
    if edit.against != assessment.revision {
        return Err(Error::Stale { present: assessment.revision, against: edit.against });
    }
    let mut next = assessment.clone();
    let inverse = change(template, &mut next, &edit.change)?;
    next.revision += 1;
    if let Some(day) = edit.at.get(..10) {
        next.changed = day.to_owned();
    }
    *assessment = next;
    Ok(inverse)
}

/// Checks that every answer of an assessment is one that its template asks for.
///
/// # Errors
/// [`Error::Refused`] with the first answer that does not fit.
pub fn check_answers(template: &Template, assessment: &Assessment) -> Result<(), Error> {
    for (id, answer) in &assessment.answers {
        let refused =
            |why: &str| Error::Refused(format!("the answer to “{id}” does not fit the template, {why}"));
        let field = template.field(id).ok_or_else(|| refused("which has no such field"))?;
        fits(template, &field.kind, Some(answer))
            .map_err(|_| refused("which asks for another kind of answer"))?;
    }
    Ok(())
}

fn change(template: &Template, a: &mut Assessment, what: &Change) -> Result<Change, Error> {
    if !a.status.is_open() && !matches!(what, Change::SetLife { .. } | Change::Several { .. }) {
        return Err(Error::Frozen(a.version.clone(), a.status.label().to_lowercase()));
    }
    match what {
        Change::SetAnswer { at, answer } => set_answer(template, a, at, answer.as_ref()),
        Change::InsertRow { field, index, row } => insert_row(template, a, field, *index, row),
        Change::RemoveRow { field, row } => remove_row(a, field, row),
        Change::MoveRow { field, row, to } => move_row(a, field, row, *to),
        Change::SetName { name } => {
            Ok(Change::SetName { name: std::mem::replace(&mut a.name, name.clone()) })
        }
        Change::SetHouse { house } => {
            Ok(Change::SetHouse { house: std::mem::replace(&mut a.house, house.clone()) })
        }
        Change::SetOrganisation { organisation } => Ok(Change::SetOrganisation {
            organisation: std::mem::replace(&mut a.organisation, organisation.clone()),
        }),
        Change::Keep { finding, kept } => {
            let old = match kept {
                Some(kept) => a.kept.insert(finding.clone(), kept.clone()),
                None => a.kept.remove(finding),
            };
            Ok(Change::Keep { finding: finding.clone(), kept: old })
        }
        Change::AddComment { index, comment } => add_comment(template, a, *index, comment),
        Change::RemoveComment { id } => remove_comment(a, id),
        Change::ResolveComment { id, resolved } => {
            let comment = a.comments.iter_mut().find(|c| &c.id == id);
            let comment = comment.ok_or_else(|| Error::Refused("the comment is no longer there".into()))?;
            let old = std::mem::replace(&mut comment.resolved, resolved.clone());
            Ok(Change::ResolveComment { id: id.clone(), resolved: old })
        }
        Change::SetLife { status, version, seal } => Ok(Change::SetLife {
            status: std::mem::replace(&mut a.status, *status),
            version: std::mem::replace(&mut a.version, version.clone()),
            seal: std::mem::replace(&mut a.seal, seal.clone()),
        }),
        Change::Several { changes } => {
            let mut undo = Vec::with_capacity(changes.len());
            for one in changes {
                undo.push(change(template, a, one)?);
            }
            undo.reverse();
            Ok(Change::Several { changes: undo })
        }
    }
}

fn add_comment(
    template: &Template,
    a: &mut Assessment,
    index: usize,
    comment: &Comment,
) -> Result<Change, Error> {
    let known = template.questions().any(|(_, q)| q.id == comment.question);
    let new = !comment.id.is_empty() && a.comments.iter().all(|c| c.id != comment.id);
    if !known || !new || comment.text.trim().is_empty() || index > a.comments.len() {
        return Err(Error::Refused("the comment cannot be added here".into()));
    }
    a.comments.insert(index, comment.clone());
    Ok(Change::RemoveComment { id: comment.id.clone() })
}

fn remove_comment(a: &mut Assessment, id: &str) -> Result<Change, Error> {
    let index = a.comments.iter().position(|c| c.id == id);
    let index = index.ok_or_else(|| Error::Refused("the comment is no longer there".into()))?;
    Ok(Change::AddComment { index, comment: a.comments.remove(index) })
}

fn set_answer(
    t: &Template,
    a: &mut Assessment,
    at: &Place,
    answer: Option<&Answer>,
) -> Result<Change, Error> {
    let field =
        t.field(&at.field).ok_or_else(|| Error::Refused(format!("the form has no field {}", at.field)))?;
    let answer = answer.filter(|x| !x.is_blank());
    let old = match (&at.row, &at.column) {
        (Some(row), Some(column)) => {
            let def = field.columns().iter().find(|c| &c.id == column);
            let def = def.ok_or_else(|| Error::Refused(format!("the table has no column {column}")))?;
            fits(t, &def.kind, answer)?;
            let fixed = fixed_rows(field);
            if fixed.contains(&row.as_str()) {
                return set_fixed_cell(a, field, &fixed, at, answer);
            }
            let rows =
                table(a, &at.field).ok_or_else(|| Error::Refused("the row is no longer there".into()))?;
            let row = rows.iter_mut().find(|r| &r.id == row);
            let row = row.ok_or_else(|| Error::Refused("the row is no longer there".into()))?;
            match answer {
                Some(answer) => row.cells.insert(column.clone(), answer.clone()),
                None => row.cells.remove(column),
            }
        }
        (None, None) => {
            fits(t, &field.kind, answer)?;
            match answer {
                Some(answer) => a.answers.insert(at.field.clone(), answer.clone()),
                None => a.answers.remove(&at.field),
            }
        }
        _ => return Err(Error::Refused("a cell is named by its row and its column".into())),
    };
    Ok(Change::SetAnswer { at: at.clone(), answer: old })
}

/// A table whose rows the form fixes is stored whole, in the form's order, as soon as one cell is answered.
fn set_fixed_cell(
    a: &mut Assessment,
    field: &Field,
    fixed: &[&str],
    at: &Place,
    answer: Option<&Answer>,
) -> Result<Change, Error> {
    let before = a.answers.get(&field.id).cloned();
    let mut rows: Vec<Row> = fixed
        .iter()
        .map(|id| {
            a.row(&field.id, id).cloned().unwrap_or(Row { id: (*id).to_owned(), cells: Default::default() })
        })
        .collect();
    for row in rows.iter_mut().filter(|r| Some(&r.id) == at.row.as_ref()) {
        let column = at.column.clone().unwrap_or_default();
        match answer {
            Some(answer) => row.cells.insert(column, answer.clone()),
            None => row.cells.remove(&column),
        };
    }
    if rows.iter().all(|r| r.cells.is_empty()) {
        a.answers.remove(&field.id);
    } else {
        a.answers.insert(field.id.clone(), Answer::Table(rows));
    }
    Ok(Change::SetAnswer { at: Place::field(&field.id), answer: before })
}

fn insert_row(t: &Template, a: &mut Assessment, id: &str, index: usize, row: &Row) -> Result<Change, Error> {
    let field = t.field(id).ok_or_else(|| Error::Refused(format!("the form has no field {id}")))?;
    let Kind::Table { columns, rows: fixed, .. } = &field.kind else {
        return Err(Error::Refused(format!("{id} is not a table")));
    };
    if !fixed.is_empty() || row.id.is_empty() || a.row(id, &row.id).is_some() {
        return Err(Error::Refused("the row cannot be added here".into()));
    }
    for (column, answer) in &row.cells {
        let def = columns.iter().find(|c| &c.id == column);
        let def = def.ok_or_else(|| Error::Refused(format!("the table has no column {column}")))?;
        fits(t, &def.kind, Some(answer))?;
    }
    if index > a.rows(id).len() {
        return Err(Error::Refused("the table is shorter than that".into()));
    }
    match a.answers.entry(id.to_owned()).or_insert_with(|| Answer::Table(Vec::new())) {
        Answer::Table(rows) => rows.insert(index, row.clone()),
        _ => return Err(Error::Refused(format!("{id} is not a table"))),
    }
    Ok(Change::RemoveRow { field: id.to_owned(), row: row.id.clone() })
}

fn remove_row(a: &mut Assessment, field: &str, row: &str) -> Result<Change, Error> {
    let rows = table(a, field).ok_or_else(|| Error::Refused("the row is no longer there".into()))?;
    let index = rows.iter().position(|r| r.id == row);
    let index = index.ok_or_else(|| Error::Refused("the row is no longer there".into()))?;
    let removed = rows.remove(index);
    if rows.is_empty() {
        a.answers.remove(field);
    }
    Ok(Change::InsertRow { field: field.to_owned(), index, row: removed })
}

fn move_row(a: &mut Assessment, field: &str, row: &str, to: usize) -> Result<Change, Error> {
    let rows = table(a, field).ok_or_else(|| Error::Refused("the row is no longer there".into()))?;
    let from = rows.iter().position(|r| r.id == row);
    let from = from.ok_or_else(|| Error::Refused("the row is no longer there".into()))?;
    if to >= rows.len() {
        return Err(Error::Refused("the table is shorter than that".into()));
    }
    let moved = rows.remove(from);
    rows.insert(to, moved);
    Ok(Change::MoveRow { field: field.to_owned(), row: row.to_owned(), to: from })
}

fn table<'a>(a: &'a mut Assessment, field: &str) -> Option<&'a mut Vec<Row>> {
    match a.answers.get_mut(field) {
        Some(Answer::Table(rows)) => Some(rows),
        _ => None,
    }
}

fn fixed_rows(field: &Field) -> Vec<&str> {
    match &field.kind {
        Kind::Table { rows, .. } => rows.iter().map(|r| r.id.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// Says whether an answer is of the kind that is asked; the words of the refusal are for the log, no officer meets them.
pub(crate) fn fits(t: &Template, kind: &Kind, answer: Option<&Answer>) -> Result<(), Error> {
    let Some(answer) = answer else { return Ok(()) };
    let options = t.options(kind);
    let known = |id: &str| options.iter().any(|(o, _)| *o == id);
    let ok = match (kind, answer) {
        (Kind::Text { .. }, Answer::Text(_))
        | (Kind::Prose, Answer::Prose(_))
        | (Kind::Date, Answer::Date(_))
        | (Kind::Attachments, Answer::Attachments(_)) => true,
        (Kind::YesNo { other }, Answer::YesNo(y)) => *other || !matches!(y, YesNo::Other(_)),
        (Kind::Choice { other, .. }, Answer::Choice(c)) => match c {
            Choice::Option(id) => known(id),
            Choice::Other(_) => *other,
        },
        (Kind::Boxes { rows }, Answer::Boxes(ticked)) => {
            ticked.iter().all(|id| rows.iter().flatten().any(|b| &b.id == id))
        }
        (Kind::Conditions { lists }, Answer::Conditions(picked)) => picked.iter().all(|id| {
            t.conditions.iter().filter(|l| lists.contains(&l.id)).flat_map(|l| &l.items).any(|c| &c.id == id)
        }),
        (Kind::Approval { .. }, Answer::Approval(x)) => x.outcome.as_deref().is_none_or(known),
        (Kind::RowRef { .. }, Answer::RowRef(_)) => true,
        (Kind::Table { columns, rows: fixed, .. }, Answer::Table(rows)) => {
            let mut ids = std::collections::BTreeSet::new();
            for row in rows {
                for (column, cell) in &row.cells {
                    let def = columns.iter().find(|c| &c.id == column);
                    fits(
                        t,
                        &def.ok_or_else(|| Error::Refused(format!("no column {column}")))?.kind,
                        Some(cell),
                    )?;
                }
            }
            rows.iter().all(|r| !r.id.is_empty() && ids.insert(&r.id))
                && (fixed.is_empty() || rows.iter().all(|r| fixed.iter().any(|f| f.id == r.id)))
        }
        _ => false,
    };
    if ok { Ok(()) } else { Err(Error::Refused("the answer is not of the kind that is asked".into())) }
}
