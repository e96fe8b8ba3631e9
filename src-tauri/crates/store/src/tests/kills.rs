//! Kills a process that writes edits, again and again, and counts acknowledged edits that are lost: none may be.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;

const IDS: [&str; 3] = ["k1", "k2", "k3"];

/// The process that is killed: writes edits in turn, and prints each as soon as it is acknowledged.
#[test]
#[ignore = "started by the test below, in a process of its own"]
fn scribe() {
    let Some(dir) = std::env::var_os("DPIA_SCRIBE_DIR") else { return };
    let (mut register, _) = open(Path::new(&dir));
    let mut out = std::io::stdout();
    for id in IDS {
        if register.get(id).is_err() {
            register.add(fresh(id)).unwrap();
        }
        writeln!(out, "ack {id} {}", register.get(id).unwrap().revision).unwrap();
    }
    for turn in 1u64.. {
        match turn % 12 {
            4 => drop(register.compact().unwrap()),
            7 => register.archive(IDS[0]).unwrap(),
            10 => {
                register.close().unwrap();
                register = open(Path::new(&dir)).0;
            }
            _ => {}
        }
        for id in IDS {
            let revision = register.get(id).unwrap().revision;
            let after = register.edit(id, &words(revision, &format!("{id} says {revision}"))).unwrap();
            writeln!(out, "ack {id} {}", after.revision).unwrap();
            out.flush().unwrap();
        }
    }
}

#[test]
fn no_acknowledged_edit_is_lost_when_the_process_is_killed() {
    let rounds: u64 = std::env::var("DPIA_KILL_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    let dir = tempfile::tempdir().unwrap();
    let mut dice = Dice(42);
    let mut acknowledged: BTreeMap<String, u64> = BTreeMap::new();
    let (mut lost, mut edits) = (0, 0);
    for round in 0..rounds {
        // Some rounds end it while it opens the register; the others after some edits and a moment more.
        let edits_first = [0, 1, dice.roll(40)][dice.roll(3) as usize];
        let told = killed_after(dir.path(), edits_first, Duration::from_micros(dice.roll(30_000)));
        for (id, revision) in told {
            edits += 1;
            acknowledged.insert(id, revision);
        }
        let (register, notices) = open(dir.path());
        for (id, revision) in &acknowledged {
            let there = register.get(id).map_or(0, |a| a.revision);
            let history = register.history(id).unwrap_or_default();
            let gone = revision.saturating_sub(there).max(revision.saturating_sub(history.len() as u64));
            assert_eq!(gone, 0, "round {round}: {gone} edits of {id} are lost; {notices:?}");
            lost += gone;
            let last = there.checked_sub(1).map(|n| format!("{id} says {n}"));
            assert_eq!(last.as_deref().unwrap_or("A small thing"), name_of(&register.get(id).unwrap()));
        }
        // Half of the rounds begin with a register that was closed, half with one that was not.
        if dice.roll(2) == 0 { register.close().unwrap() } else { drop(register) }
    }
    println!("{rounds} kills, {edits} acknowledged, {lost} lost");
    assert!(edits > rounds, "the scribe hardly wrote anything");
}

/// Starts the scribe, kills it a while after it has acknowledged so many edits, and gives what it had acknowledged.
fn killed_after(dir: &Path, edits: u64, while_: Duration) -> Vec<(String, u64)> {
    let mut scribe = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::kills::scribe", "--ignored", "--nocapture", "--test-threads=1"])
        .env("DPIA_SCRIBE_DIR", dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The last line may be torn; one that is whole was acknowledged.
    let lines = BufReader::new(scribe.stdout.take().unwrap()).split(b'\n').map_while(Result::ok);
    let mut acknowledged = lines.filter_map(|l| {
        let line = String::from_utf8(l).ok()?;
        let (id, revision) = line.strip_prefix("ack ")?.split_once(' ')?;
        Some((id.to_owned(), revision.parse().ok()?))
    });
    let mut told: Vec<(String, u64)> = acknowledged.by_ref().take(edits as usize).collect();
    std::thread::sleep(while_);
    scribe.kill().unwrap();
    told.extend(acknowledged);
    scribe.wait().unwrap();
    told
}
