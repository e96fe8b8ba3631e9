//! Fonts: subset by printpdf over the glyphs that are used, with exact widths and a way back to the words.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use layout::{Face, Page, Pages, Run, Shape};
use lopdf::{Dictionary, Object, ObjectId, dictionary};
use printpdf::{FontId, ParsedFont, generate_cmap_string, subset_font};

use crate::Error;
use crate::file::{File, on_both_cores};

/// A font in the document.
pub(crate) struct Embedded {
    pub id: ObjectId,
    /// Its name in the pages' resources.
    pub name: &'static str,
    glyphs: Vec<Option<Coded>>,
    others: BTreeMap<(u16, String), u16>,
}

/// A glyph that the document uses.
struct Coded {
    /// The words that it stands for in most places.
    words: String,
    /// Its code.
    code: u16,
    /// Its width in thousandths of an em.
    width: f32,
}

impl Embedded {
    /// Gives the code of a glyph that stands for `words`, and its width in thousandths of an em.
    pub(crate) fn code(&self, glyph: u16, words: &str) -> (u16, f32) {
        let Some(Some(coded)) = self.glyphs.get(glyph as usize) else { return (0, 0.0) };
        if coded.words == words {
            return (coded.code, coded.width);
        }
        let other = self.others.get(&(glyph, words.to_owned()));
        (other.copied().unwrap_or(coded.code), coded.width)
    }
}

/// Embeds every font of which a glyph is used.
///
/// # Errors
/// [`Error::Font`] when one cannot be.
pub(crate) fn embed(file: &mut File, pages: &Pages) -> Result<BTreeMap<Face, Embedded>, Error> {
    let halves: Vec<&[Page]> = pages.pages.chunks(pages.pages.len().div_ceil(2).max(1)).collect();
    let mut used = Used::default();
    for half in on_both_cores(&halves, |half| Used::of(half))? {
        used.join(half);
    }
    used.0.iter().map(|(face, uses)| Ok((*face, one(file, *face, uses)?))).collect()
}

/// Gives the part of a run's words that its glyph number `index` stands for. Of several glyphs that together stand for
/// several characters, each stands for one, and the last for the rest.
pub(crate) fn words(run: &Run, index: usize) -> &str {
    let Some(glyph) = run.glyphs.get(index) else { return NOTHING };
    let start = glyph.cluster;
    // One glyph for one stretch of the words, as nearly always.
    let other = |at: Option<usize>| at.and_then(|at| run.glyphs.get(at)).map(|g| g.cluster);
    if let (previous, Some(next)) = (other(index.checked_sub(1)), other(Some(index + 1)))
        && next > start
        && previous != Some(start)
    {
        return run.text.get(start as usize..next as usize).filter(|w| !w.is_empty()).unwrap_or(NOTHING);
    }
    let before = run.glyphs.iter().take(index).rev().take_while(|g| g.cluster == start).count();
    let after = run.glyphs.iter().skip(index + 1).take_while(|g| g.cluster == start).count();
    let end = match run.glyphs.get(index + 1 + after) {
        Some(next) if next.cluster > start => next.cluster as usize,
        _ => run
            .glyphs
            .iter()
            .map(|g| g.cluster)
            .filter(|c| *c > start)
            .min()
            .map_or(run.text.len(), |c| c as usize),
    };
    let all = run.text.get(start as usize..end).unwrap_or_default();
    let at = |n: usize| all.char_indices().nth(n).map_or(all.len(), |(at, _)| at);
    let part = match (before, after) {
        (0, 0) => all,
        (_, 0) => all.get(at(before)..).unwrap_or_default(),
        _ => all.get(at(before)..at(before + 1)).unwrap_or_default(),
    };
    if part.is_empty() { NOTHING } else { part }
}

/// Stands for a glyph that adds no words of its own: PDF/A wants every glyph to stand for a character (ISO 19005-3, 6.2.11.7).
const NOTHING: &str = "\u{200b}";

/// The glyphs in use: of each face, by glyph, the words that it stands for.
#[derive(Default)]
struct Used(BTreeMap<Face, Vec<Vec<String>>>);

impl Used {
    fn of(pages: &[Page]) -> Used {
        let mut used = Used::default();
        for item in pages.iter().flat_map(|p| &p.items) {
            let Shape::Text(run) = &item.shape else { continue };
            let glyphs = used.0.entry(run.face).or_default();
            for (index, glyph) in run.glyphs.iter().enumerate() {
                note(glyphs, glyph.id, words(run, index));
            }
        }
        used
    }

    fn join(&mut self, other: Used) {
        for (face, glyphs) in other.0 {
            let own = self.0.entry(face).or_default();
            for (glyph, all) in glyphs.iter().enumerate() {
                all.iter().for_each(|words| note(own, glyph as u16, words));
            }
        }
    }
}

fn note(glyphs: &mut Vec<Vec<String>>, glyph: u16, words: &str) {
    let index = usize::from(glyph);
    if glyphs.len() <= index {
        glyphs.resize(index + 1, Vec::new());
    }
    if let Some(all) = glyphs.get_mut(index)
        && !all.iter().any(|w| w == words)
    {
        all.push(words.to_owned());
    }
}

