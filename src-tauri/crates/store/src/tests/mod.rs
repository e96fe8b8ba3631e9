//! Tests of the register as a whole.

mod backups;
mod closing;
mod damage;
mod full_disk;
mod keeping;
mod kills;
mod mixed_up;
pub(crate) mod steps;
mod waiting;

use std::path::Path;
use std::sync::Arc;

use model::{Answer, Assessment, Change, Edit, File, Place, Seal, Status, Template};

use crate::{Care, Notice, Register, Summarise, Templates};

/// Gives the tiny template of the tests.
pub(crate) fn tiny() -> Arc<Template> {
    let json = include_bytes!("../../../../../tests/suite/tiny-template.json");
    Arc::new(Template::from_json(json).expect("the tiny template is sound"))
}

pub(crate) fn templates() -> Templates {
    let tiny = tiny();
    Arc::new(move |id| (id == tiny.id).then(|| tiny.clone()))
}

pub(crate) fn summarise() -> Summarise {
    Arc::new(|a| serde_json::json!({ "answered": a.answers.len() }))
}

pub(crate) fn care() -> Care {
    Care { reserve: 1 << 20, every: 5, ..Care::default() }
}

pub(crate) fn open(dir: &Path) -> (Register, Vec<Notice>) {
    // Another test may just be starting a program, which holds the lock as well until it runs.
    for _ in 0..200 {
        match Register::open_with(dir, templates(), summarise(), care()) {
            Err(crate::Error::InUse) => std::thread::sleep(std::time::Duration::from_millis(50)),
            opened => return opened.expect("the register opens"),
        }
    }
    panic!("the register stays in use")
}

pub(crate) fn fresh(id: &str) -> File {
    File::new(Assessment::new(id, &tiny(), "A small thing", "Officer", "2026-01-05"))
}

pub(crate) fn edit(against: u64, change: Change) -> Edit {
    Edit {
        against,
        by: "Officer".into(),
        at: "2026-06-16T10:00:00Z".into(),
        change,
        group: None,
        how: Default::default(),
    }
}

/// An edit that writes words into the field that is the name of the project.
pub(crate) fn words(against: u64, text: &str) -> Edit {
    edit(against, Change::SetAnswer { at: Place::field("name"), answer: Some(Answer::Text(text.into())) })
}

pub(crate) fn name_of(a: &Assessment) -> &str {
    match a.answers.get("name") {
        Some(Answer::Text(text)) => text,
        _ => "",
    }
}

/// The change that signs an assessment off, without the form's own rules.
pub(crate) fn sign(a: &Assessment, number: &str) -> Change {
    let mut signed = a.clone();
    signed.version = number.to_owned();
    let seal =
        Seal { by: "Head".into(), on: "2026-07-01".into(), reason: "First".into(), digest: signed.digest() };
    Change::SetLife { status: Status::SignedOff, version: number.into(), seal: Some(seal) }
}

/// Writes `edits` edits to each of `ids`, and gives the last words of each.
pub(crate) fn fill(register: &Register, ids: &[&str], edits: u64) {
    for id in ids {
        register.add(fresh(id)).expect("it is added");
        for n in 0..edits {
            register.edit(id, &words(n, &format!("{id} {n} {}", "long ".repeat(300)))).expect("it is edited");
        }
    }
}

/// Says how many of the edits that [`fill`] had acknowledged are not there, in the assessment or its history.
pub(crate) fn lost(register: &Register, ids: &[&str], edits: u64) -> u64 {
    let mut lost = 0;
    for id in ids {
        let revision = register.get(id).map_or(0, |a| a.revision);
        let right = edits == 0
            || register.get(id).is_ok_and(|a| name_of(&a).starts_with(&format!("{id} {} ", edits - 1)));
        let history = register.history(id).map_or(0, |h| h.len() as u64);
        lost += (edits - revision.min(edits)).max(edits - history.min(edits)).max(u64::from(!right));
    }
    lost
}

/// A small generator of numbers, the same for the same seed.
pub(crate) struct Dice(pub u64);

impl Dice {
    /// Gives a number below `end`.
    pub fn roll(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % end.max(1)
    }
}
