//! The house style of an organisation's paper: its logo and its colour. It travels with the assessment, so that the same
//! assessment gives the same paper everywhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How an organisation's paper looks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// The colour of bands and headings, `#rrggbb` in lower case; none for the form's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// The logo at the head of the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
}

/// A logo. Its content is kept beside the assessment, by hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// SHA-256 of the picture, a PNG or JPEG without transparency, in lower-case hexadecimal.
    pub sha256: String,
    /// The words that stand for it.
    pub words: String,
}

impl House {
    /// Says whether it leaves the form's own look as it is.
    pub fn is_plain(&self) -> bool {
        self.colour.is_none() && self.logo.is_none()
    }
}
