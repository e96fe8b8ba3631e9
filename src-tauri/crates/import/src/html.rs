//! HTML into blocks: what other tools keep as answers, pages saved as files, and ".doc" files that are web pages.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::{At, Block, Cell, Outline, Paragraph, ParagraphKind, Row, Span, Table};

/// Deeper than this the tree is cut: nobody writes it.
const DEPTH: usize = 200;

/// Reads a page.
pub(crate) fn read(text: &str) -> Outline {
    let mut outline = Outline { blocks: blocks(text, &At::default()), ..Outline::default() };
    number(&mut outline.blocks, &mut 0);
    outline
}

/// Reads a stretch of HTML; every piece is at the place given.
pub(crate) fn blocks(text: &str, at: &At) -> Vec<Block> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text);
    let mut walk = Walk { at: at.clone(), ..Walk::default() };
    walk.children(&dom.document, Style::default(), 0);
    walk.flush();
    walk.out
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
}

impl Walk {
    fn children(&mut self, node: &Handle, style: Style, depth: usize) {
        if depth > DEPTH {
            return;
        }
        for child in node.children.borrow().iter() {
            match &child.data {
                NodeData::Text { contents } => self.text(&contents.borrow(), &style),
                NodeData::Element { name, attrs, .. } => {
                    let attribute = |key: &str| {
                        let attrs = attrs.borrow();
                        attrs.iter().find(|a| &*a.name.local == key).map(|a| a.value.to_string())
                    };
                    self.element(child, &name.local, &attribute, &style, depth + 1);
                }
                _ => self.children(child, style.clone(), depth + 1),
            }
        }
    }

    fn element(
        &mut self,
        node: &Handle,
        name: &str,
        attribute: &dyn Fn(&str) -> Option<String>,
        style: &Style,
        depth: usize,
    ) {
        let mut inner = style.clone();
        match name {
            "script" | "style" | "head" | "template" | "noscript" => {}
            "br" => self.spans.push(Span::plain("\n")),
            "b" | "strong" => {
                inner.strong = true;
                self.children(node, inner, depth);
            }
            "i" | "em" => {
                inner.emphasis = true;
                self.children(node, inner, depth);
            }
            "a" => {
                inner.link = attribute("href").filter(|h| h.contains(':'));
                self.children(node, inner, depth);
            }
            "input" => {
                if attribute("type").is_some_and(|t| t == "checkbox" || t == "radio") {
                    let ticked = attribute("checked").is_some();
                    self.spans.push(Span::Tick { ticked, glyph: String::new() });
                } else if let Some(value) = attribute("value") {
                    self.spans.push(Span::plain(value));
                }
            }
            "ul" | "ol" => {
                self.flush();
                self.lists.push((name == "ol", 0));
                self.children(node, inner, depth);
                self.flush();
                self.lists.pop();
            }
            "li" => self.item(node, inner, depth),
            "table" => {
                self.flush();
                let table = table(node, &self.at, depth);
                if !table.rows.is_empty() {
                    self.out.push(Block::Table(table));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.kind = ParagraphKind::Heading(name.as_bytes().get(1).map_or(1, |b| b - b'0'));
                self.children(node, inner, depth);
                self.flush();
            }
            "p" | "div" | "section" | "article" | "blockquote" | "pre" | "tr" | "td" | "dl" | "dt" | "dd"
            | "body" | "html" | "form" | "fieldset" | "header" | "footer" | "main" => {
                let keeps = !self.lists.is_empty() && self.spans.is_empty();
                if !keeps {
                    self.flush();
                }
                self.children(node, inner, depth);
                if !keeps {
                    self.flush();
                }
            }
            _ => self.children(node, inner, depth),
        }
    }

    fn item(&mut self, node: &Handle, style: Style, depth: usize) {
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
        let paragraph = Paragraph { kind, spans, at: self.at.clone() };
        if !paragraph.is_blank() {
            self.out.push(Block::Paragraph(paragraph));
        }
    }
}

fn table(node: &Handle, at: &At, depth: usize) -> Table {
    let mut rows = Vec::new();
    gather(node, "tr", depth, &mut rows);
    let mut table = Table::default();
    // Columns that cells of earlier rows still reach into: how many rows more.
    let mut reaching: Vec<usize> = Vec::new();
    for tr in rows {
        let mut row = Row::default();
        let mut column = 0;
        let mut cells = Vec::new();
        gather(&tr, "td", depth, &mut cells);
        for (head, td) in cells {
            while reaching.get(column).copied().unwrap_or(0) > 0 {
                column += 1;
            }
            let span = |key: &str| {
                attribute(&td, key).and_then(|v| v.parse::<usize>().ok()).unwrap_or(1).clamp(1, 1000)
            };
            let (columns, down) = (span("colspan"), span("rowspan"));
            let mut walk = Walk { at: at.clone(), ..Walk::default() };
            walk.children(&td, Style { strong: head, ..Style::default() }, depth);
            walk.flush();
            row.head |= head;
            row.cells.push(Cell { column, columns, rows: down, blocks: walk.out });
            for c in column..column + columns {
                if reaching.len() <= c {
                    reaching.resize(c + 1, 0);
                }
                if let Some(r) = reaching.get_mut(c) {
                    *r = down;
                }
            }
            column += columns;
        }
        reaching.iter_mut().for_each(|r| *r = r.saturating_sub(1));
        table.rows.push(row);
    }
    table
}

trait Found {
    fn of(node: &Handle, name: &str) -> Self;
}

impl Found for Handle {
    fn of(node: &Handle, _: &str) -> Handle {
        node.clone()
    }
}

impl Found for (bool, Handle) {
    fn of(node: &Handle, name: &str) -> (bool, Handle) {
        (name == "th", node.clone())
    }
}

/// Gathers the rows of a table or the cells of a row, not those of tables inside.
fn gather<T: Found>(node: &Handle, wanted: &str, depth: usize, out: &mut Vec<T>) {
    if depth > DEPTH {
        return;
    }
    for child in node.children.borrow().iter() {
        let NodeData::Element { name, .. } = &child.data else { continue };
        let local = &*name.local;
        if local == wanted || (wanted == "td" && local == "th") {
            out.push(T::of(child, local));
        } else if local != "table" {
            gather(child, wanted, depth + 1, out);
        }
    }
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
