//! The digest of all that pages show.

use std::collections::{BTreeMap, VecDeque};

use lopdf::{Dictionary, Object};
use sha2::{Digest, Sha256};

use super::pages::PageEntry;
use super::source::{Source, Value};
use crate::Error;

/// What of a page does not show: its place in the tree, and its way to the structure tree.
const UNSHOWN: [&[u8]; 2] = [b"Parent", b"StructParents"];
/// How a stream is packed, which does not show either.
const PACKING: [&[u8]; 3] = [b"Length", b"Filter", b"DecodeParms"];
/// What of the catalog changes what is shown: layers, forms, and what is done when the file is opened.
const CATALOG: [&[u8]; 4] = [b"OCProperties", b"AcroForm", b"OpenAction", b"AA"];

/// Digests the pages, with everything that they refer to.
///
/// # Errors
/// [`Error::Unreadable`] when any of it is damaged.
pub(crate) fn digest(
    source: &mut Source,
    catalog: &Dictionary,
    pages: &[PageEntry],
) -> Result<[u8; 32], Error> {
    let pages_by_id = pages.iter().enumerate().map(|(number, page)| (page.id, number)).collect();
    let mut walk =
        Walk { hash: Sha256::new(), pages: pages_by_id, met: BTreeMap::new(), waiting: VecDeque::new() };
    for page in pages {
        walk.hash.update(b"page");
        walk.dictionary(&page.dict, &UNSHOWN);
        walk.follow(source)?;
    }
    let scripts = source.dictionary(catalog, b"Names")?;
    for (dict, keys) in [(catalog, &CATALOG[..]), (&scripts, &[b"JavaScript"])] {
        for key in keys {
            walk.object(dict.get(key).unwrap_or(&Object::Null));
            walk.follow(source)?;
        }
    }
    Ok(walk.hash.finalize().into())
}

/// A walk over objects. A reference is digested as the order in which it was first met, so that the numbers of objects do not
/// matter; one to a page as the page's number.
struct Walk {
    hash: Sha256,
    pages: BTreeMap<u32, usize>,
    met: BTreeMap<u32, usize>,
    waiting: VecDeque<u32>,
}

impl Walk {
    /// Digests the objects that were met and are not digested yet.
    fn follow(&mut self, source: &mut Source) -> Result<(), Error> {
        while let Some(id) = self.waiting.pop_front() {
            match &*source.get(id)? {
                Value::Plain(object) => self.object(object),
                Value::Stream(dict, range) => match source.unpacked(dict, range)? {
                    Some(bytes) => {
                        self.dictionary(dict, &PACKING);
                        self.bytes(b's', &bytes);
                    }
                    None => {
                        self.dictionary(dict, &[]);
                        self.bytes(b'x', source.raw(range));
                    }
                },
            }
        }
        Ok(())
    }

    /// Digests an object; what it holds nests no deeper than the reader allows.
    fn object(&mut self, object: &Object) {
        match object {
            Object::Null => self.hash.update(b"n"),
            Object::Boolean(value) => self.hash.update([b'b', u8::from(*value)]),
            Object::Integer(value) => self.bytes(b'i', &value.to_be_bytes()),
            Object::Real(value) => self.bytes(b'r', &value.to_be_bytes()),
            Object::Name(value) => self.bytes(b'/', value),
            Object::String(value, _) => self.bytes(b'(', value),
            Object::Array(values) => {
                self.count(b'[', values.len());
                values.iter().for_each(|value| self.object(value));
            }
            Object::Dictionary(dict) => self.dictionary(dict, &[]),
            Object::Stream(stream) => self.dictionary(&stream.dict, &[]),
            Object::Reference((id, _)) => self.reference(*id),
        }
    }

    fn reference(&mut self, id: u32) {
        if let Some(page) = self.pages.get(&id) {
            return self.count(b'P', *page);
        }
        let next = self.met.len();
        let order = *self.met.entry(id).or_insert(next);
        if order == next {
            self.waiting.push_back(id);
        }
        self.count(b'R', order);
    }

    /// Digests a dictionary without some of its entries; their order does not matter.
    fn dictionary(&mut self, dict: &Dictionary, without: &[&[u8]]) {
        let entries: BTreeMap<&[u8], &Object> = dict
            .iter()
            .map(|(key, value)| (key.as_slice(), value))
            .filter(|(key, _)| !without.contains(key))
            .collect();
        self.count(b'<', entries.len());
        for (key, value) in entries {
            self.bytes(b'/', key);
            self.object(value);
        }
    }

    fn bytes(&mut self, kind: u8, bytes: &[u8]) {
        self.count(kind, bytes.len());
        self.hash.update(bytes);
    }

    fn count(&mut self, kind: u8, count: usize) {
        self.hash.update([kind]);
        self.hash.update((count as u64).to_be_bytes());
    }
}
