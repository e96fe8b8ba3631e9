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
    let (pulse, patience) = (copies.pulse.clone(), copies.care.patience);
    let beat = || pulse.beat();
    finish(&copies.dir)?;
    copies.database.copy_to(&new, patience, &beat)?;
    // The old database must be closed before its folder is moved: sled drops its files with the last handle.
    let spare = Database::open(&copies.dir.join("register-spare"), patience)?;
    let swapped = std::mem::replace(&mut copies.database, spare).close(patience, &beat).and_then(|()| {
        disk::rename(&now, &old)?;
        disk::rename(&new, &now)?;
        disk::sync_folder(&copies.dir).map_err(|e| Error::disk("Compacting", &now, &e))?;
        Database::open(&now, patience)
    });
    // Without its database the register cannot go on: it stops, and is put right when it is next opened.
    let swapped = swapped.map_err(|e| match e {
        Error::Database(why) => Error::Database(why),
        e => Error::Database(format!("the compacted register could not be put in place: {e}")),
    });
    std::mem::replace(&mut copies.database, swapped?).close(patience, &beat)?;
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
                disk::step();
                fs::remove_dir_all(dir.join(name))?;
            }
        }
        Ok::<(), std::io::Error>(())
    };
    clear().map_err(|e| Error::disk("Clearing away after compacting", &now, &e))
}
