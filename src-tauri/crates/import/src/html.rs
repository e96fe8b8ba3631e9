//! HTML into blocks: what other tools keep as answers, pages saved as files, and ".doc" files that are web pages.

use std::borrow::Cow;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::{At, Block, Cell, Outline, Paragraph, ParagraphKind, Row, Span, Table};

mod guard;

/// Deeper than this the tree is read as plain text.
const DEPTH: usize = 200;
/// The longest address of a link: each stretch of text has its own copy.
const LINK: usize = 2_000;
/// Wider than this no table is.
const WIDEST: usize = 1_000;
/// What a paragraph takes of lines whose tags cannot be read, in bytes.
const LINES: usize = 2_000;

/// Reads a page.
pub(crate) fn read(text: &str) -> Outline {
    let mut walk = walk(text, &At::default());
    number(&mut walk.out, &mut 0);
    Outline { title: walk.title.take(), blocks: walk.out, ..Outline::default() }
}

/// Reads a stretch of HTML; every piece is at the place given.
pub(crate) fn blocks(text: &str, at: &At) -> Vec<Block> {
    walk(text, at).out
}

fn walk(text: &str, at: &At) -> Walk {
    let mut walk = Walk { at: at.clone(), ..Walk::default() };
    let text = without_data(text);
    if guard::is_sane(&text) {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(&*text);
        walk.children(&dom.document, &Style::default(), 0);
        walk.flush();
    } else {
        for line in guard::lines(&text) {
            walk.spans.extend(Some(Span::plain("\n")).filter(|_| !walk.spans.is_empty()));
            walk.text(&line, &Style::default());
            walk.taken += line.len();
            if walk.taken > LINES {
                walk.flush();
            }
        }
        walk.flush();
    }
    walk
}

/// Takes the bytes of pictures out of addresses: they are no words, and longer than any tag should be.
fn without_data(text: &str) -> Cow<'_, str> {
    const MARK: &str = ";base64,";
    if !text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for (i, part) in text.split(MARK).enumerate() {
        let address = i > 0 && out.rfind(['"', '\'', '(']).is_some_and(|q| out.len() - q < 100);
        let data = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        out.push_str(if address { part.trim_start_matches(data) } else { part });
        out.push_str(MARK);
    }
    out.truncate(out.len() - MARK.len());
    Cow::Owned(out)
}

/// Says how many words a stretch of HTML shows, counted apart from the reader.
#[cfg(test)]
fn shown_words(text: &str) -> usize {
    let mut out = String::new();
    let mut tag = false;
    for c in text.chars() {
        match c {
            '<' => tag = true,
            '>' => {
                tag = false;
                out.push(' ');
            }
            c if !tag => out.push(c),
            _ => {}
        }
    }
    crate::count_words(&out)
}

#[derive(Default, Clone)]
struct Style {
    strong: bool,
    emphasis: bool,
    link: Option<String>,
}

#[derive(Default)]
struct Walk {
    out: Vec<Block>,
    spans: Vec<Span>,
    kind: ParagraphKind,
    lists: Vec<(bool, usize)>,
    at: At,
    title: Option<String>,
    /// How many bytes of lines without tags the paragraph has.
    taken: usize,
}

impl Walk {
    fn children(&mut self, node: &Handle, style: &Style, depth: usize) {
        if depth > DEPTH {
            return self.text(&all_text(node), style);
        }
        for child in node.children.borrow().iter() {
            match &child.data {
                NodeData::Text { contents } => self.text(&contents.borrow(), style),
                NodeData::Element { name, .. } => self.element(child, &name.local, style, depth + 1),
                _ => self.children(child, style, depth + 1),
            }
        }
    }

    fn element(&mut self, node: &Handle, name: &str, style: &Style, depth: usize) {
        match name {
            "script" | "style" | "template" | "noscript" => {}
            "head" => {
                let title = node.children.borrow().iter().find(|n| is(n, "title")).map(all_text);
                self.title = title.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
            }
            "br" => self.spans.push(Span::plain("\n")),
            "b" | "strong" => self.children(node, &Style { strong: true, ..style.clone() }, depth),
            "i" | "em" => self.children(node, &Style { emphasis: true, ..style.clone() }, depth),
            "a" => {
                let link = attribute(node, "href").filter(|h| h.contains(':') && h.len() <= LINK);
                self.children(node, &Style { link, ..style.clone() }, depth);
            }
            "input" => self.input(node, style),
            "option" => {
                self.flush();
                let ticked = attribute(node, "selected").is_some();
                self.spans.push(Span::Tick { ticked, glyph: String::new() });
                self.children(node, style, depth);
                self.flush();
            }
            "ul" | "ol" => {
                self.flush();
                self.lists.push((name == "ol", 0));
                self.children(node, style, depth);
                self.flush();
                self.lists.pop();
            }
            "li" => self.item(node, style, depth),
            "table" => {
                self.flush();
                let table = self.table(node, depth);
                self.out.extend(Some(table).filter(|t| !t.rows.is_empty()).map(Block::Table));
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.kind = ParagraphKind::Heading(name.as_bytes().get(1).map_or(1, |b| b - b'0'));
                self.children(node, style, depth);
                self.flush();
            }
            name if BLOCKS.contains(&name) => {
                let keeps = !self.lists.is_empty() && self.spans.iter().all(|s| matches!(s, Span::Marker(_)));
                if !keeps {
                    self.flush();
                }
                self.children(node, style, depth);
                if !keeps {
                    self.flush();
                }
            }
            _ => self.children(node, style, depth),
        }
    }

