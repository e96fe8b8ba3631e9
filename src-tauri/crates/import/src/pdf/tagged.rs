//! A tagged PDF: what its structure tree says, in its order.

use std::collections::HashMap;

use super::glyphs::Glyph;
use super::items::{lone_boxes, typed_marker};
use super::lines::{Line, from_glyphs};
use super::paragraphs::{fits, is_number};
use super::tags::{Kid, Node, Role};
use super::words::{Lexicon, around, joined, measured, spans};
use crate::{At, Block, Cell, Paragraph, ParagraphKind, Row, Span, Table};

/// The characters that the tree may name, and what is made of them.
pub(super) struct Tagged<'l> {
    /// By page index and number.
    pub(super) marks: HashMap<(usize, i32), Vec<Glyph>>,
    /// The characters of form fields: page index and characters, by widget.
    pub(super) fields: HashMap<(i64, i64), (usize, Vec<Glyph>)>,
    pub(super) lexicon: &'l Lexicon,
    /// What the tree takes for running heads and footers.
    pub(super) furniture: Vec<Paragraph>,
}

/// Text and notes that stand in one paragraph.
#[derive(Default)]
struct Inline {
    parts: Vec<Part>,
}

enum Part {
    Glyphs(usize, Vec<Glyph>),
    Note(Vec<Paragraph>),
}

