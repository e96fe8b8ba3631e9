//! Does what the command line asks.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use desk::{Templates, Verdict};
use model::{Assessment, File, Finding, Severity};

use crate::args::{Args, Command};

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// It says no.
    No,
}

pub(crate) type Result<T> = std::result::Result<T, String>;

/// Runs a command; what could not be done is said with what to do about it.
pub fn run(args: &Args) -> Result<Outcome> {
    let mut templates = Templates::built_in().map_err(text)?;
    if let Some(folder) = &args.templates {
        for (file, problem) in templates.add_folder(folder) {
            eprintln!("{file}: {problem}");
        }
    }
    match &args.command {
        Command::Sample { output } => write(output, &templates.sample().map_err(text)?.to_bytes()),
        Command::New { template, name, author, date, output } => {
            let template = templates.get(template).map_err(text)?;
            let today = date.clone().unwrap_or_else(|| desk::Now::read().day);
            if !model::is_date(&today) {
                return Err(format!(
                    "“{today}” is not a day. Write it as yyyy-mm-dd, for example 2026-06-16."
                ));
            }
            let assessment = Assessment::new(&desk::new_id(), &template, name, author, &today);
            write(output, &File::new(assessment).to_bytes())
        }
        Command::Templates => {
            let lines = templates.all().iter().map(|t| format!("{}\t{}\t{}\n", t.id, t.edition, t.name));
            print(lines.collect::<String>().as_bytes())
        }
        Command::Check { file, json } => check(&templates, file, *json),
        Command::Render { all: Some(folder), .. } => render_all(&templates, folder),
        Command::Render { file: Some(file), output: Some(output), .. } => {
            let bytes = render(&templates, file)?;
            write(output, &bytes)
        }
        Command::Render { .. } => {
            Err("Name a .dpia file and, with -o, the PDF to write; or a folder with --all.".into())
        }
        Command::Export { file, csv } => {
            let file = open(&templates, file)?;
            let template = templates.get(&file.assessment.template.id).map_err(text)?;
            write(csv, &desk::csv(&template, &file).map_err(text)?)
        }
        Command::Import { file, output, template, report } => {
            crate::import::run(&templates, file, output, template, report.as_deref())
        }
        Command::Convert { file, template, output } => {
            let file = open(&templates, file)?;
            let now = desk::Now::read();
            let who = desk::Converting { id: desk::new_id(), day: now.day, at: now.at, ..Default::default() };
            write(output, &desk::convert(&templates, &file, template, &who).map_err(text)?.to_bytes())
        }
        Command::Extract { file, output } => {
            let data = desk::extract(&read(file)?).map_err(|e| named(file, e))?;
            write(output, &data)
        }
        Command::Verify { file } => verify(&templates, file),
        Command::Register { dir, command } => crate::register::run(dir.as_deref(), command),
    }
}

fn check(templates: &Templates, path: &Path, json: bool) -> Result<Outcome> {
    let file = open(templates, path)?;
    let template = templates.get(&file.assessment.template.id).map_err(text)?;
    let found = desk::check(&template, &file);
    if json {
        let list = serde_json::to_vec_pretty(&found).map_err(text)?;
        print(&list)?;
        print(b"\n")?;
    } else {
        let lines: String = found.iter().map(line).collect();
        print(lines.as_bytes())?;
        let count = |s| found.iter().filter(|f| f.severity == s).count();
        let (stop, warn) = (count(Severity::Stops), count(Severity::Warning));
        print(format!("{stop} stop sign-off, {warn} warnings\n").as_bytes())?;
    }
    let stops = found.iter().any(|f| f.severity == Severity::Stops);
    Ok(if stops { Outcome::No } else { Outcome::Done })
}

fn line(finding: &Finding) -> String {
    let word = match finding.severity {
        Severity::Stops => "Stops sign-off",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    };
    let kept = finding.kept.as_ref().map(|r| format!(" Kept: {r}")).unwrap_or_default();
    format!("{word}: {} ({}, at {}){kept}\n", finding.message, finding.source, finding.at)
}

fn render(templates: &Templates, path: &Path) -> Result<Vec<u8>> {
    let file = open(templates, path)?;
    let template = templates.get(&file.assessment.template.id).map_err(text)?;
    desk::render(&template, &file, &mut |_| true).map_err(|e| named(path, e))
}

/// Renders every `.dpia` file of a folder; one that fails does not stop the others.
fn render_all(templates: &Templates, folder: &Path) -> Result<Outcome> {
    let entries = std::fs::read_dir(folder).map_err(|e| named(folder, e))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "dpia"));
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: there is no .dpia file in this folder.", folder.display()));
    }
    let mut failed = 0;
    for (i, file) in files.iter().enumerate() {
        eprintln!("{} of {}: {}", i + 1, files.len(), file.display());
        let done = render(templates, file).and_then(|bytes| write(&file.with_extension("pdf"), &bytes));
        if let Err(message) = done {
            eprintln!("{message}");
            failed += 1;
        }
    }
    if failed == 0 {
        Ok(Outcome::Done)
    } else {
        Err(format!("{failed} of {} files could not be rendered.", files.len()))
    }
}

fn verify(templates: &Templates, path: &Path) -> Result<Outcome> {
    let verified = desk::verify(templates, &read(path)?).map_err(|e| named(path, e))?;
    let a = &verified.file.assessment;
    let digest = match verified.seal_agrees {
        Some(true) => "agrees with the data",
        Some(false) => "DOES NOT agree with the data",
        None => "of the data; not signed off, so nothing was sealed",
    };
    let pages = match verified.pages {
        Verdict::Same => "say what the data says, to the byte",
        Verdict::SameWords => "say the words of the data; another edition of the program made them",
        Verdict::Differ => "DO NOT agree with the data, or the file was changed after it was made",
    };
    let sealed = a.seal.as_ref().map_or(verified.digest.as_str(), |s| s.digest.as_str());
    print(
        format!(
            "Title:   {}\nVersion: {}\nStatus:  {}\nDigest:  {sealed}\n         {digest}\nPages:   {pages}\n",
            a.name,
            a.version,
            a.status.label()
        )
        .as_bytes(),
    )?;
    Ok(if verified.holds() { Outcome::Done } else { Outcome::No })
}

fn open(templates: &Templates, path: &Path) -> Result<File> {
    desk::open_file(templates, &read(path)?).map_err(|e| named(path, e))
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(text)?;
        return Ok(bytes);
    }
    std::fs::read(path)
        .map_err(|e| named(path, format!("It cannot be read: {e}. Check the name and the folder.")))
}

pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<Outcome> {
    if path.as_os_str() == "-" {
        return print(bytes);
    }
    desk::write_file(path, bytes).map_err(text)?;
    Ok(Outcome::Done)
}

pub(crate) fn print(bytes: &[u8]) -> Result<Outcome> {
    std::io::stdout().write_all(bytes).map_err(text)?;
    Ok(Outcome::Done)
}

pub(crate) fn named(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

pub(crate) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
