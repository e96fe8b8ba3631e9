//! Writes the document.

use std::collections::BTreeMap;

use layout::{A4, Face, Pages};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::content::{Content, content};
use crate::file::{File, deflate, on_both_cores};
use crate::fonts::{Embedded, embed};
use crate::pictures::{Drawn, pictures};
use crate::print::{integer, reference};
use crate::tags::Tags;
use crate::tree::Places;
use crate::{Error, links, meta, tree};

/// The data that the document carries (ISO 19005-3, Annex E).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The file's name.
    pub file_name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is, in words.
    pub description: String,
}

/// What the document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Info {
    /// Its title.
    pub title: String,
    /// Its author.
    pub author: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Its version and status.
    pub version: Option<String>,
    /// The day of its making, `yyyy-mm-dd`; taken from the assessment, never from a clock.
    pub created: Option<String>,
    /// The program and its version.
    pub program: String,
}

/// How many pages are written between two reports of progress.
const AT_ONCE: usize = 32;

/// Writes pages as a tagged PDF. `progress` is told how many pages are done, and says whether to go on.
///
/// # Errors
/// [`Error::Cancelled`] when it says no; [`Error::Font`] or [`Error::Write`] when the document cannot be made.
pub fn write(
    pages: &Pages,
    carried: &Carried,
    info: &Info,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<u8>, Error> {
    let mut file = File::new();
    let fonts = embed(&mut file, pages)?;
    let tags = Tags::new(pages);
    let drawn = pictures(&mut file, pages);
    let contents = contents(pages, &fonts, &drawn, &tags, progress)?;
    let page_ids: Vec<ObjectId> = contents.iter().map(|_| file.reserve()).collect();
    let starts = tree::starts(pages, &contents);
    let annotations = links::annotations(&mut file, pages, &contents, &page_ids, &starts);
    let places = Places { contents: &contents, pages: &page_ids, annotations: &annotations };
    let all = leaves(&mut file, &fonts, &drawn, &places);
    let structure = tree::write(&mut file, pages, &tags, &places);
    let outlines = links::outlines(&mut file, &pages.bookmarks, &page_ids);
    let mut catalog = catalog(&mut file, pages, carried, info);
    catalog.set("Pages", all);
    catalog.set("StructTreeRoot", structure);
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    let catalog = file.add(catalog);
    let information = file.add(meta::information(info));
    file.finish(catalog, information)
}

/// Writes the pages' operators on both cores, and compresses them there: a page's operators are gone when it is done.
fn contents(
    pages: &Pages,
    fonts: &BTreeMap<Face, Embedded>,
    drawn: &BTreeMap<String, Drawn>,
    tags: &Tags,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<Content>, Error> {
    let mut out = Vec::with_capacity(pages.pages.len());
    for chunk in pages.pages.chunks(AT_ONCE) {
        if !progress(out.len()) {
            return Err(Error::Cancelled);
        }
        out.extend(on_both_cores(chunk, |page| {
            let mut content = content(page, fonts, drawn, tags);
            content.stream = deflate(&content.stream);
            content
        })?);
    }
    if !progress(out.len()) {
        return Err(Error::Cancelled);
    }
    Ok(out)
}

/// Writes the pages themselves, and gives the node that holds them all.
fn leaves(
    file: &mut File,
    fonts: &BTreeMap<Face, Embedded>,
    drawn: &BTreeMap<String, Drawn>,
    places: &Places,
) -> ObjectId {
    let all = file.reserve();
    let named = fonts.values().map(|f| (f.name.as_bytes().to_vec(), Object::from(f.id)));
    let mut resources = dictionary! { "Font" => Dictionary::from_iter(named) };
    if !drawn.is_empty() {
        let named = drawn.values().map(|d| (d.name.as_bytes().to_vec(), Object::from(d.id)));
        resources.set("XObject", Dictionary::from_iter(named));
    }
    let resources = file.add(resources);
    for (number, (content, id)) in places.contents.iter().zip(places.pages).enumerate() {
        let stream = file.stream(dictionary! { "Filter" => "FlateDecode" }, &content.stream);
        file.put(id.0, |out| {
            out.extend_from_slice(b"<</Type/Page/Parent ");
            reference(out, all.0);
            out.extend_from_slice(b"/Contents ");
            reference(out, stream.0);
            // Every page names its resources itself: PDF/A has them not inherited (ISO 19005-3, 6.2.2).
            out.extend_from_slice(b"/Resources ");
            reference(out, resources.0);
            out.extend_from_slice(b"/Tabs/S/StructParents ");
            integer(out, number as u64);
            let annotations = places.annotations.get(number).filter(|list| !list.is_empty());
            if let Some(list) = annotations {
                out.extend_from_slice(b"/Annots[");
                for annotation in list {
                    reference(out, annotation.0);
                    out.push(b' ');
                }
                out.push(b']');
            }
            out.extend_from_slice(b">>");
        });
    }
    let kids: Vec<Object> = places.pages.iter().map(|id| (*id).into()).collect();
    file.set(
        all,
        dictionary! {
            "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids,
            "MediaBox" => vec![0.into(), 0.into(), A4.0.into(), A4.1.into()],
        },
    );
    all
}

fn catalog(file: &mut File, pages: &Pages, carried: &Carried, info: &Info) -> Dictionary {
    // Not packed, so that programs that know no PDF find it (ISO 19005-3, 6.6.2.1).
    let metadata =
        file.stream(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, meta::xmp(info).as_bytes());
    let profile = file.deflated(dictionary! { "N" => 3 }, &meta::srgb());
    let intent = dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB"), "DestOutputProfile" => profile,
    };
    let source = source(file, carried, info);
    let names = vec![lopdf::text_string(&carried.file_name), source.into()];
    dictionary! {
        "Type" => "Catalog", "Lang" => lopdf::text_string(&pages.language), "MarkInfo" => dictionary! { "Marked" => true },
        "Metadata" => metadata, "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "OutputIntents" => vec![intent.into()], "AF" => vec![source.into()],
        "Names" => dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } },
    }
}

/// Writes the carried file, as the source of the document.
fn source(file: &mut File, carried: &Carried, info: &Info) -> ObjectId {
    let mut params = dictionary! { "Size" => carried.bytes.len() as i64 };
    if let Some(moment) = meta::moment(info) {
        params.set("ModDate", Object::string_literal(moment));
    }
    let dict = dictionary! { "Type" => "EmbeddedFile", "Subtype" => "application/json", "Params" => params };
    let stream = file.deflated(dict, &carried.bytes);
    let name = lopdf::text_string(&carried.file_name);
    file.add(dictionary! {
        "Type" => "Filespec", "F" => name.clone(), "UF" => name, "Desc" => lopdf::text_string(&carried.description),
        "AFRelationship" => "Source", "EF" => dictionary! { "F" => stream, "UF" => stream },
    })
}
