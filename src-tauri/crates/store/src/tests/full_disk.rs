//! Fills the disk, a small tmpfs, in processes of their own.

use std::path::Path;
use std::process::{Command, Stdio};

use super::*;
use crate::Error;

/// The process that writes until the disk is full, and prints what it had acknowledged and how it ended.
#[test]
#[ignore = "started by the test below, in a process of its own"]
fn filler() {
    let Some(dir) = std::env::var_os("DPIA_FILLER_DIR") else { return };
    let reserve: u64 = std::env::var("DPIA_FILLER_RESERVE").unwrap().parse().unwrap();
    let care = Care { reserve, patience: std::time::Duration::from_secs(5), every: 5 };
    let (register, _) = Register::open_with(Path::new(&dir), templates(), summarise(), care).unwrap();
    if register.get("full").is_err() {
        register.add(fresh("full")).unwrap();
    }
    let mut dice = Dice(3);
    loop {
        let revision = register.get("full").map(|a| a.revision);
        let mut words =
            |n| words(n, &(0..40_000).map(|_| char::from(b'a' + dice.roll(26) as u8)).collect::<String>());
        match revision.and_then(|n| register.edit("full", &words(n))) {
            Ok(after) => println!("ack {}", after.revision),
            Err(e) => {
                println!("end {}", if matches!(e, Error::Full { .. }) { "full" } else { "failed" });
                println!("said {e}");
                let again = register.get("full").map(|a| a.revision);
                println!("then {again:?}");
                drop(register);
                println!("dropped");
                return;
            }
        }
    }
}

fn filled_up(dir: &Path, reserve: u64) -> String {
    let out = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::full_disk::filler", "--ignored", "--nocapture", "--test-threads=1"])
        .env("DPIA_FILLER_DIR", dir)
        .env("DPIA_FILLER_RESERVE", reserve.to_string())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&out.stdout).into_owned()
}

pub(super) fn mount(at: &Path, options: &str) -> bool {
    let done = Command::new("mount")
        .args(["-t", "tmpfs", "-o", options, "tmpfs"])
        .arg(at)
        .stderr(Stdio::null())
        .status();
    cfg!(target_os = "linux") && done.is_ok_and(|s| s.success())
}

/// Fills a disk down to `reserve` bytes, gives it room again, and gives what the filler said and what is there then.
fn fill_and_reopen(reserve: u64) -> Option<(String, u64, u64)> {
    let dir = tempfile::tempdir().unwrap();
    if !mount(dir.path(), "size=24m") {
        println!("skipped: a tmpfs can be mounted only by root on Linux");
        return None;
    }
    let at = dir.path().join("register");
    let said = filled_up(&at, reserve);
    let acknowledged = said.lines().filter_map(|l| l.strip_prefix("ack ")?.parse().ok()).max().unwrap_or(0);
    assert!(mount_again(dir.path()), "the tmpfs takes more room");
    let (register, _) = open(&at);
    let there = register.get("full").unwrap().revision;
    let history = register.history("full").unwrap().len() as u64;
    register.close().unwrap();
    let _ = Command::new("umount").arg(dir.path()).status();
    Some((said, acknowledged, there.min(history)))
}

fn mount_again(at: &Path) -> bool {
    Command::new("mount").args(["-o", "remount,size=96m"]).arg(at).status().is_ok_and(|s| s.success())
}

#[test]
fn a_disk_that_fills_up_is_refused_in_time_and_nothing_is_lost() {
    let Some((said, acknowledged, there)) = fill_and_reopen(4 << 20) else { return };
    assert!(said.contains("end full") && said.contains("Free some room"), "{said}");
    assert!(said.contains(&format!("then Ok({acknowledged})")), "it still reads: {said}");
    assert!(said.contains("dropped"), "{said}");
    assert!(acknowledged > 20);
    assert_eq!(there, acknowledged);
}

#[test]
fn a_disk_that_is_full_to_the_last_byte_loses_nothing_and_nothing_hangs() {
    let Some((said, acknowledged, there)) = fill_and_reopen(0) else { return };
    assert!(said.contains("end ") && said.contains("dropped"), "{said}");
    println!("{}", said.lines().filter(|l| !l.starts_with("ack")).collect::<Vec<_>>().join("\n"));
    assert!(acknowledged > 20);
    assert!(there >= acknowledged, "{} acknowledged edits are lost", acknowledged - there);
}
