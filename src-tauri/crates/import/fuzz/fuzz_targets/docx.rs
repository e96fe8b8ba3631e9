#![no_main]
//! Word and OpenDocument: a zip as it is, or the parts of one, with zeros between them, which the target zips.

mod check;

use std::io::Write;

use zip::write::SimpleFileOptions;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The parts by their place, and their relation to the document.
const PARTS: &[(&str, &str)] = &[
    ("word/document.xml", "officeDocument"),
    ("word/numbering.xml", "numbering"),
    ("word/styles.xml", "styles"),
    ("word/footnotes.xml", "footnotes"),
    ("word/comments.xml", "comments"),
    ("word/header.xml", "header"),
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        return check::check(bytes);
    }
    let parts: Vec<&[u8]> = bytes.split(|b| *b == 0).collect();
    if parts[0].windows(16).any(|w| w == b"document-content") {
        let mime = b"application/vnd.oasis.opendocument.text";
        return check::check(&zipped(&[("mimetype", mime), ("content.xml", parts[0])]));
    }
    let relations = |list: &[(&str, &str)]| {
        let one = |(i, (name, kind)): (usize, &(&str, &str))| {
            format!("<Relationship Id=\"r{i}\" Type=\"{OFFICE}/{kind}\" Target=\"/{name}\"/>")
        };
        let all: String = list.iter().enumerate().map(one).collect();
        format!("<Relationships>{all}</Relationships>")
    };
    let (root, own) = (relations(&PARTS[..1]), relations(&PARTS[1..]));
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("word/_rels/document.xml.rels", own.as_bytes()),
    ];
    entries.extend(PARTS.iter().zip(&parts).map(|((name, _), part)| (*name, *part)));
    check::check(&zipped(&entries));
});

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in entries {
        out.start_file(*name, stored).expect("an entry begins");
        out.write_all(bytes).expect("an entry is written");
    }
    out.finish().expect("a zip is written").into_inner()
}
