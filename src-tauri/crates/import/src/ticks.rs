//! Tick boxes that are characters: which are ticked, which are not.

/// Says whether a character is a tick box, and whether it is ticked. A cross in a box is a tick: forms say “mark with a
/// cross”.
pub(crate) fn tick(c: char) -> Option<bool> {
    match c {
        '☐' | '□' | '❏' | '❑' | '❐' | '❒' | '▢' | '◻' | '⬜' => Some(false),
        '☑' | '☒' | '✓' | '✔' | '✗' | '✘' | '⊠' | '🗹' | '🗷' | '🗸' | '🗵' | '✅' | '■' | '◼' | '⬛' => {
            Some(true)
        }
        _ => None,
    }
}

/// Gives the character that a symbol font draws for a code (the low byte of a private use character), where it is a box or
/// a tick.
pub(crate) fn symbol(font: &str, code: u32) -> Option<char> {
    let code = code & 0xFF;
    let font: String = font.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    match (font.as_str(), code) {
        ("wingdings", 0x6F | 0x70 | 0x71 | 0x72 | 0xA8) => Some('☐'),
        ("wingdings", 0x78 | 0xFD) => Some('☒'),
        ("wingdings", 0xFE) => Some('☑'),
        ("wingdings", 0xFC) => Some('✓'),
        ("wingdings", 0xFB) => Some('✗'),
        ("wingdings2", 0x2A | 0xA3 | 0x30) => Some('☐'),
        ("wingdings2", 0x51 | 0x53 | 0x54 | 0x55 | 0x56) => Some('☒'),
        ("wingdings2", 0x52) => Some('☑'),
        ("wingdings2", 0x50) => Some('✓'),
        ("wingdings2", 0x4F) => Some('✗'),
        ("webdings", 0x61) => Some('✓'),
        ("webdings", 0x63) => Some('☐'),
        ("webdings", 0x72) => Some('✗'),
        ("zapfdingbats", 0x33 | 0x34) => Some('✓'),
        ("zapfdingbats", 0x35..=0x38) => Some('✗'),
        ("zapfdingbats", 0x6E) => Some('■'),
        ("zapfdingbats", 0x6F..=0x72) => Some('☐'),
        _ => None,
    }
}

/// Gives the character that a symbol font draws for a code, where it is a bullet, an arrow or a dash.
pub(crate) fn bullet(code: u32) -> Option<char> {
    match code & 0xFF {
        0xB7 | 0x6C | 0x9F | 0xA7 | 0x76 | 0xD8 => Some('•'),
        0xE0 => Some('→'),
        0x2D => Some('-'),
        _ => None,
    }
}

/// A stretch of text, or a box in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Words.
    Text(String),
    /// A box: whether it is ticked, and its character.
    Tick(bool, String),
}

/// Cuts a text at its tick boxes.
pub(crate) fn split(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut words = String::new();
    for c in text.chars() {
        match tick(c) {
            Some(ticked) => {
                if !words.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut words)));
                }
                parts.push(Part::Tick(ticked, c.to_string()));
            }
            None => words.push(c),
        }
    }
    if !words.is_empty() {
        parts.push(Part::Text(words));
    }
    parts
}

/// Finds typed boxes in a text: “[ ]”, “[x]”, “( )”. Gives where each begins and ends, and whether it is ticked.
pub(crate) fn typed(text: &str) -> Vec<(usize, usize, bool)> {
    let mut found = Vec::new();
    for (at, open) in text.match_indices(['[', '(']) {
        let close = if open == "[" { ']' } else { ')' };
        let Some(rest) = text.get(at + 1..) else { continue };
        let near = rest.char_indices().take(5).find(|(_, c)| *c == close);
        let Some(length) = near.map(|(at, _)| at).filter(|l| *l <= 4) else { continue };
        let inner = rest.get(..length).unwrap_or("");
        let ticked = match (open, inner.trim_matches([' ', '\u{a0}'])) {
            ("[", "") => false,
            ("(", "") if !inner.is_empty() => false,
            (_, "X" | "✓" | "✔" | "√") | ("[", "x") => true,
            _ => continue,
        };
        found.push((at, at + 1 + length + 1, ticked));
    }
    // The sign for a root is typed for a tick; before a number it is one.
    for (at, sign) in text.match_indices('√') {
        let end = at + sign.len();
        let root = text.get(end..).unwrap_or("").starts_with(|c: char| c.is_ascii_digit() || c == '(');
        let inside = found.iter().any(|(from, to, _)| (*from..*to).contains(&at));
        if !root && !inside {
            found.push((at, end, true));
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_are_told_from_brackets() {
        let ticked = |text: &str| typed(text).into_iter().map(|b| b.2).collect::<Vec<_>>();
        assert_eq!(ticked("Forename [X]\tSurname [ ]"), [true, false]);
        assert_eq!(ticked("( ) Yes (X) No"), [false, true]);
        assert_eq!(ticked("√ Postcode [√] Age √2"), [true, true]);
        assert!(ticked("see note [1], clause (x) and f()").is_empty());
    }
}
