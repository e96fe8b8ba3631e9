//! Pieces put together to answers.

use std::collections::{BTreeMap, BTreeSet};

use model::{Answer, Approval, Choice, Inline, Item, Kind, Prose, Row, Template, YesNo};

use crate::draft::{Fate, Piece, Placed, Value};
use crate::{Paragraph, ParagraphKind, Span};

/// Puts the answers of a template together, by field.
pub(crate) fn answers(template: &Template, pieces: &[Piece]) -> BTreeMap<String, Answer> {
    let mut by_field: BTreeMap<&str, Vec<(&Piece, &Placed)>> = BTreeMap::new();
    for piece in pieces {
        if let Fate::Placed(placed) = &piece.fate {
            by_field.entry(&placed.target.field).or_default().push((piece, placed));
        }
    }
    let mut answers = BTreeMap::new();
    for (_, field) in template.fields() {
        let Some(parts) = by_field.get(field.id.as_str()) else { continue };
        let answer = match &field.kind {
            Kind::Table { rows, .. } => table(field, rows.iter().map(|r| r.id.clone()).collect(), parts),
            kind => answer(kind, parts),
        };
        if let Some(answer) = answer.filter(|a| !a.is_blank()) {
            answers.insert(field.id.clone(), answer);
        }
    }
    answers
}

/// The pieces that go to one place.
type Parts<'p> = Vec<(&'p Piece, &'p Placed)>;

/// Names the row that a source has at an index.
pub(crate) fn row_id(field: &str, index: usize) -> String {
    format!("{field}-{}", index + 1)
}

fn table(field: &model::Field, fixed: Vec<String>, parts: &[(&Piece, &Placed)]) -> Option<Answer> {
    let mut cells: BTreeMap<usize, BTreeMap<&str, Parts<'_>>> = BTreeMap::new();
    for (piece, placed) in parts {
        if let Some((row, column)) = &placed.target.cell {
            cells.entry(*row).or_default().entry(column).or_default().push((piece, placed));
        }
    }
    let mut rows = Vec::new();
    for (index, columns) in cells {
        let mut row = Row {
            id: fixed.get(index).cloned().unwrap_or_else(|| row_id(&field.id, index)),
            cells: BTreeMap::new(),
        };
        for column in field.columns() {
            let Some(parts) = columns.get(column.id.as_str()) else { continue };
            if let Some(answer) = answer(&column.kind, parts).filter(|a| !a.is_blank()) {
                row.cells.insert(column.id.clone(), answer);
            }
        }
        rows.push(row);
    }
    (!rows.is_empty()).then_some(Answer::Table(rows))
}

fn answer(kind: &Kind, parts: &[(&Piece, &Placed)]) -> Option<Answer> {
    match kind {
        Kind::Text { .. } => Some(Answer::Text(lines(parts))),
        Kind::Date => Some(Answer::Date(lines(parts).replace('\n', " "))),
        Kind::Prose => Some(Answer::Prose(prose(parts))),
        Kind::YesNo { .. } => yes_no(parts).map(Answer::YesNo),
        Kind::Choice { .. } => parts.iter().find_map(|(_, p)| match &p.value {
            Value::Choice(choice) => Some(Answer::Choice(choice.clone())),
            Value::YesNo(YesNo::Other(other)) => Some(Answer::Choice(Choice::Other(other.clone()))),
            _ => None,
        }),
        Kind::Boxes { .. } => Some(Answer::Boxes(set(parts))),
        Kind::Conditions { .. } => Some(Answer::Conditions(set(parts))),
        Kind::Approval { .. } => Some(Answer::Approval(approval(parts))),
        Kind::RowRef { field, .. } => parts.iter().find_map(|(_, p)| match p.value {
            Value::Row(row) => Some(Answer::RowRef(row_id(field, row))),
            _ => None,
        }),
        Kind::Table { .. } | Kind::Attachments => None,
    }
}

fn set(parts: &[(&Piece, &Placed)]) -> BTreeSet<String> {
    let ids = parts.iter().filter_map(|(_, p)| match &p.value {
        Value::Boxes(ids) | Value::Conditions(ids) => Some(ids.iter().cloned()),
        _ => None,
    });
    ids.flatten().collect()
}

