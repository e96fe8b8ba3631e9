//! Lines: the characters of a region in reading order, with the spaces that their gaps stand for.

use super::glyphs::Glyph;

/// A line of text, in the frame where it runs right.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its characters, spaces and tabulators put in.
    pub(super) glyphs: Vec<Glyph>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) turn: u8,
    /// Left, top, right, bottom on the page.
    pub(super) area: [f32; 4],
    /// Whether the writer broke the line before it.
    pub(super) hard: bool,
    /// Whether a space stands before it, where it follows a note.
    pub(super) spaced: bool,
}

/// A gap that is a space, in sizes.
const SPACE: f32 = 0.15;
/// A gap that is a tabulator, in sizes.
const TAB: f32 = 2.2;
/// A gap without a space in it that a tab made, in sizes.
const MOVE: f32 = 0.6;

/// Reads lines from the characters of a region, from the top; text of another direction stands where it is.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for turn in 0..4u8 {
        let chosen: Vec<Glyph> = glyphs.iter().filter(|g| g.turn == turn).copied().collect();
        let mut found: Vec<Line> = rows(pieces(&chosen)).into_iter().filter_map(line).collect();
        if turn == 0 {
            out = found;
        } else if !found.is_empty() {
            let top = found.iter().map(|l| l.area[1]).fold(f32::INFINITY, f32::min);
            let index = out.iter().position(|l| l.area[1] > top).unwrap_or(out.len());
            out.splice(index..index, found.drain(..));
        }
    }
    out
}

/// Characters that follow each other on a line.
struct Piece {
    glyphs: Vec<Glyph>,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
}

fn pieces(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for glyph in glyphs {
        let (left, right, base) = glyph.frame();
        if let Some(piece) = out.last_mut() {
            let gap = left - piece.right;
            let goes_on = (base - piece.base).abs() < piece.size * 0.1
                && (glyph.size - piece.size).abs() < piece.size * 0.15
                && gap > -0.35 * piece.size
                && gap < piece.size;
            if goes_on {
                piece.right = piece.right.max(right);
                piece.glyphs.push(*glyph);
                continue;
            }
        }
        out.push(Piece { glyphs: vec![*glyph], left, right, base, size: glyph.size });
    }
    out.retain(|p| p.glyphs.iter().any(|g| !g.is_space()));
    out
}

/// Gathers pieces into rows by their height.
fn rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<(f32, f32, f32, Vec<Piece>)> = Vec::new();
    for piece in pieces {
        let (top, bottom) = (piece.base - piece.size * 0.75, piece.base + piece.size * 0.2);
        let recent = rows.len().saturating_sub(6);
        let fit = rows.iter_mut().skip(recent).rev().find(|(row_top, row_bottom, _, parts)| {
            let shared = row_bottom.min(bottom) - row_top.max(top);
            let least = (*row_bottom - *row_top).min(bottom - top);
            shared > least * 0.55 && !collides(parts, &piece)
        });
        match fit {
            Some((row_top, row_bottom, size, parts)) => {
                if piece.size > *size {
                    (*row_top, *row_bottom, *size) = (top, bottom, piece.size);
                }
                parts.push(piece);
            }
            None => rows.push((top, bottom, piece.size, vec![piece])),
        }
    }
    rows.sort_by(|a, b| a.1.total_cmp(&b.1));
    rows.into_iter().map(|row| row.3).collect()
}

/// Says whether a piece would lie on others of its row, at another height.
fn collides(parts: &[Piece], piece: &Piece) -> bool {
    parts.iter().any(|p| {
        let shared = p.right.min(piece.right) - p.left.max(piece.left);
        shared > p.size.min(piece.size) * 0.8 && (p.base - piece.base).abs() > p.size.min(piece.size) * 0.45
    })
}

fn line(pieces: Vec<Piece>) -> Option<Line> {
    let mut pieces = parted(pieces);
    pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
    let largest = pieces.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
    let (base, size) = (largest.base, largest.size);
    let glyphs: Vec<Glyph> = pieces.into_iter().flat_map(|p| p.glyphs).collect();
    from_glyphs(&glyphs, base, size)
}

