//! Rich Text Format: groups and control words, as Word and WordPad write them.

use crate::package::windows_1252;
use crate::{At, Block, Cell, Error, Outline, Paragraph, ParagraphKind, Row, Span, Table, ticks};

/// Deeper than this no group is read.
const DEPTH: usize = 500;

/// Reads a document.
///
/// # Errors
/// [`Error::Damaged`] when it is none.
pub(crate) fn read(bytes: &[u8]) -> Result<Outline, Error> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Error::Damaged { what: "RTF document", reason: "it does not begin as one".into() });
    }
    let mut walk = Walk { groups: vec![Group::default()], ..Walk::default() };
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' if walk.groups.len() < DEPTH => walk.open(),
            b'{' => {
                return Err(Error::Damaged {
                    what: "RTF document",
                    reason: "its groups are too deep".into(),
                });
            }
            b'}' => walk.close(),
            b'\\' => at = walk.control(bytes, at),
            b'\r' | b'\n' => {}
            byte => walk.push(windows_1252(*byte)),
        }
    }
    walk.paragraph();
    walk.end_table();
    let mut outline = Outline { blocks: walk.out, furniture: walk.margins, ..Outline::default() };
    crate::html::number(&mut outline.blocks, &mut 0);
    Ok(outline)
}

#[derive(Debug, Clone, Default)]
struct Group {
    strong: bool,
    emphasis: bool,
    hidden: bool,
    /// How many characters stand for a `\u` where it is not known.
    skip: usize,
    to: To,
}

/// Where the words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum To {
    #[default]
    Body,
    Margin,
    Note,
    Nowhere,
}

#[derive(Default)]
struct Walk {
    groups: Vec<Group>,
    out: Vec<Block>,
    spans: Vec<Span>,
    note: Vec<Paragraph>,
    note_spans: Vec<Span>,
    margins: Vec<Paragraph>,
    margin_spans: Vec<Span>,
    cell: Vec<Block>,
    row: Row,
    table: Option<Table>,
    in_table: bool,
    item: bool,
    level: Option<u8>,
    skipping: usize,
    high: Option<u16>,
}

impl Walk {
    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn open(&mut self) {
        let group = self.group().clone();
        self.groups.push(group);
    }

    fn close(&mut self) {
        let closed = self.groups.pop().unwrap_or_default();
        let to = self.group().to;
        if closed.to == To::Note && to != To::Note {
            self.flush_note();
            let note = std::mem::take(&mut self.note);
            if !note.is_empty() {
                self.spans.push(Span::Footnote(note));
            }
        }
        if closed.to == To::Margin && to != To::Margin {
            self.paragraph_in(To::Margin);
        }
    }

    fn push(&mut self, c: char) {
        if self.skipping > 0 {
            self.skipping -= 1;
            return;
        }
        let group = self.group().clone();
        if group.hidden {
            return;
        }
        let spans = match group.to {
            To::Body => &mut self.spans,
            To::Note => &mut self.note_spans,
            To::Margin => &mut self.margin_spans,
            To::Nowhere => return,
        };
        if let Some(ticked) = ticks::tick(c) {
            return spans.push(Span::Tick { ticked, glyph: c.to_string() });
        }
        match spans.last_mut() {
            Some(Span::Text { text, strong, emphasis, .. })
                if (*strong, *emphasis) == (group.strong, group.emphasis) =>
            {
                text.push(c);
            }
            _ => spans.push(Span::Text {
                text: c.to_string(),
                strong: group.strong,
                emphasis: group.emphasis,
                link: None,
            }),
        }
    }

    /// Reads a control word or symbol; gives where to go on.
    fn control(&mut self, bytes: &[u8], at: usize) -> usize {
        let Some(first) = bytes.get(at) else { return at };
        if !first.is_ascii_alphabetic() {
            return self.symbol(bytes, at, *first);
        }
        let letters = bytes.iter().skip(at).take_while(|b| b.is_ascii_alphabetic()).take(32).count();
        let name = bytes.get(at..at + letters).and_then(|n| std::str::from_utf8(n).ok()).unwrap_or("");
        let mut end = at + letters;
        let sign = bytes.get(end) == Some(&b'-');
        let digits =
            bytes.iter().skip(end + usize::from(sign)).take_while(|b| b.is_ascii_digit()).take(10).count();
        let mut number: Option<i64> = None;
        if digits > 0 {
            let to = end + usize::from(sign) + digits;
            number =
                bytes.get(end..to).and_then(|n| std::str::from_utf8(n).ok()).and_then(|n| n.parse().ok());
            end = to;
        }
        if bytes.get(end) == Some(&b' ') {
            end += 1;
        }
        if name == "bin" {
            return end.saturating_add(number.unwrap_or(0).max(0) as usize);
        }
        self.word(name, number);
        end
    }

