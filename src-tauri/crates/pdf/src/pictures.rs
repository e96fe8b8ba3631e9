//! Pictures as image XObjects (ISO 32000-1, 8.9.5): their bytes go in as they are, since PNG and JPEG are packed as PDF packs.

use std::collections::BTreeMap;
use std::sync::Arc;

use layout::{Packing, Pages, Picture, Shape};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::file::File;

/// A picture in the file.
pub(crate) struct Drawn {
    /// Its name in the pages' resources.
    pub name: String,
    pub id: ObjectId,
}

/// Writes every picture of the pages once, and gives them by the hash of their bytes.
pub(crate) fn pictures(file: &mut File, pages: &Pages) -> BTreeMap<String, Drawn> {
    let mut all: BTreeMap<&str, &Arc<Picture>> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|p| &p.items) {
        if let Shape::Image { picture, .. } = &item.shape {
            all.insert(&picture.sha256, picture);
        }
    }
    let mut out = BTreeMap::new();
    for (number, (hash, picture)) in all.into_iter().enumerate() {
        let id = write(file, picture);
        out.insert(hash.to_owned(), Drawn { name: format!("Im{number}"), id });
    }
    out
}

fn write(file: &mut File, picture: &Picture) -> ObjectId {
    let (width, height) = (i64::from(picture.width), i64::from(picture.height));
    let space = if picture.grey { "DeviceGray" } else { "DeviceRGB" };
    let mut dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height, "ColorSpace" => space,
        "BitsPerComponent" => 8, "Interpolate" => false,
    };
    match picture.packing {
        Packing::Jpeg => {
            dict.set("Filter", "DCTDecode");
            file.stream(dict, &picture.bytes)
        }
        Packing::Png => {
            let colours = if picture.grey { 1 } else { 3 };
            dict.set("Filter", "FlateDecode");
            // The rows of a PNG are filtered as predictor 15 says (ISO 32000-1, 7.4.4.4).
            let parms: Dictionary = dictionary! {
                "Predictor" => 15, "Colors" => colours, "BitsPerComponent" => 8, "Columns" => width,
            };
            dict.set("DecodeParms", Object::Dictionary(parms));
            file.stream(dict, &idat(&picture.bytes))
        }
    }
}

/// Joins the packed rows of a PNG, which may lie in several chunks (ISO/IEC 15948, 11.2.4).
fn idat(png: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(png.len());
    let mut rest = png.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((kind, after)) = after.split_first_chunk::<4>() else { break };
        let Some(data) = after.get(..length) else { break };
        if kind == b"IDAT" {
            out.extend_from_slice(data);
        }
        rest = after.get(length + 4..).unwrap_or_default();
    }
    out
}
