//! OpenDocument texts (.odt, ISO/IEC 26300).

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::docx::{Picture, attribute, child, text, xml};
use crate::package::Package;
use crate::{
    At, Block, Cell, Comment, Error, Note, Outline, Paragraph, ParagraphKind, Row, Span, Table, ticks,
};

/// Deeper than this the tree is read as plain text.
const DEPTH: usize = 40;
/// The longest address of a link: each stretch of text has its own copy.
const LINK: usize = 2_000;
/// The most pictures that come along.
const PICTURES: usize = 1_000;

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
    let part = package.text("content.xml")?.ok_or_else(missing)?;
    let document = xml(&part)?;
    let mut walk = Walk { known: Known::read(document.root_element()), ..Walk::default() };
    let mut outline = Outline { title: title(&mut package)?, ..Outline::default() };
    let content =
        child(document.root_element(), "body").and_then(|b| child(b, "text")).ok_or_else(missing)?;
    outline.blocks = walk.blocks(content, 0, None);
    outline.removed = removed(content);
    if !outline.removed.is_empty() {
        let message = "The document has tracked changes. They were read as accepted; what they take out is kept among the pieces not placed.";
        outline.notes.push(Note { code: "tracked-changes".into(), message: message.into() });
    }
    outline.comments = std::mem::take(&mut walk.comments);
    outline.furniture = std::mem::take(&mut walk.aside);
    let mut pictures = std::mem::take(&mut walk.pictures);
    if let Some(styles) = package.text("styles.xml")?
        && let Ok(document) = xml(&styles)
    {
        for margin in document.descendants().filter(|n| MARGINS.contains(&n.tag_name().name())) {
            let header = margin.tag_name().name().starts_with("header");
            let part = if header { "header" } else { "footer" };
            let mut walk = Walk { part, ..Walk::default() };
            outline.furniture.extend(flatten(walk.blocks(margin, 0, None)));
            pictures.append(&mut walk.pictures);
        }
    }
    let files = crate::docx::files(&mut package, pictures)?;
    outline.files = files.0;
    if files.1 {
        outline.notes.push(crate::docx::left_out());
    }
    Ok(outline)
}

/// The running heads and footers of a page's style.
const MARGINS: &[&str] = &["header", "header-left", "header-first", "footer", "footer-left", "footer-first"];

fn title(package: &mut Package<'_>) -> Result<Option<String>, Error> {
    let Some(meta) = package.text("meta.xml")? else { return Ok(None) };
    let Ok(document) = xml(&meta) else { return Ok(None) };
    let title = document.descendants().find(|n| n.tag_name().name() == "title").map(text);
    Ok(title.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()))
}

fn flatten(blocks: Vec<Block>) -> Vec<Paragraph> {
    let outline = Outline { blocks, ..Outline::default() };
    outline.paragraphs().into_iter().cloned().collect()
}

/// What is known of the styles of a document.
#[derive(Default)]
struct Known {
    /// Which are bold or italic.
    letters: BTreeMap<String, (bool, bool)>,
    /// Which levels of which lists are numbered, with what stands before and after the number and its format.
    lists: BTreeMap<(String, usize), [String; 3]>,
}

impl Known {
    fn read(root: Node<'_, '_>) -> Known {
        let mut lists = BTreeMap::new();
        for n in root.descendants().filter(|n| n.tag_name().name() == "list-level-style-number") {
            let name = n.parent_element().and_then(|p| attribute(p, "name"));
            let level = attribute(n, "level").and_then(|l| l.parse().ok());
            if let (Some(name), Some(level)) = (name, level) {
                let of = |key| attribute(n, key).filter(|v| v.len() < 20).unwrap_or("").to_owned();
                lists
                    .insert((name.to_owned(), level), [of("num-prefix"), of("num-suffix"), of("num-format")]);
            }
        }
        Known { letters: styles(root), lists }
    }
}

/// The list that a paragraph stands in.
#[derive(Clone, Copy)]
struct List<'a> {
    depth: usize,
    style: &'a str,
    /// Which item, from 1; 0 for a paragraph that goes on.
    number: u32,
}

#[derive(Default)]
struct Walk {
    known: Known,
    part: &'static str,
    paragraph: u32,
    table: u32,
    cell: Option<(u32, u32, u32)>,
    comments: Vec<Comment>,
    /// Prompts that nobody answered.
    aside: Vec<Paragraph>,
    pictures: Vec<Picture>,
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

