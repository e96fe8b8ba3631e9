//! The outline as the placing walks it: paragraphs cut at tick boxes, tables as rows of cells.

use crate::place::words::{Lexicon, Word, number};
use crate::{At, Block, Outline, Paragraph, ParagraphKind, Span, Table, paragraph_words};

/// A stretch of a paragraph without a box in it, with the boxes at its sides.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) content: Paragraph,
    pub(crate) text: String,
    pub(crate) words: Vec<Word>,
    /// The number that is printed before it.
    pub(crate) number: Option<String>,
    /// The box right before it in its paragraph, and the one right after.
    pub(crate) before: Option<bool>,
    pub(crate) after: Option<bool>,
    /// Whether boxes of its paragraph stand before their words, or after.
    pub(crate) first_is_box: bool,
    /// How many words of the source it has.
    pub(crate) count: usize,
    /// Which cell it is in: units of one cell, or of the body, say the same.
    pub(crate) group: usize,
}

/// A part of the outline.
#[derive(Debug, Clone)]
pub(crate) enum Flow {
    /// The units from one index to another: one paragraph.
    Units(usize, usize),
    /// A table.
    Table(View),
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) rows: Vec<Vec<CellView>>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(crate) struct CellView {
    pub(crate) column: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) flow: Vec<Flow>,
}

/// Cuts an outline's body into units.
pub(crate) struct Units<'l> {
    pub(crate) all: Vec<Unit>,
    pub(crate) lexicon: &'l mut Lexicon,
    groups: usize,
}

impl<'l> Units<'l> {
    pub(crate) fn of(outline: &Outline, lexicon: &'l mut Lexicon) -> (Vec<Unit>, Vec<Flow>) {
        let mut units = Units { all: Vec::new(), lexicon, groups: 0 };
        let flow = units.blocks(&outline.blocks);
        (units.all, flow)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<Flow> {
        self.groups += 1;
        let mut group = self.groups;
        let mut flow = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(p) => {
                    let from = self.all.len();
                    self.paragraph(p, group);
                    if self.all.len() > from {
                        flow.push(Flow::Units(from, self.all.len()));
                    }
                }
                Block::Table(table) => {
                    flow.push(Flow::Table(self.table(table)));
                    self.groups += 1;
                    group = self.groups;
                }
            }
        }
        flow
    }

    fn table(&mut self, table: &Table) -> View {
        let cell = |units: &mut Units<'_>, c: &crate::Cell| CellView {
            column: c.column,
            columns: c.columns.max(1),
            rows: c.rows.max(1),
            flow: units.blocks(&c.blocks),
        };
        let rows = table.rows.iter().map(|r| r.cells.iter().map(|c| cell(self, c)).collect()).collect();
        View { rows }
    }

    fn paragraph(&mut self, p: &Paragraph, group: usize) {
        let ticks = p.spans.iter().any(|s| matches!(s, Span::Tick { .. }));
        if !ticks {
            if !p.is_blank() {
                let count = paragraph_words(p);
                let unit = self.unit(p.kind.clone(), p.spans.clone(), &p.at, group, count);
                self.all.push(unit);
            }
            return;
        }
        let visible = |s: &&Span| !matches!(s, Span::Text { text, .. } if text.trim().is_empty());
        let first_is_box = matches!(p.spans.iter().find(visible), Some(Span::Tick { .. }));
        let mut before = None;
        let mut spans = Vec::new();
        let cut = |units: &mut Self, spans: &mut Vec<Span>, before: Option<bool>, after: Option<bool>| {
            let piece = Paragraph { kind: p.kind.clone(), spans: std::mem::take(spans), at: p.at.clone() };
            if piece.is_blank() && before.is_none() {
                return false;
            }
            let count = paragraph_words(&piece);
            let unit = units.unit(p.kind.clone(), piece.spans, &p.at, group, count);
            units.all.push(Unit { before, after, first_is_box, ..unit });
            true
        };
        for span in &p.spans {
            match span {
                Span::Tick { ticked, .. } => {
                    let took = cut(self, &mut spans, before, Some(*ticked));
                    // A box that the words before it own is not the next words' as well.
                    before = if took && !first_is_box { None } else { Some(*ticked) };
                    if first_is_box {
                        before = Some(*ticked);
                    }
                }
                other => spans.push(other.clone()),
            }
        }
        cut(self, &mut spans, before, None);
    }

    fn unit(&mut self, kind: ParagraphKind, spans: Vec<Span>, at: &At, group: usize, count: usize) -> Unit {
        let content = Paragraph { kind, spans, at: at.clone() };
        let text = content.shown();
        let printed = content.spans.iter().find_map(|s| match s {
            Span::Marker(m) => number(m),
            _ => None,
        });
        let typed = number(&text);
        let from = typed.as_ref().map_or(0, |t| t.1);
        let words = self.lexicon.words(text.get(from..).unwrap_or(""));
        let words =
            words.into_iter().map(|w| Word { id: w.id, start: w.start + from, end: w.end + from }).collect();
        let number = typed.or(printed).map(|n| n.0);
        Unit { content, text, words, number, before: None, after: None, first_is_box: false, count, group }
    }
}

impl Unit {
    /// Says whether it is a heading, or looks like one: bold and short.
    pub(crate) fn heads(&self) -> bool {
        matches!(self.content.kind, ParagraphKind::Heading(_))
            || (self.content.is_strong() && self.words.len() <= 16)
    }

    /// Gives the level of a heading.
    pub(crate) fn level(&self) -> Option<u8> {
        match self.content.kind {
            ParagraphKind::Heading(level) => Some(level),
            _ => None,
        }
    }

    /// Gives the numbers of its words.
    pub(crate) fn ids(&self) -> Vec<u32> {
        self.words.iter().map(|w| w.id).collect()
    }

    /// Says whether it is nothing but a number.
    pub(crate) fn is_number(&self) -> bool {
        self.number.is_some() && self.words.is_empty()
    }
}
