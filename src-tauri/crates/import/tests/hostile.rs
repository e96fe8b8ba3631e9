//! Documents that are made to do harm, or damaged: an error or a result, never a panic, and never more than a document
//! gives. Each prints what it took; with `IMPORT_HOSTILE=FOLDER` each is written there, to be measured in a release build
//! (`/usr/bin/time -v cargo run --release -p desk --example draft -- FILE`).

#[path = "word/make.rs"]
#[allow(dead_code, reason = "some of its pieces are for other tests")]
mod make;
#[path = "pdf/make.rs"]
#[allow(dead_code, reason = "some of its pieces are for other tests")]
mod pdf;

use std::io::Write;
use std::time::Instant;

use import::{Error, Outline};
use make::{docx, p, r, tbl, tc, tr};
use proptest::prelude::*;

/// The most paragraphs that any document gives.
const MOST: usize = 700_000;

/// Reads a document that may do harm.
fn taken(name: &str, bytes: &[u8]) -> Result<Outline, Error> {
    if let Some(folder) = std::env::var_os("IMPORT_HOSTILE") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).expect("it is written");
    }
    let begun = Instant::now();
    let read = import::read(bytes);
    let said = match &read {
        Ok(outline) => format!("{} words", outline.words()),
        Err(error) => error.to_string(),
    };
    println!(
        "{name}: {} bytes in {:.1?}, peak memory {}: {said}",
        bytes.len(),
        begun.elapsed(),
        peak_memory()
    );
    if let Ok(outline) = &read {
        assert!(outline.paragraphs().len() <= MOST);
        let held: usize = outline.files.iter().map(|f| f.bytes.len()).sum();
        assert!(held <= 128 << 20);
    }
    read
}

/// Gives the most memory that this process ever had (VmHWM), where the system tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.map_or("unknown".into(), |l| l.trim().to_owned())
}

fn words(read: &Result<Outline, Error>) -> usize {
    read.as_ref().expect("it is read").words()
}

/// Says whether a document was read, or refused as more than one has.
fn is_bounded(read: &Result<Outline, Error>) -> bool {
    matches!(read, Ok(_) | Err(Error::Bomb | Error::TooLarge { .. }))
}

/// Packs so many zeros, written as they are packed.
fn zeros(megabytes: usize) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    out.start_file("a", zip::write::SimpleFileOptions::default()).expect("an entry begins");
    let zeros = vec![b' '; 1 << 20];
    (0..megabytes).for_each(|_| out.write_all(&zeros).expect("zeros are written"));
    out.finish().expect("a zip").into_inner()
}

#[test]
fn a_part_that_unpacks_to_more_than_a_document_is_refused() {
    let spaces = " ".repeat(60 << 20);
    let body = docx(p("a") + &spaces).bytes();
    assert_eq!(taken("bomb-body.docx", &body), Err(Error::Bomb));
    let styles = docx(p("a")).list("styles", &spaces).bytes();
    assert_eq!(taken("bomb-styles.docx", &styles), Err(Error::Bomb));
    let sum: Vec<String> = (0..9).map(|i| format!("header{i}.xml")).collect();
    let many =
        sum.iter().fold(docx(p("a")), |made, name| made.part(name, "header", name, &spaces[..20 << 20]));
    assert_eq!(taken("bomb-sum.docx", &many.bytes()), Err(Error::Bomb));
}

#[test]
fn a_zip_in_a_zip_is_a_file_that_comes_along_unopened() {
    let inner = zeros(300);
    let made = docx("<w:p><w:r><w:object><w:OLEObject r:id=\"o1\"/></w:object></w:r></w:p>")
        .related("o1", "package", "embeddings/inner.zip", "")
        .raw("word/embeddings/inner.zip", &inner);
    let read = taken("bomb-nested.docx", &made.bytes()).expect("it is read");
    assert_eq!(read.files[0].bytes, inner);
}

#[test]
fn a_picture_that_unpacks_to_too_much_is_left_out_and_said_to_be() {
    let made = docx(p("a") + "<w:p><w:r><w:drawing><a:blip r:embed=\"i1\"/></w:drawing></w:r></w:p>")
        .related("i1", "image", "media/a.png", "")
        .raw("word/media/a.png", &vec![0; 60 << 20]);
    let read = taken("bomb-picture.docx", &made.bytes()).expect("the words are read");
    assert_eq!((read.words(), read.files.len(), read.notes[0].code.as_str()), (1, 0, "files-left-out"));
}

