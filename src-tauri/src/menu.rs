//! The system's menu. Each item bears the name of a command of the window, which carries it out; the keys are the window's,
//! so that they are the same everywhere and none is taken from a field being written in.

use tauri::menu::{Menu, MenuBuilder, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Wry};

/// Makes the menu.
///
/// # Errors
/// Tauri's.
pub fn make(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let assessment = SubmenuBuilder::new(app, "Assessment")
        .text("key.new", "New assessment…")
        .text("key.file", "Open a file…")
        .text("key.register", "Go to the register")
        .separator()
        .text("key.export", "Export PDF…")
        .text("export.csv", "Export as a table…")
        .text("export.dpia", "Export as data…")
        .separator()
        .text("key.settings", "Settings")
        .text("quit", "Close the program")
        .build()?;
    let edit = SubmenuBuilder::new(app, "Edit")
        .text("key.undo", "Undo")
        .text("key.redo", "Redo")
        .separator()
        .cut()
        .copy()
        .paste()
        .select_all()
        .separator()
        .text("key.find", "Find in this assessment")
        .text("key.replace", "Replace in this assessment")
        .text("key.find.all", "Find in all assessments")
        .build()?;
    let view = SubmenuBuilder::new(app, "View")
        .text("room.form", "Form")
        .text("key.review", "Review")
        .text("key.sign", "Sign-off")
        .text("key.versions", "History")
        .separator()
        .text("key.paper", "Paper")
        .text("key.findings", "Findings")
        .text("key.guidance", "Guidance")
        .text("key.comments", "Comments")
        .build()?;
    let go = SubmenuBuilder::new(app, "Go")
        .text("key.palette", "Find or do…")
        .text("key.open.next", "Next not answered")
        .text("key.finding.next", "Next finding")
        .text("key.question.next", "Next question")
        .build()?;
    let help = SubmenuBuilder::new(app, "Help").text("key.keys", "Keys").build()?;
    MenuBuilder::new(app).items(&[&assessment, &edit, &view, &go, &help]).build()
}

/// Tells the window which item was chosen.
pub fn chosen(app: &AppHandle, id: &str) {
    let _ = match id {
        "quit" => app.emit("close-requested", ()),
        id => app.emit("menu", id),
    };
}
