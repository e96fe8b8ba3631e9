//! What stands in a paragraph: runs, links, fields, boxes, notes.

use roxmltree::Node;

use super::body::{DEPTH, Walk, checkbox, chosen, is_other, is_placeholder, plain_text};
use super::fields::Fields;
use super::parts::{LocalName, attribute, child, is_on, text, value};
use crate::{At, Block, Paragraph, STRUCK, Span, ticks};

/// The longest address of a link: each stretch of text has its own copy.
const LINK: usize = 2_000;

/// A paragraph in the making.
pub(crate) struct Line {
    spans: Vec<Span>,
    /// The words so far.
    words: String,
    strong: bool,
    emphasis: bool,
    /// Whether its style hides it.
    pub(crate) hidden: bool,
    link: Option<String>,
    /// Whether what came last was struck out.
    struck: bool,
    fields: Fields,
    /// Text boxes that hang at the paragraph.
    pub(crate) boxes: Vec<Block>,
}

/// How a run is written.
struct Style<'a> {
    strong: bool,
    emphasis: bool,
    font: &'a str,
}

impl Line {
    /// Begins a paragraph, in the style's weight.
    pub(crate) fn new(strong: bool, emphasis: bool) -> Line {
        Line {
            spans: Vec::new(),
            words: String::new(),
            strong,
            emphasis,
            hidden: false,
            link: None,
            struck: false,
            fields: Fields::default(),
            boxes: Vec::new(),
        }
    }

    /// Ends it; gives its spans, and its words.
    pub(crate) fn finish(mut self) -> (Vec<Span>, String) {
        self.spans.extend(self.fields.rest().map(Span::plain));
        (self.spans, self.words)
    }

    fn push(&mut self, text: &str, style: &Style<'_>) {
        if text.is_empty() {
            return;
        }
        let link = self.link.clone().or_else(|| self.fields.link());
        self.fields.shown(text);
        let mut from = 0;
        for (i, c) in text.char_indices() {
            if let Some(ticked) = ticks::tick(c) {
                self.text(text.get(from..i).unwrap_or(""), style, &link);
                self.spans.push(Span::Tick { ticked, glyph: c.to_string() });
                from = i + c.len_utf8();
            }
        }
        self.text(text.get(from..).unwrap_or(""), style, &link);
    }

    fn text(&mut self, text: &str, style: &Style<'_>, link: &Option<String>) {
        if text.is_empty() {
            return;
        }
        self.words.push_str(text);
        let (strong, emphasis) = (style.strong, style.emphasis);
        if let Some(Span::Text { text: last, strong: s, emphasis: e, link: l }) = self.spans.last_mut()
            && (*s, *e, &*l) == (strong, emphasis, link)
        {
            return last.push_str(text);
        }
        self.spans.push(Span::Text { text: text.to_owned(), strong, emphasis, link: link.clone() });
    }
}

