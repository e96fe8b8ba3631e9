//! Which reader a document wants, told by its content.

use crate::package::decode;
use crate::{Error, Outline, cnil, docx, html, odt, par, pdf, rtf, text};

/// The first bytes of an OLE compound file: old Word, or a document with a password ([MS-CFB]).
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The most bytes of a document that is text itself.
const MOST_TEXT: usize = 64 * 1024 * 1024;
/// The most lines, tags and boxes of one: each becomes a piece of its own.
const MOST_PIECES: usize = 600_000;
/// The most values of a data file.
const MOST_VALUES: usize = 2_000_000;

/// Reads a document by the reader that its content wants.
pub(crate) fn read(bytes: &[u8]) -> Result<Outline, Error> {
    let start = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    if start.windows(5).any(|w| w == b"%PDF-") {
        return match par_in_pdf(bytes) {
            Some(value) => par::read(&value),
            None => pdf::read(bytes),
        };
    }
    if bytes.starts_with(b"PK") {
        return zipped(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    }
    if bytes.len() > MOST_TEXT {
        return Err(Error::TooLarge { most: MOST_TEXT as u64 / 1024 / 1024 });
    }
    if bytes.starts_with(b"{\\rtf") {
        return rtf::read(bytes);
    }
    let words = decode(bytes);
    if pieces(&words) > MOST_PIECES {
        return Err(Error::Bomb);
    }
    let begins = words.trim_start();
    if begins.starts_with('{') || begins.starts_with('[') {
        return json(&words);
    }
    if is_html(begins) {
        return Ok(html::read(&words));
    }
    let control = words.chars().take(4096).filter(|c| c.is_control() && !c.is_whitespace()).count();
    if bytes.is_empty() || control > 8 {
        return Err(Error::Unknown);
    }
    let markdown = words.lines().any(|l| l.starts_with("# ") || l.starts_with("## ") || l.starts_with("| "));
    Ok(if markdown { text::markdown(&words) } else { text::plain(&words) })
}

fn zipped(bytes: &[u8]) -> Result<Outline, Error> {
    let mut package = crate::package::Package::open(bytes, "document")?;
    if package.part("mimetype")?.is_some_and(|m| m.starts_with(b"application/vnd.oasis.opendocument.text")) {
        return odt::read(bytes);
    }
    if package.part("[Content_Types].xml")?.is_some() {
        return docx::read(bytes);
    }
    Err(Error::Unknown)
}

/// Tells an old Word document from one with a password: the names of its streams are in UTF-16.
fn compound(bytes: &[u8]) -> Error {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let has = |name: &str| {
        let name = wide(name);
        bytes.windows(name.len()).any(|w| w == name)
    };
    if has("EncryptedPackage") {
        Error::Protected
    } else if has("WordDocument") {
        Error::OldWord
    } else {
        Error::Unknown
    }
}

/// Counts what may become a piece of its own.
pub(crate) fn pieces(words: &str) -> usize {
    let mut before = ' ';
    let is = |c: char| {
        let escaped = c == 'n' && before == '\\';
        before = c;
        escaped || matches!(c, '\n' | '<') || (!c.is_ascii() && crate::ticks::tick(c).is_some())
    };
    words.chars().map(is).filter(|is| *is).count()
}

/// Counts what stands between the values of a data file.
fn values(words: &str) -> usize {
    let (mut inside, mut escaped, mut count) = (false, false, 0);
    for byte in words.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b',' | b':' | b'[' if !inside => count += 1,
            _ => {}
        }
    }
    count
}

fn json(words: &str) -> Result<Outline, Error> {
    if values(words) > MOST_VALUES {
        return Err(Error::Bomb);
    }
    let value: serde_json::Value = serde_json::from_str(words.trim_start_matches('\u{feff}'))
        .map_err(|e| Error::Damaged { what: "JSON file", reason: e.to_string() })?;
    if cnil::is(&value).is_some() {
        return cnil::read(&value);
    }
    if par::is(&value) {
        return par::read(&value);
    }
    Err(Error::NotAnAssessment { what: "a data file of another kind" })
}

fn is_html(begins: &str) -> bool {
    let head: String = begins.chars().take(400).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<') && head.contains("<html"))
}

/// Gives what the Dutch form keeps in its PDFs: its saved file, in the information dictionary.
fn par_in_pdf(bytes: &[u8]) -> Option<serde_json::Value> {
    // Its writer keeps the dictionary in the clear; a PDF without the key's name is not loaded twice.
    bytes.windows(14).any(|w| w == b"AssessmentData").then_some(())?;
    let document = lopdf::Document::load_mem(bytes).ok()?;
    let info = document.trailer.get(b"Info").ok()?;
    let info = match info {
        lopdf::Object::Reference(id) => document.get_dictionary(*id).ok()?,
        other => other.as_dict().ok()?,
    };
    let text = lopdf::decode_text_string(info.get(b"AssessmentData").ok()?).ok()?;
    serde_json::from_str(&text).ok().filter(par::is)
}
