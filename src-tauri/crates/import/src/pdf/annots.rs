//! Annotations: links, the values of fields, comments, attached files.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point};

use super::files;
use super::glyphs::{Glyph, Sheet, Sort};
use super::objects::{key, rectangle, string, text};
use super::words::measured;
use crate::{At, Comment, Outline};

/// The most annotations of a page that are read.
const MOST: usize = 20_000;

/// A field's place on a page, with the characters that stand for its value.
pub(super) struct Field {
    /// Its object, by which a structure tree names it.
    pub(super) id: Option<(i64, i64)>,
    pub(super) area: [f32; 4],
    pub(super) glyphs: Vec<Glyph>,
    /// Whether it is a box: then what is drawn in it is not read.
    pub(super) is_box: bool,
}

/// What a page's annotations show.
#[derive(Default)]
pub(super) struct Found {
    pub(super) fields: Vec<Field>,
    /// The places of comments, whose looks are not read as well.
    pub(super) comments: Vec<[f32; 4]>,
    /// Whether any has looks of its own that may hold words.
    pub(super) looks: bool,
}

/// Reads a page's annotations: links onto its characters, comments and files into the outline.
pub(super) fn read(
    pdf: &Pdf,
    page: &Page<'_>,
    number: u32,
    sheet: &mut Sheet,
    links: &mut Vec<String>,
    outline: &mut Outline,
) -> Found {
    let display = Affine::new(page.initial_transform(true).as_coeffs());
    let mut found = Found::default();
    let Some(list) = page.raw().get::<Array<'_>>(b"Annots") else { return found };
    let bearable = (300_000_000 / (sheet.glyphs.len() + 1)).min(MOST);
    let ids = list.raw_iter().map(|item| item.as_obj_ref().map(key));
    sheet.cut |= list.raw_iter().count() > bearable;
    for (id, annotation) in ids.zip(list.iter::<Object<'_>>()).take(bearable) {
        let Object::Dict(annotation) = annotation else { continue };
        let Some(area) = rectangle(&annotation, "Rect").map(|r| on_page(r, display)) else { continue };
        let kind = annotation.get::<Name<'_>>(b"Subtype");
        let before = outline.comments.len();
        found.looks |= annotation.contains_key(b"AP");
        match kind.as_deref() {
            Some(b"Link") => {
                if let Some(address) = address(pdf, &annotation) {
                    link(sheet, area, address, links);
                }
            }
            Some(b"Widget") => found.fields.extend(field(&annotation, id, area)),
            Some(b"FileAttachment") => {
                let at = At { page: Some(number), area: Some(measured(area)), ..At::default() };
                if let Some(spec) = annotation.get::<Dict<'_>>(b"FS") {
                    files::add(&spec, at, outline);
                }
                comment(&annotation, number, area, String::new(), outline);
            }
            Some(b"Text" | b"FreeText") => comment(&annotation, number, area, String::new(), outline),
            Some(
                b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly" | b"Caret" | b"Stamp" | b"Square",
            ) => {
                let about = covered(sheet, area);
                comment(&annotation, number, area, about, outline);
            }
            _ => {}
        }
        if outline.comments.len() > before {
            found.comments.push(area);
        }
    }
    found
}

/// Gives a rectangle of the page's space as it is displayed: left, top, right, bottom.
fn on_page([left, bottom, right, top]: [f64; 4], display: Affine) -> [f32; 4] {
    let (a, b) = (display * Point::new(left, bottom), display * Point::new(right, top));
    [a.x.min(b.x) as f32, a.y.min(b.y) as f32, a.x.max(b.x) as f32, a.y.max(b.y) as f32]
}

