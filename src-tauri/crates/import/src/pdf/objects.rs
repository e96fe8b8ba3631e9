//! Small readings of PDF objects.

use hayro_interpret::hayro_syntax::object::{Dict, ObjRef, Rect, String as PdfString};

/// Reads a text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 by its mark, else PDFDocEncoding.
pub(super) fn text(bytes: &[u8]) -> String {
    let words = |little: bool| {
        let units: Vec<u16> = bytes
            .get(2..)
            .unwrap_or_default()
            .chunks_exact(2)
            .map(|c| match c {
                [a, b] if little => u16::from_le_bytes([*a, *b]),
                [a, b] => u16::from_be_bytes([*a, *b]),
                _ => 0,
            })
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, ..] => words(false),
        [0xFF, 0xFE, ..] => words(true),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| document_character(*b)).collect(),
    }
}

/// Reads a text string of a dictionary.
pub(super) fn string(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<PdfString<'_>>(key.as_bytes()).map(|s| text(s.as_bytes()))
}

/// Reads a rectangle of a dictionary: left, bottom, right, top.
pub(super) fn rectangle(dict: &Dict<'_>, key: &str) -> Option<[f64; 4]> {
    let r = dict.get::<Rect>(key.as_bytes())?;
    let all = [r.x0.min(r.x1), r.y0.min(r.y1), r.x0.max(r.x1), r.y0.max(r.y1)];
    all.iter().all(|v| v.is_finite()).then_some(all)
}

/// Gives a reference as a key.
pub(super) fn key(reference: ObjRef) -> (i64, i64) {
    (i64::from(reference.obj_number), i64::from(reference.gen_number))
}

fn document_character(byte: u8) -> char {
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    match byte {
        0x80..=0xA0 => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{FFFD}'),
        b => char::from(b),
    }
}
