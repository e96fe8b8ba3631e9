//! The first copy: the sled database with its trees.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use model::{Assessment, Version};
use sled::Transactional;
use sled::transaction::{ConflictableTransactionError, TransactionError, TransactionalTree};

use crate::record::Record;
use crate::{Entry, Error, Summary, assessments, disk, history, index, meta, versions};

/// How much sled may keep in memory, in bytes; its own default is a gigabyte.
const CACHE: u64 = 64 << 20;

/// The open database.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    path: PathBuf,
    db: sled::Db,
    /// Assessments as they stand.
    pub assessments: sled::Tree,
    /// Edits.
    pub history: sled::Tree,
    /// Signed versions.
    pub versions: sled::Tree,
    /// Summaries.
    pub index: sled::Tree,
    /// Format and settings.
    pub meta: sled::Tree,
}

/// What one step writes.
pub(crate) struct Step<'a> {
    /// The assessment after it.
    pub assessment: &'a Assessment,
    /// The edits to add.
    pub entries: &'a [Entry],
    /// The versions to write.
    pub versions: &'a [Version],
    /// What lists show after it.
    pub summary: &'a Summary,
}

impl Database {
    /// Opens or makes the database. May panic or hang on a damaged one: call it only under guard.
    ///
    /// # Errors
    /// [`Error::InUse`] when its file is held by somebody else for longer than `patience`; [`Error::Disk`] when the system
    /// refuses the file, which says nothing about what is in it; [`Error::Database`] when it is damaged.
    pub fn open(path: &Path, patience: Duration) -> Result<Database, Error> {
        if !let_go(path, patience, &|| ()) {
            return Err(Error::InUse);
        }
        Database::start(path).map_err(|e| match e {
            sled::Error::Io(why) if is_refusal(&why) => Error::disk("Opening the register", path, &why),
            other => other.into(),
        })
    }

    fn start(path: &Path) -> Result<Database, sled::Error> {
        // Flushing is ours alone: a thread of sled's would go on with it after a failure.
        let config = sled::Config::new().path(path).cache_capacity(CACHE).flush_every_ms(None);
        let db = config.open()?;
        let tree = |name: &str| db.open_tree(name);
        let (assessments, history) = (tree(assessments::NAME)?, tree(history::NAME)?);
        let (versions, index, meta) = (tree(versions::NAME)?, tree(index::NAME)?, tree(meta::NAME)?);
        Ok(Database { path: path.to_owned(), db, assessments, history, versions, index, meta })
    }

    /// Closes the database, which must be flushed, and waits until sled has let go of its files; calls `beat` meanwhile.
    ///
    /// # Errors
    /// [`Error::Disk`] when that takes longer than `patience`.
    pub fn close(self, patience: Duration, beat: &dyn Fn()) -> Result<(), Error> {
        let path = self.path.clone();
        drop(self);
        disk::step();
        let stuck = || Error::disk("Closing the register", &path, &"the disk does not answer");
        if let_go(&path, patience, beat) { Ok(()) } else { Err(stuck()) }
    }

    /// Writes a step, all of it or nothing. It lasts only after [`Database::flush`].
    pub fn put(&self, step: &Step<'_>) -> Result<(), sled::Error> {
        type Write = ConflictableTransactionError<std::convert::Infallible>;
        let id = step.assessment.id.as_bytes();
        let write =
            |(a, h, v, i): &(TransactionalTree, TransactionalTree, TransactionalTree, TransactionalTree)| {
                a.insert(id, assessments::value(step.assessment))?;
                for entry in step.entries {
                    h.insert(history::key(&step.assessment.id, entry.revision), history::value(entry))?;
                }
                for one in step.versions {
                    v.insert(
                        versions::key(&step.assessment.id, &one.assessment.version),
                        versions::value(one),
                    )?;
                }
                i.insert(id, index::value(step.summary))?;
                Ok::<(), Write>(())
            };
        match (&self.assessments, &self.history, &self.versions, &self.index).transaction(write) {
            Ok(()) => Ok(()),
            Err(TransactionError::Storage(e)) => Err(e),
            Err(TransactionError::Abort(never)) => match never {},
        }
    }

