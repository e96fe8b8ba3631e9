use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::Weight;

const IDS: [&str; 6] = ["a1", "a2", "a3", "a4", "a5", "a6"];
const EDITS: u64 = 12;

fn filled() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &IDS, EDITS);
    register.close().unwrap();
    dir
}

pub(super) fn copy(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for file in crate::disk::files(from) {
        let path = to.path().join(&file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), path).unwrap();
    }
    to
}

/// Damages a copy of a register, reopens it, and says what was lost and told.
fn after(whole: &Path, what: &str, damage: impl FnOnce(&Path)) -> Vec<Notice> {
    let dir = copy(whole);
    damage(dir.path());
    let (register, notices) = open(dir.path());
    assert_eq!(lost(&register, &IDS, EDITS), 0, "{what}: {notices:?}");
    assert!(!notices.is_empty(), "{what}: nothing was said");
    assert!(notices.iter().all(|n| n.weight != Weight::Lost), "{what}: {notices:?}");
    register.edit("a1", &words(EDITS, "and on")).unwrap();
    register.close().unwrap();
    let (register, again) = open(dir.path());
    assert_eq!(again, [], "{what}: the repair does not last");
    assert_eq!(register.get("a1").unwrap().revision, EDITS + 1);
    notices
}

fn files_of(dir: &Path, below: &str) -> Vec<PathBuf> {
    crate::disk::files(&dir.join(below)).into_iter().map(|f| Path::new(below).join(f)).collect()
}

#[test]
fn any_file_of_the_database_may_be_flipped_anywhere() {
    let whole = filled();
    let mut dice = Dice(7);
    for file in files_of(whole.path(), "register") {
        let size = fs::metadata(whole.path().join(&file)).unwrap().len();
        let places: Vec<u64> = [0, 1, size / 2, size.saturating_sub(1)]
            .into_iter()
            .chain((0..16).map(|_| dice.roll(size)))
            .collect();
        for at in places {
            after(whole.path(), &format!("{} flipped at {at}", file.display()), |dir| {
                let mut bytes = fs::read(dir.join(&file)).unwrap();
                if let Some(byte) = bytes.get_mut(at as usize) {
                    *byte ^= 0x55;
                }
                fs::write(dir.join(&file), bytes).unwrap();
            });
        }
    }
}

#[test]
fn any_file_of_the_database_may_be_cut_or_missing() {
    let whole = filled();
    for file in files_of(whole.path(), "register") {
        let size = fs::metadata(whole.path().join(&file)).unwrap().len();
        for keep in [0, 1, size / 3, size / 2, size.saturating_sub(1)] {
            after(whole.path(), &format!("{} cut to {keep}", file.display()), |dir| {
                let bytes = fs::read(dir.join(&file)).unwrap();
                fs::write(dir.join(&file), &bytes[..keep as usize]).unwrap();
            });
        }
        after(whole.path(), &format!("{} missing", file.display()), |dir| {
            fs::remove_file(dir.join(&file)).unwrap()
        });
    }
    after(whole.path(), "no database", |dir| fs::remove_dir_all(dir.join("register")).unwrap());
}

#[test]
fn any_plain_file_may_be_flipped_cut_or_missing() {
    let whole = filled();
    let mut dice = Dice(11);
    for file in files_of(whole.path(), "plain").into_iter().filter(|f| !f.ends_with("settings.json")) {
        let name = file.display().to_string();
        // Each kind of file once with every damage; the others of its kind only once.
        let size = fs::metadata(whole.path().join(&file)).unwrap().len();
        after(whole.path(), &format!("{name} missing"), |dir| fs::remove_file(dir.join(&file)).unwrap());
        for _ in 0..3 {
            let at = dice.roll(size) as usize;
            after(whole.path(), &format!("{name} flipped at {at}"), |dir| {
                let mut bytes = fs::read(dir.join(&file)).unwrap();
                bytes[at] ^= 0x11;
                fs::write(dir.join(&file), bytes).unwrap();
            });
            after(whole.path(), &format!("{name} cut to {at}"), |dir| {
                let bytes = fs::read(dir.join(&file)).unwrap();
                fs::write(dir.join(&file), &bytes[..at]).unwrap();
            });
        }
    }
    after(whole.path(), "no plain copies", |dir| fs::remove_dir_all(dir.join("plain")).unwrap());
}

