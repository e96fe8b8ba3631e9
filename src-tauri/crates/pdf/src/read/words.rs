//! The words that pages show, by the way from glyphs to characters that their fonts give (ISO 32000-1, 9.10).

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::pages::PageEntry;
use super::source::{Source, Value, unreadable};
use super::syntax::{Lexer, Token};
use crate::Error;

/// Stands for what cannot be read as words.
const UNREAD: char = '\u{fffd}';
/// All words together have at most so many bytes.
const LONGEST: usize = 64 * 1024 * 1024;
/// No operator has more operands.
const OPERANDS: usize = 64;
/// A glyph stands for at most so many bytes of UTF-16.
const TARGET: usize = 64;

/// The characters that each code of a font stands for; nothing for a code that it does not have.
type Unicode = Rc<Vec<String>>;

/// Gives the words of each page.
///
/// # Errors
/// [`Error::Unreadable`] when a page is damaged, or has more words than any assessment.
pub(crate) fn words(source: &mut Source, pages: &[PageEntry]) -> Result<Vec<String>, Error> {
    let mut known = BTreeMap::new();
    let mut left = LONGEST;
    let mut out = Vec::with_capacity(pages.len());
    for page in pages {
        let resources = source.dictionary(&page.dict, b"Resources")?;
        let fonts = fonts(source, &resources, &mut known)?;
        let mut words = String::new();
        match content(source, &page.dict)? {
            Some(content) => shown(&content, &fonts, &mut words, left)?,
            None => words.push(UNREAD),
        }
        if foreign(source, &page.dict)? {
            words.push(UNREAD);
        }
        left = left.saturating_sub(words.len());
        out.push(words);
    }
    Ok(out)
}

/// Gives a page's operators, which may stand in several streams; none when one is packed in a way that is not read.
///
/// # Errors
/// [`Error::Unreadable`] when one is damaged.
fn content(source: &mut Source, page: &Dictionary) -> Result<Option<Vec<u8>>, Error> {
    let parts = match page.get(b"Contents") {
        Ok(Object::Array(parts)) => parts.clone(),
        Ok(Object::Reference((id, generation))) => match &*source.get(*id)? {
            Value::Plain(Object::Array(parts)) => parts.clone(),
            _ => vec![Object::Reference((*id, *generation))],
        },
        _ => Vec::new(),
    };
    let mut out = Vec::new();
    for part in &parts {
        let Object::Reference((id, _)) = part else { return Ok(None) };
        let Value::Stream(dict, range) = &*source.get(*id)? else { return Ok(None) };
        let Some(bytes) = source.unpacked(dict, range)? else { return Ok(None) };
        out.extend_from_slice(&bytes);
        out.push(b'\n');
    }
    Ok(Some(out))
}

/// Says whether a page has annotations other than links: comments, say, which show on it.
fn foreign(source: &mut Source, page: &Dictionary) -> Result<bool, Error> {
    let Object::Array(annotations) = source.entry(page, b"Annots")? else { return Ok(false) };
    for annotation in &annotations {
        let Object::Dictionary(annotation) = source.resolve(annotation)? else { return Ok(true) };
        let link = source.entry(&annotation, b"Subtype")? == Object::Name(b"Link".to_vec());
        if !link || annotation.has(b"AP") {
            return Ok(true);
        }
    }
    Ok(false)
}

fn fonts(
    source: &mut Source,
    resources: &Dictionary,
    known: &mut BTreeMap<u32, Unicode>,
) -> Result<BTreeMap<Vec<u8>, Unicode>, Error> {
    let mut out = BTreeMap::new();
    for (name, font) in &source.dictionary(resources, b"Font")? {
        let Object::Reference((id, _)) = font else { continue };
        let unicode = match known.get(id) {
            Some(unicode) => Rc::clone(unicode),
            None => {
                let unicode = Rc::new(unicode(source, font)?);
                known.insert(*id, Rc::clone(&unicode));
                unicode
            }
        };
        out.insert(name.clone(), unicode);
    }
    Ok(out)
}

