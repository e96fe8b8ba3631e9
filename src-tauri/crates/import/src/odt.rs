//! OpenDocument texts (.odt, ISO/IEC 26300).

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::docx::{attribute, child, xml};
use crate::package::Package;
use crate::{
    At, Block, Cell, Comment, Error, Note, Outline, Paragraph, ParagraphKind, Row, Span, Table, ticks,
};

/// Deeper than this the tree is read as plain text.
const DEPTH: usize = 40;

/// Reads an OpenDocument text.
///
/// # Errors
/// [`Error::Damaged`], [`Error::Bomb`] or [`Error::Protected`].
pub(crate) fn read(bytes: &[u8]) -> Result<Outline, Error> {
    let mut package = Package::open(bytes, "OpenDocument text")?;
    let missing = || Error::Damaged { what: "OpenDocument text", reason: "it has no content".into() };
    if package.text("META-INF/manifest.xml")?.is_some_and(|m| m.contains("encryption-data")) {
        return Err(Error::Protected);
    }
    let content = package.text("content.xml")?.ok_or_else(missing)?;
    let document = xml(&content)?;
    let styles = styles(document.root_element());
    let mut walk = Walk { styles, ..Walk::default() };
    let mut outline = Outline::default();
    let text = child(document.root_element(), "body").and_then(|b| child(b, "text")).ok_or_else(missing)?;
    outline.blocks = walk.blocks(text, 0, 0);
    outline.removed = removed(text);
    if !outline.removed.is_empty() {
        let message = "The document has tracked changes. They were read as accepted; what they take out is kept among the pieces not placed.";
        outline.notes.push(Note { code: "tracked-changes".into(), message: message.into() });
    }
    outline.comments = std::mem::take(&mut walk.comments);
    if let Some(styles) = package.text("styles.xml")?
        && let Ok(document) = xml(&styles)
    {
        for margin in document.descendants().filter(|n| matches!(n.tag_name().name(), "header" | "footer")) {
            let part = if margin.tag_name().name() == "header" { "header" } else { "footer" };
            let mut walk = Walk { part, ..Walk::default() };
            let blocks = walk.blocks(margin, 0, 0);
            let margins = Outline { blocks, ..Outline::default() };
            outline.furniture.extend(margins.paragraphs().into_iter().cloned());
        }
    }
    Ok(outline)
}

#[derive(Default)]
struct Walk {
    styles: BTreeMap<String, (bool, bool)>,
    part: &'static str,
    paragraph: u32,
    table: u32,
    cell: Option<(u32, u32, u32)>,
    comments: Vec<Comment>,
}

impl Walk {
    fn at(&self) -> At {
        At {
            part: self.part.into(),
            cell: self.cell,
            paragraph: Some(self.paragraph).filter(|p| *p > 0),
            ..At::default()
        }
    }

    fn blocks(&mut self, node: Node<'_, '_>, depth: usize, list: usize) -> Vec<Block> {
        let mut out = Vec::new();
        if depth > DEPTH {
            out.push(Block::Paragraph(Paragraph::plain(all_text(node), self.at())));
            return out;
        }
        for n in node.children().filter(Node::is_element) {
            match n.tag_name().name() {
                "h" => {
                    let level = attribute(n, "outline-level").and_then(|v| v.parse().ok()).unwrap_or(1);
                    self.paragraph(n, ParagraphKind::Heading(level), &mut out);
                }
                "p" if list > 0 => {
                    let kind = ParagraphKind::Item { depth: (list - 1).min(8) as u8, ordered: false };
                    self.paragraph(n, kind, &mut out);
                }
                "p" => self.paragraph(n, ParagraphKind::Plain, &mut out),
                "list" => out.extend(self.blocks(n, depth + 1, list + 1)),
                "list-item" | "list-header" => out.extend(self.blocks(n, depth + 1, list)),
                "table" => {
                    let table = self.read_table(n, depth + 1);
                    out.push(Block::Table(table));
                }
                "section" | "index-body" | "table-of-content" | "text-box" | "frame" => {
                    out.extend(self.blocks(n, depth + 1, list));
                }
                _ => {}
            }
        }
        out
    }

    fn paragraph(&mut self, node: Node<'_, '_>, kind: ParagraphKind, out: &mut Vec<Block>) {
        self.paragraph += 1;
        let own = attribute(node, "style-name").and_then(|s| self.styles.get(s)).copied();
        let mut spans = Vec::new();
        let mut boxes = Vec::new();
        self.inline(node, own.unwrap_or_default(), None, 0, &mut spans, &mut boxes);
        let paragraph = Paragraph { kind, spans, at: self.at() };
        if !paragraph.is_blank() {
            out.push(Block::Paragraph(paragraph));
        }
        out.extend(boxes);
    }

