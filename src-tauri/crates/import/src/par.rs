//! The saved file of the Dutch government's DPIA form (par-dpia-form): answers by question number, version 2 and the older
//! one, and the same inside its PDFs.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{At, Block, Cell, Embedded, Error, Outline, Paragraph, ParagraphKind, Row, Span, Table};

/// The parts of the form by number, in its words.
const PARTS: &[(&str, &str)] = &[
    ("1", "Voorstel"),
    ("2", "Persoonsgegevens"),
    ("3", "Gegevensverwerkingen"),
    ("4", "Technieken en methoden van de gegevensverwerkingen"),
    ("5", "Verwerkingsdoeleinden"),
    ("6", "Betrokken partijen"),
    ("7", "Belangen bij de gegevensverwerking"),
    ("8", "Verwerkingslocaties"),
    ("9", "Juridisch en beleidsmatig kader"),
    ("10", "Bewaartermijnen"),
    ("11", "Rechtsgrond"),
    ("12", "Bijzondere persoonsgegevens"),
    ("13", "Doelbinding"),
    ("14", "Noodzaak en evenredigheid"),
    ("15", "Rechten van betrokkenen"),
    ("16", "Risico’s voor betrokkenen"),
    ("17", "Maatregelen"),
    ("18", "Samenvatting"),
    ("19", "Versiebeheer en advies van de functionaris gegevensbescherming"),
    ("20", "Vaststelling"),
];

/// Says whether a JSON object is such a file.
pub(crate) fn is(value: &Value) -> bool {
    let urn = value["metadata"]["urn"].as_str().unwrap_or("");
    let schema = value["$schema"].as_str().unwrap_or("");
    urn.starts_with("urn:nl:")
        || schema.contains("par-dpia-form")
        || (value["answers"].is_object() && (value["taskState"].is_object() || value["metadata"].is_object()))
}

/// Reads a saved file.
///
/// # Errors
/// [`Error::NotAnAssessment`] for a saved file that is of another form of the tool.
pub(crate) fn read(value: &Value) -> Result<Outline, Error> {
    let urn = value["metadata"]["urn"].as_str().unwrap_or("");
    if urn.starts_with("urn:nl:iama") {
        return Err(Error::NotAnAssessment { what: "an assessment of algorithms (IAMA)" });
    }
    let mut walk = Walk::default();
    let by = &value["metadata"]["createdBy"];
    for (key, name) in [("name", "Opsteller"), ("email", "E-mailadres")] {
        if let Some(text) = by[key].as_str().filter(|t| !t.trim().is_empty()) {
            walk.heading(2, name, "metadata");
            walk.text(text, "metadata");
        }
    }
    let answers = namespace(value);
    let mut parts: BTreeMap<(u32, Vec<u32>), (&str, &Value)> = BTreeMap::new();
    for (key, answer) in &answers {
        let id = key.split('_').next().unwrap_or(key);
        parts.insert((first(id), numbers(id)), (key, answer));
    }
    let mut part = None;
    for ((number, _), (key, answer)) in &parts {
        if part != Some(*number) {
            part = Some(*number);
            let name = PARTS.iter().find(|(n, _)| n.parse() == Ok(*number)).map_or("Onderdeel", |p| p.1);
            walk.heading(1, &format!("{number}. {name}"), key);
        }
        walk.answer(key, answer, 0);
    }
    Ok(Outline { blocks: walk.out, files: walk.files, ..Outline::default() })
}

/// Gives the answers by key: the older version nests them by form.
fn namespace(value: &Value) -> BTreeMap<String, &Value> {
    let mut out = BTreeMap::new();
    if let Some(answers) = value["answers"].as_object() {
        for (key, answer) in answers {
            let nested = key.chars().all(|c| c.is_ascii_alphabetic()) && answer.is_object();
            match answer.as_object().filter(|_| nested) {
                Some(inner) => out.extend(inner.iter().map(|(k, v)| (k.clone(), v))),
                None => {
                    out.insert(key.clone(), answer);
                }
            }
        }
    }
    out
}

fn first(id: &str) -> u32 {
    id.split('.').next().and_then(|n| n.parse().ok()).unwrap_or(u32::MAX)
}

fn numbers(id: &str) -> Vec<u32> {
    id.split('.').map(|n| n.parse().unwrap_or(u32::MAX)).collect()
}

#[derive(Default)]
struct Walk {
    out: Vec<Block>,
    files: Vec<Embedded>,
}

impl Walk {
    fn heading(&mut self, level: u8, name: &str, key: &str) {
        let at = At { part: format!("answer {key}"), ..At::default() };
        self.out.push(Block::Paragraph(Paragraph::label(level, name, at)));
    }

    fn text(&mut self, text: &str, key: &str) {
        let mut read = crate::text::markdown(text);
        for block in &mut read.blocks {
            if let Block::Paragraph(p) = block {
                p.at = At { part: format!("answer {key}"), ..At::default() };
            }
        }
        self.out.append(&mut read.blocks);
    }

    fn answer(&mut self, key: &str, answer: &Value, depth: usize) {
        if depth > 16 {
            return;
        }
        match answer {
            Value::Array(rows) if rows.iter().any(Value::is_object) => self.rows(rows),
            Value::Object(object) if object.contains_key("value") => {
                let value = object.get("value").cloned().unwrap_or_default();
                self.value(key, &value);
            }
            Value::Object(object) => {
                for (key, inner) in object.iter().filter(|(k, _)| !k.starts_with('_')) {
                    self.answer(key, inner, depth + 1);
                }
            }
            value => self.value(key, value),
        }
    }

    fn value(&mut self, key: &str, value: &Value) {
        match value {
            Value::String(text) => self.text(text, key),
            Value::Array(items) => {
                for item in items.iter().filter_map(Value::as_str) {
                    let kind = ParagraphKind::Item { depth: 0, ordered: false };
                    let at = At { part: format!("answer {key}"), ..At::default() };
                    self.out.push(Block::Paragraph(Paragraph { kind, spans: vec![Span::plain(item)], at }));
                }
            }
            Value::Object(image) => {
                for name in ["title", "description", "source"] {
                    if let Some(text) = image.get(name).and_then(Value::as_str) {
                        self.text(text, key);
                    }
                }
            }
            Value::Number(number) => self.text(&number.to_string(), key),
            _ => {}
        }
    }

    /// Puts the repeated answers of a group in a table: a column for each question of it.
    fn rows(&mut self, rows: &[Value]) {
        let mut columns: Vec<String> = Vec::new();
        for row in rows.iter().filter_map(Value::as_object) {
            for name in row.keys().filter(|k| !k.starts_with('_')) {
                if !columns.contains(name) {
                    columns.push(name.clone());
                }
            }
        }
        columns.sort_by_key(|c| numbers(c));
        let mut table = Table::default();
        for row in rows.iter().filter_map(Value::as_object) {
            let mut cells = Vec::new();
            for (column, name) in columns.iter().enumerate() {
                let mut inner = Walk::default();
                if let Some(answer) = row.get(name) {
                    inner.answer(name, answer, 1);
                }
                self.files.append(&mut inner.files);
                cells.push(Cell { column, columns: 1, rows: 1, blocks: inner.out });
            }
            if cells.iter().any(|c| !c.blocks.is_empty()) {
                table.rows.push(Row { cells, head: false });
            }
        }
        if !table.rows.is_empty() {
            self.out.push(Block::Table(table));
        }
    }
}
