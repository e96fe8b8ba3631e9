use std::fs;
use std::io::Write;
use std::path::Path;

use zip::write::SimpleFileOptions;

use super::*;
use crate::{Error, Weight, restore};

fn yes(_: usize, _: usize) -> bool {
    true
}

/// A register with two assessments and an attached file, and its backup.
fn backed_up() -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(&dir.path().join("from"));
    fill(&register, &["one", "two"], 6);
    register.archive("two").unwrap();
    register.put_file(b"a plan").unwrap();
    register.set_setting("author", &"Officer".into()).unwrap();
    let zip = dir.path().join("backup.zip");
    let mut steps = Vec::new();
    let done = register
        .backup(&zip, &mut |n, of| {
            steps.push((n, of));
            true
        })
        .unwrap();
    assert_eq!((done.assessments, done.files, done.missing.len()), (2, 1, 0));
    assert_eq!(steps, [(1, 4), (2, 4), (3, 4), (4, 4)]);
    (dir, zip)
}

#[test]
fn a_backup_restores_everything() {
    let (dir, zip) = backed_up();
    let to = dir.path().join("to");
    let done = restore(&zip, &to, false, &mut yes).unwrap();
    assert_eq!((done.assessments, done.files), (2, 1));
    let (register, notices) = open(&to);
    assert_eq!(lost(&register, &["one", "two"], 6), 0);
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(
        notices[0].weight == Weight::Note
            && notices[0].text.contains("restored from a backup: 2 assessments")
    );
    assert_eq!(register.list().unwrap().iter().map(|s| s.archived).collect::<Vec<_>>(), [false, true]);
    assert_eq!(register.setting("author").unwrap(), Some("Officer".into()));
    assert_eq!(register.get_file(&crate::pack::sha256(b"a plan")).unwrap(), b"a plan");
    let (from, _) = open(&dir.path().join("from"));
    assert_eq!(from.get("one").unwrap(), register.get("one").unwrap());
    assert_eq!(from.list().unwrap(), register.list().unwrap());
}

#[test]
fn a_register_is_replaced_only_when_told_and_is_kept_beside() {
    let (dir, zip) = backed_up();
    let to = dir.path().join("to");
    let (register, _) = open(&to);
    register.add(fresh("mine")).unwrap();
    assert!(matches!(restore(&zip, &to, true, &mut yes), Err(Error::InUse)));
    register.close().unwrap();
    assert!(matches!(restore(&zip, &to, false, &mut yes), Err(Error::NotEmpty)));
    let stopped = restore(&zip, &to, true, &mut |n, _| n < 3);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    let (register, notices) = open(&to);
    assert_eq!((register.list().unwrap().len(), notices.len()), (1, 0), "{notices:?}");
    register.close().unwrap();
    restore(&zip, &to, true, &mut yes).unwrap();
    let (register, _) = open(&to);
    assert_eq!(lost(&register, &["one", "two"], 6), 0);
    assert!(matches!(register.get("mine"), Err(Error::NotFound(_))));
    let (old, _) = open(&to.join("replaced-1"));
    assert_eq!(old.get("mine").unwrap(), fresh("mine").assessment);
}

#[test]
fn a_stopped_backup_leaves_the_last_one() {
    let (dir, zip) = backed_up();
    let before = fs::read(&zip).unwrap();
    let (register, _) = open(&dir.path().join("from"));
    assert!(matches!(register.backup(&zip, &mut |n, _| n < 2), Err(Error::Cancelled)));
    assert_eq!(fs::read(&zip).unwrap(), before);
    assert!(!dir.path().join("backup.zip.partial").exists());
}

#[test]
fn a_broken_backup_is_refused_wherever_it_is_broken() {
    let (dir, zip) = backed_up();
    let whole = fs::read(&zip).unwrap();
    let to = dir.path().join("to");
    let (register, _) = open(&to);
    register.add(fresh("mine")).unwrap();
    register.close().unwrap();
    let before = picture(&to);
    let mut dice = Dice(5);
    let mut refused = 0;
    for n in 0..120 {
        let at = dice.roll(whole.len() as u64) as usize;
        let mut bytes = whole.clone();
        if n % 2 == 0 {
            bytes.truncate(at)
        } else {
            bytes[at] ^= 0x40
        }
        let broken = dir.path().join("broken.zip");
        fs::write(&broken, bytes).unwrap();
        let outcome = restore(&broken, &dir.path().join("other"), false, &mut yes);
        if let Err(e) = outcome {
            refused += 1;
            assert!(matches!(e, Error::Backup(_) | Error::Newer(_)), "{e}");
            assert!(restore(&broken, &to, true, &mut yes).is_err());
            assert_eq!(picture(&to), before, "the register was touched");
        } else {
            // A flip in a date or a flag of the zip harms nothing: everything was verified by hash.
            let (register, _) = open(&dir.path().join("other"));
            assert_eq!(lost(&register, &["one", "two"], 6), 0);
        }
        let _ = fs::remove_dir_all(dir.path().join("other"));
    }
    assert!(refused > 80, "only {refused} of 120 were refused");
}

