//! What can go wrong with a file that is to be printed.

/// A failure, with what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A logo is too large.
    #[error("“{0}” is larger than {1} MB. Choose a smaller copy of the logo: 600 pixels across are enough.")]
    LogoTooLarge(String, usize),
    /// A file is too large to be printed.
    #[error("“{0}” is larger than {1} MB and cannot be printed with the assessment. Attach a smaller copy.")]
    TooLarge(String, usize),
    /// A PDF has too many pages.
    #[error(
        "“{0}” has {1} pages; at most {2} are printed with an assessment. Attach the pages that matter as a PDF of their own."
    )]
    TooManyPages(String, usize, usize),
    /// It is neither a picture nor a PDF.
    #[error("“{0}” is neither a PDF nor a PNG or JPEG picture. Save it as a PDF, then attach that.")]
    Kind(String),
    /// A logo is no picture of a kind that prints.
    #[error("“{0}” is neither a PNG nor a JPEG picture. Save the logo as PNG, then choose that.")]
    NotAPicture(String),
    /// It cannot be read.
    #[error(
        "“{0}” is damaged and cannot be printed. Open it in the program that made it, save it anew, and attach that."
    )]
    Damaged(String),
    /// It has more pixels than can be read.
    #[error("“{0}” has more pixels than can be printed. Save a smaller copy, 4,000 pixels across at most.")]
    Pixels(String),
    /// It is encrypted.
    #[error("“{0}” is protected by a password. Save it without one, then attach that.")]
    Encrypted(String),
    /// Drawing it takes too long.
    #[error(
        "“{0}” takes too long to draw. Print it to a new PDF in the program that made it, and attach that."
    )]
    Slow(String),
    /// The person stopped it.
    #[error("It was cancelled. Nothing was changed.")]
    Cancelled,
}
