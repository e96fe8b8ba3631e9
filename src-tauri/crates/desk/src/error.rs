//! What can go wrong at the desk.

/// A failure, in an officer's words, with what to do next.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The model says no.
    #[error(transparent)]
    Model(#[from] model::Error),
    /// The PDF cannot be written or read.
    #[error(transparent)]
    Pdf(#[from] pdf::Error),
    /// The register says no.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The PDF was not made by this program, or its data was taken out.
    #[error(
        "This PDF carries no assessment. Only a PDF that the DPIA workbench made can be read back: ask the sender for that one."
    )]
    NothingCarried,
    /// A partner's document cannot be read.
    #[error(transparent)]
    Import(#[from] import::Error),
    /// A piece of it cannot go where it was sent.
    #[error(transparent)]
    Refused(#[from] import::Refused),
    /// What was being taken in is no longer at hand.
    #[error("This document is no longer at hand. Open it again.")]
    NotIncoming,
    /// Nothing says how two templates correspond.
    #[error(
        "An assessment in “{0}” cannot be converted to “{1}”: nothing says how the two correspond. Copy the answers by hand."
    )]
    NoConversion(String, String),
    /// A table could not be written.
    #[error("The table could not be written: {0}.")]
    Table(String),
    /// A file is larger than any assessment.
    #[error("The file is larger than {0} MB, which no assessment is. Check that it is the right one.")]
    TooLarge(usize),
    /// A file is too large to be attached.
    #[error(
        "“{0}” is larger than {1} MB and was not attached. Attach a smaller copy, or say in the answer where the file is kept."
    )]
    AttachmentTooLarge(String, usize),
    /// A picture or a file cannot be printed.
    #[error(transparent)]
    Picture(#[from] picture::Error),
    /// A file is not attached any more.
    #[error("This file is no longer attached. Look at the field again.")]
    NotAttached,
    /// What should be a colour is none.
    #[error("“{0}” is not a colour. Choose one, or write it as # and six digits: #1b3a57.")]
    NoColour(String),
    /// A colour is too pale for the paper.
    #[error(
        "White words on {colour} have a contrast of {contrast:.1} to 1, and 4.5 is the least that everybody can read. The nearest darker shade that does is {darker}."
    )]
    TooPale {
        /// The colour.
        colour: String,
        /// Its contrast with white.
        contrast: f64,
        /// The nearest darker shade that can be read.
        darker: String,
    },
    /// A file could not be read or written.
    #[error("{0} could not be {1}: {2}. See that the folder is there and the disk has room, then try again.")]
    File(String, &'static str, String),
    /// No such version was signed off.
    #[error("There is no version {0} of this assessment. Look at its history again.")]
    NoVersion(String),
    /// The index of words failed.
    #[error("The search failed: {0}. Start the program again: the index of words is then made anew.")]
    Search(String),
    /// There is nothing to undo or redo.
    #[error("There is nothing to {0}.")]
    Nothing(&'static str),
}

impl Error {
    /// Says whether another process has the register.
    pub fn is_in_use(&self) -> bool {
        matches!(self, Error::Store(store::Error::InUse))
    }
}
