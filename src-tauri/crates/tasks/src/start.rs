//! How long the program takes from its start until its window can be used, and its memory, beside a Tauri window with an
//! empty page.
//!
//! Time: from the start of the process until the X screen shows what the window is for. The screen's own pixels say so:
//! Xvfb keeps them in a file, which is read every two milliseconds, so that nothing is asked of the program or of its web
//! view. The window draws nothing until the register has answered; then the list stands there with its words, at once.
//! Each start waits first until nothing else works on the machine.
//! Memory: the proportional set size (PSS) of the program and of WebKit's processes, two seconds after that.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::run::{cargo, target};

/// The screen is as large as the window, so that the window fills it.
const SIZE: (u64, u64) = (1440, 900);
/// What is above is the system's menu, which is there before the page is.
const BELOW_MENU: u64 = 40;
/// Words have many dark pixels; an empty page has none.
const DARK: usize = 400;
const PATIENCE: Duration = Duration::from_secs(60);

type Done<T> = Result<T, String>;

/// Builds what is measured: in one command, so that everything is compiled once.
pub fn build() -> Done<()> {
    cargo(&["build", "--release", "--package", "workbench", "--bins", "--example", "bare"])
}

/// Measures `times` starts of each.
pub fn measure(times: usize, cold: bool) -> Done<()> {
    let release = target().join("release");
    let program = release.join("dpia-workbench");
    let bare = release.join("examples/bare");
    let (mut first, mut later, mut empty) = (Vec::new(), Vec::new(), Vec::new());
    let home = Home::new("later")?;
    // The first of all brings the files into the system's cache.
    Run::of(&program, &home, true, cold)?;
    for n in 0..times {
        first.push(Run::of(&program, &Home::new(&format!("first-{n}"))?, true, cold)?);
        later.push(Run::of(&program, &home, true, cold)?);
        empty.push(Run::of(&bare, &home, false, cold)?);
    }
    report("First start of all, the worked example opened", &mut first);
    report("Start, the register listed", &mut later);
    report("A Tauri window with an empty page", &mut empty);
    Ok(())
}

struct Run {
    taken: Duration,
    /// In MB: of the program, and of the web view's processes.
    memory: (u64, u64),
}

impl Run {
    /// `keeps`: whether it has a register, which is closed in good order.
    fn of(program: &Path, home: &Home, keeps: bool, cold: bool) -> Done<Run> {
        let screen = Screen::start(&home.0)?;
        if cold {
            // As after the computer was started: nothing is in the system's cache.
            let _ = Command::new("sync").status();
            std::fs::write("/proc/sys/vm/drop_caches", "3").map_err(|e| format!("Only root can: {e}."))?;
        }
        wait_for_quiet();
        let begun = Instant::now();
        let mut child = screen.on(&mut Command::new(program), &home.0).spawn().map_err(|e| e.to_string())?;
        let shown = screen.wait_for_words();
        let taken = begun.elapsed();
        sleep(Duration::from_secs(2));
        let memory = memory_on(&screen.display, child.id());
        let closed = shown.and_then(|()| if keeps { screen.close(&mut child) } else { Ok(()) });
        let _ = child.kill();
        let _ = child.wait();
        if closed.is_ok() {
            eprintln!("{}: {} ms", program.display(), taken.as_millis());
        }
        closed.map(|()| Run { taken, memory })
    }
}

