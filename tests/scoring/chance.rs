//! Chance that is the same on every machine, and answers made by it.

use model::{
    Answer, Approval, Block, Choice, Field, Inline, Item, Kind, Prose, Row, RowDef, Template, YesNo,
};
use std::collections::{BTreeMap, BTreeSet};

/// A stream of numbers from a seed (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// Begins a stream.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// Gives a number below `below`.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }

    /// Says yes in so many of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Picks one.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const WORDS: &[&str] = &[
    "council",
    "officers",
    "share",
    "record",
    "with",
    "the",
    "partner",
    "where",
    "need",
    "is",
    "shown",
    "and",
    "keep",
    "it",
    "for",
    "six",
    "years",
    "after",
    "last",
    "contact",
    "tenants",
    "families",
    "nurses",
    "police",
    "wardens",
    "volunteers",
    "encrypted",
    "portal",
    "letters",
    "telephone",
    "weekly",
    "audit",
    "of",
    "every",
    "access",
    "Wharfemoor",
    "Calderwick",
    "trust",
    "by",
    "post",
    "or",
    "in",
    "person",
    "under",
    "section",
    "47",
    "Care",
    "Act",
    "2014",
    "schedule",
    "retained",
    "deleted",
    "reviewed",
    "annually",
    "a",
    "named",
    "lead",
    "decides",
    "who",
    "may",
    "see",
    "this",
];

/// Makes a sentence.
pub fn sentence(chance: &mut Chance) -> String {
    let count = 4 + chance.below(18);
    let mut words: Vec<&str> = (0..count).map(|_| *chance.pick(WORDS)).collect();
    // An answer that has the form's own words is another matter; this one tells itself apart.
    let own = format!("{}{}", chance.pick(&["K", "M", "T"]), 100 + chance.below(900));
    words.insert(count / 2, &own);
    let text = words.join(" ");
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

fn inline(chance: &mut Chance, text: String) -> Inline {
    let (strong, emphasis) = (chance.percent(5), chance.percent(5));
    Inline::Text { text, strong, emphasis, link: None }
}

/// Makes prose: paragraphs, now and then a list.
pub fn prose(chance: &mut Chance) -> Prose {
    let mut blocks = Vec::new();
    for _ in 0..1 + chance.below(3) {
        if chance.percent(25) {
            let item = |chance: &mut Chance| {
                let text = sentence(chance);
                Item(vec![Block::Paragraph { content: vec![inline(chance, text)] }])
            };
            let items = (0..2 + chance.below(3)).map(|_| item(chance)).collect();
            blocks.push(Block::Bullets { items });
        } else {
            let text = (0..1 + chance.below(4)).map(|_| sentence(chance)).collect::<Vec<_>>().join(" ");
            blocks.push(Block::Paragraph { content: vec![inline(chance, text)] });
        }
    }
    Prose(blocks)
}

fn name(chance: &mut Chance) -> String {
    const FIRST: &[&str] = &["Hannah", "Rajiv", "Moira", "Tom", "Asha", "Gareth", "Wen", "Olu"];
    const LAST: &[&str] = &["Oduya", "Anand", "Lister", "Penrose", "Quayle", "Bevan", "Zhou", "Marsh"];
    format!("{} {}", chance.pick(FIRST), chance.pick(LAST))
}

/// Fills a form by chance; what is not required is left empty now and then.
pub fn fill(template: &Template, chance: &mut Chance) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    for (_, field) in template.fields() {
        if chance.percent(if field.required { 8 } else { 35 }) {
            continue;
        }
        if let Some(answer) = answer(template, field, &field.kind, chance, &answers) {
            answers.insert(field.id.clone(), answer);
        }
    }
    answers
}

fn answer(
    template: &Template,
    field: &Field,
    kind: &Kind,
    chance: &mut Chance,
    so_far: &BTreeMap<String, Answer>,
) -> Option<Answer> {
    Some(match kind {
        Kind::Text { format: None } => Answer::Text(match field.label.as_deref() {
            Some("Name") => name(chance),
            _ => format!(
                "{} scheme {}",
                chance.pick(&["Parking", "Library", "Housing", "Travel"]),
                10 + chance.below(90)
            ),
        }),
        Kind::Text { format: Some(model::Format::Email) } => {
            Answer::Text(format!("officer{}@council.example", chance.below(99)))
        }
        Kind::Text { format: Some(model::Format::Telephone) } => {
            Answer::Text(format!("01632 960{:03}", chance.below(999)))
        }
        Kind::Prose => Answer::Prose(prose(chance)),
        Kind::Date => Answer::Date(
            chance.pick(&["September 2021", "2026-12-01", "3 June 2027", "Spring 2027"]).to_string(),
        ),
        Kind::YesNo { other } => Answer::YesNo(match chance.below(10) {
            0 if *other => YesNo::Other(
                chance.pick(&["Not required, no new system", "Depends on the site; mixed"]).to_string(),
            ),
            n if n < 6 => YesNo::Yes,
            _ => YesNo::No,
        }),
        Kind::Choice { .. } => {
            Answer::Choice(Choice::Option(chance.pick(&template.options(kind)).0.to_owned()))
        }
        Kind::Boxes { rows } => {
            let ticked: BTreeSet<String> =
                rows.iter().flatten().filter(|_| chance.percent(40)).map(|b| b.id.clone()).collect();
            if ticked.is_empty() {
                return None;
            }
            Answer::Boxes(ticked)
        }
        Kind::Conditions { .. } | Kind::Attachments => return None,
        Kind::Approval { .. } => Answer::Approval(Approval {
            outcome: None,
            name: name(chance),
            date: chance.pick(&["14/2/2022", "3 June 2026", ""]).to_string(),
        }),
        Kind::RowRef { field, .. } => match so_far.get(field) {
            Some(Answer::Table(rows)) if !rows.is_empty() => Answer::RowRef(chance.pick(rows).id.clone()),
            _ => return None,
        },
        Kind::Table { columns, rows: fixed, .. } => table(template, field, columns, fixed, chance, so_far)?,
    })
}

fn table(
    template: &Template,
    field: &Field,
    columns: &[model::Column],
    fixed: &[RowDef],
    chance: &mut Chance,
    so_far: &BTreeMap<String, Answer>,
) -> Option<Answer> {
    let ids: Vec<String> = match fixed {
        [] => (0..1 + chance.below(7)).map(|i| format!("{}-{}", field.id, i + 1)).collect(),
        fixed => fixed.iter().map(|r| r.id.clone()).collect(),
    };
    let mut rows = Vec::new();
    for id in ids {
        let mut cells = BTreeMap::new();
        for column in columns {
            let must = matches!(column.kind, Kind::RowRef { .. } | Kind::Text { .. }) || cells.is_empty();
            if !must && chance.percent(8) {
                continue;
            }
            let value = match &column.kind {
                Kind::Prose => Some(Answer::Prose(Prose::plain(&sentence(chance)))),
                kind => answer(template, field, kind, chance, so_far),
            };
            match value {
                Some(value) => {
                    cells.insert(column.id.clone(), value);
                }
                None if matches!(column.kind, Kind::RowRef { .. }) => return None,
                None => {}
            }
        }
        rows.push(Row { id, cells });
    }
    Some(Answer::Table(rows))
}