#[test]
fn what_a_zip_says_of_its_sizes_is_not_believed() {
    let honest = docx(p("a b c")).bytes();
    for says in [0_u32, 3, 1 << 30, u32::MAX - 1] {
        let mut lying = honest.clone();
        for i in 0..lying.len().saturating_sub(30) {
            let field = match &lying[i..i + 4] {
                b"PK\x03\x04" => i + 22,
                b"PK\x01\x02" => i + 24,
                _ => continue,
            };
            lying[field..field + 4].copy_from_slice(&says.to_le_bytes());
        }
        let read = taken(&format!("lie-{says}.docx"), &lying);
        assert!(read.as_ref().map_or(true, |o| o.words() <= 3), "{read:?}");
    }
}

#[test]
fn more_entries_than_a_document_has_are_refused() {
    let parts: Vec<(String, Vec<u8>)> = (0..10_001).map(|i| (format!("{i}"), Vec::new())).collect();
    assert_eq!(taken("entries.docx", &make::zip(&parts)), Err(Error::Bomb));
}

#[test]
fn entities_that_grow_are_refused() {
    let entities: String =
        (1..10).map(|i| format!("<!ENTITY e{i} \"{}\">", format!("&e{};", i - 1).repeat(10))).collect();
    let bomb = format!(
        "<!DOCTYPE d [<!ENTITY e0 \"ha\">{entities}]><w:document {}><w:body>{}</w:body></w:document>",
        make::NAMES,
        p("&e9;")
    );
    let read = taken("laughs.docx", &docx("").with_document(bomb.as_bytes()));
    assert!(matches!(read, Err(Error::Damaged { .. })), "{read:?}");
    let outside = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>";
    assert!(taken("outside.docx", &docx("").with_document(outside.as_bytes())).is_err());
}

#[test]
fn names_that_lead_out_of_the_package_lead_nowhere() {
    let picture = |id: &str| format!("<w:r><w:drawing><a:blip r:embed=\"{id}\"/></w:drawing></w:r>");
    let body = format!("<w:p>{}{}{}{}</w:p>", r("a"), picture("i1"), picture("i2"), picture("i3"));
    let made = docx(body)
        .related("i1", "image", "../../../../etc/passwd", "")
        .related("i2", "image", "/etc/passwd", "")
        .related("i3", "image", "file:///etc/passwd", "TargetMode=\"External\"")
        .raw("../../x.png", b"out")
        .raw("/etc/shadow", b"out");
    let read = taken("names.docx", &made.bytes()).expect("it is read");
    assert_eq!((read.words(), read.files.len()), (1, 0));
    let named = docx("<w:p><w:r><w:drawing><a:blip r:embed=\"i1\"/></w:drawing></w:r></w:p>")
        .related("i1", "image", "../../x\\..\\y.png", "")
        .raw("x\\..\\y.png", b"in");
    let read = taken("slashes.docx", &named.bytes()).expect("it is read");
    assert!(read.files.iter().all(|f| !f.name.contains(['/', '\\'])), "{:?}", read.files);
}

#[test]
fn a_table_of_a_million_cells_is_bounded() {
    let cells = |columns: usize, text: &str| tr(&tc("", text).repeat(columns));
    assert!(is_bounded(&taken("cells-wide.docx", &docx(tbl(&cells(1_000_000, "<w:p/>"))).bytes())));
    assert!(is_bounded(&taken("cells-tall.docx", &docx(tbl(&cells(4, "<w:p/>").repeat(250_000))).bytes())));
    let read = taken("cells-full.docx", &docx(tbl(&cells(4, &p("a b")).repeat(50_000))).bytes());
    assert_eq!(words(&read), 400_000);
    let merged = tr(&(tc("<w:vMerge/>", &p("a")) + &tc("", &p("b"))));
    assert_eq!(words(&taken("cells-merged.docx", &docx(tbl(&merged.repeat(60_000))).bytes())), 120_000);
    let spans = tr(&tc("<w:gridSpan w:val=\"2000000000\"/>", &p("a")).repeat(1_000));
    assert_eq!(words(&taken("cells-spans.docx", &docx(tbl(&spans)).bytes())), 1_000);
}