fn one(file: &mut File, face: Face, uses: &[Vec<String>]) -> Result<Embedded, Error> {
    let failed = || Error::Font(face.name());
    let font = ttf_parser::Face::parse(face.bytes(), 0).map_err(|_| failed())?;
    let used = uses.iter().enumerate().filter_map(|(g, w)| Some((g as u16, w.first()?.clone()))).collect();
    let subset = subset_font(parsed(face).ok_or_else(failed)?, &used).map_err(|_| failed())?;
    let per_mille = 1000.0 / f32::from(font.units_per_em());
    let width = |g: u16| f32::from(font.glyph_hor_advance(ttf_parser::GlyphId(g)).unwrap_or(0)) * per_mille;

    // A code for every pair of a glyph and what it stands for: a glyph may be drawn for two characters that look the same.
    let mut unicode: Vec<(u16, String)> = Vec::new();
    let (mut glyphs, mut others) = (Vec::new(), BTreeMap::new());
    let (mut widths, mut places) = (Vec::new(), vec![0, 0]);
    for (glyph, all) in uses.iter().enumerate() {
        let glyph = glyph as u16;
        let mut coded = None;
        for words in all {
            let code = u16::try_from(unicode.len() + 1).map_err(|_| failed())?;
            unicode.push((code, named(words)));
            widths.push(Object::Real(width(glyph)));
            let (place, _) = subset.glyph_mapping.get(&glyph).ok_or_else(failed)?;
            places.extend_from_slice(&place.to_be_bytes());
            match coded {
                None => coded = Some(Coded { words: words.clone(), code, width: width(glyph) }),
                Some(_) => {
                    others.insert((glyph, words.clone()), code);
                }
            }
        }
        glyphs.push(coded);
    }
    let id = write(file, face, &font, &subset.bytes, &Codes { unicode, widths, places });
    Ok(Embedded { id, name: short(face), glyphs, others })
}

/// Gives the characters that a code may stand for: three are forbidden (ISO 19005-3, 6.2.11.7.2).
fn named(words: &str) -> String {
    let named: String = words.chars().filter(|c| !matches!(c, '\0' | '\u{feff}' | '\u{fffe}')).collect();
    if named.is_empty() { NOTHING.to_owned() } else { named }
}

/// Parses a face for subsetting: once, as it takes longer than the rest.
fn parsed(face: Face) -> Option<&'static ParsedFont> {
    static PARSED: [OnceLock<Option<ParsedFont>>; Face::ALL.len()] =
        [const { OnceLock::new() }; Face::ALL.len()];
    PARSED
        .get(face as usize)?
        .get_or_init(|| ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new()))
        .as_ref()
}

/// What each code of a font, from 1, stands for: its characters, its width, and its glyph in the subset, two bytes each.
struct Codes {
    unicode: Vec<(u16, String)>,
    widths: Vec<Object>,
    places: Vec<u8>,
}

fn write(file: &mut File, face: Face, font: &ttf_parser::Face<'_>, subset: &[u8], codes: &Codes) -> ObjectId {
    let name = format!("{}+{}", tag(face), face.name());
    // The face is not asked for anything but to be there.
    let cmap = parsed(face)
        .map(|p| generate_cmap_string(p, &FontId(name.clone()), &codes.unicode))
        .unwrap_or_default();
    let to_unicode = file.deflated(Dictionary::new(), cmap.as_bytes());
    let program = file.deflated(dictionary! { "Length1" => subset.len() as i64 }, subset);
    let places = file.deflated(Dictionary::new(), &codes.places);
    let descriptor = file.add(descriptor(font, face, &name, program));
    let system = dictionary! {
        "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0,
    };
    let descendant = file.add(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => name.as_str(), "CIDSystemInfo" => system,
        "FontDescriptor" => descriptor, "DW" => 0, "W" => vec![1.into(), codes.widths.clone().into()], "CIDToGIDMap" => places,
    });
    file.add(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name.as_str(), "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()], "ToUnicode" => to_unicode,
    })
}

fn descriptor(font: &ttf_parser::Face<'_>, face: Face, name: &str, program: ObjectId) -> Dictionary {
    let per_mille = 1000.0 / f32::from(font.units_per_em());
    let scale = |v: i16| (f32::from(v) * per_mille).round() as i64;
    let b = font.global_bounding_box();
    let bold = matches!(face, Face::Bold | Face::BoldItalic);
    dictionary! {
        "Type" => "FontDescriptor", "FontName" => name,
        // 4: symbolic, as glyphs are named by their place in the subset (ISO 32000-1, table 123); 64: italic.
        "Flags" => if font.is_italic() { 4 + 64 } else { 4 },
        "FontBBox" => vec![scale(b.x_min).into(), scale(b.y_min).into(), scale(b.x_max).into(), scale(b.y_max).into()],
        "ItalicAngle" => font.italic_angle() as i64,
        "Ascent" => scale(font.ascender()), "Descent" => scale(font.descender()),
        "CapHeight" => scale(font.capital_height().unwrap_or(font.ascender())),
        "StemV" => if bold { 140 } else { 80 }, "FontFile2" => program,
    }
}

/// Gives the tag that says that a font is a subset (ISO 32000-1, 9.6.4): six capitals.
fn tag(face: Face) -> &'static str {
    match face {
        Face::Regular => "DPIARG",
        Face::Bold => "DPIABD",
        Face::Italic => "DPIAIT",
        Face::BoldItalic => "DPIABI",
        Face::Symbols => "DPIASY",
        Face::Math => "DPIAMA",
    }
}

fn short(face: Face) -> &'static str {
    match face {
        Face::Regular => "F0",
        Face::Bold => "F1",
        Face::Italic => "F2",
        Face::BoldItalic => "F3",
        Face::Symbols => "F4",
        Face::Math => "F5",
    }
}
