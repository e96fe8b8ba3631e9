//! Compares the two copies of each assessment and repairs whichever lacks something or is older. The newest whole copy wins.

use std::collections::BTreeMap;

use crate::copies::Copies;
use crate::database::{Database, Step};
use crate::manifest::Held;
use crate::mirror::Plain;
use crate::record::Record;
use crate::{Entry, Error, Notice, Summary, assessments, copies::Pulse, history, index, versions};

/// What the database holds of an assessment.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Side {
    /// Its revision, when it is whole.
    pub revision: Option<u64>,
    /// Whether no edit of its history is missing.
    pub history: bool,
    /// Whether it is put away.
    pub archived: bool,
}

/// What was repaired.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// Assessments looked at that can be read.
    pub kept: usize,
    /// Put back into the database because it lacked them or held them damaged.
    pub to_database: usize,
    /// Plain copies written again because they were missing or damaged.
    pub to_mirror: usize,
    /// One copy was some edits behind the other.
    pub caught_up: usize,
    /// Taken from a plain copy that nobody vouches for.
    pub doubtful: Vec<String>,
    /// Edits that wait for a template, by id of the assessment and of the template.
    pub waiting: Vec<(String, String)>,
    /// Edits after this revision stand behind a damaged one in the only copy there is.
    pub cut: Vec<(String, u64)>,
    /// How many edits are in neither copy's history, although the assessment itself is whole.
    pub gaps: Vec<(String, u64)>,
    /// Readable in neither copy.
    pub lost: Vec<String>,
}

/// Reads what the database holds: only the index, or with `full` every value by its hash.
pub(crate) fn survey(
    db: &Database,
    full: bool,
    pulse: &Pulse,
) -> Result<BTreeMap<String, Side>, sled::Error> {
    let mut sides = BTreeMap::new();
    for summary in index::list(&db.index)? {
        let listed = Side { revision: Some(summary.revision), history: true, archived: summary.archived };
        let side = if full { look(db, &summary, pulse)? } else { listed };
        sides.insert(summary.id, side);
        pulse.beat();
    }
    if full {
        for key in db.assessments.iter().keys() {
            sides.entry(String::from_utf8_lossy(&key?).into_owned()).or_default();
        }
        // Read here, where a panic is caught and a failure leads on to the next way of opening.
        db.meta.iter().try_for_each(|row| row.map(|_| ()))?;
    }
    Ok(sides)
}

fn look(db: &Database, summary: &Summary, pulse: &Pulse) -> Result<Side, sled::Error> {
    let revision = assessments::revision(&db.assessments, &summary.id)?.filter(|r| *r == summary.revision);
    let whole = versions::are_whole(&db.versions, &summary.id, &summary.versions)?;
    let edits = history::count(&db.history, &summary.id, &|| pulse.beat())?;
    let history = edits == summary.revision.saturating_sub(summary.since);
    Ok(Side { revision: revision.filter(|_| whole), history, archived: summary.archived })
}

/// Compares and repairs every assessment. The database is flushed once, at the end.
pub(crate) fn all(copies: &mut Copies, sides: &BTreeMap<String, Side>) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    let mut ids = copies.mirror.ids();
    ids.extend(sides.keys().cloned());
    for id in &ids {
        let side = sides.get(id).copied().unwrap_or_default();
        let same = side.revision.is_some()
            && side.revision == copies.mirror.untouched(id)
            && copies.mirror.manifest.get(id).is_some_and(|h| h.archived == side.archived);
        if same && side.history {
            tally.kept += 1;
        } else {
            one(copies, id, side, &mut tally)?;
        }
        copies.pulse.beat();
    }
    copies.database.flush()?;
    Ok(tally)
}

/// Compares and repairs one assessment after reading both of its copies whole.
pub(crate) fn repair(copies: &mut Copies, id: &str) -> Result<Vec<Notice>, Error> {
    let mut tally = Tally::default();
    copies.hot = None;
    let side = match index::get(&copies.database.index, id)? {
        Some(summary) => look(&copies.database, &summary, &copies.pulse)?,
        None => Side::default(),
    };
    one(copies, id, side, &mut tally)?;
    copies.database.flush()?;
    Ok(tally.notices())
}

/// What is to be kept of an assessment, and where it came from.
struct Best {
    record: Record,
    entries: Vec<Entry>,
    since: u64,
    archived: bool,
}

fn one(copies: &mut Copies, id: &str, side: Side, tally: &mut Tally) -> Result<(), Error> {
    let stored = match side.revision {
        Some(_) => copies.database.record(id)?,
        None => None,
    };
    let plain = copies.mirror.read(id, &copies.templates);
    let Some(best) = best(copies, id, stored.as_ref(), &plain, tally)? else {
        tally.lost.push(id.to_owned());
        return Ok(());
    };
    if plain.stopped && plain.entries.iter().any(|e| e.revision > best.record.assessment.revision) {
        // Both copies stay as they are until the template is there: nothing may be cut off that can still be played.
        tally.waiting.push((id.to_owned(), best.record.assessment.template.id));
        return Ok(());
    }
    let last = plain.entries.iter().map(|e| e.revision).max().unwrap_or(0);
    if last > best.record.assessment.revision {
        tally.cut.push((id.to_owned(), best.record.assessment.revision));
    }
    tally.kept += 1;
    let revision = best.record.assessment.revision;
    let gap = revision.saturating_sub(best.since).saturating_sub(best.entries.len() as u64);
    if gap > 0 {
        tally.gaps.push((id.to_owned(), gap));
    }
    let stored_revision = stored.as_ref().map(|(r, _)| r.assessment.revision);
    if stored_revision != Some(revision) || !side.history {
        to_database(copies, &best)?;
        match stored_revision {
            Some(older) if older < revision && side.history => tally.caught_up += 1,
            // What neither copy has could not come back.
            Some(same) if same == revision && gap > 0 => {}
            _ => tally.to_database += 1,
        }
    }
    to_mirror(copies, id, &best, &plain, tally)
}

