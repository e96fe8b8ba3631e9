//! An assessment as a table for spreadsheets.

use model::{Answer, Assessment, BoxDef, Column, Field, Kind, Question, Row, Template};

use crate::answer_words;

/// Writes an assessment as CSV (RFC 4180, UTF-8): `number,question,answer` in the template's order. A row stands for a
/// question, a box (`ticked`, or nothing) or a row of a table (its cells joined by ` | `). What is not answered is empty.
///
/// # Errors
/// Those of the writer, when memory runs out.
pub fn csv(template: &Template, assessment: &Assessment) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["number", "question", "answer"])?;
    for (question, field) in template.fields() {
        let answer = assessment.answers.get(&field.id);
        for (words, answer) in records(template, assessment, question, field, answer) {
            out.write_record([question.number.as_deref().unwrap_or_default(), &words, &answer])?;
        }
    }
    out.into_inner().map_err(|e| e.into_error().into())
}

fn records(
    t: &Template,
    a: &Assessment,
    q: &Question,
    field: &Field,
    answer: Option<&Answer>,
) -> Vec<(String, String)> {
    match &field.kind {
        Kind::Boxes { rows } => rows.iter().flatten().map(|b| (b.label.clone(), ticked(b, answer))).collect(),
        Kind::Table { columns, rows: fixed, .. } => {
            let given = a.rows(&field.id);
            let row = |row: &Row| cells(t, a, columns, row);
            if !fixed.is_empty() {
                let found = |id: &str| given.iter().find(|r| r.id == id).map(row).unwrap_or_default();
                fixed.iter().map(|r| (r.label.clone(), found(&r.id))).collect()
            } else if given.is_empty() {
                vec![(wording(q, field), String::new())]
            } else {
                given.iter().map(|r| (wording(q, field), row(r))).collect()
            }
        }
        kind => {
            let words = answer.map(|x| answer_words(t, a, kind, x)).unwrap_or_default();
            vec![(wording(q, field), words)]
        }
    }
}

fn ticked(one: &BoxDef, answer: Option<&Answer>) -> String {
    match answer {
        Some(Answer::Boxes(set)) if set.contains(&one.id) => "ticked".to_owned(),
        _ => String::new(),
    }
}

fn cells(t: &Template, a: &Assessment, columns: &[Column], row: &Row) -> String {
    let cell = |c: &Column| row.cells.get(&c.id).map(|x| answer_words(t, a, &c.kind, x)).unwrap_or_default();
    columns.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

fn wording(question: &Question, field: &Field) -> String {
    match &field.label {
        Some(label) if question.wording.is_empty() => label.clone(),
        Some(label) => format!("{} {label}", question.wording),
        None if question.wording.is_empty() => question.short.clone().unwrap_or_default(),
        None => question.wording.clone(),
    }
}
