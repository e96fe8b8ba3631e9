//! Words as they are compared: lower case, without punctuation, with their places in the text.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its number in the [`Lexicon`]; words that are written alike have the same.
    pub(crate) id: u32,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
}

/// All words met, by number.
pub(crate) struct Lexicon {
    ids: HashMap<String, u32>,
    light: Vec<bool>,
    /// The stem of each word, by the word's number.
    stem: Vec<u32>,
    /// All stems, by what they are written as.
    stems: HashMap<String, u32>,
    /// What is abbreviated, by the word's number: the stems of what it stands for.
    short: HashMap<u32, Vec<u32>>,
    stemmer: Stemmer,
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        let stemmer = Stemmer::create(Algorithm::English);
        let (ids, light, stem, stems, short) = Default::default();
        Lexicon { ids, light, stem, stems, short, stemmer }
    }
}

/// Words that say little: a label is not known by them.
const LIGHT: &[&str] = &[
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "by", "do", "does", "e", "eg", "etc", "for",
    "from", "g", "has", "have", "how", "i", "if", "in", "is", "it", "its", "of", "on", "or", "s", "such",
    "that", "the", "their", "them", "there", "these", "they", "this", "to", "was", "what", "when", "where",
    "which", "who", "will", "with", "you", "your",
];

impl Lexicon {
    /// Splits a text into words.
    pub(crate) fn words(&mut self, text: &str) -> Vec<Word> {
        let words = split(text).into_iter();
        words.map(|(word, start, end)| Word { id: self.id(&word), start, end }).collect()
    }

    /// Says that the words of each line mean the same where questions are compared.
    pub(crate) fn alike(&mut self, lines: &[String]) {
        for line in lines {
            let mut first = None;
            for (word, ..) in split(line) {
                let stem = self.stemmer.stem(&word).into_owned();
                let new = self.stems.len() as u32;
                let id = *first.get_or_insert(self.stems.get(&stem).copied().unwrap_or(new));
                self.stems.insert(stem, id);
            }
        }
    }

    /// Gives the numbers of a text's words.
    pub(crate) fn ids(&mut self, text: &str) -> Vec<u32> {
        self.words(text).iter().map(|w| w.id).collect()
    }

    /// Gives the numbers of the words of a text that have been met; `None` for one that has not.
    pub(crate) fn known(&self, text: &str) -> Vec<Option<u32>> {
        split(text).iter().map(|(word, ..)| self.ids.get(word).copied()).collect()
    }

    /// Says what a word stands for where questions are compared: “IG” for “information governance”.
    pub(crate) fn abbreviate(&mut self, word: &str, whole: &str) {
        let words = self.ids(whole);
        let stems = self.stems_of(&words);
        let id = self.id(&word.to_lowercase());
        self.short.insert(id, stems);
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.light.len() as u32;
        self.ids.insert(word.to_owned(), id);
        self.light.push(LIGHT.contains(&word));
        let stem = self.stemmer.stem(word).into_owned();
        let next = self.stems.len() as u32;
        self.stem.push(*self.stems.entry(stem).or_insert(next));
        id
    }

