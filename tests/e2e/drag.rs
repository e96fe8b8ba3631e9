//! A file held by the mouse: a window of another program, from which it is dragged over the workbench and let go.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Result, ensure};
use gtk::prelude::*;

use crate::screen::Screen;

/// Names the file that the window below offers.
const FILE: &str = "DPIA_DRAGGED";
const TITLE: &str = "A file to drag";

/// The other program, which ends when it is dropped.
pub struct Source(Child);

impl Source {
    /// Shows the other program's window in the corner of the screen, beside the workbench.
    pub fn show(screen: &Screen, folder: &Path, file: &Path) -> Result<Source> {
        // GTK wants a process of its own: this program again, of which only the window below runs.
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--exact", "drag::holds_a_file", "--ignored", "--test-threads=1"]);
        let child = screen
            .at_home(&mut command, folder)
            .env(FILE, file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let source = Source(child);
        screen.focus(TITLE)?;
        Ok(source)
    }

    /// Takes the file up with the mouse and holds it there.
    pub fn take(screen: &Screen) -> Result<()> {
        screen.keys(&[
            "mousemove",
            "20",
            "20",
            "mousedown",
            "1",
            "mousemove",
            "30",
            "30",
            "mousemove",
            "44",
            "44",
        ])
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[ignore = "it is the other program of the story about a file that is dragged in"]
fn holds_a_file() -> Result<()> {
    let Some(file) = std::env::var_os(FILE).map(PathBuf::from) else { return Ok(()) };
    gtk::init()?;
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_title(TITLE);
    window.set_default_size(60, 40);
    let words = gtk::EventBox::new();
    words.add(&gtk::Label::new(Some("file")));
    window.add(&words);
    let uris = [gtk::TargetEntry::new("text/uri-list", gtk::TargetFlags::empty(), 0)];
    words.drag_source_set(gtk::gdk::ModifierType::BUTTON1_MASK, &uris, gtk::gdk::DragAction::COPY);
    let uri = gtk::glib::filename_to_uri(&file, None)?;
    ensure!(uri.starts_with("file:"), "{uri}");
    words.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[&uri]);
    });
    window.show_all();
    window.move_(0, 0);
    gtk::main();
    Ok(())
}