impl Walk<'_> {
    /// Reads the children of a paragraph, or of something in it.
    pub(crate) fn inline(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        if depth > DEPTH {
            return line.push(&plain_text(node), &Style { strong: false, emphasis: false, font: "" });
        }
        for n in node.children().filter(Node::is_element) {
            self.piece(n, line, depth);
        }
    }

    /// Reads a piece of a paragraph.
    pub(crate) fn piece(&mut self, n: Node<'_, '_>, line: &mut Line, depth: usize) {
        match n.tag_name().name() {
            "r" => self.run(n, line, depth),
            "hyperlink" => self.link(n, line, depth),
            "ins" | "moveTo" => {
                self.found.tracked = true;
                self.inline(n, line, depth + 1);
            }
            "del" | "moveFrom" => self.take_out(n),
            "sdt" => self.inline_control(n, line, depth),
            "AlternateContent" => {
                if let Some(choice) = chosen(n) {
                    self.inline(choice, line, depth + 1);
                }
            }
            "commentRangeStart" => {
                let at = self.at();
                self.remarks.begin(attribute(n, "id").unwrap_or(""), line.words.len(), at);
            }
            "commentRangeEnd" => self.remarks.end(attribute(n, "id").unwrap_or(""), &line.words),
            // The properties of a paragraph have no words.
            "pPr" => {}
            "drawing" | "pict" | "object" => self.drawing(n, line, depth),
            // What is not known may hold runs: formulas, tags, directions of writing.
            _ => self.inline(n, line, depth + 1),
        }
    }

    fn link(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        let target = attribute(node, "id").and_then(|id| self.relations.get(id));
        let link = target.filter(|r| r.external && r.target.len() <= LINK).map(|r| r.target.clone());
        let outer = std::mem::replace(&mut line.link, link);
        self.inline(node, line, depth + 1);
        line.link = outer;
    }

    fn inline_control(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        let Some(content) = child(node, "sdtContent") else { return };
        let ticked = checkbox(node);
        if let Some(ticked) = ticked {
            let glyph = plain_text(content);
            if glyph.trim().chars().count() <= 1 {
                return line.spans.push(Span::Tick { ticked, glyph });
            }
        } else if is_placeholder(node) {
            return self.put_aside(content, "placeholder");
        }
        let from = line.spans.len();
        line.spans.extend(ticked.map(|ticked| Span::Tick { ticked, glyph: String::new() }));
        self.inline(content, line, depth + 1);
        // The state is told; the character that shows it is not told again.
        if ticked.is_some() && matches!(line.spans.get(from + 1), Some(Span::Tick { .. })) {
            line.spans.remove(from + 1);
        }
    }

    fn run(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        let properties = child(node, "rPr");
        let on = |name| properties.and_then(|p| is_on(p, name));
        let id = properties.and_then(|p| value(p, "rStyle")).unwrap_or("");
        let named = self.known.styles.get(id);
        if on("vanish").or(named.hidden).unwrap_or(line.hidden) {
            self.found.hidden |= !plain_text(node).trim().is_empty();
            for n in node.children() {
                if matches!(n.tag_name().name(), "fldChar" | "instrText") {
                    line.fields.step(n);
                }
            }
            return self.remove(node, "hidden text");
        }
        if (on("strike") == Some(true) || on("dstrike") == Some(true)) && only_text(node) {
            return self.strike_out(node, line);
        }
        line.struck = false;
        let font = properties
            .and_then(|p| child(p, "rFonts"))
            .and_then(|f| attribute(f, "ascii").or_else(|| attribute(f, "hAnsi")))
            .unwrap_or("");
        let style = Style {
            strong: on("b").or(named.strong).unwrap_or(line.strong)
                || properties
                    .is_some_and(|p| picked(node, p) || (line.words.trim().is_empty() && leads(node, p))),
            emphasis: on("i").or(named.emphasis).unwrap_or(line.emphasis),
            font,
        };
        for n in node.children().filter(Node::is_element) {
            self.run_part(n, line, &style, depth);
        }
    }

    /// Keeps words that are struck out apart, those of a row of runs together.
    fn strike_out(&mut self, node: Node<'_, '_>, line: &mut Line) {
        let words = plain_text(node);
        let last = self.found.removed.last_mut().filter(|_| line.struck);
        match last.and_then(|p| p.spans.last_mut()) {
            Some(Span::Text { text, .. }) => text.push_str(&words),
            _ if words.trim().is_empty() => return,
            _ => self.found.removed.push(Paragraph::plain(words, At { part: STRUCK.into(), ..self.at() })),
        }
        line.struck = true;
        self.found.struck = true;
    }

    fn run_part(&mut self, n: Node<'_, '_>, line: &mut Line, style: &Style<'_>, depth: usize) {
        match n.tag_name().name() {
            "t" => line.push(&in_font(&text(n), style.font), style),
            "tab" | "ptab" => line.push("\t", style),
            "br" | "cr" => line.push("\n", style),
            "noBreakHyphen" => line.push("-", style),
            "delText" => self.take_out(n),
            "sym" => symbol(n, line, style),
            "footnoteReference" | "endnoteReference" => {
                line.spans.extend(self.notes.take(n).map(Span::Footnote));
            }
            "commentReference" => {
                let at = self.at();
                self.remarks.mark(attribute(n, "id").unwrap_or(""), at);
            }
            "fldChar" | "instrText" => {
                let shown = line.fields.step(n);
                line.spans.extend(shown);
            }
            "drawing" | "pict" | "object" => self.drawing(n, line, depth),
            "AlternateContent" if depth <= DEPTH => {
                for inner in chosen(n).iter().flat_map(|c| c.children()).filter(Node::is_element) {
                    self.run_part(inner, line, style, depth + 1);
                }
            }
            "rPr" => {}
            // What is not known may hold words: readings above characters, for one.
            _ => line.push(&plain_text(n), style),
        }
    }

    /// Reads a drawing: its text boxes in place, its pictures and embedded files by their relation.
    fn drawing(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        let alt = node
            .descendants()
            .find(|n| n.has_tag_name_local("docPr"))
            .and_then(|n| attribute(n, "descr").or_else(|| attribute(n, "title")))
            .unwrap_or("");
        let mut skip = 0;
        for n in node.descendants() {
            if n.range().start < skip {
                continue;
            }
            match n.tag_name().name() {
                "Choice" | "Fallback" if is_other(n) => skip = n.range().end,
                "txbxContent" | "txBody" => {
                    skip = n.range().end;
                    self.remarks.turn(&line.words, 0);
                    line.boxes.extend(self.blocks(n, depth + 1));
                    self.remarks.turn("", line.words.len());
                }
                // Letters drawn as a picture, such as “DRAFT” across the page.
                "textpath" => {
                    let text = attribute(n, "string").unwrap_or("");
                    line.boxes.extend(self.drawn(text));
                }
                "relIds" => self.graphic(attribute(n, "dm"), line),
                "chart" => self.graphic(attribute(n, "id"), line),
                "blip" | "svgBlip" | "imagedata" | "OLEObject" => self.picture(n, alt),
                _ => {}
            }
        }
    }

    fn drawn(&self, text: &str) -> Option<Block> {
        let paragraph = Paragraph::plain(text, self.at());
        Some(paragraph).filter(|p| !p.is_blank()).map(Block::Paragraph)
    }

    /// Reads the words of a diagram or a chart, once.
    fn graphic(&mut self, id: Option<&str>, line: &mut Line) {
        let Some(relation) = id.and_then(|id| self.relations.get(id)) else { return };
        if self.found.drawn.insert(relation.target.clone()) {
            let words = self.known.graphics.get(&relation.target);
            line.boxes.extend(words.into_iter().flatten().filter_map(|text| self.drawn(text)));
        }
    }

    fn picture(&mut self, node: Node<'_, '_>, alt: &str) {
        let id = attribute(node, "embed").or_else(|| attribute(node, "id"));
        let Some(relation) = id.and_then(|id| self.relations.get(id)).filter(|r| !r.external) else { return };
        let at = self.at();
        self.found.picture(&relation.target, alt, at);
    }
}

