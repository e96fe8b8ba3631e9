//! The outline as the placing walks it: paragraphs cut at tick boxes, tables as rows of cells.

use crate::place::words::{Lexicon, Word, number, ordinal};
use crate::{At, Block, Outline, Paragraph, ParagraphKind, Span, Table, paragraph_words, ticks};

/// A stretch of a paragraph without a box in it, with the boxes at its sides.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) content: Paragraph,
    pub(crate) text: String,
    pub(crate) words: Vec<Word>,
    /// The number that is printed before it.
    pub(crate) number: Option<String>,
    /// Whether it is a heading that is counted out: “Part D – The sharing”.
    pub(crate) counted: bool,
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

/// Signs that say yes.
const TICKS: &[char] = &['✓', '✔', '√', '🗸', '✅'];
/// Signs that say yes where they stand for a cross in a box, and no beside ticks.
pub(super) const CROSSES: &[char] = &['✗', '✘'];

/// More tabs in a line are no columns.
const MOST_TABS: usize = 30;

/// Cuts an outline's body into units.
pub(crate) struct Units<'l> {
    pub(crate) all: Vec<Unit>,
    pub(crate) lexicon: &'l mut Lexicon,
    groups: usize,
    /// Whether a cross says no, since ticks say yes in the same document.
    crosses_out: bool,
}