#[test]
fn what_nests_too_deep_does_not_overflow_the_stack() {
    let nest = |open: &str, inner: &str, close: &str, n: usize| open.repeat(n) + inner + &close.repeat(n);
    let control = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>");
    let table = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
    let boxed = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>",
        "</w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>",
    );
    let inline = ("<w:ins><w:smartTag>", "</w:smartTag></w:ins>");
    let deleted = ("<w:del><w:p>", "</w:p></w:del>");
    for (name, (open, close)) in
        [("controls", control), ("tables", table), ("boxes", boxed), ("inline", inline), ("deleted", deleted)]
    {
        for n in [45, 60, 100_000] {
            let inner = if name == "inline" { r("deep words") } else { p("deep words") };
            let nested = nest(open, &inner, close, n);
            let nested = if name == "inline" { format!("<w:p>{nested}</w:p>") } else { nested };
            let read = taken(&format!("deep-{name}-{n}.docx"), &docx(nested).bytes());
            match n {
                100_000 => assert_eq!(read, Err(Error::Bomb)),
                _ => assert_eq!(words(&read), 2, "{name} {n}"),
            }
        }
    }
}

#[test]
fn what_nests_too_deep_in_other_formats_does_not_overflow_the_stack() {
    let groups = |n: usize| format!("{{\\rtf1 {}deep words{}}}", "{\\b ".repeat(n), "}".repeat(n));
    assert_eq!(words(&taken("deep.rtf", groups(400).as_bytes())), 2);
    assert!(taken("deeper.rtf", groups(100_000).as_bytes()).is_err());
    let json = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(taken("deep.json", json.as_bytes()).is_err());
    let lists: String = (0..20_000).map(|i| format!("{}- a\n", " ".repeat(i % 500))).collect();
    assert!(words(&taken("deep.md", format!("# a\n{lists}").as_bytes())) >= 20_000);
    let quotes = format!("# a\n{} deep words", ">".repeat(100_000));
    assert!(words(&taken("quotes.md", quotes.as_bytes())) >= 2);
    for (name, tag) in
        [("divs", "<div>"), ("styles", "<b>"), ("tables", "<table><td>"), ("lists", "<ul><li>")]
    {
        let page = format!("<html>{}deep words", tag.repeat(100_000));
        assert_eq!(words(&taken(&format!("deep-{name}.html"), page.as_bytes())), 2, "{name}");
    }
    let frames = ("<text:section>".repeat(400), "</text:section>".repeat(400));
    let content = format!("{}<text:p>deep words</text:p>{}", frames.0, frames.1);
    assert_eq!(words(&taken("deep.odt", &odt(&content))), 2);
}

#[test]
fn xml_that_makes_a_parser_work_is_refused() {
    let names: String = (0..120).map(|i| format!(" xmlns:n{i}=\"u{i}\"")).collect();
    let each = "<w:p xmlns:x=\"y\"/>".repeat(400_000);
    let scope = format!("<w:document {}><w:body{names}>{each}</w:body></w:document>", make::NAMES);
    assert_eq!(taken("namespaces.docx", &docx("").with_document(scope.as_bytes())), Err(Error::Bomb));
    let attributes: String = (0..200_000).map(|i| format!(" a{i}=\"\"")).collect();
    assert_eq!(taken("attributes.docx", &docx(format!("<w:p{attributes}/>")).bytes()), Err(Error::Bomb));
    assert_eq!(taken("nodes.docx", &docx("<w:p/>".repeat(4_000_000)).bytes()), Err(Error::Bomb));
}

