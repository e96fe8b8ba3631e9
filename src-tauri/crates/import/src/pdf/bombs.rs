//! Streams that unpack to more than a document's would, and drawings that repeat themselves without end.
//!
//! The reader of PDF syntax unpacks whole streams, so that each is measured first, in the raw file: compressed streams
//! against a limit, by lopdf's bounded decoder. Pictures are never unpacked; their packed bytes are blanked, lest
//! something else in the file names one as its text.

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use crate::Error;

/// The most bytes that a stream may unpack to.
const MOST_STREAM: usize = 48 << 20;
/// The most bytes that all streams together may unpack to.
const MOST_ALL: usize = 400 << 20;
/// The most bytes of drawing that a page may come to, its forms drawn as often as it says.
const MOST_DRAWING: u64 = 64 << 20;
/// The most bytes of drawing of all pages.
const MOST_DRAWINGS: u64 = 160 << 20;
/// The longest string that a page may show at once.
const LONGEST: usize = 1 << 20;

/// Opens a file that is encrypted with an empty password, so that its streams can be measured.
///
/// # Errors
/// [`Error::Protected`] if it needs a password, [`Error::Damaged`].
pub(super) fn decrypted(bytes: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    if find(bytes, b"/Encrypt", 0).is_none() {
        return Ok(None);
    }
    let options = lopdf::LoadOptions {
        password: Some(String::new()),
        max_decompressed_size: Some(MOST_STREAM),
        ..lopdf::LoadOptions::default()
    };
    let mut document = match lopdf::Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(Error::Protected),
        Err(e) => return Err(Error::Damaged { what: "PDF", reason: e.to_string() }),
    };
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Error::Protected);
    }
    document.trailer.remove(b"Encrypt");
    let mut out = Vec::new();
    match document.save_to(&mut out) {
        Ok(()) => Ok(Some(out)),
        Err(e) => Err(Error::Damaged { what: "PDF", reason: e.to_string() }),
    }
}

/// Measures the packed streams of a file.
///
/// # Errors
/// [`Error::Bomb`].
pub(super) fn defuse(mut bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    let mut all = 0;
    let mut at = 0;
    let mut blanks: Vec<(usize, usize)> = Vec::new();
    while let Some(start) = find(&bytes, b"stream", at) {
        at = start + 6;
        if start >= 3 && bytes.get(start - 3..start) == Some(b"end") {
            continue;
        }
        let data = match bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at + 2,
            Some([b'\n' | b'\r', ..]) => at + 1,
            _ => continue,
        };
        let from = start.saturating_sub(4_000);
        let before = bytes.get(from..start).unwrap_or_default();
        let dict = rfind(before, b" obj").map_or(before, |i| before.get(i..).unwrap_or_default());
        let end = find(&bytes, b"endstream", data).unwrap_or(bytes.len());
        let packed = has(
            dict,
            &[b"/Flate", b"/Fl", b"/LZW", b"/RunLength", b"/RL", b"/ASCII85", b"/A85", b"/ASCIIHex"],
        );
        if has(dict, &[b"/Subtype /Image", b"/Subtype/Image"]) {
            if packed && !has(dict, &[b"/DCTDecode", b"/Metadata"]) {
                blanks.push((data, end));
            }
        } else if packed || bytes.get(data).is_some_and(|b| b & 0x0F == 8) {
            all += unpacked(dict, bytes.get(data..end).unwrap_or_default())?;
            if all > MOST_ALL {
                return Err(Error::Bomb);
            }
        }
        at = end.max(at);
    }
    for (from, to) in blanks {
        if let Some(data) = bytes.get_mut(from..to) {
            data.fill(0xFF);
        }
    }
    Ok(bytes)
}

/// Gives how many bytes a stream unpacks to.
fn unpacked(dict: &[u8], data: &[u8]) -> Result<usize, Error> {
    let known: [(&[&[u8]], &str); 5] = [
        (&[b"/ASCII85", b"/A85"], "ASCII85Decode"),
        (&[b"/ASCIIHex", b"/AHx"], "ASCIIHexDecode"),
        (&[b"/RunLength", b"/RL"], "RunLengthDecode"),
        (&[b"/LZW"], "LZWDecode"),
        (&[b"/Flate", b"/Fl"], "FlateDecode"),
    ];
    let mut filters: Vec<&str> =
        known.iter().filter(|(names, _)| has(dict, names)).map(|(_, f)| *f).collect();
    let twice = dict.windows(6).filter(|w| *w == b"/Flate").count() > 1;
    if filters.is_empty() || twice {
        filters.push("FlateDecode");
    }
    let runs = filters.contains(&"RunLengthDecode");
    if runs && (filters.len() > 1 || data.len() > MOST_STREAM / 64) {
        return Err(Error::Bomb);
    }
    let named = filters.iter().filter(|f| **f != "RunLengthDecode");
    let names = named.map(|f| lopdf::Object::Name(f.as_bytes().to_vec())).collect();
    let mut dict = lopdf::Dictionary::new();
    dict.set("Filter", lopdf::Object::Array(names));
    let stream = lopdf::Stream::new(dict, data.to_vec());
    match stream.decompressed_content_with_limit(MOST_STREAM) {
        Ok(content) => Ok(content.len()),
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => Err(Error::Bomb),
        Err(_) => Ok(data.len()),
    }
}

