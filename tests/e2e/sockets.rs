//! The program opens no network connection: the system's own record of its calls says so.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::screen::{Screen, program};

#[test]
fn the_program_opens_no_socket_but_those_of_the_screen_and_the_desktop() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let screen = Screen::start(folder.path())?;
    let record = folder.path().join("calls");
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-e", "trace=socket,connect,bind,listen,sendto", "-o"]).arg(&record);
    traced.arg(program()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut traced = screen
        .at_home(&mut traced, folder.path())
        .spawn()
        .context("strace is not there; `cargo verify` installs it")?;
    // The window has asked for the register, the index of words is made: all that the program does by itself is done.
    let settings = folder.path().join("plain/settings.json");
    let words = folder.path().join("words/meta.json");
    let ready = || std::fs::read_to_string(&settings).is_ok_and(|s| s.contains("started")) && words.exists();
    let deadline = Instant::now() + Duration::from_secs(60);
    while !ready() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(100));
    }
    let in_time = ready();
    traced.kill()?;
    traced.wait()?;
    ensure!(in_time, "the window did not start");
    let calls = std::fs::read_to_string(&record)?;
    ensure!(calls.contains("AF_UNIX"), "the record holds nothing");
    let outside: Vec<&str> = calls.lines().filter(|l| l.contains("AF_INET")).collect();
    ensure!(outside.is_empty(), "it went outside:\n{}", outside.join("\n"));
    Ok(())
}
