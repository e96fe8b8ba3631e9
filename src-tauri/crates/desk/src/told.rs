//! Changes told in an officer's words, for the history and for Undo.

use export::answer_words;
use model::{Answer, Assessment, Change, Field, Kind, Place, Template};

/// A change, told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Told {
    /// What was done: “3.2 Contracts answered”.
    pub what: String,
    /// The question, by id.
    pub question: Option<String>,
    /// The words that the change put there.
    pub words: String,
}

/// Tells a change; `assessment` is as it was after it.
pub(crate) fn tell(template: &Template, assessment: &Assessment, change: &Change) -> Told {
    let at = |field: &str| question_of(template, field);
    match change {
        Change::SetAnswer { at: place, answer } => {
            let (question, name) = at(&place.field);
            let what = if answer.is_some() { "answered" } else { "cleared" };
            let words = answer
                .as_ref()
                .zip(kind(template, place))
                .map(|(answer, kind)| words(template, assessment, kind, answer))
                .unwrap_or_default();
            Told { what: format!("{name} {what}"), question, words }
        }
        Change::InsertRow { field, row, .. } => {
            let (question, name) = at(field);
            let words = template.field(field).map(|f| row_words(template, assessment, f, row));
            Told { what: format!("{name}: row added"), question, words: words.unwrap_or_default() }
        }
        Change::RemoveRow { field, .. } => {
            let (question, name) = at(field);
            Told { what: format!("{name}: row removed"), question, words: String::new() }
        }
        Change::MoveRow { field, to, .. } => {
            let (question, name) = at(field);
            Told { what: format!("{name}: row moved to place {}", to + 1), question, words: String::new() }
        }
        Change::SetName { name } => plain("Short name changed", name),
        Change::SetOrganisation { organisation } => plain("Organisation changed", organisation),
        Change::SetHouse { .. } => plain("Look of the paper kept", ""),
        Change::Keep { kept: Some(kept), .. } => plain("Warning kept with a reason", &kept.reason),
        Change::Keep { kept: None, .. } => plain("Warning no longer kept", ""),
        Change::AddComment { comment, .. } => comment_told(template, "comment added", comment),
        Change::RemoveComment { .. } => plain("Comment removed", ""),
        Change::ResolveComment { id, resolved } => {
            let what = if resolved.is_some() { "comment settled" } else { "comment opened again" };
            match assessment.comments.iter().find(|c| &c.id == id) {
                Some(comment) => comment_told(template, what, comment),
                None => plain(what, ""),
            }
        }
        Change::SetLife { status, version, .. } => {
            plain(&format!("Version {version}: {}", status.label().to_lowercase()), "")
        }
        Change::Several { changes } => several(template, assessment, changes),
    }
}

/// Says what stands at a place in plain words: boxes and tables too.
pub(crate) fn words(template: &Template, a: &Assessment, kind: &Kind, answer: &Answer) -> String {
    match (kind, answer) {
        (Kind::Boxes { rows }, Answer::Boxes(ticked)) => {
            let labels = rows.iter().flatten().filter(|b| ticked.contains(&b.id)).map(|b| b.label.as_str());
            labels.collect::<Vec<_>>().join("; ")
        }
        (Kind::Table { .. }, Answer::Table(rows)) => format!("{} rows", rows.len()),
        _ => answer_words(template, a, kind, answer),
    }
}

fn several(template: &Template, assessment: &Assessment, changes: &[Change]) -> Told {
    let life = changes.iter().find(|c| matches!(c, Change::SetLife { .. }));
    if let Some(life) = life {
        return tell(template, assessment, life);
    }
    let told: Vec<Told> = changes.iter().map(|c| tell(template, assessment, c)).collect();
    let Some(first) = told.first() else { return Told::default() };
    let same = told.iter().all(|t| t.question == first.question);
    if same {
        let words = told.iter().map(|t| t.words.as_str()).filter(|w| !w.is_empty()).collect::<Vec<_>>();
        return Told { what: first.what.clone(), question: first.question.clone(), words: words.join("; ") };
    }
    Told { what: format!("{} changes, from {}", told.len(), first.what), ..Told::default() }
}

fn plain(what: &str, words: &str) -> Told {
    Told { what: what.to_owned(), question: None, words: words.to_owned() }
}

fn row_words(template: &Template, a: &Assessment, field: &Field, row: &model::Row) -> String {
    let cell = |c: &model::Column| row.cells.get(&c.id).map(|x| words(template, a, &c.kind, x));
    field.columns().iter().filter_map(cell).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" | ")
}

fn kind<'a>(template: &'a Template, place: &Place) -> Option<&'a Kind> {
    let field = template.field(&place.field)?;
    match &place.column {
        Some(column) => field.columns().iter().find(|c| &c.id == column).map(|c| &c.kind),
        None => Some(&field.kind),
    }
}

fn comment_told(template: &Template, what: &str, comment: &model::Comment) -> Told {
    let question = template.questions().map(|(_, q)| q).find(|q| q.id == comment.question);
    let name = question.map(name_of).unwrap_or_default();
    Told {
        what: format!("{name}: {what}"),
        question: Some(comment.question.clone()),
        words: comment.text.clone(),
    }
}

/// Gives a field's question by id, and the name that people know it by: “3.2 Contracts”.
fn question_of(template: &Template, field: &str) -> (Option<String>, String) {
    match template.question_of(field) {
        Some(question) => (Some(question.id.clone()), name_of(question)),
        None => (None, field.to_owned()),
    }
}

/// Gives the name that people know a question by: “3.2 Contracts”.
pub(crate) fn name_of(question: &model::Question) -> String {
    let short = question.short.as_deref().unwrap_or(&question.wording);
    match &question.number {
        Some(number) if number != short => format!("{number} {short}"),
        _ => short.to_owned(),
    }
}
