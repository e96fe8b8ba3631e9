//! Rich text and short answers to paragraphs, with their places in the tree.

use model::{Answer, Block, Choice, Inline, Kind, Prose, YesNo, long_date};

use crate::annex::Printed;
use crate::body::{Body, Para};
use crate::flow::Note;
use crate::font::Face;
use crate::form::Paper;
use crate::lines::Span;
use crate::look::*;
use crate::page::{Area, Colour, NodeId, Numbering, Role, Shape, Target};

/// The look of words.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub bold: bool,
    pub italic: bool,
    pub size: f32,
    pub colour: Colour,
}

impl Look {
    pub(crate) const ANSWER: Look = Look { bold: false, italic: false, size: BODY, colour: INK };
    pub(crate) const STRONG: Look = Look { bold: true, ..Look::ANSWER };
    pub(crate) const SMALL: Look = Look { size: SMALL, ..Look::ANSWER };
    const NOT_ANSWERED: Look = Look { italic: true, colour: MUTED, ..Look::ANSWER };

    fn face(self) -> Face {
        match (self.bold, self.italic) {
            (false, false) => Face::Regular,
            (true, false) => Face::Bold,
            (false, true) => Face::Italic,
            (true, true) => Face::BoldItalic,
        }
    }

    pub(crate) fn span(self, text: impl Into<String>, node: Option<NodeId>) -> Span {
        Span {
            text: text.into(),
            face: self.face(),
            size: self.size,
            colour: self.colour,
            node,
            link: None,
            note: None,
        }
    }
}

/// Makes a paragraph of one look.
pub(crate) fn para(look: Look, text: impl Into<String>, node: Option<NodeId>) -> Para {
    Para { spans: vec![look.span(text, node)], size: look.size, above: 5.0, ..Para::default() }
}