/// Parts pieces where another lies in a gap of theirs: what is of another font may be drawn later, in its place.
fn parted(pieces: Vec<Piece>) -> Vec<Piece> {
    if pieces.len() < 2 || pieces.len() > 500 {
        return pieces;
    }
    let middles: Vec<f32> = pieces.iter().map(|p| (p.left + p.right) / 2.0).collect();
    let mut out = Vec::new();
    for piece in pieces {
        let mut part: Option<Piece> = None;
        for glyph in piece.glyphs {
            let (left, right, _) = glyph.frame();
            match &mut part {
                Some(open) if !middles.iter().any(|m| open.right <= *m && *m <= left) => {
                    open.right = open.right.max(right);
                    open.glyphs.push(glyph);
                }
                _ => {
                    let new = Piece { glyphs: vec![glyph], left, right, base: piece.base, size: piece.size };
                    out.extend(part.replace(new));
                }
            }
        }
        out.extend(part);
    }
    out
}

fn weight(piece: &Piece) -> f32 {
    piece.size * piece.glyphs.iter().filter(|g| !g.is_space()).count() as f32
}

/// Makes a line of characters in their order.
pub(super) fn from_glyphs(glyphs: &[Glyph], base: f32, size: f32) -> Option<Line> {
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len() + 8);
    let mut end: Option<f32> = None;
    let mut spaced: Option<char> = None;
    // Where spaces are drawn, a gap without one was made by a tab, and so was a row of them.
    let draws_spaces = glyphs.iter().any(Glyph::is_space);
    let mut spaces = 0;
    let mut area = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
    for glyph in glyphs {
        if glyph.is_space() {
            spaces += 1;
            spaced = Some(if glyph.c == '\u{A0}' && spaced.is_none() { '\u{A0}' } else { ' ' });
            continue;
        }
        let (from, to, _) = glyph.frame();
        if let Some(end) = end {
            let gap = from - end;
            let tabbed = draws_spaces && spaces == 0 && gap > MOVE * size;
            let wide = gap > TAB * size || tabbed || spaces > 2;
            if wide || spaced.is_some() || gap < -size || gap > SPACE * size.min(glyph.size * 1.3) {
                let c = if wide { '\t' } else { spaced.unwrap_or(' ') };
                let last = out.last().copied().unwrap_or(*glyph);
                out.push(between(&last, glyph, c));
            }
        }
        let own = glyph.area();
        area = [area[0].min(own[0]), area[1].min(own[1]), area[2].max(own[2]), area[3].max(own[3])];
        (left, right) = (left.min(from), right.max(to));
        end = Some(end.map_or(to, |e| e.max(to)));
        spaced = None;
        spaces = 0;
        out.push(*glyph);
    }
    let turn = out.first()?.turn;
    Some(Line { glyphs: out, left, right, base, size, turn, area, hard: false, spaced: false })
}

/// Makes the space between two characters.
pub(super) fn between(last: &Glyph, next: &Glyph, c: char) -> Glyph {
    Glyph {
        c,
        tick: None,
        strong: last.strong && next.strong,
        emphasis: last.emphasis && next.emphasis,
        link: if last.link == next.link { last.link } else { 0 },
        ..*last
    }
}

impl Line {
    /// Gives its text; a box is its character.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|g| g.c).collect()
    }

    /// Gives the width of its first word.
    pub(super) fn first_word(&self) -> f32 {
        let end = self
            .glyphs
            .iter()
            .take_while(|g| g.c == '\u{A0}' || !g.is_space())
            .last()
            .map_or(self.left, |g| g.frame().1);
        end - self.left
    }

    /// Says whether all its characters are bold.
    pub(super) fn is_strong(&self) -> bool {
        self.glyphs.iter().all(|g| g.strong || g.is_space() || !g.c.is_alphanumeric())
            && self.glyphs.iter().any(|g| g.strong)
    }
}

/// Drops characters that are drawn twice at one place, as some programs do to make them bold.
pub(super) fn once(glyphs: &mut Vec<Glyph>) {
    let mut seen: std::collections::HashMap<(char, i32, i32), usize> = std::collections::HashMap::new();
    let list = std::mem::take(glyphs);
    for glyph in list {
        if glyph.is_space() {
            glyphs.push(glyph);
            continue;
        }
        let (x, y) = ((glyph.x / 2.0).floor() as i32, (glyph.y / 2.0).floor() as i32);
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
        let twice = near.into_iter().any(|(dx, dy)| {
            seen.get(&(glyph.c, x + dx, y + dy)).and_then(|i| glyphs.get(*i)).is_some_and(|other| {
                let close = (glyph.size * 0.1).min(1.9);
                (other.x - glyph.x).abs() < close
                    && (other.y - glyph.y).abs() < close
                    && (other.size - glyph.size).abs() < glyph.size * 0.1
                    && other.turn == glyph.turn
            })
        });
        if !twice {
            seen.insert((glyph.c, x, y), glyphs.len());
            glyphs.push(glyph);
        }
    }
}