#[test]
fn with_both_copies_of_one_gone_it_is_said_and_the_others_are_kept() {
    let dir = filled();
    fs::remove_dir_all(dir.path().join("register")).unwrap();
    fs::write(dir.path().join("plain/a3.dpia"), "{").unwrap();
    let (register, notices) = open(dir.path());
    assert!(
        notices.iter().any(|n| n.weight == Weight::Lost && n.text.contains("“a3” cannot be read")),
        "{notices:?}"
    );
    assert_eq!(lost(&register, &["a1", "a2", "a4", "a5", "a6"], EDITS), 0);
    assert!(matches!(register.get("a3"), Err(crate::Error::Damaged(_))));
    assert_eq!(fs::read(dir.path().join("plain/a3.dpia")).unwrap(), b"{");
}

#[test]
fn a_value_that_vanishes_from_the_database_while_it_is_open_comes_back() {
    let dir = filled();
    let (register, _) = open(dir.path());
    register.vanish("a2");
    assert_eq!(lost(&register, &IDS, EDITS), 0);
    assert!(register.take_notices()[0].text.contains("came back from the plain copies"));
}

#[test]
fn a_plain_copy_that_was_changed_outside_is_used_only_alone_and_with_a_word() {
    let whole = filled();
    let change = |dir: &Path| {
        let path = dir.join("plain/a3.dpia");
        let text = fs::read_to_string(&path).unwrap().replacen("long long", "LONG long", 1);
        fs::write(&path, text).unwrap();
    };
    let dir = copy(whole.path());
    change(dir.path());
    let (register, notices) = open(dir.path());
    assert!(!name_of(&register.get("a3").unwrap()).contains("LONG"), "{notices:?}");
    assert_eq!(lost(&register, &IDS, EDITS), 0);

    let dir = copy(whole.path());
    change(dir.path());
    fs::remove_dir_all(dir.path().join("register")).unwrap();
    let (register, notices) = open(dir.path());
    assert!(name_of(&register.get("a3").unwrap()).contains("LONG"));
    let said = |n: &Notice| n.weight == Weight::Lost && n.text.contains("“a3” could only be read");
    assert!(notices.iter().any(said), "{notices:?}");
}

#[test]
fn with_a_damaged_journal_and_no_database_what_can_be_read_is_kept() {
    let dir = filled();
    fs::remove_dir_all(dir.path().join("register")).unwrap();
    fs::write(dir.path().join("plain/a3.dpia"), fresh("a3").to_bytes()).unwrap();
    fs::remove_file(dir.path().join("plain/manifest.jsonl")).unwrap();
    let path = dir.path().join("plain/a3.journal");
    let text = fs::read_to_string(&path).unwrap().replacen("a3 8 ", "a3 9 ", 1);
    fs::write(&path, &text).unwrap();
    let (register, notices) = open(dir.path());
    let said = |n: &Notice| n.weight == Weight::Lost && n.text.contains("“a3” could be read up to change 8");
    assert!(notices.iter().any(said), "{notices:?}");
    assert!(name_of(&register.get("a3").unwrap()).starts_with("a3 7 "));
    assert_eq!(fs::read_to_string(dir.path().join("plain/a3.journal-damaged-1")).unwrap(), text);
    register.edit("a3", &words(8, "on we go")).unwrap();
    register.close().unwrap();
    let (register, notices) = open(dir.path());
    assert_eq!((register.get("a3").unwrap().revision, notices), (9, vec![]));
}