impl<'l> Units<'l> {
    pub(crate) fn of(outline: &Outline, lexicon: &'l mut Lexicon) -> (Vec<Unit>, Vec<Flow>) {
        let has = |signs: &[char]| {
            let mut spans = outline.paragraphs().into_iter().flat_map(|p| &p.spans);
            spans.any(|s| matches!(s, Span::Tick { glyph, .. } if glyph.contains(signs)))
        };
        let crosses_out = has(TICKS) && has(CROSSES);
        let mut units = Units { all: Vec::new(), lexicon, groups: 0, crosses_out };
        let flow = units.blocks(&outline.blocks);
        (units.all, flow)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<Flow> {
        self.groups += 1;
        let mut group = self.groups;
        let mut flow = Vec::new();
        let mut next = 0;
        // Up to where lines were looked at that are no rows.
        let mut plain = 0;
        while let Some(block) = blocks.get(next) {
            if next >= plain {
                let (lines, rows) = tabbed(blocks.get(next..).unwrap_or_default());
                if rows {
                    next += lines.len();
                    flow.push(Flow::Table(self.tabbed_rows(&lines)));
                    self.groups += 1;
                    group = self.groups;
                    continue;
                }
                plain = next + lines.len();
            }
            next += 1;
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

    /// Reads lines that tabs cut into columns as the table that they are.
    fn tabbed_rows(&mut self, lines: &[&Paragraph]) -> View {
        let row = |units: &mut Units<'_>, line: &Paragraph| {
            let text = line.text();
            let mut from = 0;
            let ends = text.match_indices('\t').map(|(at, _)| at).chain([text.len()]);
            let cell = |(column, end): (usize, usize)| {
                let content = super::slices::slice(line, from, end);
                from = end + 1;
                let flow =
                    if content.is_blank() { Vec::new() } else { units.blocks(&[Block::Paragraph(content)]) };
                CellView { column, columns: 1, rows: 1, flow }
            };
            ends.enumerate().map(cell).collect()
        };
        View { rows: lines.iter().map(|line| row(self, line)).collect() }
    }

    fn paragraph(&mut self, p: &Paragraph, group: usize) {
        let from = self.all.len();
        self.pieces(&Paragraph { spans: self.ticked(&p.spans), ..p.clone() }, group);
        // A typed box may count as a word of the source: “[X]”.
        let read: usize = self.all.iter().skip(from).map(|u| u.count).sum();
        if let Some(last) = self.all.get_mut(from..).and_then(|own| own.last_mut()) {
            last.count += paragraph_words(p).saturating_sub(read);
        }
    }

    /// Reads typed boxes, and crosses that say no.
    fn ticked(&self, spans: &[Span]) -> Vec<Span> {
        let mut out = Vec::new();
        for span in spans {
            match span {
                Span::Text { text, strong, emphasis, link } => {
                    let part = |text: &str| {
                        let (text, link) = (text.to_owned(), link.clone());
                        let part = Span::Text { text, strong: *strong, emphasis: *emphasis, link };
                        Some(part).filter(|p| !matches!(p, Span::Text { text, .. } if text.is_empty()))
                    };
                    let mut from = 0;
                    for (at, end, ticked) in ticks::typed(text) {
                        out.extend(part(text.get(from..at).unwrap_or("")));
                        out.push(Span::Tick { ticked, glyph: String::new() });
                        from = end;
                    }
                    out.extend(part(text.get(from..).unwrap_or("")));
                }
                Span::Tick { glyph, .. } if self.crosses_out && glyph.contains(CROSSES) => {
                    out.push(Span::Tick { ticked: false, glyph: glyph.clone() });
                }
                other => out.push(other.clone()),
            }
        }
        out
    }

    fn pieces(&mut self, p: &Paragraph, group: usize) {
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
        let is_box = |s: Option<&Span>| matches!(s, Some(Span::Tick { .. }));
        // “Decision: ☑ accepted ☐ overruled”: where words stand at both ends, the boxes are before their words.
        let mut last = p.spans.iter().filter(visible);
        // “Paper ☒ (visit notes)”
        let noted = |s: &&Span| matches!(s, Span::Text { text, .. } if text.trim_start().starts_with('('));
        let end = match last.next_back() {
            Some(note) if noted(&note) => last.next_back(),
            other => other,
        };
        let first_is_box = is_box(p.spans.iter().find(visible)) || !is_box(end);
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
        let heads = content.is_strong() || matches!(content.kind, ParagraphKind::Heading(_));
        let counted = ordinal(&text).filter(|_| heads);
        let from = typed.as_ref().map(|t| t.1).or(counted).unwrap_or(0);
        let words = self.lexicon.words(text.get(from..).unwrap_or(""));
        let words =
            words.into_iter().map(|w| Word { id: w.id, start: w.start + from, end: w.end + from }).collect();
        // “4.5 4.6”, before a question that stands for both.
        let dotted = |t: &str| {
            t.contains('.') && t.split('.').all(|d| !d.is_empty() && d.chars().all(|c| c.is_ascii_digit()))
        };
        let tokens =
            || text.split([' ', '/', ',', '&', '–', '-', '\n']).filter(|t| !t.is_empty() && *t != "and");
        let words = if tokens().count() > 1 && tokens().all(dotted) { Vec::new() } else { words };
        let number = typed.or(printed).map(|n| n.0);
        let counted = counted.is_some();
        Unit {
            content,
            text,
            words,
            number,
            counted,
            before: None,
            after: None,
            first_is_box: false,
            count,
            group,
        }
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

/// Gives the lines at the beginning of some blocks that tabs cut into the same number of columns, three at least; and whether
/// they are rows: the lines of a table of contents end in the number of a page.
fn tabbed(blocks: &[Block]) -> (Vec<&Paragraph>, bool) {
    let tabs = |block: &Block| match block {
        Block::Paragraph(p) if !matches!(p.kind, ParagraphKind::Heading(_)) => {
            let boxes = p.spans.iter().any(|s| matches!(s, Span::Tick { .. } | Span::Label(_)));
            Some(p.text().matches('\t').count()).filter(|n| (2..=MOST_TABS).contains(n) && !boxes)
        }
        _ => None,
    };
    let Some(columns) = blocks.first().and_then(tabs) else { return (Vec::new(), false) };
    let run = blocks.iter().take_while(|b| tabs(b) == Some(columns));
    let lines: Vec<&Paragraph> =
        run.filter_map(|b| if let Block::Paragraph(p) = b { Some(p) } else { None }).collect();
    let rows =
        lines.len() > 1 && !lines.iter().all(|p| p.text().trim_end().ends_with(|c: char| c.is_ascii_digit()));
    (lines, rows)
}
