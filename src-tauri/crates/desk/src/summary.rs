//! What the register's list shows of an assessment.

use std::sync::Arc;

use model::{Answer, Assessment, Template, progress};
use serde::{Deserialize, Serialize};

use crate::{Templates, wire};

/// What the register keeps of an assessment for its list, besides its own particulars.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    answered: usize,
    asked: usize,
    risk: Option<(usize, String)>,
    residual: Option<(usize, String)>,
    owner: String,
    review: String,
    received: String,
}

/// Makes the register's `summarise`.
pub(crate) fn summarise(templates: Arc<Templates>) -> store::Summarise {
    Arc::new(move |assessment| {
        let template = templates.get(&assessment.template.id);
        let kept = template.map(|t| keep(&t, assessment)).unwrap_or_default();
        serde_json::to_value(kept).unwrap_or_default()
    })
}

/// Gives a line of the list.
pub(crate) fn line(summary: store::Summary) -> wire::Summary {
    let kept: Kept = serde_json::from_value(summary.summary).unwrap_or_default();
    wire::Summary {
        id: summary.id,
        name: summary.name,
        organisation: summary.organisation,
        template: summary.template,
        status: summary.status.into(),
        version: summary.version,
        changed: summary.changed,
        archived: summary.archived,
        answered: kept.answered,
        asked: kept.asked,
        risk: kept.risk,
        residual: kept.residual,
        owner: kept.owner,
        review: kept.review,
        received: kept.received,
    }
}

fn keep(template: &Template, a: &Assessment) -> Kept {
    let done = progress(template, a, None);
    let roles = &template.roles;
    let highest = |field: &str, column: &str| highest(template, a, field, column);
    let owner = roles.owner.as_ref().and_then(|f| match a.answers.get(f) {
        Some(Answer::Text(t)) => Some(t.clone()),
        _ => None,
    });
    let review = roles.approvals.review.as_ref().and_then(|f| match a.answers.get(f) {
        Some(Answer::Approval(x)) => Some(x.date.clone()),
        _ => None,
    });
    Kept {
        answered: done.answered,
        asked: done.asked,
        risk: roles.risks.as_ref().and_then(|r| highest(&r.field, &r.overall)),
        residual: roles.measures.as_ref().and_then(|m| highest(&m.field, &m.residual)),
        owner: owner.unwrap_or_default(),
        review: review.unwrap_or_default(),
        received: a.received.first().map(whose).unwrap_or_default(),
    }
}

/// Says whose a document is: whom it came from, or how the file is called.
pub(crate) fn whose(received: &model::Received) -> String {
    if received.from.is_empty() { received.file_name.clone() } else { received.from.clone() }
}

/// Finds the highest level in a column, counted from 1, with its word; free wordings count where they are a level's other words.
fn highest(template: &Template, a: &Assessment, field: &str, column: &str) -> Option<(usize, String)> {
    let scale = template.field(field)?.columns().iter().find(|c| c.id == column)?.kind.scale(template)?;
    let level = |row: &model::Row| match row.cells.get(column) {
        Some(Answer::Choice(choice)) => scale.level_of(choice.words()),
        _ => None,
    };
    let top = a.rows(field).iter().filter_map(level).max()?;
    scale.levels.get(top).map(|l| (top + 1, l.label.clone()))
}
