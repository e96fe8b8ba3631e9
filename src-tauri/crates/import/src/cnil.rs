//! The export of the CNIL's PIA tool: one JSON object with the answers, measures, evaluations and comments. It has no
//! questions in it, only their numbers; what they ask is told here, as the tool shows it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{At, Block, Cell, Comment, Error, Outline, Paragraph, Row, Span, Table};

/// The questions by the numbers that answers give.
const QUESTIONS: &[(i64, &str)] = &[
    (111, "What is the processing under consideration?"),
    (112, "What are the responsibilities linked to the processing?"),
    (113, "Are there standards applicable to the processing?"),
    (121, "What are the data processed?"),
    (122, "How does the life cycle of data and processes work?"),
    (123, "What are the data supporting assets?"),
    (211, "Are the processing purposes specified, explicit and legitimate?"),
    (212, "What are the legal basis making the processing lawful?"),
    (
        213,
        "Are the data collected adequate, relevant and limited to what is necessary in relation to the purposes for which they are processed?",
    ),
    (214, "Are the data accurate and kept up to date?"),
    (215, "What are the storage duration of the data?"),
    (221, "How are the data subjects informed on the processing?"),
    (222, "If applicable, how is the consent of data subjects obtained?"),
    (223, "How can data subjects exercise their rights of access and to data portability?"),
    (224, "How can data subjects exercise their rights to rectification and erasure?"),
    (225, "How can data subjects exercise their rights to restriction and to object?"),
    (226, "Are the obligations of the processors clearly identified and governed by a contract?"),
    (227, "In the case of data transfer outside the European Union, are the data adequately protected?"),
];

/// The three risks by the number that their questions begin with.
const RISKS: &[(i64, &str)] =
    &[(32, "Illegitimate access to data"), (33, "Unwanted modification of data"), (34, "Data disappearance")];

/// The levels of a gauge.
const LEVELS: [&str; 4] = ["Negligible", "Limited", "Important", "Maximum"];

/// Says what a JSON object of the tool is: an assessment, something else of it, or nothing of it.
pub(crate) fn is(value: &Value) -> Option<bool> {
    let object = value.as_object()?;
    if object.get("pia").is_some_and(Value::is_object) && object.get("answers").is_some_and(Value::is_array) {
        return Some(true);
    }
    (object.get("structure").is_some_and(Value::is_object)).then_some(false)
}

/// Reads an export.
///
/// # Errors
/// [`Error::NotAnAssessment`] for the export of a structure.
pub(crate) fn read(value: &Value) -> Result<Outline, Error> {
    if is(value) != Some(true) {
        return Err(Error::NotAnAssessment { what: "a question structure of the CNIL’s PIA tool" });
    }
    let mut walk = Walk { value, out: Vec::new(), answers: answers(value), measures: measures(value) };
    walk.head();
    walk.questions();
    walk.measures();
    walk.risks();
    let mut outline = Outline { blocks: walk.out, comments: comments(value), ..Outline::default() };
    outline.title = value["pia"]["name"].as_str().map(str::to_owned);
    Ok(outline)
}

struct Walk<'v> {
    value: &'v Value,
    out: Vec<Block>,
    answers: BTreeMap<Option<i64>, Answered>,
    measures: Vec<(String, String)>,
}

