//! The words of a Word document counted in its XML, without the reader.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};

/// Counts the words of body, notes, comments, running heads and footers.
pub fn words(bytes: &[u8]) -> usize {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut count = 0;
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).expect("an entry");
        let name = file.name().expect("a name").strip_prefix("word/").unwrap_or("").to_owned();
        let is = |kind: &str| name.starts_with(kind) && name.ends_with(".xml") && !name.contains('/');
        let kinds = ["document", "footnotes", "endnotes", "comments.", "header", "footer"];
        if kinds.into_iter().any(is) {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("a part");
            count += part(&text);
        }
    }
    count
}

/// Counts the words of a part. What stands in one paragraph makes one text, what a change took out or nobody answered
/// another; of alternatives the first counts.
fn part(xml: &str) -> usize {
    let document = Document::parse(xml).expect("XML");
    let mut texts: BTreeMap<Vec<usize>, String> = BTreeMap::new();
    for n in document.descendants().filter(Node::is_element) {
        let name = n.tag_name().name();
        let said = match name {
            "t" | "delText" => n.text().unwrap_or(""),
            "tab" | "br" | "cr" | "ptab" => " ",
            "noBreakHyphen" => "-",
            _ => continue,
        };
        let of = |name: &str| n.ancestors().find(|a| a.tag_name().name() == name).map_or(0, start);
        if of("Fallback") > 0 || of("pPr") > 0 {
            continue;
        }
        let prompt = n.ancestors().find(prompts).map_or(0, start);
        let gone = of("del").max(of("moveFrom"));
        texts.entry(vec![of("p"), gone, prompt]).or_default().push_str(said);
    }
    texts.values().map(|t| import::count_words(t)).sum()
}

fn start(node: Node<'_, '_>) -> usize {
    node.range().start + 1
}

fn prompts(node: &Node<'_, '_>) -> bool {
    node.tag_name().name() == "sdt"
        && node
            .children()
            .find(|n| n.tag_name().name() == "sdtPr")
            .is_some_and(|p| p.children().any(|n| n.tag_name().name() == "showingPlcHdr"))
}
