//! Spans to lines: broken where UAX #14 allows, and at the cell's edge where a word is wider than its cell.

use std::rc::Rc;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::font::Face;
use crate::page::{Colour, Glyph, NodeId, Run, Target};
use crate::shape::{Shaper, Word};

/// Words of one look.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub text: String,
    pub face: Face,
    pub size: f32,
    pub colour: Colour,
    pub node: Option<NodeId>,
    pub link: Option<Target>,
    /// The footnote that the span cites.
    pub note: Option<usize>,
}

/// A line of runs; `x` and `baseline` count from its own left end and top.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub runs: Vec<(Option<NodeId>, Run)>,
    pub width: f32,
    pub notes: Vec<usize>,
    /// Whether every word of it is bold.
    pub bold: bool,
}

/// Breaks spans into lines of at most `width`.
pub(crate) fn lines(shaper: &mut Shaper, spans: &[Span], width: f32) -> Vec<Line> {
    let text: String = spans.iter().map(|s| s.text.as_str()).collect();
    let mut breaker =
        Breaker { shaper, spans, text: &text, width, line: Line::default(), out: Vec::new(), space: 0..0 };
    let mut start = 0;
    if !text.is_empty() {
        for (end, opportunity) in linebreaks(&text) {
            breaker.segment(start, end, opportunity == BreakOpportunity::Mandatory && end < text.len());
            start = end;
        }
    }
    breaker.flush();
    breaker.out
}

struct Breaker<'a> {
    shaper: &'a mut Shaper,
    spans: &'a [Span],
    text: &'a str,
    width: f32,
    line: Line,
    out: Vec<Line>,
    /// White space that waits for the next word of the line.
    space: std::ops::Range<usize>,
}

impl Breaker<'_> {
    fn segment(&mut self, start: usize, end: usize, ends_line: bool) {
        let segment = self.text.get(start..end).unwrap_or_default();
        let words = start + segment.trim_end().len();
        let words_width: f32 = self.pieces(start, words).iter().map(|(s, w)| w.width * self.size(*s)).sum();
        let space: f32 =
            self.pieces(self.space.start, self.space.end).iter().map(|(s, w)| w.width * self.size(*s)).sum();
        if !self.line.runs.is_empty() && self.line.width + space + words_width > self.width + 0.01 {
            self.flush();
        }
        if !self.line.runs.is_empty() {
            let (from, to) = (self.space.start, self.space.end);
            for (span, word) in self.pieces(from, to) {
                self.push(span, &word, None);
            }
        }
        let wide = words_width > self.width + 0.01;
        for (span, word) in self.pieces(start, words) {
            self.push(span, &word, wide.then_some(self.width));
        }
        self.space = if words > start || self.space.is_empty() { words..end } else { self.space.start..end };
        if ends_line {
            self.flush();
        }
    }

    fn size(&self, span: usize) -> f32 {
        self.spans.get(span).map_or(0.0, |s| s.size)
    }

    /// Shapes a stretch of the text, parted where spans meet.
    fn pieces(&mut self, start: usize, end: usize) -> Vec<(usize, Rc<Word>)> {
        let mut out = Vec::new();
        let mut at = 0;
        for (i, span) in self.spans.iter().enumerate() {
            let (from, to) = (start.max(at), end.min(at + span.text.len()));
            if from < to
                && let Some(text) = self.text.get(from..to)
            {
                out.push((i, self.shaper.word(span.face, text)));
            }
            at += span.text.len();
            if at >= end {
                break;
            }
        }
        out
    }

    /// Adds a word; where it is wider than the cell, it goes on in the next line at the edge.
    fn push(&mut self, index: usize, word: &Word, edge: Option<f32>) {
        let Some(span) = self.spans.get(index) else { return };
        for part in &word.parts {
            let mut glyphs = part.glyphs.iter().peekable();
            while let Some(first) = glyphs.next() {
                let mut cluster = vec![*first];
                while let Some(more) = glyphs.next_if(|g| g.cluster == first.cluster) {
                    cluster.push(*more);
                }
                let to = glyphs.peek().map_or(part.text.len(), |g| g.cluster as usize);
                let text = part.text.get(first.cluster as usize..to).unwrap_or_default();
                let advance: f32 = cluster.iter().map(|g| g.advance).sum::<f32>() * span.size;
                if edge.is_some_and(|edge| self.line.width + advance > edge && !self.line.runs.is_empty()) {
                    self.flush();
                }
                let at = self.line.width;
                let run = self.run(index, part.face, at);
                let base = run.text.len() as u32;
                run.text.push_str(text);
                for g in cluster {
                    run.glyphs.push(Glyph { id: g.id, advance: g.advance * span.size, cluster: base });
                }
                run.width += advance;
                self.line.width += advance;
            }
        }
        self.line.notes.extend(span.note.filter(|n| !self.line.notes.contains(n)));
    }

    /// Gives the run that goes on in this face and span, or a new one.
    fn run(&mut self, index: usize, face: Face, x: f32) -> &mut Run {
        let span = &self.spans[index];
        let same = self.line.runs.last().is_some_and(|(node, r)| {
            *node == span.node
                && r.face == face
                && r.size == span.size
                && r.colour == span.colour
                && r.link == span.link
        });
        if !same {
            let run = Run {
                x,
                baseline: 0.0,
                width: 0.0,
                size: span.size,
                face,
                colour: span.colour,
                text: String::new(),
                glyphs: Vec::new(),
                link: span.link.clone(),
            };
            self.line.runs.push((span.node, run));
        }
        let last = self.line.runs.len() - 1;
        &mut self.line.runs[last].1
    }

    fn flush(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.bold = line.runs.iter().all(|(_, r)| matches!(r.face, Face::Bold | Face::BoldItalic));
        self.space = 0..0;
        if !line.runs.is_empty() || self.out.is_empty() {
            self.out.push(line);
        }
    }
}
