//! What comments in the margin are about: the words between their marks, which may be paragraphs apart.

use std::collections::BTreeMap;

use crate::At;

/// The most comments that are open at once: each gathers words.
const OPEN: usize = 64;
/// The most bytes that a comment is said to be about.
const LONGEST: usize = 2_000;

/// The comments met in a walk.
#[derive(Default)]
pub(crate) struct Remarks {
    open: Vec<Open>,
    done: BTreeMap<String, (String, At)>,
}

struct Open {
    id: String,
    /// Where in the words of the paragraph it begins.
    from: usize,
    about: String,
    at: At,
}

impl Remarks {
    /// Begins a comment's range, so many bytes into the words of a paragraph.
    pub(crate) fn begin(&mut self, id: &str, from: usize, at: At) {
        if self.open.len() < OPEN && !self.done.contains_key(id) {
            self.open.push(Open { id: id.to_owned(), from, about: String::new(), at });
        }
    }

    /// Ends a comment's range.
    pub(crate) fn end(&mut self, id: &str, words: &str) {
        let Some(i) = self.open.iter().position(|o| o.id == id) else { return };
        let mut open = self.open.swap_remove(i);
        open.gather(words);
        self.done.insert(open.id, (open.about.trim().to_owned(), open.at));
    }

    /// Takes a comment that has no range: its mark stands where it is about.
    pub(crate) fn mark(&mut self, id: &str, at: At) {
        if !self.open.iter().any(|o| o.id == id) {
            self.done.entry(id.to_owned()).or_insert((String::new(), at));
        }
    }

    /// Goes from the words of a paragraph to those of another.
    pub(crate) fn turn(&mut self, words: &str, next: usize) {
        for open in &mut self.open {
            open.gather(words);
            open.from = next;
        }
    }

    /// Gives what each comment is about and where, by its id.
    pub(crate) fn done(mut self) -> BTreeMap<String, (String, At)> {
        for open in self.open {
            self.done.insert(open.id, (open.about.trim().to_owned(), open.at));
        }
        self.done
    }
}

impl Open {
    fn gather(&mut self, words: &str) {
        let words = words.get(self.from..).unwrap_or("").trim();
        if words.is_empty() || self.about.len() >= LONGEST {
            return;
        }
        if !self.about.is_empty() {
            self.about.push(' ');
        }
        let mut end = words.len().min(LONGEST);
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        self.about.push_str(words.get(..end).unwrap_or(""));
    }
}