/// Chooses the newest whole copy, and joins what both know of the history.
fn best(
    copies: &Copies,
    id: &str,
    stored: Option<&(Record, Summary)>,
    plain: &Plain,
    tally: &mut Tally,
) -> Result<Option<Best>, Error> {
    let held = copies.mirror.manifest.get(id);
    let newer = |r: &&Record| stored.is_none_or(|(s, _)| r.assessment.revision > s.assessment.revision);
    let from_plain = plain.record.as_ref().filter(|_| plain.certain || stored.is_none()).filter(newer);
    if from_plain.is_some() && !plain.certain {
        tally.doubtful.push(id.to_owned());
    }
    let Some(record) = from_plain.or(stored.map(|(r, _)| r)).cloned() else { return Ok(None) };
    let mut joined: BTreeMap<u64, Entry> = BTreeMap::new();
    for entry in history::list(&copies.database.history, id)?.into_iter().chain(plain.entries.iter().cloned())
    {
        joined.entry(entry.revision).or_insert(entry);
    }
    joined.retain(|revision, _| *revision <= record.assessment.revision);
    let first = joined.keys().next().map_or(record.assessment.revision, |r| r.saturating_sub(1));
    let since = stored.map(|(_, s)| s.since).or(held.map(|h| h.since)).unwrap_or(first);
    joined.retain(|revision, _| *revision > since);
    let archived = stored.map(|(_, s)| s.archived).or(held.map(|h| h.archived)).unwrap_or(false);
    Ok(Some(Best { record, entries: joined.into_values().collect(), since, archived }))
}

fn to_database(copies: &Copies, best: &Best) -> Result<(), Error> {
    let Record { assessment, versions } = &best.record;
    let summary = copies.summary(assessment, best.record.numbers(), best.since, best.archived);
    Ok(copies.database.put(&Step { assessment, entries: &best.entries, versions, summary: &summary })?)
}

fn to_mirror(
    copies: &mut Copies,
    id: &str,
    best: &Best,
    plain: &Plain,
    tally: &mut Tally,
) -> Result<(), Error> {
    let complete = plain.entries == best.entries;
    if plain.torn || plain.damaged > 0 || !complete {
        let kept: BTreeMap<u64, &Entry> = best.entries.iter().map(|e| (e.revision, e)).collect();
        let loses = plain.damaged > 0 || plain.entries.iter().any(|e| kept.get(&e.revision) != Some(&e));
        copies.mirror.rewrite_journal(id, &best.entries, loses)?;
    }
    let sound = plain.certain && plain.record.is_some();
    if !sound || !complete || plain.damaged > 0 {
        tally.to_mirror += 1;
    }
    let revision = best.record.assessment.revision;
    if sound && plain.base == revision && plain.record.as_ref() == Some(&best.record) {
        copies.mirror.manifest.note(Held {
            id: id.to_owned(),
            revision,
            since: best.since,
            archived: best.archived,
            sha256: plain.sha256.clone(),
            plain: None,
            journal: None,
        });
    } else {
        if plain.record.is_some() && !plain.certain && plain.record.as_ref() != Some(&best.record) {
            // Nobody knows who wrote it, but somebody did.
            copies.mirror.keep_plain(id)?;
        }
        copies.mirror.write_plain(&best.record, best.since, best.archived)?;
    }
    copies.mirror.note(id);
    Ok(())
}

impl Tally {
    /// Says what was repaired, in plain words.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let many = |n: usize| if n == 1 { "1 assessment".to_owned() } else { format!("{n} assessments") };
        if self.to_database > 0 {
            notices.push(Notice::repaired(format!(
                "{} could not be read whole from the register and came back from the plain copies. Nothing was lost.",
                many(self.to_database)
            )));
        }
        if self.to_mirror > 0 {
            notices.push(Notice::repaired(format!(
                "The plain copies of {} were missing, damaged or behind and were written again. Nothing was lost.",
                many(self.to_mirror)
            )));
        }
        for id in &self.doubtful {
            notices.push(Notice::lost(format!(
                "“{id}” could only be read from a plain copy that was changed outside this program. Read it through, or restore it from a backup."
            )));
        }
        for (id, template) in &self.waiting {
            notices.push(Notice::lost(format!(
                "“{id}” can be read only when its template “{template}” is installed. Put the template into the templates folder and start the program again. Nothing was changed."
            )));
        }
        for (id, revision) in &self.cut {
            notices.push(Notice::lost(format!(
                "“{id}” could be read up to change {revision}; the changes after it are damaged in both copies. The damaged files are kept. Compare it with a backup."
            )));
        }
        for (id, edits) in &self.gaps {
            notices.push(Notice::lost(format!(
                "“{id}” is whole, but {edits} of the changes that led to it can no longer be read and cannot be undone. Compare its history with a backup."
            )));
        }
        for id in &self.lost {
            notices.push(Notice::lost(format!(
                "“{id}” cannot be read, neither in the register nor in its plain copy. Its damaged files are kept. Restore it from a backup."
            )));
        }
        notices
    }
}
