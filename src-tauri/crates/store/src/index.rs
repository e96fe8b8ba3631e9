//! The tree `index`: what lists show, so that no list reads an assessment.
//!
//! Key: the id. Value: [`pack`](crate::pack) of the [`Summary`]. Migration: none yet (format 1).

use model::{Assessment, Status};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::pack::{pack, unpack};

/// The tree's name.
pub(crate) const NAME: &str = "index";

/// What a list shows of an assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The assessment's id.
    pub id: String,
    /// Its revision.
    pub revision: u64,
    /// Its short name.
    pub name: String,
    /// Whose it is.
    pub organisation: String,
    /// The id of its template.
    pub template: String,
    /// Where it stands.
    pub status: Status,
    /// The version in hand.
    pub version: String,
    /// The day of its last change, `yyyy-mm-dd`.
    pub changed: String,
    /// Whether it was put away.
    pub archived: bool,
    /// The numbers of the versions that were signed off, oldest first.
    pub versions: Vec<String>,
    /// The revision at which it came into the register; its history begins after it.
    pub since: u64,
    /// What the caller's `summarise` made of it.
    pub summary: Value,
}

/// Makes a summary.
pub(crate) fn summary(
    assessment: &Assessment,
    versions: Vec<String>,
    since: u64,
    archived: bool,
    summary: Value,
) -> Summary {
    Summary {
        id: assessment.id.clone(),
        revision: assessment.revision,
        name: assessment.name.clone(),
        organisation: assessment.organisation.clone(),
        template: assessment.template.id.clone(),
        status: assessment.status,
        version: assessment.version.clone(),
        changed: assessment.changed.clone(),
        archived,
        versions,
        since,
        summary,
    }
}

/// Packs a summary.
pub(crate) fn value(summary: &Summary) -> Vec<u8> {
    pack(summary.revision, summary)
}

/// Reads a summary; `None` when it is missing or damaged.
pub(crate) fn get(tree: &sled::Tree, id: &str) -> Result<Option<Summary>, sled::Error> {
    Ok(tree.get(id)?.and_then(|bytes| unpack(&bytes).ok()))
}

/// Reads all summaries that are whole, in order of id.
pub(crate) fn list(tree: &sled::Tree) -> Result<Vec<Summary>, sled::Error> {
    let mut all = Vec::new();
    for row in tree.iter() {
        all.extend(unpack(&row?.1));
    }
    Ok(all)
}
