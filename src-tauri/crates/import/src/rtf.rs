//! Rich Text Format: groups and control words, as Word and WordPad write them.

use std::collections::BTreeMap;

use crate::package::windows_1252;
use crate::{
    At, Block, Cell, Comment, Error, Note, Outline, Paragraph, ParagraphKind, Row, Span, Table, ticks,
};

/// Deeper than this no group is read.
const DEPTH: usize = 500;
/// The most paragraphs, cells and boxes.
const PIECES: usize = 400_000;
/// The longest instruction of a field, in bytes.
const INSTRUCTION: usize = 2_000;

/// Reads a document.
///
/// # Errors
/// [`Error::Damaged`] when it is none, [`Error::Bomb`] for more pieces than a document has.
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
        if walk.pieces > PIECES {
            return Err(Error::Bomb);
        }
    }
    while walk.groups.len() > 1 {
        walk.close();
    }
    walk.paragraph();
    walk.end_table();
    Ok(walk.outline())
}

#[derive(Debug, Clone, Default)]
struct Group {
    strong: bool,
    emphasis: bool,
    hidden: bool,
    deleted: bool,
    /// How many characters stand for a `\u` where it is not known; one where it is not said.
    skip: Option<usize>,
    to: To,
}

/// Where the words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum To {
    #[default]
    Body,
    /// A text box: its paragraphs go before the one that it hangs at.
    Box,
    Margin,
    Note,
    Comment,
    Author,
    Title,
    /// The instruction of a field.
    Code,
    /// What is printed before an item of a list.
    Marker,
    Nowhere,
}

#[derive(Default)]
struct Walk {
    groups: Vec<Group>,
    out: Vec<Block>,
    /// The words that are under way, by where they go.
    spans: BTreeMap<To, Vec<Span>>,
    /// The words around a text box.
    around: Vec<Vec<Span>>,
    note: Vec<Paragraph>,
    margins: Vec<Paragraph>,
    removed: Vec<Paragraph>,
    /// What is hidden or deleted, and under way.
    apart: String,
    comments: Vec<Comment>,
    author: String,
    title: String,
    link: Option<String>,
    /// How deep the group is that the link's field is in.
    field: usize,
    cell: Vec<Block>,
    row: Row,
    table: Option<Table>,
    in_table: bool,
    item: bool,
    level: Option<u8>,
    skipping: usize,
    high: Option<u16>,
    pieces: usize,
    tracked: bool,
    /// The tick box of a form that is under way, and whether it is ticked.
    form: Option<Option<bool>>,
}

impl Walk {
    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn outline(self) -> Outline {
        let mut outline = Outline {
            title: Some(self.title.trim().to_owned()).filter(|t| !t.is_empty()),
            blocks: self.out,
            furniture: self.margins,
            removed: self.removed,
            comments: self.comments,
            ..Outline::default()
        };
        let hidden = outline.removed.iter().any(|p| p.at.part == "hidden text");
        if self.tracked {
            let message = "The document has tracked changes. They were read as accepted; what they take out is kept among the pieces not placed.";
            outline.notes.push(Note { code: "tracked-changes".into(), message: message.into() });
        }
        if hidden {
            let message = "The document has hidden text. It is kept among the pieces not placed.";
            outline.notes.push(Note { code: "hidden-text".into(), message: message.into() });
        }
        crate::html::number(&mut outline.blocks, &mut 0);
        outline
    }

    fn open(&mut self) {
        self.skipping = 0;
        let group = self.group().clone();
        self.groups.push(group);
    }

