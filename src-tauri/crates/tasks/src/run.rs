//! Programs that are started, each named before it runs.

use std::path::PathBuf;
use std::process::Command;

use crate::root;

/// Runs cargo at the root.
pub fn cargo(args: &[&str]) -> Result<(), String> {
    eprintln!("cargo {}", args.join(" "));
    run(Command::new(env!("CARGO")).current_dir(root()).args(args))
}

/// Runs cargo at the root with a variable set.
pub fn cargo_with(variable: (&str, &str), args: &[&str]) -> Result<(), String> {
    eprintln!("{}={} cargo {}", variable.0, variable.1, args.join(" "));
    run(Command::new(env!("CARGO")).current_dir(root()).env(variable.0, variable.1).args(args))
}

/// Runs npm in `ui`.
pub fn npm(args: &[&str]) -> Result<(), String> {
    eprintln!("npm {}", args.join(" "));
    run(shimmed("npm").current_dir(root().join("ui")).args(args))
}

/// Makes the command of npx.
pub fn npx() -> Command {
    shimmed("npx")
}

/// Gives the target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} ended with {status}.")),
        Err(error) => Err(format!("{command:?} could not be started: {error}.")),
    }
}

/// Says whether a program can be found.
pub fn is_there(tool: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|p| p.join(tool).is_file() || p.join(format!("{tool}.exe")).is_file())
}

/// On Windows npm is a script, which only the shell starts.
fn shimmed(tool: &str) -> Command {
    if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", tool]);
        command
    } else {
        Command::new(tool)
    }
}
