//! A line of an append-only file: JSON with its own SHA-256, so that a torn or damaged line is told from a whole one.
//!
//! The hash of a journal's line is over the assessment's id, a line feed and the JSON: a line of another assessment's journal,
//! which would fit by its revision, is no whole line. The hash of other lines is over the JSON alone.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::pack::sha256;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    #[serde(borrow)]
    entry: &'a RawValue,
    sha256: &'a str,
}

/// The lines of a file that could be read.
#[derive(Debug)]
pub(crate) struct Lines<T> {
    /// The whole ones, in order.
    pub whole: Vec<T>,
    /// Whether the last line is torn, as a kill in the middle of a write leaves it.
    pub torn: bool,
    /// How many lines before the last could not be read.
    pub damaged: usize,
}

/// Writes a line, with its end.
pub(crate) fn write<T: Serialize>(entry: &T) -> String {
    write_of("", entry)
}

/// Writes a line of the journal of the assessment `of`, with its end.
pub(crate) fn write_of<T: Serialize>(of: &str, entry: &T) -> String {
    let json = serde_json::to_string(entry).unwrap_or_default();
    let sha = digest(of, &json);
    format!("{{\"entry\":{json},\"sha256\":\"{sha}\"}}\n")
}

/// Reads a file of lines.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Lines<T> {
    read_of("", bytes)
}

/// Reads the journal of the assessment `of`.
pub(crate) fn read_of<T: DeserializeOwned>(of: &str, bytes: &[u8]) -> Lines<T> {
    let mut lines = Lines { whole: Vec::new(), torn: false, damaged: 0 };
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|b| *b == b'\n');
        let (line, after) = rest.split_at(end.map_or(rest.len(), |e| e + 1));
        rest = after;
        match one(of, line.strip_suffix(b"\n").unwrap_or(line)) {
            Some(entry) if end.is_some() => lines.whole.push(entry),
            _ if rest.is_empty() => lines.torn = true,
            _ => lines.damaged += 1,
        }
    }
    lines
}

fn one<T: DeserializeOwned>(of: &str, line: &[u8]) -> Option<T> {
    let line: Line<'_> = serde_json::from_slice(line).ok()?;
    (digest(of, line.entry.get()) == line.sha256)
        .then(|| serde_json::from_str(line.entry.get()).ok())
        .flatten()
}

fn digest(of: &str, json: &str) -> String {
    if of.is_empty() { sha256(json.as_bytes()) } else { sha256(format!("{of}\n{json}").as_bytes()) }
}