    fn close(&mut self) {
        self.skipping = 0;
        let closed = self.groups.pop().unwrap_or_default();
        if self.groups.len() < self.field {
            self.link = None;
        }
        let to = self.group().to;
        if closed.hidden || closed.deleted {
            self.end_apart(&closed);
        }
        if closed.to == to {
            return;
        }
        match closed.to {
            To::Note => {
                self.paragraph_in(To::Note);
                let note = std::mem::take(&mut self.note);
                if !note.is_empty() {
                    let to = if to == To::Margin { To::Margin } else { To::Body };
                    self.spans.entry(to).or_default().push(Span::Footnote(note));
                }
            }
            To::Margin => self.paragraph_in(To::Margin),
            To::Box => {
                self.paragraph();
                let around = self.around.pop().unwrap_or_default();
                self.spans.insert(To::Body, around);
            }
            To::Comment => self.comment(),
            To::Author => self.author = self.taken(To::Author),
            To::Title => self.title = self.taken(To::Title),
            To::Code => self.code(),
            To::Marker => {
                let marker = self.taken(To::Marker).trim().to_owned();
                if !marker.is_empty() {
                    self.spans.entry(To::Body).or_default().push(Span::Marker(marker));
                }
            }
            To::Nowhere => {
                if let Some(ticked) = self.form.take().filter(|_| to != To::Nowhere) {
                    let ticked = ticked.unwrap_or(false);
                    self.spans.entry(To::Body).or_default().push(Span::Tick { ticked, glyph: String::new() });
                }
            }
            To::Body => {}
        }
    }

    /// Takes the words that are under way somewhere.
    fn taken(&mut self, to: To) -> String {
        Paragraph { spans: self.spans.remove(&to).unwrap_or_default(), ..Paragraph::default() }.text()
    }

    fn comment(&mut self) {
        let text = self.taken(To::Comment).trim().to_owned();
        if !text.is_empty() {
            let by = std::mem::take(&mut self.author);
            self.comments.push(Comment { by, text, ..Comment::default() });
        }
    }

    /// Reads the instruction of a field: where a link leads.
    fn code(&mut self) {
        let code = self.taken(To::Code);
        let address =
            code.trim().strip_prefix("HYPERLINK").map(|rest| rest.trim_start().trim_start_matches('"'));
        let address = address.and_then(|a| a.split(['"', ' ']).next()).unwrap_or("");
        self.link = Some(address.to_owned()).filter(|a| a.contains(':') && a.len() <= INSTRUCTION);
    }

    /// Ends a stretch of hidden or deleted words.
    fn end_apart(&mut self, group: &Group) {
        let text = std::mem::take(&mut self.apart);
        if !text.trim().is_empty() {
            self.pieces += 1;
            self.tracked |= group.deleted;
            let part = if group.deleted { "tracked change" } else { "hidden text" };
            let at = At { part: part.into(), ..At::default() };
            self.removed.push(Paragraph::plain(text, at));
        }
    }