fn yes_no(parts: &[(&Piece, &Placed)]) -> Option<YesNo> {
    let mut answer: Option<YesNo> = None;
    for (_, placed) in parts {
        let Value::YesNo(next) = &placed.value else { continue };
        answer = Some(match (answer, next) {
            (None, next) => next.clone(),
            (Some(first), next) => YesNo::Other(format!("{} {}", said(&first), said(next))),
        });
    }
    answer
}

fn said(answer: &YesNo) -> &str {
    match answer {
        YesNo::Yes => "Yes",
        YesNo::No => "No",
        YesNo::Other(other) => other,
    }
}

fn approval(parts: &[(&Piece, &Placed)]) -> Approval {
    let mut joined = Approval::default();
    for (_, placed) in parts {
        let Value::Approval(next) = &placed.value else { continue };
        joined.outcome = joined.outcome.or_else(|| next.outcome.clone());
        if joined.date.is_empty() {
            joined.date.clone_from(&next.date);
        } else if !next.date.is_empty() {
            joined.name = format!("{}, {}", joined.name, next.date);
        }
        if joined.name.is_empty() {
            joined.name.clone_from(&next.name);
        } else if !next.name.is_empty() {
            joined.name = format!("{}, {}", joined.name, next.name);
        }
    }
    joined
}

/// Gives lines without what parted them from their neighbours: “Jo Ash, jo@ash.example”.
fn lines(parts: &[(&Piece, &Placed)]) -> String {
    const PARTS: [char; 6] = [' ', ',', ';', '/', '|', '–'];
    let own = |piece: &Piece| line(&piece.content).trim_end_matches(PARTS).to_owned();
    let lines: Vec<String> = parts.iter().map(|(piece, _)| own(piece)).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}

/// Gives a paragraph as plain text with its marker, boxes and notes.
pub fn line(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for span in &paragraph.spans {
        match span {
            Span::Text { text, .. } => out.push_str(text),
            Span::Marker(marker) => out.push_str(&format!("{marker} ")),
            Span::Label(_) => {}
            Span::Tick { ticked, .. } => out.push_str(if *ticked { "☒ " } else { "☐ " }),
            Span::Footnote(note) => {
                let note: Vec<String> = note.iter().map(line).collect();
                out.push_str(&format!(" [{}]", note.join(" ")));
            }
        }
    }
    out.trim().to_owned()
}

/// Puts prose together: items of a list join, and where a field gathers the answers of several prompts, each is named.
fn prose(parts: &[(&Piece, &Placed)]) -> Prose {
    let mut blocks: Vec<model::Block> = Vec::new();
    let mut unders: Vec<&str> = parts.iter().map(|(p, _)| p.under.as_str()).collect();
    unders.dedup();
    let several = unders.len() > 1;
    let mut under = "";
    for (piece, _) in parts {
        if several && piece.under != under && !piece.under.is_empty() {
            under = &piece.under;
            let text = Inline::Text { text: title(under), strong: true, emphasis: false, link: None };
            blocks.push(model::Block::Paragraph { content: vec![text] });
        }
        push(&mut blocks, &piece.content);
    }
    Prose(blocks)
}

/// Gives as many whole questions of a long prompt as name it, or whole words of a question that is longer.
fn title(prompt: &str) -> String {
    const LONGEST: usize = 160;
    let Some((end, _)) = prompt.char_indices().nth(LONGEST) else { return prompt.to_owned() };
    let start = prompt.get(..end).unwrap_or(prompt);
    match (start.rfind('?'), start.rfind(' ')) {
        (Some(asked), _) => start.get(..=asked).unwrap_or(start).to_owned(),
        (None, word) => format!("{}…", start.get(..word.unwrap_or(end)).unwrap_or(start)),
    }
}

