//! `cargo workbench` and `cargo verify`: bring what is missing, then build and open the program, or run every test.

mod run;
mod setup;
#[cfg(target_os = "linux")]
mod start;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::run::{cargo, npm, run, target};

const HELP: &str = "Say what to do:
  cargo workbench           builds the program and opens it
  cargo verify              runs every test
  cargo run -p tasks -- fixtures    writes what the window's browser mode shows
  cargo run -p tasks -- bundle      builds the installers of this system
  cargo run -p tasks -- start [20] [cold] [built]   measures starts and memory; cold: with nothing in the system's
                                                    cache; built: of what is built already
  cargo run -p tasks -- pictures    takes the pictures of the README from the worked example";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.first().map(String::as_str) {
        Some("workbench") => workbench(args.get(1..).unwrap_or_default()),
        Some("verify") => verify(),
        Some("fixtures") => fixtures(),
        Some("bundle") => bundle(),
        Some("pictures") => pictures(),
        Some("start") => start(args.get(1..).unwrap_or_default()),
        _ => Err(HELP.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the program and opens it.
fn workbench(args: &[String]) -> Result<(), String> {
    setup::for_building()?;
    ui()?;
    let mut all = vec!["run", "--release", "--package", "workbench", "--"];
    all.extend(args.iter().map(String::as_str));
    cargo(&all)
}

/// Runs every test: of the window's parts, of everything that needs no window, of the window itself.
fn verify() -> Result<(), String> {
    setup::for_building()?;
    setup::for_testing()?;
    cargo(&["fmt", "--all", "--check"])?;
    ui()?;
    npm(&["run", "check"])?;
    npm(&["test"])?;
    driver()?;
    // One command, so that everything is compiled once. The desk's tests write what the browser is shown.
    cargo(&["test", "--workspace"])?;
    npm(&["run", "test:browser"])
}

fn ui() -> Result<(), String> {
    npm(&["ci", "--no-fund", "--no-audit"])?;
    npm(&["run", "build"])
}

fn fixtures() -> Result<(), String> {
    cargo(&["test", "--quiet", "--package", "tests", "--test", "fixtures"])
}

/// Takes the pictures of the README: a story in the real window leaves them behind.
fn pictures() -> Result<(), String> {
    let folder = root().join("ui/pictures");
    ui()?;
    driver()?;
    run::cargo_with(
        ("DPIA_SCREENSHOTS", &folder.to_string_lossy()),
        &[
            "test",
            "--package",
            "workbench",
            "--test",
            "window",
            "--",
            "--exact",
            "pictures::the_pictures_of_the_readme_are_taken",
            "--ignored",
        ],
    )
}

/// Measures how the program starts.
#[cfg(target_os = "linux")]
fn start(args: &[String]) -> Result<(), String> {
    let said = |word: &str| args.iter().any(|a| a == word);
    if !said("built") {
        setup::for_building()?;
        setup::for_testing()?;
        ui()?;
        start::build()?;
    }
    let times = args.iter().find_map(|a| a.parse().ok()).unwrap_or(20);
    start::measure(times, said("cold"))
}

#[cfg(not(target_os = "linux"))]
fn start(_: &[String]) -> Result<(), String> {
    Err("Starts are measured under Xvfb, on Linux.".into())
}

/// Brings tauri-driver, into the target folder.
fn driver() -> Result<(), String> {
    let tools = target().join("tools");
    if tools.join("bin").join(format!("tauri-driver{}", std::env::consts::EXE_SUFFIX)).exists() {
        return Ok(());
    }
    let tools = tools.to_string_lossy().into_owned();
    cargo(&["install", "tauri-driver", "--version", "^2", "--locked", "--root", &tools])
}

/// Builds the installers: Tauri's own tool makes them, brought by npm.
fn bundle() -> Result<(), String> {
    setup::for_building()?;
    ui()?;
    let build = |kinds: &str| {
        let made = ["--yes", "@tauri-apps/cli@2", "build", "--bundles", kinds];
        run(run::npx().current_dir(root()).args(made))
    };
    if !cfg!(target_os = "linux") {
        return build("all");
    }
    build("deb")?;
    if build("appimage").is_err() {
        eprintln!(
            "The .deb is made. The AppImage needs tools that Tauri downloads from GitHub, which were not to be had."
        );
    }
    Ok(())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..")
}
