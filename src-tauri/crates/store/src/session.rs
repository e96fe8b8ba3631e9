//! How the register was left: open, or closed and with which files. Read before anything else when it is opened.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::disk::{Stamp, files, stamp, write_whole};
use crate::{Error, line};

/// How the register was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Session {
    /// Somebody is opening it, for the `tries`th time without coming to an end.
    Opening {
        /// Counts from 1.
        tries: u32,
    },
    /// It is in use; or its program ended without closing it.
    Open,
    /// It was restored from a backup, and has no database yet.
    Restored,
    /// It was closed, and the database's files looked like this.
    Closed {
        /// By path below the database's folder.
        files: BTreeMap<String, Stamp>,
    },
}

impl Session {
    /// Makes the note of a database that is closed.
    pub fn closed(dir: &Path) -> Session {
        let database = dir.join("register");
        let stamps = files(&database)
            .into_iter()
            .filter_map(|p| Some((p.to_string_lossy().replace('\\', "/"), stamp(&database.join(&p))?)));
        Session::Closed { files: stamps.collect() }
    }

    /// Reads the note; `None` when there is none that can be read.
    pub fn read(dir: &Path) -> Option<Session> {
        line::read(&std::fs::read(dir.join("session.json")).ok()?).whole.pop()
    }

    /// Writes the note.
    pub fn write(&self, dir: &Path) -> Result<(), Error> {
        write_whole(&dir.join("session.json"), line::write(self).as_bytes())
    }
}
