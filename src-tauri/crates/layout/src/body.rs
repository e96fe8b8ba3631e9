//! What stands in a cell: paragraphs laid in lines, each with its height and where the cell may break.

use std::cell::RefCell;

use crate::lines::{Line, Span, lines};
use crate::look::{BASE, LINE};
use crate::page::{NodeId, Shape};
use crate::shape::Shaper;

/// A paragraph to lay.
#[derive(Debug, Clone, Default)]
pub(crate) struct Para {
    pub spans: Vec<Span>,
    /// Size that sets the height of its lines.
    pub size: f32,
    /// Space above it, unless it is the first.
    pub above: f32,
    /// How far its lines stand in.
    pub indent: f32,
    /// The bullet or number, and where it stands.
    pub label: Option<(f32, Span)>,
    /// Shapes that stand at its first line, from its left end and baseline.
    pub marks: Vec<(Option<NodeId>, Shape)>,
    /// Whether it introduces what follows, and is never last on a page.
    pub leads: bool,
}

/// A line in its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Placed {
    /// Its top, from the top of the body.
    pub top: f32,
    pub height: f32,
    /// What stands on it; taken out when it is drawn to be read.
    pub line: RefCell<Line>,
    /// The notes that it cites.
    pub notes: Vec<usize>,
    /// How far it stands in.
    pub indent: f32,
    pub label: Option<(f32, Line)>,
    pub marks: Vec<(Option<NodeId>, Shape)>,
    /// The size that sets its baseline.
    pub size: f32,
    /// Whether the body may break above it.
    pub break_above: bool,
}

/// A cell's content, laid.
#[derive(Debug, Clone, Default)]
pub(crate) struct Body {
    pub lines: Vec<Placed>,
    pub height: f32,
}

impl Body {
    /// Lays paragraphs in a width.
    pub(crate) fn lay(shaper: &mut Shaper, paras: &[Para], width: f32) -> Body {
        let mut body = Body::default();
        let mut leads = true;
        for para in paras {
            if !body.lines.is_empty() {
                body.height += para.above;
            }
            let laid = lines(shaper, &para.spans, (width - para.indent).max(1.0));
            let count = laid.len();
            let label = para.label.as_ref().map(|(x, span)| (*x, one_line(shaper, span)));
            let bold = laid.iter().all(|l| l.bold) && count < 4;
            for (i, mut line) in laid.into_iter().enumerate() {
                let height = para.size * LINE;
                body.lines.push(Placed {
                    top: body.height,
                    height,
                    indent: para.indent,
                    label: (i == 0).then(|| label.clone()).flatten(),
                    marks: if i == 0 { para.marks.clone() } else { Vec::new() },
                    size: para.size,
                    // At least two lines of a paragraph stay on each side; one of two or three lines does not break.
                    break_above: if i == 0 { !leads } else { count > 3 && i >= 2 && count - i >= 2 },
                    notes: std::mem::take(&mut line.notes),
                    line: RefCell::new(line),
                });
                body.height += height;
            }
            leads = para.leads || bold;
        }
        body
    }

    /// Lists the notes that the lines `from..to` cite.
    pub(crate) fn notes(&self, from: usize, to: usize) -> impl Iterator<Item = usize> + '_ {
        self.lines
            .get(from..to.min(self.lines.len()))
            .unwrap_or_default()
            .iter()
            .flat_map(|l| l.notes.iter().copied())
    }

    /// Gives the height of the lines `from..to`, without the space above the first.
    pub(crate) fn part(&self, from: usize, to: usize) -> f32 {
        match (self.lines.get(from), to.checked_sub(1).and_then(|last| self.lines.get(last))) {
            (Some(first), Some(last)) if from < to => last.top + last.height - first.top,
            _ => 0.0,
        }
    }
}

/// Sets a span on one line, whatever its width.
pub(crate) fn one_line(shaper: &mut Shaper, span: &Span) -> Line {
    lines(shaper, std::slice::from_ref(span), f32::MAX).into_iter().next().unwrap_or_default()
}

/// Gives the depth of the baseline below the top of a line of this size.
pub(crate) fn baseline(size: f32) -> f32 {
    size * BASE
}
