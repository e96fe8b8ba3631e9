//! An assessment from one template to another, by a map between their fields that is data. What the other form has no place
//! for is kept with the original.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::{
    Answer, Assessment, Block, Choice, Comment, Field, File, Inline, Kind, Prose, Received, Row, Template,
    Unplaced,
};
use serde::Deserialize;

use crate::{Error, Templates, incoming};

/// Which fields of two templates ask the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// Always 1.
    pub format: u32,
    /// One template.
    pub a: String,
    /// The other.
    pub b: String,
    /// The fields that ask the same. A field may stand in several; the first holds.
    pub fields: Vec<Pair>,
    /// The tables that hold the same.
    #[serde(default)]
    pub tables: Vec<TablePair>,
    /// The fields of `a` that `b` has nothing like.
    #[serde(default)]
    pub alone_a: Vec<String>,
    /// The fields of `b` that `a` has nothing like.
    #[serde(default)]
    pub alone_b: Vec<String>,
}

impl Conversion {
    /// Gives the field of `a` that asks what a field of `b` asks, or its column: “table.column”.
    pub(crate) fn there(&self, id: &str) -> Option<String> {
        let field = self.fields.iter().find(|p| p.b == id).map(|p| p.a.clone());
        let table = || self.tables.iter().find(|t| t.b == id).map(|t| t.a.clone());
        let column = || {
            self.tables.iter().find_map(|t| {
                let column = id.strip_prefix(&t.b)?.strip_prefix('.')?;
                let there = t.columns.iter().find(|c| c.b == column)?;
                Some(format!("{}.{}", t.a, there.a))
            })
        };
        field.or_else(table).or_else(column)
    }
}

/// Two fields, or two columns.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// That of the one template.
    pub a: String,
    /// That of the other.
    pub b: String,
}

/// Two tables.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TablePair {
    /// That of the one template.
    pub a: String,
    /// That of the other.
    pub b: String,
    /// Their columns.
    pub columns: Vec<Pair>,
}

/// Who converts, when and as what.
#[derive(Debug, Clone, Default)]
pub struct Converting {
    /// The new assessment's id.
    pub id: String,
    /// The officer.
    pub by: String,
    /// The day, `yyyy-mm-dd`.
    pub day: String,
    /// The moment, `yyyy-mm-ddThh:mm:ssZ`.
    pub at: String,
}

/// Makes a draft in another template of an assessment. What the other form has no place for is listed with the original, which
/// is kept whole beside it.
///
/// # Errors
/// [`Error::Model`] when the template is not at hand; [`Error::NoConversion`] when nothing says how the two correspond.
pub fn convert(templates: &Templates, file: &File, to: &str, who: &Converting) -> Result<File, Error> {
    let old = &file.assessment;
    let from = templates.get(&old.template.id)?;
    let to = templates.get(to)?;
    let pairs = Pairs::between(templates, &from, &to)?;
    let mut made = Assessment::new(&who.id, &to, &old.name, &who.by, &who.day);
    made.organisation.clone_from(&old.organisation);
    let mut left = Vec::new();
    let mut met: BTreeMap<String, Vec<(String, Answer)>> = BTreeMap::new();
    for (question, field) in from.fields() {
        let Some(answer) = old.answers.get(&field.id) else { continue };
        let name = field.label.clone().unwrap_or_else(|| question.name().to_owned());
        let target = pairs.field(&field.id).and_then(|id| to.field(id));
        let put = target.and_then(|target| {
            let answer = pairs.answer(&from, &to, old, (field, target), answer)?;
            Some((target.id.clone(), answer))
        });
        match put {
            Some((id, answer)) => met.entry(id).or_default().push((name, answer)),
            None => left.extend(words(&from, old, field, answer).map(|text| (name, text))),
        }
    }
    for (id, parts) in met {
        let (answer, rest) = together(parts);
        made.answers.insert(id, answer);
        left.extend(rest);
    }
    made.comments = comments(&from, &to, &pairs, &old.comments, &mut left);
    let mut made = File::new(made);
    keep(&mut made, file, left, who);
    Ok(made)
}

/// Columns of two tables that hold the same.
type Columns = Vec<(String, String)>;

/// How two templates correspond, in the direction asked for.
struct Pairs {
    fields: Vec<(String, String)>,
    tables: Vec<(String, String, Columns)>,
}

