//! A screen of its own for each story: Xvfb with a session bus and tauri-driver.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A screen with a driver on it; both end when it is dropped.
pub struct Screen {
    display: String,
    bus: String,
    /// Where the driver listens.
    pub port: u16,
    children: Vec<Child>,
}

impl Screen {
    /// Starts a screen whose program keeps its register in `folder`.
    pub fn start(folder: &Path) -> Result<Screen> {
        let mut xvfb = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started; `cargo verify` installs it")?;
        let display = format!(":{}", first_line(&mut xvfb)?);
        std::fs::create_dir_all(folder.join("tmp"))?;
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--print-address", "--nofork"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("dbus-daemon could not be started; `cargo verify` installs it")?;
        let address = first_line(&mut bus)?;
        let (port, native) = (free_port()?, free_port()?);
        let mut screen = Screen { display, bus: address, port, children: vec![bus, xvfb] };
        let driver = screen
            .at_home(&mut Command::new(tool("tauri-driver")), folder)
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .args(["--native-driver", "/usr/bin/WebKitWebDriver"])
            .process_group(0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("tauri-driver could not be started; `cargo verify` installs it")?;
        screen.children.insert(0, driver);
        Ok(screen)
    }

    /// Types keys where the keyboard's focus is, as a person would, in whatever window has it.
    pub fn keys(&self, args: &[&str]) -> Result<()> {
        let status = Command::new("xdotool")
            .env("DISPLAY", &self.display)
            .args(args)
            .stdout(Stdio::null())
            .status()?;
        anyhow::ensure!(status.success(), "xdotool {args:?} failed");
        Ok(())
    }

    /// Sets a command on this screen, with its register and all settings in `folder`. What lies in the folder's `bin` is
    /// found before the system's own programs.
    pub fn at_home<'a>(&self, command: &'a mut Command, folder: &Path) -> &'a mut Command {
        let before = std::env::var_os("PATH").unwrap_or_default();
        let paths = [folder.join("bin")].into_iter().chain(std::env::split_paths(&before));
        let paths = std::env::join_paths(paths).unwrap_or(before.clone());
        command
            .env("PATH", paths)
            .env("TMPDIR", folder.join("tmp"))
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("DPIA_WORKBENCH_DIR", folder)
            .env("XDG_DATA_HOME", folder.join("xdg"))
            .env("XDG_CACHE_HOME", folder.join("xdg"))
            .env("XDG_CONFIG_HOME", folder.join("xdg"))
            .env("GTK_USE_PORTAL", "0")
            .env("NO_AT_BRIDGE", "1")
    }

    /// Starts the program once more, as a second click on its icon or on a file does, and waits until it has ended.
    pub fn start_again(&self, folder: &Path, file: &Path) -> Result<()> {
        let status = self.at_home(&mut Command::new(program()), folder).arg(file).status()?;
        anyhow::ensure!(status.success(), "the second program ended with {status}");
        Ok(())
    }

    /// Puts HTML on the clipboard of this screen, as another program does when something is copied there.
    pub fn copy_html(&self, html: &str) -> Result<()> {
        let mut xclip = Command::new("xclip")
            .env("DISPLAY", &self.display)
            .args(["-selection", "clipboard", "-target", "text/html", "-in"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("xclip is not there; `cargo verify` installs it")?;
        xclip.stdin.take().context("it hears nothing")?.write_all(html.as_bytes())?;
        // It goes on in the background until something else is copied, or the screen ends.
        anyhow::ensure!(xclip.wait()?.success(), "xclip failed");
        Ok(())
    }

    /// Says whether a window with these words in its title is there.
    pub fn has(&self, title: &str) -> bool {
        self.keys(&["search", "--onlyvisible", "--name", title]).is_ok()
    }

    /// Clicks at a place of the window with these words in its title.
    pub fn click_in(&self, title: &str, (x, y): (u32, u32)) -> Result<()> {
        let (x, y) = (x.to_string(), y.to_string());
        self.keys(&[
            "search",
            "--onlyvisible",
            "--name",
            title,
            "mousemove",
            "--window",
            "%1",
            &x,
            &y,
            "click",
            "1",
        ])
    }

    /// Waits for a window with these words in its title, and gives it the keyboard.
    pub fn focus(&self, title: &str) -> Result<()> {
        self.keys(&["search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync"])
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for child in &mut self.children {
            // The driver and what it started are one group.
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Finds the program under test: the one that cargo built for it, or another that `DPIA_WORKBENCH_BIN` names.
pub fn program() -> PathBuf {
    std::env::var_os("DPIA_WORKBENCH_BIN")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_dpia-workbench")), PathBuf::from)
}

fn first_line(child: &mut Child) -> Result<String> {
    let out = child.stdout.take().context("it says nothing")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

fn tool(name: &str) -> PathBuf {
    target().join("tools/bin").join(name)
}

fn target() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    std::env::var_os("CARGO_TARGET_DIR").map_or(here, PathBuf::from)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
