//! A backup: one zip file with every plain copy, journal and attached file, and a list of them with their SHA-256.
//!
//! `manifest.json` is the last entry: what is listed in it was written before. Format 1.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::manifest::Held;
use crate::pack::sha256;
use crate::{Error, Register, attached, disk, line};

/// The name of the list within the zip.
pub(crate) const LIST: &str = "manifest.json";

/// The format of backups.
pub(crate) const FORMAT: u64 = 1;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BackupSummary {
    /// Assessments.
    pub assessments: usize,
    /// Attached files.
    pub files: usize,
    /// Bytes before compression.
    pub bytes: u64,
    /// What could not be read and so is not in it: ids of assessments and hashes of files.
    pub missing: Vec<String>,
}

/// The list within the zip.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Always `"dpia-backup"`.
    pub kind: String,
    /// [`FORMAT`].
    pub format: u64,
    /// The entries by name.
    pub entries: BTreeMap<String, Listed>,
}

/// What the list says of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listed {
    /// Bytes before compression.
    pub size: u64,
    /// SHA-256 of them, in lower-case hexadecimal.
    pub sha256: String,
}

/// Writes a backup; see [`Register::backup`].
pub(crate) fn backup(
    register: &Register,
    dir: &Path,
    to: &Path,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<BackupSummary, Error> {
    let name = to.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let partial = to.with_file_name(format!("{name}.partial"));
    let written = write(register, dir, &partial, progress).and_then(|summary| {
        disk::step();
        let put = || fs::rename(&partial, to).and_then(|()| disk::sync_folder(to.parent().unwrap_or(to)));
        put().map_err(|e| Error::disk("Writing the backup", to, &e)).map(|()| summary)
    });
    if written.is_err() {
        // An incomplete backup is worse than none: it might be mistaken for one.
        let _ = fs::remove_file(&partial);
    }
    written
}

struct Writing {
    zip: ZipWriter<BufWriter<File>>,
    entries: BTreeMap<String, Listed>,
    done: BackupSummary,
}

fn write(
    register: &Register,
    dir: &Path,
    partial: &Path,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<BackupSummary, Error> {
    let file = File::create(partial).map_err(|e| Error::disk("Writing the backup", partial, &e))?;
    let zip = ZipWriter::new(BufWriter::new(file));
    let mut writing = Writing { zip, entries: BTreeMap::new(), done: BackupSummary::default() };
    let ids = register.list()?;
    let mut step = 0;
    let mut go_on = |of: usize| {
        step += 1;
        if progress(step, of.max(step)) { Ok(()) } else { Err(Error::Cancelled) }
    };
    let (mut held, expected) = (Vec::new(), ids.len() + attached::list(dir).len() + 1);
    for summary in &ids {
        held.extend(assessment(register, &mut writing, &summary.id)?);
        disk::step();
        go_on(expected)?;
    }
    // Listed only now: an assessment may name a file that was attached meanwhile.
    let files = attached::list(dir);
    let total = ids.len() + files.len() + 1;
    for name in files {
        match attached::get(dir, &name) {
            Ok(bytes) => {
                writing.add(&format!("files/{name}"), &bytes)?;
                writing.done.files += 1;
            }
            Err(_) => writing.done.missing.push(name),
        }
        go_on(total)?;
    }
    let manifest: String = held.iter().map(line::write).collect();
    writing.add("plain/manifest.jsonl", manifest.as_bytes())?;
    writing.add("plain/settings.json", line::write(&register.settings()?).as_bytes())?;
    let done = writing.finish(partial)?;
    go_on(total)?;
    Ok(done)
}

fn assessment(register: &Register, writing: &mut Writing, id: &str) -> Result<Option<Held>, Error> {
    let (file, history, summary) = match register.whole(id) {
        Ok(whole) => whole,
        // One that cannot be read must not keep the others from being saved.
        Err(Error::Damaged(id) | Error::NotFound(id)) => {
            writing.done.missing.push(id);
            return Ok(None);
        }
        Err(e) => return Err(e),
    };
    let bytes = file.to_bytes();
    writing.add(&format!("plain/{id}.dpia"), &bytes)?;
    if !history.is_empty() {
        let journal: String = history.iter().map(|e| line::write_of(id, e)).collect();
        writing.add(&format!("plain/{id}.journal"), journal.as_bytes())?;
    }
    writing.done.assessments += 1;
    Ok(Some(Held {
        id: id.to_owned(),
        revision: summary.revision,
        since: summary.since,
        archived: summary.archived,
        sha256: sha256(&bytes),
        plain: None,
        journal: None,
    }))
}

impl Writing {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.put(name, bytes)?;
        self.done.bytes += bytes.len() as u64;
        let listed = Listed { size: bytes.len() as u64, sha256: sha256(bytes) };
        self.entries.insert(name.to_owned(), listed);
        Ok(())
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(bytes.len() as u64 >= u64::from(u32::MAX));
        let failed = |e: &dyn std::fmt::Display| Error::disk("Writing the backup", Path::new(name), e);
        self.zip.start_file(name, options).map_err(|e| failed(&e))?;
        self.zip.write_all(bytes).map_err(|e| failed(&e))
    }

    fn finish(mut self, partial: &Path) -> Result<BackupSummary, Error> {
        let failed = |e: &dyn std::fmt::Display| Error::disk("Writing the backup", partial, e);
        let list =
            List { kind: "dpia-backup".into(), format: FORMAT, entries: std::mem::take(&mut self.entries) };
        let json = serde_json::to_vec_pretty(&list).map_err(|e| failed(&e))?;
        self.put(LIST, &json)?;
        let mut file = self.zip.finish().map_err(|e| failed(&e))?;
        file.flush().map_err(|e| failed(&e))?;
        file.get_ref().sync_all().map_err(|e| failed(&e))?;
        Ok(self.done)
    }
}
