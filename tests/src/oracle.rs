//! What programs that we did not write say of our PDFs: veraPDF, qpdf, poppler.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use desk::Templates;
use model::{Answer, Assessment, Block, File, Inline, Item, Prose, Row, Template};

use crate::reading::{answer_pieces, assert_in_order, cells, pieces, solid};

/// Where the PDFs of this run lie.
static FOLDER: LazyLock<tempfile::TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

/// The documents of which every oracle is asked.
static PAPERS: LazyLock<Vec<(&'static str, File, PathBuf)>> = LazyLock::new(|| {
    let templates = Templates::built_in().expect("the built-in templates are sound");
    let template = templates.get("council").expect("it is there");
    let new = |name: &str| Assessment::new("a-1", &template, name, "Officer", "2026-06-16");
    let papers = [
        ("empty", File::new(new("Empty form"))),
        ("example", templates.sample().expect("the example is sound")),
        ("house", crate::house::dressed()),
        ("long", File::new(long(new("Long")))),
        (
            "awkward",
            File::new(awkward(new(
                "Awkward: a name that is far too long for the footer of any page that it may stand on, and goes on",
            ))),
        ),
    ];
    let render = |(name, file): (&'static str, File)| {
        let bytes = desk::render(&template, &file, &mut |_| true).expect("it prints");
        let path = FOLDER.path().join(format!("{name}.pdf"));
        std::fs::write(&path, bytes).expect("it can be written");
        (name, file, path)
    };
    papers.into_iter().map(render).collect()
});

/// Fills every text of the council's form with some pages.
fn long(mut a: Assessment) -> Assessment {
    let words =
        "The council shares what is needed, and no more, with the partners whom it names. ".repeat(30);
    let templates = Templates::built_in().expect("sound");
    let template = templates.get("council").expect("it is there");
    for (_, field) in template.fields() {
        if field.kind == model::Kind::Prose {
            a.answers
                .insert(field.id.clone(), Answer::Prose(Prose::plain(&format!("{words}\n{words}\n{words}"))));
        }
    }
    a
}

/// What nobody should type: endless words, empty rows, 300 footnotes, an answer of 60 pages, rows right at page ends.
fn awkward(mut a: Assessment) -> Assessment {
    let templates = Templates::built_in().expect("sound");
    let template = templates.get("council").expect("it is there");
    let paragraph = |content| Block::Paragraph { content };
    let note = |n: usize| Inline::Footnote { content: vec![Inline::text(format!("Note {n}, see "))] };
    let cited = (0..300).flat_map(|n| [Inline::text(format!("Word{n} ")), note(n)]).collect();
    let endless = Inline::Footnote { content: vec![Inline::text("An endless note. ".repeat(120))] };
    let nested = Block::Bullets {
        items: vec![Item(vec![
            paragraph(vec![Inline::text("Outer")]),
            Block::Numbers {
                items: vec![Item(vec![paragraph(vec![Inline::text("Inner"), note(301)])]), Item(vec![])],
            },
        ])],
    };
    let sixty = "A sentence of an answer that fills sixty pages of the paper, word by word. ".repeat(3600);
    let mut proses = vec![
        Prose(vec![paragraph(vec![Inline::text("w".repeat(10_000))])]),
        Prose(vec![paragraph(cited)]),
        Prose(vec![paragraph(vec![Inline::text("Ends with a note"), endless]), nested]),
        Prose::plain(&sixty),
    ]
    .into_iter();
    for (_, field) in template.fields() {
        match &field.kind {
            model::Kind::Prose => {
                if let Some(prose) = proses.next() {
                    a.answers.insert(field.id.clone(), Answer::Prose(prose));
                }
            }
            model::Kind::Table { rows, .. } if rows.is_empty() => {
                let rows = (0..40).map(|n| Row { id: format!("r{n}"), cells: Default::default() }).collect();
                a.answers.insert(field.id.clone(), Answer::Table(rows));
            }
            _ => {}
        }
    }
    a
}

