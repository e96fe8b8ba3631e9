//! What the officer is told when the register had to help itself.

/// What happened and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub weight: Weight,
    /// The words for the officer.
    pub text: String,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Good to know.
    Note,
    /// Something was damaged, and was repaired.
    Repaired,
    /// Something is lost, or must be looked at.
    Lost,
}

impl Notice {
    /// Makes one that is good to know.
    pub(crate) fn note(text: impl Into<String>) -> Notice {
        Notice { weight: Weight::Note, text: text.into() }
    }

    /// Makes one about a repair.
    pub(crate) fn repaired(text: impl Into<String>) -> Notice {
        Notice { weight: Weight::Repaired, text: text.into() }
    }

    /// Makes one about a loss.
    pub(crate) fn lost(text: impl Into<String>) -> Notice {
        Notice { weight: Weight::Lost, text: text.into() }
    }
}
