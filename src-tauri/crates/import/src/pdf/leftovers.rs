//! What a structure tree misses, put where it stands on the page.

use crate::{Block, Paragraph};

/// Puts paragraphs after the ones that stand nearest above them or to their left.
pub(super) fn put(blocks: &mut Vec<Block>, extra: Vec<Paragraph>) {
    let mut places: Vec<(u32, [i32; 4])> = Vec::new();
    gather(blocks, &mut places, 16);
    let mut after: Vec<(Option<usize>, Paragraph)> = Vec::new();
    for paragraph in extra {
        after.push((nearest(&places, &paragraph), paragraph));
    }
    let mut start = Vec::new();
    after.retain_mut(|(place, paragraph)| {
        let keep = place.is_some();
        if !keep {
            start.push(Block::Paragraph(std::mem::take(paragraph)));
        }
        keep
    });
    let mut index = 0;
    insert(blocks, &mut after, &mut index, 16);
    blocks.extend(after.into_iter().map(|(_, p)| Block::Paragraph(p)));
    blocks.splice(0..0, start);
}

fn gather(blocks: &[Block], out: &mut Vec<(u32, [i32; 4])>, depth: u8) {
    for block in blocks {
        match block {
            Block::Paragraph(p) => out.push((p.at.page.unwrap_or(0), p.at.area.unwrap_or_default())),
            Block::Table(t) if depth > 0 => {
                t.rows.iter().flat_map(|r| &r.cells).for_each(|c| gather(&c.blocks, out, depth - 1));
            }
            Block::Table(_) => {}
        }
    }
}

fn nearest(places: &[(u32, [i32; 4])], paragraph: &Paragraph) -> Option<usize> {
    let page = paragraph.at.page.unwrap_or(0);
    let [left, top, width, height] = paragraph.at.area.unwrap_or_default();
    let score = |(_, (p, area)): &(usize, &(u32, [i32; 4]))| -> i64 {
        if *p != page {
            return i64::MAX;
        }
        let [l, t, w, h] = area.map(i64::from);
        let (left, top, width, height) =
            (i64::from(left), i64::from(top), i64::from(width), i64::from(height));
        let inside = top >= t - 2 && top + height <= t + h + 2 && left >= l - 2 && left + width <= l + w + 2;
        if inside {
            return 0;
        }
        if t > top + height / 2 {
            return i64::MAX;
        }
        let across = (left - (l + w)).max(l - (left + width)).max(0);
        let down = (top - (t + h)).max(0);
        1 + down * 3 + across
    };
    let best = places.iter().enumerate().map(|entry| (score(&entry), entry.0)).min()?;
    if best.0 < i64::MAX {
        return Some(best.1);
    }
    places.iter().rposition(|(p, _)| *p < page)
}

fn insert(
    blocks: &mut Vec<Block>,
    after: &mut Vec<(Option<usize>, Paragraph)>,
    index: &mut usize,
    depth: u8,
) {
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        match &mut block {
            Block::Paragraph(_) => {
                let here = Some(*index);
                *index += 1;
                out.push(block);
                let mut rest = Vec::new();
                for (place, paragraph) in after.drain(..) {
                    if place == here {
                        out.push(Block::Paragraph(paragraph));
                    } else {
                        rest.push((place, paragraph));
                    }
                }
                *after = rest;
            }
            Block::Table(t) => {
                if depth > 0 {
                    let cells = t.rows.iter_mut().flat_map(|r| &mut r.cells);
                    cells.for_each(|c| insert(&mut c.blocks, after, index, depth - 1));
                }
                out.push(block);
            }
        }
    }
    *blocks = out;
}