fn address(pdf: &Pdf, annotation: &Dict<'_>) -> Option<String> {
    let action = annotation.get::<Dict<'_>>(b"A")?;
    let address = action.get::<PdfString<'_>>(b"URI").map(|s| text(s.as_bytes()))?;
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let base = catalog.and_then(|c| c.get::<Dict<'_>>(b"URI")).and_then(|u| string(&u, "Base"));
    let relative = !address.contains(':') && !address.starts_with('#');
    let address = if relative { format!("{}{address}", base.unwrap_or_default()) } else { address };
    let sound = address.len() < 4_000 && !address.chars().any(char::is_control);
    (sound && !address.is_empty()).then_some(address)
}

fn link(sheet: &mut Sheet, area: [f32; 4], address: String, links: &mut Vec<String>) {
    let known = links.iter().rev().take(50).position(|l| *l == address).map(|i| links.len() - i);
    let Ok(index) = u16::try_from(known.unwrap_or(links.len() + 1)) else { return };
    if known.is_none() {
        links.push(address);
    }
    let inside = |g: &Glyph| holds(area, g.middle());
    sheet.glyphs.iter_mut().filter(|g| g.link == 0 && inside(g)).for_each(|g| g.link = index);
}

fn holds(area: [f32; 4], (x, y): (f32, f32)) -> bool {
    x >= area[0] && x <= area[2] && y >= area[1] && y <= area[3]
}

fn covered(sheet: &Sheet, area: [f32; 4]) -> String {
    let inside: Vec<Glyph> = sheet.glyphs.iter().filter(|g| holds(area, g.middle())).copied().collect();
    super::lines::lines(&inside).iter().map(super::lines::Line::text).collect::<Vec<_>>().join(" ")
}

fn comment(annotation: &Dict<'_>, page: u32, area: [f32; 4], about: String, outline: &mut Outline) {
    let Some(said) = string(annotation, "Contents").filter(|s| !s.trim().is_empty()) else { return };
    let area = Some(measured(area));
    outline.comments.push(Comment {
        by: string(annotation, "T").unwrap_or_default(),
        at: string(annotation, "M").or_else(|| string(annotation, "CreationDate")).unwrap_or_default(),
        text: said.replace('\r', "\n"),
        about,
        place: At { page: Some(page), area, ..At::default() },
    });
}

/// Looks an entry up in a field or the fields above it.
fn inherited<'a>(field: &Dict<'a>, name: &str) -> Option<Object<'a>> {
    let mut current = field.clone();
    for _ in 0..16 {
        if let Some(found) = current.get::<Object<'a>>(name.as_bytes()) {
            return Some(found);
        }
        current = current.get::<Dict<'a>>(b"Parent")?;
    }
    None
}

fn field(annotation: &Dict<'_>, id: Option<(i64, i64)>, area: [f32; 4]) -> Option<Field> {
    let hidden = annotation.get::<i32>(b"F").unwrap_or(0) & 0b10 != 0;
    if hidden {
        return None;
    }
    let kind = match inherited(annotation, "FT") {
        Some(Object::Name(name)) => name.as_str().to_owned(),
        _ => return None,
    };
    let flags = match inherited(annotation, "Ff") {
        Some(Object::Number(n)) => n.as_f64() as i64,
        _ => 0,
    };
    match kind.as_str() {
        "Btn" if flags & (1 << 16) != 0 => None,
        "Btn" => {
            let state = annotation.get::<Name<'_>>(b"AS").map(|n| n.as_str().to_owned());
            let value = match inherited(annotation, "V") {
                Some(Object::Name(name)) => Some(name.as_str().to_owned()),
                _ => None,
            };
            let ticked = state.or(value).is_some_and(|s| s != "Off");
            let size = (area[3] - area[1]).min(area[2] - area[0]).clamp(4.0, 14.0);
            let middle = (area[1] + area[3]) / 2.0;
            let square = [area[0], middle - size / 2.0, area[0] + size, middle + size / 2.0];
            let glyph = Glyph { sort: Sort::Field, ..super::boxes::character(square, ticked, None, None) };
            Some(Field { id, area, glyphs: vec![glyph], is_box: true })
        }
        "Tx" | "Ch" => {
            let value = inherited(annotation, "V").map(|v| value(&v, annotation)).unwrap_or_default();
            (!value.trim().is_empty()).then(|| Field {
                id,
                area,
                glyphs: written(&value, area),
                is_box: false,
            })
        }
        _ => None,
    }
}