#[test]
fn what_is_repeated_by_reference_does_not_grow() {
    let long = "http://a/".to_owned() + &"b".repeat(1 << 20);
    let link = format!("<w:hyperlink r:id=\"l1\">{}</w:hyperlink>", r("a"));
    let links =
        docx(format!("<w:p>{}</w:p>", (link + "<w:r><w:b/><w:sym w:char=\"F0A8\"/></w:r>").repeat(20_000)))
            .related("l1", "hyperlink", &long, "TargetMode=\"External\"");
    assert!(is_bounded(&taken("links.docx", &links.bytes())));
    let level = format!("<w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{}\"/></w:lvl>", "%1".repeat(1 << 19));
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{level}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let item = format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", r("a"));
    let read = taken("markers.docx", &docx(item.repeat(20_000)).list("numbering", &numbering).bytes());
    assert_eq!(words(&read), 20_000);
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(&"word ".repeat(100_000)));
    let cites = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".repeat(20_000);
    let read = taken("notes.docx", &docx(format!("<w:p>{cites}</w:p>")).list("footnotes", &note).bytes());
    assert_eq!(words(&read), 100_000);
    let remarks: String =
        (0..50_000).map(|i| format!("<w:commentRangeStart w:id=\"{i}\"/>{}", r("word "))).collect();
    assert_eq!(words(&taken("remarks.docx", &docx(format!("<w:p>{remarks}</w:p>")).bytes())), 50_000);
    let fields = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>a</w:t></w:r>".repeat(50_000);
    assert!(is_bounded(&taken("fields.docx", &docx(format!("<w:p>{fields}</w:p>")).bytes())));
    let chain: String = (0..20_000)
        .map(|i| {
            format!("<w:style w:styleId=\"s{i}\"><w:basedOn w:val=\"s{}\"/></w:style>", (i + 1) % 20_000)
        })
        .collect();
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"s1\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>".repeat(20_000);
    assert_eq!(words(&taken("styles.docx", &docx(styled).list("styles", &chain).bytes())), 20_000);
}

#[test]
fn pages_that_make_a_tree_builder_work_are_read_without_a_tree() {
    let fonts: String = (0..280).map(|i| format!("<font color={i}>")).collect();
    let page = format!("<html>{fonts}{}", "<p>x ".repeat(100_000));
    assert_eq!(words(&taken("fonts.html", page.as_bytes())), 100_000);
    let attributes: String = (0..400_000).map(|i| format!(" a{i}")).collect();
    assert_eq!(words(&taken("attributes.html", format!("<html><p{attributes}>one two").as_bytes())), 2);
    let cells = "<table><tr><td colspan=1000 rowspan=60000>a ".repeat(2_000);
    assert!(is_bounded(&taken("spans.html", format!("<html>{cells}").as_bytes())));
    assert!(is_bounded(&taken("open.html", format!("<html>{}", "<a ".repeat(500_000)).as_bytes())));
}

#[test]
fn texts_that_grow_are_bounded() {
    assert!(is_bounded(&taken("lines.txt", "?\n".repeat(5 << 20).as_bytes())));
    assert!(is_bounded(&taken("boxes.txt", "☐".repeat(5 << 20).as_bytes())));
    assert!(is_bounded(&taken("bars.md", format!("# a\n{}", "|a".repeat(5 << 20)).as_bytes())));
    assert!(is_bounded(&taken("stars.md", format!("# a\n{}", "*a _b ".repeat(2 << 20)).as_bytes())));
    let wrapped = format!("{}\n", "word ".repeat(16)).repeat(100_000);
    assert_eq!(words(&taken("wrapped.txt", wrapped.as_bytes())), 1_600_000);
    assert!(is_bounded(&taken("values.json", format!("[{}0]", "0,".repeat(10 << 20)).as_bytes())));
    let sparse: String = (0..50_000).map(|i| format!("{{\"1.{i}\":{{\"value\":\"a\"}}}},")).collect();
    let sparse =
        format!("{{\"metadata\":{{\"urn\":\"urn:nl:dpia\"}},\"answers\":{{\"2.1\":[{sparse}{{}}]}}}}");
    assert_eq!(words(&taken("sparse.json", sparse.as_bytes())), 50_000);
    assert!(is_bounded(&taken(
        "cells.rtf",
        format!("{{\\rtf1 {}}}", "a\\cell ".repeat(1_000_000)).as_bytes()
    )));
}

