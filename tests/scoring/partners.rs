//! Documents as partners send them, made by hand, with where an officer puts each answer: `tests/suite/import/partners`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use desk::Templates;
use model::{Answer, Template};
use serde::Deserialize;

use super::{Score, plain};

/// A document's labels.
#[derive(Deserialize)]
struct Labels {
    template: String,
    answers: Vec<Label>,
}

/// What an officer expects.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    /// The fields that it may be in; none for what has no home in the form.
    fields: Vec<String>,
    /// Whether it may as well wait in the pile.
    #[serde(default)]
    may_wait: bool,
    /// Its words.
    says: Option<String>,
    /// Whether the answer says just that.
    #[serde(default)]
    exact: bool,
    /// The day that it stands for.
    day: Option<String>,
    /// Words that were taken out, and are in no answer.
    absent: Option<String>,
    /// The boxes that are ticked, and no others.
    boxes: Option<Vec<String>>,
    /// The rows: each cell with its alternatives.
    rows: Option<Vec<BTreeMap<String, Vec<String>>>>,
    /// The column by which a row is found.
    key: Option<String>,
    /// The name, the day and the outcome of an approval.
    approval: Option<BTreeMap<String, String>>,
}

/// What became of an answer.
enum Fate {
    Right,
    /// It waits in the pile, or is not read.
    Left,
    /// It stands elsewhere, or another answer stands in its place.
    Wrong,
}

/// What came out of a document.
struct Read<'a> {
    labels: &'a [Label],
    answers: &'a BTreeMap<String, Answer>,
    pile: String,
}

/// Fewer words tell nothing of where they belong.
const FEWEST: usize = 3;

/// Lists the documents of a folder, in order of name.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the folder").flatten().map(|e| e.path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e != "json") && p.with_extension("json").exists());
    files.sort();
    files
}

/// Scores a document by the labels beside it.
pub fn score(templates: &Templates, path: &Path, scored: &mut Score) {
    let labels = std::fs::read(path.with_extension("json")).expect("each document has labels");
    let labels: Labels = serde_json::from_slice(&labels).expect("labels");
    let template = templates.get(&labels.template).expect("a template");
    let outline = import::read(&std::fs::read(path).expect("it is there")).expect("it is readable");
    // What the document itself says is not to be learnt from.
    let mut mappings = templates.mappings().to_vec();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = words(&outline.paragraphs().iter().map(|p| p.text()).collect::<Vec<_>>().join(" "));
    for mapping in &mut mappings {
        let rest = |answers: &import::Answers| answers.without(|says| own.contains(&words(says)));
        mapping.answers = mapping.answers.take().map(|answers| rest(&answers).into());
    }
    let draft = import::draft(&outline, &template, &mappings);
    let report = import::report(&outline, &draft, &template);
    scored.documents += 1;
    scored.words += report.source_words;
    scored.lost += report.lost_words;
    let answers = draft.answers(&template);
    let mut pile: Vec<String> = report.unplaced.iter().map(|u| u.text.clone()).collect();
    let remarks = draft.pieces.iter().filter(|p| matches!(p.fate, import::Fate::Comment { .. }));
    pile.extend(remarks.map(|p| p.content.text()));
    for piece in &draft.pieces {
        let import::Fate::Placed(placed) = &piece.fate else { continue };
        // What is read as a tick, a level or a name is scored with its answer.
        if !matches!(placed.value, import::Value::Words | import::Value::YesNo(model::YesNo::Other(_))) {
            continue;
        }
        let (field, sure, line) = (&placed.target.field, placed.confidence, import::line(&piece.content));
        let right = labels.right(&line, field);
        let what = match right {
            Some(true) => None,
            Some(false) => Some("said to be"),
            // The form's own words, or an answer that nobody labelled.
            None => Some("in no label, said to be").filter(|_| line.split_whitespace().count() >= FEWEST),
        };
        if let Some(what) = what.filter(|_| std::env::var_os("SCORING_SHOW").is_some()) {
            println!("{}: {what} {sure:.2}: {field}: {line}", path.display());
        }
        if let Some(right) = right {
            scored.said(sure, right);
        }
    }
    let read = Read { labels: &labels.answers, answers: &answers, pile: pile.join("\n") };
    for label in &labels.answers {
        for (what, fate) in read.look(&template, label) {
            let waits = label.may_wait && matches!(fate, Fate::Left);
            scored.answers += usize::from(!waits);
            scored.right += usize::from(matches!(fate, Fate::Right));
            scored.wrong += usize::from(matches!(fate, Fate::Wrong));
            let told = std::env::var_os("SCORING_SHOW").is_some() && !waits;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            match fate {
                Fate::Left if told => println!("{file}: not read: {what}"),
                Fate::Wrong if told => println!("{file}: wrong: {what}"),
                _ => {}
            }
        }
    }
}

