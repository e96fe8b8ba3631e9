//! Pictures: read, turned upright, laid on white, made no larger than paper shows.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use layout::Picture;

use crate::{Error, LARGEST_LOGO, Made};

/// Pictures are printed at this many pixels an inch, unless they are larger than the paper.
const SCREEN: f32 = 96.0;
/// The text area at about 200 pixels an inch, in pixels.
const FINEST: (u32, u32) = (1360, 1920);
/// No picture is read that has more pixels in a row or column.
const MOST: u32 = 16_000;
/// Reading a picture takes at most so much memory, in bytes.
const MEMORY: u64 = 400 * 1024 * 1024;

/// Makes a logo of a PNG or JPEG file; `name` is the file's, for what is said when it cannot be one.
///
/// # Errors
/// [`Error`], with what to do.
pub fn logo(name: &str, bytes: &[u8]) -> Result<Made, Error> {
    if bytes.len() > LARGEST_LOGO {
        return Err(Error::LogoTooLarge(name.to_owned(), LARGEST_LOGO / 1024 / 1024));
    }
    if format(bytes).is_none() {
        return Err(Error::NotAPicture(name.to_owned()));
    }
    picture(name, "", bytes)
}

/// Gives the format of a file, if it is one that prints.
pub(crate) fn format(bytes: &[u8]) -> Option<ImageFormat> {
    let format = image::guess_format(bytes).ok()?;
    matches!(format, ImageFormat::Png | ImageFormat::Jpeg).then_some(format)
}

/// Makes a picture that prints of a PNG or JPEG file. A JPEG that prints as it is stays as it is.
pub(crate) fn picture(name: &str, words: &str, bytes: &[u8]) -> Result<Made, Error> {
    let failed = |error: ImageError| match error {
        ImageError::Limits(_) => Error::Pixels(name.to_owned()),
        _ => Error::Damaged(name.to_owned()),
    };
    let format = format(bytes).ok_or_else(|| Error::Kind(name.to_owned()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST);
    limits.max_image_height = Some(MOST);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(failed)?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(failed)?;
    image.apply_orientation(turned);
    let (width, height) = (image.width(), image.height());
    let points = |pixels: u32| (pixels as f32 * 72.0 / SCREEN).round().max(1.0) as u32;
    let made = |bytes| Made { bytes, words: words.to_owned(), width: points(width), height: points(height) };
    let fits = width <= FINEST.0 && height <= FINEST.1;
    let jpeg = format == ImageFormat::Jpeg;
    if jpeg && fits && turned == Orientation::NoTransforms && Picture::read("", bytes.to_vec()).is_some() {
        return Ok(made(bytes.to_vec()));
    }
    if !fits {
        image = image.resize(FINEST.0, FINEST.1, image::imageops::FilterType::Triangle);
    }
    let flat = on_white(&image);
    let bytes = if jpeg { as_jpeg(&flat) } else { as_png(&flat) };
    bytes.map(made).map_err(failed)
}

/// Lays a picture on white paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    flattened(&image.to_rgba8())
}

fn flattened(image: &RgbaImage) -> RgbImage {
    let mut out = RgbImage::new(image.width(), image.height());
    for (to, from) in out.pixels_mut().zip(image.pixels()) {
        let [r, g, b, a] = from.0.map(u32::from);
        to.0 = [r, g, b].map(|c| ((c * a + 255 * (255 - a) + 127) / 255) as u8);
    }
    out
}

fn as_jpeg(image: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 88).encode_image(image)?;
    Ok(out)
}

/// Packs a picture as PNG; of grey only, when it has no colours.
pub(crate) fn as_png(image: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
    if image.pixels().all(|p| p.0[0] == p.0[1] && p.0[1] == p.0[2]) {
        DynamicImage::ImageRgb8(image.clone()).to_luma8().write_with_encoder(encoder)?;
    } else {
        image.write_with_encoder(encoder)?;
    }
    Ok(out)
}