fn run(command: &mut Command) -> Output {
    command
        .output()
        .unwrap_or_else(|e| panic!("{command:?} could not be started ({e}); `cargo verify` installs it"))
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Finds the class path of veraPDF; Maven brings it once.
fn class_path() -> String {
    let file = FOLDER.path().join("class-path");
    let pom = crate::here("verapdf/pom.xml");
    let out = run(Command::new("mvn")
        .args(["--quiet", "--batch-mode", "--file"])
        .arg(pom)
        .arg("dependency:build-classpath")
        .arg(format!("-Dmdep.outputFile={}", file.display())));
    assert!(out.status.success(), "{}", text(&out));
    std::fs::read_to_string(file).expect("Maven wrote the class path")
}

#[test]
fn verapdf_finds_every_paper_to_be_pdf_ua_1_and_pdf_a_3a() {
    let classes = class_path();
    for flavour in ["ua1", "3a"] {
        let files: Vec<&Path> = PAPERS.iter().map(|(_, _, path)| path.as_path()).collect();
        let out = run(Command::new("java")
            .args([
                "-Xmx4g",
                "-cp",
                &classes,
                "org.verapdf.apps.GreenfieldCliWrapper",
                "--format",
                "text",
                "-f",
                flavour,
            ])
            .args(&files));
        let said = text(&out);
        for file in files {
            assert!(said.contains(&format!("PASS {}", file.display())), "{flavour}: {said}");
        }
    }
}

#[test]
fn qpdf_finds_no_fault() {
    for (name, _, path) in PAPERS.iter() {
        let out = run(Command::new("qpdf").arg("--check").arg(path));
        assert!(out.status.success(), "{name}: {}", text(&out));
    }
}

#[test]
fn the_awkward_paper_is_as_awkward_as_it_says() {
    let (_, file, path) = &PAPERS[4];
    let (mut notes, mut longest, mut empty) = (0, 0, 0);
    for answer in file.assessment.answers.values() {
        match answer {
            Answer::Prose(prose) => {
                notes += format!("{prose:?}").matches("Footnote").count();
                let words = prose.text();
                longest = longest.max(words.split_whitespace().map(str::len).max().unwrap_or_default());
            }
            Answer::Table(rows) => empty += rows.iter().filter(|r| r.cells.is_empty()).count(),
            _ => {}
        }
    }
    assert!(notes > 300 && longest >= 10_000 && empty >= 40);
    let pages = printed(path);
    let whole = pages.iter().filter(|p| p.matches("Asentenceofananswer").count() > 20).count();
    assert!(whole >= 60, "the longest answer fills {whole} pages");
}

/// Gives the words of each page as pdftotext finds them, in the order of painting, without white space.
fn printed(path: &Path) -> Vec<String> {
    let out = run(Command::new("pdftotext").arg("-raw").arg(path).arg("-"));
    assert!(out.status.success(), "{}", text(&out));
    String::from_utf8_lossy(&out.stdout).split('\u{c}').map(solid).collect()
}

/// A place in the words of the pages: the page, and the byte on it.
type At = (usize, usize);

/// Finds words at or after a place: on one page, or to the end of what stands on a page and on from the next one. Gives where
/// they begin and end.
fn find(pages: &[String], words: &str, from: At) -> Option<(At, At)> {
    for page in from.0..pages.len() {
        let base = if page == from.0 { from.1 } else { 0 };
        let here = &pages[page][base..];
        if let Some(at) = here.find(words) {
            return Some(((page, base + at), (page, base + at + words.len())));
        }
        let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).skip(1).collect();
        // Whatever stands here of the words' beginning, a shorter part of it does too.
        let most = ends.partition_point(|end| here.contains(&words[..*end]));
        // By chance, what follows on the page may look like the words.
        for end in ends[..most].iter().rev().take(12) {
            let at = here.find(&words[..*end]).unwrap_or_default();
            if let Some(next) = goes_on(pages, &words[*end..], page + 1) {
                return Some(((page, base + at), next));
            }
        }
    }
    None
}

/// Finds where the rest of words ends that goes on from page to page.
fn goes_on(pages: &[String], words: &str, page: usize) -> Option<At> {
    let here = pages.get(page)?;
    if let Some(at) = here.find(words) {
        return Some((page, at + words.len()));
    }
    let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).skip(1).collect();
    let most = ends.partition_point(|end| here.contains(&words[..*end]));
    let mut tries = ends[..most].iter().rev().take(12);
    tries.find_map(|end| goes_on(pages, &words[*end..], page + 1))
}

