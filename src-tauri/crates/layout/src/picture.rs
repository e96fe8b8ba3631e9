//! Pictures that print: PNG or JPEG bytes that go into the PDF and into the preview as they are.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The pictures that an assessment needs, by the SHA-256 of their bytes.
pub type Pictures = BTreeMap<String, Arc<Picture>>;

/// No picture has more pixels in a row or a column.
const MOST: u32 = 16_000;

/// A picture without transparency, of eight bits a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// How it is packed.
    pub packing: Packing,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Whether it has one channel, of grey; else it has three, of sRGB.
    pub grey: bool,
    /// The file.
    pub bytes: Vec<u8>,
}

/// How a picture is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// PNG (ISO/IEC 15948), not interlaced.
    Png,
    /// JPEG (ISO/IEC 10918-1).
    Jpeg,
}

impl Picture {
    /// Reads the head of a file; nothing when it is not of the kind that prints as it is. `sha256` is taken on trust.
    pub fn read(sha256: &str, bytes: Vec<u8>) -> Option<Picture> {
        let (packing, width, height, grey) = png(&bytes).or_else(|| jpeg(&bytes))?;
        let sound = (1..=MOST).contains(&width) && (1..=MOST).contains(&height);
        sound.then(|| Picture { sha256: sha256.to_owned(), packing, width, height, grey, bytes })
    }

    /// Gives the name of its kind of file, as media types have it.
    pub fn media(&self) -> &'static str {
        match self.packing {
            Packing::Png => "image/png",
            Packing::Jpeg => "image/jpeg",
        }
    }
}

fn png(bytes: &[u8]) -> Option<(Packing, u32, u32, bool)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    // Bits a channel; colour type; packing and filter, of which there is one each; interlaced or not.
    let grey = match head.get(8..13)? {
        [8, 0, 0, 0, 0] => true,
        [8, 2, 0, 0, 0] => false,
        _ => return None,
    };
    Some((Packing::Png, number(0)?, number(4)?, grey))
}

/// Walks the segments of a JPEG to the head of its frame (ISO/IEC 10918-1, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(Packing, u32, u32, bool)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, kind, ..] = *rest else { return None };
        if kind == 0xff {
            rest = rest.get(1..)?;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(4..2 + length)?;
        match kind {
            // Baseline, extended and progressive frames; PDF knows no other (ISO 32000-1, 7.4.8).
            0xc0..=0xc2 => {
                let [8, h1, h2, w1, w2, channels, ..] = *segment else { return None };
                let grey = match channels {
                    1 => true,
                    3 => false,
                    _ => return None,
                };
                let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
                return Some((Packing::Jpeg, width.into(), height.into(), grey));
            }
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xd9 | 0xda => return None,
            _ => rest = rest.get(2 + length..)?,
        }
    }
}
