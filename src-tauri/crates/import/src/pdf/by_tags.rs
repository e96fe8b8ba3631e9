//! A tagged PDF into an outline: its tree, and by place what the tree misses.

use std::collections::{HashMap, HashSet};

use super::glyphs::Glyph;
use super::leaves::{Leaf, plain_lines};
use super::paragraphs::{Measure, Para, paragraphs, usual_leading};
use super::tagged::Tagged;
use super::tags::{Kid, Node, Role};
use super::words::{Lexicon, paragraph};
use super::{flow, furniture, leftovers, mend};
use crate::Outline;

/// How much of the words may lie outside of a tree that is followed.
const MISSED: f32 = 0.03;

/// Says whether a tree names almost all words, and has tables where the pages show some.
pub(super) fn is_sound(tree: &Node, leaves: &[Leaf]) -> bool {
    let mut named = HashSet::new();
    let mut objects = HashSet::new();
    let mut tables = 0;
    survey(tree, &mut named, &mut objects, &mut tables);
    let (mut all, mut missed) = (0usize, 0usize);
    for (index, leaf) in leaves.iter().enumerate() {
        for glyph in leaf.text.iter().filter(|g| g.c.is_alphanumeric() || g.tick.is_some()) {
            all += 1;
            missed += usize::from(!glyph.mcid.is_some_and(|m| named.contains(&(index, m))));
        }
        for (id, glyphs) in &leaf.fields {
            all += glyphs.len();
            missed += if objects.contains(id) { 0 } else { glyphs.len() };
        }
    }
    let shown = leaves.iter().flat_map(|l| &l.grids).filter(|g| g.boxes.len() >= 4).count();
    all > 0 && missed as f32 <= all as f32 * MISSED && (tables > 0 || shown == 0)
}

fn survey(
    node: &Node,
    named: &mut HashSet<(usize, i32)>,
    objects: &mut HashSet<(i64, i64)>,
    tables: &mut usize,
) {
    *tables += usize::from(node.role == Role::Table);
    for kid in &node.kids {
        match kid {
            Kid::Node(n) => survey(n, named, objects, tables),
            Kid::Mark(page, mcid) => {
                named.insert((*page, *mcid));
            }
            Kid::Object(id) => {
                objects.insert(*id);
            }
        }
    }
}

/// Reads pages by their tree into an outline.
pub(super) fn read(tree: &Node, leaves: Vec<Leaf>, outline: &mut Outline, lexicon: &mut Lexicon) {
    let lines = plain_lines(&leaves);
    let regions: Vec<&[super::lines::Line]> = lines.iter().map(Vec::as_slice).collect();
    lexicon.learn_all(&regions);
    let leading = (usual_leading(&regions) * 1.18).max(1.35);
    let heights: Vec<f32> = leaves.iter().map(|l| l.height).collect();
    let mut margins: Vec<(Para, &'static str)> = Vec::new();
    let mut marks: HashMap<(usize, i32), Vec<Glyph>> = HashMap::new();
    let mut loose: Vec<Vec<Glyph>> = Vec::new();
    let mut fields = HashMap::new();
    let mut grids = Vec::new();
    for (index, leaf) in leaves.into_iter().enumerate() {
        margins.extend(furniture::artifacts(leaf.page, &leaf.artifacts, leaf.height, leading));
        let mut rest = Vec::new();
        fields.extend(leaf.fields.into_iter().map(|(id, glyphs)| (id, (index, glyphs))));
        for glyph in leaf.text {
            match glyph.mcid {
                Some(mcid) => marks.entry((index, mcid)).or_default().push(glyph),
                None => rest.push(glyph),
            }
        }
        loose.push(rest);
        grids.push(leaf.grids);
    }
    let mut tagged = Tagged { marks, fields, lexicon, furniture: Vec::new() };
    outline.blocks = tagged.blocks(tree);
    let mut unnamed: Vec<((usize, i32), Vec<Glyph>)> = tagged.marks.drain().collect();
    unnamed.sort_by_key(|(key, _)| *key);
    for ((page, _), glyphs) in unnamed {
        if let Some(rest) = loose.get_mut(page) {
            rest.extend(glyphs);
        }
    }
    let mut unplaced: Vec<_> = tagged.fields.drain().collect();
    unplaced.sort_by_key(|(id, _)| *id);
    for (_, (page, glyphs)) in unplaced {
        if let Some(rest) = loose.get_mut(page) {
            rest.extend(glyphs);
        }
    }
    outline.furniture = std::mem::take(&mut tagged.furniture);
    let mut cuts: Vec<flow::Cut> = loose
        .iter()
        .enumerate()
        .map(|(page, glyphs)| flow::cut(page as u32 + 1, glyphs, Vec::new(), &[]))
        .collect();
    margins.extend(furniture::take_repeated(&mut cuts, &heights));
    let mut extra = Vec::new();
    for cut in cuts {
        let measure = Measure { right: f32::INFINITY, leading };
        extra.extend(paragraphs(cut.open, cut.page, measure).iter().map(|p| paragraph(p, lexicon)));
    }
    let frames = mend::Frames { grids: &grids, heights: &heights };
    mend::tables(&mut outline.blocks, &frames, &mut outline.furniture);
    leftovers::put(&mut outline.blocks, extra);
    margins.sort_by_key(|(p, _)| p.page);
    outline.furniture.extend(furniture::finished(&margins, lexicon));
}
