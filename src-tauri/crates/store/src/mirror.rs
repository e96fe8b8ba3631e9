//! The second copy: for each assessment a `.dpia` file and the journal of its edits, which is its history too.
//!
//! The journal gets each edit before the database does, so it is never behind. The `.dpia` file follows from time to time
//! and at sign-off; the journal's later edits are played over it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use model::File;

use crate::disk::{append, aside, clear_partial, rename, stamp, sync_folder, write_whole};
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
    /// Whose files were written since the register was opened.
    touched: BTreeSet<String>,
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
    /// Whether the journal could not be played to its end because the template is missing.
    pub stopped: bool,
    /// SHA-256 of the `.dpia` file.
    pub sha256: String,
    /// The revision of the `.dpia` file itself.
    pub base: u64,
}

impl Mirror {
    /// Reads the list of plain copies in `folder`, and puts files in place that a kill left beside it.
    pub fn open(folder: &Path) -> Mirror {
        let (manifest, touched) = (Manifest::read(folder), BTreeSet::new());
        let mirror = Mirror { folder: folder.to_owned(), manifest, touched };
        clear_partial(folder);
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let id = name.to_str().and_then(|n| n.strip_suffix(".next")).unwrap_or_default();
            let path = entry.path();
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

    /// Says whether every plain copy that the list knows can be read to its end, so that the database could be made again
    /// from them without losing anything.
    pub fn is_whole(&self, templates: &Templates, beat: &dyn Fn()) -> bool {
        self.manifest.whole
            && self.ids().iter().all(|id| {
                beat();
                let plain = self.read(id, templates);
                let last = plain.entries.iter().map(|e| e.revision).max().unwrap_or(0);
                let at = plain.record.as_ref().map(|r| r.assessment.revision);
                plain.certain && !plain.stopped && plain.damaged == 0 && at.is_some_and(|at| at >= last)
            })
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
    pub fn append(&mut self, id: &str, entry: &Entry) -> Result<(), Error> {
        self.touched.insert(id.to_owned());
        append(&self.journal_path(id), line::write_of(id, entry).as_bytes())
    }

    /// Writes the journal again; with `keep`, what was there is kept beside it.
    pub fn rewrite_journal(&self, id: &str, entries: &[Entry], keep: bool) -> Result<(), Error> {
        let path = self.journal_path(id);
        if keep && path.exists() {
            // What is not in the new journal is kept beside it: somebody may still read it.
            keep_beside(&path)?;
        }
        let lines: String = entries.iter().map(|e| line::write_of(id, e)).collect();
        write_whole(&path, lines.as_bytes())
    }

    /// Keeps a `.dpia` file that is about to be replaced by other words.
    pub fn keep_plain(&self, id: &str) -> Result<(), Error> {
        keep_beside(&self.plain_path(id))
    }

    /// Writes the `.dpia` file. The manifest is told before the file is put in place, so that it always vouches for it.
    pub fn write_plain(&mut self, record: &Record, since: u64, archived: bool) -> Result<(), Error> {
        let id = &record.assessment.id;
        self.touched.insert(id.clone());
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
        rename(&partial, &path)?;
        sync_folder(&self.folder).map_err(|e| Error::disk("Writing the plain copy", &path, &e))
    }

    /// Notes how all files look that were written since the register was opened, all of them up to date.
    pub fn settle(&mut self) -> Result<(), Error> {
        for id in std::mem::take(&mut self.touched) {
            self.note(&id);
        }
        self.manifest.settle()
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
        let lines = line::read_of::<Entry>(id, &journal);
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

/// Plays over a record what follows its revision, as far as it goes without a gap and every edit fits; says whether the
/// template was there, if it was needed.
fn replay(record: &mut Record, entries: &[Entry], templates: &Templates) -> bool {
    let template = templates(&record.assessment.template.id);
    for entry in entries {
        if entry.revision == record.assessment.revision + 1 {
            let Some(template) = &template else { return false };
            if record.advance(template, &entry.edit).is_err() {
                break;
            }
        }
    }
    true
}

/// Copies a file beside itself, under a name that says that it was damaged.
fn keep_beside(path: &Path) -> Result<(), Error> {
    let bytes = fs::read(path).map_err(|e| Error::disk("Reading a damaged file", path, &e))?;
    write_whole(&aside(path), &bytes)
}

/// Says whether a text can be the id of an assessment, and so name its files on every system.
pub(crate) fn is_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let device = ["con", "prn", "aux", "nul"].contains(&id)
        || (id.len() == 4 && (id.starts_with("com") || id.starts_with("lpt")));
    (1..=80).contains(&id.len()) && id.bytes().all(plain) && !device
}
