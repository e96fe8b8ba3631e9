//! Numbers and bullets as Word prints them (ECMA-376 part 1, 17.9).

use std::collections::BTreeMap;

use roxmltree::Node;

use super::parts::{LocalName, attribute, child, value};
use crate::Error;
use crate::ticks;

/// The list and level that a paragraph is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListRef {
    pub(crate) list: String,
    pub(crate) level: usize,
}

impl ListRef {
    /// Reads `w:numPr`.
    pub(crate) fn read(node: Node<'_, '_>) -> Option<ListRef> {
        let list = value(node, "numId")?.to_owned();
        let level = value(node, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0);
        Some(ListRef { list, level })
    }
}

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
    font: String,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    levels: BTreeMap<String, Vec<Level>>,
    abstract_of: BTreeMap<String, String>,
    starts: BTreeMap<(String, usize), u32>,
    counts: BTreeMap<String, Vec<u32>>,
    begun: std::collections::BTreeSet<(String, usize)>,
}

/// A printed number or bullet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) marker: String,
    pub(crate) ordered: bool,
    pub(crate) level: u8,
}

impl Numbering {
    /// Reads the part of numbering.
    pub(crate) fn read(text: Option<&str>) -> Result<Numbering, Error> {
        let Some(text) = text else { return Ok(Numbering::default()) };
        let document = super::parts::xml(text)?;
        let mut numbering = Numbering::default();
        for node in document.root_element().children() {
            if node.has_tag_name_local("abstractNum") {
                let id = attribute(node, "abstractNumId").unwrap_or("").to_owned();
                let levels = node.children().filter(|n| n.has_tag_name_local("lvl")).map(level).collect();
                numbering.levels.insert(id, levels);
            } else if node.has_tag_name_local("num") {
                numbering.list(node);
            }
        }
        Ok(numbering)
    }

    fn list(&mut self, node: Node<'_, '_>) {
        let id = attribute(node, "numId").unwrap_or("").to_owned();
        for change in node.children().filter(|n| n.has_tag_name_local("lvlOverride")) {
            let level = attribute(change, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0);
            if let Some(start) = value(change, "startOverride").and_then(|v| v.parse().ok()) {
                self.starts.insert((id.clone(), level), start);
            }
        }
        self.abstract_of.insert(id, value(node, "abstractNumId").unwrap_or("").to_owned());
    }

    /// Counts one on and gives what is printed; `None` for a paragraph that is taken out of its list.
    pub(crate) fn next(&mut self, at: &ListRef) -> Option<Printed> {
        if at.list == "0" {
            return None;
        }
        let of = self.abstract_of.get(&at.list)?.clone();
        let levels = self.levels.get(&of)?;
        let level = levels.get(at.level)?.clone();
        let counts = self.counts.entry(of).or_insert_with(|| vec![0; levels.len()]);
        let start = self.starts.get(&(at.list.clone(), at.level)).copied();
        let fresh = start.is_some() && self.begun.insert((at.list.clone(), at.level));
        let count = counts.get_mut(at.level)?;
        *count = if fresh || *count == 0 { start.unwrap_or(level.start) } else { count.saturating_add(1) };
        counts.iter_mut().skip(at.level + 1).for_each(|c| *c = 0);
        let ordered = !matches!(level.format.as_str(), "bullet" | "none");
        let marker = match level.format.as_str() {
            "bullet" => bullet(&level),
            "none" => String::new(),
            _ => printed(&level.text, levels, counts),
        };
        Some(Printed { marker, ordered, level: at.level.min(8) as u8 })
    }
}

fn bullet(level: &Level) -> String {
    let of = |c: char| {
        let code = u32::from(c);
        ticks::symbol(&level.font, code).or_else(|| ticks::bullet(code)).unwrap_or('•')
    };
    level.text.chars().map(|c| if ('\u{F000}'..='\u{F0FF}').contains(&c) { of(c) } else { c }).collect()
}

fn level(node: Node<'_, '_>) -> Level {
    Level {
        format: value(node, "numFmt").unwrap_or("decimal").to_owned(),
        text: value(node, "lvlText").unwrap_or("").to_owned(),
        start: value(node, "start").and_then(|v| v.parse().ok()).unwrap_or(1),
        font: child(node, "rPr")
            .and_then(|r| child(r, "rFonts"))
            .and_then(|f| attribute(f, "ascii"))
            .unwrap_or("")
            .to_owned(),
    }
}

/// Fills in a level's text: `%1.%2` becomes `3.1`.
fn printed(text: &str, levels: &[Level], counts: &[u32]) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = if c == '%' { chars.peek().and_then(|d| d.to_digit(10)) } else { None };
        match digit {
            Some(digit) if digit > 0 => {
                chars.next();
                let i = digit as usize - 1;
                let level = levels.get(i);
                let count = counts.get(i).copied().unwrap_or(0).max(level.map_or(1, |l| l.start.min(1)));
                out.push_str(&counted(count, level.map_or("decimal", |l| l.format.as_str())));
            }
            _ => out.push(c),
        }
    }
    out
}

fn counted(n: u32, format: &str) -> String {
    let letters = |upper: bool| {
        let c = char::from(b'a' + (n.saturating_sub(1) % 26) as u8);
        let c = if upper { c.to_ascii_uppercase() } else { c };
        c.to_string().repeat((n.saturating_sub(1) / 26 + 1).min(4) as usize)
    };
    match format {
        "lowerLetter" => letters(false),
        "upperLetter" => letters(true),
        "lowerRoman" => roman(n),
        "upperRoman" => roman(n).to_uppercase(),
        "decimalZero" => format!("{n:02}"),
        _ => n.to_string(),
    }
}

fn roman(n: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = n.min(3999);
    let mut out = String::new();
    for (value, letters) in PARTS {
        while left >= value {
            out.push_str(letters);
            left -= value;
        }
    }
    out
}
