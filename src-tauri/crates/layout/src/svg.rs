//! A page as SVG, for the preview on the screen: real text in the paper's own fonts, one element a run.

use std::fmt::Write;

use base64::Engine;

use crate::font::Face;
use crate::page::{A4, Colour, Page, Run, Shape};

/// Draws a page as an SVG document of A4 size in points. Items that came from a field carry it as `data-field`, so that a
/// click finds its question. The fonts are named `DPIA Regular`, `DPIA Bold` and so on; the page that shows it supplies them.
pub fn svg(page: &Page) -> String {
    let mut out = String::with_capacity(page.items.len() * 160);
    let _ = write!(out, r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">"#, A4.0, A4.1);
    let _ = write!(out, r##"<rect width="{}" height="{}" fill="#fff"/>"##, A4.0, A4.1);
    for item in &page.items {
        let field =
            item.field.as_deref().map(|f| format!(r#" data-field="{}""#, escaped(f))).unwrap_or_default();
        match &item.shape {
            Shape::Rect { area, fill, stroke } => {
                let fill = fill.map_or("none".to_owned(), Colour::to_hex);
                let stroke = stroke.map_or(String::new(), |(w, c)| {
                    format!(r#" stroke="{}" stroke-width="{w}""#, c.to_hex())
                });
                let _ = write!(
                    out,
                    r#"<rect x="{:.2}" y="{:.2}" width="{:.2}" height="{:.2}" fill="{fill}"{stroke}{field}/>"#,
                    area.x, area.y, area.w, area.h
                );
            }
            Shape::Line { from, to, width, colour, round } => {
                let cap = if *round { r#" stroke-linecap="round""# } else { "" };
                let _ = write!(
                    out,
                    r#"<line x1="{:.2}" y1="{:.2}" x2="{:.2}" y2="{:.2}" stroke="{}" stroke-width="{width}"{cap}/>"#,
                    from.0,
                    from.1,
                    to.0,
                    to.1,
                    colour.to_hex()
                );
            }
            Shape::Image { area, picture } => {
                let _ = write!(
                    out,
                    r#"<image x="{:.2}" y="{:.2}" width="{:.2}" height="{:.2}" preserveAspectRatio="none"{field} href="data:{};base64,{}"/>"#,
                    area.x,
                    area.y,
                    area.w,
                    area.h,
                    picture.media(),
                    base64::engine::general_purpose::STANDARD.encode(&picture.bytes)
                );
            }
            Shape::Text(run) => {
                let family = match run.face {
                    Face::Regular => "DPIA Regular",
                    Face::Bold => "DPIA Bold",
                    Face::Italic => "DPIA Italic",
                    Face::BoldItalic => "DPIA BoldItalic",
                    Face::Symbols => "DPIA Symbols",
                    Face::Math => "DPIA Math",
                };
                let _ = write!(
                    out,
                    r#"<text x="{:.2}" y="{:.2}" font-family="{family}" font-size="{}" fill="{}" textLength="{:.2}" xml:space="preserve"{field}>{}</text>"#,
                    run.x,
                    run.baseline,
                    run.size,
                    run.colour.to_hex(),
                    run.width,
                    escaped(shown(run))
                );
            }
        }
    }
    out.push_str("</svg>");
    out
}

/// Gives the words of a run without the space that ends its line, which takes no room.
fn shown(run: &Run) -> &str {
    match run.glyphs.last() {
        Some(last) if last.advance == 0.0 => run.text.trim_end_matches(' '),
        _ => &run.text,
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
