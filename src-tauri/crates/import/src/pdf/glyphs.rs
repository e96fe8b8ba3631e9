//! What a page draws: characters with their places, and lines.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
    kurbo::{Affine, BezPath, Point},
};

use super::fonts::Styles;
use super::paths::{Paths, read_path};

/// A character on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// The character.
    pub(super) c: char,
    /// Its origin, from the left of the page as displayed.
    pub(super) x: f32,
    /// Its baseline, from the top.
    pub(super) y: f32,
    /// How far it reaches in its direction.
    pub(super) advance: f32,
    /// Its size.
    pub(super) size: f32,
    /// The direction in which it is read: 0 right, 1 up, 2 left, 3 down, 4 none of these.
    pub(super) turn: u8,
    /// Bold.
    pub(super) strong: bool,
    /// Italic.
    pub(super) emphasis: bool,
    /// The number of the link that it is in, from 1.
    pub(super) link: u16,
    /// Its piece of marked content.
    pub(super) mcid: Option<i32>,
    /// What sort of mark it is.
    pub(super) sort: Sort,
    /// A tick box, and whether it is ticked.
    pub(super) tick: Option<bool>,
}

/// What sort of mark a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A word of the document.
    Text,
    /// A running head or another artifact.
    Artifact,
    /// The value of a field.
    Field,
}

/// A picture on a page.
pub(super) struct Picture {
    pub(super) area: [f32; 4],
    pub(super) jpeg: Option<Vec<u8>>,
    pub(super) id: (i32, i32),
}

/// What a page draws.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) paths: Paths,
    pub(super) pictures: Vec<Picture>,
    /// Whether it draws any picture, however small.
    pub(super) pictured: bool,
    /// Whether something was left out because there was too much.
    pub(super) cut: bool,
    /// The characters of form fields, by their objects.
    pub(super) fields: Vec<((i64, i64), Vec<Glyph>)>,
}

/// The most characters of a page that are read.
const MOST_GLYPHS: usize = 500_000;

impl Glyph {
    /// Gives its start, end and baseline in the frame where its text runs right.
    pub(super) fn frame(&self) -> (f32, f32, f32) {
        let (x, y) = match self.turn {
            1 => (-self.y, self.x),
            2 => (-self.x, -self.y),
            3 => (self.y, -self.x),
            _ => (self.x, self.y),
        };
        (x, x + self.advance, y)
    }

    /// Gives left, top, right and bottom on the page.
    pub(super) fn area(&self) -> [f32; 4] {
        let (up, down) = (self.size * 0.75, self.size * 0.2);
        match self.turn {
            1 => [self.x - up, self.y - self.advance, self.x + down, self.y],
            2 => [self.x - self.advance, self.y - down, self.x, self.y + up],
            3 => [self.x - down, self.y, self.x + up, self.y + self.advance],
            _ => [self.x, self.y - up, self.x + self.advance, self.y + down],
        }
    }

    /// Gives its middle on the page.
    pub(super) fn middle(&self) -> (f32, f32) {
        let [left, top, right, bottom] = self.area();
        ((left + right) / 2.0, (top + bottom) / 2.0)
    }

    /// Says whether it is white space.
    pub(super) fn is_space(&self) -> bool {
        self.tick.is_none() && self.c.is_whitespace()
    }
}

/// The device that notes what is drawn.
pub(super) struct Recorder<'s> {
    pub(super) sheet: Sheet,
    pub(super) page: Affine,
    pub(super) styles: &'s mut Styles,
    pub(super) sort: Sort,
    /// How many characters may still be read.
    pub(super) room: usize,
    marked: Vec<Marked>,
}

#[derive(Clone)]
struct Marked {
    mcid: Option<i32>,
    artifact: bool,
    actual: Option<String>,
    start: usize,
}

