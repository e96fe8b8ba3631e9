//! Rulings: pieces of lines made whole, and those that meet gathered.

use super::paths::Rule;

/// How far pieces of a line may lie apart, and lines from where they meet.
const NEAR: f32 = 2.5;
/// The most whole lines of a page that are looked at for tables.
pub(super) const MOST_LINES: usize = 6_000;

/// Joins the pieces of each line. Gives nothing when there are too many lines.
pub(super) fn whole(rules: &[Rule]) -> Option<Vec<Rule>> {
    let mut sorted: Vec<Rule> = rules.to_vec();
    sorted.sort_by(|a, b| {
        let a = (a.across, a.at, a.from);
        let b = (b.across, b.at, b.from);
        a.partial_cmp(&b).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(first) = sorted.get(start) {
        let mut end = start + 1;
        let mut last = first.at;
        while let Some(next) = sorted.get(end) {
            let same = next.across == first.across && next.at - last <= 1.0 && next.at - first.at <= 3.0;
            if !same {
                break;
            }
            last = next.at;
            end += 1;
        }
        join(sorted.get(start..end).unwrap_or_default(), &mut out);
        start = end;
    }
    (out.len() <= MOST_LINES).then_some(out)
}

fn join(pieces: &[Rule], out: &mut Vec<Rule>) {
    let mut pieces = pieces.to_vec();
    pieces.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut current: Option<(Rule, f32)> = None;
    for piece in pieces {
        match &mut current {
            Some((line, count)) if piece.from <= line.to + NEAR => {
                line.to = line.to.max(piece.to);
                line.at = (line.at * *count + piece.at) / (*count + 1.0);
                *count += 1.0;
            }
            _ => {
                if let Some((line, _)) = current.take() {
                    out.push(line);
                }
                current = Some((piece, 1.0));
            }
        }
    }
    if let Some((line, _)) = current {
        out.push(line);
    }
}

/// Gathers lines that meet, each group with at least one that runs across and one that runs down.
pub(super) fn groups(lines: &[Rule]) -> Vec<Vec<Rule>> {
    let (across, down): (Vec<Rule>, Vec<Rule>) = lines.iter().partition(|r| r.across);
    let mut root: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, a) in across.iter().enumerate() {
        for (j, d) in down.iter().enumerate() {
            if meet(a, d) {
                unite(&mut root, i, across.len() + j);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<Rule>> = std::collections::BTreeMap::new();
    for (i, line) in across.iter().chain(&down).enumerate() {
        let root = find(&mut root, i);
        groups.entry(root).or_default().push(*line);
    }
    groups.into_values().filter(|g| g.iter().any(|r| r.across) && g.iter().any(|r| !r.across)).collect()
}

fn meet(across: &Rule, down: &Rule) -> bool {
    (across.from - NEAR..=across.to + NEAR).contains(&down.at)
        && (down.from - NEAR..=down.to + NEAR).contains(&across.at)
}

/// Finds the root of a set.
pub(super) fn find(root: &mut [usize], mut i: usize) -> usize {
    while let Some(&up) = root.get(i) {
        if up == i {
            break;
        }
        let above = root.get(up).copied().unwrap_or(up);
        if let Some(slot) = root.get_mut(i) {
            *slot = above;
        }
        i = above;
    }
    i
}

/// Unites two sets.
pub(super) fn unite(root: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(root, a), find(root, b));
    let (low, high) = (a.min(b), a.max(b));
    if let Some(slot) = root.get_mut(high) {
        *slot = low;
    }
}

/// Gives the places of lines, those closer than some points taken for one.
pub(super) fn places(mut at: Vec<f32>, near: f32) -> Vec<f32> {
    at.sort_by(f32::total_cmp);
    let mut out: Vec<(f32, f32, f32)> = Vec::new();
    for value in at {
        match out.last_mut() {
            Some((mean, count, last)) if value - *last <= near => {
                *mean = (*mean * *count + value) / (*count + 1.0);
                *count += 1.0;
                *last = value;
            }
            _ => out.push((value, 1.0, value)),
        }
    }
    out.into_iter().map(|(mean, ..)| mean).collect()
}
