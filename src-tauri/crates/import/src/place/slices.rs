//! Paragraphs cut in two, with their words shared out.

use crate::{Paragraph, Span};

/// Counts the words that end before a place: one that a label cuts (“Name:Jane”) goes with what follows.
pub(crate) fn whole_words(text: &str, at: usize) -> usize {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let inside = !before.ends_with(char::is_whitespace) && after.starts_with(|c: char| !c.is_whitespace());
    let cut = if inside { before.trim_end_matches(|c: char| !c.is_whitespace()) } else { before };
    crate::count_words(cut)
}

/// Cuts a paragraph before some places of its text, and shares its words out: the last part has what is left, its notes too.
pub(crate) fn cut(paragraph: &Paragraph, before: &[usize], words: usize) -> Vec<(Paragraph, usize)> {
    let whole = paragraph.text().len();
    let mut left = words;
    let begins = std::iter::once(0).chain(before.iter().copied());
    let ends = before.iter().copied().chain([whole]);
    let part = |(begin, end): (usize, usize)| {
        let part = slice(paragraph, begin, end);
        let own = if end == whole { left } else { crate::count_words(&part.text()).min(left) };
        left -= own;
        (part, own)
    };
    begins.zip(ends).map(part).collect()
}

/// Cuts the stretch between two places of a paragraph's text; its notes go with where they are cited, its marker with the
/// beginning.
pub(crate) fn slice(paragraph: &Paragraph, begin: usize, stop: usize) -> Paragraph {
    let mut spans = Vec::new();
    let mut at = 0;
    let whole: usize = paragraph.text().len();
    for span in &paragraph.spans {
        match span {
            Span::Text { text, strong, emphasis, link } => {
                let from = begin.saturating_sub(at).min(text.len());
                let to = stop.saturating_sub(at).min(text.len());
                if let Some(cut) = text.get(from..to).filter(|c| !c.is_empty()) {
                    let (text, link) = (cut.to_owned(), link.clone());
                    spans.push(Span::Text { text, strong: *strong, emphasis: *emphasis, link });
                }
                at += text.len();
            }
            Span::Footnote(_) => {
                if (at > begin || begin == 0) && (at <= stop && (at < stop || stop == whole)) {
                    spans.push(span.clone());
                }
            }
            Span::Marker(_) => {
                if begin == 0 {
                    spans.push(span.clone());
                }
            }
            Span::Tick { .. } | Span::Label(_) => spans.push(span.clone()),
        }
    }
    if begin > 0
        && let Some(Span::Text { text, .. }) = spans.first_mut()
    {
        let kept = text.trim_start_matches([' ', ':', '?', '.', '–', '-', ')', '\t', '\n', '\u{a0}']);
        *text = kept.to_owned();
    }
    Paragraph { kind: paragraph.kind.clone(), spans, at: paragraph.at.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_a_label_cuts_goes_with_what_follows() {
        assert_eq!(whole_words("Name:Jane Smith", 5), 0);
        assert_eq!(whole_words("Name: Jane Smith", 6), 1);
        assert_eq!(whole_words("measures-approved by", 9), 0);
        assert_eq!(whole_words("one two", 7), 2);
    }
}