    fn input(&mut self, node: &Handle, style: &Style) {
        match attribute(node, "type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "checkbox" | "radio" => {
                let ticked = attribute(node, "checked").is_some();
                self.spans.push(Span::Tick { ticked, glyph: String::new() });
            }
            "hidden" | "submit" | "button" | "reset" | "image" | "file" | "password" => {}
            _ => {
                if let Some(value) = attribute(node, "value") {
                    self.text(&format!(" {value} "), style);
                }
            }
        }
    }

    fn item(&mut self, node: &Handle, style: &Style, depth: usize) {
        self.flush();
        let level = self.lists.len().saturating_sub(1).min(8) as u8;
        let (ordered, number) = match self.lists.last_mut() {
            Some((ordered, count)) => {
                *count += 1;
                (*ordered, *count)
            }
            None => (false, 0),
        };
        self.kind = ParagraphKind::Item { depth: level, ordered };
        if ordered {
            self.spans.push(Span::Marker(format!("{number}.")));
        }
        self.children(node, style, depth);
        self.flush();
    }

    fn text(&mut self, text: &str, style: &Style) {
        let begins = self.spans.iter().all(|s| matches!(s, Span::Marker(_)));
        let lead = text.starts_with(char::is_whitespace) && !begins;
        let trail = text.ends_with(char::is_whitespace);
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            if !begins {
                self.spans.push(Span::plain(" "));
            }
            return;
        }
        let mut out = String::new();
        if lead {
            out.push(' ');
        }
        out.push_str(&words.join(" "));
        if trail {
            out.push(' ');
        }
        let (strong, emphasis, link) = (style.strong, style.emphasis, style.link.clone());
        for part in crate::ticks::split(&out) {
            self.spans.push(match part {
                crate::ticks::Part::Text(text) => Span::Text { text, strong, emphasis, link: link.clone() },
                crate::ticks::Part::Tick(ticked, glyph) => Span::Tick { ticked, glyph },
            });
        }
    }

    fn flush(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        let kind = std::mem::take(&mut self.kind);
        self.taken = 0;
        let paragraph = Paragraph { kind, spans, at: self.at.clone() };
        if !paragraph.is_blank() {
            self.out.push(Block::Paragraph(paragraph));
        }
    }

    /// Reads a table; what stands in it outside its cells, such as its caption, goes before it.
    fn table(&mut self, node: &Handle, depth: usize) -> Table {
        let mut rows = Vec::new();
        let mut outside = Vec::new();
        gather(node, "tr", depth, &mut rows, &mut outside);
        for node in outside {
            self.children(&node, &Style::default(), depth);
            self.flush();
        }
        table(rows, &self.at, depth)
    }
}

/// Elements that are paragraphs or hold them.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "blockquote",
    "pre",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "body",
    "html",
    "form",
    "fieldset",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "address",
    "legend",
    "caption",
    "figure",
    "figcaption",
    "details",
    "summary",
    "select",
    "textarea",
    "center",
    "hr",
    "title",
];

fn table(rows: Vec<Handle>, at: &At, depth: usize) -> Table {
    let mut table = Table::default();
    // Columns that cells of earlier rows still reach into: how many rows more.
    let mut reaching: Vec<usize> = Vec::new();
    for tr in rows {
        let mut row = Row::default();
        let mut column = 0;
        let mut cells = Vec::new();
        let mut outside = Vec::new();
        gather(&tr, "td", depth, &mut cells, &mut outside);
        cells.extend(outside.into_iter().filter(|n| !all_text(n).trim().is_empty()));
        row.head = !cells.is_empty() && cells.iter().all(|c| is(c, "th"));
        for td in cells {
            while reaching.get(column).copied().unwrap_or(0) > 0 {
                column += 1;
            }
            let span = |key: &str| {
                attribute(&td, key).and_then(|v| v.parse::<usize>().ok()).unwrap_or(1).clamp(1, WIDEST)
            };
            let (columns, down) = (span("colspan"), span("rowspan"));
            let mut walk = Walk { at: at.clone(), ..Walk::default() };
            walk.children(&td, &Style { strong: is(&td, "th"), ..Style::default() }, depth);
            walk.flush();
            row.cells.push(Cell { column, columns, rows: down, blocks: walk.out });
            for c in column..(column + columns).min(WIDEST) {
                if reaching.len() <= c {
                    reaching.resize(c + 1, 0);
                }
                if let Some(r) = reaching.get_mut(c) {
                    *r = down;
                }
            }
            column = (column + columns).min(WIDEST);
        }
        reaching.iter_mut().for_each(|r| *r = r.saturating_sub(1));
        table.rows.push(row);
    }
    table
}

