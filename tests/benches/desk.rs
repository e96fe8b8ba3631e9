//! What the officer waits for, measured at the desk: a keystroke stored, a keystroke on the paper, a search as one types.
//!
//! `cargo bench -p tests --bench desk [-- 2000]`, where the number is how many assessments are searched (10,000 if left out).

use std::time::{Duration, Instant};

use desk::{Desk, Now, wire};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let number = |a: String| a.parse::<usize>().ok();
    let many = std::env::args().skip(1).find_map(number).unwrap_or(10_000);
    let folder = tempfile::tempdir()?;
    let now = Now { at: "2026-06-16T10:00:00Z".into(), day: "2026-06-16".into() };
    let desk = Desk::open(folder.path())?;
    let example = desk.start(&now)?.open.ok_or("the example is open")?;
    keystrokes(&desk, &example, &now)?;
    searches(&desk, many, &now)
}

/// Types 500 letters into a text of the worked example.
fn keystrokes(desk: &Desk, id: &str, now: &Now) -> Result<(), Box<dyn std::error::Error>> {
    let view = desk.view(id)?;
    let form = desk.form(&view.template)?;
    let fields = form.sections.iter().flat_map(|s| &s.questions).flat_map(|q| &q.fields);
    let field = fields.filter(|f| f.kind == wire::FieldKind::Prose).nth(4).ok_or("there are texts")?;
    let page = desk.paper(id)?.places.iter().find(|p| p.field == field.id).map_or(0, |p| p.page);
    let (mut stored, mut drawn) = (Vec::new(), Vec::new());
    let mut against = view.state.revision;
    for n in 0..500 {
        let start = Instant::now();
        against = desk.edit(text(id, against, &field.id, &"letters ".repeat(40 + n / 8)), now)?.revision;
        stored.push(start.elapsed());
        desk.paper(id)?;
        desk.page(&wire::PageArgs { id: id.to_owned(), page })?;
        drawn.push(start.elapsed());
    }
    report("keystroke to stored, findings made", &mut stored);
    report("keystroke to redrawn page", &mut drawn);
    Ok(())
}

fn searches(desk: &Desk, many: usize, now: &Now) -> Result<(), Box<dyn std::error::Error>> {
    let template = desk.start(now)?.templates.first().ok_or("there is a template")?.id.clone();
    let form = desk.form(&template)?;
    let fields = form.sections.iter().flat_map(|s| &s.questions).flat_map(|q| &q.fields);
    let texts: Vec<&str> =
        fields.filter(|f| f.kind == wire::FieldKind::Prose).map(|f| f.id.as_str()).take(30).collect();
    let mut dice = Dice(7);
    for n in 0..many {
        let id = format!("a-{n}");
        desk.create(
            &wire::CreateArgs { template: template.clone(), name: format!("Project {n}") },
            &id,
            now,
        )?;
        let set = |field: &&str| match text(&id, 0, field, &dice.words(100)).change {
            change @ wire::Change::SetAnswer { .. } => change,
            other => other,
        };
        let changes = texts.iter().map(set).collect();
        let change = wire::Change::Several { changes };
        desk.edit(wire::EditArgs { id, against: 0, change, group: None }, now)?;
    }
    let start = Instant::now();
    desk.index_words()?;
    println!("{many} assessments of 3,000 words indexed for the first time: {:.1?}", start.elapsed());
    let mut taken = Vec::new();
    for words in
        ["contractor", "retention period", "hospital ward", "zebra", "data protection officer", "w17"]
    {
        for end in 1..=words.len() {
            let start = Instant::now();
            desk.search(&words[..end])?;
            taken.push(start.elapsed());
        }
    }
    report(&format!("search as one types, {many} assessments"), &mut taken);
    Ok(())
}

fn text(id: &str, against: u64, field: &str, words: &str) -> wire::EditArgs {
    let words = wire::Inline::Text { text: words.into(), strong: false, emphasis: false, link: None };
    let answer = Some(wire::Answer::Prose(vec![wire::Block::Paragraph { content: vec![words] }]));
    let at = wire::Place { field: field.into(), row: None, column: None };
    let change = wire::Change::SetAnswer { at, answer };
    wire::EditArgs { id: id.into(), against, change, group: Some("visit".into()) }
}

fn report(what: &str, taken: &mut [Duration]) {
    taken.sort();
    let at = |part: usize| taken.get(taken.len() * part / 100).copied().unwrap_or_default();
    println!(
        "{what}: p50 {:.2?}, p95 {:.2?}, longest {:.2?}",
        at(50),
        at(95),
        taken.last().copied().unwrap_or_default()
    );
}

/// Words of a language in which a few are common and many are rare.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn words(&mut self, count: usize) -> String {
        const COMMON: [&str; 24] = [
            "the",
            "council",
            "data",
            "of",
            "and",
            "partner",
            "contractor",
            "hospital",
            "ward",
            "retention",
            "period",
            "officer",
            "protection",
            "share",
            "record",
            "home",
            "care",
            "plan",
            "school",
            "housing",
            "record",
            "access",
            "case",
            "team",
        ];
        let word = |n: u64| match n % 3 {
            0 => format!("w{}", (n / 3) % 20_000),
            _ => COMMON[((n / 3) % 24) as usize].to_owned(),
        };
        (0..count).map(|_| word(self.next())).collect::<Vec<_>>().join(" ")
    }
}
