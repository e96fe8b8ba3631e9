//! Laws of the paper: no word lost, nothing outside its cell or page, no text over text, the same pages every time.

use layout::{Item, Pages, Run, Shape, lay_out};
use model::{Answer, Assessment, Inline, Prose};
use proptest::prelude::*;

use crate::arbitrary::assessment;
use crate::{golden, tiny};

fn runs(pages: &Pages) -> impl Iterator<Item = (usize, &Item, &Run)> {
    pages.pages.iter().enumerate().flat_map(|(n, p)| {
        p.items.iter().filter_map(move |i| match &i.shape {
            Shape::Text(run) => Some((n, i, run)),
            _ => None,
        })
    })
}

/// All letters and digits, without white space: lines may break words.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn prose_pieces(prose: &Prose, out: &mut Vec<String>) {
    fn blocks(list: &[model::Block], out: &mut Vec<String>) {
        for block in list {
            match block {
                model::Block::Paragraph { content } => inline(content, out),
                model::Block::Bullets { items } | model::Block::Numbers { items } => {
                    items.iter().for_each(|i| blocks(&i.0, out));
                }
            }
        }
    }
    fn inline(content: &[Inline], out: &mut Vec<String>) {
        for piece in content {
            match piece {
                Inline::Text { text, .. } => out.push(solid(text)),
                Inline::Footnote { content } => inline(content, out),
                Inline::Break => {}
            }
        }
    }
    blocks(&prose.0, out);
}

fn answer_pieces(answer: &Answer, out: &mut Vec<String>) {
    match answer {
        Answer::Text(t) => out.push(solid(t)),
        Answer::Prose(p) => prose_pieces(p, out),
        Answer::YesNo(model::YesNo::Other(t)) => out.push(solid(t)),
        Answer::Approval(a) => out.push(solid(&a.name)),
        Answer::Table(rows) => rows.iter().flat_map(|r| r.cells.values()).for_each(|a| answer_pieces(a, out)),
        _ => {}
    }
}

fn read_aloud(pages: &Pages) -> String {
    runs(pages).filter(|(_, i, _)| i.node.is_some()).map(|(_, _, r)| solid(&r.text)).collect()
}

fn assert_words_kept(a: &Assessment, pages: &Pages) {
    // Cells of a row stand beside each other, so that words of one piece may be parted where it breaks over a page;
    // each letter of each piece is counted instead, and each short piece is looked for whole.
    let text = read_aloud(pages);
    let mut pieces = Vec::new();
    a.answers.values().for_each(|x| answer_pieces(x, &mut pieces));
    let count = |text: &str| {
        let mut counts = std::collections::BTreeMap::new();
        text.chars().for_each(|c| *counts.entry(c).or_insert(0usize) += 1);
        counts
    };
    let have = count(&text);
    let need = count(&pieces.concat());
    for (c, n) in need {
        assert!(have.get(&c).copied().unwrap_or(0) >= n, "{c:?} is lost");
    }
    for piece in pieces.iter().filter(|p| p.chars().count() < 12) {
        assert!(text.contains(piece.as_str()), "{piece} is lost");
    }
}

fn assert_in_place(pages: &Pages) {
    for (n, page) in pages.pages.iter().enumerate() {
        let mut seen: Vec<&Run> = Vec::new();
        for item in &page.items {
            let Shape::Text(run) = &item.shape else { continue };
            let (left, right) = (run.x, run.x + run.width);
            assert!(
                left >= 56.6 && right <= 595.276 - 56.6,
                "page {}: “{}” leaves the text area: {left} {right}",
                n + 1,
                run.text
            );
            assert!(run.baseline <= 841.89 - 20.0 && run.baseline >= 20.0, "page {}: “{}”", n + 1, run.text);
            for other in &seen {
                // Ascent and descent of capitals and tails; lines of one paragraph do not touch.
                let over = left < other.x + other.width - 0.05 && other.x < right - 0.05;
                let level = (run.baseline - other.baseline).abs() < 0.7 * run.size.min(other.size);
                assert!(!(over && level), "page {}: “{}” stands over “{}”", n + 1, run.text, other.text);
            }
            seen.push(run);
        }
    }
}

