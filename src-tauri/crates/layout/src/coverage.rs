//! Which characters the paper can print.

use std::sync::LazyLock;

use crate::font::Face;
use crate::shape::printed;

static FACES: LazyLock<Vec<rustybuzz::Face<'static>>> =
    LazyLock::new(|| Face::ALL.iter().filter_map(|f| rustybuzz::Face::from_slice(f.bytes(), 0)).collect());

/// Says whether a character prints as itself, in the faces of text or in those that stand in for them; characters that show
/// nothing, such as marks of direction, count as printed.
pub fn prints(c: char) -> bool {
    if (' '..='~').contains(&c) {
        return true;
    }
    let Some(c) = printed(c) else { return true };
    let has = |f: Face| FACES.get(f as usize).is_some_and(|f| f.glyph_index(c).is_some_and(|g| g.0 != 0));
    // Any face of text may be asked for the character.
    (has(Face::Regular) && has(Face::Bold) && has(Face::Italic) && has(Face::BoldItalic))
        || has(Face::Symbols)
        || has(Face::Math)
}
