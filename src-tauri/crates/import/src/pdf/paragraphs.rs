//! Paragraphs: lines joined where a sentence goes on, bullets and numbers taken as markers.

use super::lines::Line;

/// A paragraph with its lines, before it becomes words.
#[derive(Debug, Clone)]
pub(super) struct Para {
    pub(super) page: u32,
    pub(super) lines: Vec<Line>,
    /// The bullet or number before it.
    pub(super) marker: Option<Marker>,
    /// How deep it is in a list.
    pub(super) depth: u8,
    /// The level of the heading that it is.
    pub(super) heading: Option<u8>,
}

/// A bullet or number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Marker {
    pub(super) text: String,
    pub(super) ordered: bool,
    pub(super) left: f32,
}

/// How the lines of a region may be joined.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// The right edge that words may reach.
    pub(super) right: f32,
    /// The greatest distance of lines of a paragraph, in sizes.
    pub(super) leading: f32,
}

/// Joins the lines of a region into paragraphs.
pub(super) fn paragraphs(lines: Vec<Line>, page: u32, measure: Measure) -> Vec<Para> {
    let mut out: Vec<Para> = Vec::new();
    let letters: Vec<(char, f32)> = lines.iter().filter_map(letter).collect();
    for mut line in lines {
        let initial = letter(&line).is_some_and(|(c, left)| {
            // “A. Boateng” is a name; “A.” with a “B.” below it a list.
            let beside =
                |(d, l): &(char, f32)| u32::from(c).abs_diff(u32::from(*d)) == 1 && (l - left).abs() < 6.0;
            !letters.iter().any(beside)
        });
        let found = marker(&line).filter(|_| !initial);
        let goes_on = found.is_none()
            && out.last().is_some_and(|p| {
                let first = p.lines.first();
                p.lines.last().is_some_and(|last| joins(last, &line, measure, p.marker.is_some(), first))
            });
        if goes_on {
            if let Some(para) = out.last_mut() {
                para.lines.push(line);
            }
            continue;
        }
        if let Some((_, count)) = &found {
            line.glyphs.drain(..(*count).min(line.glyphs.len()));
        }
        let marker = found.map(|f| f.0);
        out.push(Para { page, lines: vec![line], marker, depth: 0, heading: None });
    }
    depths(&mut out);
    out
}

fn joins(last: &Line, next: &Line, measure: Measure, item: bool, first: Option<&Line>) -> bool {
    let step = next.base - last.base;
    let size = last.size.max(next.size);
    let same_size = (last.size - next.size).abs() <= size * 0.12;
    if last.turn != next.turn || !same_size || step <= 0.0 || step > measure.leading * size {
        return false;
    }
    let tabbed = |l: &Line| l.glyphs.iter().any(|g| g.c == '\t');
    if tabbed(last) || tabbed(next) {
        return false;
    }
    let lone = |l: &Line| l.glyphs.first().is_some_and(|g| g.tick.is_some());
    if lone(next) || (last.is_strong() && !next.is_strong() && fits(last, next, measure.right - size * 2.0)) {
        return false;
    }
    let indented = next.left - last.left > size * 0.8;
    let centred = ((last.left + last.right) - (next.left + next.right)).abs() < size;
    let is_first = first.is_some_and(|f| std::ptr::eq(f, last));
    let far = is_first && next.left > last.left + size * 8.0;
    if indented && !(item || centred || far) {
        return false;
    }
    let broken = last.glyphs.last().is_some_and(|g| matches!(g.c, '-' | '\u{AD}' | '/' | '‐'));
    let small = next.glyphs.first().is_some_and(|g| g.c.is_lowercase());
    let nearly = measure.right - last.right < (measure.right - last.left) * 0.3;
    broken || (small && nearly) || !fits(last, next, measure.right)
}

/// Says whether a line's first word would have fitted on the line before: then a new paragraph begins.
pub(super) fn fits(last: &Line, next: &Line, right: f32) -> bool {
    last.right + last.size * 0.25 + next.first_word() <= right - last.size * 0.1
}

/// Gives the capital that a line begins with as a list or an initial does, and its left edge.
fn letter(line: &Line) -> Option<(char, f32)> {
    let (marker, _) = marker(line)?;
    let mut chars = marker.text.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(c), Some('.'), None) if c.is_ascii_uppercase() => Some((c, marker.left)),
        _ => None,
    }
}

/// Finds the bullet or number that a line begins with, and how many characters it takes.
fn marker(line: &Line) -> Option<(Marker, usize)> {
    let first = line.glyphs.first()?;
    let gap = line.glyphs.iter().position(super::glyphs::Glyph::is_space)?;
    if gap + 1 >= line.glyphs.len() || gap > 8 {
        return None;
    }
    let text: String = line.glyphs.iter().take(gap).map(|g| g.c).collect();
    let bullet = first.tick.is_none()
        && gap == 1
        && matches!(
            first.c,
            '•' | '◦'
                | '▪'
                | '▫'
                | '–'
                | '—'
                | '-'
                | '*'
                | '·'
                | '‣'
                | '⁃'
                | '●'
                | '○'
                | 'o'
                | '❖'
                | '➢'
                | '▶'
        );
    let lone_letter = first.c == 'o' && line.glyphs.get(1).is_none_or(|g| g.size <= 0.0);
    let ordered = is_number(&text);
    if (!bullet || lone_letter) && !ordered {
        return None;
    }
    Some((Marker { text, ordered, left: line.left }, gap + 1))
}

/// Says whether a text is the number of an item: `1.`, `2.1`, `(a)`, `iv)`.
pub(super) fn is_number(text: &str) -> bool {
    let open = text.starts_with('(');
    let inner = text.trim_start_matches('(');
    let closed = inner.ends_with([')', '.']);
    let inner = inner.trim_end_matches([')', '.']);
    if inner.is_empty() || (open && !text.ends_with(')')) {
        return false;
    }
    let parts: Vec<&str> = inner.split('.').collect();
    let figures =
        parts.iter().all(|p| !p.is_empty() && p.len() <= 3 && p.bytes().all(|b| b.is_ascii_digit()));
    if figures {
        return (closed && parts.len() <= 4) || (2..=4).contains(&parts.len());
    }
    let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_alphabetic());
    let roman = inner.len() <= 5 && inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    closed && (letter || roman)
}

fn depths(paras: &mut [Para]) {
    let mut stack: Vec<f32> = Vec::new();
    for para in paras {
        let Some(marker) = &para.marker else {
            if para.lines.first().is_some_and(|l| stack.first().is_some_and(|s| l.left < s + 3.0)) {
                stack.clear();
            }
            continue;
        };
        while stack.last().is_some_and(|s| marker.left < s - 4.0) {
            stack.pop();
        }
        if stack.last().is_none_or(|s| marker.left > s + 4.0) {
            stack.push(marker.left);
        }
        para.depth = u8::try_from(stack.len().saturating_sub(1)).unwrap_or(8).min(8);
    }
}

/// Gives the usual distance of lines of a document, in sizes.
pub(super) fn usual_leading(regions: &[&[Line]]) -> f32 {
    let mut steps: Vec<f32> = Vec::new();
    for lines in regions {
        for pair in lines.windows(2) {
            let [a, b] = pair else { continue };
            let step = (b.base - a.base) / a.size.max(1.0);
            if a.turn == b.turn && (a.size - b.size).abs() < 0.5 && (0.9..2.2).contains(&step) {
                steps.push(step);
            }
        }
    }
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 3).copied().unwrap_or(1.2)
}
