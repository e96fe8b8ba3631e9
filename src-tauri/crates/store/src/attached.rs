//! Attached files: one file each, named by the SHA-256 of its content.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::{Assessment, File};

use crate::pack::sha256;
use crate::{Care, Error, disk};

/// Keeps a file's content, and gives its hash.
pub(crate) fn put(dir: &Path, bytes: &[u8]) -> Result<String, Error> {
    let name = sha256(bytes);
    let path = path(dir, &name);
    if !fs::read(&path).is_ok_and(|there| there == bytes) {
        disk::room(dir, bytes.len() as u64, Care::default().reserve)?;
        disk::write_whole(&path, bytes)?;
    }
    Ok(name)
}

/// Reads a file's content, and checks it.
pub(crate) fn get(dir: &Path, name: &str) -> Result<Vec<u8>, Error> {
    if !is_hash(name) {
        return Err(Error::NotFound(name.to_owned()));
    }
    let bytes = fs::read(path(dir, name)).map_err(|_| Error::NotFound(name.to_owned()))?;
    if sha256(&bytes) == name { Ok(bytes) } else { Err(Error::Damaged(name.to_owned())) }
}

/// Keeps the content of files that came with an assessment.
pub(crate) fn take_in(dir: &Path, files: BTreeMap<String, String>) -> Result<(), Error> {
    for (name, content) in files {
        let unreadable = |reason: String| model::Error::Unreadable { what: "a DPIA file", reason };
        let bytes = STANDARD.decode(content).map_err(|e| unreadable(format!("an attached file: {e}")))?;
        if sha256(&bytes) != name {
            return Err(unreadable("an attached file is not what its hash says".into()).into());
        }
        put(dir, &bytes)?;
    }
    Ok(())
}

/// Gives the content of the files that an assessment and its versions name, in base64 by hash.
pub(crate) fn contents(dir: &Path, file: &File) -> BTreeMap<String, String> {
    let assessments = file.versions.iter().map(|v| &v.assessment).chain([&file.assessment]);
    let names = assessments.flat_map(Assessment::file_names);
    names.filter_map(|name| Some((name.to_owned(), STANDARD.encode(get(dir, name).ok()?)))).collect()
}

/// Lists the hashes that are kept, in order.
pub(crate) fn list(dir: &Path) -> Vec<String> {
    let names = disk::files(&dir.join("files")).into_iter();
    names.filter_map(|p| p.to_str().filter(|n| is_hash(n)).map(str::to_owned)).collect()
}

/// Gives the path of a file's content.
pub(crate) fn path(dir: &Path, name: &str) -> PathBuf {
    dir.join("files").join(name)
}

/// Says whether a text is a SHA-256 in lower-case hexadecimal.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