impl Paper<'_> {
    /// Sets a paragraph of plain words under a node.
    pub(crate) fn words(&mut self, parent: NodeId, look: Look, text: &str) -> Para {
        let node = self.node(parent, Role::Paragraph);
        para(look, text, Some(node))
    }

    /// Sets an answer of any kind but boxes and tables; without one it says so, or stays blank.
    pub(crate) fn answer(
        &mut self,
        parent: NodeId,
        kind: &Kind,
        answer: Option<&Answer>,
        blank: bool,
        strong: bool,
    ) -> Vec<Para> {
        let Some(answer) = answer else {
            return if blank {
                Vec::new()
            } else {
                vec![self.words(parent, Look::NOT_ANSWERED, "Not answered")]
            };
        };
        let look = if strong { Look::STRONG } else { Look::ANSWER };
        match answer {
            Answer::Prose(prose) => self.prose(parent, prose, look),
            Answer::Text(text) if matches!(kind, Kind::Text { format: Some(model::Format::Email) }) => {
                vec![self.email(parent, text)]
            }
            Answer::RowRef(id) => self.row_ref(parent, kind, id, look),
            Answer::Choice(choice) => vec![self.choice(parent, kind, choice, look)],
            Answer::Attachments(list) => {
                let words = self.attachments(list);
                vec![self.words(parent, look, &words)]
            }
            Answer::Text(text) => text.lines().map(|l| self.words(parent, look, l)).collect(),
            Answer::Date(date) => vec![self.words(parent, look, &long_date(date))],
            Answer::YesNo(YesNo::Yes) => vec![self.words(parent, look, "Yes")],
            Answer::YesNo(YesNo::No) => vec![self.words(parent, look, "No")],
            Answer::YesNo(YesNo::Other(words)) => vec![self.words(parent, look, words)],
            Answer::Conditions(_) | Answer::Approval(_) => {
                let words = model_words(self.template, kind, answer);
                vec![self.words(parent, look, &words)]
            }
            Answer::Boxes(_) | Answer::Table(_) => Vec::new(),
        }
    }

    fn email(&mut self, parent: NodeId, address: &str) -> Para {
        let paragraph = self.node(parent, Role::Paragraph);
        let uri = format!("mailto:{}", address.trim());
        let node = self.node(paragraph, Role::Link(uri.clone()));
        let look = Look { colour: LINK, ..Look::ANSWER };
        let span = Span { link: Some(Target::Uri(uri)), ..look.span(address, Some(node)) };
        Para { spans: vec![span], size: BODY, above: 5.0, ..Para::default() }
    }

    fn row_ref(&mut self, parent: NodeId, kind: &Kind, id: &str, look: Look) -> Vec<Para> {
        let Kind::RowRef { field, column } = kind else { return Vec::new() };
        let words = self.assessment.row(field, id).and_then(|row| row.cells.get(column));
        match words {
            Some(Answer::Prose(prose)) => {
                // The notes of the row that is referred to stand there, and are not cited twice.
                let words = Prose(without_notes(&prose.0));
                self.prose(parent, &words, look)
            }
            Some(Answer::Text(text)) => vec![self.words(parent, look, text)],
            _ => vec![self.words(parent, Look::NOT_ANSWERED, "Not answered")],
        }
    }

    /// Sets a choice; a level of a scale stands behind as many squares.
    fn choice(&mut self, parent: NodeId, kind: &Kind, choice: &Choice, look: Look) -> Para {
        let options = self.template.options(kind);
        let words = match choice {
            Choice::Option(id) => {
                options.iter().find(|(o, _)| o == id).map_or(id.as_str(), |(_, label)| *label)
            }
            Choice::Other(words) => words.as_str(),
        };
        let mut para = self.words(parent, look, words);
        let Some(scale) = kind.scale(self.template).filter(|s| s.levels.len() == LEVELS.len()) else {
            return para;
        };
        if let Some(level) = scale.level_of(choice.words()) {
            para.marks = squares(level);
            para.indent = mm(3.0 * 2.4 + 2.0 * 0.6 + 1.8);
            for (_, mark) in &mut para.marks {
                if let Shape::Rect { area, .. } = mark {
                    area.x -= para.indent;
                }
            }
        }
        para
    }

    fn attachments(&mut self, list: &[model::AttachmentRef]) -> String {
        let parts: Vec<String> = list
            .iter()
            .map(|file| {
                let letter = letters(self.attached);
                self.attached += 1;
                let pages = match file.pages {
                    Some(1) => ", 1 page".to_owned(),
                    Some(n) => format!(", {n} pages"),
                    None => String::new(),
                };
                if file.printed.is_empty() {
                    return format!("{letter}. {} ({}{pages})", file.title, file.what);
                }
                let words =
                    format!("{letter}. {} ({}{pages}; printed as annex {letter})", file.title, file.what);
                self.printed.push(Printed { letter, file: file.clone(), field: self.field() });
                words
            })
            .collect();
        format!("Attached: {}", parts.join("; "))
    }

    /// Sets rich text under a node.
    pub(crate) fn prose(&mut self, parent: NodeId, prose: &Prose, look: Look) -> Vec<Para> {
        let mut out = Vec::new();
        self.blocks(parent, &prose.0, look, 0.0, &mut out);
        out
    }

    fn blocks(&mut self, parent: NodeId, blocks: &[Block], look: Look, indent: f32, out: &mut Vec<Para>) {
        for (i, block) in blocks.iter().enumerate() {
            let list_next = matches!(blocks.get(i + 1), Some(Block::Bullets { .. } | Block::Numbers { .. }));
            match block {
                Block::Paragraph { content } => {
                    let node = self.node(parent, Role::Paragraph);
                    let spans = self.inline(parent, node, content, look);
                    out.push(Para {
                        spans,
                        size: look.size,
                        above: 5.0,
                        indent,
                        leads: list_next,
                        ..Para::default()
                    });
                }
                Block::Bullets { items } => self.list(parent, items, Numbering::Disc, look, indent, out),
                Block::Numbers { items } => self.list(parent, items, Numbering::Decimal, look, indent, out),
            }
        }
    }

    fn list(
        &mut self,
        parent: NodeId,
        items: &[model::Item],
        marks: Numbering,
        look: Look,
        indent: f32,
        out: &mut Vec<Para>,
    ) {
        let list = self.node(parent, Role::List(marks));
        for (i, item) in items.iter().enumerate() {
            let node = self.node(list, Role::ListItem);
            let label = self.node(node, Role::Label);
            let body = self.node(node, Role::ListBody);
            let (mark, at, step) = match marks {
                Numbering::Decimal => (format!("{}.", i + 1), 0.0, mm(5.5)),
                _ => ("•".to_owned(), mm(0.4), mm(4.0)),
            };
            let before = out.len();
            self.blocks(body, &item.0, look, indent + step, out);
            if out.len() == before {
                out.push(Para { size: look.size, indent: indent + step, ..Para::default() });
            }
            if let Some(first) = out.get_mut(before) {
                first.label = Some((indent + at, look.span(mark, Some(label))));
                first.above = 1.5;
            }
        }
    }

    /// Sets the pieces of a paragraph; the notes that it cites follow it in the tree.
    fn inline(&mut self, parent: NodeId, node: NodeId, content: &[Inline], look: Look) -> Vec<Span> {
        let mut spans = Vec::new();
        for piece in content {
            match piece {
                Inline::Text { text, strong, emphasis, link } => {
                    let look = Look { bold: look.bold || *strong, italic: look.italic || *emphasis, ..look };
                    spans.push(self.text(node, text, look, link.as_deref()));
                }
                Inline::Break => spans.push(look.span("\n", Some(node))),
                Inline::Footnote { content } => {
                    let note = self.footnote(parent, content);
                    let reference = self.node(node, Role::Reference);
                    let words = format!("\u{202f}[{}]", note + 1);
                    let look = Look { bold: false, italic: false, ..Look::SMALL };
                    spans.push(Span { note: Some(note), ..look.span(words, Some(reference)) });
                }
            }
        }
        spans
    }

    fn text(&mut self, node: NodeId, text: &str, look: Look, link: Option<&str>) -> Span {
        let Some(uri) = link.filter(|l| !l.trim().is_empty()) else { return look.span(text, Some(node)) };
        let link = self.node(node, Role::Link(uri.to_owned()));
        let look = Look { colour: LINK, ..look };
        Span { link: Some(Target::Uri(uri.to_owned())), ..look.span(text, Some(link)) }
    }

    /// Lays a footnote, and gives its index.
    fn footnote(&mut self, parent: NodeId, content: &[Inline]) -> usize {
        let index = self.flow.notes.len();
        let note = self.node(parent, Role::Note(index as u32 + 1));
        let label = self.node(note, Role::Label);
        let paragraph = self.node(note, Role::Paragraph);
        let field = self.field();
        self.flow.notes.push(Note { body: Body::default(), field });
        let flat: Vec<Inline> =
            content.iter().filter(|i| !matches!(i, Inline::Footnote { .. })).cloned().collect();
        let spans = self.inline(note, paragraph, &flat, Look::SMALL);
        let number = Look::SMALL.span((index + 1).to_string(), Some(label));
        let para =
            Para { spans, size: SMALL, indent: mm(6.0), label: Some((0.0, number)), ..Para::default() };
        let body = Body::lay(&mut self.shaper, &[para], WIDTH);
        if let Some(note) = self.flow.notes.get_mut(index) {
            note.body = body;
        }
        index
    }
}

