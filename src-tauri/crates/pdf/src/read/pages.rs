//! Finds the pages of a file.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object};

use super::source::{Source, unreadable};
use crate::Error;

/// How deep the tree of pages may be.
const DEEPEST: usize = 64;
/// How many pages a file may have.
const MOST: usize = 20_000;
/// What a page has from those above it in the tree, if it has none itself (ISO 32000-1, table 30).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// A page: its object's number, and its entries with those that it inherits.
pub(crate) struct PageEntry {
    pub id: u32,
    pub dict: Dictionary,
}

/// Finds the pages, in order.
///
/// # Errors
/// [`Error::Unreadable`] when their tree is damaged.
pub(crate) fn pages(source: &mut Source, catalog: &Dictionary) -> Result<Vec<PageEntry>, Error> {
    let damaged = || unreadable("its tree of pages is damaged");
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    let root = catalog.get(b"Pages").cloned().map_err(|_| damaged())?;
    let mut waiting = vec![(root, Dictionary::new(), 0)];
    while let Some((object, above, depth)) = waiting.pop() {
        let Object::Reference((id, _)) = object else { return Err(damaged()) };
        if depth > DEEPEST || !seen.insert(id) {
            return Err(unreadable("its tree of pages goes in a circle"));
        }
        let Object::Dictionary(mut dict) = source.resolve(&object)? else { return Err(damaged()) };
        let mut own = Dictionary::new();
        for key in INHERITED {
            if let Ok(value) = dict.get(key).or_else(|_| above.get(key)) {
                own.set(key, value.clone());
            }
        }
        if dict.has(b"Kids") {
            let Object::Array(kids) = source.entry(&dict, b"Kids")? else { return Err(damaged()) };
            if waiting.len() + kids.len() > MOST {
                return Err(unreadable("it has more pages than any assessment"));
            }
            waiting.extend(kids.into_iter().rev().map(|kid| (kid, own.clone(), depth + 1)));
        } else {
            own.into_iter().for_each(|(key, value)| dict.set(key, value));
            out.push(PageEntry { id, dict });
        }
        if out.len() > MOST {
            return Err(unreadable("it has more pages than any assessment"));
        }
    }
    Ok(out)
}
