//! The content stream of a page: one operator a run, one marked sequence a node.

use std::collections::BTreeMap;

use layout::{A4, Area, Colour, Face, Item, NodeId, Page, Run, Shape, Target};

use crate::fonts::{Embedded, words};
use crate::pictures::Drawn;
use crate::print::{escaped, integer, number, thousandths, to_thousandths};
use crate::tags::Tags;

/// So many glyphs at most stand in one string, which PDF/A limits to 32,767 bytes (ISO 19005-3, 6.1.13).
const LONGEST: usize = 8000;

/// A page's content, and what the tree must know of it.
pub(crate) struct Content {
    pub stream: Vec<u8>,
    /// The marked sequences, by their number.
    pub marked: Vec<Marked>,
    /// The areas of the page that a click leads away from.
    pub links: Vec<Link>,
}

/// A marked sequence of a page: what one node draws without a break.
pub(crate) struct Marked {
    pub node: NodeId,
    /// Where it leads, if it is a link that the tree does not hold as one.
    pub link: Option<Target>,
    /// Where it stands.
    pub area: Area,
}

/// An area of a page that a click leads away from.
pub(crate) struct Link {
    pub area: Area,
    pub target: Target,
    pub words: String,
    /// The marked sequence in which its words stand.
    pub sequence: usize,
}

/// Writes a page's items as operators.
pub(crate) fn content(
    page: &Page,
    fonts: &BTreeMap<Face, Embedded>,
    drawn: &BTreeMap<String, Drawn>,
    tags: &Tags,
) -> Content {
    let mut writer = Writer {
        out: Vec::with_capacity(page.items.len() * 120),
        fonts,
        drawn,
        tags,
        open: None,
        pen: None,
        font: None,
        fill: None,
        stroke: None,
        content: Content { stream: Vec::new(), marked: Vec::new(), links: Vec::new() },
    };
    for item in &page.items {
        writer.item(item);
    }
    writer.end();
    writer.content.stream = writer.out;
    writer.content
}

/// What an item is marked as.
#[derive(Clone, Copy, PartialEq)]
enum Mark<'a> {
    Artifact,
    Node(NodeId, Option<&'a Target>),
}

struct Writer<'a> {
    out: Vec<u8>,
    fonts: &'a BTreeMap<Face, Embedded>,
    drawn: &'a BTreeMap<String, Drawn>,
    tags: &'a Tags<'a>,
    /// The marked sequence that is open.
    open: Option<Mark<'a>>,
    /// Where the last run of the open text object began, in thousandths of a point.
    pen: Option<(i64, i64)>,
    font: Option<(Face, f32)>,
    fill: Option<Colour>,
    stroke: Option<(Colour, f32, bool)>,
    content: Content,
}

impl<'a> Writer<'a> {
    fn item(&mut self, item: &'a Item) {
        let target = match (&item.shape, item.node) {
            (Shape::Text(run), Some(node)) => run.link.as_ref().or_else(|| self.tags.target(node)),
            _ => None,
        };
        let mark = match item.node {
            None => Mark::Artifact,
            Some(node) => Mark::Node(node, target.filter(|_| !self.tags.is_link(node))),
        };
        let area = area(&item.shape);
        self.mark(mark, area);
        match &item.shape {
            Shape::Text(run) => {
                self.text(run);
                if let Some(target) = target {
                    self.link(run, area, target);
                }
            }
            Shape::Rect { area, fill, stroke } => self.rect(*area, *fill, *stroke),
            Shape::Image { area, picture } => {
                if let Some(drawn) = self.drawn.get(&picture.sha256) {
                    self.end_text();
                    self.word("q ");
                    self.numbers(&[area.w, 0.0, 0.0, area.h, area.x, A4.1 - area.y - area.h]);
                    self.word("cm /");
                    self.word(&drawn.name);
                    self.word(" Do Q\n");
                }
            }
            Shape::Line { from, to, width, colour, round } => {
                self.stroking(*colour, *width, *round);
                self.numbers(&[from.0, A4.1 - from.1]);
                self.word("m ");
                self.numbers(&[to.0, A4.1 - to.1]);
                self.word("l S\n");
            }
        }
    }

    fn mark(&mut self, mark: Mark<'a>, area: Area) {
        if self.open != Some(mark) {
            self.end();
            match mark {
                Mark::Artifact => self.word("/Artifact BMC\n"),
                Mark::Node(node, link) => {
                    let tag = if link.is_some() { "Link" } else { self.tags.tag(node) };
                    self.word("/");
                    self.word(tag);
                    self.word(" <</MCID ");
                    integer(&mut self.out, self.content.marked.len() as u64);
                    self.word(">> BDC\n");
                    self.content.marked.push(Marked { node, link: link.cloned(), area });
                }
            }
            self.open = Some(mark);
        } else if let (Mark::Node(..), Some(last)) = (mark, self.content.marked.last_mut()) {
            last.area = union(last.area, area);
        }
    }

