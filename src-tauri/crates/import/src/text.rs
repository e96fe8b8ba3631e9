//! Plain text and Markdown.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::{At, Block, Cell, Outline, Paragraph, ParagraphKind, Row, Span, Table, ticks};

/// What Markdown marks words with.
const MARKS: &[u8] = b"*_`[]|<>#-+~!\\\n";
/// The longest address of a link.
const LINK: usize = 2_000;
/// The most marks that are looked at.
const MOST_MARKS: usize = 500_000;

/// Reads plain text: blank lines part paragraphs, typed bullets make lists, tabs stay.
pub(crate) fn plain(text: &str) -> Outline {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    let mut last = "";
    for line in text.lines().chain([""]) {
        let trimmed = line.trim();
        let bullet = bullet(trimmed);
        // A line that is short and ends nothing stands alone: a heading, a label, an answer in one word.
        if trimmed.is_empty() || bullet.is_some() || !goes_on(last) {
            push(&mut blocks, &mut paragraph, ParagraphKind::Plain);
        }
        last = trimmed;
        match bullet {
            Some(rest) => {
                paragraph.push_str(rest);
                push(&mut blocks, &mut paragraph, ParagraphKind::Item { depth: 0, ordered: false });
            }
            None if !trimmed.is_empty() => {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(trimmed);
            }
            None => {}
        }
    }
    let mut outline = Outline { blocks, ..Outline::default() };
    crate::html::number(&mut outline.blocks, &mut 0);
    outline
}

/// Reads Markdown (CommonMark with tables, task lists and footnotes); a text with more marks than any has as plain text.
pub(crate) fn markdown(text: &str) -> Outline {
    if text.bytes().filter(|b| MARKS.contains(b)).count() > MOST_MARKS {
        return plain(text);
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(text, options);
    // What looks like the address of a link is none if no link is to it; in either case its words are there.
    let mut addresses: Vec<_> =
        parser.reference_definitions().iter().map(|(_, address)| address.span.clone()).collect();
    addresses.sort_by_key(|span| std::cmp::Reverse(span.start));
    let mut walk = Markdown::default();
    for (event, range) in parser.into_offset_iter() {
        while let Some(span) = addresses.pop_if(|a| a.start < range.start && walk.is_between()) {
            walk.flush();
            walk.text(text.get(span).unwrap_or(""));
            walk.flush();
        }
        walk.event(event);
    }
    walk.flush();
    for span in addresses.into_iter().rev() {
        walk.text(text.get(span).unwrap_or(""));
        walk.flush();
    }
    let mut outline = Outline { blocks: walk.out, ..Outline::default() };
    crate::html::number(&mut outline.blocks, &mut 0);
    outline
}

fn bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['•', '·', '▪', '‣', '*', '-', '–'])?;
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

/// Says whether a wrapped line goes on: lines of a paragraph are long.
fn goes_on(last: &str) -> bool {
    last.chars().nth(59).is_some() && !last.ends_with(['?', ':'])
}

fn push(blocks: &mut Vec<Block>, text: &mut String, kind: ParagraphKind) {
    let text = std::mem::take(text);
    if text.trim().is_empty() {
        return;
    }
    let span = |part| match part {
        ticks::Part::Text(text) => Span::plain(text),
        ticks::Part::Tick(ticked, glyph) => Span::Tick { ticked, glyph },
    };
    let spans = ticks::split(&text).into_iter().map(span).collect();
    blocks.push(Block::Paragraph(Paragraph { kind, spans, at: At::default() }));
}

#[derive(Default)]
struct Markdown {
    out: Vec<Block>,
    spans: Vec<Span>,
    kind: ParagraphKind,
    lists: Vec<Option<u64>>,
    strong: bool,
    emphasis: bool,
    link: Option<String>,
    table: Option<Table>,
}

impl Markdown {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                self.text(&text)
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::TaskListMarker(ticked) => self.spans.push(Span::Tick { ticked, glyph: String::new() }),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let (strong, emphasis, link) = (self.strong, self.emphasis, self.link.clone());
        for part in ticks::split(text) {
            self.spans.push(match part {
                ticks::Part::Text(text) => Span::Text { text, strong, emphasis, link: link.clone() },
                ticks::Part::Tick(ticked, glyph) => Span::Tick { ticked, glyph },
            });
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.kind = ParagraphKind::Heading(depth(level));
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let level = self.lists.len().saturating_sub(1).min(8) as u8;
                let number = self.lists.last().copied().flatten();
                self.kind = ParagraphKind::Item { depth: level, ordered: number.is_some() };
                if let Some(number) = number {
                    self.spans.push(Span::Marker(format!("{number}.")));
                }
                if let Some(Some(number)) = self.lists.last_mut() {
                    *number += 1;
                }
            }
            Tag::Strong => self.strong = true,
            Tag::Emphasis => self.emphasis = true,
            Tag::Link { dest_url, title, .. } => {
                self.titled(&title);
                self.link = Some(dest_url.to_string()).filter(|a| a.len() <= LINK);
            }
            Tag::Image { title, .. } => self.titled(&title),
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::TableHead => self.row(true),
            Tag::TableRow => self.row(false),
            Tag::TableCell | Tag::Paragraph | Tag::Strikethrough => {}
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) if !language.is_empty() => {
                self.flush();
                self.text(&language);
                self.flush();
            }
            _ => self.flush(),
        }
    }

    fn titled(&mut self, title: &str) {
        if !title.is_empty() {
            self.text(&format!("{title} "));
        }
    }

    /// Says whether it is between blocks.
    fn is_between(&self) -> bool {
        self.spans.is_empty() && self.table.is_none()
    }

    fn row(&mut self, head: bool) {
        if let Some(table) = &mut self.table {
            table.rows.push(Row { cells: Vec::new(), head });
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = false,
            TagEnd::Emphasis => self.emphasis = false,
            TagEnd::Link => self.link = None,
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let paragraph = Paragraph { spans: std::mem::take(&mut self.spans), ..Paragraph::default() };
                if let Some(row) = self.table.as_mut().and_then(|t| t.rows.last_mut()) {
                    let blocks =
                        if paragraph.is_blank() { Vec::new() } else { vec![Block::Paragraph(paragraph)] };
                    row.cells.push(Cell { column: row.cells.len(), columns: 1, rows: 1, blocks });
                }
            }
            TagEnd::Table => self.out.extend(self.table.take().map(Block::Table)),
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::Strikethrough | TagEnd::Image => {}
            _ => self.flush(),
        }
    }

    fn flush(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        let kind = std::mem::take(&mut self.kind);
        let paragraph = Paragraph { kind, spans, at: At::default() };
        if !paragraph.is_blank() {
            self.out.push(Block::Paragraph(paragraph));
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}
