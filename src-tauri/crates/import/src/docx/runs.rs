//! What stands in a paragraph: runs, links, fields, boxes, notes.

use roxmltree::Node;

use super::body::{DEPTH, Walk, checkbox, chosen, is_placeholder, plain_text};
use super::fields::Fields;
use super::parts::{LocalName, Picture, attribute, child, is_on};
use crate::{Block, Paragraph, Span, ticks};

/// A paragraph in the making.
pub(crate) struct Line {
    spans: Vec<Span>,
    strong: bool,
    emphasis: bool,
    link: Option<String>,
    fields: Fields,
    /// Text boxes that hang at the paragraph.
    pub(crate) boxes: Vec<Block>,
}

impl Line {
    /// Begins a paragraph, in the style's weight.
    pub(crate) fn new(strong: bool, emphasis: bool) -> Line {
        Line { spans: Vec::new(), strong, emphasis, link: None, fields: Fields::default(), boxes: Vec::new() }
    }

    /// Ends it.
    pub(crate) fn finish(mut self) -> Vec<Span> {
        self.spans.extend(self.fields.rest().map(Span::plain));
        self.spans
    }

    fn push(&mut self, text: &str, strong: bool, emphasis: bool) {
        let link = self.link.clone().or_else(|| self.fields.link());
        let mut from = 0;
        for (i, c) in text.char_indices() {
            if let Some(ticked) = ticks::tick(c) {
                self.text(text.get(from..i).unwrap_or(""), strong, emphasis, &link);
                self.spans.push(Span::Tick { ticked, glyph: c.to_string() });
                from = i + c.len_utf8();
            }
        }
        self.text(text.get(from..).unwrap_or(""), strong, emphasis, &link);
    }

    fn text(&mut self, text: &str, strong: bool, emphasis: bool, link: &Option<String>) {
        if text.is_empty() {
            return;
        }
        if let Some(Span::Text { text: last, strong: s, emphasis: e, link: l }) = self.spans.last_mut()
            && (*s, *e, &*l) == (strong, emphasis, link)
        {
            return last.push_str(text);
        }
        self.spans.push(Span::Text { text: text.to_owned(), strong, emphasis, link: link.clone() });
    }

    /// Gives the words so far.
    pub(crate) fn words(&self) -> String {
        let spans = self.spans.clone();
        Paragraph { spans, ..Paragraph::default() }.text()
    }
}

