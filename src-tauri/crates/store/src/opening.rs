//! Opens the register with care: sled may panic, hang, or open with documents missing and say nothing.
//!
//! The database is opened under guard; where that fails, without its snapshots; where that fails, it is set aside and made
//! again from the plain copies. Then both copies are compared. The officer is told what happened.

use std::collections::{BTreeMap, BTreeSet};
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
    disk::clear_partial(dir);
    disk::clear_partial(&dir.join("files"));
    crate::waiting::tidy(dir);
    let left = Session::read(dir);
    let mirror = Mirror::open(&dir.join("plain"));
    let listed = mirror.manifest.whole;
    let fresh = left.is_none() && !dir.join("register").exists() && mirror.ids().is_empty();
    let untouched = left.as_ref() == Some(&Session::closed(dir));
    let tries = if let Some(Session::Opening { tries }) = left { tries } else { 0 };
    Session::Opening { tries: tries.saturating_add(1) }.write(dir)?;
    // Twice the program did not come back from opening the database: it is not tried a third time, unless the plain copies
    // alone would not give everything back.
    let avoid = tries >= 2 && mirror.is_whole(&hooks.templates, &|| pulse.beat());
    let opened = database(dir, !untouched || !listed, avoid, &care, &pulse).inspect_err(|_| {
        // It did come back, and nothing was changed.
        let _ = left.as_ref().map(|session| session.write(dir));
    })?;
    Session::Open.write(dir)?;
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
        gaps: BTreeSet::new(),
        hot: None,
        lock,
    };
    match compare(&mut copies, &opened.sides) {
        Ok(_) if fresh => Ok((copies, Vec::new())),
        Ok(tally) => Ok((copies, notices_of(&left, untouched, listed, opened.how, &tally))),
        Err(e) => {
            if matches!(e, Error::Database(_)) {
                // A database that failed is neither flushed nor dropped. The next attempt looks through all of it.
                std::mem::forget(copies);
            } else {
                copies.database.close(care.patience, &|| copies.pulse.beat())?;
                let _ = left.filter(|_| matches!(e, Error::Newer(_))).map(|session| session.write(dir));
            }
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
    disk::step();
    copies.mirror.settle()?;
    Ok(tally)
}

/// Opens the database as far as that goes, and looks through it.
///
/// # Errors
/// [`Error::InUse`] and [`Error::Disk`] when it is not the database's fault: then it is left as it is.
fn database(dir: &Path, full: bool, avoid: bool, care: &Care, pulse: &Pulse) -> Result<Opened, Error> {
    let path = dir.join("register");
    if !avoid && path.join("db").exists() {
        match guarded(&path, full, care, pulse) {
            Ok((database, sides)) => return Ok(Opened { database, sides, how: How::AsItWas }),
            Err(e @ (Error::InUse | Error::Disk { .. })) => return Err(e),
            Err(_) => {}
        }
        disk::step();
        if without_snapshots(dir, &path)
            && let Ok((database, sides)) = guarded(&path, true, care, pulse)
        {
            return Ok(Opened { database, sides, how: How::WithoutSnapshots });
        }
    }
    let empty = path.is_dir() && disk::files(&path).is_empty();
    let aside = if path.exists() && !empty { Some(disk::set_aside(&path)?) } else { None };
    let name = aside.and_then(|p| Some(p.file_name()?.to_string_lossy().into_owned()));
    let (database, sides) = guarded(&path, true, care, pulse)?;
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
    care: &Care,
    pulse: &Pulse,
) -> Result<(Database, BTreeMap<String, Side>), Error> {
    let (path, beat, patience, (tell, told)) = (path.to_owned(), pulse.clone(), care.patience, channel());
    let work = move || {
        let database = ManuallyDrop::new(Database::open(&path, patience)?);
        let sides = survey(&database, full, &beat)?;
        Ok::<_, Error>((ManuallyDrop::into_inner(database), sides))
    };
    let thread = move || {
        let outcome = catch_unwind(AssertUnwindSafe(work));
        // Nobody may be waiting any more; then a database that did open is let go without being dropped.
        if let Err(late) = tell.send(outcome) {
            std::mem::forget(late);
        }
    };
    let builder = std::thread::Builder::new().name("register-opening".into());
    builder.spawn(thread).map_err(|e| Error::disk("Opening the register", Path::new("register"), &e))?;
    match wait(&told, patience * 3, pulse) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Error::Database("the database is damaged".into())),
        Err(why) => Err(Error::Database(why.into())),
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
    let lost =
        tally.lost.len() + tally.waiting.len() + tally.cut.len() + tally.gaps.len() + tally.doubtful.len();
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
