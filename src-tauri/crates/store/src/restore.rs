//! Takes a backup back: unpacked beside the register, every entry checked by its hash, and only then put in its place.

use std::fs::{self, File};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use model::File as Dpia;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::backup::{FORMAT, LIST, List, Listed};
use crate::manifest::Held;
use crate::mirror::is_id;
use crate::pack::hex;
use crate::session::Session;
use crate::{BackupSummary, Care, Entry, Error, attached, disk, line};

/// The most entries that a backup may have.
const MOST_ENTRIES: usize = 500_000;
/// The largest entry, in bytes.
const LARGEST: u64 = 2 << 30;
/// The largest sum of all entries, in bytes.
const LARGEST_SUM: u64 = 200 << 30;
/// The largest list of entries, in bytes.
const LARGEST_LIST: u64 = 128 << 20;
/// The largest `.dpia` file, in bytes: it is read into memory as a tree.
const LARGEST_PLAIN: u64 = 128 << 20;
/// The largest journal, in bytes: it is read into memory.
const LARGEST_JOURNAL: u64 = 512 << 20;

/// Restores a backup into the register folder `dir`, which must not be open. `progress` is told how many of how many entries
/// are done, and stops the work by saying `false`. With `replace`, a register that is there already is kept beside, in a
/// folder `replaced-<n>`. The database is made from the plain copies when the register is next opened.
///
/// # Errors
/// [`Error::Backup`] when the zip is no whole backup; [`Error::NotEmpty`], [`Error::InUse`], [`Error::Full`],
/// [`Error::Cancelled`], [`Error::Newer`]. The register is then as it was.
pub fn restore(
    zip: &Path,
    dir: &Path,
    replace: bool,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<BackupSummary, Error> {
    disk::make_folder(dir)?;
    let lock = disk::lock(dir)?;
    finish(dir)?;
    if !replace && holds_something(dir) {
        return Err(Error::NotEmpty);
    }
    let staging = free_name(dir, "restoring");
    let done = unpack(zip, dir, &staging, progress).and_then(|done| {
        let aside = free_name(dir, "replaced");
        let order = Order { staging: name(&staging), aside: name(&aside) };
        disk::write_whole(&dir.join("restore.json"), line::write(&order).as_bytes())?;
        finish(dir)?;
        Ok(done)
    });
    if done.is_err() && !dir.join("restore.json").exists() {
        // What was unpacked so far is of no use; the register itself was not touched.
        let _ = fs::remove_dir_all(&staging);
    }
    drop(lock);
    done
}

/// A restore that is checked and only has to be put in place.
#[derive(Serialize, Deserialize)]
struct Order {
    staging: String,
    aside: String,
}

/// What a list says of itself, read before the rest.
#[derive(Deserialize)]
struct Head {
    kind: String,
    format: u64,
}

/// Puts a checked restore in place; also one that was cut off there. Each step can be repeated.
pub(crate) fn finish(dir: &Path) -> Result<(), Error> {
    let path = dir.join("restore.json");
    let Some(order) = fs::read(&path).ok().and_then(|b| line::read::<Order>(&b).whole.pop()) else {
        return clear_unpacked(dir);
    };
    let (staging, aside) = (dir.join(&order.staging), dir.join(&order.aside));
    let put = || {
        fs::create_dir_all(&aside)?;
        for part in ["register", "session.json", "plain", "files"] {
            let (new, now, old) = (staging.join(part), dir.join(part), aside.join(part));
            let comes = new.exists();
            // A backup brings no database: the present one goes, and is made again.
            if now.exists() && !old.exists() && (comes || part == "register") {
                fs::rename(&now, &old)?;
                disk::step();
            }
            if comes {
                fs::rename(&new, &now)?;
                disk::step();
            }
        }
        disk::sync_folder(dir)?;
        fs::remove_file(&path)?;
        disk::step();
        let _ = fs::remove_dir(&staging);
        // Fails, rightly, when something was put aside.
        let _ = fs::remove_dir(&aside);
        disk::sync_folder(dir)
    };
    put().map_err(|e: std::io::Error| Error::disk("Putting the backup in place", dir, &e))
}

/// Removes what a restore had unpacked that was killed before it was checked.
fn clear_unpacked(dir: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with("restoring-") {
            let path = entry.path();
            fs::remove_dir_all(&path).map_err(|e| Error::disk("Clearing away after restoring", &path, &e))?;
        }
    }
    Ok(())
}