fn push(blocks: &mut Vec<model::Block>, paragraph: &Paragraph) {
    let content = inlines(paragraph);
    if content.is_empty() {
        return;
    }
    let block = |content| model::Block::Paragraph { content };
    let ParagraphKind::Item { depth, ordered } = paragraph.kind else {
        return blocks.push(block(content));
    };
    let marker = paragraph.spans.iter().find_map(|s| match s {
        Span::Marker(m) => Some(m.clone()),
        _ => None,
    });
    if ordered && !counts_on(blocks, depth, marker.as_deref()) {
        // A number that the list would not print by itself is kept as it was written.
        let mut numbered = vec![Inline::text(format!("{} ", marker.unwrap_or_default()))];
        numbered.extend(content);
        return blocks.push(block(numbered));
    }
    item(blocks, depth, ordered, Item(vec![block(content)]));
}

/// Says whether an item's printed number is the one that the list would give it.
fn counts_on(blocks: &[model::Block], depth: u8, marker: Option<&str>) -> bool {
    let Some(marker) = marker else { return true };
    let printed: Option<usize> = marker.trim_matches(|c: char| !c.is_alphanumeric()).parse().ok();
    let mut here = blocks;
    for _ in 0..depth {
        match here.last() {
            Some(model::Block::Bullets { items } | model::Block::Numbers { items }) => {
                here = items.last().map(|i| i.0.as_slice()).unwrap_or_default();
            }
            _ => break,
        }
    }
    let next = match here.last() {
        Some(model::Block::Numbers { items }) => items.len() + 1,
        _ => 1,
    };
    printed == Some(next)
}

fn item(blocks: &mut Vec<model::Block>, depth: u8, ordered: bool, new: Item) {
    if depth > 0
        && let Some(model::Block::Bullets { items } | model::Block::Numbers { items }) = blocks.last_mut()
        && let Some(last) = items.last_mut()
    {
        return item(&mut last.0, depth - 1, ordered, new);
    }
    match (blocks.last_mut(), ordered) {
        (Some(model::Block::Bullets { items }), false) | (Some(model::Block::Numbers { items }), true) => {
            items.push(new)
        }
        (_, false) => blocks.push(model::Block::Bullets { items: vec![new] }),
        (_, true) => blocks.push(model::Block::Numbers { items: vec![new] }),
    }
}

fn inlines(paragraph: &Paragraph) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let heading = matches!(paragraph.kind, ParagraphKind::Heading(_));
    for span in &paragraph.spans {
        match span {
            Span::Text { text, strong, emphasis, link } => {
                for (i, part) in text.split('\n').enumerate() {
                    if i > 0 && !out.is_empty() {
                        out.push(Inline::Break);
                    }
                    if !part.is_empty() {
                        let text = part.replace('\t', " ");
                        out.push(Inline::Text {
                            text,
                            strong: *strong || heading,
                            emphasis: *emphasis,
                            link: link.clone(),
                        });
                    }
                }
            }
            Span::Tick { ticked, .. } => out.push(Inline::text(if *ticked { "☒ " } else { "☐ " })),
            Span::Footnote(note) => {
                let content: Vec<Inline> = note
                    .iter()
                    .enumerate()
                    .flat_map(|(i, p)| {
                        let gap = (i > 0).then(|| Inline::text(" "));
                        gap.into_iter()
                            .chain(inlines(p).into_iter().filter(|i| !matches!(i, Inline::Footnote { .. })))
                    })
                    .collect();
                out.push(Inline::Footnote { content });
            }
            Span::Marker(_) | Span::Label(_) => {}
        }
    }
    trim(&mut out);
    out
}

/// Takes white space and breaks off both ends.
fn trim(out: &mut Vec<Inline>) {
    let blank = |i: &Inline| match i {
        Inline::Text { text, .. } => text.trim().is_empty(),
        Inline::Break => true,
        Inline::Footnote { .. } => false,
    };
    while out.last().is_some_and(blank) {
        out.pop();
    }
    while out.first().is_some_and(blank) {
        out.remove(0);
    }
    if let Some(Inline::Text { text, .. }) = out.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text { text, .. }) = out.last_mut() {
        *text = text.trim_end().to_owned();
    }
}