impl Tagged<'_> {
    /// Makes blocks of the tree.
    pub(super) fn blocks(&mut self, root: &Node) -> Vec<Block> {
        let mut out = Vec::new();
        self.contain(root, &ParagraphKind::Plain, 0, &mut out);
        out
    }

    /// Puts an element's content into blocks; text that stands in it directly becomes paragraphs of a kind.
    fn contain(&mut self, node: &Node, kind: &ParagraphKind, depth: u8, out: &mut Vec<Block>) {
        let mut inline = Inline::default();
        self.content(&node.kids, kind, depth, &mut inline, out);
        self.flush(&mut inline, kind, out);
    }

    fn content(
        &mut self,
        kids: &[Kid],
        kind: &ParagraphKind,
        depth: u8,
        inline: &mut Inline,
        out: &mut Vec<Block>,
    ) {
        for kid in kids {
            let node = match kid {
                Kid::Node(node) => node,
                _ => {
                    self.leaf(kid, inline);
                    continue;
                }
            };
            match node.role {
                Role::Inline | Role::Label => self.content(&node.kids, kind, depth, inline, out),
                Role::Note => {
                    let note = self.note(node);
                    if !note.is_empty() {
                        inline.parts.push(Part::Note(note));
                    }
                }
                Role::Artifact => self.artifact(node),
                _ => {
                    self.flush(inline, kind, out);
                    self.block(node, depth, out);
                }
            }
        }
    }

    fn block(&mut self, node: &Node, depth: u8, out: &mut Vec<Block>) {
        match node.role {
            Role::Heading(level) => self.contain(node, &ParagraphKind::Heading(level), depth, out),
            Role::List => self.list(node, depth, out),
            Role::Item => self.item(node, depth, out),
            Role::Table => self.table(node, out),
            _ => self.contain(node, &ParagraphKind::Plain, depth, out),
        }
    }

    fn list(&mut self, node: &Node, depth: u8, out: &mut Vec<Block>) {
        for kid in &node.kids {
            match kid {
                Kid::Node(n) if n.role == Role::List => self.list(n, depth.saturating_add(1).min(8), out),
                Kid::Node(n) if n.role == Role::Item => self.item(n, depth, out),
                Kid::Node(n) => self.block(n, depth, out),
                leaf => {
                    let mut inline = Inline::default();
                    self.leaf(leaf, &mut inline);
                    self.flush(&mut inline, &ParagraphKind::Plain, out);
                }
            }
        }
    }

    fn item(&mut self, node: &Node, depth: u8, out: &mut Vec<Block>) {
        let (labels, rest): (Vec<Kid>, Vec<Kid>) =
            node.kids.iter().cloned().partition(|k| matches!(k, Kid::Node(n) if n.role == Role::Label));
        let mut label = Inline::default();
        let mut found = Vec::new();
        self.content(&labels, &ParagraphKind::Plain, depth, &mut label, &mut found);
        self.flush(&mut label, &ParagraphKind::Plain, &mut found);
        let marker = found.iter().find_map(|b| match b {
            Block::Paragraph(p) => Some(p.clone()),
            Block::Table(_) => None,
        });
        let text = marker.as_ref().map(|p| p.text().trim().to_owned()).unwrap_or_default();
        let ordered = is_number(&text) || text.chars().any(|c| c.is_ascii_digit());
        let mut body: Vec<Block> = Vec::new();
        let rest = Node { role: Role::Group, kids: rest, columns: 1, rows: 1 };
        self.contain(&rest, &ParagraphKind::Plain, depth.saturating_add(1).min(8), &mut body);
        lone_boxes(&mut body);
        let first = body.iter_mut().find_map(|b| match b {
            Block::Paragraph(p) => Some(p),
            Block::Table(_) => None,
        });
        let boxes = marker.iter().flat_map(|p| &p.spans).filter(|s| matches!(s, Span::Tick { .. })).cloned();
        let mut lead: Vec<Span> = boxes.collect();
        if !text.is_empty() {
            lead.push(Span::Marker(text));
        }
        match first {
            Some(p) => {
                let ordered = match typed_marker(p, lead.is_empty()) {
                    Some(marker) => {
                        let ordered = is_number(&marker);
                        lead.push(Span::Marker(marker));
                        ordered
                    }
                    None => ordered,
                };
                if p.kind == ParagraphKind::Plain {
                    p.kind = ParagraphKind::Item { depth, ordered };
                }
                p.spans.splice(0..0, lead);
            }
            None => out.extend(found),
        }
        out.append(&mut body);
    }

    fn table(&mut self, node: &Node, out: &mut Vec<Block>) {
        let mut rows: Vec<(&Node, bool)> = Vec::new();
        self.gather_rows(node, false, &mut rows, out);
        let table = self.rows(&rows, out);
        if !table.rows.is_empty() {
            out.push(Block::Table(table));
        }
    }

    fn gather_rows<'n>(
        &mut self,
        group: &'n Node,
        head: bool,
        rows: &mut Vec<(&'n Node, bool)>,
        out: &mut Vec<Block>,
    ) {
        for kid in &group.kids {
            match kid {
                Kid::Node(n) => match n.role {
                    Role::Row | Role::Cell { .. } => rows.push((n, head)),
                    Role::RowGroup { head } => self.gather_rows(n, head, rows, out),
                    _ => self.block(n, 0, out),
                },
                leaf => {
                    let mut inline = Inline::default();
                    self.leaf(leaf, &mut inline);
                    self.flush(&mut inline, &ParagraphKind::Plain, out);
                }
            }
        }
    }

    fn rows(&mut self, rows: &[(&Node, bool)], out: &mut Vec<Block>) -> Table {
        let mut table = Table::default();
        let mut taken: Vec<usize> = Vec::new();
        for (node, head) in rows {
            let mut row = Row { cells: Vec::new(), head: *head };
            let mut column = 0;
            let mut all_heads = true;
            let cells: Vec<&Node> = if matches!(node.role, Role::Cell { .. }) {
                vec![*node]
            } else {
                node.kids.iter().filter_map(|k| if let Kid::Node(n) = k { Some(n) } else { None }).collect()
            };
            for kid in node.kids.iter().filter(|k| !matches!(k, Kid::Node(_)) && node.role == Role::Row) {
                let mut inline = Inline::default();
                self.leaf(kid, &mut inline);
                self.flush(&mut inline, &ParagraphKind::Plain, out);
            }
            for cell in cells {
                while taken.get(column).is_some_and(|left| *left > 0) {
                    column += 1;
                }
                let mut blocks = Vec::new();
                self.contain(cell, &ParagraphKind::Plain, 0, &mut blocks);
                all_heads &= cell.role == Role::Cell { head: true };
                let end = column + cell.columns;
                if taken.len() < end {
                    taken.resize(end, 0);
                }
                taken.iter_mut().take(end).skip(column).for_each(|left| *left = cell.rows);
                row.cells.push(Cell { column, columns: cell.columns, rows: cell.rows, blocks });
                column = end;
            }
            taken.iter_mut().for_each(|left| *left = left.saturating_sub(1));
            row.head |= all_heads && !row.cells.is_empty();
            table.rows.push(row);
        }
        if table.rows.len() > 1 && table.rows.iter().all(|r| r.head) {
            table.rows.iter_mut().for_each(|r| r.head = false);
        }
        table
    }

    fn note(&mut self, node: &Node) -> Vec<Paragraph> {
        let mut blocks = Vec::new();
        self.contain(node, &ParagraphKind::Plain, 0, &mut blocks);
        let outline = crate::Outline { blocks, ..crate::Outline::default() };
        outline.paragraphs().into_iter().cloned().collect()
    }

    fn artifact(&mut self, node: &Node) {
        let mut notes = self.note(node);
        notes.iter_mut().for_each(|p| p.at.part = "running head".to_owned());
        self.furniture.append(&mut notes);
    }

    fn leaf(&mut self, kid: &Kid, inline: &mut Inline) {
        match kid {
            Kid::Mark(page, mcid) => {
                if let Some(glyphs) = self.marks.remove(&(*page, *mcid)) {
                    inline.parts.push(Part::Glyphs(*page, glyphs));
                }
            }
            Kid::Object(id) => {
                if let Some((page, glyphs)) = self.fields.remove(id) {
                    inline.parts.push(Part::Glyphs(page, glyphs));
                }
            }
            Kid::Node(_) => {}
        }
    }

    fn flush(&mut self, inline: &mut Inline, kind: &ParagraphKind, out: &mut Vec<Block>) {
        let parts = std::mem::take(&mut inline.parts);
        if let Some(paragraph) = made(parts, kind, self.lexicon) {
            out.push(Block::Paragraph(paragraph));
        }
    }
}