fn holds_something(dir: &Path) -> bool {
    !disk::files(&dir.join("plain")).is_empty() || !disk::files(&dir.join("register")).is_empty()
}

fn unpack(
    zip: &Path,
    dir: &Path,
    staging: &Path,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<BackupSummary, Error> {
    let unreadable = |e: std::io::Error| Error::Backup(format!("it cannot be read ({e})"));
    let mut file = File::open(zip).map_err(unreadable)?;
    if entries_told(&mut file).map_err(unreadable)? > MOST_ENTRIES as u64 {
        return Err(Error::Backup("it has too many entries".into()));
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| broken(&e))?;
    let list = list(&mut archive)?;
    disk::room(dir, list.entries.values().map(|e| e.size).sum(), Care::default().reserve)?;
    for part in ["plain", "files"] {
        disk::make_folder(&staging.join(part))?;
    }
    let mut done = BackupSummary::default();
    for (n, (name, listed)) in list.entries.iter().enumerate() {
        entry(&mut archive, name, listed, staging)?;
        done.assessments += usize::from(name.ends_with(".dpia"));
        done.files += usize::from(name.starts_with("files/"));
        done.bytes += listed.size;
        if !progress(n + 1, list.entries.len()) {
            return Err(Error::Cancelled);
        }
    }
    Session::Restored.write(staging)?;
    for part in ["plain", "files"] {
        let folder = staging.join(part);
        disk::sync_folder(&folder).map_err(|e| Error::disk("Unpacking the backup", &folder, &e))?;
    }
    Ok(done)
}

/// Reads how many entries the end record says that there are (APPNOTE 4.3.16; 4.3.14 for zip64), before anything is made of
/// them: a zip of nothing but names would otherwise fill the memory.
fn entries_told(file: &mut File) -> std::io::Result<u64> {
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(1 << 17)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    file.rewind()?;
    let record = |sign: &[u8]| tail.windows(4).rposition(|w| w == sign).and_then(|at| tail.get(at..));
    let short = record(b"PK\x05\x06").and_then(|r| r.get(10..12)?.try_into().ok()).map(u16::from_le_bytes);
    let long = record(b"PK\x06\x06").and_then(|r| r.get(32..40)?.try_into().ok()).map(u64::from_le_bytes);
    Ok(long.unwrap_or(0).max(short.unwrap_or(0).into()))
}

/// Reads the list of entries, and checks that the zip holds these and no others.
fn list<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<List, Error> {
    let wrong = |what: &str| Error::Backup(what.to_owned());
    if archive.len() > MOST_ENTRIES {
        return Err(wrong("it has too many entries"));
    }
    let mut json = Vec::new();
    let entry = archive.by_name(LIST).map_err(|_| wrong("it has no list of its entries"))?;
    entry.take(LARGEST_LIST).read_to_end(&mut json).map_err(|e| broken(&e))?;
    match serde_json::from_slice::<Head>(&json) {
        Ok(head) if head.kind != "dpia-backup" => return Err(wrong("it is no backup of this program")),
        Ok(Head { format: FORMAT, .. }) => {}
        Ok(head) => return Err(Error::Newer(head.format)),
        Err(_) => return Err(wrong("it is no backup of this program")),
    }
    let list: List = serde_json::from_slice(&json).map_err(|e| broken(&e))?;
    if archive.len() != list.entries.len() + 1 {
        return Err(wrong("it holds more or less than it lists"));
    }
    if let Some(name) = list.entries.keys().find(|n| !is_ours(n)) {
        return Err(Error::Backup(format!(
            "it holds a file that does not belong there ({})",
            name.escape_debug()
        )));
    }
    let sum = list.entries.values().try_fold(0u64, |sum, e| sum.checked_add(e.size));
    if sum.is_none_or(|s| s > LARGEST_SUM) || list.entries.values().any(|e| e.size > LARGEST) {
        return Err(wrong("it is too large"));
    }
    Ok(list)
}

/// Says whether a name is one that a backup has; none of these leads out of the folder.
fn is_ours(name: &str) -> bool {
    let plain = |n: &str| {
        let id = n.strip_suffix(".dpia").or_else(|| n.strip_suffix(".journal"));
        n == "manifest.jsonl" || n == "settings.json" || id.is_some_and(is_id)
    };
    name.strip_prefix("plain/").is_some_and(plain)
        || name.strip_prefix("files/").is_some_and(attached::is_hash)
}

/// Unpacks an entry and checks its size, its hash, and that it can be read as what it is.
fn entry<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    listed: &Listed,
    staging: &Path,
) -> Result<(), Error> {
    let wrong = || Error::Backup(format!("{name} in it is damaged"));
    let from = archive.by_name(name).map_err(|_| wrong())?;
    let path = staging.join(name);
    let failed = |e: std::io::Error| Error::disk("Unpacking the backup", &path, &e);
    let mut to = File::create(&path).map_err(failed)?;
    let (mut sha, mut size, mut block) = (Sha256::new(), 0u64, vec![0; 1 << 16]);
    let mut from = from.take(listed.size.saturating_add(1));
    loop {
        let n = from.read(&mut block).map_err(|_| wrong())?;
        let Some(bytes) = block.get(..n).filter(|b| !b.is_empty()) else { break };
        sha.update(bytes);
        size += n as u64;
        to.write_all(bytes).map_err(failed)?;
    }
    to.sync_all().map_err(failed)?;
    disk::step();
    if size != listed.size || hex(&sha.finalize()) != listed.sha256 {
        return Err(wrong());
    }
    if !name.starts_with("files/") && !reads(name, &path, size) {
        return Err(wrong());
    }
    if let Some(hash) = name.strip_prefix("files/").filter(|h| *h != listed.sha256) {
        return Err(Error::Backup(format!("the attached file {hash} in it is not what its name says")));
    }
    Ok(())
}

