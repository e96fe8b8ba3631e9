//! PDF into an outline: by its structure tree where it has a sound one, else by what its pages show.
//!
//! The way: a page's contents are drawn onto a [`glyphs::Recorder`], which notes characters with their places and lines
//! (glyphs, fonts, paths). Small squares become tick boxes (boxes), rulings become grids (rulings, grid), and a page is cut
//! into regions, the cells and what stands about them (flow). The characters of a region become lines (lines), and lines
//! paragraphs (paragraphs). What a page's end cuts is joined (seams), words are made whole (words).

mod boxes;
mod by_place;
mod by_tags;
mod columns;
mod flow;
mod fonts;
mod furniture;
mod glyphs;
mod grid;
mod headings;
mod leaves;
mod leftovers;
mod lines;
mod objects;
mod paragraphs;
mod paths;
mod rulings;
mod seams;
mod tagged;
mod tags;
mod words;

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, page::Page};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, RenderContent, interpret_page};

use crate::{Error, Note, Outline};

/// The most pages that are read.
const MOST_PAGES: usize = 2_000;

/// Reads a PDF.
///
/// # Errors
/// [`Error::Protected`], [`Error::Scanned`], [`Error::Bomb`] or [`Error::Damaged`].
pub fn read(bytes: &[u8]) -> Result<Outline, Error> {
    let pdf = open(bytes.to_vec())?;
    let mut outline = Outline::default();
    let sheets = sheets(&pdf, &mut outline);
    let leaves: Vec<leaves::Leaf> =
        sheets.into_iter().enumerate().map(|(i, sheet)| leaves::leaf(i as u32 + 1, sheet)).collect();
    let mut lexicon = words::Lexicon::default();
    match tags::tree(&pdf).filter(|tree| by_tags::is_sound(tree, &leaves)) {
        Some(tree) => by_tags::read(&tree, leaves, &mut outline, &mut lexicon),
        None => by_place::read(leaves, &mut outline, &mut lexicon),
    }
    words::number(&mut outline.blocks);
    Ok(outline)
}

fn open(bytes: Vec<u8>) -> Result<Pdf, Error> {
    let damaged = |reason: &str| Error::Damaged { what: "PDF", reason: reason.to_owned() };
    match Pdf::new(bytes) {
        Ok(pdf) if pdf.pages().is_empty() => Err(damaged("it has no pages")),
        Ok(pdf) => Ok(pdf),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => Err(Error::Protected),
        Err(LoadPdfError::Decryption(_)) => Err(Error::Protected),
        Err(LoadPdfError::Invalid) => Err(damaged("its parts cannot be found")),
    }
}

/// Draws the pages.
fn sheets(pdf: &Pdf, outline: &mut Outline) -> Vec<glyphs::Sheet> {
    let cache = InterpreterCache::new();
    let mut styles = fonts::Styles::default();
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    for page in pdf.pages().iter().take(MOST_PAGES) {
        out.push(sheet(pdf, page, &cache, &mut styles, &mut seen));
    }
    if pdf.pages().len() > MOST_PAGES {
        outline.notes.push(Note {
            code: "too-many-pages".to_owned(),
            message: format!("Only the first {MOST_PAGES} pages are read. Ask for the document in parts."),
        });
    }
    out
}

fn sheet<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    styles: &mut fonts::Styles,
    seen: &mut HashSet<(u32, i32)>,
) -> glyphs::Sheet {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, 1e6, 1e6);
    let settings = fonts::settings(RenderContent::PAGE);
    let mut context = Context::new(Affine::IDENTITY, bounds, cache, pdf.xref(), settings.clone());
    styles.learn_all(page.resources(), &mut context, seen, 4);
    let display = Affine::new(page.initial_transform(true).as_coeffs());
    let mut context = Context::new(Affine::IDENTITY, bounds, cache, pdf.xref(), settings);
    let mut recorder = glyphs::Recorder::new(display, width, height, styles);
    interpret_page(page, &mut context, &mut recorder);
    recorder.sheet
}
