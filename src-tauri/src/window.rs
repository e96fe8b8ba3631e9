//! The window: made, brought to the front, told of files, closed.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use desk::wire::{self, Problem};
use tauri::{
    AppHandle, DragDropEvent, Emitter, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use crate::state::Shell;

const MAIN: &str = "main";

/// A file larger than this is no assessment.
pub const LARGEST: u64 = 256 << 20;

/// Makes the window.
///
/// # Errors
/// Tauri's.
pub fn make(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("DPIA Workbench")
        .inner_size(1440.0, 900.0)
        .min_inner_size(480.0, 360.0)
        .center()
        .on_navigation(|url| {
            url.scheme() == "tauri" || url.host_str().is_some_and(|h| h == "tauri.localhost")
        })
        .build()?;
    let (asked, app) = (window.clone(), app.clone());
    window.on_window_event(move |event| {
        let _ = match event {
            // The window saves what is typed, then closes itself.
            WindowEvent::CloseRequested { api, .. } => {
                api.prevent_close();
                asked.emit("close-requested", ())
            }
            WindowEvent::DragDrop(DragDropEvent::Enter { .. }) => asked.emit("dragging", true),
            WindowEvent::DragDrop(DragDropEvent::Leave) => asked.emit("dragging", false),
            WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
                open_files(&app, paths.clone());
                asked.emit("dragging", false)
            }
            _ => Ok(()),
        };
    });
    Ok(window)
}

/// Brings the window to the front.
pub fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Opens files and tells the window what became of them.
pub fn open_files(app: &AppHandle, files: Vec<PathBuf>) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let shell = app.state::<Shell>();
        let job = desk::new_id();
        let stop = shell.jobs.begin(&job);
        let mut go_on = |step| {
            let _ = app.emit("bringing", wire::Bringing { job: job.clone(), step });
            !stop.load(Ordering::Relaxed)
        };
        let brought = bring_in(&shell, &files, &mut go_on);
        shell.jobs.end(&job);
        let _ = match brought {
            Ok(brought) => app.emit("brought", brought),
            Err(problem) => app.emit("not-opened", problem),
        };
    });
}

/// Opens files: those of this program go into the register, a partner's wait to be accepted. `go_on` is told how many are
/// done, and says whether to go on.
///
/// # Errors
/// When there is no register to keep them in.
pub fn bring_in(
    shell: &Shell,
    files: &[PathBuf],
    go_on: &mut dyn FnMut(wire::Step) -> bool,
) -> Result<wire::BroughtIn, Problem> {
    let desk = shell.desk()?;
    let mut brought = wire::BroughtIn::default();
    for (done, file) in files.iter().enumerate() {
        if !go_on(wire::Step { done, of: files.len() }) {
            break;
        }
        let file_name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        brought.files.push(match desk::read_file(file, LARGEST) {
            Ok(bytes) => desk.bring_in(&file_name, &bytes, &desk::new_id()),
            Err(e) => {
                wire::FileIn { file_name, outcome: wire::FileOutcome::Problem { message: e.to_string() } }
            }
        });
    }
    Ok(brought)
}
