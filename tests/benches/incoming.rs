//! How fast a partner's document is read and placed, beside pandoc (Word to text) and pdfplumber (a PDF's tables), where they
//! are installed. The documents are the worked example: our own PDF of it, and what LibreOffice makes of it as an office would
//! print it.
//!
//! `cargo bench -p tests --bench incoming`

#[allow(dead_code, reason = "forms are filled by chance elsewhere")]
#[path = "../scoring/chance.rs"]
mod chance;
#[allow(dead_code, reason = "one office is enough here")]
#[path = "../scoring/printing.rs"]
mod printing;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use criterion::Criterion;
use desk::Templates;
use model::{Answer, File, Prose, Template};

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let templates = Templates::built_in().expect("the built-in templates are sound");
    let template = templates.get("council").expect("it is there");
    let example = templates.sample().expect("the example is sound");
    let paper = |file: &File| desk::render(&template, file, &mut |_| true).expect("it prints");
    let own = paper(&example);
    std::fs::write(folder.path().join("own.pdf"), &own).expect("it can be written");
    incoming(&mut criterion, &templates, &template, "our own PDF, 27 pages, by its tags", &own);
    incoming(
        &mut criterion,
        &templates,
        &template,
        "our own PDF, about 250 pages",
        &paper(&long(&example, 16)),
    );
    if office(folder.path(), &template, &example) {
        for (name, file) in
            [("Word, about 30 pages", "theirs.docx"), ("PDF without tags, about 30 pages", "theirs.pdf")]
        {
            let bytes = std::fs::read(folder.path().join(file)).expect("LibreOffice wrote it");
            incoming(&mut criterion, &templates, &template, name, &bytes);
        }
        let tables = "import pdfplumber; [p.extract_tables() for p in pdfplumber.open('theirs.pdf').pages]";
        other(
            &mut criterion,
            folder.path(),
            "pandoc: the same Word to text",
            "pandoc",
            &["theirs.docx", "-t", "plain", "-o", "t.txt"],
        );
        other(
            &mut criterion,
            folder.path(),
            "pdfplumber: the tables of the same PDF",
            "python3",
            &["-c", tables],
        );
    }
    criterion.final_summary();
}

/// Reads a document and places it.
fn incoming(criterion: &mut Criterion, templates: &Templates, template: &Template, name: &str, bytes: &[u8]) {
    criterion.bench_function(name, |b| {
        b.iter(|| {
            let outline = import::read(bytes).expect("it is readable");
            black_box(import::draft(&outline, template, templates.mappings()))
        });
    });
}

/// Has LibreOffice write the example as Word and as PDF; says whether it is here.
fn office(folder: &Path, template: &Template, example: &File) -> bool {
    let html = printing::html(template, &example.assessment.answers, printing::Office::default());
    std::fs::write(folder.join("theirs.html"), html).expect("it can be written");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = |args: &[&str]| {
        let done =
            Command::new("soffice").current_dir(folder).arg(&profile).arg("--headless").args(args).output();
        done.is_ok_and(|o| o.status.success())
    };
    let untagged = r#"pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"},"SelectPdfVersion":{"type":"long","value":"0"}}"#;
    run(&["--infilter=HTML (StarWriter)", "--convert-to", "odt", "theirs.html"])
        && run(&["--convert-to", "docx", "theirs.odt"])
        && run(&["--convert-to", untagged, "theirs.odt"])
}

/// Runs another program on the same document, if it is installed.
fn other(criterion: &mut Criterion, folder: &Path, name: &str, program: &str, args: &[&str]) {
    let run =
        || Command::new(program).current_dir(folder).args(args).output().is_ok_and(|o| o.status.success());
    if !run() {
        return println!("{name}: not installed");
    }
    criterion.bench_function(name, |b| b.iter(|| black_box(run())));
}

/// Repeats every text of the example.
fn long(example: &File, times: usize) -> File {
    let mut file = example.clone();
    for answer in file.assessment.answers.values_mut() {
        if let Answer::Prose(prose) = answer {
            *prose = Prose(std::iter::repeat_n(prose.0.clone(), times).flatten().collect());
        }
    }
    file
}