/// A folder for a register and all settings.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Done<Home> {
        let folder = std::env::temp_dir().join(format!("dpia-start-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        Ok(Home(folder))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A screen and a session bus of its own for each start.
struct Screen {
    display: String,
    bus: String,
    pixels: PathBuf,
    children: [Child; 2],
}

impl Screen {
    fn start(home: &Path) -> Done<Screen> {
        let size = format!("{}x{}x24", SIZE.0, SIZE.1);
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-wr", "-screen", "0", &size, "-nolisten", "tcp", "-fbdir"]).arg(home);
        let (xvfb, display) = said(&mut xvfb)?;
        let mut bus = Command::new("dbus-daemon");
        let (bus, address) = said(bus.args(["--session", "--print-address", "--nofork"]))?;
        let pixels = home.join("Xvfb_screen0");
        Ok(Screen { display: format!(":{display}"), bus: address, pixels, children: [xvfb, bus] })
    }

    fn on<'a>(&self, command: &'a mut Command, home: &Path) -> &'a mut Command {
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("DPIA_WORKBENCH_DIR", home.join("register"))
            .env("XDG_DATA_HOME", home)
            .env("XDG_CACHE_HOME", home)
            .env("XDG_CONFIG_HOME", home)
            .env("GTK_USE_PORTAL", "0")
            .env("NO_AT_BRIDGE", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
    }

    fn wait_for_words(&self) -> Done<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if self.dark().map_err(|e| e.to_string())? > DARK {
                return Ok(());
            }
            sleep(Duration::from_millis(2));
        }
        Err("The window shows nothing.".into())
    }

    /// Counts the dark pixels of every fourth line below the menu.
    fn dark(&self) -> std::io::Result<usize> {
        let mut file = File::open(&self.pixels)?;
        // The head of the XWD format: its length first, the number of colours as its twentieth number.
        let mut head = [0; 100];
        file.read_exact(&mut head)?;
        let number = |n: usize| {
            let bytes = head.get(n * 4..n * 4 + 4).and_then(|b| b.try_into().ok()).unwrap_or_default();
            u64::from(u32::from_be_bytes(bytes))
        };
        let (start, wide) = (number(0) + number(19) * 12, number(12));
        let mut line = vec![0; wide as usize];
        let mut dark = 0;
        for y in (BELOW_MENU..SIZE.1).step_by(4) {
            file.seek(SeekFrom::Start(start + y * wide))?;
            file.read_exact(&mut line)?;
            dark += line.chunks(4).filter(|p| p.iter().take(3).all(|part| *part < 90)).count();
        }
        Ok(dark)
    }

    /// Closes the program by its menu; the register is closed then.
    fn close(&self, child: &mut Child) -> Done<()> {
        let xdotool = |args: &[&str]| {
            let mut command = Command::new("xdotool");
            command.env("DISPLAY", &self.display).args(args).stdout(Stdio::null()).stderr(Stdio::null());
            command.status().map_err(|e| format!("xdotool: {e}"))
        };
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            // Without a window manager: the first menu's last item.
            xdotool(&["search", "--onlyvisible", "--name", "DPIA Workbench$", "windowfocus", "--sync"])?;
            xdotool(&["mousemove", "40", "12", "click", "1"])?;
            xdotool(&["key", "--delay", "40", "Up", "Return"])?;
            let soon = Instant::now();
            while soon.elapsed() < Duration::from_secs(3) {
                if child.try_wait().map_err(|e| e.to_string())?.is_some() {
                    return Ok(());
                }
                sleep(Duration::from_millis(20));
            }
        }
        Err("The window does not close.".into())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Starts a program that says one line and goes on.
fn said(command: &mut Command) -> Done<(Child, String)> {
    let named = format!("{command:?}");
    let started = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = started.map_err(|e| format!("{named}: {e}"))?;
    let mut line = Vec::new();
    let mut byte = [0];
    if let Some(out) = &mut child.stdout {
        while out.read(&mut byte).is_ok_and(|n| n == 1) && byte != *b"\n" {
            line.extend(byte);
        }
    }
    Ok((child, String::from_utf8_lossy(&line).into_owned()))
}

/// Waits until nothing else works on this machine, twenty seconds at most.
fn wait_for_quiet() {
    let idle = || {
        let told = std::fs::read_to_string("/proc/stat").unwrap_or_default();
        let all: Vec<u64> =
            told.lines().next().unwrap_or_default().split(' ').filter_map(|n| n.parse().ok()).collect();
        (all.iter().skip(3).take(2).sum::<u64>(), all.iter().sum::<u64>())
    };
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        let before = idle();
        sleep(Duration::from_secs(1));
        let after = idle();
        if (after.0 - before.0) * 100 >= (after.1 - before.1) * 96 {
            return;
        }
    }
}

/// Adds up the memory of the processes on a screen: the program's own, and the web view's.
fn memory_on(display: &str, program: u32) -> (u64, u64) {
    let wanted = format!("DISPLAY={display}");
    let (mut own, mut web) = (0, 0);
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let path = entry.path();
        let environment = std::fs::read(path.join("environ")).unwrap_or_default();
        if !environment.split(|b| *b == 0).any(|v| v == wanted.as_bytes()) {
            continue;
        }
        let told = std::fs::read_to_string(path.join("smaps_rollup")).unwrap_or_default();
        let pss = told.lines().find_map(|l| l.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.parse().ok());
        let pss: u64 = pss.unwrap_or_default();
        if entry.file_name().to_string_lossy() == program.to_string() {
            own += pss;
        } else {
            web += pss;
        }
    }
    (own / 1024, web / 1024)
}

fn report(what: &str, runs: &mut [Run]) {
    runs.sort_by_key(|r| r.taken);
    let at = |part: usize| runs.get((runs.len() * part / 100).min(runs.len().saturating_sub(1)));
    let time = |part| at(part).map_or(0, |r| r.taken.as_millis());
    let mean = |of: fn(&Run) -> u64| runs.iter().map(of).sum::<u64>() / runs.len().max(1) as u64;
    println!(
        "{what}: p50 {} ms, p95 {} ms ({} starts); memory {} MB and WebKit's {} MB",
        time(50),
        time(95),
        runs.len(),
        mean(|r| r.memory.0),
        mean(|r| r.memory.1)
    );
}
