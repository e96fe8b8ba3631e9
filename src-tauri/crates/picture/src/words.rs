//! The words on a page of a PDF, in the order in which they are painted.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{BezPath, Point, Rect};

/// Gives the words on a page: what is further from the letter before it than a space is wide is another word.
pub(crate) fn words(page: &Page) -> String {
    let transform = page.initial_transform(false).to_kurbo();
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let cache = InterpreterCache::new();
    let mut context = Context::new(transform, area, &cache, page.xref(), InterpreterSettings::default());
    let mut reader = Reader { text: String::new(), pen: None };
    interpret_page(page, &mut context, &mut reader);
    reader.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Reader {
    text: String,
    /// Where the last letter ended, and how large a letter is there.
    pen: Option<(Point, f64)>,
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for placed in run.glyphs() {
            let (glyph, transform) = (&**placed, props.transform * placed.transform());
            let start = transform * Point::ORIGIN;
            // Outlines are drawn at a thousand units to the em.
            let em = (transform * Point::new(1000.0, 0.0)).distance(start);
            let advance = match glyph {
                Glyph::Outline(outline) => outline.advance_width().map_or(500.0, f64::from),
                Glyph::Type3(_) => 500.0,
            };
            if self.pen.is_some_and(|(at, size)| at.distance(start) > 0.15 * size.max(em)) {
                self.text.push(' ');
            }
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.text.push(c),
                Some(BfString::String(s)) => self.text.push_str(&s),
                None => self.text.push(' '),
            }
            self.pen = Some((transform * Point::new(advance, 0.0), em));
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