impl Labels {
    /// Says whether a piece with these words belongs in a field; nothing where no label has its words.
    fn right(&self, words: &str, field: &str) -> Option<bool> {
        if words.split_whitespace().count() < FEWEST {
            return None;
        }
        let says = |label: &&Label| {
            let cells = label.rows.iter().flatten().flat_map(|r| r.values()).flatten();
            let texts = label.says.iter().chain(label.absent.iter()).chain(cells);
            texts.into_iter().any(|text| covers(text, words) >= 0.9)
        };
        let mut of = self.answers.iter().filter(says).peekable();
        of.peek()?;
        Some(of.any(|label| label.fields.iter().any(|f| f == field)))
    }
}

impl Read<'_> {
    /// Says what became of each part of an answer.
    fn look(&self, template: &Template, label: &Label) -> Vec<(String, Fate)> {
        if let Some(absent) = &label.absent {
            let found = self.answers.values().any(|a| covers(&words(a), absent) > 0.8);
            return vec![(format!("absent: {absent}"), if found { Fate::Wrong } else { Fate::Right })];
        }
        let name = label.fields.first().cloned().unwrap_or_default();
        let answer = self.answers.get(&name);
        if let Some(boxes) = &label.boxes {
            let none = Default::default();
            let ticked = if let Some(Answer::Boxes(set)) = answer { set } else { &none };
            let wanted = boxes
                .iter()
                .map(|b| (format!("{name}/{b}"), if ticked.contains(b) { Fate::Right } else { Fate::Left }));
            let more = ticked
                .iter()
                .filter(|b| !boxes.contains(b))
                .map(|b| (format!("{name}/{b} ticked"), Fate::Wrong));
            return wanted.chain(more).collect();
        }
        if let Some(rows) = &label.rows {
            return self.rows(template, &name, rows, label.key.as_deref().unwrap_or_default());
        }
        if let Some(approval) = &label.approval {
            return self.approval(label, approval);
        }
        let says = label.says.as_deref().unwrap_or_default();
        vec![(format!("{name}: {says}"), self.text(label, says))]
    }

    /// Says what became of who approved what and when: in any of its fields; the field where its name stands, or its day, if any.
    fn approval(&self, label: &Label, wanted: &BTreeMap<String, String>) -> Vec<(String, Fate)> {
        let same = |key: &str, got: &str, wanted: &str| {
            let days = || key == "date" && day(got).is_some() && day(got) == day(wanted);
            covers(got, wanted) == 1.0 || days()
        };
        let has = |a: &model::Approval| wanted.iter().any(|(key, said)| same(key, part(a, key), said));
        let approvals = |fields: &[String]| -> Vec<&model::Approval> {
            let of = |f: &String| if let Answer::Approval(a) = self.answers.get(f)? { Some(a) } else { None };
            fields.iter().filter_map(of).collect()
        };
        let mine = approvals(&label.fields);
        let found = mine.iter().find(|a| has(a)).copied();
        // What another label has there is not this one’s.
        let first = mine.first().filter(|_| !label.may_wait).copied();
        let none = model::Approval::default();
        let name = label.fields.first().map(String::as_str).unwrap_or_default();
        // Who signed in two offices may well stand in the other.
        let labelled = |field: &String, said: &str| {
            let signs =
                |l: &&Label| l.approval.as_ref().and_then(|a| a.get("name")).is_some_and(|n| n == said);
            self.labels.iter().filter(signs).any(|l| l.fields.contains(field))
        };
        let elsewhere = |said: &str| {
            let stands = |a: &Answer| matches!(a, Answer::Approval(a) if covers(&a.name, said) == 1.0);
            self.answers.iter().any(|(field, a)| stands(a) && !labelled(field, said))
        };
        let told = |(key, said): (&String, &String)| {
            let got = part(found.or(first).unwrap_or(&none), key);
            let waits = found.is_none() && covers(&self.pile, said) == 1.0;
            let fate = match fate(got, same(key, got, said)) {
                Fate::Wrong if waits => Fate::Left,
                Fate::Left if found.is_none() && key != "date" && elsewhere(said) => Fate::Wrong,
                fate => fate,
            };
            (format!("{name}.{key}: {said:?}, not {got:?}"), fate)
        };
        wanted.iter().map(told).collect()
    }

    fn text(&self, label: &Label, says: &str) -> Fate {
        let waits = covers(&self.pile, says) >= 0.8;
        let elsewhere =
            || self.answers.values().any(|a| covers(&words(a), says) >= 0.6 && says.split(' ').count() > 2);
        if label.fields.is_empty() {
            return if waits {
                Fate::Right
            } else if elsewhere() {
                Fate::Wrong
            } else {
                Fate::Left
            };
        }
        let found: Vec<&Answer> = label.fields.iter().filter_map(|f| self.answers.get(f)).collect();
        if label.exact {
            let got = found.first().map(|a| plain(a)).unwrap_or_default();
            let first = |text: &str| {
                let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
                let word = words.map(str::to_lowercase).next();
                match word.as_deref() {
                    Some("y") => Some("yes".to_owned()),
                    Some("n") => Some("no".to_owned()),
                    _ => word,
                }
            };
            return fate(&got, first(&got) == first(says));
        }
        let of_day = |a: &&Answer| matches!(a, Answer::Date(d) if Some(d) == label.day.as_ref());
        // A legal basis may be picked by its article.
        let picked = label.fields.iter().any(|f| self.answers.contains_key(&format!("{f}.conditions")));
        if found.iter().any(|a| covers(&words(a), says) >= 0.95) || found.iter().any(of_day) || picked {
            Fate::Right
        } else if !waits && elsewhere() {
            Fate::Wrong
        } else {
            Fate::Left
        }
    }

    fn rows(
        &self,
        template: &Template,
        name: &str,
        wanted: &[BTreeMap<String, Vec<String>>],
        key: &str,
    ) -> Vec<(String, Fate)> {
        let none = Vec::new();
        let rows = if let Some(Answer::Table(rows)) = self.answers.get(name) { rows } else { &none };
        let cell = |row: &model::Row, column: &str| match row.cells.get(column) {
            _ if column == "id" => row.id.clone(),
            Some(Answer::RowRef(id)) => self.named(template, id),
            Some(Answer::Choice(model::Choice::Option(id))) => labelled(template, name, column, id),
            Some(answer) => words(answer),
            None => String::new(),
        };
        let mut used = Vec::new();
        let mut out = Vec::new();
        for row in wanted {
            let by = |r: &model::Row| row.get(key).map_or(0.0, |w| best(&cell(r, key), w));
            let at = (0..rows.len())
                .filter(|i| !used.contains(i))
                .max_by(|a, b| by(&rows[*a]).total_cmp(&by(&rows[*b])));
            let found = at.filter(|i| by(&rows[*i]) >= 0.6);
            used.extend(found);
            for (column, words) in row.iter().filter(|(c, _)| *c != "id") {
                let got = found.map(|i| cell(&rows[i], column)).unwrap_or_default();
                let what = format!("{name}.{column}: {words:?}, not {got:?}");
                out.push((what, fate(&got, best(&got, words) >= 0.95)));
            }
        }
        let versions = template.roles.versions.as_ref().is_some_and(|v| v.field == name);
        let more = (0..rows.len()).filter(|i| !used.contains(i) && !versions);
        out.extend(more.map(|i| (format!("{name}: a row {:?}", rows[i]), Fate::Wrong)));
        out
    }

    /// Gives the words of a row that another row names.
    fn named(&self, template: &Template, id: &str) -> String {
        let tables =
            self.answers.values().filter_map(|a| if let Answer::Table(rows) = a { Some(rows) } else { None });
        let row = tables.flatten().find(|r| r.id == id);
        let described = template.roles.risks.as_ref().and_then(|r| row?.cells.get(&r.description));
        described.map(words).unwrap_or_default()
    }
}

