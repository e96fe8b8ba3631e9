//! Documents that were taken in: kept unchanged for good, with what of them found no place in the form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A document that was taken in. Its content is kept beside the assessment, by hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// SHA-256 of the document, in lower-case hexadecimal.
    pub sha256: String,
    /// The name of the file.
    pub file_name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whom it came from, as the officer says; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// When it was accepted, `yyyy-mm-ddThh:mm:ssZ`.
    pub at: String,
    /// Who accepted it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What of it found no place, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unplaced: Vec<Unplaced>,
}

/// Words of a received document that found no place in the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unplaced {
    /// The words.
    pub text: String,
    /// The heading that they stand under in the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub under: String,
    /// Where they are in it.
    pub place: String,
    /// Whether the officer set them aside on purpose.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
}
