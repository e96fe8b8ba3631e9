//! The words of two texts, told apart.

use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// Where a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In both texts.
    Both,
    /// Only in the older one.
    Older,
    /// Only in the newer one.
    Newer,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub side: Side,
    /// The text, white space included.
    pub text: String,
}

/// Tells the words of two texts apart. The pieces of both and older, joined, are the older text; those of both and newer the
/// newer one.
pub fn words(older: &str, newer: &str) -> Vec<Piece> {
    let (old, new) = (tokens(older), tokens(newer));
    let mut pieces: Vec<Piece> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        for change in op.iter_changes(&old, &new) {
            let side = match change.tag() {
                ChangeTag::Equal => Side::Both,
                ChangeTag::Delete => Side::Older,
                ChangeTag::Insert => Side::Newer,
            };
            match pieces.last_mut() {
                Some(last) if last.side == side => last.text.push_str(change.value()),
                _ => pieces.push(Piece { side, text: change.value().to_owned() }),
            }
        }
    }
    pieces
}

/// Splits a text into words, runs of white space and single marks.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = kind_of(first);
        let end = match kind {
            Token::Mark => first.len_utf8(),
            _ => rest.find(|c| kind_of(c) != kind).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        out.push(token);
        rest = after;
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Word,
    Space,
    Mark,
}

fn kind_of(c: char) -> Token {
    match c {
        c if c.is_whitespace() => Token::Space,
        c if c.is_alphanumeric() || c == '’' || c == '\'' => Token::Word,
        _ => Token::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(older: &str, newer: &str) -> String {
        let show = |p: Piece| match p.side {
            Side::Both => p.text,
            Side::Older => format!("[-{}-]", p.text),
            Side::Newer => format!("[+{}+]", p.text),
        };
        words(older, newer).into_iter().map(show).collect()
    }

    #[test]
    fn words_added_and_removed_are_told_apart() {
        assert_eq!(shown("seven years.", "six years."), "[-seven-][+six+] years.");
        assert_eq!(shown("", "new"), "[+new+]");
        assert_eq!(shown("same", "same"), "same");
        assert_eq!(shown("a b", "a, b"), "a[+,+] b");
    }
}
