//! Files made to do harm end in an error, soon.

use std::io::Write;

use lopdf::{Document, Object, Stream, dictionary};

use crate::sample;

/// Builds a file with a table of its objects: `objects` are numbered from 1, of which the first is the catalog.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n").into_bytes(),
    );
    out
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// Deflates zeros, so many megabytes of them.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        encoder.write_all(&block).unwrap();
    }
    encoder.finish().unwrap()
}

/// Gives the message with which reading ends.
fn refused(bytes: &[u8]) -> String {
    pdf::read(bytes).unwrap_err().to_string()
}

const CATALOG: &[u8] = b"<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &[u8] = b"<</Type/Pages/Kids[3 0 R]/Count 1>>";

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let whole = sample::pdf();
    for end in (0..whole.len() - 10).step_by(256) {
        assert!(pdf::read(&whole[..end]).is_err(), "cut off after {end} bytes");
    }
}

#[test]
fn a_flipped_byte_never_makes_it_panic() {
    let whole = sample::pdf();
    let before = pdf::read(&whole).unwrap();
    let mut noticed = 0;
    for at in (0..whole.len()).step_by(151) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        noticed += usize::from(pdf::read(&bytes).ok().as_ref() != Some(&before));
    }
    assert!(noticed > whole.len() / 151 / 2, "{noticed}");
}

#[test]
fn what_is_no_pdf_is_refused() {
    assert!(refused(b"").contains("not a PDF"));
    assert!(refused(b"PK\x03\x04 a Word document").contains("not a PDF"));
    assert!(refused(b"%PDF-1.7\n").contains("its end is missing"));
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    assert!(matches!(pdf::read(&vec![b' '; 200 * 1024 * 1024 + 1]), Err(pdf::Error::TooLarge(200))));
}

#[test]
fn an_encrypted_file_is_refused() {
    let bytes = file(&[CATALOG.to_vec(), PAGES.to_vec()], "/Encrypt<</Filter/Standard>>");
    assert!(matches!(pdf::read(&bytes), Err(pdf::Error::Encrypted)));
}

#[test]
fn a_tree_of_pages_that_goes_in_a_circle_is_refused() {
    let own = file(&[CATALOG.to_vec(), b"<</Type/Pages/Kids[2 0 R]>>".to_vec()], "");
    assert!(refused(&own).contains("circle"));
    let twice = file(&[CATALOG.to_vec(), b"<</Kids[3 0 R 3 0 R]>>".to_vec(), b"<</Type/Page>>".to_vec()], "");
    assert!(refused(&twice).contains("circle"));
}

#[test]
fn objects_that_refer_to_each_other_are_refused() {
    let bytes = file(&[CATALOG.to_vec(), b"3 0 R".to_vec(), b"2 0 R".to_vec()], "");
    assert!(refused(&bytes).contains("circle"));
    let length = b"<</Length 3 0 R>>\nstream\nx\nendstream".to_vec();
    let bytes = file(&[CATALOG.to_vec(), PAGES.to_vec(), length], "");
    assert!(refused(&bytes).contains("circle"));
}

#[test]
fn tables_that_name_each_other_are_refused() {
    let bytes = file(&[CATALOG.to_vec(), PAGES.to_vec()], "");
    let table = String::from_utf8_lossy(&bytes).rfind("xref\n0").unwrap();
    let bytes = file(&[CATALOG.to_vec(), PAGES.to_vec()], &format!("/Prev {table}"));
    assert!(refused(&bytes).contains("circle"));
}

#[test]
fn a_page_that_unpacks_to_gigabytes_is_refused() {
    let page = b"<</Type/Page/Contents 4 0 R>>".to_vec();
    let bytes =
        file(&[CATALOG.to_vec(), PAGES.to_vec(), page, stream("/Filter/FlateDecode", &bomb(300))], "");
    assert!(bytes.len() < 1_000_000);
    assert!(refused(&bytes).contains("unpacks to more"));
}

#[test]
fn many_small_pages_that_unpack_to_gigabytes_together_are_refused() {
    let kids: String = (0..400).map(|n| format!("{} 0 R ", n + 4)).collect();
    let mut objects = vec![
        CATALOG.to_vec(),
        format!("<</Kids[{kids}]>>").into_bytes(),
        stream("/Filter/FlateDecode", &bomb(1)),
    ];
    objects.extend((0..400).map(|_| b"<</Type/Page/Contents 3 0 R>>".to_vec()));
    assert!(refused(&file(&objects, "")).contains("unpacks to more"));
}

#[test]
fn a_packed_carried_file_of_gigabytes_is_refused() {
    let catalog = b"<</Pages 2 0 R/AF[<</AFRelationship/Source/EF<</F 3 0 R>>>>]>>".to_vec();
    let bytes = file(&[catalog, b"<</Kids[]>>".to_vec(), stream("/Filter/FlateDecode", &bomb(300))], "");
    assert!(refused(&bytes).contains("unpacks to more"));
}

#[test]
fn what_nests_too_deep_is_refused() {
    for open in ["[", "<</A", "("] {
        let bytes = file(&[CATALOG.to_vec(), open.repeat(1_000_000).into_bytes()], "");
        assert!(refused(&bytes).contains("damaged"));
    }
}

#[test]
fn an_array_of_millions_is_refused() {
    let bytes = file(&[CATALOG.to_vec(), format!("<</Kids[{}]>>", "0 ".repeat(3_000_000)).into_bytes()], "");
    assert!(refused(&bytes).contains("damaged"));
}

#[test]
fn operators_that_are_none_are_no_words() {
    for (content, words) in [
        (&b"BI /W 99999999999 /H 99999999999 ID xx EI"[..], "\u{fffd}\n"),
        (b"BT [(ab) 1 (cd)] TJ ET", "\u{fffd}\u{fffd}\n"),
        (b"((((", "\u{fffd}"),
        (b"0 0 m >> ] [ <", "\u{fffd}"),
        (b"/F0 9 Tf 99999999999999999999999999999 w", ""),
    ] {
        let page = b"<</Type/Page/Contents 4 0 R>>".to_vec();
        let read =
            pdf::read(&file(&[CATALOG.to_vec(), PAGES.to_vec(), page, stream("", content)], "")).unwrap();
        let shown = &read.page_words[0];
        assert!(shown.starts_with(words), "{}: {shown:?}", String::from_utf8_lossy(content));
    }
}

#[test]
fn a_list_of_objects_without_end_is_digested() {
    let mut doc = Document::load_mem(&sample::pdf()).unwrap();
    let mut next = doc.add_object(Object::Null);
    for _ in 0..100_000 {
        next = doc.add_object(dictionary! { "Next" => next });
    }
    let page = doc.get_pages()[&1];
    doc.get_dictionary_mut(page).unwrap().set("PieceInfo", next);
    doc.add_object(Stream::new(dictionary! {}, Vec::new()));
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    let read = pdf::read(&bytes).unwrap();
    assert_ne!(read.pages_digest, pdf::read(&sample::pdf()).unwrap().pages_digest);
}
