//! Files that leave the desk or come to it: exports, attachments, backups.

use std::path::Path;

use model::{Answer, AttachmentRef, Change, Edit, How};

use crate::desk::{BACKUP, Desk, lock};
use crate::printed::attached;
use crate::working::Working;
use crate::{Error, Now, wire};

/// A file larger than this is not attached: it would travel in every copy of the assessment.
const LARGEST_ATTACHMENT: usize = 25 * 1024 * 1024;

impl Desk {
    /// Gives what an export holds: the bytes, and the pages of a PDF. `progress` is told what is done, of how much, and says
    /// whether to go on.
    ///
    /// # Errors
    /// [`Error::Pdf`] when it was cancelled or cannot be written; [`Error::Store`].
    pub fn export(
        &self,
        id: &str,
        what: wire::ExportWhat,
        progress: &mut dyn FnMut(wire::Step) -> bool,
    ) -> Result<(Vec<u8>, Option<usize>), Error> {
        let mut file = self.printed_file(id)?;
        let template = self.template(&file.assessment)?;
        if what == wire::ExportWhat::Pdf {
            // The PDF goes to partners; what reviewers said among themselves does not.
            // Nor do the documents that partners sent: they stay in the register, in backups and in .dpia files.
            let versions = file.versions.iter_mut().map(|v| &mut v.assessment);
            for assessment in versions.chain([&mut file.assessment]) {
                assessment.comments.clear();
                assessment.received.clear();
            }
            let named: Vec<String> = file
                .versions
                .iter()
                .map(|v| &v.assessment)
                .chain([&file.assessment])
                .flat_map(|a| a.file_names().into_iter().map(str::to_owned).collect::<Vec<_>>())
                .collect();
            file.files.retain(|name, _| named.contains(name));
        }
        match what {
            wire::ExportWhat::Pdf => {
                let of = self.paper(id)?.pages;
                let bytes = crate::render(&template, &file, &mut |done| progress(wire::Step { done, of }))?;
                Ok((bytes, Some(of)))
            }
            wire::ExportWhat::Csv => Ok((crate::csv(&template, &file)?, None)),
            wire::ExportWhat::Dpia => Ok((file.to_bytes(), None)),
        }
    }

    /// Gives the name that a file is offered: “Home-to-School Transport 2.0.pdf”, without what no system allows in names.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn file_name(&self, id: &str, what: wire::ExportWhat) -> Result<String, Error> {
        let a = self.register.get(id)?;
        let ending = match what {
            wire::ExportWhat::Pdf => "pdf",
            wire::ExportWhat::Csv => "csv",
            wire::ExportWhat::Dpia => "dpia",
        };
        let clean = |c: char| if c.is_control() || r#"<>:"/\|?*"#.contains(c) { ' ' } else { c };
        let name: String = a.name.chars().map(clean).take(80).collect();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { "DPIA" } else { name.trim_matches('.') };
        let draft = if a.status.is_open() { " draft" } else { "" };
        Ok(format!("{name} {}{draft}.{ending}", a.version))
    }

    /// Attaches files to a field.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for one that is too large; as [`Desk::edit`].
    pub fn attach(
        &self,
        args: &wire::AttachArgs,
        files: &[(String, Vec<u8>)],
        now: &Now,
    ) -> Result<wire::View, Error> {
        let working = self.working(&args.id)?;
        let mut working = lock(&working);
        let at: model::Place = args.at.clone().into();
        let mut list = attached(&working.assessment, &at);
        for (name, bytes) in files {
            if bytes.len() > LARGEST_ATTACHMENT {
                return Err(Error::AttachmentTooLarge(name.clone(), LARGEST_ATTACHMENT / 1024 / 1024));
            }
            list.push(attachment(name, bytes, self.register.put_file(bytes)?));
        }
        self.keep_attached(&mut working, args.against, at, list, now)
    }

    /// Keeps what is attached to a field, as an edit of the officer's.
    pub(crate) fn keep_attached(
        &self,
        working: &mut Working,
        against: u64,
        at: model::Place,
        list: Vec<AttachmentRef>,
        now: &Now,
    ) -> Result<wire::View, Error> {
        let template = self.template(&working.assessment)?;
        let edit = Edit {
            against,
            by: self.settings().officer,
            at: now.at.clone(),
            change: Change::SetAnswer { at, answer: Some(Answer::Attachments(list)) },
            group: None,
            how: How::Made,
        };
        self.make(working, &template, &edit)?;
        self.view_of(working)
    }

    /// Writes a backup of everything into one zip file.
    ///
    /// # Errors
    /// [`Error::Store`] when it was cancelled or cannot be written; a file that was there is then as it was.
    pub fn backup(
        &self,
        to: &Path,
        now: &Now,
        progress: &mut dyn FnMut(wire::Step) -> bool,
    ) -> Result<wire::LastBackup, Error> {
        self.register.backup(to, &mut |done, of| progress(wire::Step { done, of }))?;
        let last = wire::LastBackup { at: now.at.clone(), path: to.display().to_string() };
        self.register.set_setting(BACKUP, &serde_json::to_value(&last).unwrap_or_default())?;
        Ok(last)
    }
}