/// Says conditions or an approval in words.
pub(crate) fn model_words(template: &model::Template, kind: &Kind, answer: &Answer) -> String {
    match answer {
        Answer::Conditions(picked) => {
            let known = template.conditions.iter().flat_map(|l| &l.items).filter(|c| picked.contains(&c.id));
            let words: Vec<String> = known.map(|c| format!("{} {}", c.cite, c.label)).collect();
            format!("Relied on: {}", words.join("; "))
        }
        Answer::Approval(approval) => {
            let options = template.options(kind);
            let outcome = approval.outcome.as_ref().and_then(|id| options.iter().find(|(o, _)| o == id));
            let date_label = match kind {
                Kind::Approval { date_label: Some(label), .. } => Some(label),
                _ => None,
            };
            let line = match date_label {
                Some(label) => {
                    let date = long_date(approval.date.trim());
                    let date = if date.is_empty() { date } else { format!("{label} {date}") };
                    [approval.name.trim().to_owned(), date]
                        .into_iter()
                        .filter(|s| !s.is_empty())
                        .collect::<Vec<_>>()
                        .join("; ")
                }
                None => approval.line(),
            };
            match outcome {
                Some((_, label)) if line.is_empty() => (*label).to_owned(),
                Some((_, label)) => format!("{label}: {line}"),
                None => line,
            }
        }
        _ => String::new(),
    }
}

fn squares(level: usize) -> Vec<(Option<NodeId>, Shape)> {
    let (side, step) = (mm(2.4), mm(3.0));
    let colour = LEVELS.get(level).copied().unwrap_or(INK);
    let square = |i: usize| {
        let area = Area { x: i as f32 * step, y: -side, w: side, h: side };
        let (fill, stroke) = if i <= level { (colour, colour) } else { (WHITE, RULE) };
        (None, Shape::Rect { area, fill: Some(fill), stroke: Some((0.5, stroke)) })
    };
    (0..LEVELS.len()).map(square).collect()
}

fn letters(mut n: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(char::from(b'A' + (n % 26) as u8));
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    out.iter().rev().collect()
}

fn without_notes(blocks: &[Block]) -> Vec<Block> {
    let items = |items: &[model::Item]| items.iter().map(|i| model::Item(without_notes(&i.0))).collect();
    let one = |block: &Block| match block {
        Block::Paragraph { content } => Block::Paragraph {
            content: content.iter().filter(|i| !matches!(i, Inline::Footnote { .. })).cloned().collect(),
        },
        Block::Bullets { items: list } => Block::Bullets { items: items(list) },
        Block::Numbers { items: list } => Block::Numbers { items: items(list) },
    };
    blocks.iter().map(one).collect()
}
