//! The list of the plain copies: what is there, at which revision, with which hash. Lines are appended, and the last one of an
//! assessment holds; it is rewritten whole when it is damaged, or has grown to twice what is needed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::disk::{Stamp, append, write_whole};
use crate::{Error, line};

/// What the manifest says of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    /// The assessment's id.
    pub id: String,
    /// The revision of its `.dpia` file.
    pub revision: u64,
    /// The revision at which it came into the register.
    pub since: u64,
    /// Whether it was put away.
    pub archived: bool,
    /// SHA-256 of its `.dpia` file.
    pub sha256: String,
    /// The stamp of its `.dpia` file.
    pub plain: Option<Stamp>,
    /// The stamp of its journal when the register was closed; the journal then ends with `revision`.
    pub journal: Option<Stamp>,
}

/// The manifest.
#[derive(Debug)]
pub(crate) struct Manifest {
    path: PathBuf,
    held: BTreeMap<String, Held>,
    /// What was changed in memory only.
    noted: BTreeSet<String>,
    /// Lines in the file.
    lines: usize,
    /// Whether the file ends in a torn line: nothing can be appended to it.
    torn: bool,
    /// Whether it was there and whole when it was read.
    pub whole: bool,
}

impl Manifest {
    /// Reads the manifest of a folder.
    pub fn read(plain: &Path) -> Manifest {
        let path = plain.join("manifest.jsonl");
        let bytes = std::fs::read(&path);
        let lines = line::read::<Held>(bytes.as_deref().unwrap_or_default());
        let whole = bytes.is_ok() && lines.damaged == 0;
        let (count, torn) = (lines.whole.len(), lines.torn);
        let held = lines.whole.into_iter().map(|h| (h.id.clone(), h)).collect();
        Manifest { path, held, noted: BTreeSet::new(), lines: count, torn, whole }
    }

    /// Gives what it says of an assessment.
    pub fn get(&self, id: &str) -> Option<&Held> {
        self.held.get(id)
    }

    /// Says whether it vouches for these bytes as the `.dpia` file of an assessment; `None` when it knows none.
    pub fn vouches(&self, id: &str, sha256: &str) -> Option<bool> {
        self.held.get(id).map(|h| h.sha256 == sha256)
    }

    /// Gives the ids that it knows.
    pub fn ids(&self) -> impl Iterator<Item = &String> {
        self.held.keys()
    }

    /// Adds a line.
    pub fn set(&mut self, held: Held) -> Result<(), Error> {
        if self.torn {
            self.note(held);
            return self.rewrite();
        }
        append(&self.path, line::write(&held).as_bytes())?;
        self.lines += 1;
        self.noted.remove(&held.id);
        self.held.insert(held.id.clone(), held);
        Ok(())
    }

    /// Changes an entry in memory, to be written by the next [`Manifest::settle`].
    pub fn note(&mut self, held: Held) {
        if self.held.get(&held.id) != Some(&held) {
            self.noted.insert(held.id.clone());
            self.held.insert(held.id.clone(), held);
        }
    }

    /// Writes what was noted: as lines after the others, or the whole file when that is due.
    pub fn settle(&mut self) -> Result<(), Error> {
        let due = self.lines + self.noted.len() > 2 * self.held.len() + 64;
        if due || self.torn || !self.whole {
            return self.rewrite();
        }
        let noted: String = self.noted.iter().filter_map(|id| self.held.get(id)).map(line::write).collect();
        if !noted.is_empty() {
            append(&self.path, noted.as_bytes())?;
        }
        self.lines += self.noted.len();
        self.noted.clear();
        Ok(())
    }

    fn rewrite(&mut self) -> Result<(), Error> {
        let lines: String = self.held.values().map(line::write).collect();
        write_whole(&self.path, lines.as_bytes())?;
        (self.whole, self.torn, self.lines) = (true, false, self.held.len());
        self.noted.clear();
        Ok(())
    }
}
