//! The walk over a body: paragraphs, content controls, text boxes, each in its place.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::notes::Notes;
use super::numbering::{ListRef, Numbering};
use super::parts::{LocalName, Parts, Picture, Relation, attribute, child, path, value};
use super::runs::Line;
use super::styles::Styles;
use crate::{At, Block, Paragraph, ParagraphKind, Span};

/// Deeper than this, tables and controls are read as plain text.
pub(crate) const DEPTH: usize = 40;

/// What a walk over a part knows and gathers.
pub(crate) struct Walk<'a> {
    pub(crate) styles: Styles,
    pub(crate) numbering: Numbering,
    pub(crate) relations: &'a BTreeMap<String, Relation>,
    pub(crate) notes: Notes,
    /// Which part, as [`At`] names it; empty for the body.
    pub(crate) part: &'static str,
    pub(crate) paragraph: u32,
    pub(crate) table: u32,
    pub(crate) cell: Option<(u32, u32, u32)>,
    pub(crate) removed: Vec<Paragraph>,
    /// What is read, but is no answer: contents, placeholders.
    pub(crate) aside: Vec<Paragraph>,
    /// What each comment is about, by the comment's id.
    pub(crate) commented: BTreeMap<String, (String, At)>,
    pub(crate) open_comments: Vec<String>,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) tracked: bool,
    pub(crate) hidden: bool,
}

impl<'a> Walk<'a> {
    /// Begins a walk over the body. Parts that cannot be read count as absent: the words of the body come first.
    pub(crate) fn new(parts: &'a Parts, relations: &'a BTreeMap<String, Relation>) -> Walk<'a> {
        let mut walk = Walk::over("", parts, relations);
        walk.notes = Notes::read(parts);
        walk
    }

    /// Begins a walk over another part.
    pub(crate) fn over(
        part: &'static str,
        parts: &'a Parts,
        relations: &'a BTreeMap<String, Relation>,
    ) -> Walk<'a> {
        Walk {
            styles: Styles::read(parts.styles.as_deref()).unwrap_or_default(),
            numbering: Numbering::read(parts.numbering.as_deref()).unwrap_or_default(),
            relations,
            notes: Notes::default(),
            part,
            paragraph: 0,
            table: 0,
            cell: None,
            removed: Vec::new(),
            aside: Vec::new(),
            commented: BTreeMap::new(),
            open_comments: Vec::new(),
            pictures: Vec::new(),
            tracked: false,
            hidden: false,
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
            let at = self.at();
            return out.push(Block::Paragraph(Paragraph::plain(plain_text(node), at)));
        }
        for n in node.children().filter(Node::is_element) {
            match n.tag_name().name() {
                "p" => self.paragraph(n, depth, out),
                "tbl" => {
                    let table = self.read_table(n, depth + 1);
                    if !table.rows.is_empty() {
                        out.push(Block::Table(table));
                    }
                }
                "sdt" => self.control(n, depth, out),
                "customXml" | "ins" | "smartTag" | "moveTo" | "sdtContent" => self.into(n, depth + 1, out),
                "del" | "moveFrom" => self.take_out(n),
                "AlternateContent" => {
                    if let Some(choice) = chosen(n) {
                        self.into(choice, depth + 1, out);
                    }
                }
                _ => {}
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
        let tick = checkbox(node);
        let from = out.len();
        self.into(content, depth + 1, out);
        if let Some(ticked) = tick {
            out.drain(from..);
            let glyph = plain_text(content);
            let spans = vec![Span::Tick { ticked, glyph }];
            let at = self.at();
            out.push(Block::Paragraph(Paragraph { kind: ParagraphKind::Plain, spans, at }));
        } else if contents {
            for block in out.drain(from..).collect::<Vec<_>>() {
                if let Block::Paragraph(p) = block {
                    self.aside_paragraph(p, "contents");
                }
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>, depth: usize, out: &mut Vec<Block>) {
        self.paragraph += 1;
        let properties = child(node, "pPr");
        let style =
            properties.and_then(|p| value(p, "pStyle")).map(|id| self.styles.get(id)).unwrap_or_default();
        let heading = properties
            .and_then(|p| value(p, "outlineLvl"))
            .and_then(|v| v.parse::<u8>().ok())
            .filter(|l| *l < 9)
            .map(|l| l + 1)
            .or(style.heading);
        let list = match properties.and_then(|p| child(p, "numPr")) {
            Some(own) => ListRef::read(own).or(style.list),
            None => style.list,
        };
        let mut line = Line::new(style.strong.unwrap_or(false), style.emphasis.unwrap_or(false));
        self.inline(node, &mut line, depth);
        let boxes = std::mem::take(&mut line.boxes);
        let mut spans = line.finish();
        let blank = spans.iter().all(|s| matches!(s, Span::Text { text, .. } if text.trim().is_empty()));
        let mut kind = ParagraphKind::Plain;
        if let Some(printed) = list.filter(|_| !blank).and_then(|l| self.numbering.next(&l)) {
            kind = ParagraphKind::Item { depth: printed.level, ordered: printed.ordered };
            if !printed.marker.is_empty() {
                spans.insert(0, Span::Marker(printed.marker));
            }
        }
        if let Some(level) = heading {
            kind = ParagraphKind::Heading(level);
        }
        let paragraph = Paragraph { kind, spans, at: self.at() };
        if style.contents {
            self.aside_paragraph(paragraph, "contents");
        } else if !blank {
            out.push(Block::Paragraph(paragraph));
        }
        out.extend(boxes);
    }

    /// Keeps the words of a deletion.
    pub(crate) fn take_out(&mut self, node: Node<'_, '_>) {
        self.tracked = true;
        let at = At { part: "tracked change".into(), ..self.at() };
        let mut paragraphs: Vec<_> = node.descendants().filter(|n| n.has_tag_name_local("p")).collect();
        if paragraphs.is_empty() {
            paragraphs.push(node);
        }
        for p in paragraphs {
            let text = plain_text(p);
            if !text.trim().is_empty() {
                self.removed.push(Paragraph::plain(text, at.clone()));
            }
        }
    }

    /// Keeps the words of a piece that is read, but is no answer.
    pub(crate) fn put_aside(&mut self, node: Node<'_, '_>, part: &str) {
        let at = self.at();
        self.aside_paragraph(Paragraph::plain(plain_text(node), at), part);
    }

    fn aside_paragraph(&mut self, mut paragraph: Paragraph, part: &str) {
        if !paragraph.is_blank() {
            paragraph.at.part = part.into();
            self.aside.push(paragraph);
        }
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

/// Gives the words of a subtree, deleted ones too, with spaces where tabs, breaks and paragraph ends are.
pub(crate) fn plain_text(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    let mut skip_until = None;
    for n in node.descendants() {
        if let Some(end) = skip_until {
            if n.range().start < end {
                continue;
            }
            skip_until = None;
        }
        match n.tag_name().name() {
            "Fallback" => skip_until = Some(n.range().end),
            "t" | "delText" => out.push_str(n.text().unwrap_or("")),
            "p" if !out.is_empty() => out.push('\n'),
            "tab" | "br" | "cr" | "ptab" => out.push(' '),
            "noBreakHyphen" => out.push('-'),
            _ => {}
        }
    }
    out
}

/// Gives the branch of alternatives that is read: the first choice, else the fallback (ECMA-376 part 3).
pub(crate) fn chosen<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    child(node, "Choice").or_else(|| child(node, "Fallback"))
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
