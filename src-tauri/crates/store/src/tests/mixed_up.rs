//! Copies that are each whole but do not belong together.

use std::fs;
use std::path::PathBuf;

use super::damage::copy;
use super::*;
use crate::Weight;
use crate::session::Session;

const IDS: [&str; 2] = ["a1", "a2"];

fn filled(first: u64, second: u64) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &IDS[..1], first);
    fill(&register, &IDS[1..], second);
    register.close().unwrap();
    dir
}

fn swap(dir: &Path, ending: &str) {
    let at = |id: &str| dir.join(format!("plain/{id}.{ending}"));
    let between = dir.join("between");
    for (from, to) in [(at("a1"), between.clone()), (at("a2"), at("a1")), (between, at("a2"))] {
        fs::rename(from, to).unwrap();
    }
}

#[test]
fn swapped_plain_copies_and_journals_never_put_words_into_the_wrong_assessment() {
    let whole = filled(4, 9);
    for ending in ["dpia", "journal"] {
        let dir = copy(whole.path());
        swap(dir.path(), ending);
        let (register, notices) = open(dir.path());
        assert!(!notices.is_empty() && notices.iter().all(|n| n.weight != Weight::Lost), "{notices:?}");
        assert_eq!((lost(&register, &IDS[..1], 4), lost(&register, &IDS[1..], 9)), (0, 0), "{ending}");
        register.close().unwrap();
        assert_eq!(open(dir.path()).1, []);

        let dir = copy(whole.path());
        swap(dir.path(), ending);
        fs::remove_dir_all(dir.path().join("register")).unwrap();
        let (register, _) = open(dir.path());
        for id in IDS {
            let there = register.get(id).map(|a| name_of(&a).to_owned());
            assert!(there.as_ref().is_err() || there.is_ok_and(|n| n.starts_with(id)), "{ending} of {id}");
        }
    }
}

#[test]
fn of_two_copies_from_different_days_the_newer_one_is_kept() {
    let yesterday = filled(3, 3);
    let today = copy(yesterday.path());
    let (register, _) = open(today.path());
    for n in 3..8 {
        register.edit("a1", &words(n, &format!("a1 {n} "))).unwrap();
    }
    register.close().unwrap();
    for old in ["register", "plain"] {
        let dir = copy(today.path());
        fs::remove_dir_all(dir.path().join(old)).unwrap();
        fs::rename(copy(yesterday.path()).path().join(old), dir.path().join(old)).unwrap();
        let (register, notices) = open(dir.path());
        assert!(notices.iter().all(|n| n.weight != Weight::Lost), "{old}: {notices:?}");
        assert_eq!((lost(&register, &IDS[..1], 8), lost(&register, &IDS[1..], 3)), (0, 0), "{old}");
        register.close().unwrap();
        assert_eq!(open(dir.path()).1, [], "{old}");
    }
}

#[test]
fn a_database_is_not_given_up_for_plain_copies_that_are_not_whole() {
    for broken in [false, true] {
        let dir = filled(3, 3);
        if broken {
            fs::write(dir.path().join("plain/a2.dpia"), "{").unwrap();
        }
        // Three times the program did not come back from opening it.
        Session::Opening { tries: 3 }.write(dir.path()).unwrap();
        let (register, notices) = open(dir.path());
        assert_eq!(lost(&register, &IDS, 3), 0, "{notices:?}");
        assert!(notices.iter().all(|n| n.weight != Weight::Lost), "{notices:?}");
        assert_eq!(notices.iter().any(|n| n.text.contains("was rebuilt")), !broken, "{notices:?}");
    }
}

#[test]
fn a_byte_that_turns_without_a_trace_loses_nothing() {
    let whole = filled(6, 6);
    let mut dice = Dice(23);
    let file = PathBuf::from("register/db");
    let size = fs::metadata(whole.path().join(&file)).unwrap().len();
    for _ in 0..12 {
        let at = dice.roll(size) as usize;
        let dir = copy(whole.path());
        let path = dir.path().join(&file);
        // The copy's own times, so that only the byte differs.
        open(dir.path()).0.close().unwrap();
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let Some(byte) = bytes.get_mut(at) else { continue };
        *byte ^= 0x55;
        fs::write(&path, bytes).unwrap();
        fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
        let (register, _) = open(dir.path());
        let first = lost(&register, &IDS, 6);
        drop(register);
        // It may stop, and say so; started again, everything is there.
        let next = copy(dir.path());
        let (register, notices) = open(next.path());
        assert_eq!(lost(&register, &IDS, 6), 0, "{at}: {first} at first; {notices:?}");
        assert!(notices.iter().all(|n| n.weight != Weight::Lost), "{at}: {notices:?}");
    }
}

#[test]
fn an_edit_that_is_in_neither_history_is_told_and_not_called_repaired() {
    let dir = filled(6, 2);
    let journal = dir.path().join("plain/a1.journal");
    let kept: Vec<String> = fs::read_to_string(&journal)
        .unwrap()
        .lines()
        .map(|l| format!("{l}\n"))
        .enumerate()
        .filter(|(n, _)| *n != 1)
        .map(|(_, l)| l)
        .collect();
    let (register, _) = open(dir.path());
    register.vanish_from_history("a1", 2);
    fs::write(&journal, kept.concat()).unwrap();
    for _ in 0..2 {
        assert_eq!(register.history("a1").unwrap().len(), 5);
    }
    let notices = register.take_notices();
    let told = |n: &Notice| n.weight == Weight::Lost && n.text.contains("1 of the changes that led to it");
    assert!(notices.len() == 1 && notices.iter().any(told), "{notices:?}");
    assert!(notices.iter().all(|n| !n.text.contains("came back")), "{notices:?}");
}

#[test]
fn a_journal_of_many_thousand_edits_is_read_and_repaired() {
    let dir = filled(1, 1);
    let path = dir.path().join("plain/a1.journal");
    let mut entry = crate::line::read_of::<crate::Entry>("a1", &fs::read(&path).unwrap()).whole.remove(0);
    let mut lines = String::new();
    for n in 0..20_000 {
        (entry.revision, entry.edit) = (n + 1, words(n, &format!("a1 {n} ")));
        lines += &crate::line::write_of("a1", &entry);
    }
    // A torn line at its end has it written again.
    fs::write(&path, lines + "{\"entry\":{\"rev").unwrap();
    let (register, notices) = open(dir.path());
    assert_eq!(lost(&register, &IDS[..1], 20_000), 0, "{notices:?}");
    register.close().unwrap();
    assert_eq!(open(dir.path()).1, []);
}
