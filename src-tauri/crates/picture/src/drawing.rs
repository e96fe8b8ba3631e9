//! Pages: a picture is one, a PDF has some, each drawn as a picture with the words on it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{Rgb, RgbImage};

use crate::raster::{as_png, format, picture};
use crate::words::words;
use crate::{Error, LARGEST, MOST_PAGES, Made};

/// A PDF is drawn at this many pixels an inch.
const FINE: f32 = 150.0;
/// No page is drawn with more pixels in a row or column.
const MOST: f32 = 2600.0;
/// A page that is not drawn within this time never will be.
const PATIENCE: Duration = Duration::from_secs(30);
/// What draws may call itself so deep.
const STACK: usize = 64 * 1024 * 1024;
/// The words that stand for a page have at most so many characters: PDF/A limits strings to 32,767 bytes (ISO 19005-3, 6.1.13).
const LONGEST: usize = 8_000;

/// Makes pictures of the pages of a file: PDF, PNG or JPEG. `title` is what the file is called in the assessment; `progress` is
/// told how many pages are done, of how many, and says whether to go on.
///
/// # Errors
/// [`Error`], with what to do.
pub fn pages(
    name: &str,
    title: &str,
    bytes: &[u8],
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<Made>, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge(name.to_owned(), LARGEST / 1024 / 1024));
    }
    if format(bytes).is_some() {
        return Ok(vec![picture(name, title, bytes)?]);
    }
    // Readers of PDF look for its mark within the first kilobyte.
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if !head.windows(5).any(|w| w == b"%PDF-") {
        return Err(Error::Kind(name.to_owned()));
    }
    let drawn = drawn(name, bytes, progress)?;
    let count = drawn.len();
    let with_words = |(n, made): (usize, Made)| Made { words: said(&made.words, title, n, count), ..made };
    Ok(drawn.into_iter().enumerate().map(with_words).collect())
}

/// Draws one page of a PDF, from 0, for the screen; nothing when it cannot be drawn.
pub fn page(bytes: &[u8], page: usize) -> Option<Made> {
    let (tell, told) = sync_channel(1);
    let bytes = bytes.to_vec();
    let worker = move || {
        let drawn = Pdf::new(bytes).ok().and_then(|pdf| {
            let cache = RenderCache::new();
            pdf.pages().get(page).and_then(|p| page_drawn(p, &cache))
        });
        let _ = tell.send(drawn);
    };
    thread::Builder::new().stack_size(STACK).spawn(worker).ok()?;
    told.recv_timeout(PATIENCE).ok().flatten()
}

/// Says what stands on a page: its words, or which page it is when it has none that can be read.
fn said(words: &str, title: &str, n: usize, count: usize) -> String {
    if words.is_empty() {
        return format!("Page {} of {count} of “{title}”, without words that can be read aloud", n + 1);
    }
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    words.chars().take(LONGEST).chain(['…']).collect()
}

/// What a thread that draws tells.
enum Told {
    Page(Made, usize),
    Not(Error),
    Done,
}

/// Draws on a thread of its own: what panics there is a damaged file, and what does not end there is left behind.
fn drawn(
    name: &str,
    bytes: &[u8],
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<Made>, Error> {
    let (tell, told) = sync_channel(1);
    let (bytes, own) = (bytes.to_vec(), name.to_owned());
    let worker = move || draw(&own, bytes, &tell);
    thread::Builder::new().stack_size(STACK).spawn(worker).map_err(|_| Error::Slow(name.to_owned()))?;
    collected(name, &told, progress)
}

fn collected(
    name: &str,
    told: &Receiver<Told>,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<Made>, Error> {
    let mut out = Vec::new();
    loop {
        match told.recv_timeout(PATIENCE) {
            Ok(Told::Page(made, of)) => {
                out.push(made);
                if !progress(out.len(), of) {
                    return Err(Error::Cancelled);
                }
            }
            Ok(Told::Not(error)) => return Err(error),
            Ok(Told::Done) => return Ok(out),
            Err(RecvTimeoutError::Timeout) => return Err(Error::Slow(name.to_owned())),
            Err(RecvTimeoutError::Disconnected) => return Err(Error::Damaged(name.to_owned())),
        }
    }
}

/// Draws page by page; whoever listens no longer ends it.
fn draw(name: &str, bytes: Vec<u8>, tell: &SyncSender<Told>) {
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(error) => {
            let error = match error {
                LoadPdfError::Decryption(_) => Error::Encrypted(name.to_owned()),
                LoadPdfError::Invalid => Error::Damaged(name.to_owned()),
            };
            let _ = tell.send(Told::Not(error));
            return;
        }
    };
    let count = pdf.pages().len();
    if count == 0 || count > MOST_PAGES {
        let error = match count {
            0 => Error::Damaged(name.to_owned()),
            _ => Error::TooManyPages(name.to_owned(), count, MOST_PAGES),
        };
        let _ = tell.send(Told::Not(error));
        return;
    }
    let cache = RenderCache::new();
    for page in pdf.pages().iter() {
        let made = page_drawn(page, &cache);
        let told = made.map_or_else(|| Told::Not(Error::Damaged(name.to_owned())), |m| Told::Page(m, count));
        if tell.send(told).is_err() {
            return;
        }
    }
    let _ = tell.send(Told::Done);
}

fn page_drawn<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Option<Made> {
    let (width, height) = page.render_dimensions();
    if !(1.0..=20_000.0).contains(&width) || !(1.0..=20_000.0).contains(&height) {
        return None;
    }
    let scale = (FINE / 72.0).min(MOST / width.max(height));
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = render(page, cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let (w, h) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let mut image = RgbImage::new(w, h);
    // The page lies on white, so that nothing shows through.
    for (to, from) in image.pixels_mut().zip(drawn.data()) {
        *to = Rgb([from.r, from.g, from.b]);
    }
    let bytes = as_png(&image).ok()?;
    Some(Made { bytes, words: words(page), width: width.round() as u32, height: height.round() as u32 })
}
