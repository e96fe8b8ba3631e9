//! Opens the register with care: sled may panic, hang, or open with documents missing and say nothing.
//!
//! The database is opened under guard; where that fails, without its snapshots; where that fails, it is set aside and made
//! again from the plain copies. Then both copies are compared. The officer is told what happened.

use std::collections::BTreeMap;
use std::fs;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::copies::{Copies, Pulse, settings_path};
use crate::database::{Database, snapshots};
use crate::mirror::Mirror;
use crate::reconcile::{Side, Tally, all, survey};
use crate::session::Session;
use crate::{Care, Error, Notice, Summarise, Templates, disk, line, meta};

/// What the register asks of its caller.
#[derive(Clone)]
pub(crate) struct Hooks {
    pub templates: Templates,
    pub summarise: Summarise,
}

/// How the database was opened.
#[derive(Debug, PartialEq, Eq)]
enum How {
    AsItWas,
    WithoutSnapshots,
    /// Made again; the damaged one lies in this folder.
    Rebuilt(Option<String>),
}

struct Opened {
    database: Database,
    sides: BTreeMap<String, Side>,
    how: How,
}

/// Opens the register in `dir`.
pub(crate) fn open(
    dir: &Path,
    hooks: Hooks,
    care: Care,
    pulse: Pulse,
) -> Result<(Copies, Vec<Notice>), Error> {
    disk::make_folder(dir)?;
    let lock = disk::lock(dir)?;
    disk::room(dir, 0, care.reserve)?;
    crate::restore::finish(dir)?;
    crate::compact::finish(dir)?;
    for folder in ["plain", "files"] {
        disk::make_folder(&dir.join(folder))?;
    }
    let left = Session::read(dir);
    let mirror = Mirror::open(&dir.join("plain"));
    let listed = mirror.manifest.whole;
    let fresh = left.is_none() && !dir.join("register").exists() && mirror.ids().is_empty();
    let untouched = left.as_ref() == Some(&Session::closed(dir));
    let tries = if let Some(Session::Opening { tries }) = left { tries } else { 0 };
    Session::Opening { tries: tries + 1 }.write(dir)?;
    let opened = database(dir, !untouched || !listed, tries, &care, &pulse)?;
    let (Hooks { templates, summarise }, notices) = (hooks, Default::default());
    let (database, folder, behind) = (opened.database, dir.to_owned(), BTreeMap::new());
    let mut copies = Copies {
        dir: folder,
        database,
        mirror,
        templates,
        summarise,
        care,
        pulse,
        notices,
        behind,
        hot: None,
        lock,
    };
    match compare(&mut copies, &opened.sides) {
        Ok(_) if fresh => Ok((copies, Vec::new())),
        Ok(tally) => Ok((copies, notices_of(&left, untouched, listed, opened.how, &tally))),
        Err(e) => {
            if matches!(e, Error::Database(_)) {
                // A database that failed is neither flushed nor dropped.
                std::mem::forget(copies);
            }
            // It did come back from opening: the next attempt need not make the database again.
            let _ = left.map(|session| session.write(dir));
            Err(e)
        }
    }
}

/// Compares the copies, after a look at the format.
fn compare(copies: &mut Copies, sides: &BTreeMap<String, Side>) -> Result<Tally, Error> {
    if let Some(format) = meta::format(&copies.database.meta)?.filter(|f| *f > meta::FORMAT) {
        return Err(Error::Newer(format));
    }
    meta::set_format(&copies.database.meta)?;
    let tally = all(copies, sides)?;
    settings(copies)?;
    copies.mirror.manifest.rewrite()?;
    Session::Open.write(&copies.dir)?;
    Ok(tally)
}

/// Opens the database as far as that goes, and looks through it.
fn database(dir: &Path, full: bool, tries: u32, care: &Care, pulse: &Pulse) -> Result<Opened, Error> {
    let path = dir.join("register");
    // Twice the program did not come back from opening it: it is not tried a third time.
    let missing = !path.join("db").exists();
    if tries < 2 && !missing {
        if let Ok((database, sides)) = guarded(&path, full, care.patience * 3, pulse) {
            return Ok(Opened { database, sides, how: How::AsItWas });
        }
        if without_snapshots(dir, &path)
            && let Ok((database, sides)) = guarded(&path, true, care.patience * 3, pulse)
        {
            return Ok(Opened { database, sides, how: How::WithoutSnapshots });
        }
    }
    let aside =
        if path.exists() && !disk::files(&path).is_empty() { Some(disk::set_aside(&path)?) } else { None };
    let name = aside.and_then(|p| Some(p.file_name()?.to_string_lossy().into_owned()));
    let (database, sides) = guarded(&path, true, care.patience * 3, pulse).map_err(Error::Database)?;
    Ok(Opened { database, sides, how: How::Rebuilt(name) })
}

