//! The report of an import: where each word went, for a person or a program to check.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Fate, Piece, Value};
use crate::{Outline, Paragraph, Span};
use model::Template;

/// What an import did with a document. Words are what stands between white space and has a letter or a figure in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The words of the source.
    pub source_words: usize,
    /// Those in answers.
    pub placed_words: usize,
    /// Those that are the form's own wording, or repeated heads and footers.
    pub recognised_words: usize,
    /// Those that wait for the officer.
    pub unplaced_words: usize,
    /// Those that are in none of these: always 0, or the import is at fault.
    pub lost_words: usize,
    /// The form that the document was recognised as.
    pub family: String,
    /// What was placed.
    pub placements: Vec<Placement>,
    /// What waits for the officer.
    pub unplaced: Vec<Waiting>,
    /// What was recognised as the form's own wording: to look over, for an answer may be put in the question's words.
    pub recognised: Vec<Waiting>,
    /// What the officer should know.
    pub findings: Vec<Finding>,
}

/// A piece that was placed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placement {
    /// The question, as the form numbers it, else its name.
    pub question: String,
    /// The field.
    pub field: String,
    /// The row of a table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The column of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The words.
    pub text: String,
    /// What they were read as, where the field is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Where in the source.
    pub from: String,
}

/// A piece that waits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waiting {
    /// The words.
    pub text: String,
    /// The heading or prompt that it stands under.
    pub under: String,
    /// Where in the source.
    pub from: String,
}

/// Something that the officer should know.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// A short name, stable.
    pub code: String,
    /// What it is and what to do.
    pub message: String,
}

/// Makes the report of a draft.
pub fn report(outline: &Outline, draft: &Draft, template: &Template) -> Report {
    let counts = draft.counts();
    let name = |field: &str| {
        template.question_of(field).map_or(field, |q| q.number.as_deref().unwrap_or(&q.id)).to_owned()
    };
    let mut placements = Vec::new();
    let (mut unplaced, mut recognised) = (Vec::new(), Vec::new());
    for piece in &draft.pieces {
        let text = spoken(&piece.content);
        match &piece.fate {
            Fate::Placed(placed) => placements.push(Placement {
                question: name(&placed.target.field),
                field: placed.target.field.clone(),
                row: placed.target.cell.as_ref().map(|c| c.0 + 1),
                column: placed.target.cell.as_ref().map(|c| c.1.clone()),
                text,
                value: said(&placed.value),
                confidence: (placed.confidence * 1000.0).round() / 1000.0,
                from: piece.at.to_string(),
            }),
            Fate::Comment { question } => placements.push(Placement {
                question: question.clone(),
                field: "comment".into(),
                row: None,
                column: None,
                text,
                value: None,
                confidence: 0.9,
                from: piece.at.to_string(),
            }),
            Fate::Unplaced { .. } | Fate::Aside => {
                let text = crate::line(&piece.content);
                unplaced.push(Waiting { text, under: piece.under.clone(), from: piece.at.to_string() });
            }
            Fate::Recognised if piece.words == 0 => {}
            Fate::Recognised => {
                recognised.push(Waiting { text, under: piece.under.clone(), from: piece.at.to_string() });
            }
        }
    }
    let finding = |n: &crate::Note| Finding { code: n.code.clone(), message: n.message.clone() };
    Report {
        source_words: outline.words(),
        placed_words: counts.placed,
        recognised_words: counts.recognised,
        unplaced_words: counts.unplaced,
        lost_words: lost(outline, draft, template).words,
        family: draft.family.clone(),
        placements,
        unplaced,
        recognised,
        findings: draft.notes.iter().map(finding).collect(),
    }
}

/// Words of the source that a draft has nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lost {
    /// How many.
    pub words: usize,
    /// Which, with how often, in lower case.
    pub which: BTreeMap<String, usize>,
}

