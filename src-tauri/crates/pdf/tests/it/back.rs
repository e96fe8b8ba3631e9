//! What is written is read back, and what is changed since is noticed.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::sample::{self, WORDS};

fn lines(words: &[&str]) -> String {
    words.iter().map(|w| format!("{w}\n")).collect()
}

#[test]
fn carried_data_comes_back_to_the_byte() {
    let read = pdf::read(&sample::pdf()).unwrap();
    assert_eq!(read.carried, Some(sample::carried().bytes));
    assert_eq!(read.title.as_deref(), Some("A DPIA & its <paper>"));
    assert_eq!(read.program.as_deref(), Some("DPIA workbench 0.1.0"));
}

#[test]
fn words_come_back_in_painting_order_with_ligatures_and_accents() {
    let read = pdf::read(&sample::pdf()).unwrap();
    assert_eq!(read.page_words, WORDS.map(lines));
}

#[test]
fn two_characters_of_one_glyph_are_told_apart() {
    let mut draft = sample::Draft::new();
    let node = draft.node(layout::NodeId(0), layout::Role::Paragraph);
    draft.write(Some(node), layout::Face::Regular, 50.0, "a b\u{a0}c \u{2126}\u{3a9}", None);
    let bytes = pdf::write(&draft.pages, &sample::carried(), &sample::info(), &mut |_| true).unwrap();
    assert_eq!(pdf::read(&bytes).unwrap().page_words, ["a b\u{a0}c \u{2126}\u{3a9}\n"]);
}

/// Changes a document, and says whether its digest and its words are still those of before.
fn after(change: impl Fn(&mut Document)) -> (bool, bool) {
    let before = pdf::read(&sample::pdf()).unwrap();
    let mut doc = Document::load_mem(&sample::pdf()).unwrap();
    change(&mut doc);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    let after = pdf::read(&bytes).unwrap();
    (before.pages_digest == after.pages_digest, before.page_words == after.page_words)
}

fn page(doc: &Document, number: u32) -> lopdf::ObjectId {
    doc.get_pages()[&number]
}

#[test]
fn saving_by_another_program_changes_nothing_that_shows() {
    assert_eq!(after(|_| ()), (true, true));
    assert_eq!(after(|doc| doc.decompress()), (true, true));
    assert_eq!(after(|doc| doc.renumber_objects()), (true, true));
}

#[test]
fn a_changed_word_is_noticed() {
    let changed = after(|doc| {
        let id = doc.get_page_contents(page(doc, 1))[0];
        let stream = doc.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        let mut content = stream.decompressed_content().unwrap();
        // The first glyph of the first run becomes the second.
        let at = content.windows(3).position(|w| w == b"[(\0").unwrap() + 3;
        content[at] += 1;
        stream.set_plain_content(content);
    });
    assert_eq!(changed, (false, false));
}

#[test]
fn a_moved_word_is_noticed() {
    let changed = after(|doc| {
        let id = doc.get_page_contents(page(doc, 1))[0];
        let stream = doc.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        let mut content = b"1 0 0 1 0 5 cm\n".to_vec();
        content.extend(stream.decompressed_content().unwrap());
        stream.set_plain_content(content);
    });
    assert_eq!(changed, (false, true));
}

#[test]
fn an_added_comment_is_noticed() {
    let changed = after(|doc| {
        let comment = doc.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "FreeText", "Rect" => vec![0.into(), 0.into(), 100.into(), 100.into()],
            "Contents" => Object::string_literal("Approved"),
        });
        let page = page(doc, 2);
        let annotations = doc.get_dictionary_mut(page).unwrap().get_mut(b"Annots").unwrap();
        annotations.as_array_mut().unwrap().push(comment.into());
    });
    assert_eq!(changed, (false, false));
}

#[test]
fn an_added_page_is_noticed() {
    let changed = after(|doc| {
        let all = doc.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        let new = doc.add_object(dictionary! { "Type" => "Page", "Parent" => all });
        let kids = doc.get_dictionary_mut(all).unwrap().get_mut(b"Kids").unwrap();
        kids.as_array_mut().unwrap().push(new.into());
    });
    assert_eq!(changed, (false, false));
}

#[test]
fn a_changed_page_size_is_noticed() {
    let changed = after(|doc| {
        let page = page(doc, 1);
        let crop: Vec<Object> = vec![0.into(), 0.into(), 300.into(), 300.into()];
        doc.get_dictionary_mut(page).unwrap().set("CropBox", crop);
    });
    assert_eq!(changed, (false, true));
}

#[test]
fn a_picture_laid_over_a_page_is_noticed() {
    let changed = after(|doc| {
        let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
        let form = doc.add_object(Stream::new(form, b"0 0 9 9 re f".to_vec()));
        let page = page(doc, 1);
        doc.add_xobject(page, "X0", form).unwrap();
        doc.add_page_contents(page, b"/X0 Do".to_vec()).unwrap();
    });
    assert_eq!(changed, (false, false));
}

#[test]
fn a_changed_font_is_noticed() {
    let changed = after(|doc| {
        let font = doc.objects.values_mut().find_map(|o| match o {
            Object::Stream(stream) if stream.dict.has(b"Length1") => Some(stream),
            _ => None,
        });
        let font = font.unwrap();
        let mut program = font.decompressed_content().unwrap();
        let last = program.len() - 1;
        program[last] ^= 1;
        font.set_plain_content(program);
    });
    assert_eq!(changed, (false, true));
}

#[test]
fn an_appended_update_is_noticed() {
    let original = sample::pdf();
    let doc = Document::load_mem(&original).unwrap();
    let id = doc.get_page_contents(page(&doc, 1))[0];
    let root = doc.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let mut bytes = original.clone();
    let at = bytes.len();
    bytes.extend(format!("{} 0 obj\n<</Length 6>>\nstream\nBT ET \nendstream\nendobj\n", id.0).into_bytes());
    let table = bytes.len();
    let trailer = format!("<</Size 999/Root {} 0 R/Prev {}>>", root.0, doc.xref_start);
    let update =
        format!("xref\n{} 1\n{at:010} 00000 n \ntrailer\n{trailer}\nstartxref\n{table}\n%%EOF\n", id.0);
    bytes.extend(update.into_bytes());
    let (before, after) = (pdf::read(&original).unwrap(), pdf::read(&bytes).unwrap());
    assert_eq!(after.page_words[0], "");
    assert_eq!(after.page_words[1], before.page_words[1]);
    assert_ne!(after.pages_digest, before.pages_digest);
    assert_eq!(after.carried, before.carried);
}

#[test]
fn a_pdf_of_another_program_carries_nothing() {
    let mut doc = Document::with_version("1.4");
    let pages = doc.new_object_id();
    let content = doc.add_object(Stream::new(Dictionary::new(), b"BT /F1 9 Tf (Hello) Tj ET".to_vec()));
    let page = doc.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content });
    let kids: Vec<Object> = vec![page.into()];
    doc.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    doc.trailer.set("Root", root);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    let read = pdf::read(&bytes).unwrap();
    assert_eq!((read.carried, read.program, read.page_words.len()), (None, None, 1));
}