/// Gives a part of an approval by its key in the labels.
fn part<'a>(approval: &'a model::Approval, key: &str) -> &'a str {
    match key {
        "date" => &approval.date,
        "outcome" => approval.outcome.as_deref().unwrap_or(""),
        _ => &approval.name,
    }
}

fn fate(got: &str, right: bool) -> Fate {
    match (right, got.is_empty()) {
        (true, _) => Fate::Right,
        (false, true) => Fate::Left,
        (false, false) => Fate::Wrong,
    }
}

/// Gives an answer's words, with what is picked by its id.
fn words(answer: &Answer) -> String {
    match answer {
        Answer::Table(rows) => {
            rows.iter().flat_map(|r| r.cells.values()).map(words).collect::<Vec<_>>().join("\n")
        }
        Answer::Approval(a) => format!("{} {}", a.name, a.date),
        answer => plain(answer),
    }
}

/// Gives the id of a choice with its label.
fn labelled(template: &Template, table: &str, column: &str, id: &str) -> String {
    let columns = template.field(table).map(|f| f.columns()).unwrap_or_default();
    let kind = columns.iter().find(|c| c.id == column).map(|c| &c.kind);
    let options = kind.map(|k| template.options(k)).unwrap_or_default();
    let label = options.iter().find(|o| o.0 == id).map_or("", |o| o.1);
    format!("{id} {label}")
}

