//! Drawn paths: rulings, filled areas, small squares and the marks inside them.

use hayro_interpret::DrawMode;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point};

/// What paths draw on a page.
#[derive(Default)]
pub(super) struct Paths {
    pub(super) rules: Vec<Rule>,
    /// Filled areas: left, top, right, bottom.
    pub(super) fills: Vec<[f32; 4]>,
    /// Small squares: tick boxes, where nothing else needs them.
    pub(super) squares: Vec<Square>,
    /// Small slanted or bent marks: ticks and crosses.
    pub(super) marks: Vec<[f32; 4]>,
}

/// A small square.
#[derive(Debug, Clone, Copy)]
pub(super) struct Square {
    /// Left, top, right, bottom.
    pub(super) area: [f32; 4],
    /// How many characters were drawn before it.
    pub(super) order: usize,
    /// The marked content in which it is drawn.
    pub(super) mcid: Option<i32>,
    /// Whether it is drawn as no part of the text.
    pub(super) artifact: bool,
}

/// A ruling: a line that runs across or down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Whether it runs across.
    pub(super) across: bool,
    /// Where: from the top if it runs across, else from the left.
    pub(super) at: f32,
    /// Where it begins.
    pub(super) from: f32,
    /// Where it ends.
    pub(super) to: f32,
}

/// The most rulings, and the most of each other kind, of a page.
const MOST: usize = 200_000;
/// How thick a ruling may be, in points.
const THICK: f32 = 3.0;

/// Notes what a path draws; gives false when there is too much.
pub(super) fn read_path(path: &BezPath, transform: Affine, mode: &DrawMode, paths: &mut Paths) -> bool {
    let most = paths.rules.len().max(paths.fills.len()).max(paths.marks.len()).max(paths.squares.len());
    if most >= MOST || path.elements().len() > MOST {
        return false;
    }
    let (fill, stroke) = match mode {
        DrawMode::Fill(_) => (true, false),
        DrawMode::Stroke(_) => (false, true),
        DrawMode::FillAndStroke(..) => (true, true),
        DrawMode::Invisible => return true,
    };
    for line in lines(path, transform) {
        let Some(area) = bounds(&line.points) else { continue };
        if stroke {
            stroked(&line, area, paths);
        } else if fill {
            filled(&line, area, paths);
        }
    }
    true
}

struct Line {
    points: Vec<(f32, f32)>,
    curved: bool,
}

fn lines(path: &BezPath, transform: Affine) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let at = |p: Point| {
        let p = transform * p;
        (p.x as f32, p.y as f32)
    };
    for element in path.elements() {
        match element {
            PathEl::MoveTo(p) => out.push(Line { points: vec![at(*p)], curved: false }),
            PathEl::LineTo(p) => {
                if let Some(line) = out.last_mut() {
                    line.points.push(at(*p));
                }
            }
            PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                if let Some(line) = out.last_mut() {
                    line.points.push(at(*p));
                    line.curved = true;
                }
            }
            PathEl::ClosePath => {
                if let Some(line) = out.last_mut()
                    && let Some(first) = line.points.first().copied()
                    && line.points.last() != Some(&first)
                {
                    line.points.push(first);
                }
            }
        }
    }
    out
}

fn bounds(points: &[(f32, f32)]) -> Option<[f32; 4]> {
    let sound = points.iter().all(|(x, y)| x.abs() < 1e6 && y.abs() < 1e6);
    if !sound || points.is_empty() {
        return None;
    }
    let fold = |pick: fn(&(f32, f32)) -> f32, by: fn(f32, f32) -> f32, from: f32| {
        points.iter().map(pick).fold(from, by)
    };
    Some([
        fold(|p| p.0, f32::min, f32::INFINITY),
        fold(|p| p.1, f32::min, f32::INFINITY),
        fold(|p| p.0, f32::max, f32::NEG_INFINITY),
        fold(|p| p.1, f32::max, f32::NEG_INFINITY),
    ])
}

/// Says whether an area is a square of the size of a tick box.
pub(super) fn is_box(area: [f32; 4]) -> bool {
    let (width, height) = (area[2] - area[0], area[3] - area[1]);
    let ratio = width / height.max(0.01);
    (5.5..=16.0).contains(&width) && (5.5..=16.0).contains(&height) && (0.8..=1.25).contains(&ratio)
}

fn is_rectangle(line: &Line) -> bool {
    let upright = line.points.windows(2).all(|w| match w {
        [a, b] => (a.0 - b.0).abs() < 0.3 || (a.1 - b.1).abs() < 0.3,
        _ => true,
    });
    !line.curved && upright && (4..=6).contains(&line.points.len())
}

fn stroked(line: &Line, area: [f32; 4], paths: &mut Paths) {
    let closed = line.points.len() >= 5 && line.points.first() == line.points.last();
    if is_box(area) && closed && (is_rectangle(line) || line.curved) {
        paths.squares.push(Square { area, order: 0, mcid: None, artifact: false });
        return;
    }
    let small = area[2] - area[0] < 18.0 && area[3] - area[1] < 18.0;
    for pair in line.points.windows(2) {
        let [a, b] = pair else { continue };
        let (dx, dy) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        if dy < 0.6 && dx > 3.0 {
            let rule = Rule { across: true, at: (a.1 + b.1) / 2.0, from: a.0.min(b.0), to: a.0.max(b.0) };
            paths.rules.push(rule);
        } else if dx < 0.6 && dy > 3.0 {
            let rule = Rule { across: false, at: (a.0 + b.0) / 2.0, from: a.1.min(b.1), to: a.1.max(b.1) };
            paths.rules.push(rule);
        } else if small && dx > 1.0 && dy > 1.0 {
            paths.marks.push(area);
            break;
        }
    }
}

fn filled(line: &Line, area: [f32; 4], paths: &mut Paths) {
    let (width, height) = (area[2] - area[0], area[3] - area[1]);
    if !is_rectangle(line) {
        if width < 18.0 && height < 18.0 && width > 2.0 && height > 2.0 {
            paths.marks.push(area);
        }
        return;
    }
    if height <= THICK && width > THICK {
        let at = (area[1] + area[3]) / 2.0;
        paths.rules.push(Rule { across: true, at, from: area[0], to: area[2] });
    } else if width <= THICK && height > THICK {
        let at = (area[0] + area[2]) / 2.0;
        paths.rules.push(Rule { across: false, at, from: area[1], to: area[3] });
    } else if width > THICK && height > THICK {
        paths.fills.push(area);
    }
}