impl Pairs {
    fn between(templates: &Templates, from: &Template, to: &Template) -> Result<Pairs, Error> {
        let found = templates.conversions().iter().find_map(|c| {
            let forth = c.a == from.id && c.b == to.id;
            let back = c.b == from.id && c.a == to.id;
            (forth || back).then_some((c, back))
        });
        let (conversion, back) =
            found.ok_or_else(|| Error::NoConversion(from.name.clone(), to.name.clone()))?;
        let turned = |p: &Pair| if back { (p.b.clone(), p.a.clone()) } else { (p.a.clone(), p.b.clone()) };
        let table = |t: &TablePair| {
            let (a, b) = turned(&Pair { a: t.a.clone(), b: t.b.clone() });
            (a, b, t.columns.iter().map(turned).collect())
        };
        Ok(Pairs {
            fields: conversion.fields.iter().map(turned).collect(),
            tables: conversion.tables.iter().map(table).collect(),
        })
    }

    fn field(&self, id: &str) -> Option<&str> {
        let table = self.tables.iter().find(|t| t.0 == id).map(|t| t.1.as_str());
        table.or_else(|| self.fields.iter().find(|f| f.0 == id).map(|f| f.1.as_str()))
    }

    fn answer(
        &self,
        from: &Template,
        to: &Template,
        old: &Assessment,
        (field, target): (&Field, &Field),
        answer: &Answer,
    ) -> Option<Answer> {
        let Answer::Table(rows) = answer else {
            return kind_to_kind(from, to, old, (&field.kind, &target.kind), answer);
        };
        let columns = &self.tables.iter().find(|t| t.0 == field.id)?.2;
        let row = |row: &Row| {
            let cells = columns.iter().filter_map(|(a, b)| {
                let source = field.columns().iter().find(|c| c.id == *a)?;
                let target = target.columns().iter().find(|c| c.id == *b)?;
                let cell = row.cells.get(a)?;
                Some((b.clone(), kind_to_kind(from, to, old, (&source.kind, &target.kind), cell)?))
            });
            Row { id: row.id.clone(), cells: cells.collect() }
        };
        Some(Answer::Table(rows.iter().map(row).collect()))
    }
}

/// Puts an answer of one kind into another; `None` where words would be lost or guessed.
fn kind_to_kind(
    from: &Template,
    to: &Template,
    old: &Assessment,
    (source, target): (&Kind, &Kind),
    answer: &Answer,
) -> Option<Answer> {
    let plain = || export::answer_words(from, old, source, answer);
    Some(match (answer, target) {
        (Answer::Prose(_), Kind::Prose)
        | (Answer::Text(_), Kind::Text { .. })
        | (Answer::Date(_), Kind::Date)
        | (Answer::YesNo(_), Kind::YesNo { .. })
        | (Answer::Attachments(_), Kind::Attachments)
        | (Answer::RowRef(_), Kind::RowRef { .. }) => answer.clone(),
        (Answer::Approval(a), Kind::Approval { outcomes, .. }) => {
            let known = a.outcome.as_ref().is_none_or(|o| outcomes.iter().any(|x| x.id == *o));
            known.then(|| answer.clone())?
        }
        (Answer::Choice(Choice::Option(id)), Kind::Choice { other, .. }) => {
            let label = from.options(source).into_iter().find(|o| o.0 == id)?.1.to_owned();
            let options = to.options(target);
            // Scales name their levels differently: Possible is Medium.
            let said = spoken(from, source, id);
            let same = options.iter().find(|o| o.1.eq_ignore_ascii_case(&label)).or_else(|| {
                options.iter().find(|o| spoken(to, target, o.0).iter().any(|w| said.contains(w)))
            });
            match same {
                Some((id, _)) => Answer::Choice(Choice::Option((*id).to_owned())),
                None if *other => Answer::Choice(Choice::Other(label)),
                None => return None,
            }
        }
        (Answer::Choice(Choice::Other(_)), Kind::Choice { other: true, .. }) => answer.clone(),
        (Answer::Prose(_) | Answer::Date(_), Kind::Text { .. }) => Answer::Text(plain()),
        (Answer::Text(_), Kind::Date) => Answer::Date(plain()),
        (Answer::Text(_) | Answer::Date(_) | Answer::YesNo(_) | Answer::Choice(_), Kind::Prose) => {
            Answer::Prose(Prose::plain(&plain()))
        }
        _ => return None,
    })
}

