//! The window: made, brought to the front, told of files, closed.

use std::path::PathBuf;

use desk::wire::Problem;
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

/// Takes files in and tells the window of each.
pub fn open_files(app: &AppHandle, files: Vec<PathBuf>) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        for file in files {
            let _ = match take_in(&app.state::<Shell>(), &file) {
                Ok(id) => app.emit("opened", id),
                Err(problem) => app.emit("not-opened", problem),
            };
        }
    });
}

/// Takes a file into the register, and gives its id there.
///
/// # Errors
/// When it cannot be read or kept.
pub fn take_in(shell: &Shell, file: &std::path::Path) -> Result<String, Problem> {
    let bytes = desk::read_file(file, LARGEST)?;
    Ok(shell.desk()?.take_in(&bytes, &desk::new_id())?)
}
