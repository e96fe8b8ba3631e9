//! What can go wrong in the register.

use std::path::Path;

/// A failure, with what to do next.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another window or program has the register open.
    #[error(
        "The register is open in another window of this program. Use that window, or close it and try again."
    )]
    InUse,
    /// The disk has no room; nothing was changed.
    #[error(
        "There is not enough room on the disk: {free} MB are free, {needed} MB are needed. Nothing was changed. Free some room, then try again."
    )]
    Full {
        /// Megabytes needed.
        needed: u64,
        /// Megabytes free.
        free: u64,
    },
    /// No assessment has this id.
    #[error("There is no assessment “{0}” in the register. Look at the list again.")]
    NotFound(String),
    /// An assessment has this id already.
    #[error("An assessment “{0}” is in the register already. Give the new one another id.")]
    Exists(String),
    /// The id cannot name a file.
    #[error("“{0}” cannot be the id of an assessment: use up to 80 small letters, digits and hyphens.")]
    Id(String),
    /// The model refused.
    #[error(transparent)]
    Model(#[from] model::Error),
    /// The change would touch a version that was signed.
    #[error(
        "Version {0} was signed off, and what was signed never changes. Start the next version to change the assessment."
    )]
    Signed(String),
    /// The disk or the database failed earlier, and the register takes no more orders until the program starts again.
    #[error(
        "The register stopped, to keep what is saved safe: {0}. Close the program, see that the disk has room and is connected, and start it again; it then compares both copies. The last change may have to be repeated."
    )]
    Poisoned(String),
    /// The database failed just now; the register is then poisoned.
    #[error(
        "The change could not be written to the register: {0}. Close the program, see that the disk has room and is connected, and start it again. The last change may have to be repeated."
    )]
    Database(String),
    /// A file could not be read or written.
    #[error(
        "{doing} failed: {reason}. See that the disk is connected, has room and can be written to, then try again."
    )]
    Disk {
        /// What was being done.
        doing: String,
        /// What stood in the way.
        reason: String,
    },
    /// Neither copy can be read.
    #[error(
        "“{0}” cannot be read, neither in the register nor in its plain copy. Restore it from a backup; the damaged files are kept."
    )]
    Damaged(String),
    /// A newer program wrote the register.
    #[error(
        "The register was written by a newer edition of the program (format {0}). Install the newest edition, then open it again. Nothing was changed."
    )]
    Newer(u64),
    /// The file is no whole backup.
    #[error("This backup cannot be used: {0}. The register was not touched. Choose another backup.")]
    Backup(String),
    /// There is something where the backup should go.
    #[error(
        "The register holds assessments already. Restore into an empty folder, or say that the present register is to be replaced; it is then kept beside."
    )]
    NotEmpty,
    /// The person stopped it.
    #[error("It was stopped before it was complete. Nothing was changed.")]
    Cancelled,
}

impl Error {
    /// Names the file in the way of a disk operation: `doing` is a phrase such as “Writing the plain copy”.
    pub(crate) fn disk(doing: &str, path: &Path, reason: &dyn std::fmt::Display) -> Error {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Error::Disk { doing: format!("{doing} ({name})"), reason: reason.to_string() }
    }
}

impl From<sled::Error> for Error {
    fn from(e: sled::Error) -> Error {
        Error::Database(e.to_string())
    }
}
