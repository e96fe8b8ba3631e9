//! Answers in plain words, as the paper says them.

use model::{Answer, Assessment, Choice, Kind, Template, YesNo, long_date};

/// Says an answer in plain words; several lines where it has several paragraphs, nothing for boxes and tables.
pub fn answer_words(template: &Template, assessment: &Assessment, kind: &Kind, answer: &Answer) -> String {
    match answer {
        Answer::Text(text) => text.clone(),
        Answer::Prose(prose) => prose.text(),
        Answer::Date(date) => long_date(date),
        Answer::YesNo(YesNo::Yes) => "Yes".into(),
        Answer::YesNo(YesNo::No) => "No".into(),
        Answer::YesNo(YesNo::Other(words)) | Answer::Choice(Choice::Other(words)) => words.clone(),
        Answer::Choice(Choice::Option(id)) => option(template, kind, id),
        Answer::Conditions(picked) => {
            let known = template.conditions.iter().flat_map(|l| &l.items).filter(|c| picked.contains(&c.id));
            known.map(|c| format!("{} {}", c.cite, c.label)).collect::<Vec<_>>().join("; ")
        }
        Answer::Attachments(list) => list.iter().map(|f| f.title.clone()).collect::<Vec<_>>().join("; "),
        Answer::Approval(approval) => {
            let outcome = approval.outcome.as_ref().map(|id| option(template, kind, id));
            [outcome, Some(approval.line())]
                .into_iter()
                .flatten()
                .filter(|s| !s.is_empty())
                .collect::<Vec<_>>()
                .join(": ")
        }
        Answer::RowRef(id) => match kind {
            Kind::RowRef { field, column } => cell_words(template, assessment, field, id, column),
            _ => String::new(),
        },
        Answer::Boxes(_) | Answer::Table(_) => String::new(),
    }
}

/// Says a cell of a table in plain words; nothing when it is not answered.
pub fn cell_words(
    template: &Template,
    assessment: &Assessment,
    field: &str,
    row: &str,
    column: &str,
) -> String {
    let kind =
        template.field(field).and_then(|f| f.columns().iter().find(|c| c.id == column)).map(|c| &c.kind);
    let cell = assessment.row(field, row).and_then(|r| r.cells.get(column));
    match (kind, cell) {
        // A row that refers to a row that refers on would never end.
        (Some(Kind::RowRef { .. }), _) | (None, _) | (_, None) => String::new(),
        (Some(kind), Some(answer)) => answer_words(template, assessment, kind, answer),
    }
}

fn option(template: &Template, kind: &Kind, id: &str) -> String {
    template
        .options(kind)
        .iter()
        .find(|(o, _)| *o == id)
        .map_or_else(|| id.to_owned(), |(_, label)| (*label).to_owned())
}
