//! Does what the command line asks of the register.

use std::path::Path;

use desk::{Desk, Now, wire};

use crate::args::Register;
use crate::run::{Outcome, Result, named, print, read, text, write};

/// Runs a command over the register in `dir`, or over the window's own.
pub fn run(dir: Option<&Path>, command: &Register) -> Result<Outcome> {
    let dir = match dir {
        Some(dir) => dir.to_owned(),
        None => {
            desk::folder().ok_or("This system names no folder for a program's data. Name one with --dir.")?
        }
    };
    if let Register::Restore { file, replace } = command {
        return restore(&dir, file, *replace);
    }
    let desk = Desk::open(&dir).map_err(|e| named(&dir, e))?;
    for notice in desk.take_notices() {
        eprintln!("{}", notice.text);
    }
    let done = at(&desk, command);
    desk.close().map_err(|e| named(&dir, e))?;
    done
}

fn at(desk: &Desk, command: &Register) -> Result<Outcome> {
    match command {
        Register::List => {
            let line = |s: wire::Summary| {
                let archived = if s.archived { " (put away)" } else { "" };
                format!(
                    "{}\t{}{archived}\t{}\t{}\t{}\n",
                    s.id,
                    s.status.label(),
                    s.version,
                    s.changed,
                    s.name
                )
            };
            print(desk.list().map_err(text)?.into_iter().map(line).collect::<String>().as_bytes())
        }
        Register::Add { file } => {
            let id = desk.take_in(&read(file)?, &desk::new_id()).map_err(|e| named(file, e))?;
            print(format!("{id}\n").as_bytes())
        }
        Register::Get { id, output } => {
            let (bytes, _) = desk.export(id, wire::ExportWhat::Dpia, &mut |_| true).map_err(text)?;
            write(output, &bytes)
        }
        Register::History { id } => {
            let line = |h: &wire::HistoryItem| format!("{}\t{}\t{}\t{}\n", h.revision, h.at, h.by, h.what);
            let items = desk.history(id).map_err(text)?;
            print(items.iter().rev().map(line).collect::<String>().as_bytes())
        }
        Register::Backup { output } => {
            desk.backup(output, &Now::read(), &mut told).map_err(|e| named(output, e))?;
            Ok(Outcome::Done)
        }
        Register::Restore { file, .. } => Err(named(file, "It is restored before the register is opened.")),
    }
}

fn restore(dir: &Path, file: &Path, replace: bool) -> Result<Outcome> {
    let restored = desk::restore(file, dir, replace, &mut told).map_err(|e| named(file, e))?;
    eprintln!("{} assessments and {} attached files are restored.", restored.assessments, restored.files);
    Ok(Outcome::Done)
}

/// Tells progress on standard error, every tenth part of the way.
fn told(step: wire::Step) -> bool {
    let tenth = (step.of / 10).max(1);
    if step.done == step.of || step.done.is_multiple_of(tenth) {
        eprintln!("{} of {}", step.done, step.of);
    }
    true
}
