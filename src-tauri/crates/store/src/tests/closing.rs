//! What is left behind by closing, and how opening deals with a database that somebody still holds.

use std::fs::{self, File};

use super::*;
use crate::database::Database;
use crate::{Error, Weight};

fn database_file(dir: &Path) -> File {
    File::options().write(true).open(dir.join("register/db")).unwrap()
}

#[test]
fn a_closed_register_is_let_go_of_and_does_not_change_any_more() {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..60 {
        let (register, notices) = open(dir.path());
        assert_eq!(notices, [], "round {n}");
        if n == 0 {
            register.add(fresh("one")).unwrap();
        }
        register.edit("one", &words(n, &"long ".repeat(300))).unwrap();
        register.close().unwrap();
        // sled's own threads may hold the file for a while after it was dropped; it is not closed before they let go.
        assert!(database_file(dir.path()).try_lock().is_ok(), "round {n}");
    }
}

#[test]
fn a_database_that_another_still_holds_is_waited_for_and_not_taken_for_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &["one"], 3);
    register.close().unwrap();
    let held = database_file(dir.path());
    held.lock().unwrap();
    // Held for good, it is in use, and nothing is done to it.
    let refused = Database::open(&dir.path().join("register"), std::time::Duration::ZERO);
    assert!(matches!(refused, Err(Error::InUse)), "{refused:?}");
    let at = dir.path().to_owned();
    let opening = std::thread::spawn(move || open(&at));
    drop(held);
    let (register, notices) = opening.join().unwrap();
    assert_eq!((lost(&register, &["one"], 3), notices), (0, vec![]));
}

#[test]
fn closing_writes_nothing_about_assessments_that_were_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    let ids: Vec<String> = (0..40).map(|n| format!("n{n}")).collect();
    fill(&register, &ids.iter().map(String::as_str).collect::<Vec<_>>(), 1);
    register.close().unwrap();
    let list = dir.path().join("plain/manifest.jsonl");
    let (register, _) = open(dir.path());
    let before = fs::read_to_string(&list).unwrap();
    register.edit("n7", &words(1, "more")).unwrap();
    register.close().unwrap();
    let after = fs::read_to_string(&list).unwrap();
    let added = after.strip_prefix(&before).expect("only lines are added");
    assert!(added.lines().count() <= 2 && added.lines().all(|l| l.contains("\"n7\"")), "{added}");
    let (_, notices) = open(dir.path());
    assert_eq!(notices, []);
}

#[test]
fn a_list_that_has_grown_is_written_anew() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    register.add(fresh("one")).unwrap();
    for n in 0..80 {
        if n % 2 == 0 { register.archive("one").unwrap() } else { register.unarchive("one").unwrap() }
    }
    register.close().unwrap();
    let lines = fs::read_to_string(dir.path().join("plain/manifest.jsonl")).unwrap().lines().count();
    assert_eq!(lines, 1);
}

#[test]
fn a_clock_that_goes_backwards_changes_nothing_but_what_is_looked_at() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    register.add(fresh("one")).unwrap();
    for n in 0..6 {
        let at = format!("20{}-06-16T10:00:00Z", 30 - n);
        register.edit("one", &Edit { at, ..words(n, &format!("one {n} ")) }).unwrap();
    }
    register.close().unwrap();
    for file in crate::disk::files(dir.path()) {
        let early = std::time::UNIX_EPOCH - std::time::Duration::from_secs(1000);
        File::options().append(true).open(dir.path().join(file)).unwrap().set_modified(early).unwrap();
    }
    let (register, notices) = open(dir.path());
    assert!(notices.iter().all(|n| n.weight != Weight::Lost), "{notices:?}");
    assert_eq!(lost(&register, &["one"], 6), 0);
    let revisions: Vec<_> = register.history("one").unwrap().iter().map(|e| e.revision).collect();
    assert_eq!(revisions, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_disk_that_cannot_be_written_to_is_said_and_nothing_is_changed() {
    let dir = tempfile::tempdir().unwrap();
    let mount = |options: &str| super::full_disk::mount(dir.path(), options);
    if !mount("size=24m") {
        println!("skipped: a tmpfs can be mounted only by root on Linux");
        return;
    }
    let at = dir.path().join("register");
    let (register, _) = open(&at);
    fill(&register, &["one"], 3);
    register.close().unwrap();
    assert!(mount("remount,ro"));
    let refused = Register::open_with(&at, templates(), summarise(), care()).unwrap_err();
    assert!(matches!(&refused, Error::Disk { .. }), "{refused:?}");
    assert!(refused.to_string().contains("can be written to"), "{refused}");
    assert!(mount("remount,rw"));
    let (register, notices) = open(&at);
    assert_eq!((lost(&register, &["one"], 3), notices), (0, vec![]));
    register.close().unwrap();
    let _ = std::process::Command::new("umount").arg(dir.path()).status();
}
