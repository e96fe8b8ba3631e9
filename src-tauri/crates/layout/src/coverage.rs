//! Which characters the paper can print.

use crate::font::Face;
use crate::shape::{has, printed};

/// Says whether a character prints as itself, in the faces of text or in those that stand in for them; characters that show
/// nothing, such as marks of direction, count as printed.
pub fn prints(c: char) -> bool {
    if (' '..='~').contains(&c) {
        return true;
    }
    let Some(c) = printed(c) else { return true };
    let has = |face| has(face, c);
    // Any face of text may be asked for the character.
    (has(Face::Regular) && has(Face::Bold) && has(Face::Italic) && has(Face::BoldItalic))
        || has(Face::Symbols)
        || has(Face::Math)
}
