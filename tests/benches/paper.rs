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
            others(&mut criterion);
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
    for (name, times) in [("250", 16), ("1,000", 65)] {
        let long = long(&example, times);
        let count = layout::lay_out(&template, &long.assessment).pages.len();
        criterion.bench_function(&format!("about {name} ({count}) pages to PDF bytes"), |b| {
            b.iter(|| black_box(paper(&template, &long)));
        });
    }
}

/// Has other programs, where they are installed, set the same words in tables like ours, without tags or carried data.
fn others(criterion: &mut Criterion) {
    let (template, example) = example();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let words = words(&template, &example);
    std::fs::write(folder.path().join("a.html"), html(&words)).expect("it can be written");
    std::fs::write(folder.path().join("a.typ"), typst(&words)).expect("it can be written");
    let typst = "import typst; typst.compile('a.typ', output='typst.pdf')";
    let soffice = ["--headless", "--convert-to", "pdf:writer_web_pdf_Export", "a.html"];
    let programs: [(&str, &str, &[&str]); 3] = [
        ("Typst", "python3", &["-c", typst]),
        ("WeasyPrint", "python3", &["-m", "weasyprint", "a.html", "weasyprint.pdf"]),
        ("LibreOffice", "soffice", &soffice),
    ];
    for (name, program, args) in programs {
        let run = || Command::new(program).args(args).current_dir(&folder).output();
        if !run().is_ok_and(|o| o.status.success()) {
            println!("{name} is not installed");
            continue;
        }
        let mut group = criterion.benchmark_group("other programs");
        group.sample_size(10).bench_function(name, |b| b.iter(|| black_box(run().is_ok())));
    }
}

/// Lists each question of the form with the words of its answers.
fn words(template: &Template, file: &File) -> Vec<(String, String)> {
    let answer = |id: &str| match file.assessment.answers.get(id) {
        Some(Answer::Prose(prose)) => prose.text(),
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::Table(rows)) => rows.iter().map(|r| format!("{:?}\n", r.cells.values())).collect(),
        other => format!("{other:?}"),
    };
    template.fields().map(|(q, f)| (q.wording.clone(), answer(&f.id))).collect()
}

fn html(words: &[(String, String)]) -> String {
    let safe = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let rows = words.iter().map(|(question, answer)| {
        let lines: String = answer.lines().map(|l| format!("<p>{}</p>", safe(l))).collect();
        format!("<tr><th>{}</th></tr><tr><td>{lines}</td></tr>", safe(question))
    });
    let style = "body{font:10pt 'Liberation Sans'}table{width:100%;border-collapse:collapse}td,th{border:1px solid;text-align:left}";
    format!("<html><style>{style}</style><table>{}</table></html>", rows.collect::<String>())
}

fn typst(words: &[(String, String)]) -> String {
    let string = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let rows = words.iter().map(|(question, answer)| {
        let lines: String = answer.lines().map(|l| format!("#par[#{}]", string(l))).collect();
        format!("[#strong[#{}]], [{lines}],\n", string(question))
    });
    format!("#set text(size: 10pt)\n#table(columns: 1,\n{})", rows.collect::<String>())
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
        "250" => paper(&template, &long(&example, 16)).len(),
        "1000" => paper(&template, &long(&example, 65)).len(),
        "2000" => paper(&template, &long(&example, 130)).len(),
        _ => 0,
    };
    let time = start.elapsed();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or(" not known").trim();
    println!("{name:>8}: {made:>9} bytes in {time:>10.1?}, at most {most} of memory");
}