    fn inline(
        &mut self,
        node: Node<'_, '_>,
        style: (bool, bool),
        link: Option<&str>,
        depth: usize,
        spans: &mut Vec<Span>,
        boxes: &mut Vec<Block>,
    ) {
        let push = |text: &str, spans: &mut Vec<Span>| {
            for part in ticks::split(text) {
                spans.push(match part {
                    ticks::Part::Text(text) => {
                        Span::Text { text, strong: style.0, emphasis: style.1, link: link.map(str::to_owned) }
                    }
                    ticks::Part::Tick(ticked, glyph) => Span::Tick { ticked, glyph },
                });
            }
        };
        for n in node.children() {
            if n.is_text() {
                let text = n.text().unwrap_or("");
                let folded: String =
                    text.split(['\n', '\r']).map(str::trim_start).collect::<Vec<_>>().join(" ");
                push(if text.contains('\n') { &folded } else { text }, spans);
                continue;
            }
            match n.tag_name().name() {
                "s" => push(" ", spans),
                "tab" => push("\t", spans),
                "line-break" => push("\n", spans),
                "note" => {
                    if let Some(body) = child(n, "note-body") {
                        let part = std::mem::replace(&mut self.part, "footnote");
                        let note = Outline { blocks: self.blocks(body, depth + 1, 0), ..Outline::default() };
                        self.part = part;
                        spans.push(Span::Footnote(note.paragraphs().into_iter().cloned().collect()));
                    }
                }
                "annotation" => self.comment(n),
                "frame" | "text-box" => boxes.extend(self.blocks(n, depth + 1, 0)),
                "span" if depth < DEPTH => {
                    let own = attribute(n, "style-name").and_then(|s| self.styles.get(s)).copied();
                    let style = own.map_or(style, |o| (o.0 || style.0, o.1 || style.1));
                    self.inline(n, style, link, depth + 1, spans, boxes);
                }
                "a" if depth < DEPTH => {
                    let link = attribute(n, "href").filter(|h| h.contains(':'));
                    self.inline(n, style, link, depth + 1, spans, boxes);
                }
                "tracked-changes" => {}
                _ if depth < DEPTH => self.inline(n, style, link, depth + 1, spans, boxes),
                _ => push(&all_text(n), spans),
            }
        }
    }

    fn comment(&mut self, node: Node<'_, '_>) {
        let of = |name: &str| child(node, name).and_then(|n| n.text()).unwrap_or("").to_owned();
        let text: Vec<String> =
            node.children().filter(|n| matches!(n.tag_name().name(), "p" | "list")).map(all_text).collect();
        let (by, at) = (of("creator"), of("date"));
        self.comments.push(Comment { by, at, text: text.join("\n"), about: String::new(), place: self.at() });
    }

    fn read_table(&mut self, node: Node<'_, '_>, depth: usize) -> Table {
        self.table += 1;
        let number = self.table;
        let outer = self.cell;
        let mut table = Table::default();
        let mut rows = Vec::new();
        gather_rows(node, false, 0, &mut rows);
        for (tr, head) in rows {
            let mut row = Row { cells: Vec::new(), head };
            let mut column = 0_usize;
            for td in tr.children().filter(Node::is_element) {
                let span = |key: &str| attribute(td, key).and_then(|v| v.parse::<usize>().ok()).unwrap_or(1);
                let repeated = span("number-columns-repeated").clamp(1, 1000);
                match td.tag_name().name() {
                    "table-cell" => {
                        self.cell = Some((number, table.rows.len() as u32 + 1, column as u32 + 1));
                        let blocks = self.blocks(td, depth, 0);
                        let columns = span("number-columns-spanned").clamp(1, 1000);
                        let rows = span("number-rows-spanned").clamp(1, 100_000);
                        row.cells.push(Cell { column, columns, rows, blocks });
                        column += repeated;
                    }
                    "covered-table-cell" => column += repeated,
                    _ => {}
                }
            }
            table.rows.push(row);
        }
        self.cell = outer;
        table
    }
}

fn gather_rows<'a, 'i>(node: Node<'a, 'i>, head: bool, depth: usize, out: &mut Vec<(Node<'a, 'i>, bool)>) {
    if depth > DEPTH {
        return;
    }
    for n in node.children().filter(Node::is_element) {
        match n.tag_name().name() {
            "table-row" => out.push((n, head)),
            "table-header-rows" => gather_rows(n, true, depth + 1, out),
            "table-rows" | "table-row-group" => gather_rows(n, head, depth + 1, out),
            _ => {}
        }
    }
}

/// Gives which automatic styles are bold or italic.
fn styles(root: Node<'_, '_>) -> BTreeMap<String, (bool, bool)> {
    let mut styles = BTreeMap::new();
    for style in root.descendants().filter(|n| n.tag_name().name() == "style") {
        let properties = child(style, "text-properties");
        let is = |key: &str, value: &str| properties.and_then(|p| attribute(p, key)) == Some(value);
        if let Some(name) = attribute(style, "name") {
            styles.insert(name.to_owned(), (is("font-weight", "bold"), is("font-style", "italic")));
        }
    }
    styles
}

fn removed(text: Node<'_, '_>) -> Vec<Paragraph> {
    let deletions = text.descendants().filter(|n| n.tag_name().name() == "deletion");
    let at = At { part: "tracked change".into(), ..At::default() };
    deletions
        .flat_map(|d| d.children().filter(|n| matches!(n.tag_name().name(), "p" | "h" | "list")))
        .map(|n| Paragraph::plain(all_text(n), at.clone()))
        .filter(|p| !p.is_blank())
        .collect()
}

fn all_text(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for n in node.descendants() {
        if n.is_text() {
            out.push_str(n.text().unwrap_or(""));
        } else if matches!(n.tag_name().name(), "s" | "tab" | "line-break" | "p") {
            out.push(' ');
        }
    }
    out
}
