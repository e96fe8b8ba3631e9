//! The tree `assessments`: each assessment as it stands.
//!
//! Key: the id. Value: [`pack`](crate::pack) of the assessment's JSON. Migration: none yet (format 1).

use model::Assessment;

use crate::pack::{Damage, check, pack, unpack};

/// The tree's name.
pub(crate) const NAME: &str = "assessments";

/// Packs an assessment.
pub(crate) fn value(assessment: &Assessment) -> Vec<u8> {
    pack(assessment.revision, assessment)
}

/// Reads an assessment; `None` when there is none.
pub(crate) fn get(tree: &sled::Tree, id: &str) -> Result<Option<Result<Assessment, Damage>>, sled::Error> {
    Ok(tree.get(id)?.map(|bytes| unpack(&bytes)))
}

/// Checks what is stored for an assessment by its hash, and gives its revision; `None` when there is nothing whole.
pub(crate) fn revision(tree: &sled::Tree, id: &str) -> Result<Option<u64>, sled::Error> {
    Ok(tree.get(id)?.and_then(|bytes| check(&bytes).ok()))
}