/// Gathers the rows of a table or the cells of a row, not those of tables inside, and what is neither.
fn gather(node: &Handle, wanted: &str, depth: usize, out: &mut Vec<Handle>, outside: &mut Vec<Handle>) {
    if depth > DEPTH {
        return outside.push(node.clone());
    }
    for child in node.children.borrow().iter() {
        let NodeData::Element { name, .. } = &child.data else { continue };
        let local = &*name.local;
        if local == wanted || (wanted == "td" && local == "th") {
            out.push(child.clone());
        } else if matches!(local, "tbody" | "thead" | "tfoot" | "form") {
            gather(child, wanted, depth + 1, out, outside);
        } else {
            outside.push(child.clone());
        }
    }
}

fn is(node: &Handle, local: &str) -> bool {
    matches!(&node.data, NodeData::Element { name, .. } if &*name.local == local)
}

/// Gives the text of a tree, without recursion.
fn all_text(node: &Handle) -> String {
    let mut out = String::new();
    // A node that is to come, or the end of one that parts words.
    let mut left = vec![Some(node.clone())];
    while let Some(node) = left.pop() {
        let Some(node) = node else {
            out.push(' ');
            continue;
        };
        match &node.data {
            NodeData::Text { contents } => out.push_str(&contents.borrow()),
            NodeData::Element { name, .. } => match &*name.local {
                "script" | "style" => continue,
                "br" => out.push(' '),
                name if BLOCKS.contains(&name) || matches!(name, "li" | "table" | "option") => {
                    out.push(' ');
                    left.push(None);
                }
                _ => {}
            },
            _ => {}
        }
        left.extend(node.children.borrow().iter().rev().cloned().map(Some));
    }
    out
}

fn attribute(node: &Handle, key: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    attrs.borrow().iter().find(|a| &*a.name.local == key).map(|a| a.value.to_string())
}

/// Numbers paragraphs and tables for people.
pub(crate) fn number(blocks: &mut [Block], tables: &mut u32) {
    let mut paragraph = 0;
    for block in blocks {
        match block {
            Block::Paragraph(p) => {
                paragraph += 1;
                p.at.paragraph = Some(paragraph);
            }
            Block::Table(table) => {
                *tables += 1;
                let number = *tables;
                for (r, row) in table.rows.iter_mut().enumerate() {
                    for cell in &mut row.cells {
                        let place = (number, r as u32 + 1, cell.column as u32 + 1);
                        place_cell(&mut cell.blocks, place, tables);
                    }
                }
            }
        }
    }
}

fn place_cell(blocks: &mut [Block], place: (u32, u32, u32), tables: &mut u32) {
    for block in blocks.iter_mut() {
        match block {
            Block::Paragraph(p) => p.at.cell = Some(place),
            Block::Table(_) => number(std::slice::from_mut(block), tables),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_tables_and_styles_are_kept_and_no_word_is_lost() {
        let html = "<p>One <b>two</b></p><ul><li>three<ul><li>four</li></ul></li><li><p>five</p></li></ul>\
                    <table><tr><th>six</th><td rowspan=2>seven</td></tr><tr><td>eight</td></tr></table>nine";
        let outline = read(html);
        assert_eq!(outline.words(), shown_words(html));
        let kinds: Vec<ParagraphKind> = outline
            .blocks
            .iter()
            .filter_map(|b| if let Block::Paragraph(p) = b { Some(p.kind.clone()) } else { None })
            .collect();
        let item = |depth| ParagraphKind::Item { depth, ordered: false };
        assert_eq!(kinds, [ParagraphKind::Plain, item(0), item(1), item(0), ParagraphKind::Plain]);
        let Some(Block::Table(table)) = outline.blocks.iter().find(|b| matches!(b, Block::Table(_))) else {
            panic!("no table");
        };
        assert_eq!(table.rows.iter().map(|r| r.cells.len()).collect::<Vec<_>>(), [2, 1]);
    }
}
