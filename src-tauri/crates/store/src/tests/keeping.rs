use model::{Change, Status};

use super::*;
use crate::Error;

#[test]
fn edits_are_there_after_reopening_with_their_history() {
    let dir = tempfile::tempdir().unwrap();
    let (register, notices) = open(dir.path());
    assert_eq!(notices, []);
    fill(&register, &["one", "two"], 12);
    let before = register.get("one").unwrap();
    let listed = register.list().unwrap();
    register.close().unwrap();
    let (register, notices) = open(dir.path());
    assert_eq!(notices, []);
    assert_eq!(register.get("one").unwrap(), before);
    assert_eq!(register.list().unwrap(), listed);
    assert_eq!(
        listed.iter().map(|s| (s.id.as_str(), s.revision)).collect::<Vec<_>>(),
        [("one", 12), ("two", 12)]
    );
    assert_eq!(listed[0].summary["answered"], 2);
    assert_eq!(lost(&register, &["one", "two"], 12), 0);
    let history = register.history("one").unwrap();
    assert_eq!(history.iter().map(|e| e.revision).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
}

#[test]
fn playing_the_inverses_backwards_gives_the_beginning() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &["one"], 7);
    let mut a = register.get("one").unwrap();
    for entry in register.history("one").unwrap().into_iter().rev() {
        a = register.edit("one", &edit(a.revision, entry.inverse)).unwrap();
    }
    assert_eq!(a.answers, fresh("one").assessment.answers);
    assert_eq!(a.revision, 14);
}

#[test]
fn a_stale_edit_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &["one"], 2);
    let refused = register.edit("one", &words(1, "late"));
    assert!(
        matches!(refused, Err(Error::Model(model::Error::Stale { present: 2, against: 1 }))),
        "{refused:?}"
    );
    assert_eq!(lost(&register, &["one"], 2), 0);
    assert_eq!(register.history("one").unwrap().len(), 2);
}

#[test]
fn only_one_can_have_the_register_open() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    let second = crate::Register::open_with(dir.path(), templates(), summarise(), care());
    assert!(matches!(second, Err(Error::InUse)), "{second:?}");
    drop(register);
    open(dir.path());
}

#[test]
fn what_was_signed_never_changes_and_is_superseded_by_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &["one"], 1);
    let a = register.get("one").unwrap();
    let signed = register.edit("one", &edit(1, sign(&a, "1.0"))).unwrap();
    assert_eq!(register.versions("one").unwrap()[0].assessment, signed);

    let reopened = Change::SetLife { status: Status::Draft, version: "1.0".into(), seal: None };
    assert!(matches!(register.edit("one", &edit(2, reopened)), Err(Error::Signed(v)) if v == "1.0"));
    let set = words(2, "other").change;
    let back =
        Change::SetLife { status: Status::SignedOff, version: "1.0".into(), seal: signed.seal.clone() };
    let through = Change::SetLife { status: Status::Draft, version: "1.1".into(), seal: None };
    let cheat = Change::Several { changes: vec![through.clone(), set.clone(), back] };
    assert!(matches!(register.edit("one", &edit(2, cheat)), Err(Error::Signed(_))));
    assert_eq!(register.get("one").unwrap(), signed);

    let next = register.edit("one", &edit(2, Change::Several { changes: vec![through, set] })).unwrap();
    assert_eq!(register.versions("one").unwrap()[0].assessment.status, Status::SignedOff);
    register.edit("one", &edit(3, sign(&next, "1.1"))).unwrap();
    check_versions(&register, &signed);
    register.close().unwrap();
    std::fs::remove_dir_all(dir.path().join("register")).unwrap();
    let (register, _) = open(dir.path());
    check_versions(&register, &signed);
    assert_eq!(register.list().unwrap()[0].versions, ["1.0", "1.1"]);
}

fn check_versions(register: &Register, first: &Assessment) {
    let versions = register.versions("one").unwrap();
    let states: Vec<_> =
        versions.iter().map(|v| (v.assessment.version.as_str(), v.assessment.status)).collect();
    assert_eq!(states, [("1.0", Status::Superseded), ("1.1", Status::SignedOff)]);
    let was = Assessment { status: Status::Superseded, ..first.clone() };
    assert_eq!(versions[0].assessment, was);
    assert_eq!(
        register.file("one").unwrap().versions.len(),
        1,
        "the version in hand stands once in the file"
    );
}

