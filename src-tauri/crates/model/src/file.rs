//! The `.dpia` file: UTF-8 JSON, canonical (RFC 8785), with its format version and template.
//!
//! Migrations go forward only: each takes the JSON of one format to the next.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Assessment, Error, Template, Version};

/// The newest file format.
pub const FORMAT: u64 = 2;

/// A `.dpia` file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Always `"dpia"`.
    pub format: String,
    /// The file format's version.
    pub format_version: u64,
    /// The assessment in hand.
    pub assessment: Assessment,
    /// The versions that were signed off before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// The content of attached files, in base64 (RFC 4648), by SHA-256.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
}

impl File {
    /// Makes a file of an assessment.
    pub fn new(assessment: Assessment) -> File {
        File {
            format: "dpia".into(),
            format_version: FORMAT,
            assessment,
            versions: Vec::new(),
            files: BTreeMap::new(),
        }
    }

    /// Writes it as canonical JSON (RFC 8785): the same content gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings, maps and whole numbers only: nothing that JSON cannot hold.
        serde_json_canonicalizer::to_vec(self).unwrap_or_default()
    }

    /// Reads a file of this or an earlier format.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is no `.dpia` file, [`Error::Newer`] when a newer program wrote it.
    pub fn from_bytes(bytes: &[u8]) -> Result<File, Error> {
        let unreadable = |reason: String| Error::Unreadable { what: "a DPIA file", reason };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut value: Value = serde_json::from_slice(bytes).map_err(|e| unreadable(e.to_string()))?;
        if value.get("format").and_then(Value::as_str) != Some("dpia") {
            return Err(unreadable("it does not say that it is one".into()));
        }
        let found = value.get("format_version").and_then(Value::as_u64);
        match found.ok_or_else(|| unreadable("it does not say its format version".into()))? {
            0 => return Err(unreadable("there is no format version 0".into())),
            1 => from_1_to_2(&mut value),
            FORMAT => {}
            found => return Err(Error::Newer { found, known: FORMAT }),
        }
        serde_json::from_value(value).map_err(|e| unreadable(e.to_string()))
    }
}

/// Format 1 knew neither the organisation nor kept warnings: both are empty in it.
fn from_1_to_2(value: &mut Value) {
    value["format_version"] = FORMAT.into();
}

/// Gives the JSON Schema of `.dpia` files.
pub fn assessment_schema() -> Schema {
    schema_for!(File)
}

/// Gives the JSON Schema of template files.
pub fn template_schema() -> Schema {
    schema_for!(Template)
}
