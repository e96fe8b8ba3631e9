//! Documents that wait to be accepted. They are kept beside the register, not in it: each as it came, with the lines that say
//! what was done with it since. What is torn off at the end by a kill is one line.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::mirror::is_id;
use crate::{Care, Error, Register, disk, line};

const FOLDER: &str = "waiting";

impl Register {
    /// Keeps a document that waits, with a line about it. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`Error::Id`] for a name that cannot be a file's; [`Error::Full`] or [`Error::Disk`].
    pub fn put_waiting(&self, id: &str, bytes: &[u8], about: &Value) -> Result<(), Error> {
        let [document, lines] = paths(&self.dir, id)?;
        disk::make_folder(&self.dir.join(FOLDER))?;
        disk::room(&self.dir, bytes.len() as u64, Care::default().reserve)?;
        disk::write_whole(&document, bytes)?;
        disk::write_whole(&lines, line::write(about).as_bytes())
    }

    /// Adds a line to a document that waits.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not wait; [`Error::Disk`].
    pub fn add_to_waiting(&self, id: &str, what: &Value) -> Result<(), Error> {
        let [_, lines] = paths(&self.dir, id)?;
        if !lines.exists() {
            return Err(Error::NotFound(id.to_owned()));
        }
        disk::append(&lines, line::write(what).as_bytes())
    }

    /// Lists what waits: each name with its lines, in order of name. What cannot be read is left out.
    pub fn waiting(&self) -> Vec<(String, Vec<Value>)> {
        let names = disk::files(&self.dir.join(FOLDER)).into_iter();
        let ids = names.filter_map(|p| p.to_str()?.strip_suffix(".lines").map(str::to_owned));
        ids.filter_map(|id| Some((id.clone(), self.lines_of(&id).ok()?))).collect()
    }

    /// Reads a document that waits, as it came, and its lines. A line that a kill has torn is left out.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not wait; [`Error::Disk`].
    pub fn waiting_document(&self, id: &str) -> Result<(Vec<u8>, Vec<Value>), Error> {
        let lines = self.lines_of(id)?;
        let [document, _] = paths(&self.dir, id)?;
        let bytes =
            fs::read(&document).map_err(|e| Error::disk("Reading a document that waits", &document, &e))?;
        Ok((bytes, lines))
    }

    /// Lets a document that waits go.
    ///
    /// # Errors
    /// [`Error::Disk`].
    pub fn drop_waiting(&self, id: &str) -> Result<(), Error> {
        // Without its lines it does not wait any more.
        for path in paths(&self.dir, id)?.iter().rev().filter(|p| p.exists()) {
            fs::remove_file(path).map_err(|e| Error::disk("Removing a document", path, &e))?;
        }
        Ok(())
    }

    fn lines_of(&self, id: &str) -> Result<Vec<Value>, Error> {
        let [_, lines] = paths(&self.dir, id)?;
        let bytes = fs::read(&lines).map_err(|_| Error::NotFound(id.to_owned()))?;
        let read = line::read(&bytes);
        if read.torn {
            // What is added next must begin a line.
            let whole = read.whole.iter().map(|l: &Value| line::write(l)).collect::<String>();
            disk::write_whole(&lines, whole.as_bytes())?;
        }
        Ok(read.whole)
    }
}

/// Removes what a kill has left of documents that do not wait: no officer has seen them.
pub(crate) fn tidy(dir: &Path) {
    let folder = dir.join(FOLDER);
    disk::clear_partial(&folder);
    let loose = |p: &PathBuf| {
        p.extension().is_some_and(|e| e == "document") && !folder.join(p).with_extension("lines").exists()
    };
    for document in disk::files(&folder).iter().filter(|p| loose(p)) {
        let _ = fs::remove_file(folder.join(document));
    }
}

/// Gives the paths of a document and of its lines.
fn paths(dir: &Path, id: &str) -> Result<[PathBuf; 2], Error> {
    if !is_id(id) {
        return Err(Error::Id(id.to_owned()));
    }
    let folder = dir.join(FOLDER);
    Ok([folder.join(format!("{id}.document")), folder.join(format!("{id}.lines"))])
}