    fn end(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.word("EMC\n");
        }
    }

    fn end_text(&mut self) {
        if self.pen.take().is_some() {
            self.word("ET\n");
        }
    }

    /// Notes the area of a link. Runs that follow each other on a line share one.
    fn link(&mut self, run: &Run, area: Area, target: &Target) {
        let sequence = self.content.marked.len().saturating_sub(1);
        match self.content.links.last_mut() {
            Some(last) if last.sequence == sequence && last.target == *target && follows(last.area, area) => {
                last.area = union(last.area, area);
                last.words.push_str(&run.text);
            }
            _ => {
                let (target, words) = (target.clone(), run.text.clone());
                self.content.links.push(Link { area, target, words, sequence });
            }
        }
    }

    fn rect(&mut self, area: Area, fill: Option<Colour>, stroke: Option<(f32, Colour)>) {
        if let Some(colour) = fill {
            self.end_text();
            self.filling(colour);
        }
        if let Some((width, colour)) = stroke {
            self.stroking(colour, width, false);
        }
        let paint = match (fill, stroke) {
            (Some(_), Some(_)) => "re B\n",
            (Some(_), None) => "re f\n",
            (None, Some(_)) => "re S\n",
            (None, None) => return,
        };
        self.numbers(&[area.x, A4.1 - area.y - area.h, area.w, area.h]);
        self.word(paint);
    }

    /// Shows a run in one operator.
    fn text(&mut self, run: &Run) {
        let Some(font) = self.fonts.get(&run.face).filter(|_| !run.glyphs.is_empty()) else { return };
        if self.pen.is_none() {
            self.word("BT\n");
        }
        self.filling(run.colour);
        if self.font != Some((run.face, run.size)) {
            self.word("/");
            self.word(font.name);
            self.word(" ");
            self.numbers(&[run.size]);
            self.word("Tf\n");
            self.font = Some((run.face, run.size));
        }
        let at = (to_thousandths(run.x), to_thousandths(A4.1 - run.baseline));
        let from = self.pen.replace(at).unwrap_or_default();
        for part in [at.0 - from.0, at.1 - from.1] {
            thousandths(&mut self.out, part);
            self.word(" ");
        }
        self.word("Td [(");
        self.glyphs(run, font);
        self.word(")] TJ\n");
    }

    /// Writes the codes of a run; the pen is moved where a glyph's advance is not the width that the font states.
    fn glyphs(&mut self, run: &Run, font: &Embedded) {
        let em = 1000.0 / run.size.max(f32::MIN_POSITIVE);
        // Where the pen should be and where it is, in thousandths of an em.
        let (mut wanted, mut pen) = (0.0_f32, 0.0_f32);
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let off = wanted - pen;
            if off.abs() >= 0.05 {
                self.word(") ");
                number(&mut self.out, -off);
                self.word(" (");
                pen += off;
            }
            if index % LONGEST == LONGEST - 1 {
                self.word(")(");
            }
            let (code, width) = font.code(glyph.id, words(run, index));
            for byte in code.to_be_bytes() {
                escaped(&mut self.out, byte);
            }
            pen += width;
            wanted += glyph.advance * em;
        }
    }

    fn filling(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.colour(colour);
            self.word("rg\n");
            self.fill = Some(colour);
        }
    }

    fn stroking(&mut self, colour: Colour, width: f32, round: bool) {
        // A path may not be drawn within a text object (ISO 32000-1, 8.2).
        self.end_text();
        if self.stroke != Some((colour, width, round)) {
            self.colour(colour);
            self.word("RG ");
            self.numbers(&[width]);
            self.word(if round { "w 1 J\n" } else { "w 0 J\n" });
            self.stroke = Some((colour, width, round));
        }
    }

    fn colour(&mut self, colour: Colour) {
        self.numbers(&[colour.0, colour.1, colour.2].map(|v| f32::from(v) / 255.0));
    }

    fn numbers(&mut self, values: &[f32]) {
        for value in values {
            number(&mut self.out, *value);
            self.out.push(b' ');
        }
    }

    fn word(&mut self, word: &str) {
        self.out.extend_from_slice(word.as_bytes());
    }
}

/// Gives the area that a shape covers; of text, from its ascenders to its descenders.
fn area(shape: &Shape) -> Area {
    match shape {
        Shape::Text(run) => {
            Area { x: run.x, y: run.baseline - run.size * 0.9, w: run.width, h: run.size * 1.15 }
        }
        Shape::Image { area, .. } => *area,
        Shape::Rect { area, stroke, .. } => grown(*area, stroke.map_or(0.0, |(width, _)| width / 2.0)),
        Shape::Line { from, to, width, .. } => {
            let (x, y) = (from.0.min(to.0), from.1.min(to.1));
            grown(Area { x, y, w: (from.0 - to.0).abs(), h: (from.1 - to.1).abs() }, width / 2.0)
        }
    }
}

fn grown(a: Area, by: f32) -> Area {
    Area { x: a.x - by, y: a.y - by, w: a.w + 2.0 * by, h: a.h + 2.0 * by }
}

/// Gives the smallest area that holds both.
pub(crate) fn union(a: Area, b: Area) -> Area {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    let (right, bottom) = ((a.x + a.w).max(b.x + b.w), (a.y + a.h).max(b.y + b.h));
    Area { x, y, w: right - x, h: bottom - y }
}

/// Says whether an area goes on where another ends, on the same line.
fn follows(last: Area, next: Area) -> bool {
    (last.y - next.y).abs() < 1.0 && (next.x - last.x - last.w).abs() < next.h / 2.0
}
