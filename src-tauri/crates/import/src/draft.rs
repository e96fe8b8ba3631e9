//! What a document becomes: pieces, each with its place in the form, or in the pile.

use std::collections::BTreeMap;

use model::{Answer, Approval, Choice, YesNo};

use crate::{At, Embedded, Note, Paragraph};

/// A document, placed in a form. Nothing of it is in the register before the officer accepts it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// The template that it is placed in.
    pub template: String,
    /// The form that the document was recognised as.
    pub family: String,
    /// The name of the assessment, as far as it is known.
    pub name: String,
    /// All pieces of the document, in its order.
    pub pieces: Vec<Piece>,
    /// What the officer should look at.
    pub notes: Vec<Note>,
    /// Files inside the document, and the field that each is attached to; `None` where the form has no field for any.
    pub files: Vec<(Embedded, Option<String>)>,
}

/// A piece of the document: words that went one way together.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where it is in the source.
    pub at: At,
    /// What it says, with its styles.
    pub content: Paragraph,
    /// The heading or prompt that it stands under in the source; may be empty.
    pub under: String,
    /// How many words of the source it takes.
    pub words: usize,
    /// Where it went.
    pub fate: Fate,
}

/// Where a piece went.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is the form's own wording, or a repeated head or footer.
    Recognised,
    /// It is an answer, or a part of one.
    Placed(Placed),
    /// It waits for the officer.
    Unplaced {
        /// The field that it may belong to, if one is near.
        near: Option<Target>,
    },
    /// The officer made it a comment on a question.
    Comment {
        /// The question.
        question: String,
    },
    /// The officer set it aside on purpose.
    Aside,
}

/// Where the officer sends a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// To a field or a cell of a table.
    Field(Target),
    /// To the comments of a question.
    Comment(String),
    /// Aside, on purpose.
    Aside,
    /// Back to the pile.
    Pile,
}

/// An answer, or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Where it goes.
    pub target: Target,
    /// What it says there.
    pub value: Value,
    /// How sure the placing is, 0 to 1.
    pub confidence: f32,
    /// What was read into it, where it is not kept as written.
    pub reading: Option<String>,
}

/// A place in the form: a field, or a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Target {
    /// The field.
    pub field: String,
    /// The row, from 0 in the order of the source, and the column, for a table.
    pub cell: Option<(usize, String)>,
}

/// What a piece says to a field of a kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, date or prose: the words themselves, with what goes before them (“☒ ”, a number) where the form has no other
    /// place for it.
    Words,
    /// Yes, no or free wording.
    YesNo(YesNo),
    /// A choice.
    Choice(Choice),
    /// Ticked boxes.
    Boxes(Vec<String>),
    /// Conditions relied on.
    Conditions(Vec<String>),
    /// A name, date and outcome.
    Approval(Approval),
    /// The row of another table, from 0.
    Row(usize),
}

impl Draft {
    /// Counts the words of the source by what became of them: placed, recognised, unplaced or set aside.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for piece in &self.pieces {
            match piece.fate {
                Fate::Placed(_) | Fate::Comment { .. } => counts.placed += piece.words,
                Fate::Recognised => counts.recognised += piece.words,
                Fate::Unplaced { .. } | Fate::Aside => counts.unplaced += piece.words,
            }
        }
        counts
    }

    /// Sends a piece somewhere, with `alike` all pieces of the pile that stand under the same heading too. Gives how many went.
    ///
    /// # Errors
    /// [`Refused`] when the field cannot take it; nothing is changed then.
    pub fn send(
        &mut self,
        template: &model::Template,
        piece: usize,
        to: &To,
        alike: bool,
    ) -> Result<usize, Refused> {
        let first = self.pieces.get(piece).ok_or(Refused)?;
        let fate = crate::place::fate(template, first, to).ok_or(Refused)?;
        let under = first.under.clone();
        let mut sent = 0;
        for (i, other) in self.pieces.iter_mut().enumerate() {
            if i == piece {
                other.fate = fate.clone();
                sent += 1;
            } else if alike
                && other.under == under
                && matches!(other.fate, Fate::Unplaced { .. })
                && let Some(fate) = crate::place::fate(template, other, to)
            {
                other.fate = fate;
                sent += 1;
            }
        }
        Ok(sent)
    }

    /// Puts the answers together, by field.
    pub fn answers(&self, template: &model::Template) -> BTreeMap<String, Answer> {
        crate::assemble::answers(template, &self.pieces)
    }
}

/// The field cannot take what the piece says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "This question cannot take these words as its answer. Send them to a question with text, or to its comments."
)]
pub struct Refused;

/// Words by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// In answers and comments.
    pub placed: usize,
    /// The form's own.
    pub recognised: usize,
    /// In the pile.
    pub unplaced: usize,
}