fn value(value: &Object<'_>, field: &Dict<'_>) -> String {
    let one = |s: &PdfString<'_>| shown(&text(s.as_bytes()), field);
    match value {
        Object::String(s) => one(s),
        Object::Stream(stream) => stream.decoded_data().map(|d| text(&d)).unwrap_or_default(),
        Object::Array(list) => {
            let all = list.iter::<PdfString<'_>>().take(1_000).map(|s| one(&s));
            all.collect::<Vec<_>>().join("\n")
        }
        Object::Name(name) => name.as_str().to_owned(),
        _ => String::new(),
    }
}

/// Gives the words that a choice shows for its value.
fn shown(value: &str, field: &Dict<'_>) -> String {
    let Some(Object::Array(options)) = inherited(field, "Opt") else { return value.to_owned() };
    for option in options.iter::<Object<'_>>().take(10_000) {
        if let Object::Array(pair) = option {
            let pair: Vec<String> =
                pair.iter::<PdfString<'_>>().take(2).map(|s| text(s.as_bytes())).collect();
            if let [export, words] = pair.as_slice()
                && export == value
            {
                return words.clone();
            }
        }
    }
    value.to_owned()
}

/// Writes a value into its field's place, a line for each of its lines.
fn written(value: &str, area: [f32; 4]) -> Vec<Glyph> {
    let lines: Vec<&str> = value.split(['\n', '\r']).filter(|l| !l.trim().is_empty()).take(2_000).collect();
    let (width, height) = ((area[2] - area[0] - 2.0).max(1.0), (area[3] - area[1]).max(1.0));
    let step = (height / lines.len().max(1) as f32).min(14.0);
    let size = (step / 1.2).clamp(0.5, 11.0);
    let single = lines.len() == 1 && height < 26.0;
    let start = if single { (area[1] + area[3]) / 2.0 + size * 0.3 } else { area[1] + size };
    let mut out = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let count = line.chars().count().clamp(1, 200_000) as f32;
        let advance = (width / count).min(size * 0.5);
        for (i, c) in line.chars().take(200_000).enumerate() {
            let (x, y) = (area[0] + 1.0 + advance * i as f32, start + step * index as f32);
            let glyph = super::boxes::character(area, false, Some(c), None);
            out.push(Glyph { x, y, advance, size, tick: None, sort: Sort::Field, ..glyph });
        }
    }
    out
}

/// Puts the characters of fields onto their page, unless the page or the fields' looks show them already.
pub(super) fn place(found: Found, drawn: Vec<Glyph>, sheet: &mut Sheet) -> Vec<((i64, i64), Vec<Glyph>)> {
    let mut named = Vec::new();
    let letters = |glyphs: &[Glyph]| -> String {
        glyphs.iter().filter(|g| g.c.is_alphanumeric()).map(|g| g.c).collect()
    };
    let mut shown = drawn;
    shown.retain(|g| !found.comments.iter().any(|area| holds(*area, g.middle())));
    for field in found.fields {
        let inside = |g: &Glyph| holds(field.area, g.middle());
        if field.is_box {
            shown.retain(|g| !inside(g));
            sheet.paths.squares.retain(|s| {
                !holds(field.area, ((s.area[0] + s.area[2]) / 2.0, (s.area[1] + s.area[3]) / 2.0))
            });
        }
        let own: Vec<Glyph> = shown.iter().filter(|g| inside(g)).copied().collect();
        let looks = !field.is_box && letters(&own) == letters(&field.glyphs);
        shown.retain(|g| !inside(g));
        let glyphs = if looks { own } else { field.glyphs };
        match field.id {
            Some(id) => named.push((id, glyphs)),
            None => sheet.glyphs.extend(glyphs),
        }
    }
    sheet.glyphs.extend(shown.into_iter().filter(|g| !g.is_space()));
    named
}
