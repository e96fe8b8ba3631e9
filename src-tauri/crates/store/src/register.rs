//! The register, as the rest of the program sees it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use model::{Assessment, Edit, File, Version};
use serde_json::Value;

use crate::keeper::Keeper;
use crate::opening::Hooks;
use crate::{
    BackupSummary, Entry, Error, Notice, Summarise, Summary, Templates, attached, database, index, meta,
};

/// The open register. It can be shared between threads; orders are carried out one after the other.
#[derive(Debug)]
pub struct Register {
    keeper: Keeper,
    pub(crate) dir: PathBuf,
}

/// How careful the register is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Care {
    /// Bytes that must stay free on the disk.
    pub reserve: u64,
    /// How long work may go without a sign of life.
    pub patience: Duration,
    /// After how many edits the `.dpia` file is written again.
    pub every: u32,
}

impl Default for Care {
    fn default() -> Care {
        Care { reserve: 32 << 20, patience: database::PATIENCE, every: 64 }
    }
}

impl Register {
    /// Opens the register in `dir`, or makes a new one there, and says in plain words what had to be repaired.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process has it; [`Error::Full`]; [`Error::Newer`]; [`Error::Disk`].
    pub fn open(
        dir: &Path,
        templates: Templates,
        summarise: Summarise,
    ) -> Result<(Register, Vec<Notice>), Error> {
        Register::open_with(dir, templates, summarise, Care::default())
    }

    pub(crate) fn open_with(
        dir: &Path,
        templates: Templates,
        summarise: Summarise,
        care: Care,
    ) -> Result<(Register, Vec<Notice>), Error> {
        let (keeper, notices) = Keeper::start(dir.to_owned(), Hooks { templates, summarise }, care)?;
        Ok((Register { keeper, dir: dir.to_owned() }, notices))
    }

    /// Closes the register. Dropping it does the same, but cannot say what went wrong.
    ///
    /// # Errors
    /// [`Error::Disk`] or [`Error::Database`] when the last plain copies could not be written; no edit is lost by it.
    pub fn close(self) -> Result<(), Error> {
        self.keeper.close()
    }

    /// Gives, once, what had to be repaired since the register was opened.
    pub fn take_notices(&self) -> Vec<Notice> {
        self.keeper.notices.lock().map(|mut n| std::mem::take(&mut *n)).unwrap_or_default()
    }

    /// Lists all assessments, in order of id, without reading one.
    ///
    /// # Errors
    /// Fails when the register has stopped.
    pub fn list(&self) -> Result<Vec<Summary>, Error> {
        self.keeper.call(|c| Ok(index::list(&c.database.index)?))
    }

    /// Reads an assessment.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Damaged`] when neither copy can be read.
    pub fn get(&self, id: &str) -> Result<Assessment, Error> {
        let id = id.to_owned();
        self.keeper.call(move |c| c.record(&id).map(|(record, _)| record.assessment))
    }

    /// Gives the whole `.dpia` file of an assessment: with its versions and the content of attached files.
    ///
    /// # Errors
    /// As [`Register::get`]. An attached file that is missing is left out.
    pub fn file(&self, id: &str) -> Result<File, Error> {
        let id = id.to_owned();
        let mut file = self.keeper.call(move |c| c.record(&id).map(|(record, _)| record.to_file()))?;
        file.files = attached::contents(&self.dir, &file);
        Ok(file)
    }

    /// Takes a new assessment in, with its versions and attached files; it is on the disk when this returns.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Id`], [`Error::Full`].
    pub fn add(&self, mut file: File) -> Result<Summary, Error> {
        attached::take_in(&self.dir, std::mem::take(&mut file.files))?;
        self.keeper.call(move |c| c.add(file))
    }

    /// Applies an edit. When this returns, both copies are on the disk.
    ///
    /// # Errors
    /// [`Error::Model`] when the edit is stale or does not fit; [`Error::Signed`] when it would change what was signed;
    /// [`Error::Full`]. The assessment is then as it was. [`Error::Database`] when the database failed: the edit may then
    /// have been kept or not, and the register has stopped.
    pub fn edit(&self, id: &str, edit: &Edit) -> Result<Assessment, Error> {
        let (id, edit) = (id.to_owned(), edit.clone());
        self.keeper.call(move |c| c.edit(&id, &edit))
    }

