//! Items of a tagged list: boxes that stand apart, and markers that are typed.

use super::paragraphs::is_number;
use crate::{Block, Paragraph, Span};

/// Puts boxes that stand alone at the end of the paragraph before them: they are of one item.
pub(super) fn lone_boxes(body: &mut Vec<Block>) {
    let mut out: Vec<Block> = Vec::with_capacity(body.len());
    for block in std::mem::take(body) {
        match (out.last_mut(), block) {
            (Some(Block::Paragraph(before)), Block::Paragraph(mut boxes))
                if boxes.spans.iter().all(|s| matches!(s, Span::Tick { .. })) =>
            {
                before.spans.push(Span::plain(" "));
                before.spans.append(&mut boxes.spans);
            }
            (_, block) => out.push(block),
        }
    }
    *body = out;
}

/// Takes the bullet or number that an item's text begins with, where its label is not apart.
pub(super) fn typed_marker(paragraph: &mut Paragraph, unlabelled: bool) -> Option<String> {
    let Some(Span::Text { text, .. }) = paragraph.spans.first() else { return None };
    let (first, rest) = text.split_once([' ', '\t'])?;
    let bullet = matches!(first, "•" | "◦" | "▪" | "●" | "○" | "–" | "-" | "·" | "o" | "➢");
    if !unlabelled || !(bullet || is_number(first)) || rest.is_empty() && paragraph.spans.len() == 1 {
        return None;
    }
    let marker = first.to_owned();
    let rest = rest.trim_start().to_owned();
    if let Some(Span::Text { text, .. }) = paragraph.spans.first_mut() {
        *text = rest;
    }
    Some(marker)
}