    fn push(&mut self, c: char) {
        if self.skipping > 0 {
            self.skipping -= 1;
            return;
        }
        let Some(group) = self.groups.last() else { return };
        let (strong, emphasis) = (group.strong, group.emphasis);
        let to = if group.to == To::Box { To::Body } else { group.to };
        if to == To::Nowhere {
            return;
        }
        if (group.hidden || group.deleted) && !matches!(to, To::Code | To::Marker) {
            return self.apart.push(c);
        }
        let spans = self.spans.entry(to).or_default();
        if let Some(ticked) = ticks::tick(c) {
            self.pieces += 1;
            return spans.push(Span::Tick { ticked, glyph: c.to_string() });
        }
        match spans.last_mut() {
            Some(Span::Text { text, strong: s, emphasis: e, link })
                if (*s, *e, &*link) == (strong, emphasis, &self.link) =>
            {
                text.push(c);
            }
            _ => {
                self.pieces += 1;
                let link = self.link.clone();
                spans.push(Span::Text { text: c.to_string(), strong, emphasis, link });
            }
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
            b'\r' | b'\n' => {
                let to = self.group().to;
                self.paragraph_in(to);
            }
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
            "v" => self.apart(|group| group.hidden = on),
            "deleted" => self.apart(|group| group.deleted = on),
            "revised" => self.tracked |= on,
            "plain" => {
                self.apart(|group| (group.hidden, group.deleted) = (false, false));
                let group = self.group();
                (group.strong, group.emphasis) = (false, false);
            }
            "pard" => {
                self.in_table = false;
                self.item = false;
                self.level = None;
            }
            "intbl" => self.in_table = true,
            "ls" => self.item = true,
            "pntext" | "listtext" => {
                self.item = true;
                self.group().to = To::Marker;
            }
            "outlinelevel" => self.level = number.map(|n| n.clamp(0, 8) as u8 + 1),
            "cell" | "nestcell" if self.is_body() => self.end_cell(),
            "row" | "nestrow" if self.is_body() => self.end_row(),
            "trhdr" => self.row.head = true,
            "uc" => self.group().skip = Some(number.unwrap_or(1).clamp(0, 8) as usize),
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
            "shptxt" => {
                let around = self.spans.remove(&To::Body).unwrap_or_default();
                self.around.push(around);
                self.group().to = To::Box;
            }
            "annotation" => self.group().to = To::Comment,
            "atnauthor" => self.group().to = To::Author,
            "title" => self.group().to = To::Title,
            "fldinst" => self.group().to = To::Code,
            "field" => (self.link, self.field) = (None, self.groups.len()),
            "result" => self.group().to = To::Body,
            "fftype" if number == Some(1) => self.form = Some(None),
            // 25 stands for “as by default”.
            "ffres" if number != Some(25) => self.form = self.form.map(|_| Some(on)),
            "ffdefres" => self.form = self.form.map(|chosen| chosen.or(Some(on))),
            "fonttbl" | "colortbl" | "stylesheet" | "info" | "pict" | "listtable" | "listoverridetable"
            | "themedata" | "object" | "xmlnstbl" | "rsidtbl" | "generator" | "datastore"
            | "nonesttables" | "atnid" | "atnref" | "atndate" | "formfield" | "sp" | "shprslt" | "do" => {
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
        self.skipping = self.group().skip.unwrap_or(1);
    }

    /// Changes whether words are hidden or deleted; those before end.
    fn apart(&mut self, change: impl Fn(&mut Group)) {
        let group = self.group().clone();
        if group.hidden || group.deleted {
            self.end_apart(&group);
        }
        change(self.group());
    }

    /// Says whether words go to the body, or to a text box in it.
    fn is_body(&self) -> bool {
        self.groups.last().is_none_or(|g| matches!(g.to, To::Body | To::Box))
    }

    fn paragraph_in(&mut self, to: To) {
        let part = match to {
            To::Body | To::Box => return self.paragraph(),
            To::Note => "footnote",
            To::Margin => "header or footer",
            To::Comment => return self.push('\n'),
            _ => return,
        };
        let spans = self.spans.remove(&to).unwrap_or_default();
        let at = At { part: part.into(), ..At::default() };
        let paragraph = Paragraph { spans, at, ..Paragraph::default() };
        if !paragraph.is_blank() {
            self.pieces += 1;
            if to == To::Note { &mut self.note } else { &mut self.margins }.push(paragraph);
        }
    }

    fn paragraph(&mut self) {
        let spans = self.spans.remove(&To::Body).unwrap_or_default();
        let ordered = spans
            .iter()
            .any(|s| matches!(s, Span::Marker(m) if m.chars().any(|c| c.is_alphanumeric() && c != 'o')));
        let kind = match (self.level, self.item) {
            (Some(level), _) => ParagraphKind::Heading(level),
            (None, true) => ParagraphKind::Item { depth: 0, ordered },
            _ => ParagraphKind::Plain,
        };
        let paragraph = Paragraph { kind, spans, at: At::default() };
        if paragraph.is_blank() {
            return;
        }
        self.pieces += 1;
        if self.in_table {
            self.cell.push(Block::Paragraph(paragraph));
        } else {
            self.end_table();
            self.out.push(Block::Paragraph(paragraph));
        }
    }

    fn end_cell(&mut self) {
        self.pieces += 1;
        self.in_table = true;
        self.paragraph();
        let blocks = std::mem::take(&mut self.cell);
        self.row.cells.push(Cell { column: self.row.cells.len(), columns: 1, rows: 1, blocks });
    }

    fn end_row(&mut self) {
        self.pieces += 1;
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
