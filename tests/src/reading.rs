//! What must be read, in which order: the words of an assessment, and the words of its pages.

use layout::{NodeId, Pages, Shape};
use model::{Answer, Approval, Assessment, Block, Choice, Field, Inline, Kind, Prose, Template, YesNo};

/// Gives text without white space: lines may break words.
pub fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

/// Lists the words of all answers in the order of the form, in pieces that stand together: each run of rich text, each note.
pub fn pieces(template: &Template, a: &Assessment) -> Vec<String> {
    let fields = template.fields().map(|(_, field)| field);
    fields.flat_map(|field| cells(field, a)).flat_map(|answer| answer_pieces(answer, true)).collect()
}

/// Lists the answers of a field, each cell of a table by itself, in the order of the form.
pub fn cells<'a>(field: &Field, a: &'a Assessment) -> Vec<&'a Answer> {
    match (&field.kind, a.answers.get(&field.id)) {
        (Kind::Table { columns, .. }, Some(Answer::Table(rows))) => {
            rows.iter().flat_map(|r| columns.iter().filter_map(|c| r.cells.get(&c.id))).collect()
        }
        (_, Some(answer)) => vec![answer],
        _ => Vec::new(),
    }
}

/// Lists the pieces of an answer, with those of its notes after the paragraph that cites them, or without.
pub fn answer_pieces(answer: &Answer, notes: bool) -> Vec<String> {
    let mut out = Vec::new();
    match answer {
        Answer::Text(text) | Answer::YesNo(YesNo::Other(text)) | Answer::Choice(Choice::Other(text)) => {
            out.extend(text.lines().map(solid));
        }
        Answer::Approval(Approval { name, .. }) => out.push(solid(name)),
        Answer::Prose(Prose(blocks)) => prose_pieces(blocks, notes, &mut out),
        _ => {}
    }
    out.retain(|piece| !piece.is_empty());
    out
}

fn prose_pieces(blocks: &[Block], notes: bool, out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph { content } => {
                inline_pieces(content, out);
                for piece in content {
                    if let Inline::Footnote { content } = piece
                        && notes
                    {
                        inline_pieces(content, out);
                    }
                }
            }
            Block::Bullets { items } | Block::Numbers { items } => {
                items.iter().for_each(|item| prose_pieces(&item.0, notes, out));
            }
        }
    }
}

fn inline_pieces(content: &[Inline], out: &mut Vec<String>) {
    for piece in content {
        if let Inline::Text { text, .. } = piece {
            out.push(solid(text));
        }
    }
}

/// Gives the words of pages in the order in which the tree has them read, without white space.
pub fn read_aloud(pages: &Pages) -> String {
    let mut own: Vec<Vec<(usize, &str)>> = vec![Vec::new(); pages.tree.len()];
    let mut firsts: Vec<Option<usize>> = vec![None; pages.tree.len()];
    let mut count = 0;
    for item in pages.pages.iter().flat_map(|p| &p.items) {
        let (Some(node), Shape::Text(run)) = (item.node, &item.shape) else { continue };
        own[node.0 as usize].push((count, &run.text));
        let mut up = Some(node);
        while let Some(node) = up.filter(|n| firsts[n.0 as usize].is_none()) {
            firsts[node.0 as usize] = Some(count);
            up = pages.tree[node.0 as usize].parent;
        }
        count += 1;
    }
    let mut out = String::new();
    read_node(pages, NodeId(0), &own, &firsts, &mut out);
    out
}

fn read_node(
    pages: &Pages,
    node: NodeId,
    own: &[Vec<(usize, &str)>],
    firsts: &[Option<usize>],
    out: &mut String,
) {
    let mut words = own[node.0 as usize].iter().peekable();
    for child in &pages.tree[node.0 as usize].children {
        while let Some((_, text)) = words.next_if(|(at, _)| firsts[child.0 as usize].is_some_and(|f| *at < f))
        {
            out.push_str(&solid(text));
        }
        read_node(pages, *child, own, firsts, out);
    }
    words.for_each(|(_, text)| out.push_str(&solid(text)));
}

/// Panics unless every piece stands in the text, each after the one before it.
pub fn assert_in_order(what: &str, text: &str, pieces: &[String]) {
    let mut at = 0;
    for piece in pieces {
        match text[at..].find(piece.as_str()) {
            Some(found) => at += found + piece.len(),
            None if text.contains(piece.as_str()) => panic!("{what}: “{piece}” is read too early"),
            None => panic!("{what}: “{piece}” is lost"),
        }
    }
}