    /// Gives the edits of an assessment, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn history(&self, id: &str) -> Result<Vec<Entry>, Error> {
        let id = id.to_owned();
        self.keeper.call(move |c| c.history(&id))
    }

    /// Gives the versions that were signed off, oldest first.
    ///
    /// # Errors
    /// As [`Register::get`].
    pub fn versions(&self, id: &str) -> Result<Vec<Version>, Error> {
        let id = id.to_owned();
        self.keeper.call(move |c| c.record(&id).map(|(record, _)| record.versions))
    }

    /// Puts an assessment away: it stays in the register and in lists, marked as archived.
    ///
    /// # Errors
    /// As [`Register::get`].
    pub fn archive(&self, id: &str) -> Result<(), Error> {
        self.set_archived(id, true)
    }

    /// Takes an assessment out of the archive.
    ///
    /// # Errors
    /// As [`Register::get`].
    pub fn unarchive(&self, id: &str) -> Result<(), Error> {
        self.set_archived(id, false)
    }

    /// Makes every [`Summary::summary`] again, for a program whose `summarise` has changed.
    ///
    /// # Errors
    /// As [`Register::get`].
    pub fn resummarise(&self) -> Result<(), Error> {
        self.keeper.call(|c| c.resummarise())
    }

    /// Keeps the content of an attached file, and gives its SHA-256 in lower-case hexadecimal.
    ///
    /// # Errors
    /// [`Error::Full`] or [`Error::Disk`].
    pub fn put_file(&self, bytes: &[u8]) -> Result<String, Error> {
        attached::put(&self.dir, bytes)
    }

    /// Reads the content of an attached file, and checks it by its hash.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Damaged`].
    pub fn get_file(&self, sha256: &str) -> Result<Vec<u8>, Error> {
        attached::get(&self.dir, sha256)
    }

    /// Reads a setting.
    ///
    /// # Errors
    /// Fails when the register has stopped.
    pub fn setting(&self, key: &str) -> Result<Option<Value>, Error> {
        let key = key.to_owned();
        self.keeper.call(move |c| Ok(meta::settings(&c.database.meta)?.remove(&key)))
    }

    /// Reads all settings.
    ///
    /// # Errors
    /// Fails when the register has stopped.
    pub fn settings(&self) -> Result<BTreeMap<String, Value>, Error> {
        self.keeper.call(|c| Ok(meta::settings(&c.database.meta)?))
    }

    /// Keeps a setting.
    ///
    /// # Errors
    /// [`Error::Full`] or [`Error::Disk`].
    pub fn set_setting(&self, key: &str, value: &Value) -> Result<(), Error> {
        let (key, value) = (key.to_owned(), value.clone());
        self.keeper.call(move |c| c.set_setting(&key, &value))
    }

    /// Makes the database small again, and gives its size before and after, in bytes.
    ///
    /// # Errors
    /// [`Error::Full`]; [`Error::Database`] when it failed half-way: starting the program again puts it right.
    pub fn compact(&self) -> Result<(u64, u64), Error> {
        self.keeper.call(crate::compact::compact)
    }

    /// Writes everything into one zip file at `to`. `progress` is told how many of how many entries are done, and stops the
    /// backup by saying `false`. Edits can go on meanwhile; each assessment is taken whole.
    ///
    /// # Errors
    /// [`Error::Cancelled`], [`Error::Disk`]. A file that was at `to` is replaced only by a whole backup.
    pub fn backup(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<BackupSummary, Error> {
        crate::backup::backup(self, &self.dir, to, progress)
    }

    /// Gives the file without attached files, the journal and whether it is archived, for a backup.
    pub(crate) fn whole(&self, id: &str) -> Result<(File, Vec<Entry>, Summary), Error> {
        let id = id.to_owned();
        self.keeper.call(move |c| {
            let (record, summary) = c.record(&id)?;
            Ok((record.to_file(), c.history(&id)?, summary))
        })
    }

    fn set_archived(&self, id: &str, archived: bool) -> Result<(), Error> {
        let id = id.to_owned();
        self.keeper.call(move |c| c.set_archived(&id, archived))
    }
}

#[cfg(test)]
impl Register {
    /// Takes an assessment and an edit out of the database, as a silent loss does.
    pub(crate) fn vanish(&self, id: &str) {
        let id = id.to_owned();
        let gone = self.keeper.call(move |c| {
            c.database.assessments.remove(&id)?;
            Ok(c.database.history.remove(crate::history::key(&id, 2))?)
        });
        gone.expect("it is taken out");
    }

    /// Takes one edit out of the database.
    pub(crate) fn vanish_from_history(&self, id: &str, revision: u64) {
        let key = crate::history::key(id, revision);
        self.keeper.call(move |c| Ok(c.database.history.remove(key)?)).expect("it is taken out");
    }

    /// Has the register's thread do what sled does on a bad day: never come back.
    pub(crate) fn hang(&mut self) -> Error {
        self.keeper.patience = Duration::from_millis(1);
        let never: Result<(), Error> = self.keeper.call(|_| {
            loop {
                std::thread::park();
            }
        });
        never.expect_err("it never answers")
    }

    /// Has the register's thread do what sled does on another bad day: panic.
    pub(crate) fn panic(&mut self) -> Error {
        let never: Result<(), Error> = self.keeper.call(|_| panic!("as sled does"));
        never.expect_err("it never answers")
    }
}
