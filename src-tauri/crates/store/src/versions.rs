//! The tree `versions`: what was signed off, frozen.
//!
//! Key: the id, a zero byte, the version's number. Value: [`pack`](crate::pack) of the version's JSON, with the revision at
//! which it was signed. Only the status of a version changes (superseded, withdrawn). Migration: none yet (format 1).

use model::Version;

use crate::pack::{Damage, check, pack, unpack};

/// The tree's name.
pub(crate) const NAME: &str = "versions";

/// Makes the key of a version.
pub(crate) fn key(id: &str, number: &str) -> Vec<u8> {
    [id.as_bytes(), &[0], number.as_bytes()].concat()
}

/// Packs a version.
pub(crate) fn value(version: &Version) -> Vec<u8> {
    pack(version.assessment.revision, version)
}

/// Reads the versions of these numbers; damaged or missing ones are left out.
pub(crate) fn list(tree: &sled::Tree, id: &str, numbers: &[String]) -> Result<Vec<Version>, sled::Error> {
    let mut versions = Vec::new();
    for number in numbers {
        let version: Option<Result<Version, Damage>> = tree.get(key(id, number))?.map(|b| unpack(&b));
        versions.extend(version.into_iter().flatten());
    }
    Ok(versions)
}

/// Says whether all of these versions are there and whole by their hash.
pub(crate) fn are_whole(tree: &sled::Tree, id: &str, numbers: &[String]) -> Result<bool, sled::Error> {
    for number in numbers {
        if tree.get(key(id, number))?.is_none_or(|b| check(&b).is_err()) {
            return Ok(false);
        }
    }
    Ok(true)
}
