//! Laws of the paper: no word lost, nothing outside its cell or page, no text over text, the same pages every time.

use desk::Templates;
use layout::{Colour, Item, Pages, Run, Shape, lay_out};
use model::{Answer, Assessment, Block, Inline, Prose, Seal, Status, Template};
use proptest::prelude::*;

use crate::arbitrary::assessment;
use crate::reading::{assert_in_order, pieces, read_aloud};
use crate::{golden, tiny};

fn runs(pages: &Pages) -> impl Iterator<Item = (usize, &Item, &Run)> {
    pages.pages.iter().enumerate().flat_map(|(n, p)| {
        p.items.iter().filter_map(move |i| match &i.shape {
            Shape::Text(run) => Some((n, i, run)),
            _ => None,
        })
    })
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

/// The colour of the rules; lines of other colours underline links or head the page.
const RULE: Colour = Colour(0x74, 0x81, 0x8E);

/// Every text stands inside a frame of rules: its letters, from tails to capitals, cross none.
fn assert_no_rule_crossed(pages: &Pages) {
    for (n, page) in pages.pages.iter().enumerate() {
        let rules: Vec<_> = page
            .items
            .iter()
            .filter_map(|i| match &i.shape {
                Shape::Line { from, to, colour: RULE, .. } => Some((*from, *to)),
                _ => None,
            })
            .collect();
        for item in &page.items {
            let Shape::Text(run) = &item.shape else { continue };
            let (left, right) = (run.x, run.x + run.width);
            let (top, bottom) = (run.baseline - 0.73 * run.size, run.baseline + 0.21 * run.size);
            for (from, to) in &rules {
                let beside = left >= from.0.max(to.0) - 0.3 || right <= from.0.min(to.0) + 0.3;
                let above = bottom <= from.1.min(to.1) + 0.3 || top >= from.1.max(to.1) - 0.3;
                assert!(beside || above, "page {}: “{}” crosses a rule at {from:?}", n + 1, run.text);
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
        assert_in_order("read aloud", &read_aloud(&pages), &pieces(&template, &a));
        assert_in_place(&pages);
        assert_no_rule_crossed(&pages);
        prop_assert_eq!(&pages, &lay_out(&template, &a));
    }
}

/// The council's form, its worked example, and what the example is when it is signed off.
fn council() -> (Template, Assessment, Assessment) {
    let templates = Templates::built_in().expect("sound");
    let example = templates.sample().expect("sound").assessment;
    let template = templates.get(&example.template.id).expect("it is there");
    let mut signed = Assessment { status: Status::SignedOff, version: "1.0".into(), ..example.clone() };
    signed.seal = Some(Seal {
        by: "Moira Talbot".into(),
        on: "2026-10-13".into(),
        reason: "Circulated".into(),
        digest: signed.digest(),
    });
    ((*template).clone(), example, signed)
}

fn luminance(colour: Colour) -> f64 {
    let channel = |v: u8| {
        let v = f64::from(v) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(colour.0) + 0.7152 * channel(colour.1) + 0.0722 * channel(colour.2)
}

/// Gives the contrast of two colours (WCAG 2.2, 1.4.6).
fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn no_text_is_under_nine_points_or_paler_than_seven_to_one() {
    let (template, example, signed) = council();
    let empty = Assessment::new("a-1", &template, "Empty", "Officer", "2026-06-16");
    for pages in [&empty, &example, &signed].map(|a| lay_out(&template, a)) {
        for page in &pages.pages {
            for item in &page.items {
                let Shape::Text(run) = &item.shape else { continue };
                let mut under = page.items.iter().filter_map(|i| match &i.shape {
                    Shape::Rect { area: a, fill: Some(fill), .. } => {
                        let (x, y) = (run.x + run.width / 2.0, run.baseline - run.size / 3.0);
                        let within = a.x <= x && x <= a.x + a.w && a.y <= y && y <= a.y + a.h;
                        within.then_some(*fill)
                    }
                    _ => None,
                });
                let ground = under.next_back().unwrap_or(Colour(255, 255, 255));
                assert!(run.size >= 9.0, "“{}” is of {} pt", run.text, run.size);
                assert!(contrast(run.colour, ground) >= 7.0, "“{}” on {ground:?}", run.text);
            }
        }
    }
}

/// Lists the words in the margins of a page, above and below the text.
fn margins(page: &layout::Page) -> (Vec<&str>, Vec<&str>) {
    let within = |low: f32, high: f32| {
        let texts = page.items.iter().filter_map(move |i| match &i.shape {
            Shape::Text(run) if low < run.baseline && run.baseline < high => Some(run.text.as_str()),
            _ => None,
        });
        texts.collect()
    };
    (within(0.0, 56.6), within(757.0, 841.89))
}

#[test]
fn every_page_names_project_page_version_and_status_and_a_draft_its_mark() {
    let (template, example, signed) = council();
    let pages = lay_out(&template, &example).pages;
    assert!((20..=30).contains(&pages.len()), "the example has {} pages", pages.len());
    for (n, page) in pages.iter().enumerate() {
        let (above, below) = margins(page);
        assert_eq!(above, ["DRAFT", "Version 0.4 · 13 October 2026 · Not signed off"]);
        let number = format!("Page {} of {}", n + 1, pages.len());
        let expected = [&*example.name, "Data Protection Impact Assessment", &*number, "Version 0.4 · Draft"];
        assert_eq!(below, expected);
    }
    let digest = signed.digest();
    let groups: Vec<&str> = (0..64).step_by(8).map(|at| &digest[at..at + 8]).collect();
    let digest = format!("SHA-256 {}", groups.join(" "));
    for page in &lay_out(&template, &signed).pages {
        let (above, below) = margins(page);
        assert!(above.is_empty());
        assert_eq!(below[3..], ["Version 1.0 · Signed off 13 October 2026", &*digest]);
    }
    for (status, mark) in [
        (Status::InReview, "IN REVIEW"),
        (Status::Superseded, "SUPERSEDED"),
        (Status::Withdrawn, "WITHDRAWN"),
    ] {
        let pages = lay_out(&template, &Assessment { status, ..signed.clone() }).pages;
        assert!(pages.iter().all(|p| margins(p).0[0] == mark));
    }
}

/// The worked example shows an officer all that the form can hold.
#[test]
fn the_example_uses_every_kind_of_answer() {
    let (_, example, _) = council();
    let json = serde_json::to_string(&example.answers).expect("it is data");
    for kind in [
        "text",
        "prose",
        "date",
        "yes_no",
        "choice",
        "boxes",
        "table",
        "conditions",
        "attachments",
        "approval",
        "row_ref",
    ] {
        assert!(json.contains(&format!("\"kind\":\"{kind}\"")), "no answer is of the kind {kind}");
    }
    for part in ["bullets", "numbers", "footnote"] {
        assert!(json.contains(&format!("\"type\":\"{part}\"")), "no answer has {part}");
    }
    for part in ["\"strong\":true", "\"emphasis\":true", "\"link\":\"https://", "{\"other\":"] {
        assert!(json.contains(part), "no answer has {part}");
    }
}

/// Whatever is moved down, line by line, no page ends with a head, and all stays in its place.
#[test]
fn no_head_is_last_on_a_page_wherever_the_pages_end() {
    const NAVY: Colour = Colour(0x1B, 0x3A, 0x57);
    const MID: Colour = Colour(0xDA, 0xE2, 0xEA);
    let (template, example, _) = council();
    let tiny = crate::rules::complete(&crate::tiny());
    // An answer of which no three lines fit on a page with the notes that they cite.
    let mut cited = tiny.clone();
    let note = || Inline::Footnote { content: vec![Inline::text("A note of some words. ".repeat(12))] };
    let content = (0..40).flat_map(|_| [Inline::text("Word "), note()]).collect();
    cited.answers.insert("look".into(), Answer::Prose(Prose(vec![Block::Paragraph { content }])));
    let cases =
        [(template, example, "scan.text"), (crate::tiny(), tiny, "look"), (crate::tiny(), cited, "sum")];
    for (template, mut a, field) in cases {
        for lines in 0..52 {
            if let Some(Answer::Prose(prose)) = a.answers.get_mut(field) {
                prose.0.push(Block::Paragraph { content: vec![Inline::text("One more line.")] });
            }
            let pages = lay_out(&template, &a);
            assert_in_place(&pages);
            assert_no_rule_crossed(&pages);
            for (n, page) in pages.pages.iter().enumerate() {
                let fills: Vec<_> = page
                    .items
                    .iter()
                    .filter_map(|i| match &i.shape {
                        Shape::Rect { area, fill: Some(fill), stroke: None } => {
                            Some((area.y + area.h, *fill))
                        }
                        _ => None,
                    })
                    .collect();
                let rules = page.items.iter().filter_map(|i| match &i.shape {
                    Shape::Line { from, to, colour: RULE, .. } if from.1 == to.1 && from.1 < 757.0 => {
                        Some(from.1)
                    }
                    _ => None,
                });
                // The rule above the notes lies lower than a table ever ends with a fill.
                let end = fills.iter().map(|f| f.0).fold(0.0, f32::max);
                let last = rules.fold(0.0, f32::max).max(end);
                let head = fills.iter().any(|(y, c)| (*y - last).abs() < 0.1 && [NAVY, MID].contains(c));
                assert!(!head, "{lines} lines: page {} ends with a head", n + 1);
                let texts = page.items.iter().filter_map(|i| match &i.shape {
                    Shape::Text(run) if run.baseline < 757.0 => Some(run),
                    _ => None,
                });
                let lowest =
                    texts.max_by(|a, b| a.baseline.total_cmp(&b.baseline)).expect("a page has words");
                assert!(lowest.size < 12.0, "{lines} lines: page {} ends with “{}”", n + 1, lowest.text);
            }
        }
    }
}

#[test]
fn the_space_at_the_end_of_a_line_is_kept_and_takes_no_room() {
    let template = tiny();
    let mut a = Assessment::new("a-1", &template, "Spaces", "Officer", "2026-06-16");
    a.answers.insert("sum".into(), Answer::Prose(Prose::plain(&"word ".repeat(60))));
    let pages = lay_out(&template, &a);
    let lines: Vec<&Run> = runs(&pages).map(|(_, _, r)| r).filter(|r| r.text.starts_with("word ")).collect();
    assert!(lines.len() > 2);
    let (last, others) = lines.split_last().expect("there are lines");
    assert!(!last.text.ends_with(' '));
    for run in others {
        assert!(run.text.ends_with("word "), "{:?}", run.text);
        assert_eq!(run.glyphs.last().map(|g| g.advance), Some(0.0));
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
                Shape::Image { area: a, .. } => {
                    format!("  {role} picture {:.1},{:.1} {:.1}x{:.1}\n", a.x, a.y, a.w, a.h)
                }
                Shape::Line { from, to, .. } => {
                    format!("  {role} line {:.1},{:.1} {:.1},{:.1}\n", from.0, from.1, to.0, to.1)
                }
            });
        }
    }
    out
}
