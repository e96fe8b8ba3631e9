//! Files written so that they are there, whole, after the power fails.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::Error;

/// The size and time of a file's last change: enough to see that nobody touched it, without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub changed: u64,
}

/// How the names of files end that are not whole yet.
const PARTIAL: &str = ".partial";

/// Gives a file's stamp; `None` when there is no such file.
pub(crate) fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::metadata(path).ok()?;
    let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(Stamp { size: data.len(), changed: u64::try_from(changed.as_nanos()).ok()? })
}

/// Writes a file whole or not at all: a temporary file beside it, fsync, rename, fsync of the folder.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // Two threads may write the same attached file at the same time.
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let partial = path.with_file_name(format!("{name}.{}{PARTIAL}", WRITTEN.fetch_add(1, Ordering::Relaxed)));
    let write = || {
        let mut file = File::create(&partial)?;
        file.write_all(bytes)?;
        step();
        file.sync_all()?;
        fs::rename(&partial, path)?;
        step();
        Ok(())
    };
    write().and_then(|()| sync_folder(path.parent().unwrap_or(path))).map_err(|e| {
        // What is left of the attempt only takes room.
        let _ = fs::remove_file(&partial);
        Error::disk("Writing a file", path, &e)
    })
}

/// Appends to a file and waits until it is on the disk. When that fails, the file is cut back to what it was.
pub(crate) fn append(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let doing = |e: std::io::Error| Error::disk("Writing a file", path, &e);
    let fresh = !path.exists();
    let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(doing)?;
    let before = file.metadata().map_err(doing)?.len();
    let mut write = || {
        file.write_all(bytes)?;
        step();
        file.sync_data()?;
        if fresh { sync_folder(path.parent().unwrap_or(path)) } else { Ok(()) }
    };
    if let Err(e) = write() {
        // A line that stays half-written would spoil the next one: then nothing more may be written.
        return Err(match file.set_len(before).and_then(|()| file.sync_data()) {
            Ok(()) => doing(e),
            Err(_) => Error::Database(e.to_string()),
        });
    }
    step();
    Ok(())
}

/// Moves a file or folder.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    step();
    fs::rename(from, to).map_err(|e| Error::disk("Moving a file", from, &e))?;
    step();
    Ok(())
}

/// Removes what [`write_whole`] left in a folder when the process was killed.
pub(crate) fn clear_partial(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().ends_with(PARTIAL) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Marks a place between two steps, where the tests end the process.
pub(crate) fn step() {
    #[cfg(test)]
    crate::tests::steps::passed();
}

/// Makes a rename or a new file in a folder last.
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    // Windows has no such call; its file system keeps renames in order by itself.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Makes a folder, with those above it.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|e| Error::disk("Making a folder", folder, &e))
}

/// Says whether so many bytes can be written and `reserve` stay free.
pub(crate) fn room(folder: &Path, bytes: u64, reserve: u64) -> Result<(), Error> {
    // Where the system does not tell, the write itself will.
    let Ok(free) = fs4::available_space(folder) else { return Ok(()) };
    let needed = bytes.saturating_add(reserve);
    if free >= needed {
        Ok(())
    } else {
        Err(Error::Full { needed: needed.div_ceil(1 << 20), free: free >> 20 })
    }
}

/// Locks the register against a second process, until the file is dropped.
pub(crate) fn lock(dir: &Path) -> Result<File, Error> {
    let path = dir.join("lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(|e| Error::disk("Opening the register", &path, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse),
        Err(TryLockError::Error(e)) => Err(Error::disk("Opening the register", &path, &e)),
    }
}

/// Moves a file or folder aside, and gives its new name.
pub(crate) fn set_aside(path: &Path) -> Result<PathBuf, Error> {
    let aside = aside(path);
    fs::rename(path, &aside).map_err(|e| Error::disk("Moving damaged files aside", path, &e))?;
    step();
    Ok(aside)
}

/// Gives the first free name `<name>-damaged-<n>` beside a file or folder.
pub(crate) fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let aside = (1u32..).map(|n| path.with_file_name(format!("{name}-damaged-{n}"))).find(|p| !p.exists());
    aside.unwrap_or_else(|| path.with_extension("damaged"))
}

/// Lists the files of a folder and those below, as paths relative to it, in order of name.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => {
                    found.extend(entry.path().strip_prefix(folder).ok().map(Path::to_owned))
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}
