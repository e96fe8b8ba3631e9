//! A page in the making: fills first, rules over them, words last.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::body::{Body, Placed, baseline};
use crate::flow::Cell;
use crate::lines::Line;
use crate::look::*;
use crate::page::{Area, Colour, Item, NodeId, Page, Run, Shape};

/// A page in the making.
#[derive(Default)]
pub(crate) struct Sheet {
    fills: Vec<Item>,
    /// Horizontal rules by their height, vertical ones by their place, both in hundredths of a point.
    across: BTreeMap<i32, Vec<(f32, f32)>>,
    down: BTreeMap<i32, Vec<(f32, f32)>>,
    items: Vec<Item>,
}

impl Sheet {
    pub(crate) fn is_empty(&self) -> bool {
        self.fills.is_empty() && self.items.is_empty() && self.across.is_empty()
    }

    pub(crate) fn fill(&mut self, area: Area, colour: Colour) {
        let shape = Shape::Rect { area, fill: Some(colour), stroke: None };
        self.fills.push(Item { node: None, field: None, shape });
    }

    /// Draws the four rules of a cell; rules that meet are drawn once.
    pub(crate) fn frame(&mut self, area: Area) {
        let key = |v: f32| (v * 100.0).round() as i32;
        for y in [area.y, area.y + area.h] {
            self.across.entry(key(y)).or_default().push((area.x, area.x + area.w));
        }
        for x in [area.x, area.x + area.w] {
            self.down.entry(key(x)).or_default().push((area.y, area.y + area.h));
        }
    }

    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, colour: Colour) {
        self.shape(None, None, Shape::Line { from, to, width, colour, round: false });
    }

    pub(crate) fn shape(&mut self, node: Option<NodeId>, field: Option<&Arc<str>>, shape: Shape) {
        self.items.push(Item { node, field: field.cloned(), shape });
    }

    /// Gives the place in the order of reading at which the next item will stand.
    pub(crate) fn place(&self) -> usize {
        self.items.len()
    }

    /// Draws at an earlier place in the order of reading, before all that was drawn since.
    pub(crate) fn back_at(&mut self, place: usize, draw: impl FnOnce(&mut Sheet)) {
        let since = self.items.split_off(place.min(self.items.len()));
        draw(self);
        self.items.extend(since);
    }

    /// Draws a cell with the lines `from..to` of it, its top at a height.
    pub(crate) fn cell(&mut self, cell: &Cell, y: f32, height: f32, lines: Range<usize>, artifact: bool) {
        let area = Area { x: cell.x, y, w: cell.w, h: height };
        if let Some(colour) = cell.fill {
            self.fill(area, colour);
        }
        if cell.ruled {
            self.frame(area);
        }
        let (pad_x, pad_y) = if cell.ruled || cell.fill.is_some() { (PAD_X, PAD_Y) } else { (0.0, 0.0) };
        let part = cell.body.part(lines.start, lines.end);
        let top = if cell.centred { y + (height - part) / 2.0 } else { y + pad_y };
        let field = cell.field.as_ref();
        if let Some((node, picture)) = &cell.picture {
            self.shape(Some(*node), field, shifted(picture, cell.x, y));
        }
        let top = top + cell.down;
        self.body(&cell.body, lines, (cell.x + pad_x, top), field, artifact);
        if let Some(right) = &cell.right {
            let width = right.lines.first().map_or(0.0, |l| l.line.borrow().width);
            let base = cell.body.lines.first().map_or(0.0, |l| baseline(l.size));
            let own = right.lines.first().map_or(0.0, |l| baseline(l.size));
            let x = cell.x + cell.w - pad_x - width;
            self.body(right, 0..1, (x, top + base - own), field, true);
        }
        if let Some((node, ticked)) = cell.tick {
            self.tick(area, node, ticked, field);
        }
    }

    /// Draws a tick box in the middle of a cell: a square of 3.6 mm, with a cross when ticked.
    fn tick(&mut self, area: Area, node: NodeId, ticked: bool, field: Option<&Arc<str>>) {
        let side = mm(3.6);
        let (x, y) = (area.x + (area.w - side) / 2.0, area.y + (area.h - side) / 2.0);
        let square = Area { x, y, w: side, h: side };
        let shape = Shape::Rect { area: square, fill: Some(WHITE), stroke: Some((0.75, INK)) };
        self.shape(Some(node), field, shape);
        if ticked {
            let (a, b) = (mm(0.75), side - mm(0.75));
            for (from, to) in [((x + a, y + a), (x + b, y + b)), ((x + b, y + a), (x + a, y + b))] {
                let shape = Shape::Line { from, to, width: 1.25, colour: INK, round: true };
                self.shape(Some(node), field, shape);
            }
        }
    }

    /// Draws some lines of a body, the first at the top of the place.
    pub(crate) fn body(
        &mut self,
        body: &Body,
        lines: Range<usize>,
        (x, y): (f32, f32),
        field: Option<&Arc<str>>,
        artifact: bool,
    ) {
        let lines = body.lines.get(lines.start..lines.end.min(body.lines.len())).unwrap_or_default();
        let first = lines.first().map_or(0.0, |l| l.top);
        for placed in lines {
            self.placed(placed, x, y + placed.top - first, field, artifact);
        }
    }

    fn placed(&mut self, placed: &Placed, x: f32, top: f32, field: Option<&Arc<str>>, artifact: bool) {
        let base = top + baseline(placed.size);
        if let Some((at, label)) = &placed.label {
            self.words(label.clone(), x + at, base, field, artifact);
        }
        for (node, shape) in &placed.marks {
            let node = node.filter(|_| !artifact);
            self.shape(node, field, shifted(shape, x + placed.indent, base));
        }
        // What is read is drawn once; what repeats is drawn again and again.
        let line = if artifact { placed.line.borrow().clone() } else { placed.line.take() };
        self.words(line, x + placed.indent, base, field, artifact);
    }

    /// Draws a line of words; links are underlined.
    fn words(&mut self, line: Line, x: f32, base: f32, field: Option<&Arc<str>>, artifact: bool) {
        for (node, run) in line.runs {
            let node = node.filter(|_| !artifact);
            let run = Run { x: x + run.x, baseline: base, ..run };
            if run.colour == LINK {
                let y = base + run.size * 0.12;
                self.line((run.x, y), (run.x + run.width, y), 0.5, LINK);
            }
            self.shape(node, field, Shape::Text(run));
        }
    }

    /// Gives the page: what is painted, in order.
    pub(crate) fn finish(self) -> Page {
        let mut items = self.fills;
        let rule = |from, to| Item {
            node: None,
            field: None,
            shape: Shape::Line { from, to, width: RULE_WIDTH, colour: RULE, round: false },
        };
        for (y, parts) in self.across {
            let y = y as f32 / 100.0;
            items.extend(joined(parts).into_iter().map(|(a, b)| rule((a - 0.25, y), (b + 0.25, y))));
        }
        for (x, parts) in self.down {
            let x = x as f32 / 100.0;
            items.extend(joined(parts).into_iter().map(|(a, b)| rule((x, a), (x, b))));
        }
        items.extend(self.items);
        Page { items }
    }
}

/// Joins stretches that touch.
fn joined(mut parts: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    parts.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut out: Vec<(f32, f32)> = Vec::new();
    for (from, to) in parts {
        match out.last_mut() {
            Some(last) if from <= last.1 + 0.02 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

fn shifted(shape: &Shape, x: f32, y: f32) -> Shape {
    match shape.clone() {
        Shape::Rect { area, fill, stroke } => {
            Shape::Rect { area: Area { x: area.x + x, y: area.y + y, ..area }, fill, stroke }
        }
        Shape::Line { from, to, width, colour, round } => {
            Shape::Line { from: (from.0 + x, from.1 + y), to: (to.0 + x, to.1 + y), width, colour, round }
        }
        Shape::Image { area, picture } => {
            Shape::Image { area: Area { x: area.x + x, y: area.y + y, ..area }, picture }
        }
        Shape::Text(run) => Shape::Text(Run { x: run.x + x, baseline: run.baseline + y, ..run }),
    }
}
