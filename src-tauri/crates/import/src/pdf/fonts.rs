//! Fonts: stand-ins for those that the file does not carry, and which are bold, italic or of symbols.
//!
//! Only positions and characters are read, so that a stand-in needs no shapes: a font without glyphs serves for each of the
//! standard fonts. Its content differs for each style, by which a glyph's style is known where its font tells no name.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_interpret::font::{FontQuery, Glyph, GlyphRun};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterSettings,
    RenderContent, SoftMask, interpret, kurbo::BezPath,
};

/// What a font's name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    /// Bold.
    pub(super) strong: bool,
    /// Italic.
    pub(super) emphasis: bool,
    /// The symbol font that it is.
    pub(super) symbols: Option<&'static str>,
}

/// The styles of the glyphs seen, by glyph.
#[derive(Default)]
pub(super) struct Styles {
    known: HashMap<u128, Style>,
}

/// Gives the settings for reading text: stand-in fonts, and page contents without annotations.
pub(super) fn settings(content: RenderContent) -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|query| {
            let font = match query {
                FontQuery::Standard(font) => *font,
                FontQuery::Fallback(query) => query.pick_standard_font(),
            };
            Some((Arc::new(stand_in(font as u8)), 0))
        }),
        render_content: content,
        ..InterpreterSettings::default()
    }
}

/// Reads a font's style from its name.
pub(super) fn style(name: &str) -> Style {
    let lower = name.to_ascii_lowercase().replace([' ', '-', '_'], "");
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    let symbols = if has(&["wingdings2"]) {
        Some("wingdings2")
    } else if has(&["wingdings3"]) {
        Some("wingdings3")
    } else if has(&["wingdings"]) {
        Some("wingdings")
    } else if has(&["webdings"]) {
        Some("webdings")
    } else if has(&["zapfdingbats", "dingbats"]) {
        Some("zapfdingbats")
    } else if lower.starts_with("symbol") {
        Some("symbol")
    } else {
        None
    };
    Style {
        strong: has(&["bold", "black", "heavy", "demi"]) && !has(&["demilight"]),
        emphasis: has(&["italic", "oblique"]),
        symbols,
    }
}

impl Styles {
    /// Gives the style of a glyph.
    pub(super) fn of(&mut self, glyph: &Glyph<'_>) -> Style {
        let Glyph::Outline(outline) = glyph else { return Style::default() };
        let key = outline.identifier().cache_key();
        if let Some(style) = self.known.get(&key) {
            return *style;
        }
        let found = outline.font_data().map(|data| {
            let mut found = style(data.postscript_name.as_deref().unwrap_or_default());
            found.emphasis |= data.is_italic;
            found
        });
        let found = found.unwrap_or_default();
        self.known.insert(key, found);
        found
    }

    /// Learns the styles of the fonts of some resources that tell no name with their glyphs, by drawing each character.
    pub(super) fn learn<'a>(&mut self, resources: &Resources<'a>, context: &mut Context<'a>) {
        for name in resources.fonts.keys().take(200).collect::<Vec<_>>() {
            let Some(font) = resources.get_font(&name) else { continue };
            let kind = font.get::<Name<'_>>(b"Subtype");
            if matches!(kind.as_deref(), Some(b"Type0" | b"Type3")) {
                continue;
            }
            let base = font.get::<Name<'_>>(b"BaseFont");
            let mut named = style(base.as_ref().map_or("", |n| n.as_str()));
            named.strong |= weighs_bold(&font);
            let Some(text) = every_character(&name) else { continue };
            let mut probe = Probe { style: named, styles: self };
            interpret(TypedIter::new(&text), resources, context, &mut probe);
        }
    }

    /// Learns the fonts of a page's resources and of the forms that it draws.
    pub(super) fn learn_all<'a>(
        &mut self,
        resources: &Resources<'a>,
        context: &mut Context<'a>,
        seen: &mut std::collections::HashSet<(u32, i32)>,
        depth: u8,
    ) {
        if let Some(id) = resources.fonts.obj_id()
            && !seen.insert((id.obj_number, id.gen_number))
        {
            // The same fonts as on an earlier page.
        } else {
            self.learn(resources, context);
        }
        if depth == 0 {
            return;
        }
        for name in resources.x_objects.keys().take(500).collect::<Vec<_>>() {
            let Some(form) = resources.get_x_object(&name) else { continue };
            let id = form.obj_id();
            if !seen.insert((id.obj_number, id.gen_number)) {
                continue;
            }
            if let Some(own) = form_resources(&form) {
                self.learn_all(&own, context, seen, depth - 1);
            }
        }
    }
}

fn form_resources<'a>(form: &Stream<'a>) -> Option<Resources<'a>> {
    form.dict().get::<Dict<'a>>(b"Resources").map(Resources::new)
}

fn weighs_bold(font: &Dict<'_>) -> bool {
    font.get::<Dict<'_>>(b"FontDescriptor")
        .and_then(|d| d.get::<f32>(b"FontWeight"))
        .is_some_and(|weight| weight >= 600.0)
}

/// Writes a content stream that shows every character of a font.
fn every_character(font: &Name<'_>) -> Option<Vec<u8>> {
    let name = font.as_str();
    if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-+.".contains(&b)) {
        return None;
    }
    let mut text = format!("BT /{name} 1 Tf <").into_bytes();
    for code in 0..=255u8 {
        text.extend(format!("{code:02x}").bytes());
    }
    text.extend(b"> Tj ET");
    Some(text)
}

struct Probe<'p> {
    style: Style,
    styles: &'p mut Styles,
}

impl<'a> Device<'a> for Probe<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if let Glyph::Outline(outline) = &**glyph {
                self.styles.known.entry(outline.identifier().cache_key()).or_insert(self.style);
            }
        }
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Makes a font without glyphs, of 1,000 units to the em; its `kind` makes it differ from others.
fn stand_in(kind: u8) -> Vec<u8> {
    let mut head = vec![0u8; 54];
    head.splice(0..4, [0, 1, 0, 0]);
    head.splice(12..16, [0x5F, 0x0F, 0x3C, 0xF5]);
    head.splice(18..20, 1000u16.to_be_bytes());
    head.splice(20..28, [kind; 8]);
    let mut hhea = vec![0u8; 36];
    hhea.splice(0..4, [0, 1, 0, 0]);
    hhea.splice(34..36, [0, 1]);
    let maxp = vec![0, 0, 0x50, 0, 0, 1];
    let tables: [(&[u8; 4], Vec<u8>); 4] =
        [(b"head", head), (b"hhea", hhea), (b"hmtx", vec![0; 4]), (b"maxp", maxp)];
    let mut out = vec![0, 1, 0, 0, 0, 4, 0, 0x40, 0, 2, 0, 0];
    let mut offset = 12 + 16 * tables.len() as u32;
    for (tag, table) in &tables {
        out.extend(*tag);
        out.extend([0; 4]);
        out.extend(offset.to_be_bytes());
        out.extend((table.len() as u32).to_be_bytes());
        offset += table.len().next_multiple_of(4) as u32;
    }
    for (_, table) in &tables {
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}
