//! The walk over a body: paragraphs, content controls, text boxes, each in its place.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::notes::{Notes, flatten};
use super::numbering::{Counts, ListRef, Numbering};
use super::parts::{LocalName, Parts, Picture, Relations, attribute, child, path, text, value};
use super::remarks::Remarks;
use super::runs::Line;
use super::styles::Styles;
use crate::{At, Block, Paragraph, ParagraphKind, Span};

/// Deeper than this, tables and controls are read as plain text.
pub(crate) const DEPTH: usize = 40;

/// What is known of a document before its parts are walked.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) styles: Styles,
    pub(crate) numbering: Numbering,
    pub(crate) graphics: BTreeMap<String, Vec<String>>,
}

impl Known {
    /// Reads styles and numbering. A part that cannot be read counts as absent: the words of the body come first.
    pub(crate) fn read(parts: &Parts) -> Known {
        Known {
            styles: Styles::read(parts.styles.as_deref()).unwrap_or_default(),
            numbering: Numbering::read(parts.numbering.as_deref()).unwrap_or_default(),
            graphics: parts.graphics.clone(),
        }
    }
}

/// What is found beside the text.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) removed: Vec<Paragraph>,
    /// What is read, but is no answer: contents, placeholders.
    pub(crate) aside: Vec<Paragraph>,
    pub(crate) pictures: Vec<Picture>,
    seen: BTreeSet<String>,
    /// The diagrams and charts that were read.
    pub(crate) drawn: BTreeSet<String>,
    pub(crate) tracked: bool,
    /// Whether words are struck out.
    pub(crate) struck: bool,
    pub(crate) hidden: bool,
}

impl Found {
    /// Adds what was found in another part.
    pub(crate) fn add(&mut self, other: Found) {
        self.removed.extend(other.removed);
        self.aside.extend(other.aside);
        other.pictures.into_iter().for_each(|p| self.picture(&p.target, &p.alt, p.at));
        self.tracked |= other.tracked;
        self.struck |= other.struck;
        self.hidden |= other.hidden;
    }

    /// Adds a picture or file, unless it is there already.
    pub(crate) fn picture(&mut self, target: &str, alt: &str, at: At) {
        if !self.seen.contains(target) {
            self.seen.insert(target.to_owned());
            self.pictures.push(Picture { target: target.to_owned(), alt: alt.to_owned(), at });
        }
    }
}

/// What a walk over a part knows and gathers.
pub(crate) struct Walk<'a> {
    pub(crate) known: &'a Known,
    pub(crate) counts: Counts,
    pub(crate) relations: &'a Relations,
    pub(crate) notes: Notes,
    /// Which part, as [`At`] names it; empty for the body.
    part: &'static str,
    paragraph: u32,
    pub(crate) table: u32,
    pub(crate) cell: Option<(u32, u32, u32)>,
    pub(crate) remarks: Remarks,
    pub(crate) found: Found,
}