/// Says whether a run has nothing but words and breaks.
fn only_text(run: Node<'_, '_>) -> bool {
    let mut parts = run.children().filter(Node::is_element);
    parts.all(|n| matches!(n.tag_name().name(), "rPr" | "t" | "tab" | "br" | "cr" | "noBreakHyphen"))
}

/// Says whether a word or two are picked out by a highlighter, a shade or a line under them: “Yes” in “Yes / No”.
fn picked(run: Node<'_, '_>, properties: Node<'_, '_>) -> bool {
    let marked = |name| value(properties, name).is_some_and(|v| v != "none");
    let shaded = || {
        let fill = child(properties, "shd").and_then(|s| attribute(s, "fill"));
        fill.is_some_and(|f| !matches!(f.to_ascii_lowercase().as_str(), "auto" | "ffffff"))
    };
    (marked("highlight") || marked("u") || shaded())
        && matches!(plain_text(run).trim().to_lowercase().as_str(), "yes" | "no" | "n/a" | "y" | "n")
}

/// Says whether a few words with a line under them lead into others without one: “Retention  Six years”.
fn leads(run: Node<'_, '_>, properties: Node<'_, '_>) -> bool {
    const FEW: usize = 8;
    let lined = |p: Node<'_, '_>| value(p, "u").is_some_and(|v| v != "none");
    let words = plain_text(run).split_whitespace().count();
    let mut after = run.next_siblings().skip(1).filter(|n| n.is_element() && n.tag_name().name() == "r");
    (1..=FEW).contains(&words)
        && lined(properties)
        && after
            .find(|n| !plain_text(*n).trim().is_empty())
            .is_some_and(|n| !child(n, "rPr").is_some_and(lined))
}

/// Maps what is typed in a symbol font to the boxes and ticks that it draws.
fn in_font(text: &str, font: &str) -> String {
    let private = |c: char| ('\u{F000}'..='\u{F0FF}').contains(&c);
    let symbols = font.to_ascii_lowercase().contains("dings");
    if !symbols && !text.contains(private) {
        return text.to_owned();
    }
    let of = |c: char| {
        let code = u32::from(c);
        if !private(c) && (!symbols || code > 0xFF) {
            return c;
        }
        ticks::symbol(font, code).or_else(|| ticks::bullet(code).filter(|_| private(c))).unwrap_or(c)
    };
    text.chars().map(of).collect()
}

fn symbol(node: Node<'_, '_>, line: &mut Line, style: &Style<'_>) {
    let code = attribute(node, "char").and_then(|c| u32::from_str_radix(c, 16).ok()).unwrap_or(0);
    let font = attribute(node, "font").unwrap_or("");
    let plain = || char::from_u32(code).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c));
    let shown = ticks::symbol(font, code).or_else(|| ticks::bullet(code)).or_else(plain).unwrap_or('•');
    // A symbol's glyph is no text of the source: it is kept empty.
    match ticks::tick(shown) {
        Some(ticked) => line.spans.push(Span::Tick { ticked, glyph: String::new() }),
        None => line.push(&shown.to_string(), style),
    }
}
