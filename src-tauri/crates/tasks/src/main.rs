//! `cargo verify`: brings what the tests need, then runs every one of them.

use std::process::{Command, ExitCode};

/// Programs that the tests ask for their opinion, with the Debian packages that bring them.
const TOOLS: [(&str, &str); 4] =
    [("qpdf", "qpdf"), ("pdftotext", "poppler-utils"), ("java", "default-jdk-headless"), ("mvn", "maven")];

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let done = match task.as_str() {
        "verify" => verify(),
        _ => Err("Say what to do: cargo verify".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn verify() -> Result<(), String> {
    install()?;
    cargo(&["test", "--package", "tests"])?;
    cargo(&["build", "--package", "cli"])
}

fn cargo(args: &[&str]) -> Result<(), String> {
    eprintln!("cargo {}", args.join(" "));
    run(Command::new(env!("CARGO")).args(args))
}

fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} ended with {status}.")),
        Err(error) => Err(format!("{command:?} could not be started: {error}.")),
    }
}

fn is_there(tool: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|p| p.join(tool).is_file() || p.join(format!("{tool}.exe")).is_file())
}

/// Installs the packages that are missing on Debian; elsewhere it says which programs to install.
fn install() -> Result<(), String> {
    let missing: Vec<_> = TOOLS.iter().filter(|(tool, _)| !is_there(tool)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|(tool, _)| *tool).collect();
    if !is_there("apt-get") {
        return Err(format!(
            "These programs are missing: {}. Install qpdf, poppler, a Java 17 runtime and Maven: on macOS `brew install qpdf \
             poppler openjdk maven`, on Windows `choco install qpdf poppler openjdk maven`.",
            names.join(", ")
        ));
    }
    let packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
    eprintln!("Installing {}", packages.join(", "));
    let root = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0");
    let apt = |args: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.arg("apt-get");
        }
        run(command.args(args))
    };
    apt(&["update", "--quiet"])?;
    apt(&[&["install", "--yes", "--quiet", "--no-install-recommends"], packages.as_slice()].concat())
}
