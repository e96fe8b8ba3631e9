//! The tree `meta`: the register's format, and settings.
//!
//! Keys: `format` (a number, this program's is [`FORMAT`]) and `setting/<key>`. Values: [`pack`](crate::pack) of JSON.
//! Migration: none yet (format 1); a newer format is refused.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::pack::{pack, unpack};

/// The tree's name.
pub(crate) const NAME: &str = "meta";

/// The register's format.
pub(crate) const FORMAT: u64 = 1;

/// Reads the register's format; `None` for a new or damaged one.
pub(crate) fn format(tree: &sled::Tree) -> Result<Option<u64>, sled::Error> {
    Ok(tree.get("format")?.and_then(|b| unpack(&b).ok()))
}

/// Writes the register's format.
pub(crate) fn set_format(tree: &sled::Tree) -> Result<(), sled::Error> {
    tree.insert("format", pack(0, &FORMAT)).map(|_| ())
}

/// Reads all settings that are whole.
pub(crate) fn settings(tree: &sled::Tree) -> Result<BTreeMap<String, Value>, sled::Error> {
    let mut all = BTreeMap::new();
    for row in tree.scan_prefix("setting/") {
        let (key, value) = row?;
        let key = key.strip_prefix(b"setting/").map(|k| String::from_utf8_lossy(k).into_owned());
        all.extend(key.zip(unpack(&value).ok()));
    }
    Ok(all)
}

/// Writes a setting.
pub(crate) fn set_setting(tree: &sled::Tree, key: &str, value: &Value) -> Result<(), sled::Error> {
    tree.insert(format!("setting/{key}"), pack(0, value)).map(|_| ())
}
