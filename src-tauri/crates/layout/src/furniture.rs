//! What stands in the margins of every page: the running footer, and the mark of a document that is not in force.

use model::{Assessment, Status, Template, long_date};

use crate::body::{baseline, one_line};
use crate::lines::Line;
use crate::look::*;
use crate::page::{Area, Item, Page, Shape};
use crate::prose::Look;
use crate::shape::Shaper;

/// Adds footer and mark to every page.
pub(crate) fn furnish(shaper: &mut Shaper, template: &Template, assessment: &Assessment, pages: &mut [Page]) {
    shaper.field.clear();
    let bold = Look { bold: true, ..Look::SMALL };
    let name = shortened(shaper, &assessment.name, bold);
    let document = one_line(shaper, &Look::SMALL.span(&template.document, None));
    let status = status(assessment);
    let version =
        one_line(shaper, &Look::SMALL.span(format!("Version {} · {status}", assessment.version), None));
    let digest = assessment.seal.as_ref().filter(|_| !assessment.status.is_open()).map(|seal| {
        let groups: Vec<&str> =
            (0..seal.digest.len()).step_by(8).filter_map(|i| seal.digest.get(i..i + 8)).collect();
        let look = Look { colour: MUTED, ..Look::SMALL };
        one_line(shaper, &look.span(format!("SHA-256 {}", groups.join(" ")), None))
    });
    let mark = mark(shaper, assessment);
    let count = pages.len();
    for (i, page) in pages.iter_mut().enumerate() {
        let number = one_line(shaper, &Look::SMALL.span(format!("Page {} of {count}", i + 1), None));
        let y = mm(271.0);
        page.items.push(rule((LEFT, y), (LEFT + WIDTH, y)));
        let base = |n: usize| mm(272.5) + n as f32 * SMALL * LINE + baseline(SMALL);
        put(page, &name, LEFT, base(0));
        put(page, &document, LEFT, base(1));
        put(page, &number, LEFT + WIDTH - number.width, base(0));
        put(page, &version, LEFT + WIDTH - version.width, base(1));
        if let Some(digest) = &digest {
            put(page, digest, LEFT, base(2));
        }
        page.items.extend(mark.iter().cloned());
    }
}

/// Says where the assessment stands, as the footer prints it.
fn status(assessment: &Assessment) -> String {
    match (assessment.status, &assessment.seal) {
        (Status::SignedOff, Some(seal)) => format!("Signed off {}", long_date(&seal.on)),
        (status, _) => status.label().to_owned(),
    }
}

fn put(page: &mut Page, line: &Line, x: f32, base: f32) {
    for (_, run) in &line.runs {
        let run = crate::page::Run { x: x + run.x, baseline: base, ..run.clone() };
        page.items.push(Item { node: None, field: None, shape: Shape::Text(run) });
    }
}

fn rule(from: (f32, f32), to: (f32, f32)) -> Item {
    let shape = Shape::Line { from, to, width: RULE_WIDTH, colour: RULE, round: false };
    Item { node: None, field: None, shape }
}

/// Sets a name of at most 120 mm; a longer one ends at a whole word with “…”.
fn shortened(shaper: &mut Shaper, name: &str, look: Look) -> Line {
    let most = mm(120.0);
    let mut line = one_line(shaper, &look.span(name.replace('\n', " "), None));
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while line.width > most && !words.is_empty() {
        words.pop();
        line = one_line(shaper, &look.span(format!("{}…", words.join(" ")), None));
    }
    line
}

/// Makes the mark of a document that is not in force: a box with a word, in the top margin.
fn mark(shaper: &mut Shaper, assessment: &Assessment) -> Vec<Item> {
    let word = match assessment.status {
        Status::Draft => "DRAFT",
        Status::InReview => "IN REVIEW",
        Status::Superseded => "SUPERSEDED",
        Status::Withdrawn => "WITHDRAWN",
        Status::SignedOff => return Vec::new(),
    };
    let look = Look { bold: true, italic: false, size: 12.0, colour: RED };
    let mut line = one_line(shaper, &look.span(word, None));
    let spacing = 2.0;
    for (_, run) in &mut line.runs {
        run.glyphs.iter_mut().for_each(|g| g.advance += spacing);
        run.width += spacing * run.glyphs.len() as f32;
        line.width = run.width;
    }
    let width = mm(30.0).max(line.width - spacing + mm(12.0));
    let area = Area { x: mm(190.0) - width, y: mm(8.0), w: width, h: mm(7.5) };
    let item = |shape| Item { node: None, field: None, shape };
    let mut items = vec![item(Shape::Rect { area, fill: None, stroke: Some((1.25, RED)) })];
    let middle = area.y + area.h / 2.0;
    let mut put = |line: &Line, x: f32, base: f32| {
        for (_, run) in &line.runs {
            items.push(item(Shape::Text(crate::page::Run { x: x + run.x, baseline: base, ..run.clone() })));
        }
    };
    put(&line, area.x + (area.w - line.width + spacing) / 2.0, middle + 12.0 * 0.36);
    let side = match assessment.status {
        Status::Draft | Status::InReview => {
            format!("Version {} · {} · Not signed off", assessment.version, long_date(&assessment.changed))
        }
        _ => format!("Version {}", assessment.version),
    };
    let words = one_line(shaper, &Look { colour: RED, ..Look::SMALL }.span(side, None));
    put(&words, area.x - mm(3.0) - words.width, middle + 9.0 * 0.36);
    items
}