fn has(text: &[u8], needles: &[&[u8]]) -> bool {
    needles.iter().any(|n| find(text, n, 0).is_some())
}

fn find(text: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    while let Some(rest) = text.get(at..) {
        let step = rest.iter().position(|b| *b == first)?;
        if rest.get(step..)?.starts_with(needle) {
            return Some(at + step);
        }
        at += step + 1;
    }
    None
}

fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
    text.windows(needle.len()).rposition(|w| w == needle)
}

/// What drawing comes to.
#[derive(Default)]
pub(super) struct Costs {
    /// Of each form, by its object; none while it is being measured, and if it is beyond measure.
    forms: HashMap<(i64, i64), Option<u64>>,
    /// Of all pages so far.
    all: u64,
}

impl Costs {
    /// Says whether a page can be drawn: not too much, no form within itself, no string beyond measure.
    pub(super) fn bears(&mut self, page: &Page<'_>) -> bool {
        let content = page.page_stream().unwrap_or_default();
        let Some(mut cost) = self.content(content, page.resources(), 12) else { return false };
        for annotation in
            page.raw().get::<Array<'_>>(b"Annots").into_iter().flat_map(|a| a.iter::<Dict<'_>>())
        {
            let Some(own) = self.looks(&annotation, page.resources()) else { return false };
            cost = cost.saturating_add(own);
        }
        self.all = self.all.saturating_add(cost);
        cost <= MOST_DRAWING && self.all <= MOST_DRAWINGS
    }

    /// Gives what drawing an annotation's looks comes to.
    fn looks(&mut self, annotation: &Dict<'_>, resources: &Resources<'_>) -> Option<u64> {
        let Some(looks) = annotation.get::<Dict<'_>>(b"AP") else { return Some(0) };
        let mut cost = 0u64;
        let streams: Vec<Stream<'_>> = match looks.get::<Object<'_>>(b"N") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Dict(states)) => {
                let names = states.keys().take(50).collect::<Vec<_>>();
                names.iter().filter_map(|n| states.get::<Stream<'_>>(&**n)).collect()
            }
            _ => Vec::new(),
        };
        for stream in streams {
            let own = stream.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
            cost = cost.saturating_add(self.content(
                &decoded(&stream),
                own.as_ref().unwrap_or(resources),
                11,
            )?);
        }
        Some(cost)
    }

    fn content(&mut self, content: &[u8], resources: &Resources<'_>, depth: u8) -> Option<u64> {
        let mut cost = content.len() as u64;
        let simple = resources.x_objects.is_empty() && content.len() < LONGEST;
        if simple {
            return Some(cost);
        }
        let mut operations = UntypedIter::new(content);
        while let Some(operation) = operations.next() {
            let drawn = **operation.operator == *b"Do";
            for operand in operation.operands() {
                match operand {
                    Object::String(s) if s.as_bytes().len() > LONGEST => return None,
                    Object::Array(a) if a.data().len() > LONGEST => return None,
                    Object::Name(name) if drawn => {
                        cost = cost.saturating_add(self.form(name, resources, depth)?);
                    }
                    _ => {}
                }
            }
            if cost > MOST_DRAWING {
                return None;
            }
        }
        Some(cost)
    }

    fn form(&mut self, name: &Name<'_>, resources: &Resources<'_>, depth: u8) -> Option<u64> {
        let Some(stream) = resources.get_x_object(name) else { return Some(0) };
        if stream.dict().get::<Name<'_>>(b"Subtype").as_deref() != Some(b"Form") {
            return Some(64);
        }
        let id = super::objects::key(stream.obj_id().into());
        if let Some(known) = self.forms.get(&id) {
            return *known;
        }
        if depth == 0 {
            return None;
        }
        self.forms.insert(id, None);
        let own = stream.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
        let content = decoded(&stream);
        let cost = self.content(&content, own.as_ref().unwrap_or(resources), depth - 1);
        self.forms.insert(id, cost);
        cost
    }
}

fn decoded(stream: &Stream<'_>) -> Vec<u8> {
    stream.decoded_data().map(std::borrow::Cow::into_owned).unwrap_or_default()
}