/// Compares the words of a document with those of its draft: its answers as they would be kept, the pile, and what was
/// recognised. It counts anew and believes no piece's own figure.
pub fn lost(outline: &Outline, draft: &Draft, template: &Template) -> Lost {
    let mut left: BTreeMap<String, isize> = BTreeMap::new();
    let mut source = Vec::new();
    let margins = outline.furniture.iter().chain(&outline.removed);
    outline.paragraphs().into_iter().chain(margins).for_each(|p| source.push(spoken(p)));
    source.extend(outline.comments.iter().map(|c| c.text.clone()));
    for word in source.iter().flat_map(|t| words(t)) {
        *left.entry(word).or_default() += 1;
    }
    let mut take = |text: &str| words(text).for_each(|w| *left.entry(w).or_default() -= 1);
    for piece in &draft.pieces {
        // A choice, a tick or a yes stands for its words; what is kept as words is looked up in the answers.
        let stands =
            !matches!(&piece.fate, Fate::Placed(p) if matches!(p.value, Value::Words)) && piece.words > 0;
        if stands {
            take(&spoken(&piece.content));
        }
    }
    kept(draft, template).iter().for_each(|text| take(text));
    let which: BTreeMap<String, usize> =
        left.into_iter().filter(|(_, n)| *n > 0).map(|(word, n)| (word, n as usize)).collect();
    Lost { words: which.values().sum(), which }
}

/// Gives the words of all answers that are kept as words.
fn kept(draft: &Draft, template: &Template) -> Vec<String> {
    let as_words =
        |p: &&Piece| matches!(&p.fate, Fate::Placed(placed) if matches!(placed.value, Value::Words));
    let only: Vec<Piece> = draft.pieces.iter().filter(as_words).cloned().collect();
    let mut texts = Vec::new();
    for answer in crate::assemble::answers(template, &only).values() {
        match answer {
            model::Answer::Table(rows) => {
                rows.iter().flat_map(|r| r.cells.values()).for_each(|a| texts.extend(text(a)))
            }
            answer => texts.extend(text(answer)),
        }
    }
    texts
}

fn text(answer: &model::Answer) -> Option<String> {
    match answer {
        model::Answer::Text(t) | model::Answer::Date(t) => Some(t.clone()),
        model::Answer::Prose(prose) => Some(prose.text()),
        _ => None,
    }
}

/// Splits into words of letters and figures, in lower case: runs on or apart, they are the same.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// Gives a paragraph's words with those of its notes.
fn spoken(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for span in &paragraph.spans {
        match span {
            Span::Text { text, .. } => {
                // A typed box, “[X]”, is a mark and no word.
                let mut from = 0;
                for (at, end, _) in crate::ticks::typed(text) {
                    out.push_str(text.get(from..at).unwrap_or(""));
                    out.push(' ');
                    from = end;
                }
                out.push_str(text.get(from..).unwrap_or(""));
            }
            Span::Footnote(note) => {
                out.push(' ');
                out.push_str(&note.iter().map(spoken).collect::<Vec<_>>().join(" "));
            }
            Span::Marker(_) | Span::Label(_) | Span::Tick { .. } => out.push(' '),
        }
    }
    out.trim().to_owned()
}

/// Says what a piece was read as, in words; nothing where the words themselves are kept.
pub fn said(value: &Value) -> Option<String> {
    use model::{Choice, YesNo};
    match value {
        Value::Words => None,
        Value::YesNo(YesNo::Yes) => Some("Yes".into()),
        Value::YesNo(YesNo::No) => Some("No".into()),
        Value::YesNo(YesNo::Other(other)) | Value::Choice(Choice::Other(other)) => Some(other.clone()),
        Value::Choice(Choice::Option(id)) => Some(id.clone()),
        Value::Boxes(ids) | Value::Conditions(ids) => Some(ids.join(", ")),
        Value::Approval(approval) => {
            let parts = [approval.outcome.clone().unwrap_or_default(), approval.line()];
            Some(parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(": "))
        }
        Value::Row(row) => Some(format!("row {}", row + 1)),
    }
}
