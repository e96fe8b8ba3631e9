//! The system's menu. Each item bears the name of a command of the window, which carries it out; the keys are the window's,
//! so that they are the same everywhere and none is taken from a field being written in.

use desk::wire;
use tauri::menu::{Menu, MenuBuilder, MenuItem, MenuItemKind, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Manager, Wry};

use crate::state::Shell;

/// The submenu of the assessments that were opened last; its items are named `recent/<id>`.
const RECENT: &str = "recent";

/// Makes the menu.
///
/// # Errors
/// Tauri's.
pub fn make(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let recent = SubmenuBuilder::with_id(app, RECENT, "Open recent").build()?;
    recent.set_enabled(false)?;
    let assessment = SubmenuBuilder::with_id(app, "assessment", "Assessment")
        .text("key.new", "New assessment…")
        .text("key.file", "Open a file…")
        .item(&recent)
        .text("key.register", "Go to the register")
        .separator()
        .text("key.print", "Print…")
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
    let _ = match (id, id.strip_prefix("recent/")) {
        ("quit", _) => app.emit("close-requested", ()),
        (_, Some(assessment)) => app.emit("brought", one(assessment)),
        (id, None) => app.emit("menu", id),
    };
}

/// Tells of an assessment of the register as of a file that was one: the window shows it.
fn one(id: &str) -> wire::BroughtIn {
    let outcome = wire::FileOutcome::Assessment { id: id.to_owned(), notes: Vec::new() };
    wire::BroughtIn { files: vec![wire::FileIn { file_name: String::new(), outcome }] }
}

/// Shows the assessments that were opened last, soon.
pub fn show_recent(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let recent = app.state::<Shell>().desk().ok().and_then(|desk| desk.recent().ok());
        if let (Some(recent), Some(submenu)) = (recent, submenu(&app))
            && let Err(error) = fill(&app, &submenu, &recent)
        {
            eprintln!("The menu could not be changed: {error}.");
        }
    });
}

fn submenu(app: &AppHandle) -> Option<Submenu<Wry>> {
    let assessment = app.menu()?.get("assessment")?;
    match assessment.as_submenu()?.get(RECENT)? {
        MenuItemKind::Submenu(recent) => Some(recent),
        _ => None,
    }
}

fn fill(app: &AppHandle, submenu: &Submenu<Wry>, recent: &[(String, String)]) -> tauri::Result<()> {
    while submenu.remove_at(0)?.is_some() {}
    for (id, name) in recent {
        // What stands behind an ampersand would be a key.
        let name = if name.is_empty() { "No name yet".to_owned() } else { name.replace('&', "&&") };
        submenu.append(&MenuItem::with_id(app, format!("{RECENT}/{id}"), name, true, None::<&str>)?)?;
    }
    submenu.set_enabled(!recent.is_empty())
}
