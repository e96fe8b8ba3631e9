//! Prints what a document says: `cargo run -p import --example outline -- FILE`.

use import::{Block, Outline, Paragraph, Span};

fn main() {
    let file = std::env::args().nth(1).unwrap_or_default();
    let bytes = std::fs::read(&file).unwrap_or_default();
    match import::read(&bytes) {
        Ok(outline) => print(&outline),
        Err(e) => eprintln!("{e}"),
    }
}

fn print(outline: &Outline) {
    println!("title {:?}, {} words", outline.title, outline.words());
    blocks(&outline.blocks, 0);
    for (name, list) in [("furniture", &outline.furniture), ("removed", &outline.removed)] {
        list.iter().for_each(|p| println!("{name}: {}", line(p)));
    }
    outline.comments.iter().for_each(|c| println!("comment: {c:?}"));
    outline.files.iter().for_each(|f| println!("file: {} {} bytes {:?}", f.name, f.bytes.len(), f.alt));
    outline.notes.iter().for_each(|n| println!("note: {n:?}"));
}

fn blocks(list: &[Block], depth: usize) {
    let indent = "  ".repeat(depth);
    for block in list {
        match block {
            Block::Paragraph(p) => println!("{indent}{}", line(p)),
            Block::Table(table) => {
                println!("{indent}TABLE");
                for row in &table.rows {
                    println!("{indent} ROW{}", if row.head { " head" } else { "" });
                    for cell in &row.cells {
                        println!("{indent}  CELL {} x{} y{}", cell.column, cell.columns, cell.rows);
                        blocks(&cell.blocks, depth + 2);
                    }
                }
            }
        }
    }
}

fn line(p: &Paragraph) -> String {
    let mut out = format!("{:?} [{}] ", p.kind, p.at);
    for span in &p.spans {
        match span {
            Span::Text { text, strong, emphasis, link } => {
                let mark = if *strong {
                    "**"
                } else if *emphasis {
                    "_"
                } else {
                    ""
                };
                out.push_str(&format!("{mark}{}{mark}", text.replace('\n', "⏎")));
                if let Some(link) = link {
                    out.push_str(&format!("<{link}>"));
                }
            }
            Span::Label(l) => out.push_str(&format!("<<{l}>>")),
            Span::Marker(m) => out.push_str(&format!("({m}) ")),
            Span::Tick { ticked, .. } => out.push_str(if *ticked { "[x]" } else { "[ ]" }),
            Span::Footnote(note) => {
                out.push_str(&format!("{{note: {}}}", note.iter().map(line).collect::<Vec<_>>().join(" / ")));
            }
        }
    }
    out
}
