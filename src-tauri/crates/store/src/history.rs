//! The tree `history`: each edit with the change that undoes it.
//!
//! Key: the id, a zero byte, the revision that the edit made (eight bytes, big-endian). Value: [`pack`](crate::pack) of the
//! [`Entry`]. Migration: none yet (format 1).

use model::{Change, Edit};
use serde::{Deserialize, Serialize};

use crate::pack::{Damage, check, pack, unpack};

/// The tree's name.
pub(crate) const NAME: &str = "history";

/// An edit that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The revision that it made.
    pub revision: u64,
    /// The edit.
    pub edit: Edit,
    /// The change that undoes it.
    pub inverse: Change,
}

/// Makes the key of an entry.
pub(crate) fn key(id: &str, revision: u64) -> Vec<u8> {
    let mut key = prefix(id);
    key.extend(revision.to_be_bytes());
    key
}

/// Packs an entry.
pub(crate) fn value(entry: &Entry) -> Vec<u8> {
    pack(entry.revision, entry)
}

/// Reads the entries of an assessment that are whole, oldest first.
pub(crate) fn list(tree: &sled::Tree, id: &str) -> Result<Vec<Entry>, sled::Error> {
    let mut entries = Vec::new();
    for row in tree.scan_prefix(prefix(id)) {
        let entry: Result<Entry, Damage> = unpack(&row?.1);
        entries.extend(entry);
    }
    Ok(entries)
}

/// Counts the entries of an assessment that are whole by their hash, calling `beat` for each.
pub(crate) fn count(tree: &sled::Tree, id: &str, beat: &dyn Fn()) -> Result<u64, sled::Error> {
    let mut whole = 0;
    for row in tree.scan_prefix(prefix(id)) {
        let (key, value) = row?;
        beat();
        let told = key.last_chunk::<8>().map(|b| u64::from_be_bytes(*b));
        whole += u64::from(told.is_some() && check(&value).ok() == told);
    }
    Ok(whole)
}

fn prefix(id: &str) -> Vec<u8> {
    let mut key = id.as_bytes().to_vec();
    key.push(0);
    key
}
