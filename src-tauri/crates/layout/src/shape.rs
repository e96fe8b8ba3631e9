//! Words to glyphs: shaping by rustybuzz, each word once, with faces to fall back on.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::LazyLock;

use crate::font::Face;

/// A glyph, in ems.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EmGlyph {
    pub id: u16,
    pub advance: f32,
    pub cluster: u32,
}

/// A stretch of a word in one face.
#[derive(Debug)]
pub(crate) struct Part {
    pub face: Face,
    pub text: String,
    pub glyphs: Vec<EmGlyph>,
    /// Its width in ems.
    pub width: f32,
}

/// A shaped word.
#[derive(Debug, Default)]
pub(crate) struct Word {
    pub parts: Vec<Part>,
    /// Its width in ems.
    pub width: f32,
    /// Characters that no face has.
    pub missing: Vec<char>,
}

/// The fonts, read once.
pub(crate) static FACES: LazyLock<Vec<rustybuzz::Face<'static>>> =
    LazyLock::new(|| Face::ALL.iter().filter_map(|f| rustybuzz::Face::from_slice(f.bytes(), 0)).collect());

/// Says whether a font has a character.
pub(crate) fn has(face: Face, c: char) -> bool {
    FACES.get(face as usize).is_some_and(|f| f.glyph_index(c).is_some_and(|g| g.0 != 0))
}

/// Shapes words and remembers them, and how each font shapes each script.
pub(crate) struct Shaper {
    plans: HashMap<(Face, Option<rustybuzz::Script>), rustybuzz::ShapePlan>,
    words: Vec<HashMap<String, Rc<Word>>>,
    missing: BTreeSet<(String, char)>,
    /// The field whose words are being shaped.
    pub field: String,
}

/// Stands for a character that no face has.
const STAND_IN: char = '□';

impl Shaper {
    pub(crate) fn new() -> Shaper {
        Shaper {
            plans: HashMap::new(),
            words: Face::ALL.iter().map(|_| HashMap::new()).collect(),
            missing: BTreeSet::new(),
            field: String::new(),
        }
    }

    /// Gives the characters met so far that no face has, with the fields that hold them.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &(String, char)> {
        self.missing.iter()
    }

    /// Shapes a word.
    pub(crate) fn word(&mut self, face: Face, text: &str) -> Rc<Word> {
        let word = match self.words.get(face as usize).and_then(|w| w.get(text)) {
            Some(word) => Rc::clone(word),
            None => {
                let word = Rc::new(self.shape(face, text));
                if let Some(words) = self.words.get_mut(face as usize) {
                    words.insert(text.to_owned(), Rc::clone(&word));
                }
                word
            }
        };
        for c in &word.missing {
            self.missing.insert((self.field.clone(), *c));
        }
        word
    }

    fn shape(&mut self, face: Face, text: &str) -> Word {
        let mut word = Word::default();
        let mut stretches: Vec<(Face, String)> = Vec::new();
        for c in text.chars().filter_map(printed) {
            let (chosen, c) = choose(face, c, &mut word.missing);
            match stretches.last_mut() {
                Some((last, stretch)) if *last == chosen => stretch.push(c),
                _ => stretches.push((chosen, c.to_string())),
            }
        }
        for (face, stretch) in stretches {
            let glyphs = self.glyphs(face, &stretch);
            let width = glyphs.iter().map(|g| g.advance).sum();
            word.width += width;
            word.parts.push(Part { face, text: stretch, glyphs, width });
        }
        word
    }

    fn glyphs(&mut self, face: Face, text: &str) -> Vec<EmGlyph> {
        let Some(font) = FACES.get(face as usize) else { return Vec::new() };
        let em = font.units_per_em() as f32;
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        buffer.guess_segment_properties();
        let script = Some(buffer.script());
        let plan = self.plans.entry((face, script)).or_insert_with(|| {
            rustybuzz::ShapePlan::new(font, buffer.direction(), script, buffer.language().as_ref(), &[])
        });
        let shaped = rustybuzz::shape_with_plan(font, plan, buffer);
        shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, at)| EmGlyph {
                id: info.glyph_id as u16,
                advance: at.x_advance as f32 / em,
                cluster: info.cluster,
            })
            .collect()
    }
}

/// Chooses the face that has a character, and the character that stands in for one that none has.
fn choose(face: Face, c: char, missing: &mut Vec<char>) -> (Face, char) {
    // Every face of text has what a keyboard writes.
    if (' '..='~').contains(&c) {
        return (face, c);
    }
    match [face, Face::Symbols, Face::Math].into_iter().find(|f| has(*f, c)) {
        Some(found) => (found, c),
        None => {
            missing.push(c);
            (face, STAND_IN)
        }
    }
}

/// Gives the character to print: none for those that show nothing, the plain hyphen for the one that does not break.
pub(crate) fn printed(c: char) -> Option<char> {
    match c {
        '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{2011}' => Some('\u{2010}'),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        '\u{fe00}'..='\u{fe0f}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}
