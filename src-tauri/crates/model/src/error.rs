//! What can go wrong in the model.

/// A failure, with what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes are not JSON of the right shape.
    #[error(
        "This file cannot be read as {what}: {reason}. Check that it is complete, or ask its sender for a new copy."
    )]
    Unreadable {
        /// What was expected.
        what: &'static str,
        /// What stood in the way.
        reason: String,
    },
    /// A newer program wrote the file.
    #[error(
        "This file was written by a newer edition of the program (file format {found}; this edition reads up to {known}). Install the newest edition, then open it again."
    )]
    Newer {
        /// The format of the file.
        found: u64,
        /// The newest that is known here.
        known: u64,
    },
    /// The template is faulty.
    #[error("The template has {} mistakes. The first: {}", .0.len(), .0.first().map(|p| p.to_string()).unwrap_or_default())]
    Template(Vec<crate::Problem>),
    /// The assessment was written in a template that is not there.
    #[error(
        "This assessment uses the template “{0}”, which is not installed here. Put its file into the templates folder, then open it again."
    )]
    NoTemplate(String),
    /// An edit was made against another revision than the present one.
    #[error(
        "The assessment has changed since (revision {present}, the edit was made against {against}). Look at it again, then repeat the edit."
    )]
    Stale {
        /// The present revision.
        present: u64,
        /// The revision of the edit.
        against: u64,
    },
    /// The edit does not fit the template or the assessment.
    #[error("This cannot be changed so: {0}.")]
    Refused(String),
    /// What is signed off never changes.
    #[error("Version {0} is {1} and cannot be changed. Start a new version to change it.")]
    Frozen(String, String),
    /// Findings stand in the way of sign-off.
    #[error("{0} findings stop sign-off. Settle each of them, then sign again.")]
    Blocked(usize),
}
