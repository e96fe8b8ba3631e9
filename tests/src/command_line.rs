//! The command line, run as a person runs it.

use std::path::Path;
use std::process::{Command, Output};

fn dpia(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dpia")).current_dir(folder).args(args).output().expect("it runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

#[test]
fn a_form_is_made_checked_printed_exported_and_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| dpia(folder.path(), args);
    let made = ["new", "--template", "council", "--name", "Permits", "--date", "2026-06-16", "-o", "p.dpia"];
    assert_eq!(code(&run(&made)), 0);
    let check = run(&["check", "p.dpia", "--json"]);
    assert_eq!(code(&check), 1, "an empty form cannot be signed off");
    let found: Vec<serde_json::Value> = serde_json::from_slice(&check.stdout).expect("it is JSON");
    assert!(found.iter().any(|f| f["severity"] == "stops"));
    assert_eq!(code(&run(&["render", "p.dpia", "-o", "p.pdf"])), 0);
    assert_eq!(code(&run(&["verify", "p.pdf"])), 0);
    assert_eq!(code(&run(&["extract", "p.pdf", "-o", "back.dpia"])), 0);
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).expect("it was written");
    assert_eq!(bytes("p.dpia"), bytes("back.dpia"));
    let table = String::from_utf8(run(&["export", "p.dpia", "--csv", "-"]).stdout).expect("UTF-8");
    assert!(table.starts_with("number,question,answer\n"));
    assert!(table.contains("2.2,Forename,\n"));
    assert_eq!(code(&run(&["render", "--all", "."])), 0);
}

#[test]
fn the_sample_can_be_signed_off_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&dpia(folder.path(), &["sample", "-o", "s.dpia"])), 0);
    let check = dpia(folder.path(), &["check", "s.dpia"]);
    assert_eq!(code(&check), 0, "{}", String::from_utf8_lossy(&check.stdout));
}

#[test]
fn what_cannot_be_read_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let newer = "{\"format\":\"dpia\",\"format_version\":99}";
    std::fs::write(folder.path().join("newer.dpia"), newer).expect("it is written");
    std::fs::write(folder.path().join("foreign.pdf"), "%PDF-1.4 nothing").expect("it is written");
    for (args, says) in [
        (&["check", "missing.dpia"][..], "Check the name"),
        (&["check", "newer.dpia"], "newest edition"),
        (&["verify", "foreign.pdf"], "cannot be read"),
        (&["new", "--template", "none", "-o", "x.dpia"], "not installed"),
        (&["new", "--date", "June", "-o", "x.dpia"], "yyyy-mm-dd"),
        (&["render", "missing.dpia"], "--output"),
    ] {
        let out = dpia(folder.path(), args);
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(code(&out), 2, "{args:?}: {said}");
        assert!(said.contains(says), "{args:?}: {said}");
    }
}

#[test]
fn a_template_in_a_folder_goes_through_print_and_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let templates = folder.path().join("templates");
    std::fs::create_dir(&templates).expect("it is made");
    std::fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/suite/tiny-template.json"),
        templates.join("tiny.json"),
    )
    .expect("it is copied");
    let run = |args: &[&str]| dpia(folder.path(), &[&["--templates", "templates"], args].concat());
    assert_eq!(code(&run(&["new", "--template", "tiny", "--name", "T", "-o", "t.dpia"])), 0);
    assert_eq!(code(&run(&["render", "t.dpia", "-o", "t.pdf"])), 0);
    assert_eq!(code(&run(&["verify", "t.pdf"])), 0);
    let table = String::from_utf8(run(&["export", "t.dpia", "--csv", "-"]).stdout).expect("UTF-8");
    assert!(table.contains("1.1,Is it new?,"));
}

#[test]
fn a_partners_document_is_read_in_and_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "4.3 How will you ensure data quality and data minimisation?\n\nForms are checked weekly.\n\n\
                Something of their own\n\nMade in Marlshire.";
    std::fs::write(folder.path().join("theirs.txt"), text).expect("it is written");
    let out = dpia(folder.path(), &["import", "theirs.txt", "-o", "in.dpia", "--report", "r.json"]);
    assert_eq!(code(&out), 0, "{}", String::from_utf8_lossy(&out.stderr));
    let report = std::fs::read(folder.path().join("r.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_slice(&report).expect("it is JSON");
    assert_eq!(report["lost_words"], 0);
    let count = |key: &str| report[key].as_u64().expect("a number");
    assert_eq!(
        count("source_words"),
        count("placed_words") + count("recognised_words") + count("unplaced_words")
    );
    let placed = report["placements"].as_array().expect("a list");
    assert!(
        placed.iter().any(|p| p["question"] == "4.3" && p["text"] == "Forms are checked weekly."),
        "{report:#}"
    );
    assert_eq!(code(&dpia(folder.path(), &["render", "in.dpia", "-o", "in.pdf"])), 0);
    // Out and in again is equal to the last byte.
    assert_eq!(code(&dpia(folder.path(), &["import", "in.pdf", "-o", "again.dpia"])), 0);
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).expect("it was written");
    assert!(bytes("in.dpia") == bytes("again.dpia"));
    std::fs::write(folder.path().join("old.doc"), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        .expect("written");
    assert_eq!(code(&dpia(folder.path(), &["import", "old.doc", "-o", "x.dpia"])), 2);
    assert!(!folder.path().join("x.dpia").exists());
}