/// Gives all the words for a level of a scale, in small letters.
fn spoken(template: &Template, kind: &Kind, level: &str) -> Vec<String> {
    let Kind::Choice { scale: Some(scale), .. } = kind else { return Vec::new() };
    let levels = template.scales.get(scale).map(|s| s.levels.as_slice()).unwrap_or_default();
    let found = levels.iter().find(|l| l.id == level);
    found.map(|l| l.also.iter().chain([&l.label]).map(|w| w.to_lowercase()).collect()).unwrap_or_default()
}

/// Puts what meets in one field together: prose under the names of the questions that it answered, else the first. Gives
/// what had no room.
fn together(parts: Vec<(String, Answer)>) -> (Answer, Vec<(String, String)>) {
    let several = parts.len() > 1;
    let mut blocks: Vec<Block> = Vec::new();
    let mut first: Option<Answer> = None;
    let mut rest = Vec::new();
    for (name, answer) in parts {
        match answer {
            Answer::Prose(prose) if first.is_none() => {
                if several {
                    let text = Inline::Text { text: name, strong: true, emphasis: false, link: None };
                    blocks.push(Block::Paragraph { content: vec![text] });
                }
                blocks.extend(prose.0);
            }
            answer if first.is_none() && blocks.is_empty() => first = Some(answer),
            Answer::Text(text) | Answer::Date(text) => rest.push((name, text)),
            Answer::Prose(prose) => rest.push((name, prose.text())),
            _ => {}
        }
    }
    (first.unwrap_or(Answer::Prose(Prose(blocks))), rest)
}

/// Gives the words of an answer that has no place in the other form.
fn words(template: &Template, old: &Assessment, field: &Field, answer: &Answer) -> Option<String> {
    let text = match answer {
        Answer::Table(rows) => {
            let cell = |row: &Row| {
                let columns = field.columns().iter();
                let said = columns
                    .filter_map(|c| Some(incoming::words(template, old, &c.kind, row.cells.get(&c.id)?)));
                said.filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" | ")
            };
            rows.iter().map(cell).collect::<Vec<_>>().join("\n")
        }
        answer => incoming::words(template, old, &field.kind, answer),
    };
    Some(text).filter(|t| !t.trim().is_empty())
}

/// Takes comments along to the questions that theirs became.
fn comments(
    from: &Template,
    to: &Template,
    pairs: &Pairs,
    old: &[Comment],
    left: &mut Vec<(String, String)>,
) -> Vec<Comment> {
    let mut out = Vec::new();
    for comment in old {
        let question = from.questions().map(|(_, q)| q).find(|q| q.id == comment.question);
        let target = question.and_then(|q| q.fields.iter().find_map(|f| pairs.field(&f.id)));
        match target.and_then(|id| to.question_of(id)) {
            Some(question) => out.push(Comment { question: question.id.clone(), ..comment.clone() }),
            None => left.push((format!("Comment by {}", comment.by), comment.text.clone())),
        }
    }
    out
}

/// Keeps the original whole beside what was made of it, with what found no place, and its attached files.
fn keep(made: &mut File, original: &File, left: Vec<(String, String)>, who: &Converting) {
    let bytes = original.to_bytes();
    let sha256 = incoming::sha256(&bytes);
    let old = &original.assessment;
    made.assessment.received.clone_from(&old.received);
    let named: Vec<String> = made.assessment.file_names().into_iter().map(str::to_owned).collect();
    made.files = original
        .files
        .iter()
        .filter(|(n, _)| named.contains(n))
        .map(|(n, c)| (n.clone(), c.clone()))
        .collect();
    made.files.insert(sha256.clone(), STANDARD.encode(&bytes));
    let loose =
        |(under, text): (String, String)| Unplaced { text, under, place: String::new(), aside: false };
    made.assessment.received.push(Received {
        sha256,
        file_name: format!("{} {}.dpia", if old.name.is_empty() { "DPIA" } else { &old.name }, old.version),
        size: bytes.len() as u64,
        from: old.organisation.clone(),
        at: who.at.clone(),
        by: who.by.clone(),
        unplaced: left.into_iter().map(loose).collect(),
    });
}