/// Every text that is read stands inside a frame of vertical rules: no text crosses one.
fn assert_no_rule_crossed(pages: &Pages) {
    for (n, page) in pages.pages.iter().enumerate() {
        let rules: Vec<(f32, f32, f32)> = page
            .items
            .iter()
            .filter_map(|i| match &i.shape {
                Shape::Line { from, to, .. } if from.0 == to.0 => {
                    Some((from.0, from.1.min(to.1), from.1.max(to.1)))
                }
                _ => None,
            })
            .collect();
        for item in &page.items {
            let Shape::Text(run) = &item.shape else { continue };
            for (x, top, bottom) in &rules {
                let beside = run.x >= x - 0.3 || run.x + run.width <= x + 0.3;
                let level = run.baseline - 0.5 * run.size > *top && run.baseline < *bottom;
                assert!(beside || !level, "page {}: “{}” crosses a rule at {x}", n + 1, run.text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn a_random_assessment_prints_whole_and_in_place(a in assessment(&tiny())) {
        let template = tiny();
        let pages = lay_out(&template, &a);
        assert_words_kept(&a, &pages);
        assert_in_place(&pages);
        assert_no_rule_crossed(&pages);
        prop_assert_eq!(&pages, &lay_out(&template, &a));
    }
}

#[test]
fn an_empty_form_says_what_is_not_answered_and_never_no() {
    let template = tiny();
    let a = Assessment::new("a-1", &template, "Empty", "Officer", "2026-06-16");
    let pages = lay_out(&template, &a);
    let text: Vec<&str> = runs(&pages).map(|(_, _, r)| r.text.as_str()).collect();
    assert!(text.iter().filter(|t| **t == "Not answered").count() > 10);
    assert!(!text.contains(&"No"));
}

#[test]
fn a_character_that_no_font_has_is_reported_with_its_field() {
    let template = tiny();
    let mut a = Assessment::new("a-1", &template, "Missing", "Officer", "2026-06-16");
    a.answers.insert(
        "sum".into(),
        Answer::Prose(Prose::plain("A word in Thai: ไทย, and ticks ✓ ☑ → ⇒ that print.")),
    );
    let missing = lay_out(&template, &a).missing;
    assert_eq!(missing.len(), 3);
    assert!(missing.iter().all(|m| m.field == "sum"));
}

#[test]
fn the_layout_of_the_tiny_form_is_as_it_was() {
    let template = tiny();
    let mut a = Assessment::new("a-1", &template, "Golden", "Officer", "2026-06-16");
    a.answers.insert("sum".into(), Answer::Prose(Prose::plain("One paragraph.\nAnother.")));
    golden("tiny-layout.txt", &dump(&lay_out(&template, &a)));
}

/// Writes pages as text, one line an item.
pub fn dump(pages: &Pages) -> String {
    let mut out = String::new();
    for (n, page) in pages.pages.iter().enumerate() {
        out.push_str(&format!("page {}\n", n + 1));
        for item in &page.items {
            let role =
                item.node.map_or("artifact".to_owned(), |n| format!("{:?}", pages.tree[n.0 as usize].role));
            let role = role.split([' ', '(']).next().unwrap_or_default().to_owned();
            out.push_str(&match &item.shape {
                Shape::Text(r) => {
                    format!("  {role} {:.1},{:.1} {:?} {} {:?}\n", r.x, r.baseline, r.face, r.size, r.text)
                }
                Shape::Rect { area: a, .. } => {
                    format!("  {role} rect {:.1},{:.1} {:.1}x{:.1}\n", a.x, a.y, a.w, a.h)
                }
                Shape::Line { from, to, .. } => {
                    format!("  {role} line {:.1},{:.1} {:.1},{:.1}\n", from.0, from.1, to.0, to.1)
                }
            });
        }
    }
    out
}
