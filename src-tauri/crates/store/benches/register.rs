//! How long an edit takes until it is acknowledged, and how long the register takes to open and close, with 10,000
//! assessments of 60 KB in it, on the disk that holds the target folder.
//!
//! `cargo bench -p store` measures; `DPIA_BENCH_ASSESSMENTS` takes another number of assessments. Linux tells the peak memory.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion};
use model::{Answer, Assessment, Change, Edit, File, Place, Prose, Template};
use store::{Register, Summarise, Templates};

const TEMPLATE: &[u8] = include_bytes!("../../../../tests/suite/tiny-template.json");
const FIELDS: [&str; 8] =
    ["sum", "look", "2.2.more", "2.4.one.law", "2.4.one.else", "2.4.two.law", "2.4.two.else", "2.7.how"];
/// What the bench asks of a copy of itself: to open the register once, in a process of its own.
const OPEN: &str = "DPIA_BENCH_OPEN";

fn main() {
    if let Some(dir) = std::env::var_os(OPEN) {
        return open_once(&PathBuf::from(dir));
    }
    let asked = std::env::args().any(|a| a == "--bench");
    let count = std::env::var("DPIA_BENCH_ASSESSMENTS").ok().and_then(|n| n.parse().ok());
    // `cargo test --benches` only looks whether it runs.
    let count = count.unwrap_or(if asked { 10_000 } else { 20 });
    let edits = if asked { 3_000 } else { 20 };
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the target folder can be written to");
    make(dir.path(), count);
    in_a_process_of_its_own(dir.path());
    typing(dir.path(), edits);
    in_a_process_of_its_own(dir.path());
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    measure(&mut criterion, dir.path());
    criterion.final_summary();
}

/// Fills the plain folder, and has the database made from it, which needs no fsync for each assessment.
fn make(dir: &Path, count: usize) {
    let plain = dir.join("plain");
    std::fs::create_dir(&plain).expect("a folder can be made");
    let template = template();
    let mut size = 0;
    for n in 0..count {
        let bytes = File::new(assessment(&template, n)).to_bytes();
        size = bytes.len();
        std::fs::write(plain.join(format!("dpia-{n:05}.dpia")), bytes).expect("a file can be written");
    }
    let begun = Instant::now();
    let register = open(dir);
    let made = begun.elapsed();
    register.close().expect("it closes");
    println!(
        "{count} assessments of {size} bytes; the database was made from the plain copies in {made:.1?}"
    );
}

fn in_a_process_of_its_own(dir: &Path) {
    let this = std::env::current_exe().expect("it has a path");
    let done = Command::new(this).env(OPEN, dir).status().expect("it starts");
    assert!(done.success());
}

fn open_once(dir: &Path) {
    let begun = Instant::now();
    let register = open(dir);
    let opened = begun.elapsed();
    let listed = register.list().expect("it lists").len();
    let both = begun.elapsed();
    let closing = Instant::now();
    register.close().expect("it closes");
    let closed = closing.elapsed();
    println!(
        "opened in {opened:.1?}, opened and listed {listed} in {both:.1?}, closed in {closed:.1?}, peak memory {}",
        peak_memory()
    );
}

/// Edits one assessment again and again, as typing does, and prints how long each edit took.
fn typing(dir: &Path, edits: u64) {
    let register = open(dir);
    let mut times: Vec<Duration> = Vec::new();
    for n in 0..edits {
        let edit = words(n, &prose(n as usize, 7_400));
        let begun = Instant::now();
        register.edit("dpia-00007", &edit).expect("it is edited");
        times.push(begun.elapsed());
    }
    times.sort();
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len() - 1)).copied().unwrap_or_default()
    };
    println!(
        "{edits} edits acknowledged: p50 {:.1?}, p95 {:.1?}, p99 {:.1?}, longest {:.1?}",
        at(50),
        at(95),
        at(99),
        at(100)
    );
    let closing = Instant::now();
    register.close().expect("it closes");
    println!("closed after them in {:.1?}", closing.elapsed());
}

fn measure(criterion: &mut Criterion, dir: &Path) {
    criterion.bench_function("open and list", |b| {
        b.iter_custom(|rounds| {
            (0..rounds)
                .map(|_| {
                    let begun = Instant::now();
                    let register = open(dir);
                    black_box(register.list().expect("it lists"));
                    let time = begun.elapsed();
                    register.close().expect("it closes");
                    time
                })
                .sum()
        });
    });
    let register = open(dir);
    let mut revision = register.get("dpia-00009").expect("it is there").revision;
    criterion.bench_function("edit acknowledged", |b| {
        b.iter_batched(
            || {
                revision += 1;
                words(revision - 1, &prose(revision as usize, 7_400))
            },
            |edit| register.edit("dpia-00009", &edit).expect("it is edited"),
            BatchSize::PerIteration,
        );
    });
    criterion.bench_function("list", |b| b.iter(|| black_box(register.list().expect("it lists"))));
    register.close().expect("it closes");
}

fn open(dir: &Path) -> Register {
    let template = template();
    let templates: Templates = Arc::new(move |id| (id == template.id).then(|| template.clone()));
    let summarise: Summarise = Arc::new(|a| serde_json::json!({ "answered": a.answers.len() }));
    Register::open(dir, templates, summarise).expect("the register opens").0
}

fn template() -> Arc<Template> {
    Arc::new(Template::from_json(TEMPLATE).expect("the tiny template is sound"))
}

fn words(against: u64, prose: &str) -> Edit {
    let answer = Some(Answer::Prose(Prose::plain(prose)));
    Edit {
        against,
        by: "Officer".into(),
        at: "2026-06-16T10:00:00Z".into(),
        change: Change::SetAnswer { at: Place::field("sum"), answer },
        group: None,
        how: Default::default(),
    }
}

/// An assessment of about 60 KB.
fn assessment(template: &Template, n: usize) -> Assessment {
    let mut a =
        Assessment::new(&format!("dpia-{n:05}"), template, &format!("Project {n}"), "Officer", "2026-01-05");
    for (place, field) in FIELDS.iter().enumerate() {
        a.answers.insert((*field).to_owned(), Answer::Prose(Prose::plain(&prose(n * 8 + place, 7_400))));
    }
    a
}

/// So many bytes of sentences, other ones for each seed; they deflate to about a third, as English does.
fn prose(seed: usize, bytes: usize) -> String {
    let mut state = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let syllables = [
        "da", "ta", "pro", "tec", "tion", "of", "fi", "cer", "coun", "cil", "ser", "vi", "ces", "the", "and",
        "for",
    ];
    let mut out = String::new();
    while out.len() < bytes {
        for _ in 0..=next(3) {
            out.extend(syllables.get(next(16) as usize).copied());
        }
        out.push_str(if next(90) == 0 { ".\n" } else { " " });
    }
    out
}

/// Gives the most memory that this process ever had (VmHWM), where the system tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.map_or("unknown".into(), |l| l.trim().to_owned())
}