    /// Gives the stems of some words that say something, each once.
    pub(crate) fn stems_of(&self, words: &[u32]) -> Vec<u32> {
        let mut stems: Vec<u32> = Vec::new();
        for word in words.iter().filter(|w| self.weight(**w) > 0.5) {
            match self.short.get(word) {
                Some(whole) => stems.extend(whole),
                None => stems.extend(self.stem.get(*word as usize)),
            }
        }
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    /// Gives how many stems have been met.
    pub(crate) fn stems(&self) -> usize {
        self.stems.len()
    }

    /// Gives how many words have been met.
    pub(crate) fn len(&self) -> usize {
        self.light.len()
    }

    /// Gives how much a word says, 0.3 or 1.
    pub(crate) fn weight(&self, id: u32) -> f32 {
        if self.light.get(id as usize).copied().unwrap_or(false) { 0.3 } else { 1.0 }
    }

    /// Gives how much some words say together.
    pub(crate) fn weigh(&self, ids: &[u32]) -> f32 {
        ids.iter().map(|id| self.weight(*id)).sum()
    }

    /// Compares a label with the beginning of a text: how alike they are (0 to 1), and how many words of the text the
    /// label takes. Words that only one of them has count against it.
    pub(crate) fn compare(&self, label: &[u32], text: &[u32]) -> (f32, usize) {
        let most = (label.len() + label.len() / 3 + 3).min(text.len());
        let text = text.get(..most).unwrap_or(text);
        let all = self.weigh(label);
        // before[j]: the weight of the longest common subsequence of the label so far and the first j words of the text.
        let mut before = vec![0.0_f32; text.len() + 1];
        for l in label {
            let mut row = vec![0.0_f32; text.len() + 1];
            for (j, t) in text.iter().enumerate() {
                let across =
                    before.get(j).copied().unwrap_or(0.0) + if t == l { self.weight(*l) } else { 0.0 };
                let up = before.get(j + 1).copied().unwrap_or(0.0);
                let left = row.get(j).copied().unwrap_or(0.0);
                if let Some(cell) = row.get_mut(j + 1) {
                    *cell = across.max(up).max(left);
                }
            }
            before = row;
        }
        let mut best = (0.0, 0);
        let mut so_far = 0.0;
        for (j, t) in text.iter().enumerate() {
            so_far += self.weight(*t);
            let common = before.get(j + 1).copied().unwrap_or(0.0);
            let score = if all + so_far > 0.0 { 2.0 * common / (all + so_far) } else { 0.0 };
            if score > best.0 + 1e-6 {
                best = (score, j + 1);
            }
        }
        best
    }
}

/// Splits a text into words, small, each with where it begins and ends. “U.K.” and “e-mail” are one word each.
fn split(text: &str) -> Vec<(String, usize, usize)> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((i, c)) = letters.next() {
        if c.is_alphanumeric() {
            if word.is_empty() {
                start = i;
            }
            word.extend(c.to_lowercase());
            end = i + c.len_utf8();
            continue;
        }
        let next = letters.peek().map(|(_, c)| *c);
        let after = || text.get(i + c.len_utf8()..).unwrap_or("").chars().nth(1);
        let joins = match c {
            '’' | '\'' | '\u{ad}' => true,
            '-' => word == "e" && next == Some('m'),
            '.' => word == "u" && next == Some('K') && !after().is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if !word.is_empty() && !joins {
            words.push((std::mem::take(&mut word), start, end));
        }
    }
    if !word.is_empty() {
        words.push((word, start, end));
    }
    words
}

/// Says how much two sets of stems have in common, 0 to 1 (Sørensen–Dice).
pub(crate) fn in_common(own: &[u32], theirs: &[u32]) -> f32 {
    let shared = own.iter().filter(|s| theirs.contains(s)).count();
    2.0 * shared as f32 / (own.len() + theirs.len()).max(1) as f32
}

/// Splits a text into words of letters and figures, small.
pub(crate) fn small(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Gives the letters and figures of a text, small and without spaces.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Takes a printed number off the front of a text: “4.3”, “1.”, “Q2)”, “(iv)” is none. Gives the number and where the rest
/// begins.
pub(crate) fn number(text: &str) -> Option<(String, usize)> {
    let alone = text.trim();
    let letter = alone.starts_with(|c: char| c.is_ascii_uppercase()) && alone.len() <= 5;
    if letter
        && alone.get(1..).is_some_and(|d| !d.is_empty() && d.chars().all(|c| c.is_ascii_digit() || c == '.'))
    {
        // “B3” is a number of an office's own.
        return Some((alone.to_owned(), text.len()));
    }
    let lead = text.len() - text.trim_start().len();
    let body = text.get(lead..)?;
    let skip = ["Question ", "Q", "q"]
        .iter()
        .find(|p| body.strip_prefix(**p).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
    let skip = skip.map_or(0, |p| p.len());
    let digits: String = body.get(skip..)?.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let number = digits.trim_end_matches('.');
    let mut parts = number.split('.');
    if number.is_empty() || !parts.all(|p| !p.is_empty() && p.len() <= 2) {
        return None;
    }
    let after = lead + skip + digits.len();
    let rest = text.get(after..)?;
    let rest_skip = rest.len() - rest.trim_start_matches([')', ':', '.', '-', '–']).len();
    let ends = rest.get(rest_skip..)?.chars().next().is_none_or(char::is_whitespace);
    // “21 days” is a text that begins with a figure, no numbered one: a bare number wants a stop or a part.
    let set_apart = rest.starts_with("  ") || rest.starts_with('\t');
    let marked = number.contains('.') || digits.ends_with('.') || rest_skip > 0 || skip > 0 || set_apart;
    let alone = rest.get(rest_skip..)?.trim().is_empty();
    (ends && (marked || alone)).then(|| (number.to_owned(), after + rest_skip))
}

/// Gives where the words of a heading begin that is counted out: “Part D – The sharing”, “Section 3: Data”.
pub(crate) fn ordinal(text: &str) -> Option<usize> {
    const NAMES: [&str; 5] = ["part", "section", "stage", "annex", "appendix"];
    let body = text.trim_start();
    let name = body.find(' ').and_then(|at| body.get(..at))?;
    if !NAMES.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    let rest = body.get(name.len()..)?.trim_start();
    let count = rest.find(|c: char| !c.is_alphanumeric()).and_then(|at| rest.get(..at))?;
    let one = count.chars().count() == 1 && count.starts_with(|c: char| c.is_ascii_uppercase());
    let counts = one || count.chars().all(|c| c.is_ascii_digit()) || count.chars().all(|c| "IVX".contains(c));
    if count.is_empty() || !counts {
        return None;
    }
    let title = rest.get(count.len()..)?.trim_start_matches([' ', ':', '–', '—', '-', '.', '\t', '\u{a0}']);
    (!title.is_empty()).then_some(text.len() - title.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_number_is_taken_off_the_front() {
        assert_eq!(number("4.33 How"), Some(("4.33".into(), 4)));
        assert_eq!(number("1. Consultation"), Some(("1".into(), 2)));
        assert_eq!(number("20.1."), Some(("20.1".into(), 5)));
        assert_eq!(number("7"), Some(("7".into(), 1)));
        assert_eq!(number("21 days"), None);
        assert_eq!(number("6  Retention"), Some(("6".into(), 1)));
        assert_eq!(number("2021.06 x").map(|n| n.0), None);
    }

    #[test]
    fn a_heading_that_is_counted_out_is_known() {
        let rest = |text: &'static str| ordinal(text).map(|at| &text[at..]);
        assert_eq!(rest("Part D – The sharing"), Some("The sharing"));
        assert_eq!(rest("Section 3: Data"), Some("Data"));
        assert_eq!(rest("SECTION II. Purpose"), Some("Purpose"));
        assert_eq!(rest("Part of the work"), None);
        assert_eq!(rest("Section 8(c)"), Some("(c)"));
        assert_eq!(rest("Part A"), None);
    }

    #[test]
    fn a_reworded_label_is_like_and_another_is_not() {
        let mut lexicon = Lexicon::default();
        let label = lexicon.ids("How will you ensure data quality and data minimisation?");
        let text = lexicon.ids("How do you ensure data quality and minimisation? We check the forms weekly.");
        let (score, used) = lexicon.compare(&label, &text);
        assert!(score > 0.8, "{score}");
        assert_eq!(used, 8);
        let other = lexicon.ids("Where will the data be stored");
        assert!(lexicon.compare(&label, &other).0 < 0.5);
    }
}