#[test]
fn one_long_word_nothing_and_control_characters_are_read() {
    let long = "w".repeat(10 << 20);
    assert_eq!(words(&taken("long.txt", long.as_bytes())), 1);
    assert_eq!(words(&taken("long.docx", &docx(p(&long)).bytes())), 1);
    assert_eq!(words(&taken("long.html", format!("<html><p>{long}").as_bytes())), 1);
    assert_eq!(words(&taken("long.rtf", format!("{{\\rtf1 {long}}}").as_bytes())), 1);
    assert_eq!(taken("empty", b""), Err(Error::Unknown));
    let control: String = (0..32).chain(127..160).filter_map(char::from_u32).collect();
    assert_eq!(taken("control.txt", control.as_bytes()), Err(Error::Unknown));
    let among = format!("{}{}", "words and words ".repeat(500), control);
    assert_eq!(words(&taken("among.txt", among.as_bytes())), 1_500);
    let marks = docx(p("a\u{85}\u{200B}\u{202E}b \u{FEFF}c")).bytes();
    assert_eq!(words(&taken("marks.docx", &marks)), 3);
    assert!(taken("nul.docx", &docx(p("a&#0;b")).bytes()).is_err());
}

#[test]
fn pdfs_with_knots_and_bombs_in_them_are_bounded() {
    let catalog = b"<</Type /Catalog /Pages 2 0 R>>".to_vec();
    let knot = [
        catalog.clone(),
        b"<</Type /Pages /Kids [3 0 R] /Count 2>>".to_vec(),
        b"<</Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R /Count 2>>".to_vec(),
    ];
    assert!(taken("pages.pdf", &pdf::file(&knot)).is_err());
    let parents = [
        catalog.clone(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R>>".to_vec(),
        b"<</Type /Page /Parent 2 0 R /Contents 4 0 R>>".to_vec(),
        pdf::stream("", b"BT ET"),
    ];
    assert!(taken("parents.pdf", &pdf::file(&parents)).is_err());
    let deep: Vec<Vec<u8>> = (0..20_000)
        .map(|i| format!("<</Type /Pages /Kids [{} 0 R] /Count 1>>", i + 3).into_bytes())
        .collect();
    let deep: Vec<Vec<u8>> = [catalog.clone()].into_iter().chain(deep).collect();
    assert!(taken("deep-pages.pdf", &pdf::file(&deep)).is_err());
    let text = "/P <</MCID 0>> BDC BT /F1 12 Tf 50 700 Td (Words) Tj ET EMC";
    let tree = "/MarkInfo <</Marked true>> /StructTreeRoot 7 0 R";
    let down: Vec<Vec<u8>> = (0..20_000)
        .map(|i| format!("<</S /Div /P {} 0 R /K [{} 0 R]>>", i + 6, i + 8).into_bytes())
        .chain([b"<</S /P /Pg 3 0 R /K 0>>".to_vec()])
        .collect();
    assert_eq!(words(&taken("deep-tree.pdf", &pdf::page(text, "/StructParents 0", tree, &down))), 1);
    let ring =
        vec![b"<</S /Document /K [8 0 R]>>".to_vec(), b"<</S /P /Pg 3 0 R /K [0 7 0 R 8 0 R]>>".to_vec()];
    assert_eq!(words(&taken("ring-tree.pdf", &pdf::page(text, "/StructParents 0", tree, &ring))), 1);
    let wide = format!(
        "<</S /Table /K [{}]>>",
        "<</S /TR /K [<</S /TD /A <</RowSpan 90000 /ColSpan 90000>>>>]>>".repeat(2_000)
    );
    assert!(is_bounded(&taken("spans.pdf", &pdf::page(text, "", tree, &[wide.into_bytes()]))));
}

#[test]
fn a_stream_of_a_gigabyte_is_never_held() {
    let zip = zeros(1024);
    // The packed bytes of the entry, after a local header of 30 bytes and its name; zlib's own header goes before.
    let end = zip.windows(4).rposition(|w| w == b"PK\x01\x02").expect("a directory");
    let packed: Vec<u8> = [0x78, 0x9C].into_iter().chain(zip[31..end].iter().copied()).collect();
    let stream = pdf::stream("/Filter /FlateDecode", &packed);
    let page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>>".to_vec();
    let pages = b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec();
    let made = pdf::file(&[b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), pages, page, stream]);
    assert_eq!(taken("gigabyte.pdf", &made), Err(Error::Bomb));
}

/// An OpenDocument text.
fn odt(content: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\"><office:body><office:text>{content}</office:text></office:body></office:document-content>"
    );
    make::zip(&[
        ("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".into(), content.into_bytes()),
    ])
}

