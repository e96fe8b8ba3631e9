//! The desktop shell: a window over the desk. Commands are three lines each: take the state, call the desk, map the problem.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod files;
mod jobs;
mod menu;
mod state;
mod window;

use tauri::{Manager, RunEvent};

use crate::state::Shell;

fn main() {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, args, folder| {
            window::to_front(app);
            window::open_files(app, files::named(&args, std::path::Path::new(&folder)));
        }))
        .plugin(tauri_plugin_dialog::init())
        .menu(menu::make)
        .on_menu_event(|app, event| menu::chosen(app, &event.id().0))
        .invoke_handler(commands::handler())
        .setup(|app| {
            let folder = desk::folder().ok_or("This system names no folder for a program's data.")?;
            let args: Vec<String> = std::env::args().collect();
            let here = std::env::current_dir().unwrap_or_default();
            files::clear_printed();
            app.manage(Shell::open(folder, files::named(&args, &here)));
            window::make(app.handle())?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|app, event| match event {
            RunEvent::Exit => app.state::<Shell>().shut(),
            #[cfg(target_os = "macos")]
            RunEvent::Opened { urls } => {
                window::open_files(app, urls.iter().filter_map(|u| u.to_file_path().ok()).collect());
            }
            _ => {}
        }),
        Err(error) => {
            eprintln!(
                "The window could not be opened: {error}. Install the program again, or restart the computer."
            );
            std::process::exit(2);
        }
    }
}
