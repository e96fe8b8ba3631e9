//! An untagged PDF: what its pages show, by place.

use super::leaves::Leaf;
use super::lines::Line;
use super::paragraphs::{Para, usual_leading};
use super::words::Lexicon;
use super::{flow, furniture, headings, seams, words};
use crate::Outline;

/// Reads pages by place into an outline.
pub(super) fn read(leaves: Vec<Leaf>, outline: &mut Outline, lexicon: &mut Lexicon) {
    let heights: Vec<f32> = leaves.iter().map(|l| l.height).collect();
    let widths: Vec<f32> = leaves.iter().map(|l| l.width).collect();
    let mut artifacts = Vec::new();
    let mut cuts: Vec<flow::Cut> = Vec::new();
    for mut leaf in leaves {
        leaf.text.extend(leaf.fields.drain(..).flat_map(|(_, glyphs)| glyphs));
        cuts.push(flow::cut(leaf.page, &leaf.text, leaf.grids, &leaf.artifacts));
        artifacts.push(leaf.artifacts);
    }
    let mut margins = furniture::take_repeated(&mut cuts, &heights);
    let regions: Vec<&[Line]> = cuts
        .iter()
        .flat_map(|c| c.cells.iter().flatten().map(|r| r.lines.as_slice()).chain([c.open.as_slice()]))
        .collect();
    lexicon.learn_all(&regions);
    let leading = (usual_leading(&regions) * 1.18).max(1.35);
    let body = headings::body_size(regions.iter().copied().flatten());
    for ((page, glyphs), height) in artifacts.iter().enumerate().zip(&heights) {
        margins.extend(furniture::artifacts(page as u32 + 1, glyphs, *height, leading));
    }
    let rights = rights(&cuts, &widths);
    let leaves = cuts.into_iter().zip(&heights).zip(rights);
    let leaves = leaves.map(|((cut, height), right)| seams::Leaf {
        pieces: flow::pieces(cut, leading, right),
        height: *height,
        right,
    });
    let mut repeated: Vec<Para> = Vec::new();
    let mut pieces = seams::joined(leaves.collect(), body, &mut repeated);
    margins.extend(repeated.into_iter().map(|p| (p, "running head")));
    headings::mark(&mut pieces, body);
    outline.blocks = words::blocks(&pieces, lexicon, 12);
    margins.sort_by_key(|(p, _)| p.page);
    outline.furniture = furniture::finished(&margins, lexicon);
}

/// Gives for each page how far right its text may reach: as far as on any page of its width.
fn rights(cuts: &[flow::Cut], widths: &[f32]) -> Vec<f32> {
    let own = |cut: &flow::Cut| {
        let lines = cut.open.iter().filter(|l| l.turn == 0).map(|l| l.right);
        let grids = cut.grids.iter().filter(|g| !g.gone).map(|g| g.area[2] - 5.0);
        lines.chain(grids).fold(0.0, f32::max)
    };
    let rights: Vec<f32> = cuts.iter().map(own).collect();
    let same = |width: &f32| {
        let pairs = widths.iter().zip(&rights).filter(|(w, _)| (*w - width).abs() < 1.0);
        pairs.map(|(_, r)| *r).fold(0.0, f32::max)
    };
    let mut known: std::collections::HashMap<i32, f32> = std::collections::HashMap::new();
    widths.iter().map(|w| *known.entry(*w as i32).or_insert_with(|| same(w))).collect()
}
