//! Prints where a document goes: `cargo run -p desk --example draft -- FILE [TEMPLATE]`.

use import::Fate;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let bytes = args.first().and_then(|f| std::fs::read(f).ok()).unwrap_or_default();
    let templates = desk::Templates::built_in().expect("the templates");
    let template = templates.get(args.get(1).map_or("council", String::as_str)).expect("a template");
    let outline = match import::read(&bytes) {
        Ok(outline) => outline,
        Err(e) => return eprintln!("{e}"),
    };
    let draft = import::draft(&outline, &template, templates.mappings());
    for piece in &draft.pieces {
        let fate = match &piece.fate {
            Fate::Recognised => "recognised".to_owned(),
            Fate::Aside => "aside".to_owned(),
            Fate::Comment { question } => format!("comment on {question}"),
            Fate::Unplaced { near } => format!("PILE near {:?}", near.as_ref().map(|t| &t.field)),
            Fate::Placed(p) => {
                let cell =
                    p.target.cell.as_ref().map(|(r, c)| format!("[{}].{c}", r + 1)).unwrap_or_default();
                format!("-> {}{cell} {:.2} {:?}", p.target.field, p.confidence, p.value)
            }
        };
        let text: String = piece.content.text().chars().take(100).collect();
        println!(
            "{:3} {fate} | {text:?} | under {:?}",
            piece.words,
            piece.under.chars().take(40).collect::<String>()
        );
    }
    let report = import::report(&outline, &draft, &template);
    println!(
        "family {} source {} placed {} recognised {} unplaced {} lost {}",
        report.family,
        report.source_words,
        report.placed_words,
        report.recognised_words,
        report.unplaced_words,
        report.lost_words
    );
    println!("lost {:?}", import::lost(&outline, &draft, &template).which);
    report.findings.iter().for_each(|f| println!("{}: {}", f.code, f.message));
}