impl Desk {
    /// Gives the content of an attached file, checked by its hash.
    ///
    /// # Errors
    /// [`Error::Store`] when it is missing or damaged.
    pub fn attached(&self, sha256: &str) -> Result<Vec<u8>, Error> {
        Ok(self.register.get_file(sha256)?)
    }

    /// Makes the backup that the settings ask for, when it is due; gives nothing when it is not.
    ///
    /// # Errors
    /// As [`Desk::backup`].
    pub fn backup_when_due(&self, now: &Now) -> Result<Option<wire::LastBackup>, Error> {
        let settings = self.settings();
        if settings.backup_folder.is_empty() || settings.backup_days == 0 {
            return Ok(None);
        }
        let last = self.register.setting(BACKUP)?;
        let last: Option<wire::LastBackup> = last.and_then(|v| serde_json::from_value(v).ok());
        if last.is_some_and(|l| now.days_since(&l.at) < i64::from(settings.backup_days)) {
            return Ok(None);
        }
        let to = Path::new(&settings.backup_folder).join(format!("DPIA backup {}.zip", now.day));
        self.backup(&to, now, &mut |_| !self.is_stopping()).map(Some)
    }
}

/// Restores a backup into the register folder `to`, which must not be open; see [`store::restore`].
///
/// # Errors
/// [`Error::Store`]; the register is then as it was.
pub fn restore(
    backup: &Path,
    to: &Path,
    replace: bool,
    progress: &mut dyn FnMut(wire::Step) -> bool,
) -> Result<store::BackupSummary, Error> {
    let restored = store::restore(backup, to, replace, &mut |done, of| progress(wire::Step { done, of }))?;
    // The index of words was that of the other register; it is made anew.
    let _ = std::fs::remove_dir_all(to.join("words"));
    Ok(restored)
}

/// Gives the folder of the register: where `DPIA_WORKBENCH_DIR` says, else in the system's folder for a program's data.
pub fn folder() -> Option<std::path::PathBuf> {
    match std::env::var_os("DPIA_WORKBENCH_DIR") {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => dirs::data_local_dir().map(|d| d.join("uk.dpia.workbench")),
    }
}

/// Writes a file whole or not at all: beside it first, then in its place.
///
/// # Errors
/// [`Error::File`].
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let beside = path.with_file_name(name);
    let whole = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    whole.map_err(|e| {
        let _ = std::fs::remove_file(&beside);
        Error::File(path.display().to_string(), "written", e.to_string())
    })
}

/// Reads a file, up to `largest` bytes.
///
/// # Errors
/// [`Error::File`]; [`Error::TooLarge`].
pub fn read_file(path: &Path, largest: u64) -> Result<Vec<u8>, Error> {
    use std::io::Read;
    let failed = |e: std::io::Error| Error::File(path.display().to_string(), "read", e.to_string());
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(largest + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > largest {
        return Err(Error::TooLarge((largest / 1024 / 1024) as usize));
    }
    Ok(bytes)
}

pub(crate) fn attachment(name: &str, bytes: &[u8], sha256: String) -> AttachmentRef {
    let (title, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let pages = pdf::read(bytes).ok().and_then(|r| u32::try_from(r.page_words.len()).ok());
    let what = match ending.to_lowercase().as_str() {
        "pdf" => "PDF",
        "doc" | "docx" | "odt" | "rtf" => "document",
        "xls" | "xlsx" | "ods" | "csv" => "spreadsheet",
        "ppt" | "pptx" | "odp" => "presentation",
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "tif" | "tiff" | "svg" => "picture",
        "vsd" | "vsdx" | "drawio" => "diagram",
        _ => "file",
    };
    AttachmentRef {
        sha256,
        title: title.to_owned(),
        file_name: name.to_owned(),
        size: bytes.len() as u64,
        what: what.to_owned(),
        pages,
        printed: Vec::new(),
    }
}