/// Moves sled's snapshots out of the database's folder; says whether there were any and they are gone.
fn without_snapshots(dir: &Path, path: &Path) -> bool {
    let found = snapshots(path);
    let out = |p: &PathBuf| {
        // Under another name in the same folder sled would still take it for a snapshot.
        let there = dir.join("register-snapshot");
        fs::rename(p, &there).is_ok() && disk::set_aside(&there).is_ok()
    };
    !found.is_empty() && found.iter().all(out)
}

/// Opens the database on a thread of its own that may panic or never come back.
fn guarded(
    path: &Path,
    full: bool,
    patience: Duration,
    pulse: &Pulse,
) -> Result<(Database, BTreeMap<String, Side>), String> {
    let (path, beat, (tell, told)) = (path.to_owned(), pulse.clone(), channel());
    let work = move || {
        let database = ManuallyDrop::new(Database::open(&path)?);
        let sides = survey(&database, full, &beat)?;
        Ok::<_, sled::Error>((ManuallyDrop::into_inner(database), sides))
    };
    let thread = move || {
        let outcome = catch_unwind(AssertUnwindSafe(work));
        // Nobody may be waiting any more; then a database that did open is let go without being dropped.
        if let Err(late) = tell.send(outcome) {
            std::mem::forget(late);
        }
    };
    std::thread::Builder::new().name("register-opening".into()).spawn(thread).map_err(|e| e.to_string())?;
    match wait(&told, patience, pulse) {
        Ok(Ok(outcome)) => outcome.map_err(|e| e.to_string()),
        Ok(Err(_)) => Err("the database is damaged".into()),
        Err(why) => Err(why.into()),
    }
}

/// Waits for an answer as long as there are signs of life.
pub(crate) fn wait<T>(
    told: &std::sync::mpsc::Receiver<T>,
    patience: Duration,
    pulse: &Pulse,
) -> Result<T, &'static str> {
    loop {
        let beats = pulse.count();
        match told.recv_timeout(patience) {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Timeout) if pulse.count() != beats => {}
            Err(RecvTimeoutError::Timeout) => return Err("the disk does not answer"),
            Err(RecvTimeoutError::Disconnected) => return Err("it ended unexpectedly"),
        }
    }
}

/// Compares the settings in the database with their plain file, which is written first and so is the newer.
fn settings(copies: &Copies) -> Result<(), Error> {
    let stored = meta::settings(&copies.database.meta)?;
    let bytes = fs::read(settings_path(&copies.dir)).unwrap_or_default();
    let plain = line::read::<BTreeMap<String, serde_json::Value>>(&bytes).whole.pop();
    let Some(plain) = plain else {
        return if stored.is_empty() { Ok(()) } else { copies.write_settings(&stored) };
    };
    for (key, value) in plain.iter().filter(|(k, v)| stored.get(*k) != Some(v)) {
        meta::set_setting(&copies.database.meta, key, value)?;
    }
    Ok(copies.database.flush()?)
}

fn notices_of(left: &Option<Session>, untouched: bool, listed: bool, how: How, tally: &Tally) -> Vec<Notice> {
    let lost = tally.lost.len() + tally.waiting.len() + tally.cut.len() + tally.doubtful.len();
    let outcome =
        if lost == 0 { "nothing lost".to_owned() } else { format!("{lost} need a look, see below") };
    let mut notices = Vec::new();
    match how {
        _ if left == &Some(Session::Restored) => {
            let text = format!("The register was restored from a backup: {} assessments, {outcome}.", tally.kept);
            notices.push(Notice::note(text));
            notices.extend(Tally { to_database: 0, ..tally.clone() }.notices());
            return notices;
        }
        How::Rebuilt(aside) => {
            let kept = aside.map(|a| format!(" The damaged database is kept in the folder {a}.")).unwrap_or_default();
            notices.push(Notice::repaired(format!(
                "The register could not be read and was rebuilt from the plain copies: {} assessments, {outcome}.{kept}",
                tally.kept
            )));
            notices.extend(Tally { to_database: 0, ..tally.clone() }.notices());
            return notices;
        }
        How::WithoutSnapshots => notices.push(Notice::repaired(format!(
            "A damaged part of the register was set aside. Both copies were compared: {} assessments, {outcome}.",
            tally.kept
        ))),
        How::AsItWas if matches!(left, Some(Session::Open | Session::Opening { .. })) => {
            notices.push(Notice::note(format!(
                "The program was not closed properly last time. Both copies of the register were compared: {} assessments, {outcome}.",
                tally.kept
            )));
        }
        How::AsItWas if !untouched => notices.push(Notice::repaired(format!(
            "The register's files were changed outside this program. Both copies were compared: {} assessments, {outcome}.",
            tally.kept
        ))),
        How::AsItWas => {}
    }
    if !listed {
        notices.push(Notice::repaired(
            "The list of the plain copies was missing or damaged and was made again.",
        ));
    }
    notices.extend(tally.notices());
    notices
}
