//! Spans to lines: broken where UAX #14 allows, and at the cell's edge where a word is wider than its cell.

use std::ops::Range;
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

impl Span {
    /// Begins a run of it.
    fn run(&self, face: Face, x: f32) -> Run {
        Run {
            x,
            baseline: 0.0,
            width: 0.0,
            size: self.size,
            face,
            colour: self.colour,
            text: String::new(),
            glyphs: Vec::new(),
            link: self.link.clone(),
        }
    }
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
    let ends = spans.iter().scan(0, |end, span| {
        *end += span.text.len();
        Some(*end)
    });
    let ends = ends.collect();
    let mut breaker = Breaker {
        shaper,
        spans,
        ends,
        text: &text,
        width,
        line: Line::default(),
        out: Vec::new(),
        space: 0..0,
    };
    let mut start = 0;
    if !text.is_empty() {
        for (end, opportunity) in linebreaks(&text) {
            // UAX #14 lets an address break after its scheme, which would stand alone at the end of a line.
            if text.get(..end).is_some_and(|t| t.ends_with("://")) && end < text.len() {
                continue;
            }
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
    /// Where each span ends in the text.
    ends: Vec<usize>,
    text: &'a str,
    width: f32,
    line: Line,
    out: Vec<Line>,
    /// White space that waits for the next word of the line.
    space: Range<usize>,
}

/// A stretch of one span, shaped.
type Piece<'a> = (&'a Span, Rc<Word>);

impl<'a> Breaker<'a> {
    fn segment(&mut self, start: usize, end: usize, ends_line: bool) {
        let segment = self.text.get(start..end).unwrap_or_default();
        let words = start + segment.trim_end().len();
        let pieces = self.pieces(start..words);
        let wanted = width(&pieces);
        if !self.line.runs.is_empty() {
            let space = self.pieces(self.space.clone());
            if self.line.width + width(&space) + wanted > self.width + 0.01 {
                self.part();
            } else {
                space.iter().for_each(|(span, word)| self.push(span, word));
            }
        }
        for (span, word) in &pieces {
            if wanted > self.width + 0.01 { self.push_to_edge(span, word) } else { self.push(span, word) }
        }
        self.space = if words > start || self.space.is_empty() { words..end } else { self.space.start..end };
        if ends_line {
            self.part();
        }
    }

    /// Shapes a stretch of the text, parted where spans meet.
    fn pieces(&mut self, stretch: Range<usize>) -> Vec<Piece<'a>> {
        let mut out = Vec::new();
        let (mut at, spans) = (stretch.start, self.spans);
        let mut index = self.ends.partition_point(|end| *end <= at);
        while at < stretch.end {
            let (Some(span), Some(end)) = (spans.get(index), self.ends.get(index)) else { break };
            let to = stretch.end.min(*end);
            if let Some(text) = self.text.get(at..to).filter(|t| !t.is_empty()) {
                out.push((span, self.shaper.word(span.face, text)));
            }
            (at, index) = (to, index + 1);
        }
        out
    }

    /// Adds a word to the line.
    fn push(&mut self, span: &Span, word: &Word) {
        for part in &word.parts {
            let advance = part.width * span.size;
            let run = self.run(span, part.face);
            let base = run.text.len() as u32;
            run.text.push_str(&part.text);
            run.glyphs.extend(part.glyphs.iter().map(|g| Glyph {
                id: g.id,
                advance: g.advance * span.size,
                cluster: base + g.cluster,
            }));
            run.width += advance;
            self.line.width += advance;
        }
        self.note(span);
    }

    /// Adds a word that is wider than the cell: it goes on in the next line at the edge.
    fn push_to_edge(&mut self, span: &Span, word: &Word) {
        for part in &word.parts {
            let mut rest = part.glyphs.as_slice();
            while let Some(first) = rest.first() {
                let count = rest.iter().take_while(|g| g.cluster == first.cluster).count();
                let (cluster, more) = rest.split_at(count);
                let to = more.first().map_or(part.text.len(), |g| g.cluster as usize);
                let text = part.text.get(first.cluster as usize..to).unwrap_or_default();
                let advance: f32 = cluster.iter().map(|g| g.advance).sum::<f32>() * span.size;
                if self.line.width + advance > self.width && !self.line.runs.is_empty() {
                    self.flush();
                }
                let run = self.run(span, part.face);
                let base = run.text.len() as u32;
                run.text.push_str(text);
                run.glyphs.extend(cluster.iter().map(|g| Glyph {
                    id: g.id,
                    advance: g.advance * span.size,
                    cluster: base,
                }));
                run.width += advance;
                self.line.width += advance;
                rest = more;
            }
        }
        self.note(span);
    }

    fn note(&mut self, span: &Span) {
        self.line.notes.extend(span.note.filter(|n| !self.line.notes.contains(n)));
    }

    /// Gives the run that goes on in this face and span, or a new one.
    fn run(&mut self, span: &Span, face: Face) -> &mut Run {
        let goes_on = |(node, r): &(Option<NodeId>, Run)| {
            *node == span.node
                && r.face == face
                && r.size == span.size
                && r.colour == span.colour
                && r.link == span.link
        };
        let runs = &mut self.line.runs;
        let last = match runs.pop() {
            Some(last) if goes_on(&last) => last,
            other => {
                runs.extend(other);
                (span.node, span.run(face, self.line.width))
            }
        };
        &mut runs.push_mut(last).1
    }

    /// Ends the line. The space at its end shows nothing and takes no room, but parts the words for those who hear them
    /// (ISO 32000-1, 14.8.2.5).
    fn part(&mut self) {
        if let Some((_, run)) = self.line.runs.last_mut().filter(|_| !self.space.is_empty()) {
            let space = self.shaper.word(run.face, " ");
            let cluster = run.text.len() as u32;
            run.text.push(' ');
            let glyphs = space.parts.iter().flat_map(|p| &p.glyphs);
            run.glyphs.extend(glyphs.map(|g| Glyph { id: g.id, advance: 0.0, cluster }));
        }
        self.flush();
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

fn width(pieces: &[Piece<'_>]) -> f32 {
    pieces.iter().map(|(span, word)| word.width * span.size).sum()
}