fn made(parts: Vec<Part>, kind: &ParagraphKind, lexicon: &Lexicon) -> Option<Paragraph> {
    let mut lines: Vec<(usize, Line)> = Vec::new();
    let mut notes: Vec<(usize, Vec<Paragraph>)> = Vec::new();
    let mut run: Vec<(usize, Glyph)> = Vec::new();
    for part in parts {
        match part {
            Part::Glyphs(page, glyphs) => run.extend(glyphs.into_iter().map(|g| (page, g))),
            Part::Note(paragraphs) => notes.push((run.len(), paragraphs)),
        }
    }
    let (mut spans_out, mut start) = (Vec::new(), 0);
    notes.push((run.len(), Vec::new()));
    let mut first_lines: Vec<(usize, Line)> = Vec::new();
    for (end, note) in notes {
        let mut found = visual_lines(run.get(start..end).unwrap_or_default());
        if let (Some(last), Some((_, first))) = (lines.last(), found.first_mut()) {
            first.spaced = follows_with_space(&last.1, first, run.get(start.saturating_sub(1)));
        }
        hard_breaks(&mut found);
        let plain: Vec<Line> = found.iter().map(|l| l.1.clone()).collect();
        let mut glyphs = joined(&plain, lexicon);
        if let (Some(first), true) = (glyphs.first().copied(), plain.first().is_some_and(|l| l.spaced)) {
            glyphs.insert(0, Glyph { c: ' ', tick: None, ..first });
        }
        spans_out.extend(spans(&glyphs, lexicon));
        if !note.is_empty() {
            spans_out.push(Span::Footnote(note));
        }
        first_lines.extend(found.iter().cloned());
        lines.append(&mut found);
        start = end;
    }
    let page = lines.first().map(|l| l.0);
    let area = first_lines.iter().filter(|l| Some(l.0) == page).map(|l| l.1.area).reduce(around);
    let at = At { page: page.map(|p| p as u32 + 1), area: area.map(measured), ..At::default() };
    let paragraph = Paragraph { kind: kind.clone(), spans: spans_out, at };
    (!paragraph.is_blank()).then_some(paragraph)
}

