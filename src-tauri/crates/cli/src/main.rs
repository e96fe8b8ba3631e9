//! `dpia`: the desk from a terminal. Exit 0 done, 1 it says no, 2 could not be read or done.

mod args;
mod import;
mod register;
mod run;

use clap::Parser;

fn main() -> std::process::ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not failures; both are printed where they belong.
            let _ = error.print();
            return std::process::ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match run::run(&args) {
        Ok(run::Outcome::Done) => std::process::ExitCode::SUCCESS,
        Ok(run::Outcome::No) => std::process::ExitCode::from(1),
        Err(message) => {
            eprintln!("{message}");
            std::process::ExitCode::from(2)
        }
    }
}
