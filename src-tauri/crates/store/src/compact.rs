//! Makes the database small again: everything is copied into a new one, which then takes the old one's place.

use std::fs;
use std::path::Path;

use crate::copies::Copies;
use crate::database::Database;
use crate::{Error, disk};

/// Copies the database into a new folder and swaps the two. The plain copies are not touched.
///
/// Gives the size of the database's files before and after, in bytes.
pub(crate) fn compact(copies: &mut Copies) -> Result<(u64, u64), Error> {
    let before = copies.database.size()?;
    disk::room(&copies.dir, before, copies.care.reserve)?;
    let (now, new, old) =
        (copies.dir.join("register"), copies.dir.join("register-new"), copies.dir.join("register-old"));
    let pulse = copies.pulse.clone();
    copies.database.copy_to(&new, &|| pulse.beat())?;
    // The old database must be closed before its folder is moved: sled drops its files with the last handle.
    let spare = Database::open(&copies.dir.join("register-spare"))?;
    drop(std::mem::replace(&mut copies.database, spare));
    let swap = || {
        fs::rename(&now, &old)?;
        fs::rename(&new, &now)?;
        disk::sync_folder(&copies.dir)
    };
    swap().map_err(|e| Error::Database(format!("the compacted register could not be put in place: {e}")))?;
    copies.database = Database::open(&now)?;
    finish(&copies.dir)?;
    Ok((before, copies.database.size()?))
}

/// Puts right what a compaction that was cut off left behind.
pub(crate) fn finish(dir: &Path) -> Result<(), Error> {
    let (now, old) = (dir.join("register"), dir.join("register-old"));
    let clear = || {
        if old.exists() && !now.exists() {
            fs::rename(&old, &now)?;
        }
        for name in ["register-old", "register-new", "register-spare"] {
            if dir.join(name).exists() {
                fs::remove_dir_all(dir.join(name))?;
            }
        }
        Ok::<(), std::io::Error>(())
    };
    clear().map_err(|e| Error::disk("Clearing away after compacting", &now, &e))
}