impl Walk<'_> {
    /// Reads the children of a paragraph, or of something in it.
    pub(crate) fn inline(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        if depth > DEPTH {
            return line.push(&plain_text(node), false, false);
        }
        for n in node.children().filter(Node::is_element) {
            match n.tag_name().name() {
                "r" => self.run(n, line, depth),
                "hyperlink" => self.link(n, line, depth),
                "ins" | "moveTo" => {
                    self.tracked = true;
                    self.inline(n, line, depth + 1);
                }
                "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" | "sdtContent" | "oMathPara"
                | "oMath" => {
                    self.inline(n, line, depth + 1);
                }
                "del" | "moveFrom" => self.take_out(n),
                "sdt" => self.inline_control(n, line, depth),
                "AlternateContent" => {
                    if let Some(choice) = chosen(n) {
                        self.inline(choice, line, depth + 1);
                    }
                }
                "commentRangeStart" => self.comment(n, true, line),
                "commentRangeEnd" => self.comment(n, false, line),
                "pPr" | "rPr" => {}
                // Formulas: their runs hold text too.
                _ if n.tag_name().namespace().is_some_and(|ns| ns.ends_with("/math")) => {
                    self.inline(n, line, depth + 1);
                }
                _ => {}
            }
        }
    }

    fn link(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        let target = attribute(node, "id").and_then(|id| self.relations.get(id));
        let link = target.filter(|r| r.external).map(|r| r.target.clone());
        let outer = std::mem::replace(&mut line.link, link);
        self.inline(node, line, depth + 1);
        line.link = outer;
    }

    fn inline_control(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        let Some(content) = child(node, "sdtContent") else { return };
        if let Some(ticked) = checkbox(node) {
            return line.spans.push(Span::Tick { ticked, glyph: plain_text(content) });
        }
        if is_placeholder(node) {
            return self.put_aside(content, "placeholder");
        }
        self.inline(content, line, depth + 1);
    }

    fn comment(&mut self, node: Node<'_, '_>, begins: bool, line: &Line) {
        let Some(id) = attribute(node, "id") else { return };
        let so_far = line.words();
        if begins {
            self.open_comments.push(id.to_owned());
            let at = self.at();
            self.commented.insert(id.to_owned(), (so_far, at));
        } else if let Some((before, _)) = self.commented.get_mut(id) {
            self.open_comments.retain(|open| open != id);
            let about = so_far.strip_prefix(before.as_str()).unwrap_or(&so_far).trim().to_owned();
            *before = about;
        }
    }

    fn run(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        let properties = child(node, "rPr");
        let on = |name| properties.and_then(|p| is_on(p, name));
        let strong = on("b").unwrap_or(line.strong);
        let emphasis = on("i").unwrap_or(line.emphasis);
        if on("vanish").unwrap_or(false) {
            let text = plain_text(node);
            if !text.trim().is_empty() {
                self.hidden = true;
                let at = crate::At { part: "hidden text".into(), ..self.at() };
                self.removed.push(Paragraph::plain(text, at));
            }
            return;
        }
        let font = properties
            .and_then(|p| child(p, "rFonts"))
            .and_then(|f| attribute(f, "ascii").or_else(|| attribute(f, "hAnsi")))
            .unwrap_or("")
            .to_owned();
        for n in node.children().filter(Node::is_element) {
            self.run_part(n, line, (strong, emphasis), &font, depth);
        }
    }

    fn run_part(
        &mut self,
        n: Node<'_, '_>,
        line: &mut Line,
        (strong, emphasis): (bool, bool),
        font: &str,
        depth: usize,
    ) {
        let mut push = |text: &str| line.push(text, strong, emphasis);
        match n.tag_name().name() {
            "t" => push(&in_font(n.text().unwrap_or(""), font)),
            "tab" | "ptab" => push("\t"),
            "br" | "cr" => push("\n"),
            "noBreakHyphen" => push("-"),
            "delText" => self.take_out(n),
            "sym" => symbol(n, line, strong, emphasis),
            "footnoteReference" | "endnoteReference" => {
                if let Some(note) = self.notes.take(n) {
                    line.spans.push(Span::Footnote(note));
                }
            }
            "fldChar" | "instrText" => {
                let shown = line.fields.step(n);
                line.spans.extend(shown);
            }
            "drawing" | "pict" | "object" => self.drawing(n, line, depth),
            "AlternateContent" => {
                if let Some(choice) = chosen(n) {
                    for inner in choice.children().filter(Node::is_element) {
                        self.run_part(inner, line, (strong, emphasis), font, depth);
                    }
                }
            }
            "ruby" => push(&plain_text(n)),
            _ => {}
        }
    }

    /// Reads a drawing: its text boxes in place, its pictures and embedded files by their relation.
    fn drawing(&mut self, node: Node<'_, '_>, line: &mut Line, depth: usize) {
        let alt = node
            .descendants()
            .find(|n| n.has_tag_name_local("docPr"))
            .and_then(|n| attribute(n, "descr").or_else(|| attribute(n, "title")))
            .unwrap_or("")
            .to_owned();
        let mut inside = None;
        for n in node.descendants() {
            if inside.is_some_and(|end| n.range().start < end) {
                continue;
            }
            match n.tag_name().name() {
                "Fallback" => inside = Some(n.range().end),
                "txbxContent" => {
                    inside = Some(n.range().end);
                    line.boxes.extend(self.blocks(n, depth + 1));
                }
                "blip" | "imagedata" | "OLEObject" => self.picture(n, &alt),
                _ => {}
            }
        }
    }

    fn picture(&mut self, node: Node<'_, '_>, alt: &str) {
        let id = attribute(node, "embed").or_else(|| attribute(node, "id"));
        let Some(relation) = id.and_then(|id| self.relations.get(id)).filter(|r| !r.external) else { return };
        let at = self.at();
        self.pictures.push(Picture { target: relation.target.clone(), alt: alt.to_owned(), at });
    }
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

fn symbol(node: Node<'_, '_>, line: &mut Line, strong: bool, emphasis: bool) {
    let code = attribute(node, "char").and_then(|c| u32::from_str_radix(c, 16).ok()).unwrap_or(0);
    let font = attribute(node, "font").unwrap_or("");
    let plain = || char::from_u32(code).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c));
    let shown = ticks::symbol(font, code).or_else(|| ticks::bullet(code)).or_else(plain).unwrap_or('•');
    // A symbol's glyph is no text of the source: it is kept empty.
    match ticks::tick(shown) {
        Some(ticked) => line.spans.push(Span::Tick { ticked, glyph: String::new() }),
        None => line.push(&shown.to_string(), strong, emphasis),
    }
}
