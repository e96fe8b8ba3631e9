//! The saved file of the Dutch government's DPIA form (par-dpia-form): answers by question number, version 2 and the older
//! one, and the same inside its PDFs.

use std::collections::BTreeSet;

use base64::Engine;
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

/// The most questions that repeat themselves together.
const WIDEST: usize = 200;

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
    let mut answers = namespace(value);
    answers.sort_by_cached_key(|(key, _)| (numbers(id(key)), key.to_owned()));
    let mut part = None;
    for (key, answer) in answers {
        let number = numbers(id(key)).first().copied().unwrap_or(u32::MAX);
        if part != Some(number) {
            part = Some(number);
            let name =
                PARTS.iter().find(|(n, _)| n.parse() == Ok(number)).map(|p| format!("{number}. {}", p.1));
            walk.heading(1, &name.unwrap_or_else(|| "Onderdeel".into()), key);
        }
        walk.answer(key, answer, 0);
    }
    Ok(Outline { blocks: walk.out, files: walk.files, ..Outline::default() })
}

/// Gives the answers by key: the older version nests them by form.
fn namespace(value: &Value) -> Vec<(&str, &Value)> {
    let mut out = Vec::new();
    for (key, answer) in value["answers"].as_object().into_iter().flatten() {
        let nested = key.chars().all(|c| c.is_ascii_alphabetic()) && answer.is_object();
        match answer.as_object().filter(|_| nested) {
            Some(inner) => out.extend(inner.iter().map(|(k, v)| (k.as_str(), v))),
            None => out.push((key, answer)),
        }
    }
    out
}

/// Gives the number in a key: the older version adds to it which of several answers it is.
fn id(key: &str) -> &str {
    key.split('_').next().unwrap_or(key)
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
        match answer {
            Value::Array(rows) if rows.iter().any(Value::is_object) => self.rows(key, rows, depth),
            Value::Object(object) if object.contains_key("value") => {
                self.value(key, object.get("value").unwrap_or(&Value::Null));
                for (key, inner) in object.iter().filter(|(k, _)| k.starts_with(|c: char| c.is_ascii_digit()))
                {
                    self.answer(key, inner, depth + 1);
                }
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
            Value::Array(items) => items.iter().for_each(|item| self.item(key, item)),
            Value::Object(image) => {
                for (name, part) in image.iter().filter(|(name, _)| *name != "data") {
                    match part {
                        Value::String(text) => self.text(text, key),
                        part => self.answer(name, part, 0),
                    }
                }
                let text = |name| image.get(name).and_then(Value::as_str).unwrap_or("");
                self.files.extend(file(text("data"), text("title"), text("description"), key));
            }
            Value::Number(number) => self.text(&number.to_string(), key),
            Value::Bool(is) => self.text(&is.to_string(), key),
            Value::Null => {}
        }
    }

    fn item(&mut self, key: &str, item: &Value) {
        let Value::String(text) = item else { return self.value(key, item) };
        let kind = ParagraphKind::Item { depth: 0, ordered: false };
        let at = At { part: format!("answer {key}"), ..At::default() };
        self.out.push(Block::Paragraph(Paragraph { kind, spans: vec![Span::plain(text)], at }));
    }

    /// Puts the repeated answers of a group in a table: a column for each question of it.
    fn rows(&mut self, key: &str, rows: &[Value], depth: usize) {
        let names = rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys());
        let names: BTreeSet<&String> = names.filter(|k| !k.starts_with('_')).collect();
        let mut columns: Vec<&String> = names.into_iter().collect();
        columns.sort_by_cached_key(|c| numbers(c));
        // With so many questions it is no table.
        if columns.len() > WIDEST {
            return rows.iter().for_each(|row| self.answer(key, row, depth + 1));
        }
        rows.iter().filter(|r| !r.is_object()).for_each(|r| self.value(key, r));
        let mut table = Table::default();
        for row in rows.iter().filter_map(Value::as_object) {
            let mut cells = Vec::new();
            for (column, name) in columns.iter().enumerate() {
                let mut inner = Walk::default();
                if let Some(answer) = row.get(*name) {
                    inner.answer(name, answer, depth + 1);
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

/// Reads a picture that is kept as an address with its bytes in it (RFC 2397).
fn file(data: &str, title: &str, alt: &str, key: &str) -> Option<Embedded> {
    let (media_type, packed) = data.strip_prefix("data:")?.split_once(";base64,")?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(packed).ok()?;
    let kind = media_type.rsplit('/').next().unwrap_or("bin");
    let name = if title.is_empty() { format!("{key}.{kind}") } else { format!("{title}.{kind}") };
    let at = At { part: format!("answer {key}"), ..At::default() };
    Some(Embedded { name, media_type: media_type.to_owned(), bytes, alt: alt.to_owned(), at })
}
