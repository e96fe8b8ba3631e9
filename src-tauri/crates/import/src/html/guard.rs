//! What HTML may be made of before its tree is built. A tree builder's work is the depth of what is open for each tag, and
//! the letters' styles that are open for each paragraph: text that would make it work too long is read without its tree.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

/// The deepest that elements nest.
const DEEPEST: usize = 300;
/// The most tags and texts.
const TOKENS: usize = 600_000;
/// The most that opening styles again, once a paragraph, may come to.
const STYLES: usize = 500_000;
/// The longest tag or comment, in bytes: a tag's attributes are each compared with all others.
const LONGEST: usize = 128 * 1024;
/// How much is read before it is looked at what came of it.
const CHUNK: usize = 8 * 1024;

/// Elements that the next of their kind closes, or that need no end.
const IMPLIED: &[&str] = &["p", "li", "dt", "dd", "td", "th", "tr", "option", "tbody", "thead", "tfoot"];
/// Elements for the style of letters: they are opened again in each paragraph until they are closed.
const STYLE: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Says whether a tree can be built of a text in time that its length bounds.
pub(super) fn is_sane(text: &str) -> bool {
    let tokenizer = Tokenizer::new(Sink::default(), Default::default());
    let queue = BufferQueue::default();
    let (mut from, mut since) = (0, 0);
    while from < text.len() {
        let mut to = (from + CHUNK).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        queue.push_back(StrTendril::from(text.get(from..to).unwrap_or("")));
        let before = tokenizer.sink.0.borrow().tokens;
        while !queue.is_empty() && !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        let scan = tokenizer.sink.0.borrow();
        since = if scan.tokens > before { 0 } else { since + to - from };
        if scan.over() || since > LONGEST {
            return false;
        }
        from = to;
    }
    true
}

#[derive(Default)]
struct Sink(RefCell<Scan>);

#[derive(Default)]
struct Scan {
    open: Vec<String>,
    /// How many elements of each style are open.
    styles: [usize; STYLE.len()],
    again: usize,
    tokens: usize,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut scan = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return scan.tag(&tag),
            Token::CharacterTokens(_) | Token::CommentToken(_) | Token::NullCharacterToken => scan.count(),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Scan {
    fn over(&self) -> bool {
        self.open.len() > DEEPEST || self.tokens > TOKENS || self.again > STYLES
    }

    fn count(&mut self) {
        self.tokens += 1;
        self.again += self.styles.iter().sum::<usize>();
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        self.count();
        let name: &str = &tag.name;
        let style = STYLE.iter().position(|s| *s == name).and_then(|i| self.styles.get_mut(i));
        if tag.kind == TagKind::EndTag {
            style.into_iter().for_each(|count| *count = count.saturating_sub(1));
            self.close(name);
            return TokenSinkResult::Continue;
        }
        style.into_iter().for_each(|count| *count += 1);
        if VOID.contains(&name) || self.over() {
            return TokenSinkResult::Continue;
        }
        if IMPLIED.contains(&name) {
            let last = |open: &[String]| open.last().is_some_and(|l| l == "p");
            if last(&self.open) {
                self.open.pop();
            }
            if self.open.last().is_some_and(|l| l == name) {
                self.open.pop();
            }
        }
        let foreign = self.open.iter().any(|o| o == "svg" || o == "math");
        self.open.push(name.to_owned());
        match name {
            "script" if !foreign => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" if !foreign => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Closes an element if it is the last but for those that need no end or are of style. Closing too few is safe.
    fn close(&mut self, name: &str) {
        let skips = |o: &&String| {
            o.as_str() != name && (IMPLIED.contains(&o.as_str()) || STYLE.contains(&o.as_str()))
        };
        let skipped = self.open.iter().rev().take_while(skips).count();
        let keep = self.open.len() - skipped;
        if self.open.get(..keep).and_then(<[String]>::last).is_some_and(|o| o == name) {
            self.open.truncate(keep - 1);
        }
    }
}

/// Gives the words of a text without its tags: a line for each of them, but for those of style.
pub(super) fn lines(text: &str) -> Vec<String> {
    let ends = Ends { tag: text.rfind('>'), comment: text.rfind("-->") };
    let mut out = String::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        out.push_str(text.get(from..at).unwrap_or(""));
        let tag = text.get(at..).unwrap_or("");
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        match ends.of(tag, at, name) {
            Some(end) => {
                let style = STYLE.iter().chain(&["span"]).any(|s| s.eq_ignore_ascii_case(name));
                out.extend(Some('\n').filter(|_| !style));
                from = end;
            }
            // What never ends is no tag: its words are kept.
            None => {
                out.push('<');
                from = at + 1;
            }
        }
    }
    out.push_str(text.get(from..).unwrap_or(""));
    let lines = out.lines().map(|l| entities(l).split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|l| !l.is_empty()).collect()
}

/// Where the last tag and the last comment end.
struct Ends {
    tag: Option<usize>,
    comment: Option<usize>,
}

impl Ends {
    /// Gives where a tag or comment ends.
    fn of(&self, tag: &str, at: usize, name: &str) -> Option<usize> {
        let after = |what: &str, last: Option<usize>| {
            last.filter(|last| *last > at)?;
            Some(at + tag.find(what)? + what.len())
        };
        match tag.as_bytes() {
            [b'<', b'!', b'-', b'-', ..] => after("-->", self.comment),
            [b'<', c, ..] if c.is_ascii_alphabetic() || matches!(c, b'!' | b'?' | b'/') => {
                let end = after(">", self.tag)?;
                let raw = ["script", "style"].into_iter().any(|n| n.eq_ignore_ascii_case(name));
                let whole = tag.get(1..2) != Some("/") && raw;
                Some(if whole { closed(tag, name).map_or(end, |c| at + c) } else { end })
            }
            _ => None,
        }
    }
}

/// Gives where the end tag of a script or style sheet begins, if that is near enough.
fn closed(tag: &str, name: &str) -> Option<usize> {
    let is = |i: usize| tag.get(i + 2..i + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
    tag.match_indices("</").take(1_000).map(|(i, _)| i).find(|i| is(*i))
}

fn entities(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('&') {
        let (words, entity) = rest.split_at(at);
        out.push_str(words);
        let end = entity.bytes().take(12).position(|b| b == b';').unwrap_or(0);
        let code = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
        let name = entity.get(1..end.max(1)).unwrap_or("");
        let c = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => match name.strip_prefix('#') {
                Some(hex) if hex.starts_with(['x', 'X']) => code(hex.get(1..).unwrap_or(""), 16),
                Some(digits) => code(digits, 10),
                None => None,
            },
        };
        out.push(c.unwrap_or('&'));
        rest = entity.get(if c.is_some() { end + 1 } else { 1 }..).unwrap_or("");
    }
    out + rest
}