impl<'a> Walk<'a> {
    /// Begins a walk over a part.
    pub(crate) fn over(part: &'static str, known: &'a Known, relations: &'a Relations) -> Walk<'a> {
        Walk {
            known,
            counts: Counts::default(),
            relations,
            notes: Notes::default(),
            part,
            paragraph: 0,
            table: 0,
            cell: None,
            remarks: Remarks::default(),
            found: Found::default(),
        }
    }

    /// Reads what stands in a body, cell, note or text box.
    pub(crate) fn blocks(&mut self, node: Node<'_, '_>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.into(node, depth, &mut blocks);
        blocks
    }

    fn into(&mut self, node: Node<'_, '_>, depth: usize, out: &mut Vec<Block>) {
        if depth > DEPTH {
            let paragraph = Paragraph::plain(plain_text(node), self.at());
            return out.extend(Some(paragraph).filter(|p| !p.is_blank()).map(Block::Paragraph));
        }
        for n in node.children().filter(Node::is_element) {
            match n.tag_name().name() {
                "p" => self.paragraph(n, depth, out),
                "tbl" => {
                    let table = self.read_table(n, depth + 1);
                    out.extend(Some(table).filter(|t| !t.rows.is_empty()).map(Block::Table));
                }
                "sdt" => self.control(n, depth, out),
                "ins" | "moveTo" => {
                    self.found.tracked = true;
                    self.into(n, depth + 1, out);
                }
                "del" | "moveFrom" => self.take_out(n),
                "AlternateContent" => {
                    if let Some(choice) = chosen(n) {
                        self.into(choice, depth + 1, out);
                    }
                }
                "commentRangeStart" => {
                    let at = self.at();
                    self.remarks.begin(attribute(n, "id").unwrap_or(""), 0, at);
                }
                "commentRangeEnd" => self.remarks.end(attribute(n, "id").unwrap_or(""), ""),
                // Runs and formulas may stand between paragraphs: they are one of their own.
                "r" | "hyperlink" | "fldSimple" | "oMath" | "oMathPara" => {
                    let mut line = Line::new(false, false);
                    self.piece(n, &mut line, depth);
                    let at = self.at();
                    self.end(line, at, out, |_, _| Some(ParagraphKind::Plain));
                }
                _ => self.into(n, depth + 1, out),
            }
        }
    }

    /// Reads a content control that holds whole paragraphs.
    fn control(&mut self, node: Node<'_, '_>, depth: usize, out: &mut Vec<Block>) {
        let Some(content) = child(node, "sdtContent") else { return };
        if is_placeholder(node) {
            return self.put_aside(content, "placeholder");
        }
        let contents = path(node, &["sdtPr", "docPartObj"])
            .and_then(|n| value(n, "docPartGallery"))
            .is_some_and(|g| g == "Table of Contents");
        let from = out.len();
        self.into(content, depth + 1, out);
        if let Some(ticked) = checkbox(node) {
            self.tick(ticked, content, from, out);
        } else if contents {
            flatten(out.drain(from..).collect()).into_iter().for_each(|p| self.aside(p, "contents"));
        }
    }

    /// Puts the state of a tick box in place of the character that shows it.
    fn tick(&mut self, ticked: bool, content: Node<'_, '_>, from: usize, out: &mut Vec<Block>) {
        let glyph = plain_text(content);
        if glyph.trim().chars().count() <= 1 {
            out.truncate(from);
            let spans = vec![Span::Tick { ticked, glyph }];
            let at = self.at();
            return out.push(Block::Paragraph(Paragraph { kind: ParagraphKind::Plain, spans, at }));
        }
        let own = Span::Tick { ticked, glyph: String::new() };
        match out.get_mut(from) {
            Some(Block::Paragraph(p)) => match p.spans.first_mut() {
                Some(Span::Tick { ticked: shown, .. }) => *shown = ticked,
                _ => p.spans.insert(0, own),
            },
            _ => {
                let (kind, at) = (ParagraphKind::Plain, self.at());
                out.insert(from, Block::Paragraph(Paragraph { kind, spans: vec![own], at }));
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>, depth: usize, out: &mut Vec<Block>) {
        self.paragraph += 1;
        let at = self.at();
        let properties = child(node, "pPr");
        let id = properties.and_then(|p| value(p, "pStyle")).unwrap_or("");
        let known = self.known;
        let style = known.styles.get(id);
        let level = properties.and_then(|p| value(p, "outlineLvl")).and_then(|v| v.parse::<u8>().ok());
        let heading = level.filter(|l| *l < 9).map(|l| l + 1).or(style.heading);
        let of_style = || style.list.clone().map(|list| known.numbering.linked(list, id));
        let own = properties.and_then(|p| child(p, "numPr"));
        let list = own.and_then(ListRef::read).or_else(of_style);
        if let Some(mark) = properties.and_then(|p| child(p, "rPr")) {
            self.found.tracked |= child(mark, "del").or_else(|| child(mark, "ins")).is_some();
        }
        let mut line = Line::new(style.strong.unwrap_or(false), style.emphasis.unwrap_or(false));
        line.hidden = style.hidden.unwrap_or(false);
        self.inline(node, &mut line, depth);
        self.end(line, at, out, |walk, spans| {
            let mut kind = ParagraphKind::Plain;
            if let Some(printed) = list.and_then(|l| walk.counts.next(&known.numbering, &l)) {
                kind = ParagraphKind::Item { depth: printed.level, ordered: printed.ordered };
                if !printed.marker.is_empty() {
                    spans.insert(0, Span::Marker(printed.marker));
                }
            }
            let kind = heading.map_or(kind, ParagraphKind::Heading);
            Some(kind).filter(|_| !style.contents)
        });
    }

    /// Ends a paragraph, which is of the kind given; of none, it is set aside as contents.
    fn end(
        &mut self,
        mut line: Line,
        at: At,
        out: &mut Vec<Block>,
        kind: impl FnOnce(&mut Self, &mut Vec<Span>) -> Option<ParagraphKind>,
    ) {
        let boxes = std::mem::take(&mut line.boxes);
        let (mut spans, words) = line.finish();
        self.remarks.turn(&words, 0);
        let blank = spans.iter().all(|s| matches!(s, Span::Text { text, .. } if text.trim().is_empty()));
        if !blank {
            match kind(self, &mut spans) {
                Some(kind) => out.push(Block::Paragraph(Paragraph { kind, spans, at })),
                None => self.aside(Paragraph { spans, at, ..Paragraph::default() }, "contents"),
            }
        }
        out.extend(boxes);
    }

    /// Keeps the words of a deletion.
    pub(crate) fn take_out(&mut self, node: Node<'_, '_>) {
        self.found.tracked = true;
        self.remove(node, "tracked change");
    }

    /// Keeps the words of a piece that is no part of the text as it reads.
    pub(crate) fn remove(&mut self, node: Node<'_, '_>, part: &str) {
        let at = At { part: part.into(), ..self.at() };
        for line in plain_text(node).lines().filter(|l| !l.trim().is_empty()) {
            self.found.removed.push(Paragraph::plain(line, at.clone()));
        }
    }

    /// Keeps the words of a piece that is read, but is no answer.
    pub(crate) fn put_aside(&mut self, node: Node<'_, '_>, part: &str) {
        let at = self.at();
        self.aside(Paragraph::plain(plain_text(node), at), part);
    }

    fn aside(&mut self, mut paragraph: Paragraph, part: &str) {
        if !paragraph.is_blank() {
            paragraph.at.part = part.into();
            self.found.aside.push(paragraph);
        }
    }

    /// Keeps the notes that nothing cites.
    pub(crate) fn uncited(&mut self) {
        let (rest, found) = std::mem::take(&mut self.notes).rest();
        self.found.add(found);
        self.found.removed.extend(rest.into_iter().filter(|p| !p.is_blank()));
    }

    /// Gives where the walk is.
    pub(crate) fn at(&self) -> At {
        At {
            part: self.part.into(),
            cell: self.cell,
            paragraph: Some(self.paragraph).filter(|p| *p > 0),
            ..At::default()
        }
    }
}

/// Gives the words of a subtree, deleted ones too: a line for each paragraph, a space for a tabulator or a break.
pub(crate) fn plain_text(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    let mut skip = 0;
    // Where the paragraphs end that are open.
    let mut ends = Vec::new();
    for n in node.descendants().filter(Node::is_element) {
        let range = n.range();
        if range.start < skip {
            continue;
        }
        let before = ends.len();
        while ends.last().is_some_and(|end| *end <= range.start) {
            ends.pop();
        }
        let turns = ends.len() < before || n.has_tag_name_local("p");
        if turns && !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        match n.tag_name().name() {
            "Choice" | "Fallback" if is_other(n) => skip = range.end,
            "p" => ends.push(range.end),
            "t" | "delText" => out.push_str(&text(n)),
            "tab" | "br" | "cr" | "ptab" => out.push(' '),
            "noBreakHyphen" => out.push('-'),
            _ => {}
        }
    }
    out
}

/// Gives the branch of alternatives that is read (ECMA-376 part 3): the first choice with words, else the fallback with
/// words, else the first.
pub(crate) fn chosen<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let branches =
        || node.children().filter(|n| n.has_tag_name_local("Choice") || n.has_tag_name_local("Fallback"));
    let speaks = |n: &Node<'a, 'i>| {
        let said = |n: Node<'_, '_>| n.is_text() && n.text().is_some_and(|t| !t.trim().is_empty());
        n.descendants().any(said)
    };
    branches().find(speaks).or_else(|| branches().next())
}

/// Says whether a branch of alternatives is one that is not read.
pub(crate) fn is_other(branch: Node<'_, '_>) -> bool {
    let alternatives = branch.parent_element().filter(|p| p.has_tag_name_local("AlternateContent"));
    alternatives.and_then(chosen).is_some_and(|c| c != branch)
}

/// Says whether a content control still shows its prompt, which is no answer.
pub(crate) fn is_placeholder(sdt: Node<'_, '_>) -> bool {
    path(sdt, &["sdtPr"]).and_then(|p| super::parts::is_on(p, "showingPlcHdr")).unwrap_or(false)
}

/// Says whether a content control is a tick box, and whether it is ticked ([MS-DOCX] 2.6.1).
pub(crate) fn checkbox(sdt: Node<'_, '_>) -> Option<bool> {
    let checkbox = path(sdt, &["sdtPr", "checkbox"])?;
    let checked = child(checkbox, "checked").and_then(|n| attribute(n, "val"));
    Some(matches!(checked, Some("1" | "true" | "on")))
}
