//! The list of the plain copies: what is there, at which revision, with which hash. Append-only while the register is open,
//! so that an edit costs no rewriting of it; rewritten whole when the register opens and closes.

use std::collections::BTreeMap;
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
        let held = lines.whole.into_iter().map(|h| (h.id.clone(), h)).collect();
        Manifest { path, held, whole }
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
        append(&self.path, line::write(&held).as_bytes())?;
        self.note(held);
        Ok(())
    }

    /// Changes an entry in memory, to be written by the next [`Manifest::rewrite`].
    pub fn note(&mut self, held: Held) {
        self.held.insert(held.id.clone(), held);
    }

    /// Writes the whole file again.
    pub fn rewrite(&mut self) -> Result<(), Error> {
        let lines: String = self.held.values().map(line::write).collect();
        self.whole = true;
        write_whole(&self.path, lines.as_bytes())
    }
}