#[test]
fn pdftotext_gives_every_word_of_every_answer_in_reading_order() {
    for (name, file, path) in PAPERS.iter() {
        let pages = printed(path);
        let template = template(file);
        // Cells of a row stand beside each other, so that each begins after the one before it has begun.
        let mut start = (0, 0);
        for (field, answer) in
            template.fields().flat_map(|(_, f)| cells(f, &file.assessment).into_iter().map(move |a| (f, a)))
        {
            let mut at = start;
            for (n, piece) in answer_pieces(answer, false).iter().enumerate() {
                let Some((from, to)) = find(&pages, piece, at) else {
                    panic!("{name}, {}: “{piece}” is not on paper after {at:?}", field.id);
                };
                at = to;
                if n == 0 {
                    start = from;
                }
            }
        }
        // The notes stand at the foot, perhaps of another page than their paragraph's other words.
        for piece in pieces(&template, &file.assessment) {
            assert!(find(&pages, &piece, (0, 0)).is_some(), "{name}: “{piece}” is not on paper");
        }
    }
}

#[test]
fn poppler_reads_the_tree_in_the_order_of_the_form() {
    for (name, file, path) in PAPERS.iter() {
        let out = run(Command::new("pdfinfo").arg("-struct-text").arg(path));
        let quoted = |line: &str| Some(line.trim().strip_prefix('"')?.strip_suffix('"')?.to_owned());
        let read: String = text(&out).lines().filter_map(quoted).map(|words| solid(&words)).collect();
        assert_in_order(name, &read, &pieces(&template(file), &file.assessment));
    }
}

fn template(file: &File) -> Template {
    let templates = Templates::built_in().expect("sound");
    (*templates.get(&file.assessment.template.id).expect("it is there")).clone()
}

#[test]
fn the_tree_of_the_example_is_as_it_was() {
    let path =
        PAPERS.iter().find(|(name, ..)| *name == "example").map(|(_, _, path)| path).expect("it is there");
    let out = run(Command::new("pdfinfo").arg("-struct-text").arg(path));
    crate::golden("example-structure.txt", &text(&out));
}

#[test]
fn the_layout_of_the_example_is_as_it_was() {
    let templates = Templates::built_in().expect("sound");
    let file = templates.sample().expect("sound");
    let template = templates.get(&file.assessment.template.id).expect("there");
    crate::golden("example-layout.txt", &crate::pages::dump(&layout::lay_out(&template, &file.assessment)));
}

#[test]
fn what_a_pdf_carries_comes_back_to_the_byte_and_tampering_shows() {
    let templates = Templates::built_in().expect("sound");
    for (name, file, path) in PAPERS.iter() {
        let pdf = std::fs::read(path).expect("it is there");
        assert_eq!(desk::extract(&pdf).expect("it carries data"), file.to_bytes(), "{name}");
        assert!(desk::verify(&templates, &pdf).expect("it can be read").holds(), "{name}");
    }
    let pdf = std::fs::read(&PAPERS[0].2).expect("it is there");
    let mut doc = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let page = *doc.get_pages().get(&1).expect("a page");
    let mut content = doc.get_and_decode_page_content(page).expect("it decodes");
    content.operations.truncate(content.operations.len() - 40);
    doc.change_page_content(page, content.encode().expect("it encodes")).expect("it changes");
    let mut altered = Vec::new();
    doc.save_to(&mut altered).expect("it saves");
    assert!(!desk::verify(&templates, &altered).expect("it can be read").holds());
    let mut longer = pdf.clone();
    longer.extend_from_slice(b"\n% added");
    assert!(!desk::verify(&templates, &longer).expect("it can be read").holds());
}

#[test]
fn a_truncated_pdf_is_an_error_and_never_a_panic() {
    let templates = Templates::built_in().expect("sound");
    let pdf = std::fs::read(&PAPERS[0].2).expect("it is there");
    for cut in (0..pdf.len() - 1024).step_by(4096) {
        assert!(desk::verify(&templates, &pdf[..cut]).is_err(), "cut at {cut}");
    }
    assert!(desk::verify(&templates, b"%PDF-1.7\nnothing").is_err());
}

#[test]
fn the_paper_is_the_same_every_time() {
    let templates = Templates::built_in().expect("sound");
    let (_, file, path) = &PAPERS[1];
    let template = templates.get(&file.assessment.template.id).expect("there");
    let again = desk::render(&template, file, &mut |_| true).expect("it prints");
    assert!(std::fs::read(path).expect("it is there") == again);
}

#[test]
fn printing_can_be_cancelled() {
    let templates = Templates::built_in().expect("sound");
    let (_, file, _) = &PAPERS[4];
    let template = templates.get(&file.assessment.template.id).expect("there");
    let stopped = desk::render(&template, file, &mut |done| done < 32);
    assert!(matches!(stopped, Err(desk::Error::Pdf(pdf::Error::Cancelled))));
}
