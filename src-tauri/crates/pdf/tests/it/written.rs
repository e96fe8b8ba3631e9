//! What is written is what PDF/UA and PDF/A ask for, as lopdf sees it. veraPDF judges the whole elsewhere.

use layout::{Face, NodeId, Role, Shape};
use lopdf::{Dictionary, Document, Object};

use crate::sample;

fn document() -> Document {
    Document::load_mem(&sample::pdf()).unwrap()
}

fn dict<'a>(doc: &'a Document, object: &'a Object) -> &'a Dictionary {
    doc.dereference(object).unwrap().1.as_dict().unwrap()
}

/// Writes the structure tree as text: a type for each element, a number for each marked sequence, `@` for an annotation.
fn outline(doc: &Document, object: &Object, out: &mut String) {
    let object = doc.dereference(object).unwrap().1;
    match object {
        Object::Integer(_) => out.push('.'),
        Object::Array(all) => all.iter().for_each(|kid| outline(doc, kid, out)),
        Object::Dictionary(d) if d.has_type(b"MCR") => out.push('+'),
        Object::Dictionary(d) if d.has_type(b"OBJR") => out.push('@'),
        Object::Dictionary(d) => {
            out.push_str(&String::from_utf8_lossy(d.get(b"S").unwrap().as_name().unwrap()));
            out.push('(');
            if let Ok(kids) = d.get(b"K") {
                outline(doc, kids, out);
            }
            out.push(')');
        }
        _ => panic!("{object:?}"),
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    assert_eq!(sample::pdf(), sample::pdf());
}

#[test]
fn the_tree_holds_everything_in_reading_order() {
    let doc = document();
    let root = dict(&doc, doc.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut out = String::new();
    outline(&doc, root.get(b"K").unwrap(), &mut out);
    let expected = "Document(H1(.)H2(.)Sect(P(.Link(.@)Reference(Link(.@)).)\
        Table(TR(TH(.))TR(TH(.)TH(.))TR(TD(.)TD())TR(TD(P(.+))))\
        L(LI(Lbl(.)LBody(.Figure(.).Span(.)))LI(Lbl(.)LBody()))Note(Lbl(Link(.@)).))H2(.)P(.Link(.@)))";
    assert_eq!(out, expected);
}

#[test]
fn every_marked_sequence_and_annotation_leads_back_to_the_element_that_holds_it() {
    let doc = document();
    let root = dict(&doc, doc.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let nums = dict(&doc, root.get(b"ParentTree").unwrap()).get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(nums.len(), 2 * (2 + 4), "two pages and four annotations");
    let mut seen = 0;
    for (page, pair) in nums.chunks(2).enumerate() {
        assert_eq!(pair[0], Object::Integer(page as i64));
        match doc.dereference(&pair[1]).unwrap().1 {
            Object::Array(owners) => {
                for (number, owner) in owners.iter().enumerate() {
                    let kids = dict(&doc, owner).get(b"K").unwrap().as_array().unwrap();
                    let own_page =
                        *dict(&doc, owner).get(b"Pg").unwrap() == doc.get_pages()[&(page as u32 + 1)].into();
                    let held = kids.iter().any(|kid| match kid {
                        Object::Integer(n) => own_page && *n == number as i64,
                        Object::Dictionary(d) => {
                            d.get(b"MCID").is_ok_and(|n| *n == Object::Integer(number as i64))
                        }
                        _ => false,
                    });
                    assert!(held, "sequence {number} of page {page}");
                    seen += 1;
                }
            }
            Object::Dictionary(owner) => {
                assert_eq!(owner.get(b"S").unwrap().as_name().unwrap(), b"Link");
                seen += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn links_lead_to_addresses_in_ascii_and_to_notes() {
    let doc = document();
    let mut found = Vec::new();
    for id in doc.get_pages().into_values() {
        for annotation in doc.get_page_annotations(id).unwrap() {
            let action = annotation.get(b"A").unwrap().as_dict().unwrap();
            let to = match action.get(b"URI") {
                Ok(uri) => String::from_utf8(uri.as_str().unwrap().to_vec()).unwrap(),
                Err(_) => format!(
                    "{} mm",
                    (action.get(b"D").unwrap().as_array().unwrap()[3].as_float().unwrap() / 72.0 * 25.4)
                        as i64
                ),
            };
            found.push((lopdf::decode_text_string(annotation.get(b"Contents").unwrap()).unwrap(), to));
        }
    }
    let expected = [
        ("the ICO says so: https://ico.org.uk/f\u{fc}r?a=(b)", "https://ico.org.uk/f%C3%BCr?a=(b)"),
        ("Footnote 1", "208 mm"),
        ("Back to the text", "251 mm"),
        ("https://example.org/", "https://example.org/"),
    ];
    assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn bookmarks_nest_by_their_level() {
    let doc = document();
    let outlines = dict(&doc, doc.catalog().unwrap().get(b"Outlines").unwrap());
    let top = dict(&doc, outlines.get(b"First").unwrap());
    assert_eq!(outlines.get(b"First").unwrap(), outlines.get(b"Last").unwrap());
    assert_eq!(top.get(b"Count").unwrap(), &Object::Integer(2));
    let first = dict(&doc, top.get(b"First").unwrap());
    let second = dict(&doc, first.get(b"Next").unwrap());
    let titles = [top, first, second].map(|d| lopdf::decode_text_string(d.get(b"Title").unwrap()).unwrap());
    assert_eq!(titles, ["A DPIA", "Step one", "Step two"]);
    assert_eq!(first.get(b"Next").unwrap(), top.get(b"Last").unwrap());
    assert!(!second.has(b"Next"));
}

/// Follows the pen over the operators of a page, and gives where each run begins and ends.
fn pens(doc: &Document, page: u32) -> Vec<(f32, f32)> {
    let page = doc.get_pages()[&page];
    let fonts = doc.get_page_fonts(page).unwrap();
    let content = lopdf::content::Content::decode(&doc.get_page_content(page)).unwrap();
    let (mut widths, mut size, mut x, mut out) = (Vec::new(), 0.0, 0.0, Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BT" => x = 0.0,
            "Td" => x += operation.operands[0].as_float().unwrap(),
            "Tf" => {
                size = operation.operands[1].as_float().unwrap();
                let font = fonts[operation.operands[0].as_name().unwrap()];
                let descendant = dict(doc, &font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0]);
                let w = descendant.get(b"W").unwrap().as_array().unwrap();
                assert_eq!(w[0], Object::Integer(1));
                widths = w[1].as_array().unwrap().iter().map(|w| w.as_float().unwrap()).collect::<Vec<f32>>();
            }
            "TJ" => {
                let mut pen = 0.0;
                for part in operation.operands[0].as_array().unwrap() {
                    match part {
                        Object::String(codes, _) => {
                            let codes = codes.chunks(2).map(|c| usize::from(c[0]) << 8 | usize::from(c[1]));
                            pen += codes.map(|c| widths[c - 1]).sum::<f32>();
                        }
                        number => pen -= number.as_float().unwrap(),
                    }
                }
                out.push((x, x + pen * size / 1000.0));
            }
            _ => {}
        }
    }
    out
}

#[test]
fn the_pen_goes_where_the_layout_says() {
    let doc = document();
    for (number, page) in sample::pages().pages.iter().enumerate() {
        let expected = page.items.iter().filter_map(|item| match &item.shape {
            Shape::Text(run) => Some((run.x, run.x + run.width)),
            _ => None,
        });
        let pens = pens(&doc, number as u32 + 1);
        assert_eq!(pens.len(), expected.clone().count());
        for ((from, to), (x, end)) in pens.into_iter().zip(expected) {
            // The last glyph's advance is its own, kerned or not, so the end is that of the font.
            assert!((from - x).abs() < 0.001 && (to - end).abs() < 0.02, "{from} to {to}, not {x} to {end}");
        }
    }
}

#[test]
fn only_fonts_that_are_used_are_embedded() {
    let mut draft = sample::Draft::new();
    let node = draft.node(NodeId(0), Role::Paragraph);
    draft.write(Some(node), Face::Bold, 50.0, "bold", None);
    let bytes = pdf::write(&draft.pages, &sample::carried(), &sample::info(), &mut |_| true).unwrap();
    let doc = Document::load_mem(&bytes).unwrap();
    let fonts = doc.get_page_fonts(doc.get_pages()[&1]).unwrap();
    let names: Vec<_> = fonts.values().map(|f| f.get(b"BaseFont").unwrap().as_name().unwrap()).collect();
    assert_eq!(names, [b"DPIABD+LiberationSans-Bold"]);
    assert!(bytes.len() < 12_000, "{}", bytes.len());
}

#[test]
fn a_link_that_goes_on_overleaf_has_one_element_and_two_annotations() {
    let mut draft = sample::Draft::new();
    let node = draft.node(NodeId(0), Role::Paragraph);
    let link = draft.node(node, Role::Link("https://example.org/".into()));
    draft.write(Some(link), Face::Regular, 50.0, "https://", None);
    draft.page();
    draft.write(Some(link), Face::Regular, 50.0, "example.org/", None);
    let bytes = pdf::write(&draft.pages, &sample::carried(), &sample::info(), &mut |_| true).unwrap();
    let doc = Document::load_mem(&bytes).unwrap();
    let root = dict(&doc, doc.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut out = String::new();
    outline(&doc, root.get(b"K").unwrap(), &mut out);
    assert_eq!(out, "Document(P(Link(.@+@)))");
}

#[test]
fn it_can_be_cancelled_and_tells_how_far_it_is() {
    let mut draft = sample::Draft::new();
    for _ in 0..99 {
        draft.page();
    }
    let mut told = Vec::new();
    let all = pdf::write(&draft.pages, &sample::carried(), &sample::info(), &mut |done| {
        told.push(done);
        true
    });
    assert!(all.is_ok());
    assert_eq!((told.first(), told.last()), (Some(&0), Some(&100)));
    assert!(told.len() > 2 && told.is_sorted(), "{told:?}");
    let stopped = pdf::write(&draft.pages, &sample::carried(), &sample::info(), &mut |done| done < 50);
    assert!(matches!(stopped, Err(pdf::Error::Cancelled)));
}

#[test]
fn a_run_of_a_hundred_thousand_characters_is_several_strings() {
    let mut draft = sample::Draft::new();
    let node = draft.node(NodeId(0), Role::Paragraph);
    let words = "(long) ".repeat(15_000);
    draft.write(Some(node), Face::Regular, 50.0, &words, None);
    let bytes = pdf::write(&draft.pages, &sample::carried(), &sample::info(), &mut |_| true).unwrap();
    assert_eq!(pdf::read(&bytes).unwrap().page_words, [format!("{words}\n")]);
    let doc = Document::load_mem(&bytes).unwrap();
    let content = lopdf::content::Content::decode(&doc.get_page_content(doc.get_pages()[&1])).unwrap();
    let shown =
        content.operations.iter().find(|o| o.operator == "TJ").unwrap().operands[0].as_array().unwrap();
    assert!(shown.iter().filter_map(|part| part.as_str().ok()).all(|s| s.len() <= 16_000));
}

#[test]
fn pages_without_words_or_bookmarks_are_written_too() {
    let pages = sample::Draft::new().pages;
    let bytes = pdf::write(&pages, &sample::carried(), &pdf::Info::default(), &mut |_| true).unwrap();
    let read = pdf::read(&bytes).unwrap();
    assert_eq!((read.page_words, read.title), (vec![String::new()], Some(String::new())));
}
