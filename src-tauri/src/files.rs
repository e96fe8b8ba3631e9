//! Files that the system hands over: named when the program is started, or chosen in its dialogs.

use std::path::{Path, PathBuf};

use desk::wire::{Code, ExportWhat, Problem};
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// The endings of the files that can be opened.
const READ: [&str; 12] =
    ["dpia", "pdf", "docx", "doc", "docm", "json", "odt", "rtf", "html", "htm", "txt", "md"];

/// Lists the files that a command line names, which may be relative to `folder`.
pub fn named(args: &[String], folder: &Path) -> Vec<PathBuf> {
    let is_ours = |path: &PathBuf| {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        READ.contains(&ending.as_str())
    };
    args.iter().skip(1).map(|a| folder.join(a)).filter(is_ours).collect()
}

/// Asks where to save a file; `None` when the dialog was left.
///
/// # Errors
/// When the place is none that a file can be written to.
pub async fn where_to(
    app: &AppHandle,
    name: &str,
    kind: &str,
    ending: &str,
) -> Result<Option<PathBuf>, Problem> {
    let (tell, told) = oneshot::channel();
    let dialog = app.dialog().file().set_file_name(name).add_filter(kind, &[ending]);
    dialog.save_file(move |path| {
        let _ = tell.send(path);
    });
    let path = local(told.await.ok().flatten())?;
    // Some systems' dialogs leave the ending to the person.
    Ok(path.map(|p| if p.extension().is_some() { p } else { p.with_extension(ending) }))
}

/// Asks which files to open; `None` when the dialog was left.
///
/// # Errors
/// When what was chosen is not a file on this computer.
pub async fn which(app: &AppHandle) -> Result<Option<Vec<PathBuf>>, Problem> {
    let (tell, told) = oneshot::channel();
    let dialog = app.dialog().file().add_filter("DPIA: Word, PDF, data or text", &READ);
    dialog.pick_files(move |paths| {
        let _ = tell.send(paths);
    });
    let Some(chosen) = told.await.ok().flatten() else { return Ok(None) };
    let paths = chosen.into_iter().map(|path| local(Some(path))).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(paths.into_iter().flatten().collect()))
}

/// Asks which backup to restore; `None` when the dialog was left.
///
/// # Errors
/// When what was chosen is not a file on this computer.
pub async fn which_backup(app: &AppHandle) -> Result<Option<PathBuf>, Problem> {
    let (tell, told) = oneshot::channel();
    app.dialog().file().add_filter("Backup (ZIP)", &["zip"]).pick_file(move |path| {
        let _ = tell.send(path);
    });
    local(told.await.ok().flatten())
}

/// Asks which picture is the logo; `None` when the dialog was left.
///
/// # Errors
/// When what was chosen is not a file on this computer.
pub async fn which_logo(app: &AppHandle) -> Result<Option<PathBuf>, Problem> {
    let (tell, told) = oneshot::channel();
    app.dialog().file().add_filter("Picture (PNG or JPEG)", &["png", "jpg", "jpeg"]).pick_file(move |path| {
        let _ = tell.send(path);
    });
    local(told.await.ok().flatten())
}

/// Asks for a folder; `None` when the dialog was left.
///
/// # Errors
/// When what was chosen is not a folder on this computer.
pub async fn which_folder(app: &AppHandle) -> Result<Option<PathBuf>, Problem> {
    let (tell, told) = oneshot::channel();
    app.dialog().file().pick_folder(move |path| {
        let _ = tell.send(path);
    });
    local(told.await.ok().flatten())
}

/// Asks which files to attach; none when the dialog was left.
///
/// # Errors
/// When what was chosen is not a file on this computer.
pub async fn which_to_attach(app: &AppHandle) -> Result<Vec<PathBuf>, Problem> {
    let (tell, told) = oneshot::channel();
    app.dialog().file().pick_files(move |paths| {
        let _ = tell.send(paths);
    });
    let chosen = told.await.ok().flatten().unwrap_or_default();
    chosen.into_iter().filter_map(|p| local(Some(p)).transpose()).collect()
}

/// Says what kind of file an export is, in the words of a dialog, and its ending.
pub fn kind(what: ExportWhat) -> (&'static str, &'static str) {
    match what {
        ExportWhat::Pdf => ("PDF", "pdf"),
        ExportWhat::Csv => ("Table (CSV)", "csv"),
        ExportWhat::Dpia => ("DPIA", "dpia"),
    }
}

fn local(path: Option<FilePath>) -> Result<Option<PathBuf>, Problem> {
    path.map(FilePath::into_path).transpose().map_err(|_| Problem {
        code: Code::Other,
        message: "This place is not a folder on this computer. Choose another one.".into(),
        hints: Vec::new(),
    })
}

/// Writes a PDF into the program's folder for what is to be printed, and opens it in the system's program for PDFs.
///
/// # Errors
/// When it cannot be written, or the system has no program for PDFs.
pub fn to_print(name: &str, pdf: &[u8]) -> Result<PathBuf, Problem> {
    // A folder for each, since a viewer may still have an earlier one in hand.
    let folder = print_folder().join(desk::new_id());
    let path = folder.join(name);
    std::fs::create_dir_all(&folder).map_err(|e| cannot_print(&folder, &e.to_string()))?;
    only_mine(&print_folder()).map_err(|e| cannot_print(&folder, &e.to_string()))?;
    desk::write_file(&path, pdf)?;
    opener::open(&path).map_err(|e| cannot_print(&path, &e.to_string()))?;
    Ok(path)
}

/// Removes what was printed when the program ran before.
pub fn clear_printed() {
    let _ = std::fs::remove_dir_all(print_folder());
}

fn print_folder() -> PathBuf {
    std::env::temp_dir().join("uk.dpia.workbench.print")
}

/// Lets nobody else look into a folder.
#[cfg(unix)]
fn only_mine(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// On other systems the folder for temporary files is each person's own.
#[cfg(not(unix))]
fn only_mine(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn cannot_print(path: &Path, reason: &str) -> Problem {
    Problem {
        code: Code::Other,
        message: format!(
            "The paper could not be opened for printing ({}: {reason}). Export it as a PDF, and print that.",
            path.display()
        ),
        hints: Vec::new(),
    }
}
