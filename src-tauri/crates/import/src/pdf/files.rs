//! Files inside the document, and its pictures.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::glyphs::Sheet;
use super::objects::{key, string, text};
use super::words::measured;
use crate::{At, Embedded, Note, Outline};

/// The most files, and the most bytes of them all, that are taken over.
const MOST_FILES: usize = 200;
const MOST_BYTES: usize = 64 << 20;

/// Takes over the files that the document carries.
pub(super) fn embedded(pdf: &Pdf, outline: &mut Outline) {
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return };
    let names = catalog.get::<Dict<'_>>(b"Names").and_then(|n| n.get::<Dict<'_>>(b"EmbeddedFiles"));
    let mut stack: Vec<Dict<'_>> = names.into_iter().collect();
    let mut seen = HashSet::new();
    let mut steps = 0;
    while let Some(node) = stack.pop() {
        steps += 1;
        if steps > 10_000 || node.obj_id().is_some_and(|id| !seen.insert(key(id.into()))) {
            continue;
        }
        if let Some(kids) = node.get::<Array<'_>>(b"Kids") {
            stack.extend(kids.iter::<Dict<'_>>().take(1_000));
        }
        let Some(pairs) = node.get::<Array<'_>>(b"Names") else { continue };
        let objects: Vec<Object<'_>> = pairs.iter::<Object<'_>>().take(2 * MOST_FILES).collect();
        for object in objects {
            if let Object::Dict(spec) = object {
                add(&spec, At::default(), outline);
            }
        }
    }
}

/// Takes over the file of a file specification (ISO 32000-1, 7.11.3).
pub(super) fn add(spec: &Dict<'_>, at: At, outline: &mut Outline) {
    let name = string(spec, "UF").or_else(|| string(spec, "F")).unwrap_or_default();
    let Some(files) = spec.get::<Dict<'_>>(b"EF") else { return };
    let stream = files.get::<Stream<'_>>(b"UF").or_else(|| files.get::<Stream<'_>>(b"F"));
    let Some(stream) = stream else { return };
    let held: usize = outline.files.iter().map(|f| f.bytes.len()).sum();
    let bytes = stream.decoded_data().map(std::borrow::Cow::into_owned);
    let fits = |b: &Vec<u8>| outline.files.len() < MOST_FILES && held + b.len() <= MOST_BYTES;
    let Some(bytes) = bytes.ok().filter(fits) else {
        outline.notes.push(Note {
            code: "file-left-out".to_owned(),
            message: format!(
                "The file {name:?} inside the document could not be taken over. Look for it in the document."
            ),
        });
        return;
    };
    let media_type = stream.dict().get::<Name<'_>>(b"Subtype").map(|n| n.as_str().to_owned());
    let alt = string(spec, "Desc").unwrap_or_default();
    outline.files.push(Embedded { name, media_type: media_type.unwrap_or_default(), bytes, alt, at });
}

/// Takes over the large pictures that are JPEG, each once, and notes how many others there are.
pub(super) fn pictures(sheets: &mut [Sheet], outline: &mut Outline) {
    let mut seen = HashSet::new();
    let mut others = 0;
    let mut held = 0;
    for (index, sheet) in sheets.iter_mut().enumerate() {
        for picture in sheet.pictures.drain(..) {
            if !seen.insert(picture.id) {
                continue;
            }
            match picture.jpeg.filter(|j| held + j.len() <= MOST_BYTES) {
                Some(bytes) => {
                    held += bytes.len();
                    let name = format!("picture-{}.jpg", seen.len());
                    let area = Some(measured(picture.area));
                    let at = At { page: Some(index as u32 + 1), area, ..At::default() };
                    let media_type = "image/jpeg".to_owned();
                    outline.files.push(Embedded { name, media_type, bytes, alt: String::new(), at });
                }
                None => others += 1,
            }
        }
    }
    if others > 0 {
        outline.notes.push(Note {
            code: "pictures-left-out".to_owned(),
            message: format!("{others} pictures of the PDF are not taken over. Look at them in the PDF, and attach those that matter."),
        });
    }
}

/// Gives the title that the document's information has.
pub(super) fn title(pdf: &Pdf) -> Option<String> {
    let title = pdf.metadata().title.as_ref().map(|t| text(t))?;
    (!title.trim().is_empty()).then_some(title)
}