fn reads(name: &str, path: &Path, size: u64) -> bool {
    let most = if name.ends_with(".dpia") { LARGEST_PLAIN } else { LARGEST_JOURNAL };
    if size > most {
        return false;
    }
    let bytes = fs::read(path).unwrap_or_default();
    let whole = |torn: bool, damaged: usize| !torn && damaged == 0;
    let id =
        name.strip_prefix("plain/").and_then(|n| n.split_once('.')).map(|(id, _)| id).unwrap_or_default();
    if name.ends_with(".dpia") {
        Dpia::from_bytes(&bytes).is_ok_and(|f| f.assessment.id == id)
    } else if name.ends_with(".journal") {
        let lines = line::read_of::<Entry>(id, &bytes);
        whole(lines.torn, lines.damaged)
    } else if name.ends_with("manifest.jsonl") {
        let lines = line::read::<Held>(&bytes);
        whole(lines.torn, lines.damaged)
    } else {
        let lines = line::read::<serde_json::Value>(&bytes);
        whole(lines.torn, lines.damaged)
    }
}

fn broken(e: &dyn std::fmt::Display) -> Error {
    Error::Backup(format!("it is damaged or incomplete ({e})"))
}

fn free_name(dir: &Path, stem: &str) -> PathBuf {
    let free = (1u32..).map(|n| dir.join(format!("{stem}-{n}"))).find(|p| !p.exists());
    free.unwrap_or_else(|| dir.join(stem))
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