    fn blocks(&mut self, node: Node<'_, '_>, depth: usize, list: Option<List<'_>>) -> Vec<Block> {
        let mut out = Vec::new();
        if depth > DEPTH {
            let paragraph = Paragraph::plain(all_text(node), self.at());
            return Some(paragraph).filter(|p| !p.is_blank()).map(Block::Paragraph).into_iter().collect();
        }
        let mut item = list;
        for n in node.children().filter(Node::is_element) {
            match n.tag_name().name() {
                "h" => {
                    let level = attribute(n, "outline-level").and_then(|v| v.parse().ok()).unwrap_or(1);
                    self.paragraph(n, ParagraphKind::Heading(level), None, &mut out);
                }
                "p" => {
                    let (kind, marker) = self.kind(item);
                    self.paragraph(n, kind, marker, &mut out);
                    item = item.map(|i| List { number: 0, ..i });
                }
                "list" => out.extend(self.list(n, depth, item)),
                "table" => out.push(Block::Table(self.read_table(n, depth + 1))),
                "image" | "object" | "object-ole" => self.picture(n),
                "tracked-changes" | "forms" | "sequence-decls" => {}
                // What is not known may hold paragraphs: sections, indexes, frames.
                _ => out.extend(self.blocks(n, depth + 1, item)),
            }
        }
        out
    }

    fn list(&mut self, node: Node<'_, '_>, depth: usize, outer: Option<List<'_>>) -> Vec<Block> {
        let style = attribute(node, "style-name").or(outer.map(|o| o.style)).unwrap_or("");
        let mut list = List { depth: outer.map_or(0, |o| o.depth) + 1, style, number: 0 };
        let mut out = Vec::new();
        for item in node.children().filter(Node::is_element) {
            let header = item.tag_name().name() == "list-header";
            if !header {
                list.number += 1;
            }
            let own = List { number: if header { 0 } else { list.number }, ..list };
            out.extend(self.blocks(item, depth + 1, Some(own)));
        }
        out
    }

    fn kind(&self, list: Option<List<'_>>) -> (ParagraphKind, Option<String>) {
        let Some(list) = list else { return (ParagraphKind::Plain, None) };
        let format = self.known.lists.get(&(list.style.to_owned(), list.depth));
        let kind = ParagraphKind::Item { depth: (list.depth - 1).min(8) as u8, ordered: format.is_some() };
        let marker = format.filter(|_| list.number > 0).map(|[before, after, format]| {
            format!("{before}{}{after}", crate::docx::counted_as(list.number, format))
        });
        (kind, marker)
    }

