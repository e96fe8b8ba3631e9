//! Random assessments of any template, for properties.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    Answer, Approval, Assessment, Block, Choice, Field, Inline, Item, Kind, Prose, Row, Template, YesNo,
};
use proptest::prelude::*;
use proptest::sample::select;

/// Words as officers type them, and worse.
pub fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-zA-Z]{1,9}",
        2 => select(vec!["data/sharing", "“quoted”", "ŵythnos", "Łódź", "→", "✓", "2,300", "Art.6(1)(e)", "co-operate"]).prop_map(str::to_owned),
        1 => "[a-z]{60,120}",
        1 => select(vec!["https://www.legislation.gov.uk/ukpga/2018/12/schedule/1/part/2", "a.very.long@address.example"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..30).prop_map(|w| w.join(" "))
}

fn inline() -> impl Strategy<Value = Inline> {
    let text = (
        words(),
        any::<bool>(),
        any::<bool>(),
        prop::option::weighted(0.1, Just("https://example.org/a".to_owned())),
    )
        .prop_map(|(text, strong, emphasis, link)| Inline::Text { text, strong, emphasis, link });
    prop_oneof![
        9 => text,
        1 => words().prop_map(|w| Inline::Footnote { content: vec![Inline::text(w)] }),
        1 => Just(Inline::Break),
    ]
}

/// Rich text of every construct.
pub fn prose() -> impl Strategy<Value = Prose> {
    let paragraph = || prop::collection::vec(inline(), 1..5).prop_map(|content| Block::Paragraph { content });
    let block = paragraph().boxed().prop_recursive(2, 12, 3, |inner| {
        let items = || prop::collection::vec(prop::collection::vec(inner.clone(), 1..2).prop_map(Item), 1..4);
        prop_oneof![
            items().prop_map(|items| Block::Bullets { items }),
            items().prop_map(|items| Block::Numbers { items })
        ]
    });
    prop::collection::vec(prop_oneof![3 => paragraph().boxed(), 1 => block.boxed()], 1..6).prop_map(Prose)
}

/// A random answer of a kind; none for kinds that refer to what is not there.
pub fn answer(template: &Template, kind: &Kind) -> BoxedStrategy<Option<Answer>> {
    let options: Vec<String> = template.options(kind).iter().map(|(id, _)| (*id).to_owned()).collect();
    match kind {
        Kind::Text { .. } => words().prop_map(|w| Some(Answer::Text(w))).boxed(),
        Kind::Prose => prose().prop_map(|p| Some(Answer::Prose(p))).boxed(),
        Kind::Date => select(vec!["2026-03-14", "September 2021"])
            .prop_map(|d| Some(Answer::Date(d.to_owned())))
            .boxed(),
        Kind::YesNo { other } => {
            let other = if *other { words().boxed() } else { Just(String::new()).boxed() };
            (0..3, other)
                .prop_map(|(n, words)| match n {
                    0 => Some(Answer::YesNo(YesNo::Yes)),
                    1 => Some(Answer::YesNo(YesNo::No)),
                    _ if words.is_empty() => None,
                    _ => Some(Answer::YesNo(YesNo::Other(words))),
                })
                .boxed()
        }
        Kind::Choice { .. } => select(options).prop_map(|o| Some(Answer::Choice(Choice::Option(o)))).boxed(),
        Kind::Boxes { rows } => {
            let ids: Vec<String> = rows.iter().flatten().map(|b| b.id.clone()).collect();
            prop::sample::subsequence(ids.clone(), 0..=ids.len())
                .prop_map(|ids| Some(Answer::Boxes(ids.into_iter().collect())))
                .boxed()
        }
        Kind::Conditions { lists } => {
            let ids: Vec<String> = template
                .conditions
                .iter()
                .filter(|l| lists.contains(&l.id))
                .flat_map(|l| l.items.iter().map(|c| c.id.clone()))
                .collect();
            prop::sample::subsequence(ids.clone(), 1..=ids.len().min(4))
                .prop_map(|ids| Some(Answer::Conditions(ids.into_iter().collect::<BTreeSet<_>>())))
                .boxed()
        }
        Kind::Approval { .. } => (words(), any::<bool>())
            .prop_map(|(name, dated)| {
                let date = if dated { "2026-05-01".to_owned() } else { String::new() };
                Some(Answer::Approval(Approval { outcome: None, name, date }))
            })
            .boxed(),
        Kind::Table { columns, rows, .. } => {
            let cells: Vec<_> =
                columns.iter().map(|c| (Just(c.id.clone()), answer(template, &c.kind))).collect();
            let fixed: Vec<String> = rows.iter().map(|r| r.id.clone()).collect();
            let count = if fixed.is_empty() { 1..6 } else { fixed.len()..fixed.len() + 1 };
            prop::collection::vec(cells, count)
                .prop_map(move |rows| {
                    let row = |(i, cells): (usize, Vec<(String, Option<Answer>)>)| Row {
                        id: fixed.get(i).cloned().unwrap_or_else(|| format!("r{i}")),
                        cells: cells.into_iter().filter_map(|(c, a)| Some((c, a?))).collect(),
                    };
                    Some(Answer::Table(rows.into_iter().enumerate().map(row).collect()))
                })
                .boxed()
        }
        Kind::Attachments | Kind::RowRef { .. } => Just(None).boxed(),
    }
}

/// A random assessment: each field answered with a chance of four in five.
pub fn assessment(template: &Template) -> BoxedStrategy<Assessment> {
    let one = |f: &Field| {
        let id = f.id.clone();
        prop::option::weighted(0.8, answer(template, &f.kind)).prop_map(move |a| (id.clone(), a.flatten()))
    };
    let fields: Vec<_> = template.fields().map(|(_, f)| one(f)).collect();
    let empty = Assessment::new("a-1", template, "Property", "Officer", "2026-06-16");
    fields
        .prop_map(move |answers| {
            let answers: BTreeMap<String, Answer> =
                answers.into_iter().filter_map(|(id, a)| Some((id, a.filter(|a| !a.is_blank())?))).collect();
            Assessment { answers, ..empty.clone() }
        })
        .boxed()
}
