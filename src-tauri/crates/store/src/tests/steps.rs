//! Ends a process between every two steps of everything that the register does, and looks at what is left.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;

static PASSED: AtomicU64 = AtomicU64::new(0);

/// Ends the process at the step that `DPIA_STOP_AT` names, as a kill does: nothing is flushed, dropped or unwound.
pub(crate) fn passed() {
    let n = PASSED.fetch_add(1, Ordering::SeqCst) + 1;
    let stop = std::env::var("DPIA_STOP_AT").ok().and_then(|n| n.parse().ok());
    if stop == Some(n) {
        std::process::abort();
    }
}

/// The process that is ended: does everything that a register can do, and prints what was acknowledged.
#[test]
#[ignore = "started by the test below, in a process of its own"]
fn walker() {
    let Some(dir) = std::env::var_os("DPIA_WALKER_DIR").map(std::path::PathBuf::from) else { return };
    let (at, zip) = (dir.join("register"), dir.join("backup.zip"));
    let (register, _) = open(&at);
    register.add(fresh("one")).unwrap();
    println!("ack one 0");
    write_edits(&register, 0..6);
    let a = register.get("one").unwrap();
    register.edit("one", &edit(6, sign(&a, "1.0"))).unwrap();
    println!("ack one 7");
    register.archive("one").unwrap();
    println!("archived");
    let sha = register.put_file(b"a plan").unwrap();
    println!("file {sha}");
    register.set_setting("author", &"Officer".into()).unwrap();
    println!("setting");
    register.compact().unwrap();
    register.backup(&zip, &mut |_, _| true).unwrap();
    println!("backup");
    register.close().unwrap();
    let (register, _) = open(&at);
    let next = Change::SetLife { status: Status::Draft, version: "1.1".into(), seal: None };
    register.edit("one", &edit(7, next)).unwrap();
    println!("ack one 8");
    write_edits(&register, 8..10);
    register.close().unwrap();
    println!("restoring");
    crate::restore(&zip, &at, true, &mut |_, _| true).unwrap();
    println!("restored");
    let (register, _) = open(&at);
    register.close().unwrap();
    println!("all done");
}

fn write_edits(register: &Register, revisions: std::ops::Range<u64>) {
    for n in revisions {
        register.edit("one", &words(n, &format!("one says {n}"))).unwrap();
        println!("ack one {}", n + 1);
    }
}

fn walk(dir: &Path, stop: u64) -> String {
    let out = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::steps::walker", "--ignored", "--nocapture", "--test-threads=1"])
        .env("DPIA_WALKER_DIR", dir)
        .env("DPIA_STOP_AT", stop.to_string())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[test]
fn ended_between_any_two_steps_nothing_acknowledged_is_lost() {
    let mut steps = 0;
    for stop in 1.. {
        let dir = tempfile::tempdir().unwrap();
        let said = walk(dir.path(), stop);
        steps = stop;
        look_at(dir.path(), &said, stop);
        if said.contains("all done") {
            break;
        }
        assert!(stop < 1000, "it never ends: {said}");
    }
    println!("{steps} steps");
    assert!(steps > 100, "only {steps} steps were passed");
}

/// Opens what an ended process left, and compares it with what it had acknowledged.
fn look_at(dir: &Path, said: &str, stop: u64) {
    let (at, zip) = (dir.join("register"), dir.join("backup.zip"));
    let what = || format!("ended at step {stop} after “{}”", said.lines().last().unwrap_or_default());
    let last = said.lines().filter_map(|l| l.strip_prefix("ack one ")?.parse::<u64>().ok()).max();
    let (register, notices) = open(&at);
    assert!(notices.iter().all(|n| n.weight != crate::Weight::Lost), "{}: {notices:?}", what());
    if let Some(acknowledged) = last {
        let there = register.get("one").unwrap();
        let history = register.history("one").unwrap().len() as u64;
        assert_eq!(history, there.revision, "{}", what());
        // A restore that was ended is either not there at all or complete.
        let restored = said.contains("restoring") && there.revision == 7;
        assert!(restored || there.revision >= acknowledged, "{}: {} is there", what(), there.revision);
        assert!(!said.contains("restored") || restored, "{}", what());
        if acknowledged >= 7 {
            assert_eq!(register.versions("one").unwrap().len(), 1, "{}", what());
        }
    }
    if said.contains("archived") {
        assert!(register.list().unwrap()[0].archived, "{}", what());
    }
    if let Some(sha) = said.lines().find_map(|l| l.strip_prefix("file ")) {
        assert_eq!(register.get_file(sha).unwrap(), b"a plan", "{}", what());
    }
    if said.contains("setting") {
        assert_eq!(register.setting("author").unwrap(), Some("Officer".into()), "{}", what());
    }
    register.close().unwrap();
    let (register, again) = open(&at);
    assert_eq!(again, [], "{}: the repair does not last", what());
    register.close().unwrap();
    if zip.exists() {
        crate::restore(&zip, &dir.join("other"), false, &mut |_, _| true).expect("the backup is whole");
    }
    let left: Vec<_> = crate::disk::files(&at).into_iter().filter(|p| is_left_over(p)).collect();
    assert!(left.is_empty(), "{}: {left:?}", what());
}

fn is_left_over(path: &Path) -> bool {
    let name = path.to_string_lossy();
    [".partial", ".next", "register-", "restoring-", "damaged"].iter().any(|n| name.contains(n))
}
