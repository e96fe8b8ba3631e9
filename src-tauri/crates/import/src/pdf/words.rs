//! Words: paragraphs of lines into the outline's, with words that a line's end breaks made whole.

use std::collections::HashSet;

use super::flow::{Piece, Tabular};
use super::glyphs::Glyph;
use super::lines::{Line, between};
use super::paragraphs::Para;
use crate::{At, Block, Cell, Paragraph, ParagraphKind, Row, Span, Table};

/// What is needed to make words of characters.
#[derive(Default)]
pub(super) struct Lexicon {
    /// The words that the document has in the middle of lines, in small letters.
    words: HashSet<String>,
    /// Whether the document breaks words at line ends: it does, where at least three broken ones are whole elsewhere.
    hyphenates: bool,
    /// The addresses of links, by number from 1.
    pub(super) links: Vec<String>,
}

impl Lexicon {
    /// Learns the words of a line that its end does not break.
    fn learn(&mut self, line: &Line) {
        let text = line.text().to_lowercase();
        let mut words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).collect();
        if text.ends_with(['-', '\u{AD}']) {
            words.pop();
        }
        for word in words.into_iter().filter(|w| w.len() > 1) {
            if self.words.len() < 200_000 && !self.words.contains(word) {
                self.words.insert(word.to_owned());
            }
        }
    }

    /// Learns the words of a document, and looks whether it breaks words at line ends.
    pub(super) fn learn_all(&mut self, regions: &[&[Line]]) {
        regions.iter().copied().flatten().for_each(|l| self.learn(l));
        self.judge(regions);
    }

    fn judge(&mut self, regions: &[&[Line]]) {
        let pairs = regions.iter().flat_map(|lines| lines.windows(2));
        let broken = pairs.filter(|pair| match pair {
            [a, b] if a.glyphs.last().is_some_and(|g| g.c == '-') => {
                let head: String = a
                    .text()
                    .trim_end_matches('-')
                    .chars()
                    .rev()
                    .take_while(|c| c.is_alphanumeric())
                    .collect();
                let head: String = head.chars().rev().collect();
                let tail: String = b.text().chars().take_while(|c| c.is_alphanumeric()).collect();
                self.words.contains(&format!("{head}{tail}").to_lowercase())
            }
            _ => false,
        });
        self.hyphenates = broken.count() >= 3;
    }

    /// Says whether the hyphen at a line's end was put in to break a word. It was, where the document has the word
    /// without it elsewhere; and in a document that breaks words also where it has neither the compound nor both halves.
    fn breaks(&self, head: &str, tail: &str) -> bool {
        // Nobody breaks a word behind one letter: “e-mail”.
        if head.chars().nth(1).is_none() {
            return false;
        }
        let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
        if self.words.contains(&format!("{head}{tail}")) {
            return true;
        }
        let compound = self.words.contains(&format!("{head}-{tail}"));
        self.hyphenates && !compound && !(self.words.contains(&head) && self.words.contains(&tail))
    }
}

/// Joins the characters of lines: a space where a line ends, or nothing where a word goes on.
pub(super) fn joined(lines: &[Line], lexicon: &Lexicon) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::new();
    for line in lines {
        if let (true, Some(last), Some(first)) = (line.hard, out.last().copied(), line.glyphs.first()) {
            out.push(between(&last, first, '\n'));
        }
        join(&mut out, &line.glyphs, lexicon);
    }
    out
}

/// Adds the characters of a line after those of the line before.
pub(super) fn join(out: &mut Vec<Glyph>, next: &[Glyph], lexicon: &Lexicon) {
    let (Some(last), Some(first)) = (out.last().copied(), next.first()) else {
        out.extend(next);
        return;
    };
    let head: String = {
        let mut word: Vec<char> =
            out.iter().rev().skip(1).take_while(|g| g.c.is_alphanumeric()).map(|g| g.c).collect();
        word.reverse();
        word.into_iter().collect()
    };
    let tail: String = next.iter().take_while(|g| g.c.is_alphanumeric()).map(|g| g.c).collect();
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let address = {
        let word: String = out.iter().rev().take_while(|g| !g.is_space()).map(|g| g.c).collect();
        word.contains("//:") || word.contains(".www")
    };
    match last.c {
        '\u{AD}' => {
            out.pop();
        }
        '-' | '‐' if small(head.chars().last()) && small(tail.chars().next()) => {
            if lexicon.breaks(&head, &tail) {
                out.pop();
            }
        }
        '-' | '‐' if !head.is_empty() && first.c.is_alphanumeric() => {}
        '/' | '_' | '.' | '=' | '&' | '?' if address => {}
        c if c.is_whitespace() => {}
        _ => out.push(between(&last, first, ' ')),
    }
    out.extend(next);
}

