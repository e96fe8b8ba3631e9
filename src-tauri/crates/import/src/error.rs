//! What can go wrong when a document is read.

/// Why a document cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is larger than is read.
    #[error("The file is larger than {most} MB. Ask for it without pictures, or in parts.")]
    TooLarge {
        /// The most that is read, in megabytes.
        most: u64,
    },
    /// It unpacks to more than is read, or says so: a zip bomb or the like.
    #[error(
        "The file unpacks to more than a document would. It may be made to do harm; ask for another copy."
    )]
    Bomb,
    /// It is a document of the old Word format.
    #[error(
        "This is a Word 97–2003 document (.doc). Open it in Word, choose Save as, Word document (.docx), then open that."
    )]
    OldWord,
    /// It is protected by a password.
    #[error("The file is password protected. Save it without a password, then choose it again.")]
    Protected,
    /// A PDF without words: pages that were scanned.
    #[error(
        "This PDF has pictures of pages and no text: it was scanned. Ask for the Word document, or for a PDF saved from it."
    )]
    Scanned,
    /// It is a file of a tool that we know, but no assessment.
    #[error("This is {what}, not an assessment. Choose the assessment that was made with it.")]
    NotAnAssessment {
        /// What it is.
        what: &'static str,
    },
    /// No reader knows it.
    #[error(
        "This kind of file cannot be read. Choose a Word document (.docx), a PDF, or a .dpia, .json, .odt, .rtf or text file."
    )]
    Unknown,
    /// It is damaged.
    #[error("The {what} is damaged and cannot be read: {reason}. Ask for another copy.")]
    Damaged {
        /// What it is.
        what: &'static str,
        /// What is wrong.
        reason: String,
    },
}