impl Walk<'_> {
    fn head(&mut self) {
        const PARTS: &[(&str, &str)] = &[
            ("name", "PIA name"),
            ("category", "Category"),
            ("author_name", "Author"),
            ("evaluator_name", "Assessor"),
            ("validator_name", "Validator"),
            ("structure_name", "Structure"),
            ("dpos_names", "Name of the DPO"),
            ("dpo_opinion", "Opinion of the DPO"),
            ("people_names", "Names of the data subjects or their representatives"),
            ("concerned_people_opinion", "Opinion of the data subjects"),
            ("concerned_people_searched_content", "Why the opinion of the data subjects was not sought"),
            ("rejection_reason", "Reason for rejection"),
            ("applied_adjustments", "Adjustments made"),
        ];
        for (key, label) in PARTS {
            if let Some(text) = self.value["pia"][key].as_str() {
                self.labelled(label, text, &format!("pia.{key}"));
            }
        }
    }

    /// Puts a text under what the tool calls it.
    fn labelled(&mut self, label: &str, html: &str, place: &str) {
        let at = At { part: place.into(), ..At::default() };
        let blocks = crate::html::blocks(html, &at);
        if !blocks.is_empty() {
            self.out.push(Block::Paragraph(Paragraph::label(2, label, at)));
            self.out.extend(blocks);
        }
    }

    fn questions(&mut self) {
        for (number, question) in QUESTIONS {
            self.answered(question, Some(*number));
        }
        // Questions of a structure of the officer's own: their wording is in the structure, if it came along.
        let known = |n: &i64| QUESTIONS.iter().any(|q| q.0 == *n) || RISKS.iter().any(|r| n / 10 == r.0);
        let others: Vec<Option<i64>> =
            self.answers.keys().copied().filter(|n| n.is_none_or(|n| !known(&n))).collect();
        let own = own_questions(self.value);
        for number in others {
            let title = number.and_then(|n| own.get(&n)).map(|t| (*t).to_owned());
            let name = number.map_or("Question".to_owned(), |n| format!("Question {n}"));
            self.answered(&title.unwrap_or(name), number);
        }
    }

    fn answered(&mut self, question: &str, number: Option<i64>) {
        let Some(all) = self.answers.remove(&number) else { return };
        let place = number.map_or("answer".to_owned(), |n| format!("answer {n}"));
        all.texts.iter().for_each(|text| self.labelled(question, text, &place));
        if !all.items.is_empty() {
            self.labelled(question, &all.items.join("<br>"), &place);
        }
    }

    fn measures(&mut self) {
        let measures = self.measures.clone();
        if measures.iter().all(|(title, content)| title.is_empty() && content.is_empty()) {
            return;
        }
        let at = At { part: "measures".into(), ..At::default() };
        self.out.push(Block::Paragraph(Paragraph::label(2, "Planned or existing measures", at.clone())));
        for (title, content) in measures {
            if !title.is_empty() {
                let text = Span::Text { text: title, strong: true, emphasis: false, link: None };
                self.out.push(Block::Paragraph(Paragraph {
                    spans: vec![text],
                    at: at.clone(),
                    ..Paragraph::default()
                }));
            }
            self.out.extend(crate::html::blocks(&content, &at));
        }
    }

    /// Puts the three risks in a table, and the measures that answer each in another.
    fn risks(&mut self) {
        let mut risks = Table::default();
        let mut answered = Table::default();
        risks.rows.push(heads(&["Risk", "Likelihood", "Severity"]));
        answered.rows.push(heads(&["Risk", "Measure", "Residual risk"]));
        for (number, title) in RISKS {
            let take = |n| self.answers.remove(&Some(number * 10 + n)).unwrap_or_default();
            let parts: Vec<Answered> = (0..10).map(take).collect();
            let none = Answered::default();
            let part = |n: usize| parts.get(n).unwrap_or(&none);
            let at = At { part: format!("answers {}1 to {}6", number, number), ..At::default() };
            let mut description = vec![label(title, &at)];
            for (n, name) in [(1, "Main impacts"), (2, "Main threats"), (3, "Risk sources")] {
                let items = &part(n).items;
                if !items.is_empty() {
                    description.push(label(name, &at));
                    description.extend(items.iter().flat_map(|i| crate::html::blocks(i, &at)));
                }
            }
            let level =
                |n: usize| part(n).gauge.and_then(|g| LEVELS.get((g as usize).checked_sub(1)?).copied());
            let rest = [0, 5, 6, 7, 8, 9].into_iter().flat_map(|n| &part(n).items);
            for text in parts.iter().flat_map(|p| &p.texts).chain(rest) {
                description.extend(crate::html::blocks(text, &at));
            }
            let empty = description.len() == 1 && level(5).is_none() && level(6).is_none();
            if empty && part(4).items.is_empty() {
                continue;
            }
            let gauge = |n: usize| level(n).map(|l| vec![label(l, &at)]).unwrap_or_default();
            risks.rows.push(row(vec![description, gauge(6), gauge(5)]));
            for measure in &part(4).items {
                answered.rows.push(row(vec![
                    vec![label(title, &at)],
                    crate::html::blocks(measure, &at),
                    Vec::new(),
                ]));
            }
        }
        if risks.rows.len() > 1 {
            self.out.push(Block::Paragraph(Paragraph::label(2, "Risks", At::default())));
            self.out.push(Block::Table(risks));
        }
        if answered.rows.len() > 1 {
            self.out.push(Block::Paragraph(Paragraph::label(
                2,
                "Measures and the risks they answer",
                At::default(),
            )));
            self.out.push(Block::Table(answered));
        }
    }
}

fn measures(value: &Value) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap_or("").trim().to_owned();
    let measures = value["measures"].as_array().cloned().unwrap_or_default();
    measures.iter().map(|m| (text(&m["title"]), text(&m["content"]))).collect()
}

