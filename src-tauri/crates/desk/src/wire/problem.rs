//! What went wrong, for a person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window treats specially; everything else is [`Code::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The edit was made against an older revision: read the assessment again.
    Stale,
    /// The version is signed off: offer the next version.
    Frozen,
    /// Findings stop sign-off: show them.
    Blocked,
    /// Nothing can be saved until the program is started again.
    Stopped,
    /// The disk is full.
    Full,
    /// The person stopped it.
    Cancelled,
    /// Anything else: show the message.
    Other,
}

/// A failure: what happened and what to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// What the window treats specially.
    pub code: Code,
    /// What happened, and what to do next.
    pub message: String,
    /// More, for support.
    pub hints: Vec<String>,
}

impl From<crate::Error> for Problem {
    fn from(error: crate::Error) -> Problem {
        use crate::Error as E;
        let code = match &error {
            E::Model(m) | E::Store(store::Error::Model(m)) => match m {
                model::Error::Stale { .. } => Code::Stale,
                model::Error::Frozen(..) => Code::Frozen,
                model::Error::Blocked(_) => Code::Blocked,
                _ => Code::Other,
            },
            E::Store(store::Error::Signed(_)) => Code::Frozen,
            E::Store(store::Error::Poisoned(_) | store::Error::Database(_)) => Code::Stopped,
            E::Store(store::Error::Full { .. }) => Code::Full,
            E::Store(store::Error::Cancelled)
            | E::Pdf(pdf::Error::Cancelled)
            | E::Picture(picture::Error::Cancelled) => Code::Cancelled,
            _ => Code::Other,
        };
        Problem { code, message: error.to_string(), hints: Vec::new() }
    }
}
