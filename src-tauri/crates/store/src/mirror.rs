//! The second copy: for each assessment a `.dpia` file and the journal of its edits, which is its history too.
//!
//! The journal gets each edit before the database does, so it is never behind. The `.dpia` file follows from time to time
//! and at sign-off; the journal's later edits are played over it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use model::File;

use crate::disk::{append, files, set_aside, stamp, sync_folder, write_whole};
use crate::manifest::{Held, Manifest};
use crate::pack::sha256;
use crate::record::Record;
use crate::{Entry, Error, Templates, line};

/// The folder of plain copies.
#[derive(Debug)]
pub(crate) struct Mirror {
    folder: PathBuf,
    /// The list of what is there.
    pub manifest: Manifest,
}

/// What the plain copy of an assessment holds.
#[derive(Debug)]
pub(crate) struct Plain {
    /// The `.dpia` file with the journal played over it.
    pub record: Option<Record>,
    /// Whether the manifest vouches for the `.dpia` file, or knows none.
    pub certain: bool,
    /// The edits of the journal that are whole, in order.
    pub entries: Vec<Entry>,
    /// Whether the journal ends in a torn line, as a kill leaves it.
    pub torn: bool,
    /// How many lines of the journal cannot be read.
    pub damaged: usize,
    /// Why the journal could not be played to its end: the template is missing, or an edit does not apply.
    pub stopped: bool,
    /// SHA-256 of the `.dpia` file.
    pub sha256: String,
    /// The revision of the `.dpia` file itself.
    pub base: u64,
}

impl Mirror {
    /// Reads the list of plain copies in `folder`, and puts files in place that a kill left beside it.
    pub fn open(folder: &Path) -> Mirror {
        let mirror = Mirror { folder: folder.to_owned(), manifest: Manifest::read(folder) };
        for name in files(folder) {
            let id = name.to_str().and_then(|n| n.strip_suffix(".next")).unwrap_or_default();
            let path = folder.join(&name);
            if is_id(id) {
                let bytes = fs::read(&path).unwrap_or_default();
                // One that the manifest does not know was never acknowledged.
                let _ = match mirror.manifest.vouches(id, &sha256(&bytes)) {
                    Some(true) => fs::rename(&path, mirror.plain_path(id)),
                    _ => fs::remove_file(&path),
                };
            }
        }
        mirror
    }

    /// Says whether anything of an assessment is here.
    pub fn knows(&self, id: &str) -> bool {
        self.manifest.get(id).is_some() || self.plain_path(id).exists() || self.journal_path(id).exists()
    }

    /// Gives the path of an assessment's `.dpia` file.
    pub fn plain_path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.dpia"))
    }

    /// Gives the path of an assessment's journal.
    pub fn journal_path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.journal"))
    }

    /// Lists the ids that the manifest knows or that have files.
    pub fn ids(&self) -> BTreeSet<String> {
        let mut ids: BTreeSet<String> = self.manifest.ids().cloned().collect();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let id = name.strip_suffix(".dpia").or_else(|| name.strip_suffix(".journal"));
            ids.extend(id.filter(|id| is_id(id)).map(str::to_owned));
        }
        ids
    }

    /// Gives the revision of the plain copy when its files are untouched since the register was closed.
    pub fn untouched(&self, id: &str) -> Option<u64> {
        let held = self.manifest.get(id)?;
        let same = held.plain.is_some()
            && held.plain == stamp(&self.plain_path(id))
            && held.journal == stamp(&self.journal_path(id));
        same.then_some(held.revision)
    }

    /// Adds an edit to the journal; it is on the disk when this returns.
    pub fn append(&self, id: &str, entries: &[Entry]) -> Result<(), Error> {
        let lines: String = entries.iter().map(line::write).collect();
        if lines.is_empty() { Ok(()) } else { append(&self.journal_path(id), lines.as_bytes()) }
    }

    /// Writes the journal again; with `keep`, what was there is kept beside it.
    pub fn rewrite_journal(&self, id: &str, entries: &[Entry], keep: bool) -> Result<(), Error> {
        if keep && self.journal_path(id).exists() {
            set_aside(&self.journal_path(id))?;
        }
        let lines: String = entries.iter().map(line::write).collect();
        write_whole(&self.journal_path(id), lines.as_bytes())
    }

    /// Writes the `.dpia` file. The manifest is told before the file is put in place, so that it always vouches for it.
    pub fn write_plain(&mut self, record: &Record, since: u64, archived: bool) -> Result<(), Error> {
        let id = &record.assessment.id;
        let (path, bytes) = (self.plain_path(id), record.to_file().to_bytes());
        let partial = self.folder.join(format!("{id}.next"));
        write_whole(&partial, &bytes)?;
        self.manifest.set(Held {
            id: id.clone(),
            revision: record.assessment.revision,
            since,
            archived,
            sha256: sha256(&bytes),
            plain: stamp(&partial),
            journal: None,
        })?;
        fs::rename(&partial, &path)
            .and_then(|()| sync_folder(&self.folder))
            .map_err(|e| Error::disk("Writing the plain copy", &path, &e))
    }

    /// Notes how the files of an assessment look; to be called only when its `.dpia` file is up to date.
    pub fn note(&mut self, id: &str) {
        let (plain, journal) = (stamp(&self.plain_path(id)), stamp(&self.journal_path(id)));
        if let Some(held) = self.manifest.get(id).cloned() {
            self.manifest.note(Held { plain, journal, ..held });
        }
    }

    /// Reads the plain copy of an assessment.
    pub fn read(&self, id: &str, templates: &Templates) -> Plain {
        let bytes = fs::read(self.plain_path(id)).unwrap_or_default();
        let sha256 = sha256(&bytes);
        let file = File::from_bytes(&bytes).ok().filter(|f| f.assessment.id == id);
        let journal = fs::read(self.journal_path(id)).unwrap_or_default();
        let lines = line::read::<Entry>(&journal);
        let mut plain = Plain {
            base: file.as_ref().map_or(0, |f| f.assessment.revision),
            record: file.map(Record::from_file),
            certain: self.manifest.vouches(id, &sha256) != Some(false),
            torn: lines.torn,
            damaged: lines.damaged,
            stopped: false,
            entries: lines.whole,
            sha256,
        };
        if let Some(record) = &mut plain.record {
            plain.stopped = !replay(record, &plain.entries, templates);
        }
        plain
    }
}

/// Plays over a record what follows its revision, as far as it goes without a gap; says whether every edit could be applied.
fn replay(record: &mut Record, entries: &[Entry], templates: &Templates) -> bool {
    let template = templates(&record.assessment.template.id);
    for entry in entries {
        if entry.revision == record.assessment.revision + 1 {
            let Some(template) = &template else { return false };
            if record.advance(template, &entry.edit).is_err() {
                return false;
            }
        }
    }
    true
}

/// Says whether a text can be the id of an assessment, and so name its files on every system.
pub(crate) fn is_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let device = ["con", "prn", "aux", "nul"].contains(&id)
        || (id.len() == 4 && (id.starts_with("com") || id.starts_with("lpt")));
    (1..=80).contains(&id.len()) && id.bytes().all(plain) && !device
}