/// A document of each format with something of everything in it.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let row = tr(&(tc("<w:gridSpan w:val=\"2\"/>", &p("Risk")) + &tc("<w:vMerge/>", &p("☒ Yes"))));
    let mut body = String::new();
    for i in 0..40 {
        body += &(p(&format!("Paragraph {i} of this sample, with {} words", i * 7919)) + &tbl(&row));
    }
    let line = r("noted") + "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let word = docx(body + &format!("<w:p>{line}</w:p>"))
        .list("footnotes", &format!("<w:footnote w:id=\"1\">{}</w:footnote>", p("why")))
        .list("comments", &format!("<w:comment w:id=\"1\">{}</w:comment>", p("really")))
        .list("styles", "<w:style w:styleId=\"H\"><w:name w:val=\"heading 1\"/></w:style>");
    let shown: String = (0..60)
        .map(|i| {
            format!("BT /F1 10 Tf 50 {} Td (Line {i} of the page) Tj ET 50 {0} m 500 {0} l S ", 780 - i * 12)
        })
        .collect();
    let text =
        "<text:p>one<text:note><text:note-body><text:p>two</text:p></text:note-body></text:note></text:p>"
            .repeat(40);
    let rich = "\\pard One {\\b two}\\'92 \\u8212? {\\*\\x y}\\par\\trowd\\intbl a\\cell b{\\footnote n}\\cell\\row ".repeat(40);
    let answers: String = (0..60)
        .map(|i| {
            format!(
                "{{\"reference_to\":{},\"data\":{{\"text\":\"<p>a <b>{i}</b></p>\",\"list\":[\"x\"]}}}},",
                111 + i
            )
        })
        .collect();
    vec![
        ("docx", word.bytes()),
        ("pdf", pdf::page(&shown, "", "/MarkInfo <</Marked true>>", &[])),
        ("odt", odt(&text)),
        ("rtf", format!("{{\\rtf1\\ansi {rich}}}").into_bytes()),
        ("json", format!("{{\"pia\":{{}},\"answers\":[{answers}{{}}]}}").into_bytes()),
        (
            "html",
            format!("<html>{}", "<table><tr><td>a<td><ul><li>b</ul></table><p>c".repeat(80)).into_bytes(),
        ),
    ]
}

#[test]
fn a_document_cut_anywhere_is_an_error_or_a_result() {
    for (format, whole) in samples() {
        assert!(import::read(&whole).expect("the whole is read").words() > 60, "{format}");
        let step = (whole.len() / 40).clamp(1, 1024);
        for end in (0..whole.len()).step_by(step) {
            if let Ok(outline) = import::read(&whole[..end]) {
                assert!(outline.words() <= whole.len(), "{format} cut at {end}");
            }
        }
    }
}

#[test]
fn a_document_with_bytes_changed_is_an_error_or_a_result() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % end as u64) as usize
    };
    for (format, whole) in samples() {
        for _ in 0..200 {
            let mut changed = whole.clone();
            for _ in 0..=next(8) {
                let at = next(changed.len());
                changed[at] = changed[at].wrapping_add(1 + next(255) as u8);
            }
            if let Ok(outline) = import::read(&changed) {
                assert!(outline.words() <= whole.len() * 2, "{format}");
            }
        }
    }
}