/// Gives the comments, and the evaluations as comments, each at the answer that it is about.
fn comments(value: &Value) -> Vec<Comment> {
    let mut out = Vec::new();
    let mut put = |by: &str, at: &Value, html: &str, place: String| {
        let place = At { part: place, ..At::default() };
        let read = Outline { blocks: html_or_plain(html, &place), ..Outline::default() };
        let text: Vec<String> = read.paragraphs().iter().map(|p| p.text().trim().to_owned()).collect();
        let (by, at) = (by.to_owned(), at.as_str().unwrap_or("").to_owned());
        if !text.is_empty() {
            out.push(Comment { by, at, text: text.join("\n"), about: String::new(), place });
        }
    };
    for c in value["comments"].as_array().into_iter().flatten() {
        put("", &c["created_at"], c["description"].as_str().unwrap_or(""), answered(&c["reference_to"]));
    }
    for e in value["evaluations"].as_array().into_iter().flatten() {
        let place = answered(&e["reference_to"]);
        let keys = [
            "evaluation_comment",
            "action_plan_comment",
            "person_in_charge",
            "estimated_implementation_date",
        ];
        for key in keys {
            put("the assessor", &e["evaluation_date"], e[key].as_str().unwrap_or(""), place.clone());
        }
    }
    out
}

/// Reads a comment: the tool keeps it as it was typed, or as HTML.
fn html_or_plain(text: &str, at: &At) -> Vec<Block> {
    let marked = text.contains("</") || text.contains("<br") || text.contains('&');
    if marked || !text.contains('<') {
        return crate::html::blocks(text, at);
    }
    vec![Block::Paragraph(Paragraph::plain(text.trim(), at.clone()))]
}

/// Gives the place of the answer that a reference names: 211, 2.1.211, 3.1.104 (a measure), 3.2 (a risk).
fn answered(reference: &Value) -> String {
    let text = match reference {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.split('.').collect::<Vec<_>>().as_slice() {
        ["3", "1", ..] => "measures".into(),
        ["3", risk @ ("2" | "3" | "4"), ..] => format!("answers 3{risk}1 to 3{risk}6"),
        [.., last] => format!("answer {last}"),
        [] => text,
    }
}

/// What was answered to a question.
#[derive(Default)]
struct Answered {
    texts: Vec<String>,
    items: Vec<String>,
    gauge: Option<u64>,
}

impl Answered {
    fn add(&mut self, data: &Value) {
        self.texts.extend(data["text"].as_str().filter(|t| !t.trim().is_empty()).map(str::to_owned));
        let items = data["list"].as_array().map(Vec::as_slice).unwrap_or_default();
        self.items.extend(items.iter().filter_map(Value::as_str).map(str::to_owned));
        self.gauge = self.gauge.or(data["gauge"].as_u64());
    }
}

/// Gives the answers by the number of their question: the tool has one for each, its files may have more.
fn answers(value: &Value) -> BTreeMap<Option<i64>, Answered> {
    let mut all: BTreeMap<Option<i64>, Answered> = BTreeMap::new();
    for answer in value["answers"].as_array().into_iter().flatten() {
        let number = &answer["reference_to"];
        let number = number.as_i64().or_else(|| number.as_str()?.trim().parse().ok());
        all.entry(number).or_default().add(&answer["data"]);
    }
    all
}

/// Gives the questions of a structure of the officer's own by number.
fn own_questions(value: &Value) -> BTreeMap<i64, &str> {
    let sections = value["pia"]["structure_data"]["sections"].as_array();
    let items = sections.into_iter().flatten().filter_map(|s| s["items"].as_array()).flatten();
    let questions = items.filter_map(|i| i["questions"].as_array()).flatten();
    questions.filter_map(|q| Some((q["id"].as_i64()?, q["title"].as_str()?))).collect()
}

fn heads(names: &[&str]) -> Row {
    let cells = names.iter().map(|n| vec![label(n, &At::default())]).collect();
    Row { head: true, ..row(cells) }
}

fn row(cells: Vec<Vec<Block>>) -> Row {
    let cell = |(column, blocks)| Cell { column, columns: 1, rows: 1, blocks };
    Row { cells: cells.into_iter().enumerate().map(cell).collect(), head: false }
}

fn label(text: &str, at: &At) -> Block {
    let spans = vec![Span::Label(text.to_owned())];
    Block::Paragraph(Paragraph { spans, at: at.clone(), ..Paragraph::default() })
}