    /// Waits until all that was written is on the disk.
    pub fn flush(&self) -> Result<(), sled::Error> {
        self.db.flush().map(|_| ())
    }

    /// Reads a record; `None` when it is missing or not whole.
    pub fn record(&self, id: &str) -> Result<Option<(Record, Summary)>, sled::Error> {
        let Some(summary) = index::get(&self.index, id)? else { return Ok(None) };
        let Some(Ok(assessment)) = assessments::get(&self.assessments, id)? else { return Ok(None) };
        let versions = versions::list(&self.versions, id, &summary.versions)?;
        let whole = versions.len() == summary.versions.len() && assessment.revision == summary.revision;
        Ok(whole.then_some((Record { assessment, versions }, summary)))
    }

    /// Copies everything into a new database at `path`, closes it, and compares it with this one, calling `beat` between
    /// rows.
    pub fn copy_to(&self, path: &Path, patience: Duration, beat: &dyn Fn()) -> Result<(), Error> {
        let new = Database::open(path, patience)?;
        let copied = self.trees().iter().zip(new.trees()).try_for_each(|(from, to)| {
            from.iter().try_for_each(|row| {
                let (key, value) = row?;
                beat();
                to.insert(key, value).map(|_| ())
            })
        });
        // A database that failed is neither flushed nor dropped.
        copied.and_then(|()| new.flush()).inspect_err(|_| std::mem::forget(new.clone()))?;
        new.close(patience, beat)?;
        let new = Database::open(path, patience)?;
        let same = self.same(&new, beat).inspect_err(|_| std::mem::forget(new.clone()))?;
        new.close(patience, beat)?;
        if same { Ok(()) } else { Err(Error::Database("the copy of it is not complete".into())) }
    }

    /// Says whether another database holds the same rows.
    fn same(&self, other: &Database, beat: &dyn Fn()) -> Result<bool, sled::Error> {
        for (one, two) in self.trees().iter().zip(other.trees()) {
            let mut rows = two.iter();
            for row in one.iter() {
                beat();
                if rows.next().transpose()? != Some(row?) {
                    return Ok(false);
                }
            }
            if rows.next().is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn trees(&self) -> [&sled::Tree; 5] {
        [&self.assessments, &self.history, &self.versions, &self.index, &self.meta]
    }

    /// Gives the size of the database's files, in bytes.
    pub fn size(&self) -> Result<u64, sled::Error> {
        self.db.size_on_disk()
    }
}

/// Waits until nobody holds the database's file; says whether that came about within `patience`.
///
/// sled writes and cuts its file on threads of its own. They hold the file, and its lock, for a moment after the database was
/// dropped: whoever opened it then would be refused, and whoever looked at the file would see it change.
pub(crate) fn let_go(path: &Path, patience: Duration, beat: &dyn Fn()) -> bool {
    let Ok(file) = File::options().write(true).open(path.join("db")) else { return true };
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                beat();
                std::thread::sleep(Duration::from_millis(1));
            }
            Err(TryLockError::WouldBlock) => return false,
            // Where files cannot be locked sled will say so itself.
            Ok(()) | Err(TryLockError::Error(_)) => return true,
        }
    }
}

/// Says whether the system refused a file for a reason that has nothing to do with what is in it.
fn is_refusal(why: &std::io::Error) -> bool {
    use std::io::ErrorKind::{OutOfMemory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    // 23 and 24: too many open files, on every Unix.
    let crowded = cfg!(unix) && matches!(why.raw_os_error(), Some(23 | 24));
    crowded
        || matches!(
            why.kind(),
            OutOfMemory | PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull
        )
}

/// Lists the files that sled can do without: its snapshots.
pub(crate) fn snapshots(path: &Path) -> Vec<PathBuf> {
    let is_snapshot = |p: &PathBuf| p.to_string_lossy().starts_with("snap.");
    crate::disk::files(path).into_iter().filter(is_snapshot).map(|p| path.join(p)).collect()
}

/// How long a part of the work may take without a sign of life.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