/// A piece of a document that the test makes up.
#[derive(Debug, Clone)]
enum Piece {
    Text { words: String, style: u8 },
    Item(String),
    Tick { ticked: bool, words: String },
    Note { words: String, note: String },
    Table(Vec<Vec<Piece>>),
    Removed(String),
    Comment { about: String, says: String },
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    // The council's own wording, so that pieces are placed; words of nobody; numbers, dates, marks.
    let template = template();
    let own: Vec<String> = template
        .sections
        .iter()
        .flat_map(|s| &s.questions)
        .map(|q| q.wording.clone())
        .filter(|w| !w.trim().is_empty())
        .collect();
    let words = prop_oneof![
        3 => prop::collection::vec("[a-z]{1,9}", 1..9).prop_map(|w| w.join(" ")),
        3 => prop::sample::select(own),
        1 => prop::sample::select(vec!["Yes", "No", "N/A", "X", "High", "1 May 2026", "Name, 1 May 2026", "2.1", "- a", "Risk", "Likelihood", "(a) b", "é–ß 数据", "a/b", "…"]).prop_map(str::to_owned),
    ]
    .boxed();
    let leaf = prop_oneof![
        4 => (words.clone(), 0..4_u8).prop_map(|(words, style)| Piece::Text { words, style }),
        1 => words.clone().prop_map(Piece::Item),
        2 => (any::<bool>(), words.clone()).prop_map(|(ticked, words)| Piece::Tick { ticked, words }),
        1 => (words.clone(), words.clone()).prop_map(|(words, note)| Piece::Note { words, note }),
        1 => words.clone().prop_map(Piece::Removed),
        1 => (words.clone(), words).prop_map(|(about, says)| Piece::Comment { about, says }),
    ];
    let any = leaf.prop_recursive(3, 60, 8, |inner| {
        prop::collection::vec(prop::collection::vec(inner, 1..4), 1..6).prop_map(Piece::Table)
    });
    prop::collection::vec(any, 0..24)
}

fn template() -> model::Template {
    model::Template::from_json(include_bytes!("../../../templates/council.json"))
        .expect("the template is sound")
}

/// Writes made-up pieces as a Word document, and counts their words.
#[derive(Default)]
struct Writer {
    notes: String,
    comments: String,
    count: usize,
    ids: usize,
}

impl Writer {
    fn words(&mut self, words: &str) -> String {
        self.count += import::count_words(words);
        words.replace('&', "&amp;").replace('<', "&lt;")
    }

    fn id(&mut self) -> usize {
        self.ids += 1;
        self.ids
    }

    fn all(&mut self, pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&mut self, piece: &Piece) -> String {
        match piece {
            Piece::Text { words, style } => {
                let words = self.words(words);
                let style = [
                    "",
                    "<w:pPr><w:pStyle w:val=\"H1\"/></w:pPr>",
                    "<w:pPr><w:pStyle w:val=\"H2\"/></w:pPr>",
                    "",
                ][*style as usize % 4];
                format!("<w:p>{style}{}</w:p>", r(&words))
            }
            Piece::Item(words) => {
                let words = self.words(words);
                format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", r(&words))
            }
            Piece::Tick { ticked, words } => {
                let words = self.words(words);
                p(&format!("{} {words}", if *ticked { '☒' } else { '☐' }))
            }
            Piece::Note { words, note } => {
                let (id, words, note) = (self.id(), self.words(words), self.words(note));
                self.notes += &format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(&note));
                format!("<w:p>{}<w:r><w:footnoteReference w:id=\"{id}\"/></w:r></w:p>", r(&words))
            }
            Piece::Table(rows) => {
                let rows: String = rows
                    .iter()
                    .map(|cells| tr(&cells.iter().map(|c| tc("", &self.piece(c))).collect::<String>()))
                    .collect();
                tbl(&rows)
            }
            Piece::Removed(words) => {
                let words = self.words(words);
                format!("<w:p><w:del><w:r><w:delText>{words}</w:delText></w:r></w:del></w:p>")
            }
            Piece::Comment { about, says } => {
                let (id, about, says) = (self.id(), self.words(about), self.words(says));
                self.comments += &format!("<w:comment w:id=\"{id}\">{}</w:comment>", p(&says));
                format!(
                    "<w:p><w:commentRangeStart w:id=\"{id}\"/>{}<w:commentRangeEnd w:id=\"{id}\"/></w:p>",
                    r(&about)
                )
            }
        }
    }
}

const NUMBERING: &str = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
const STYLES: &str = "<w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"H2\"><w:name w:val=\"heading 2\"/></w:style>";

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_in_are_words_out(pieces in pieces()) {
        let mut writer = Writer::default();
        let body = writer.all(&pieces);
        let made = docx(body)
            .list("footnotes", &writer.notes)
            .list("comments", &writer.comments)
            .list("numbering", NUMBERING)
            .list("styles", STYLES);
        let outline = import::read(&made.bytes()).expect("it is read");
        prop_assert_eq!(outline.words(), writer.count);
        let template = template();
        let draft = import::draft(&outline, &template, &[]);
        let lost = import::lost(&outline, &draft, &template);
        prop_assert_eq!(lost.words, 0, "{:?}", lost.which);
    }
}
