//! Tells Tauri which commands there are, so that each is allowed by name in `capabilities/`.

const COMMANDS: &[&str] = &[
    "start",
    "list",
    "create",
    "add_example",
    "bring_in",
    "incoming",
    "incoming_page",
    "send_piece",
    "step_back",
    "accept",
    "let_go",
    "convert",
    "form",
    "open",
    "edit",
    "undo",
    "redo",
    "paper",
    "page",
    "life",
    "attach",
    "print_file",
    "save_file",
    "choose_folder",
    "export",
    "print",
    "cancel",
    "archive",
    "history",
    "duplicate",
    "search",
    "compare",
    "restore_answer",
    "keep_settings",
    "check_colour",
    "choose_logo",
    "logo",
    "backup",
    "restore_backup",
    "title",
    "close",
];

fn main() {
    let windows = tauri_build::WindowsAttributes::new().window_icon_path("../icons/icon.ico");
    let attributes = tauri_build::Attributes::new()
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS))
        .windows_attributes(windows);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