#[test]
fn a_file_goes_in_and_comes_out_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    let mut file = fresh("one");
    file.assessment.revision = 41;
    let bytes = b"a plan".to_vec();
    let sha = crate::pack::sha256(&bytes);
    let attachment = model::AttachmentRef {
        sha256: sha.clone(),
        title: "Plan".into(),
        file_name: "plan.txt".into(),
        size: 6,
        what: "text".into(),
        pages: None,
        printed: Vec::new(),
    };
    file.assessment.answers.insert("look.files".into(), Answer::Attachments(vec![attachment]));
    file.files.insert(sha.clone(), "YSBwbGFu".into());
    register.add(file.clone()).unwrap();
    assert_eq!(register.file("one").unwrap(), file);
    assert_eq!(register.get_file(&sha).unwrap(), bytes);
    assert!(matches!(register.add(file), Err(Error::Exists(_))));
    register.edit("one", &words(41, "more")).unwrap();
    assert_eq!(register.history("one").unwrap().len(), 1);
    assert!(matches!(register.get_file("../lock"), Err(Error::NotFound(_))));
}

#[test]
fn ids_that_cannot_name_a_file_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    for id in ["", "../x", "A", "a/b", "nul", "com1", "ä", &"x".repeat(81)] {
        assert!(matches!(register.add(fresh(id)), Err(Error::Id(_))), "{id}");
    }
    assert!(matches!(register.get("../x"), Err(Error::NotFound(_))));
}

#[test]
fn settings_and_the_archive_survive_the_loss_of_the_database() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &["one", "two"], 3);
    register.archive("two").unwrap();
    register.set_setting("author", &"Officer".into()).unwrap();
    register.close().unwrap();
    std::fs::remove_dir_all(dir.path().join("register")).unwrap();
    let (register, notices) = open(dir.path());
    assert!(
        notices[0].text.contains("rebuilt from the plain copies: 2 assessments, nothing lost"),
        "{notices:?}"
    );
    assert_eq!(register.list().unwrap().iter().map(|s| s.archived).collect::<Vec<_>>(), [false, true]);
    assert_eq!(register.setting("author").unwrap(), Some("Officer".into()));
    register.unarchive("two").unwrap();
    assert!(!register.list().unwrap()[1].archived);
}

#[test]
fn compacting_keeps_everything() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &["one", "two"], 30);
    register.compact().unwrap();
    assert_eq!(lost(&register, &["one", "two"], 30), 0);
    register.edit("one", &words(30, "one 30 ")).unwrap();
    register.close().unwrap();
    let (register, notices) = open(dir.path());
    assert_eq!(notices, []);
    assert_eq!(lost(&register, &["one"], 31), 0);
    assert!(!dir.path().join("register-old").exists() && !dir.path().join("register-spare").exists());
}

#[test]
fn an_edit_without_its_template_is_refused_and_nothing_is_cut_off() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &["one"], 3);
    drop(register.close());
    std::fs::remove_dir_all(dir.path().join("register")).unwrap();
    // The .dpia file is put back to revision 0, as a kill before the first rewriting leaves it.
    let bytes = fresh("one").to_bytes();
    std::fs::write(dir.path().join("plain/one.dpia"), bytes).unwrap();
    std::fs::remove_file(dir.path().join("plain/manifest.jsonl")).unwrap();
    let none: Templates = Arc::new(|_| None);
    let (register, notices) = Register::open_with(dir.path(), none, summarise(), care()).unwrap();
    assert!(notices.iter().any(|n| n.text.contains("its template “tiny” is installed")), "{notices:?}");
    register.close().unwrap();
    let (register, _) = open(dir.path());
    assert_eq!(lost(&register, &["one"], 3), 0);
}

#[test]
fn a_database_that_hangs_or_panics_is_given_up_and_says_so() {
    for bad_day in [Register::hang, Register::panic] {
        let dir = tempfile::tempdir().unwrap();
        let (mut register, _) = open(dir.path());
        fill(&register, &["one"], 2);
        assert!(matches!(bad_day(&mut register), Error::Poisoned(_)));
        let said = register.get("one").unwrap_err();
        assert!(matches!(said, Error::Poisoned(_)) && said.to_string().contains("start it again"), "{said}");
        assert!(matches!(register.edit("one", &words(2, "more")), Err(Error::Poisoned(_))));
        drop(register);
        // The next start of the program is another process; here the files are copied to be free of this one.
        let next = super::damage::copy(dir.path());
        let (register, notices) = open(next.path());
        assert_eq!(lost(&register, &["one"], 2), 0);
        assert!(notices[0].text.contains("was not closed properly"), "{notices:?}");
    }
}

#[test]
fn a_compaction_that_was_cut_off_is_put_right() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    fill(&register, &["one"], 3);
    register.close().unwrap();
    std::fs::rename(dir.path().join("register"), dir.path().join("register-old")).unwrap();
    std::fs::create_dir(dir.path().join("register-new")).unwrap();
    let (register, notices) = open(dir.path());
    assert_eq!((lost(&register, &["one"], 3), notices), (0, vec![]));
    assert!(!dir.path().join("register-new").exists());
}
