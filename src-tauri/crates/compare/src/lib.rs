//! What differs between two assessments of one template, question by question and word by word.
//!
//! [`differences`] walks the form in printed order; rows of tables are matched by their ids, words by [`words`].

mod answers;
mod words;

pub use answers::{Difference, Kind, RowDifference, differences};
pub use words::{Piece, Side, words};
