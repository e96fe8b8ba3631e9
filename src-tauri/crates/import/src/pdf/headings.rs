//! Headings: paragraphs larger or bolder than the text about them.

use std::collections::BTreeMap;

use super::flow::{Piece, Tabular};
use super::lines::Line;
use super::paragraphs::Para;

/// Gives the size of most of a document's characters.
pub(super) fn body_size<'l>(lines: impl Iterator<Item = &'l Line>) -> f32 {
    let mut count: BTreeMap<i32, usize> = BTreeMap::new();
    for line in lines {
        *count.entry((line.size * 2.0).round() as i32).or_default() += line.glyphs.len();
    }
    count.into_iter().max_by_key(|(_, n)| *n).map_or(11.0, |(size, _)| size as f32 / 2.0)
}

/// Marks headings among the paragraphs outside of tables, and head rows of tables.
pub(super) fn mark(pieces: &mut [Piece], body: f32) {
    let mut sizes: Vec<i32> = pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Para(p) if is_large(p, body) => Some(half_points(p)),
            _ => None,
        })
        .collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    for piece in pieces {
        match piece {
            Piece::Para(p) if is_large(p, body) => {
                let level = sizes.iter().position(|s| *s == half_points(p)).unwrap_or(0);
                p.heading = Some(u8::try_from(level + 1).unwrap_or(6).min(6));
            }
            Piece::Para(p) if is_bold_heading(p) => {
                p.heading = Some(u8::try_from(sizes.len() + 1).unwrap_or(6).min(6));
            }
            Piece::Para(_) => {}
            Piece::Table(t) => mark_head(t),
        }
    }
}

fn half_points(para: &Para) -> i32 {
    para.lines.first().map_or(0, |l| (l.size * 2.0).round() as i32)
}

fn letters(para: &Para) -> usize {
    para.lines.iter().flat_map(|l| &l.glyphs).filter(|g| g.c.is_alphanumeric()).count()
}

fn is_large(para: &Para, body: f32) -> bool {
    let size = para.lines.iter().map(|l| l.size).fold(f32::INFINITY, f32::min);
    let short = letters(para) <= 200 && para.lines.len() <= 4;
    short && letters(para) > 1 && size >= body * 1.12 && size < 1e5
}

fn is_bold_heading(para: &Para) -> bool {
    let ends = para.lines.last().and_then(|l| l.glyphs.last()).map(|g| g.c);
    let tabbed = para.lines.iter().flat_map(|l| &l.glyphs).any(|g| g.c == '\t' || g.tick.is_some());
    let count = letters(para);
    (3..=110).contains(&count)
        && para.lines.len() <= 2
        && para.lines.iter().all(Line::is_strong)
        && !tabbed
        && !matches!(ends, Some('.' | ';' | ','))
        && ends != Some(':')
}

/// Takes a first row whose words are all bold, above one whose words are not, for the head.
fn mark_head(table: &mut Tabular) {
    let strong = |row: &super::flow::Tier| {
        let paras = row.cells.iter().flat_map(|c| &c.pieces).filter_map(|p| match p {
            Piece::Para(p) => Some(p),
            Piece::Table(_) => None,
        });
        let lines: Vec<&Line> = paras.flat_map(|p| &p.lines).collect();
        !lines.is_empty() && lines.iter().all(|l| l.is_strong())
    };
    let [first, second, ..] = table.rows.as_slice() else { return };
    let filled = first.cells.iter().filter(|c| !c.pieces.is_empty()).count();
    if filled >= 2
        && strong(first)
        && !strong(second)
        && let Some(row) = table.rows.first_mut()
    {
        row.head = true;
    }
}