/// Makes spans of characters.
pub(super) fn spans(glyphs: &[Glyph], lexicon: &Lexicon) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for glyph in glyphs {
        if let Some(ticked) = glyph.tick {
            let drawn = glyph.c == '\u{FFFC}';
            out.push(Span::Tick { ticked, glyph: if drawn { String::new() } else { glyph.c.to_string() } });
            continue;
        }
        let c = match glyph.c {
            '\u{AD}' => continue,
            '\u{A0}' => ' ',
            c => c,
        };
        let address = usize::from(glyph.link).checked_sub(1).and_then(|i| lexicon.links.get(i));
        match out.last_mut() {
            Some(Span::Text { text, strong, emphasis, link })
                if link.as_ref() == address
                    && (glyph.is_space() || (*strong == glyph.strong && *emphasis == glyph.emphasis)) =>
            {
                text.push(c);
            }
            _ => out.push(Span::Text {
                text: c.to_string(),
                strong: glyph.strong,
                emphasis: glyph.emphasis,
                link: address.cloned(),
            }),
        }
    }
    out
}

/// Makes a paragraph.
pub(super) fn paragraph(para: &Para, lexicon: &Lexicon) -> Paragraph {
    let mut all = Vec::new();
    if let Some(marker) = &para.marker {
        all.push(Span::Marker(marker.text.clone()));
    }
    all.extend(spans(&joined(&para.lines, lexicon), lexicon));
    let kind = match (&para.heading, &para.marker) {
        (Some(level), _) => ParagraphKind::Heading(*level),
        (None, Some(marker)) => ParagraphKind::Item { depth: para.depth, ordered: marker.ordered },
        (None, None) => ParagraphKind::Plain,
    };
    let area = para.lines.iter().map(|l| l.area).reduce(around);
    Paragraph {
        kind,
        spans: all,
        at: At { page: Some(para.page), area: area.map(measured), ..At::default() },
    }
}

/// Gives the area about two areas.
pub(super) fn around(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Gives left, top, width and height in whole points.
pub(super) fn measured(area: [f32; 4]) -> [i32; 4] {
    let [left, top, right, bottom] = area.map(|v| v.clamp(-1e6, 1e6));
    [left.round() as i32, top.round() as i32, (right - left).round() as i32, (bottom - top).round() as i32]
}

/// Makes blocks of pieces.
pub(super) fn blocks(pieces: &[Piece], lexicon: &Lexicon, depth: u8) -> Vec<Block> {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Para(p) => Block::Paragraph(paragraph(p, lexicon)),
            Piece::Table(t) if depth > 0 => Block::Table(table(t, lexicon, depth - 1)),
            Piece::Table(t) => Block::Table(table(&Tabular { rows: Vec::new(), ..t.clone() }, lexicon, 0)),
        })
        .collect()
}

/// Makes a table: its columns are the places where its cells begin and end.
fn table(tabular: &Tabular, lexicon: &Lexicon, depth: u8) -> Table {
    let cells = tabular.rows.iter().flat_map(|r| &r.cells);
    let edges = super::rulings::places(cells.flat_map(|c| [c.area[0], c.area[2]]).collect(), 3.0);
    let column = |x: f32| {
        let distance = |i: &usize| edges.get(*i).map_or(f32::INFINITY, |e| (e - x).abs());
        (0..edges.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
    };
    let rows = tabular.rows.iter().map(|tier| {
        let cells = tier.cells.iter().map(|c| {
            let (from, to) = (column(c.area[0]), column(c.area[2]));
            Cell {
                column: from,
                columns: to.saturating_sub(from).max(1),
                rows: c.rows,
                blocks: blocks(&c.pieces, lexicon, depth),
            }
        });
        Row { cells: cells.collect(), head: tier.head }
    });
    Table { rows: rows.collect() }
}

/// Numbers the paragraphs and the tables' cells of a body.
pub(super) fn number(blocks: &mut [Block]) {
    let (mut paragraphs, mut tables) = (0, 0);
    walk(blocks, None, &mut paragraphs, &mut tables, 12);
}

fn walk(
    blocks: &mut [Block],
    cell: Option<(u32, u32, u32)>,
    paragraphs: &mut u32,
    tables: &mut u32,
    depth: u8,
) {
    for block in blocks {
        match block {
            Block::Paragraph(p) => {
                *paragraphs += 1;
                p.at.paragraph = Some(*paragraphs);
                p.at.cell = cell;
            }
            Block::Table(table) => {
                *tables += 1;
                let own = *tables;
                for (r, row) in table.rows.iter_mut().enumerate() {
                    for c in &mut row.cells {
                        let place = (own, r as u32 + 1, c.column as u32 + 1);
                        if depth > 0 {
                            walk(&mut c.blocks, Some(place), paragraphs, tables, depth - 1);
                        }
                    }
                }
            }
        }
    }
}
