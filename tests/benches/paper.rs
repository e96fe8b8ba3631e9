//! How fast the paper is made, and in how much memory.
//!
//! `cargo bench -p tests --bench paper` measures times; with `-- --peaks` it makes each paper once in a process of its own and
//! prints the time and the most memory that it held (Linux).

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use criterion::Criterion;
use desk::Templates;
use model::{Answer, File, Prose, Template};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().position(|a| a == "--peak").and_then(|at| args.get(at + 1)) {
        Some(name) => peak(name),
        None if args.iter().any(|a| a == "--peaks") => peaks(),
        None => {
            let mut criterion = Criterion::default().configure_from_args().sample_size(20);
            times(&mut criterion);
            criterion.final_summary();
        }
    }
}

fn times(criterion: &mut Criterion) {
    let (template, example) = example();
    let pages = layout::lay_out(&template, &example.assessment);
    criterion.bench_function(&format!("{} pages to PDF bytes", pages.pages.len()), |b| {
        b.iter(|| black_box(paper(&template, &example)));
    });
    criterion.bench_function("layout of the same", |b| {
        b.iter(|| black_box(layout::lay_out(&template, &example.assessment)));
    });
    criterion.bench_function("one page to SVG, laid out anew", |b| {
        b.iter(|| black_box(preview(&template, &example)));
    });
    for (name, times) in [("250", 10), ("1,000", 40)] {
        let long = long(&example, times);
        let count = layout::lay_out(&template, &long.assessment).pages.len();
        criterion.bench_function(&format!("about {name} ({count}) pages to PDF bytes"), |b| {
            b.iter(|| black_box(paper(&template, &long)));
        });
    }
}

fn example() -> (Template, File) {
    let templates = Templates::built_in().expect("the built-in templates are sound");
    let file = templates.sample().expect("the example is sound");
    let template = templates.get(&file.assessment.template.id).expect("it is there");
    ((*template).clone(), file)
}

/// Makes a long paper of the example: each rich text so many times over.
fn long(example: &File, times: usize) -> File {
    let mut file = example.clone();
    for answer in file.assessment.answers.values_mut() {
        if let Answer::Prose(prose) = answer {
            *prose = Prose(std::iter::repeat_n(prose.0.clone(), times).flatten().collect());
        }
    }
    file
}

fn paper(template: &Template, file: &File) -> Vec<u8> {
    desk::render(template, file, &mut |_| true).expect("it prints")
}

fn preview(template: &Template, file: &File) -> String {
    let pages = layout::lay_out(template, &file.assessment);
    pages.pages.get(11).map(layout::svg).unwrap_or_default()
}

/// Makes each paper in a process of its own.
fn peaks() {
    let own = std::env::current_exe().expect("a bench has a path");
    for name in ["nothing", "example", "preview", "250", "1000", "2000"] {
        let status = Command::new(&own).args(["--peak", name]).status();
        assert!(status.is_ok_and(|s| s.success()), "{name} could not be made");
    }
}

fn peak(name: &str) {
    let (template, example) = example();
    let start = Instant::now();
    let made = match name {
        "example" => paper(&template, &example).len(),
        "preview" => preview(&template, &example).len(),
        "250" => paper(&template, &long(&example, 10)).len(),
        "1000" => paper(&template, &long(&example, 40)).len(),
        "2000" => paper(&template, &long(&example, 80)).len(),
        _ => 0,
    };
    let time = start.elapsed();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or(" not known").trim();
    println!("{name:>8}: {made:>9} bytes in {time:>10.1?}, at most {most} of memory");
}
