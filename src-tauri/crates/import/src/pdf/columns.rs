//! Columns of running text outside of tables.

use super::lines::Line;

/// A white lane between two columns.
pub(super) struct Lane {
    /// Where it is, from the left.
    pub(super) at: f32,
    /// From where to where, from the top.
    pub(super) reach: [f32; 2],
}

/// Finds the lane between two columns of running text: at least six lines on both sides whose words run on. A list of labels
/// and values is none, for its labels are short.
pub(super) fn lane(lines: &[Line]) -> Option<Lane> {
    let upright: Vec<&Line> = lines.iter().filter(|l| l.turn == 0).collect();
    let left = upright.iter().map(|l| l.left).fold(f32::INFINITY, f32::min);
    let right = upright.iter().map(|l| l.right).fold(f32::NEG_INFINITY, f32::max);
    let tabbed = upright.iter().filter(|l| l.glyphs.iter().any(|g| g.c == '\t')).count();
    let late = upright.iter().filter(|l| l.left > (left + right) / 2.0).count();
    if tabbed + late < 5 {
        return None;
    }
    let mut best: Option<(usize, Lane)> = None;
    let step = 4.0;
    let count = (((right - left) / step) as usize).min(1_000);
    for i in count / 4..count * 3 / 4 {
        let at = left + step * i as f32;
        let run = longest_run(&upright, at);
        if run.len() >= 6
            && running(&run, at, left, right)
            && best.as_ref().is_none_or(|(n, _)| run.len() > *n)
        {
            let top = run.first().map_or(0.0, |l| l.area[1]);
            let bottom = run.last().map_or(0.0, |l| l.area[3]);
            best = Some((run.len(), Lane { at, reach: [top - 0.5, bottom + 0.5] }));
        }
    }
    best.map(|(_, lane)| lane)
}

/// Gives the longest run of lines that leave a place white.
fn longest_run<'l>(lines: &[&'l Line], at: f32) -> Vec<&'l Line> {
    let mut best: Vec<&Line> = Vec::new();
    let mut run: Vec<&Line> = Vec::new();
    for line in lines {
        if white(line, at) {
            run.push(line);
        } else {
            if run.len() > best.len() {
                best = std::mem::take(&mut run);
            }
            run.clear();
        }
    }
    if run.len() > best.len() { run } else { best }
}

fn white(line: &Line, at: f32) -> bool {
    !line.glyphs.iter().any(|g| !g.is_space() && g.x - 4.0 < at && g.x + g.advance + 4.0 > at)
        && !spans_space(line, at)
}

/// Says whether a place lies in a narrow gap between words.
fn spans_space(line: &Line, at: f32) -> bool {
    let before = line.glyphs.iter().filter(|g| !g.is_space() && g.x < at).map(|g| g.x + g.advance);
    let after = line.glyphs.iter().filter(|g| !g.is_space() && g.x >= at).map(|g| g.x);
    let (end, start) = (before.fold(f32::NEG_INFINITY, f32::max), after.fold(f32::INFINITY, f32::min));
    end.is_finite() && start.is_finite() && start - end < line.size * 0.9
}

fn running(run: &[&Line], at: f32, left: f32, right: f32) -> bool {
    let widths = |near: bool| -> Vec<f32> {
        run.iter()
            .filter_map(|l| {
                let side: Vec<_> = l.glyphs.iter().filter(|g| !g.is_space() && (g.x < at) == near).collect();
                let from = side.iter().map(|g| g.x).fold(f32::INFINITY, f32::min);
                let to = side.iter().map(|g| g.x + g.advance).fold(f32::NEG_INFINITY, f32::max);
                (to > from).then_some(to - from)
            })
            .collect()
    };
    let full = |widths: &[f32], room: f32| {
        let long = widths.iter().filter(|w| **w > room * 0.7).count();
        widths.len() >= 5 && long * 2 > widths.len()
    };
    full(&widths(true), at - left) && full(&widths(false), right - at)
}
