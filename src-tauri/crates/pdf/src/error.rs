//! What can go wrong with a PDF.

/// A failure, with what to do next.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The officer stopped it.
    #[error("The PDF was not made: it was cancelled.")]
    Cancelled,
    /// A font could not be embedded.
    #[error("The PDF could not be made: the font {0} cannot be embedded. Install the program again.")]
    Font(&'static str),
    /// The file could not be written together.
    #[error("The PDF could not be made: {0}.")]
    Write(String),
    /// The bytes are not a PDF that can be read.
    #[error("This PDF cannot be read: {0}. Check that it is complete, or ask its sender for a new copy.")]
    Unreadable(String),
    /// It is encrypted.
    #[error("This PDF is protected by a password. Save it without one, then choose it again.")]
    Encrypted,
    /// It is larger than is read.
    #[error("This PDF is too large to be read (more than {0} MB).")]
    TooLarge(usize),
}
