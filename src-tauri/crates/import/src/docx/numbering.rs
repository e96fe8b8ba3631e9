//! Numbers and bullets as Word prints them (ECMA-376 part 1, 17.9).

use std::collections::{BTreeMap, BTreeSet};

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
        let list = value(node, "numId").filter(|id| id.len() <= LONGEST)?.to_owned();
        let level = value(node, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0);
        Some(ListRef { list, level })
    }
}

/// The most levels of a list.
const LEVELS: usize = 9;
/// The longest text of a level, in bytes: each paragraph prints it.
const LONGEST: usize = 100;

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
    font: String,
    /// The style that puts a paragraph on this level.
    style: Option<String>,
    /// The number, from 1, of the level above that begins it anew; any where it is not said, none for 0.
    restart: Option<usize>,
    /// Whether the numbers of the levels above are printed as figures.
    legal: bool,
}

#[derive(Debug, Default)]
struct List {
    levels: [Option<Level>; LEVELS],
    /// The style that defines it, and the one that it takes its levels from.
    defines: Option<String>,
    takes: Option<String>,
}

#[derive(Debug, Default)]
struct Instance {
    of: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    lists: BTreeMap<String, List>,
    instances: BTreeMap<String, Instance>,
}

/// How far each list has counted in a part.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(String, usize)>,
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
            let id = |name| attribute(node, name).filter(|id| id.len() <= LONGEST).map(str::to_owned);
            if node.has_tag_name_local("abstractNum") {
                let Some(id) = id("abstractNumId") else { continue };
                let style = |name| value(node, name).map(str::to_owned);
                let mut list =
                    List { defines: style("styleLink"), takes: style("numStyleLink"), ..List::default() };
                for lvl in node.children().filter(|n| n.has_tag_name_local("lvl")) {
                    if let Some(place) = list.levels.get_mut(index(lvl)) {
                        *place = Some(level(lvl));
                    }
                }
                numbering.lists.insert(id, list);
            } else if node.has_tag_name_local("num") {
                let Some(id) = id("numId") else { continue };
                numbering.instances.insert(id, instance(node));
            }
        }
        numbering.link();
        Ok(numbering)
    }

    /// Leads instances of lists that take their levels from a style to the list that the style defines.
    fn link(&mut self) {
        let defined: BTreeMap<&str, &String> =
            self.lists.iter().filter_map(|(id, list)| Some((list.defines.as_deref()?, id))).collect();
        for instance in self.instances.values_mut() {
            let takes = self.lists.get(&instance.of).and_then(|l| l.takes.as_deref());
            if let Some(id) = takes.and_then(|t| defined.get(t)) {
                instance.of = (*id).clone();
            }
        }
    }

    /// Gives the level of a list that a style stands for, where the list says so.
    pub(crate) fn linked(&self, mut at: ListRef, style: &str) -> ListRef {
        let list = self.instances.get(&at.list).and_then(|i| self.lists.get(&i.of));
        let is = |l: &Option<Level>| l.as_ref().is_some_and(|l| l.style.as_deref() == Some(style));
        if let Some(level) = list.and_then(|list| list.levels.iter().position(is)) {
            at.level = level;
        }
        at
    }

    fn level<'a>(&'a self, instance: &'a Instance, level: usize) -> Option<&'a Level> {
        let own = instance.levels.get(&level);
        own.or_else(|| self.lists.get(&instance.of)?.levels.get(level)?.as_ref())
    }

    /// Fills in a level's text: `%1.%2` becomes `3.1`.
    fn printed(&self, instance: &Instance, at: &Level, counts: &[Option<u32>; LEVELS]) -> String {
        let mut out = String::new();
        let mut chars = at.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = if c == '%' { chars.peek().and_then(|d| d.to_digit(10)) } else { None };
            let Some(i) = digit.and_then(|d| (d as usize).checked_sub(1)) else {
                out.push(c);
                continue;
            };
            chars.next();
            let level = self.level(instance, i);
            let count = counts.get(i).copied().flatten().unwrap_or(level.map_or(1, |l| l.start));
            let format = level.filter(|_| !at.legal).map_or("decimal", |l| l.format.as_str());
            out.push_str(&counted(count, format));
        }
        out
    }
}

impl Counts {
    /// Counts one on and gives what is printed; `None` for a paragraph that is taken out of its list.
    pub(crate) fn next(&mut self, numbering: &Numbering, at: &ListRef) -> Option<Printed> {
        let instance = numbering.instances.get(&at.list).filter(|_| at.list != "0")?;
        let level = numbering.level(instance, at.level)?;
        let own = instance.starts.get(&at.level).copied();
        let fresh = own.is_some() && self.begun.insert((at.list.clone(), at.level));
        let counts = self.counts.entry(instance.of.clone()).or_default();
        let count = counts.get_mut(at.level)?;
        *count = match *count {
            Some(n) if !fresh => Some(n.saturating_add(1)),
            _ => Some(own.unwrap_or(level.start)),
        };
        for (i, deeper) in counts.iter_mut().enumerate().skip(at.level + 1) {
            let restart = numbering.level(instance, i).and_then(|l| l.restart);
            if restart.is_none_or(|r| at.level < r) {
                *deeper = None;
            }
        }
        let ordered = !matches!(level.format.as_str(), "bullet" | "none");
        let marker = match level.format.as_str() {
            "bullet" => bullet(level),
            "none" => String::new(),
            _ => numbering.printed(instance, level, counts),
        };
        Some(Printed { marker, ordered, level: at.level.min(8) as u8 })
    }
}

fn instance(node: Node<'_, '_>) -> Instance {
    let mut instance =
        Instance { of: value(node, "abstractNumId").unwrap_or("").to_owned(), ..Instance::default() };
    for change in node.children().filter(|n| n.has_tag_name_local("lvlOverride")) {
        let at = index(change);
        if let Some(start) = value(change, "startOverride").and_then(|v| v.parse().ok()) {
            instance.starts.insert(at, start);
        }
        if let Some(lvl) = child(change, "lvl") {
            instance.levels.insert(at, level(lvl));
        }
    }
    instance
}

fn index(node: Node<'_, '_>) -> usize {
    attribute(node, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0)
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
        text: value(node, "lvlText").filter(|t| t.len() <= LONGEST).unwrap_or("").to_owned(),
        start: value(node, "start").and_then(|v| v.parse().ok()).unwrap_or(1),
        font: child(node, "rPr")
            .and_then(|r| child(r, "rFonts"))
            .and_then(|f| attribute(f, "ascii"))
            .unwrap_or("")
            .to_owned(),
        style: value(node, "pStyle").map(str::to_owned),
        restart: value(node, "lvlRestart").and_then(|v| v.parse().ok()),
        legal: super::parts::is_on(node, "isLgl").unwrap_or(false),
    }
}

/// Writes a number in a format as OpenDocument names it: `1`, `a`, `A`, `i`, `I`.
pub(crate) fn counted_as(n: u32, format: &str) -> String {
    let format = match format {
        "" => return String::new(),
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    };
    counted(n, format)
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