/// Says whether a space stands between the text before a note and the text after it.
fn follows_with_space(last: &Line, next: &Line, before: Option<&(usize, Glyph)>) -> bool {
    let same = (last.base - next.base).abs() < last.size * 0.5;
    before.is_some_and(|(_, g)| g.is_space()) || !same || next.left - last.right > last.size * 0.15
}

/// Cuts characters, in the order in which they are drawn, into lines.
fn visual_lines(run: &[(usize, Glyph)]) -> Vec<(usize, Line)> {
    if let Some((page, _)) = run.first()
        && run.iter().any(|(_, g)| g.tick.is_some())
        && run.iter().all(|(p, g)| p == page && g.turn == 0)
    {
        // Boxes are of another font, and may be drawn after all words of their line: their place says where they are.
        let glyphs: Vec<Glyph> = run.iter().map(|(_, g)| *g).collect();
        return super::lines::lines(&glyphs).into_iter().map(|l| (*page, l)).collect();
    }
    let mut out: Vec<(usize, Line)> = Vec::new();
    let mut current: Vec<Glyph> = Vec::new();
    let mut last: Option<(usize, Glyph)> = None;
    let close = |page: usize, glyphs: &mut Vec<Glyph>, out: &mut Vec<(usize, Line)>| {
        let main = glyphs.iter().filter(|g| !g.is_space()).max_by(|a, b| a.size.total_cmp(&b.size)).copied();
        if let Some(main) = main {
            let (_, _, base) = main.frame();
            out.extend(from_glyphs(glyphs, base, main.size).map(|l| (page, l)));
        }
        glyphs.clear();
    };
    for (page, glyph) in run {
        if let Some((last_page, before)) = last
            && (last_page != *page || is_new_line(&before, glyph))
        {
            close(last_page, &mut current, &mut out);
        }
        current.push(*glyph);
        if !glyph.is_space() || last.is_none_or(|l| l.0 != *page) {
            last = Some((*page, *glyph));
        }
    }
    if let Some((page, _)) = last {
        close(page, &mut current, &mut out);
    }
    out
}

fn is_new_line(before: &Glyph, next: &Glyph) -> bool {
    if before.turn != next.turn {
        return true;
    }
    let ((_, end, base), (start, _, next_base)) = (before.frame(), next.frame());
    let size = before.size.max(next.size);
    let drop = (next_base - base).abs();
    drop > size * 0.65 || (drop > size * 0.2 && start < end - size * 0.5) || start < end - size * 4.0
}

/// Marks lines that begin where the word would still have fitted on the line before: a break that the writer made. A small
/// letter begins no such line, unless the line before is short.
fn hard_breaks(lines: &mut [(usize, Line)]) {
    let right = lines.iter().map(|l| l.1.right).fold(f32::NEG_INFINITY, f32::max);
    let left = lines.iter().map(|l| l.1.left).fold(f32::INFINITY, f32::min);
    let mut before: Option<(usize, Line)> = None;
    for (page, line) in lines.iter_mut() {
        if let Some((last_page, last)) = &before {
            let same = last_page == page && last.turn == line.turn && line.base > last.base;
            let small = line.glyphs.first().is_some_and(|g| g.c.is_lowercase());
            let short = right - last.right > (right - left) * 0.35;
            line.hard = same
                && (short || !small)
                && line.base - last.base > last.size * 0.8
                && fits(last, line, right);
        }
        before = Some((*page, line.clone()));
    }
}
