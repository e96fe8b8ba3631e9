//! The first copy: the sled database with its trees.

use std::path::{Path, PathBuf};
use std::time::Duration;

use model::{Assessment, Version};
use sled::Transactional;
use sled::transaction::{ConflictableTransactionError, TransactionError, TransactionalTree};

use crate::record::Record;
use crate::{Entry, Summary, assessments, history, index, meta, versions};

/// How much sled may keep in memory, in bytes; its own default is a gigabyte.
const CACHE: u64 = 64 << 20;

/// The open database.
#[derive(Debug, Clone)]
pub(crate) struct Database {
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
    pub fn open(path: &Path) -> Result<Database, sled::Error> {
        // Flushing is ours alone: a thread of sled's would go on with it after a failure.
        let config = sled::Config::new().path(path).cache_capacity(CACHE).flush_every_ms(None);
        let db = config.open()?;
        let tree = |name: &str| db.open_tree(name);
        let (assessments, history) = (tree(assessments::NAME)?, tree(history::NAME)?);
        let (versions, index, meta) = (tree(versions::NAME)?, tree(index::NAME)?, tree(meta::NAME)?);
        Ok(Database { db, assessments, history, versions, index, meta })
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

    /// Copies everything into a new database at `path`, calling `beat` between rows.
    pub fn copy_to(&self, path: &Path, beat: &dyn Fn()) -> Result<(), sled::Error> {
        let new = Database::open(path)?;
        let pairs = [
            (&self.assessments, &new.assessments),
            (&self.history, &new.history),
            (&self.versions, &new.versions),
            (&self.index, &new.index),
            (&self.meta, &new.meta),
        ];
        let copied = pairs.iter().try_for_each(|(from, to)| {
            from.iter().try_for_each(|row| {
                let (key, value) = row?;
                beat();
                to.insert(key, value).map(|_| ())
            })
        });
        // A database that failed is neither flushed nor dropped.
        copied.and_then(|()| new.flush()).inspect_err(|_| std::mem::forget(new.clone()))
    }

    /// Gives the size of the database's files, in bytes.
    pub fn size(&self) -> Result<u64, sled::Error> {
        self.db.size_on_disk()
    }
}

/// Lists the files that sled can do without: its snapshots.
pub(crate) fn snapshots(path: &Path) -> Vec<PathBuf> {
    let is_snapshot = |p: &PathBuf| p.to_string_lossy().starts_with("snap.");
    crate::disk::files(path).into_iter().filter(is_snapshot).map(|p| path.join(p)).collect()
}

/// How long a part of the work may take without a sign of life.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