    fn paragraph(
        &mut self,
        node: Node<'_, '_>,
        kind: ParagraphKind,
        marker: Option<String>,
        out: &mut Vec<Block>,
    ) {
        self.paragraph += 1;
        let own = attribute(node, "style-name").and_then(|s| self.known.letters.get(s)).copied();
        let mut spans: Vec<Span> = marker.into_iter().map(Span::Marker).collect();
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
                let folded = || text.split(['\n', '\r']).map(str::trim_start).collect::<Vec<_>>().join(" ");
                push(&if text.contains('\n') { folded() } else { text.to_owned() }, spans);
                continue;
            }
            match n.tag_name().name() {
                "s" => push(" ", spans),
                "tab" => push("\t", spans),
                "line-break" => push("\n", spans),
                "note" => {
                    if let Some(body) = child(n, "note-body") {
                        let part = std::mem::replace(&mut self.part, "footnote");
                        let note = flatten(self.blocks(body, depth + 1, None));
                        self.part = part;
                        spans.push(Span::Footnote(note));
                    }
                }
                "annotation" => self.comment(n),
                "frame" | "text-box" | "custom-shape" | "rect" | "g" if depth < DEPTH => {
                    boxes.extend(self.blocks(n, depth + 1, None));
                }
                "image" => self.picture(n),
                "content-control" if is(n, "showing-place-holder") => {
                    let at = At { part: "placeholder".into(), ..self.at() };
                    self.aside.extend(Some(Paragraph::plain(all_text(n), at)).filter(|p| !p.is_blank()));
                }
                "content-control" if is(n, "checkbox") => {
                    let ticked = is(n, "checked");
                    let glyph = all_text(n);
                    let from = spans.len();
                    spans.push(Span::Tick { ticked, glyph: String::new() });
                    if glyph.trim().chars().count() > 1 {
                        self.inline(n, style, link, depth + 1, spans, boxes);
                        if matches!(spans.get(from + 1), Some(Span::Tick { .. })) {
                            spans.remove(from + 1);
                        }
                    }
                }
                "span" if depth < DEPTH => {
                    let own = attribute(n, "style-name").and_then(|s| self.known.letters.get(s)).copied();
                    let style = own.map_or(style, |o| (o.0 || style.0, o.1 || style.1));
                    self.inline(n, style, link, depth + 1, spans, boxes);
                }
                "a" if depth < DEPTH => {
                    let link = attribute(n, "href").filter(|h| h.contains(':') && h.len() <= LINK);
                    self.inline(n, style, link, depth + 1, spans, boxes);
                }
                "tracked-changes" => {}
                _ if depth < DEPTH => self.inline(n, style, link, depth + 1, spans, boxes),
                _ => push(&all_text(n), spans),
            }
        }
    }

    fn picture(&mut self, node: Node<'_, '_>) {
        let Some(target) = attribute(node, "href").filter(|h| !h.contains(':')) else { return };
        let target = target.trim_start_matches("./").to_owned();
        let frame = node.parent_element();
        let alt =
            frame.and_then(|f| child(f, "desc").or_else(|| child(f, "title"))).map(text).unwrap_or_default();
        if self.pictures.iter().all(|p| p.target != target) && self.pictures.len() < PICTURES {
            self.pictures.push(Picture { target, alt, at: self.at() });
        }
    }

    fn comment(&mut self, node: Node<'_, '_>) {
        let of = |name: &str| child(node, name).map(text).unwrap_or_default();
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
        gather_rows(node, false, &mut rows);
        for (tr, head) in rows {
            let mut row = Row { cells: Vec::new(), head };
            let mut column = 0_usize;
            for td in tr.children().filter(Node::is_element) {
                let span = |key: &str| attribute(td, key).and_then(|v| v.parse::<usize>().ok()).unwrap_or(1);
                let repeated = span("number-columns-repeated").clamp(1, 1000);
                match td.tag_name().name() {
                    "table-cell" => {
                        self.cell = Some((number, table.rows.len() as u32 + 1, column as u32 + 1));
                        let blocks = self.blocks(td, depth, None);
                        let columns = span("number-columns-spanned").clamp(1, 1000);
                        let rows = span("number-rows-spanned").clamp(1, 100_000);
                        row.cells.push(Cell { column, columns, rows, blocks });
                        column += repeated;
                    }
                    // What a merged cell hides is no less a word: it goes into the cell before.
                    "covered-table-cell" => {
                        let hidden = self.blocks(td, depth, None);
                        row.cells.last_mut().into_iter().for_each(|c| c.blocks.extend_from_slice(&hidden));
                        column += repeated;
                    }
                    _ => {}
                }
            }
            table.rows.push(row);
        }
        self.cell = outer;
        table
    }
}

fn gather_rows<'a, 'i>(node: Node<'a, 'i>, head: bool, out: &mut Vec<(Node<'a, 'i>, bool)>) {
    for n in node.children().filter(Node::is_element) {
        match n.tag_name().name() {
            "table-row" => out.push((n, head)),
            "table-header-rows" => gather_rows(n, true, out),
            _ => gather_rows(n, head, out),
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

/// Says whether an attribute is on.
fn is(node: Node<'_, '_>, key: &str) -> bool {
    attribute(node, key) == Some("true")
}

fn removed(text: Node<'_, '_>) -> Vec<Paragraph> {
    let deletions = text.descendants().filter(|n| n.tag_name().name() == "deletion");
    let at = At { part: "tracked change".into(), ..At::default() };
    deletions
        .flat_map(|d| d.children().filter(|n| n.is_element() && n.tag_name().name() != "change-info"))
        .map(|n| Paragraph::plain(all_text(n), at.clone()))
        .filter(|p| !p.is_blank())
        .collect()
}

fn all_text(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    // Where the paragraphs end that are open.
    let mut ends = Vec::new();
    for n in node.descendants() {
        while ends.pop_if(|end| *end <= n.range().start).is_some() {
            out.push(' ');
        }
        if n.is_text() {
            out.push_str(n.text().unwrap_or(""));
        } else if matches!(n.tag_name().name(), "s" | "tab" | "line-break") {
            out.push(' ');
        } else if matches!(n.tag_name().name(), "p" | "h") {
            out.extend(Some(' ').filter(|_| !out.is_empty()));
            ends.push(n.range().end);
        }
    }
    out
}
