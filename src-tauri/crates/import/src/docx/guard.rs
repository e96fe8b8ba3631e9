//! What XML may be made of before it is parsed: a parser's work must not outgrow the document.

use crate::Error;

/// The deepest that elements nest. A walker that recurses once a level stays within its stack.
const DEEPEST: usize = 512;
/// The most elements and texts.
const NODES: usize = 1_600_000;
/// The most attributes of an element: each is compared with all others.
const ATTRIBUTES: usize = 128;
/// The most that copying the namespaces in scope may come to: an element that declares one gets a list of all.
const NAMESPACES: usize = 20_000_000;

/// Measures XML.
///
/// # Errors
/// [`Error::Bomb`] for more, or deeper, than a document has.
pub(crate) fn check(text: &str) -> Result<(), Error> {
    let mut scan = Scan::default();
    let mut rest = text.as_bytes();
    while let Some(start) = find(rest, b"<") {
        scan.nodes += usize::from(start > 0) + usize::from(rest.get(start + 1) != Some(&b'/'));
        rest = rest.get(start..).unwrap_or_default();
        let end = match rest {
            [b'<', b'!', b'-', b'-', ..] => find(rest, b"-->").map(|i| i + 3),
            [b'<', b'!', b'[', ..] => find(rest, b"]]>").map(|i| i + 3),
            [b'<', b'?', ..] => find(rest, b"?>").map(|i| i + 2),
            [b'<', b'/', ..] => {
                scan.open.pop();
                find(rest, b">").map(|i| i + 1)
            }
            _ => scan.tag(rest),
        };
        if scan.over() {
            return Err(Error::Bomb);
        }
        // What does not end is no XML: the parser says so.
        let Some(end) = end else { return Ok(()) };
        rest = rest.get(end..).unwrap_or_default();
    }
    Ok(())
}

#[derive(Default)]
struct Scan {
    nodes: usize,
    /// How many namespaces are in scope in each element that is open.
    open: Vec<usize>,
    attributes: usize,
    copied: usize,
}

impl Scan {
    fn over(&self) -> bool {
        self.nodes > NODES
            || self.open.len() > DEEPEST
            || self.attributes > ATTRIBUTES
            || self.copied > NAMESPACES
    }

    /// Reads a start tag; gives where it ends.
    fn tag(&mut self, tag: &[u8]) -> Option<usize> {
        let (mut quote, mut fresh, mut names) = (None, false, 0);
        self.attributes = 0;
        for (i, &byte) in tag.iter().enumerate() {
            match (quote, byte) {
                (Some(q), b) if b == q => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'>') => {
                    let scope = self.open.last().copied().unwrap_or(0);
                    self.copied += names * (scope + names);
                    if tag.get(i.wrapping_sub(1)) != Some(&b'/') {
                        self.open.push(scope + names);
                    }
                    return Some(i + 1);
                }
                (None, b' ' | b'\t' | b'\r' | b'\n') => fresh = true,
                (None, _) if fresh => {
                    fresh = false;
                    self.attributes += 1;
                    names += usize::from(tag.get(i..i + 5) == Some(b"xmlns"));
                }
                _ => {}
            }
        }
        None
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|b| *b == first)?;
        if bytes.get(at..)?.starts_with(what) {
            return Some(at);
        }
        from = at + 1;
    }
}
