//! PDF into an outline: by its structure tree where it has a sound one, else by what its pages show.
//!
//! The way: a page's contents are drawn onto a [`glyphs::Recorder`], which notes characters with their places and lines
//! (glyphs, fonts, paths). Small squares become tick boxes (boxes), rulings become grids (rulings, grid), and a page is cut
//! into regions, the cells and what stands about them (flow). The characters of a region become lines (lines), and lines
//! paragraphs (paragraphs). What a page's end cuts is joined (seams), words are made whole (words). All that is by_place. A sound
//! tree (tags) takes the place of regions and lines (tagged, by_tags): its tables are mended by the grids (mend), and what
//! it misses is put in by place (leftovers). Links, fields and comments come from annotations (annots).

mod annots;
mod bombs;
mod boxes;
mod by_place;
mod by_tags;
mod columns;
mod files;
mod flow;
mod fonts;
mod furniture;
mod glyphs;
mod grid;
mod headings;
mod items;
mod ladders;
mod leaves;
mod leftovers;
mod lines;
mod mend;
mod objects;
mod paragraphs;
mod paths;
mod rulings;
mod seams;
mod tagged;
mod tags;
mod words;

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf, page::Page};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, RenderContent, interpret_page};

use crate::{Error, Note, Outline};

/// The most pages that are read.
const MOST_PAGES: usize = 2_000;

/// The most characters that are read.
const MOST_GLYPHS: usize = 2_000_000;

/// Reads a PDF.
///
/// # Errors
/// [`Error::Protected`], [`Error::Scanned`], [`Error::Bomb`] or [`Error::Damaged`].
pub fn read(bytes: &[u8]) -> Result<Outline, Error> {
    let pdf = open(bytes)?;
    let mut outline = Outline { title: files::title(&pdf), ..Outline::default() };
    let mut lexicon = words::Lexicon::default();
    let mut sheets = sheets(&pdf, &mut lexicon.links, &mut outline)?;
    pictureless(&sheets, &mut outline)?;
    files::embedded(&pdf, &mut outline);
    files::pictures(&mut sheets, &mut outline);
    let leaves: Vec<leaves::Leaf> =
        sheets.into_iter().enumerate().map(|(i, sheet)| leaves::leaf(i as u32 + 1, sheet)).collect();
    match tags::tree(&pdf).filter(|tree| by_tags::is_sound(tree, &leaves)) {
        Some(tree) => by_tags::read(&tree, leaves, &mut outline, &mut lexicon),
        None => by_place::read(leaves, &mut outline, &mut lexicon),
    }
    words::number(&mut outline.blocks);
    Ok(outline)
}

fn damaged(reason: &str) -> Error {
    Error::Damaged { what: "PDF", reason: reason.to_owned() }
}

fn open(bytes: &[u8]) -> Result<Pdf, Error> {
    let decrypted = bombs::decrypted(bytes)?;
    let bytes = bombs::defuse(decrypted.unwrap_or_else(|| bytes.to_vec()))?;
    match Pdf::new(bytes) {
        Ok(pdf) if pdf.pages().is_empty() => Err(damaged("it has no pages")),
        Ok(pdf) => Ok(pdf),
        Err(LoadPdfError::Decryption(_)) => Err(Error::Protected),
        Err(LoadPdfError::Invalid) => Err(damaged("its parts cannot be found")),
    }
}

/// Says whether a document is but pictures of pages, and notes which pages are.
fn pictureless(sheets: &[glyphs::Sheet], outline: &mut Outline) -> Result<(), Error> {
    let wordless = |s: &glyphs::Sheet| {
        let fields = s.fields.iter().flat_map(|(_, glyphs)| glyphs);
        !s.glyphs.iter().chain(fields).any(|g| g.c.is_alphanumeric())
    };
    if sheets.iter().all(wordless) {
        return Err(Error::Scanned);
    }
    let scanned = sheets.iter().enumerate().filter(|(_, s)| s.pictured && wordless(s));
    let pages: Vec<String> = scanned.map(|(i, _)| (i + 1).to_string()).take(50).collect();
    if !pages.is_empty() {
        let pages = pages.join(", ");
        note(
            outline,
            "pages-without-text",
            format!("Pages without text, pictures only: {pages}. Read them in the PDF."),
        );
    }
    Ok(())
}

fn note(outline: &mut Outline, code: &str, message: String) {
    outline.notes.push(Note { code: code.to_owned(), message });
}

/// Draws the pages.
fn sheets(pdf: &Pdf, links: &mut Vec<String>, outline: &mut Outline) -> Result<Vec<glyphs::Sheet>, Error> {
    let cache = InterpreterCache::new();
    let mut costs = bombs::Costs::default();
    let mut reading = Reading {
        pdf,
        cache: &cache,
        styles: fonts::Styles::default(),
        seen: HashSet::new(),
        room: MOST_GLYPHS,
    };
    let mut out = Vec::new();
    for (index, page) in pdf.pages().iter().take(MOST_PAGES).enumerate() {
        if !costs.bears(page) {
            return Err(Error::Bomb);
        }
        let sheet = reading.sheet(page, index as u32 + 1, links, outline);
        reading.room = reading.room.saturating_sub(sheet.glyphs.len());
        out.push(sheet);
    }
    if pdf.pages().len() > MOST_PAGES {
        let message = format!("Only the first {MOST_PAGES} pages are read. Ask for the document in parts.");
        note(outline, "too-many-pages", message);
    }
    if out.iter().any(|s| s.cut) {
        let message =
            "A page has more characters or lines than are read. Some of it is missing: compare with the PDF.";
        note(outline, "page-too-full", message.to_owned());
    }
    Ok(out)
}

struct Reading<'a> {
    pdf: &'a Pdf,
    cache: &'a InterpreterCache<'a>,
    styles: fonts::Styles,
    seen: HashSet<(u32, i32)>,
    room: usize,
}

impl<'a> Reading<'a> {
    fn sheet(
        &mut self,
        page: &Page<'a>,
        number: u32,
        links: &mut Vec<String>,
        outline: &mut Outline,
    ) -> glyphs::Sheet {
        let mut context = self.context(RenderContent::PAGE);
        self.styles.learn_all(page.resources(), &mut context, &mut self.seen, 4);
        let mut sheet = self.drawn(page, RenderContent::PAGE);
        let found = annots::read(self.pdf, page, number, &mut sheet, links, outline);
        let looks =
            if found.looks { self.drawn(page, RenderContent::ANNOTATIONS).glyphs } else { Vec::new() };
        sheet.fields = annots::place(found, looks, &mut sheet);
        sheet
    }

    fn context(&self, content: RenderContent) -> Context<'a> {
        let bounds = Rect::new(0.0, 0.0, 1e6, 1e6);
        Context::new(Affine::IDENTITY, bounds, self.cache, self.pdf.xref(), fonts::settings(content))
    }

    fn drawn(&mut self, page: &Page<'a>, content: RenderContent) -> glyphs::Sheet {
        let (width, height) = page.render_dimensions();
        let display = Affine::new(page.initial_transform(true).as_coeffs());
        let mut context = self.context(content);
        let mut recorder = glyphs::Recorder::new(display, width, height, &mut self.styles);
        recorder.room = self.room;
        interpret_page(page, &mut context, &mut recorder);
        recorder.sheet
    }
}