fn best(got: &str, alternatives: &[String]) -> f32 {
    alternatives.iter().map(|a| covers(got, a)).fold(0.0, f32::max)
}

/// Gives the part of some words that stands in a text, three together at a time.
fn covers(text: &str, words: &str) -> f32 {
    let split = |t: &str| -> Vec<String> {
        let words = t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (text, words) = (split(text), split(words));
    let size = words.len().min(3);
    if size == 0 {
        return 1.0;
    }
    let has = |w: &&[String]| text.windows(size).any(|t| t == *w);
    words.windows(size).filter(has).count() as f32 / words.windows(size).count() as f32
}

/// Reads a day, however it is written: year, month, day; a month alone has no day.
fn day(text: &str) -> Option<(u32, u32, u32)> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let parts: Vec<String> = parts.into_iter().filter(|w| w != "of").collect();
    let number = |w: &String| w.trim_end_matches(char::is_alphabetic).parse::<u32>().ok();
    let month = |w: &String| {
        let named = MONTHS.iter().position(|m| w.starts_with(m)).map(|m| m as u32 + 1);
        named.or_else(|| number(w))
    };
    let year = |n: u32| if n < 100 { 2000 + n } else { n };
    match parts.as_slice() {
        [y, m, d] if y.len() == 4 && y.parse::<u32>().is_ok() => Some((number(y)?, month(m)?, number(d)?)),
        [d, m, y] => Some((year(number(y)?), month(m)?, number(d)?)),
        [m, y] => Some((year(number(y)?), month(m)?, 0)),
        _ => None,
    }
}
