//! Both copies together: what each order does to the database and to the mirror, and in which sequence.
//!
//! The journal gets an edit first: a full disk shows there, where a half-written line can be cut off again, before sled,
//! which does not survive it, is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use model::{Assessment, Edit, File, Template, Version, apply};
use serde_json::Value;

use crate::database::{Database, Step};
use crate::mirror::{Mirror, is_id};
use crate::record::{Record, concerns_versions, versions_after};
use crate::session::Session;
use crate::{Care, Entry, Error, Notice, Summary, disk, history, index, meta, versions};

/// Finds a template by its id.
pub type Templates = Arc<dyn Fn(&str) -> Option<Arc<Template>> + Send + Sync>;

/// Makes what lists show of an assessment besides its own particulars, for [`Summary::summary`].
pub type Summarise = Arc<dyn Fn(&Assessment) -> Value + Send + Sync>;

/// The sign of life of long work: whoever waits gives up only when it stands still.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pulse(Arc<AtomicU64>);

impl Pulse {
    /// Shows that the work goes on.
    pub fn beat(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts the beats so far.
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The two copies of an open register.
pub(crate) struct Copies {
    pub dir: PathBuf,
    pub database: Database,
    pub mirror: Mirror,
    pub templates: Templates,
    pub summarise: Summarise,
    pub care: Care,
    pub pulse: Pulse,
    /// What happened since the register was opened.
    pub notices: Arc<Mutex<Vec<Notice>>>,
    /// How many edits the `.dpia` file of an assessment is behind.
    pub behind: BTreeMap<String, u32>,
    /// Whose history stays incomplete: neither copy has all of it, and looking again would not help.
    pub gaps: BTreeSet<String>,
    /// The assessment edited last, so that typing does not inflate it each time.
    pub hot: Option<(Assessment, Summary)>,
    /// Held until the register is closed.
    pub lock: std::fs::File,
}

impl Copies {
    /// Reads an assessment with its versions; from the plain copy, and back into the database, when it is not whole there.
    pub fn record(&mut self, id: &str) -> Result<(Record, Summary), Error> {
        if let Some(found) = self.database.record(id)? {
            return Ok(found);
        }
        if !self.mirror.knows(id) && index::get(&self.database.index, id)?.is_none() {
            return Err(Error::NotFound(id.to_owned()));
        }
        let repaired = crate::reconcile::repair(self, id)?;
        if let Ok(mut notices) = self.notices.lock() {
            notices.extend(repaired);
        }
        self.database.record(id)?.ok_or_else(|| Error::Damaged(id.to_owned()))
    }

    /// Takes a new assessment in, with its versions.
    pub fn add(&mut self, file: File) -> Result<Summary, Error> {
        let id = file.assessment.id.clone();
        if !is_id(&id) {
            return Err(Error::Id(id));
        }
        if self.mirror.knows(&id) || index::get(&self.database.index, &id)?.is_some() {
            return Err(Error::Exists(id));
        }
        let record = Record::from_file(file);
        let since = record.assessment.revision;
        let summary = self.summary(&record.assessment, record.numbers(), since, false);
        self.room(record.to_file().to_bytes().len())?;
        self.mirror.write_plain(&record, since, false)?;
        let Record { assessment, versions } = &record;
        self.put(&Step { assessment, entries: &[], versions, summary: &summary })?;
        Ok(summary)
    }

    /// Applies an edit, and returns when both copies are on the disk.
    pub fn edit(&mut self, id: &str, edit: &Edit) -> Result<Assessment, Error> {
        let (before, old) = self.hot(id)?;
        let template = self.template(&before)?;
        let mut after = before.clone();
        let inverse = apply(&template, &mut after, edit)?;
        let versions = self.changed_versions(&old, &before, &after)?;
        let mut numbers = old.versions.clone();
        numbers.extend(
            versions.iter().map(|v| &v.assessment.version).filter(|n| !old.versions.contains(n)).cloned(),
        );
        let summary = self.summary(&after, numbers, old.since, old.archived);
        let entry = Entry { revision: after.revision, edit: edit.clone(), inverse };
        self.room(64 << 10)?;
        self.mirror.append(id, &entry)?;
        let entries = std::slice::from_ref(&entry);
        self.put(&Step { assessment: &after, entries, versions: &versions, summary: &summary })?;
        let behind = self.behind.entry(id.to_owned()).or_insert(0);
        *behind = if versions.is_empty() { behind.saturating_add(1) } else { self.care.every };
        self.hot = Some((after.clone(), summary));
        Ok(after)
    }

    /// Gives the edits of an assessment, oldest first.
    pub fn history(&mut self, id: &str) -> Result<Vec<Entry>, Error> {
        let summary = index::get(&self.database.index, id)?;
        let summary = summary.ok_or_else(|| Error::NotFound(id.to_owned()))?;
        let entries = history::list(&self.database.history, id)?;
        let complete = entries.len() as u64 == summary.revision.saturating_sub(summary.since);
        if complete || !self.gaps.insert(id.to_owned()) {
            return Ok(entries);
        }
        let repaired = crate::reconcile::repair(self, id)?;
        if let Ok(mut notices) = self.notices.lock() {
            notices.extend(repaired);
        }
        Ok(history::list(&self.database.history, id)?)
    }

    /// Puts an assessment away, or takes it out again.
    pub fn set_archived(&mut self, id: &str, archived: bool) -> Result<(), Error> {
        let (record, old) = self.record(id)?;
        let summary = Summary { archived, ..old };
        self.room(record.to_file().to_bytes().len())?;
        self.mirror.write_plain(&record, summary.since, archived)?;
        self.behind.remove(id);
        self.hot = None;
        self.database.index.insert(id, index::value(&summary))?;
        self.database.flush()?;
        disk::step();
        Ok(())
    }

    /// Makes the summaries of all assessments again, after `summarise` has learnt something new.
    pub fn resummarise(&mut self) -> Result<(), Error> {
        self.hot = None;
        for old in index::list(&self.database.index)? {
            let (record, old) = match self.record(&old.id) {
                // One that cannot be read must not keep the others from it.
                Err(Error::Damaged(_) | Error::NotFound(_)) => continue,
                found => found?,
            };
            let summary = Summary { summary: (self.summarise)(&record.assessment), ..old };
            self.database.index.insert(summary.id.as_str(), index::value(&summary))?;
            self.pulse.beat();
        }
        Ok(self.database.flush()?)
    }

    /// Keeps a setting, in the database and in a plain file.
    pub fn set_setting(&mut self, key: &str, value: &Value) -> Result<(), Error> {
        let mut all = meta::settings(&self.database.meta)?;
        all.insert(key.to_owned(), value.clone());
        self.room(64 << 10)?;
        self.write_settings(&all)?;
        meta::set_setting(&self.database.meta, key, value)?;
        Ok(self.database.flush()?)
    }

    /// Writes the plain file of the settings.
    pub fn write_settings(&self, all: &BTreeMap<String, Value>) -> Result<(), Error> {
        disk::write_whole(&settings_path(&self.dir), crate::line::write(all).as_bytes())
    }

    /// Writes the `.dpia` files that are many edits behind, or `all` that are behind at all.
    pub fn tidy(&mut self, all: bool) -> Result<(), Error> {
        let due = |n: &u32| all || *n >= self.care.every;
        let due: Vec<String> = self.behind.iter().filter(|(_, n)| due(n)).map(|(id, _)| id.clone()).collect();
        for id in due {
            let (record, summary) = self.record(&id)?;
            self.mirror.write_plain(&record, summary.since, summary.archived)?;
            self.behind.remove(&id);
            self.pulse.beat();
        }
        Ok(())
    }

    /// Closes the register: plain copies up to date, database flushed, and a note of how all files look.
    pub fn close(mut self) -> Result<(), Error> {
        let tidied = self.tidy(true).and_then(|()| self.mirror.settle());
        let Copies { dir, database, lock, pulse, care, .. } = self;
        if matches!(tidied, Err(Error::Database(_))) {
            return tidied.inspect_err(|_| leak(database, lock));
        }
        if let Err(e) = database.flush() {
            leak(database, lock);
            return Err(e.into());
        }
        let closed = database.close(care.patience, &|| pulse.beat());
        tidied?;
        closed?;
        Session::closed(&dir).write(&dir)
    }

    /// Writes a step to the database and waits for the disk.
    pub fn put(&mut self, step: &Step<'_>) -> Result<(), Error> {
        self.database.put(step)?;
        disk::step();
        self.database.flush()?;
        disk::step();
        Ok(())
    }

    /// Makes a summary.
    pub fn summary(&self, a: &Assessment, versions: Vec<String>, since: u64, archived: bool) -> Summary {
        index::summary(a, versions, since, archived, (self.summarise)(a))
    }

    fn hot(&mut self, id: &str) -> Result<(Assessment, Summary), Error> {
        match self.hot.take() {
            Some(hot) if hot.0.id == id => {
                self.hot = Some(hot.clone());
                Ok(hot)
            }
            _ => self.record(id).map(|(record, summary)| (record.assessment, summary)),
        }
    }

    /// Gives the versions that a step adds or changes, oldest first.
    fn changed_versions(
        &self,
        old: &Summary,
        before: &Assessment,
        after: &Assessment,
    ) -> Result<Vec<Version>, Error> {
        if !concerns_versions(before, after) {
            return Ok(Vec::new());
        }
        let kept = versions::list(&self.database.versions, &old.id, &old.versions)?;
        let next = versions_after(&kept, before, after)?;
        Ok(next.into_iter().filter(|v| !kept.contains(v)).collect())
    }

    fn template(&self, assessment: &Assessment) -> Result<Arc<Template>, Error> {
        let id = &assessment.template.id;
        (self.templates)(id).ok_or_else(|| model::Error::NoTemplate(id.clone()).into())
    }

    fn room(&self, bytes: usize) -> Result<(), Error> {
        // Both copies take it, and sled writes whole segments.
        disk::room(&self.dir, (bytes as u64).saturating_mul(4), self.care.reserve)
    }
}

/// Gives the path of the plain file of settings.
pub(crate) fn settings_path(dir: &Path) -> PathBuf {
    dir.join("plain").join("settings.json")
}

/// Lets go of a database that failed: dropping or flushing it may hang for ever. Its lock stays until the program ends.
fn leak(database: Database, lock: std::fs::File) {
    std::mem::forget(database);
    std::mem::forget(lock);
}