/// Gives the content of a register's files, without the lock.
fn picture(dir: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    crate::disk::files(dir).into_iter().map(|p| (p.clone(), fs::read(dir.join(&p)).unwrap())).collect()
}

#[test]
fn zips_that_are_no_backups_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let bomb = vec![0u8; 8 << 20];
    let id = crate::pack::sha256(&bomb);
    let list = |entries: &str| format!("{{\"kind\":\"dpia-backup\",\"format\":1,\"entries\":{{{entries}}}}}");
    let small = |name: &str| format!("\"{name}\":{{\"size\":3,\"sha256\":\"{id}\"}}");
    type Case<'a> = (&'a str, Vec<(&'a str, Vec<u8>)>);
    let cases: Vec<Case<'_>> = vec![
        ("it has no list", vec![("a.txt", b"x".to_vec())]),
        ("it is no backup of this program", vec![("manifest.json", b"{}".to_vec())]),
        ("newer edition", vec![("manifest.json", b"{\"kind\":\"dpia-backup\",\"format\":9}".to_vec())]),
        (
            "does not belong",
            vec![("manifest.json", list(&small("../../x")).into_bytes()), ("../../x", b"abc".to_vec())],
        ),
        (
            "does not belong",
            vec![("manifest.json", list(&small("plain/../x.dpia")).into_bytes()), ("x", b"abc".to_vec())],
        ),
        ("more or less", vec![("manifest.json", list("").into_bytes()), ("files/x", b"abc".to_vec())]),
        (
            "is damaged",
            vec![
                ("manifest.json", list(&small("plain/one.dpia")).into_bytes()),
                ("plain/one.dpia", bomb.clone()),
            ],
        ),
        (
            "is damaged",
            vec![
                ("manifest.json", list(&small("plain/one.dpia")).into_bytes()),
                ("plain/two.dpia", b"abc".to_vec()),
            ],
        ),
        (
            "too large",
            vec![
                (
                    "manifest.json",
                    list(&format!("\"plain/one.dpia\":{{\"size\":99999999999,\"sha256\":\"{id}\"}}"))
                        .into_bytes(),
                ),
                ("plain/one.dpia", b"abc".to_vec()),
            ],
        ),
    ];
    for (reason, entries) in cases {
        let path = dir.path().join("case.zip");
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
        for (name, bytes) in entries {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap();
        let to = dir.path().join("to");
        let said = restore(&path, &to, false, &mut yes).unwrap_err().to_string();
        assert!(said.contains(reason), "{reason}: {said}");
        assert_eq!(crate::disk::files(&to), [Path::new("lock")], "{reason}");
        assert!(!dir.path().join("x").exists());
    }
}

#[test]
fn a_restore_that_was_cut_off_while_it_was_put_in_place_is_finished() {
    let (dir, zip) = backed_up();
    let to = dir.path().join("to");
    restore(&zip, &to, false, &mut yes).unwrap();
    // As a kill leaves it: one folder moved, the other not yet, and the order still there.
    let staging = to.join("restoring-7");
    fs::create_dir(&staging).unwrap();
    fs::rename(to.join("files"), staging.join("files")).unwrap();
    let order = serde_json::json!({ "staging": "restoring-7", "aside": "replaced-7" });
    fs::write(to.join("restore.json"), crate::line::write(&order)).unwrap();
    let (register, _) = open(&to);
    assert_eq!(lost(&register, &["one", "two"], 6), 0);
    assert_eq!(register.get_file(&crate::pack::sha256(b"a plan")).unwrap(), b"a plan");
    assert!(!to.join("restore.json").exists() && !staging.exists());
}