    fn symbol(&mut self, bytes: &[u8], at: usize, first: u8) -> usize {
        match first {
            b'\'' => {
                let hex = bytes.get(at + 1..at + 3).and_then(|h| std::str::from_utf8(h).ok());
                if let Some(byte) = hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
                    self.push(windows_1252(byte));
                }
                return at + 3;
            }
            b'*' => self.group().to = To::Nowhere,
            b'~' => self.push('\u{a0}'),
            b'_' => self.push('-'),
            b'\r' | b'\n' => self.paragraph(),
            b'\\' | b'{' | b'}' => self.push(char::from(first)),
            _ => {}
        }
        at + 1
    }

    fn word(&mut self, name: &str, number: Option<i64>) {
        let on = number != Some(0);
        match name {
            "par" | "sect" | "page" => {
                let to = self.group().to;
                self.paragraph_in(to);
            }
            "line" => self.push('\n'),
            "tab" => self.push('\t'),
            "b" => self.group().strong = on,
            "i" => self.group().emphasis = on,
            "v" => self.group().hidden = on,
            "plain" => {
                let group = self.group();
                (group.strong, group.emphasis, group.hidden) = (false, false, false);
            }
            "pard" => {
                self.in_table = false;
                self.item = false;
                self.level = None;
            }
            "intbl" => self.in_table = true,
            "ls" | "pntext" | "listtext" => {
                self.item = true;
                if name != "ls" {
                    self.group().to = To::Nowhere;
                }
            }
            "outlinelevel" => self.level = number.map(|n| n.clamp(0, 8) as u8 + 1),
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "uc" => self.group().skip = number.unwrap_or(1).clamp(0, 8) as usize,
            "u" => self.unicode(number.unwrap_or(0)),
            "bullet" => self.push('•'),
            "endash" => self.push('–'),
            "emdash" => self.push('—'),
            "lquote" => self.push('‘'),
            "rquote" => self.push('’'),
            "ldblquote" => self.push('“'),
            "rdblquote" => self.push('”'),
            "footnote" => self.group().to = To::Note,
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
                self.group().to = To::Margin;
            }
            "fonttbl" | "colortbl" | "stylesheet" | "info" | "pict" | "fldinst" | "listtable"
            | "listoverridetable" | "themedata" | "object" | "xmlnstbl" | "rsidtbl" | "generator"
            | "datastore" => {
                self.group().to = To::Nowhere;
            }
            _ => {}
        }
    }

    fn unicode(&mut self, number: i64) {
        let unit = number.rem_euclid(0x1_0000) as u16;
        let c = match (self.high.take(), unit) {
            (_, 0xD800..=0xDBFF) => {
                self.high = Some(unit);
                None
            }
            (Some(high), 0xDC00..=0xDFFF) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            _ => char::from_u32(u32::from(unit)),
        };
        if let Some(c) = c {
            self.push(c);
        }
        self.skipping = if self.group().skip > 0 { self.group().skip } else { 1 };
    }

    fn flush_note(&mut self) {
        let spans = std::mem::take(&mut self.note_spans);
        let at = At { part: "footnote".into(), ..At::default() };
        let paragraph = Paragraph { spans, at, ..Paragraph::default() };
        if !paragraph.is_blank() {
            self.note.push(paragraph);
        }
    }

    fn paragraph_in(&mut self, to: To) {
        match to {
            To::Body => self.paragraph(),
            To::Note => self.flush_note(),
            To::Margin => {
                let spans = std::mem::take(&mut self.margin_spans);
                let at = At { part: "header or footer".into(), ..At::default() };
                let paragraph = Paragraph { spans, at, ..Paragraph::default() };
                if !paragraph.is_blank() {
                    self.margins.push(paragraph);
                }
            }
            To::Nowhere => {}
        }
    }

    fn paragraph(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        let kind = match (self.level, self.item) {
            (Some(level), _) => ParagraphKind::Heading(level),
            (None, true) => ParagraphKind::Item { depth: 0, ordered: false },
            _ => ParagraphKind::Plain,
        };
        let paragraph = Paragraph { kind, spans, at: At::default() };
        if paragraph.is_blank() {
            return;
        }
        if self.in_table {
            self.cell.push(Block::Paragraph(paragraph));
        } else {
            self.end_table();
            self.out.push(Block::Paragraph(paragraph));
        }
    }

    fn end_cell(&mut self) {
        self.in_table = true;
        self.paragraph();
        let blocks = std::mem::take(&mut self.cell);
        self.row.cells.push(Cell { column: self.row.cells.len(), columns: 1, rows: 1, blocks });
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.table.get_or_insert_default().rows.push(row);
    }

    fn end_table(&mut self) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        if !self.row.cells.is_empty() {
            self.end_row();
        }
        self.out.extend(self.table.take().map(Block::Table));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tables_notes_and_escapes_are_read() {
        let rtf =
            br"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\header Running\par}\pard One \b two\b0\'92s\u8212?x\par
\pard\intbl left\cell right{\footnote why}\cell\row\pard after\par}";
        let outline = read(rtf).expect("a document");
        let texts: Vec<String> = outline.paragraphs().iter().map(|p| p.text()).collect();
        assert_eq!(texts, ["One two\u{2019}s\u{2014}x", "left", "right", "after"]);
        assert_eq!(outline.furniture.len(), 1);
        assert_eq!(outline.words(), 2 + 3 + 1 + 1);
    }
}
