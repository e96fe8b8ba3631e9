//! A zip of parts (Word, OpenDocument), read within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use crate::Error;

/// The most entries that a document has.
const ENTRIES: usize = 10_000;
/// The most that one part unpacks to, in bytes.
const PART: u64 = 48 * 1024 * 1024;
/// The most that all texts that are read unpack to, in bytes.
const TEXTS: u64 = 64 * 1024 * 1024;
/// The most that all other parts that are read unpack to, in bytes.
const FILES: u64 = 128 * 1024 * 1024;

/// A zip of parts.
pub(crate) struct Package<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// The entries by their names, as programs that are less careful write them.
    names: BTreeMap<String, usize>,
    texts: u64,
    files: u64,
}

impl<'a> Package<'a> {
    /// Opens a zip.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it is none, [`Error::Bomb`] when it has more entries than a document would.
    pub(crate) fn open(bytes: &'a [u8], what: &'static str) -> Result<Package<'a>, Error> {
        let zip = zip::ZipArchive::new(Cursor::new(bytes))
            .map_err(|e| Error::Damaged { what, reason: e.to_string() })?;
        if zip.len() > ENTRIES {
            return Err(Error::Bomb);
        }
        let name = |i| Some((plain(&zip.name_for_index(i)?.ok()?), i));
        let names = (0..zip.len()).filter_map(name).collect();
        Ok(Package { zip, names, texts: TEXTS, files: FILES })
    }

    /// Reads a part; `None` when there is none of that name or it cannot be unpacked. What a part says of its size is not
    /// believed.
    ///
    /// # Errors
    /// [`Error::Bomb`] when it, or all files read so far, are larger than a document's, [`Error::Protected`].
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let part = self.unpack(name, self.files)?;
        self.files -= part.as_ref().map_or(0, |p| p.len() as u64);
        Ok(part)
    }

    /// Reads a part that is XML, as text; a part in UTF-16 too.
    ///
    /// # Errors
    /// As [`Package::part`], of the texts read so far.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let part = self.unpack(name, self.texts)?;
        self.texts -= part.as_ref().map_or(0, |p| p.len() as u64);
        Ok(part.map(|bytes| String::from_utf8(bytes).unwrap_or_else(|e| decode(e.as_bytes()))))
    }

    fn unpack(&mut self, name: &str, left: u64) -> Result<Option<Vec<u8>>, Error> {
        let Some(index) = self.names.get(&plain(name)).copied() else { return Ok(None) };
        let file = match self.zip.by_index(index) {
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(reason))
                if reason == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                return Err(Error::Protected);
            }
            Err(_) => return Ok(None),
        };
        let most = PART.min(left);
        let mut bytes = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            return Err(Error::Bomb);
        }
        Ok(read.is_ok().then_some(bytes))
    }
}

/// Gives a name as it is compared: without regard to case (ECMA-376 part 2, 6.2.2.3) and to how folders are written.
fn plain(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// Turns bytes into text by their byte order mark, else as UTF-8, else as Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let units = |bytes: &[u8], of: fn([u8; 2]) -> u16| -> String {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|c| c.try_into().ok()).map(of).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes),
        [b'<', 0, ..] => units(bytes, u16::from_le_bytes),
        [0, b'<', ..] => units(bytes, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|b| windows_1252(*b)).collect(),
        },
    }
}

/// Gives the character of a byte of Windows-1252.
pub(crate) fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(' '),
        _ => char::from(byte),
    }
}