impl<'s> Recorder<'s> {
    /// Makes one for a page of a width and height, with the way from the page's space to the display's.
    pub(super) fn new(page: Affine, width: f32, height: f32, styles: &'s mut Styles) -> Self {
        let sheet = Sheet { width, height, ..Sheet::default() };
        Recorder { sheet, page, styles, sort: Sort::Text, room: MOST_GLYPHS, marked: Vec::new() }
    }

    fn push(&mut self, text: &str, mut glyph: Glyph) {
        let count = text.chars().count().max(1) as f32;
        glyph.advance /= count;
        let (dx, dy) = match glyph.turn {
            1 => (0.0, -glyph.advance),
            2 => (-glyph.advance, 0.0),
            3 => (0.0, glyph.advance),
            _ => (glyph.advance, 0.0),
        };
        for c in text.chars() {
            if self.sheet.glyphs.len() >= self.room.min(MOST_GLYPHS) {
                self.sheet.cut = true;
                return;
            }
            glyph.c = c;
            self.sheet.glyphs.push(glyph);
            glyph.x += dx;
            glyph.y += dy;
        }
    }

    fn mcid(&self) -> Option<i32> {
        self.marked.iter().rev().find_map(|m| m.mcid)
    }
}

impl<'a> Device<'a> for Recorder<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let transform = self.page * props.transform;
        let before = self.sheet.paths.squares.len();
        if !read_path(path, transform, mode, &mut self.sheet.paths) {
            self.sheet.cut = true;
        }
        let (order, mcid) = (self.sheet.glyphs.len(), self.mcid());
        let artifact = self.marked.iter().any(|m| m.artifact);
        for square in self.sheet.paths.squares.iter_mut().skip(before) {
            (square.order, square.mcid, square.artifact) = (order, mcid, artifact);
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let artifact = self.marked.iter().any(|m| m.artifact);
        let sort = if artifact { Sort::Artifact } else { self.sort };
        let mcid = self.mcid();
        for positioned in run.glyphs() {
            let transform = self.page * props.transform * positioned.transform();
            let Some(mut glyph) = placed(transform, advance(positioned)) else { continue };
            let inside = glyph.x > -20.0
                && glyph.y > -20.0
                && glyph.x < self.sheet.width + 20.0
                && glyph.y < self.sheet.height + 20.0;
            if !inside {
                continue;
            }
            let style = self.styles.of(positioned);
            glyph.strong = style.strong;
            glyph.emphasis = style.emphasis;
            glyph.mcid = mcid;
            glyph.sort = sort;
            let code = positioned.char_code();
            let text = characters(positioned.as_unicode(), code, style.symbols);
            glyph.tick = (text.chars().count() == 1)
                .then(|| text.chars().next().and_then(crate::ticks::tick))
                .flatten();
            self.push(&text, glyph);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.sheet.pictured = true;
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let transform = self.page * props.transform;
        let (a, b) = (transform * Point::ZERO, transform * Point::new(width, height));
        let area = [a.x.min(b.x) as f32, a.y.min(b.y) as f32, a.x.max(b.x) as f32, a.y.max(b.y) as f32];
        let large = area[2] - area[0] > 100.0 && area[3] - area[1] > 100.0 && width > 100.0 && height > 100.0;
        let artifact = self.marked.iter().any(|m| m.artifact);
        let Image::Raster(raster) = image else { return };
        if !large || artifact || self.sheet.pictures.len() > 1000 {
            return;
        }
        let stream = raster.stream();
        let jpeg =
            (stream.filters().as_slice() == [Filter::DctDecode]).then(|| stream.raw_data().into_owned());
        let id = stream.obj_id();
        self.sheet.pictures.push(Picture { area, jpeg, id: (id.obj_number as i32, id.gen_number) });
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let marked = Marked {
            mcid: properties.and_then(|p| p.get::<i32>(b"MCID")),
            artifact: tag == b"Artifact",
            actual: properties
                .and_then(|p| p.get::<PdfString<'_>>(b"ActualText"))
                .map(|s| super::objects::text(s.as_bytes())),
            start: self.sheet.glyphs.len(),
        };
        if self.marked.len() < 10_000 {
            self.marked.push(marked);
        }
    }

    fn end_marked_content(&mut self) {
        let Some(Marked { actual: Some(actual), start, .. }) = self.marked.pop() else { return };
        let Some(drawn) = self.sheet.glyphs.get(start..) else { return };
        let (Some(first), Some(last)) = (drawn.first().copied(), drawn.last().copied()) else { return };
        let same_line =
            first.turn == last.turn && (first.frame().2 - last.frame().2).abs() < first.size * 0.3;
        if !same_line {
            return;
        }
        self.sheet.glyphs.truncate(start);
        let advance = (last.frame().1 - first.frame().0).max(0.0);
        self.push(&actual, Glyph { advance, tick: None, ..first });
    }
}

fn advance(glyph: &hayro_interpret::font::Glyph<'_>) -> f32 {
    let advance = match glyph {
        hayro_interpret::font::Glyph::Outline(g) => g.advance_width(),
        hayro_interpret::font::Glyph::Type3(g) => g.advance_width(),
    };
    advance.filter(|a| a.is_finite()).unwrap_or(500.0).clamp(0.0, 10_000.0)
}

/// Places a glyph, from its way to the display; none where that is degenerate.
fn placed(transform: Affine, advance: f32) -> Option<Glyph> {
    let [a, b, c, d, x, y] = transform.as_coeffs();
    let along = a.hypot(b) * 1000.0;
    let size = c.hypot(d) * 1000.0;
    let sound = [along, size, x, y].iter().all(|v| v.is_finite()) && size > 0.01 && size < 10_000.0;
    if !sound || along > 100_000.0 {
        return None;
    }
    let turn = if b.abs() < a.abs() * 0.2 {
        if a >= 0.0 { 0 } else { 2 }
    } else if a.abs() < b.abs() * 0.2 {
        if b < 0.0 { 1 } else { 3 }
    } else {
        4
    };
    Some(Glyph {
        c: ' ',
        x: x as f32,
        y: y as f32,
        advance: advance / 1000.0 * along as f32,
        size: size as f32,
        turn,
        strong: false,
        emphasis: false,
        link: 0,
        mcid: None,
        sort: Sort::Text,
        tick: None,
    })
}

/// Gives the characters of a glyph: of symbol fonts the boxes, ticks and bullets that they draw; ligatures as letters.
fn characters(unicode: Option<BfString>, code: u32, symbols: Option<&str>) -> String {
    let text = match unicode {
        Some(BfString::Char(c)) => c.to_string(),
        Some(BfString::String(s)) => s,
        None => String::new(),
    };
    let first = text.chars().next();
    if let Some(font) = symbols {
        let private = first.filter(|c| ('\u{F000}'..='\u{F0FF}').contains(c)).map(|c| c as u32);
        let plain = first.filter(|c| (*c as u32) < 0x100).map(|c| c as u32);
        let number = private.or(plain).unwrap_or(code & 0xFF);
        let known = crate::ticks::symbol(font, number).or_else(|| crate::ticks::bullet(number));
        let foreign = first.is_some_and(|c| (c as u32) >= 0x100 && private.is_none());
        if !foreign && font != "symbol" || private.is_some() {
            return known.unwrap_or('•').to_string();
        }
    }
    match first {
        None => "\u{FFFD}".to_owned(),
        Some(c) if ('\u{F000}'..='\u{F0FF}').contains(&c) => {
            let number = c as u32;
            crate::ticks::symbol("wingdings", number)
                .or_else(|| crate::ticks::bullet(number))
                .unwrap_or('•')
                .to_string()
        }
        Some(_) => text.chars().flat_map(letters).collect(),
    }
}

/// Spells a ligature, and drops controls.
fn letters(c: char) -> Vec<char> {
    let spelled = match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '\u{200B}' | '\u{FEFF}' | '\0' => "",
        c if c.is_control() => " ",
        c => return vec![c],
    };
    spelled.chars().collect()
}