/// Reads the ToUnicode map of a font, as far as it gives single codes of two bytes: so printpdf writes it.
fn unicode(source: &mut Source, font: &Object) -> Result<Vec<String>, Error> {
    let mut out = Vec::new();
    let Object::Dictionary(font) = source.resolve(font)? else { return Ok(out) };
    let Ok(Object::Reference((id, _))) = font.get(b"ToUnicode") else { return Ok(out) };
    let Value::Stream(dict, range) = &*source.get(*id)? else { return Ok(out) };
    let bytes = source.unpacked(dict, range)?.unwrap_or_default();
    let mut lexer = Lexer::new(&bytes, 0);
    let mut single = false;
    while let Some(token) = lexer.token() {
        match token {
            Token::Word(word) => single = word == b"beginbfchar",
            Token::Object(Object::String(code, _)) if single => {
                let Some(Object::String(target, _)) = lexer.object() else { continue };
                let (Ok(code), true) = (<[u8; 2]>::try_from(code), target.len() <= TARGET) else { continue };
                let code = usize::from(u16::from_be_bytes(code));
                if out.len() <= code {
                    out.resize(code + 1, String::new());
                }
                let units =
                    target.chunks_exact(2).map(|u| u.iter().fold(0, |all, b| all << 8 | u16::from(*b)));
                if let Some(slot) = out.get_mut(code) {
                    *slot = char::decode_utf16(units).map(|c| c.unwrap_or(UNREAD)).collect();
                }
            }
            Token::Object(_) => {}
        }
    }
    Ok(out)
}

/// Writes what operators show, a line for each that shows text.
fn shown(
    content: &[u8],
    fonts: &BTreeMap<Vec<u8>, Unicode>,
    out: &mut String,
    most: usize,
) -> Result<(), Error> {
    let mut lexer = Lexer::new(content, 0);
    let mut operands: Vec<Object> = Vec::new();
    let mut font = None;
    loop {
        let unread = lexer.rest();
        let Some(token) = lexer.token() else {
            if unread {
                out.push(UNREAD);
            }
            return Ok(());
        };
        let operator = match token {
            Token::Object(object) if operands.len() < OPERANDS => {
                operands.push(object);
                continue;
            }
            Token::Object(_) => b"".to_vec(),
            Token::Word(word) => word,
        };
        match (operator.as_slice(), operands.last()) {
            (b"Tf", _) => {
                font = match operands.first() {
                    Some(Object::Name(name)) => fonts.get(name),
                    _ => None,
                }
            }
            (b"TJ", Some(Object::Array(parts))) => {
                parts.iter().for_each(|part| decoded(part, font, out));
                out.push('\n');
            }
            (b"Tj" | b"'" | b"\"", Some(string)) => {
                decoded(string, font, out);
                out.push('\n');
            }
            (operator, _) if plain(operator) => {}
            _ => {
                out.push(UNREAD);
                out.push('\n');
            }
        }
        operands.clear();
        if out.len() > most {
            return Err(unreadable("it has more words than any assessment"));
        }
    }
}

/// Writes the characters that a string's codes stand for.
fn decoded(string: &Object, font: Option<&Unicode>, out: &mut String) {
    let Object::String(codes, _) = string else { return };
    for code in codes.chunks(2) {
        let code = code.iter().fold(0, |all, b| all << 8 | usize::from(*b));
        match font.and_then(|f| f.get(code)).filter(|words| !words.is_empty()) {
            Some(words) => out.push_str(words),
            None => out.push(UNREAD),
        }
    }
}

/// Says whether an operator draws no more than lines and areas, or nothing (ISO 32000-1, annex A).
fn plain(operator: &[u8]) -> bool {
    const STATE: [&[u8]; 12] = [b"q", b"Q", b"cm", b"w", b"J", b"j", b"M", b"d", b"ri", b"i", b"g", b"G"];
    const COLOUR: [&[u8]; 10] = [b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN"];
    const PATH: [&[u8]; 16] =
        [b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"S", b"s", b"f", b"f*", b"B", b"B*", b"b", b"b*", b"n"];
    const TEXT: [&[u8]; 11] = [b"BT", b"ET", b"Tc", b"Tw", b"Tz", b"TL", b"Ts", b"Td", b"TD", b"Tm", b"T*"];
    const MARKED: [&[u8]; 5] = [b"BMC", b"BDC", b"EMC", b"MP", b"DP"];
    [&STATE[..], &COLOUR, &PATH, &TEXT, &MARKED].iter().any(|set| set.contains(&operator))
}
