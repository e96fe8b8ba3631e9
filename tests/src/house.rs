//! The house style, and attached files that are printed with the assessment.

use ::desk::{self, Desk, Error, Now, Verdict, wire};
use layout::{Role, Shape};
use model::{File, Status};
use wire::{
    Answer, AttachArgs, Change, EditArgs, ExportWhat, LifeArgs, LifeStep, Place, PrintFileArgs, Settings,
};

const COLOUR: &str = "#7a1f5c";

fn now() -> Now {
    Now { at: "2026-06-16T10:00:00Z".into(), day: "2026-06-16".into() }
}

fn input(name: &str) -> Vec<u8> {
    std::fs::read(crate::here("suite/files").join(name)).expect("it is in suite/files")
}

/// A desk with a house style, the worked example on it, and the place where its files are attached.
fn desk() -> (tempfile::TempDir, Desk, String, Place) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk::open(folder.path()).expect("it opens");
    let settings = Settings {
        organisation: "Calderwick Borough Council".into(),
        paper_colour: COLOUR.into(),
        ..Settings::default()
    };
    desk.keep_settings(settings).expect("kept");
    desk.set_logo("logo.png", &input("logo.png")).expect("it is a logo");
    let id = desk.start(&now()).expect("it starts").open.expect("the example is opened");
    let form = desk.form("council").expect("the form is there");
    let mut fields = form.sections.into_iter().flat_map(|s| s.questions).flat_map(|q| q.fields);
    let field = fields.find(|f| f.kind == wire::FieldKind::Attachments).expect("files can be attached").id;
    (folder, desk, id, Place { field, row: None, column: None })
}

/// Attaches a file and has it printed; gives the number of its printed pages.
fn print(desk: &Desk, id: &str, at: &Place, name: &str) -> Result<usize, Error> {
    let view = desk.view(id).expect("it opens");
    let args = AttachArgs { id: id.into(), against: view.state.revision, at: at.clone() };
    let view = desk.attach(&args, &[(name.to_owned(), input(name))], &now()).expect("attached");
    let index = files(&view, at).len() - 1;
    let args =
        PrintFileArgs { id: id.into(), against: view.state.revision, at: at.clone(), index, job: "j".into() };
    desk.print_file(&args, &now(), &mut |_| true).map(|view| files(&view, at)[index].printed.len())
}

fn files(view: &wire::View, at: &Place) -> Vec<wire::Attachment> {
    match view.answers.get(&at.field) {
        Some(Answer::Attachments(list)) => list.clone(),
        _ => Vec::new(),
    }
}

/// The worked example in house style, with a letter, a photo and a picture after it.
pub fn dressed() -> File {
    let (_folder, desk, id, at) = desk();
    for (name, pages) in [("letter.pdf", 2), ("turned.jpg", 1), ("grey-with-alpha.png", 1)] {
        assert_eq!(print(&desk, &id, &at, name).expect("it can be printed"), pages, "{name}");
    }
    let (bytes, _) = desk.export(&id, ExportWhat::Dpia, &mut |_| true).expect("it goes out");
    File::from_bytes(&bytes).expect("it is a file")
}

fn laid(desk: &Desk, id: &str) -> (usize, String) {
    let pages = desk.paper(id).expect("it is laid out").pages;
    let page = |page| desk.page(&wire::PageArgs { id: id.into(), page }).expect("it is drawn");
    (pages, (0..pages).map(page).collect())
}

#[test]
fn a_colour_that_cannot_be_read_is_refused_with_the_figure_and_the_nearest_shade_that_can() {
    let (_folder, desk, ..) = desk();
    for (pale, figure) in [("#ffcc00", "1.5"), ("#77aadd", "2.4"), ("#ffffff", "1.0")] {
        let settings = Settings { paper_colour: pale.into(), ..desk.settings() };
        let said = desk.keep_settings(settings).expect_err("it is refused").to_string();
        assert!(said.contains(figure) && said.contains("4.5"), "{said}");
        let check = desk::check_colour(pale).expect("a colour");
        let darker = check.darker.expect("there is one");
        assert!(said.contains(&darker), "{said}");
        let again = desk::check_colour(&darker).expect("a colour");
        assert!((4.5..5.0).contains(&again.contrast), "{darker} has {}", again.contrast);
        assert_eq!(desk.settings().paper_colour, COLOUR);
    }
    assert!(matches!(desk::check_colour("red"), Err(Error::NoColour(_))));
    assert_eq!(desk::check_colour("#1B3A57").expect("a colour").darker, None);
}

#[test]
fn a_logo_that_is_none_or_too_large_is_refused_with_what_to_do() {
    let (_folder, desk, ..) = desk();
    for (name, bytes, word) in [
        ("logo.gif", b"GIF89a".to_vec(), "PNG"),
        ("logo.png", vec![0; 2 << 20], "1 MB"),
        ("logo.png", input("logo.png")[..300].to_vec(), "damaged"),
        ("letter.pdf", input("letter.pdf"), "PNG"),
    ] {
        let said = desk.set_logo(name, &bytes).expect_err("it is refused").to_string();
        assert!(said.contains(word), "{said}");
    }
    assert_eq!(desk.settings().logo.expect("the first stays").words, "Calderwick Borough Council logo");
    assert!(desk.logo().expect("it is there").starts_with("data:image/png;base64,"));
}

#[test]
fn an_open_assessment_is_printed_in_the_present_style_and_a_signed_one_in_that_of_its_sign_off() {
    let (_folder, desk, _, _) = desk();
    let (settings, plain) =
        (desk.settings(), Settings { paper_colour: String::new(), logo: None, ..desk.settings() });
    desk.keep_settings(plain.clone()).expect("kept");
    let template = crate::tiny();
    let whole = File::new(crate::rules::complete(&template));
    std::fs::create_dir_all(desk.folder().join("templates")).expect("made");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let templates = folder.path().join("templates");
    std::fs::create_dir_all(&templates).expect("it can be made");
    std::fs::copy(crate::here("suite/tiny-template.json"), templates.join("tiny.json")).expect("copied");
    let desk = Desk::open(folder.path()).expect("it opens");
    desk.keep_settings(Settings { logo: None, ..settings.clone() }).expect("kept");
    desk.set_logo("logo.png", &input("logo.png")).expect("it is a logo");
    let id = desk.take_in(&whole.to_bytes(), "a-2").expect("it is taken in");
    let in_style = laid(&desk, &id);
    assert!(in_style.1.contains(COLOUR) && in_style.1.contains("<image "));
    let sign =
        LifeStep::SignOff { name: "Moira Talbot".into(), on: "2026-06-16".into(), reason: "Done".into() };
    desk.life(LifeArgs { id: id.clone(), step: sign }, &now()).expect("nothing stops it");
    let signed = laid(&desk, &id).1;
    desk.keep_settings(plain).expect("kept");
    assert_eq!(laid(&desk, &id).1, signed);
    assert!(signed.contains(COLOUR) && signed.contains("<image "));
    let (bytes, _) = desk.export(&id, ExportWhat::Pdf, &mut |_| true).expect("it is written");
    let mut all = desk::Templates::built_in().expect("sound");
    all.add(template);
    let verified = desk::verify(&all, &bytes).expect("it can be read");
    assert_eq!((verified.seal_agrees, verified.pages), (Some(true), Verdict::Same));
    let step = LifeStep::BeginVersion { reason: "A change".into(), from: None };
    desk.life(LifeArgs { id: id.clone(), step }, &now()).expect("the next version begins");
    assert!(!laid(&desk, &id).1.contains(COLOUR));
}

#[test]
fn the_logo_stands_at_the_head_of_the_first_page_with_its_words_and_hits_nothing() {
    let file = dressed();
    let templates = desk::Templates::built_in().expect("sound");
    let template = templates.get("council").expect("it is there");
    assert_eq!(file.assessment.status, Status::Draft);
    let bytes = desk::render(&template, &file, &mut |_| true).expect("it prints");
    let again = desk::verify(&templates, &bytes).expect("it can be read");
    assert_eq!(again.pages, Verdict::Same);
    let sha = |h: &model::House| h.logo.as_ref().map(|l| l.sha256.clone());
    let sha = file.assessment.house.as_ref().and_then(sha).expect("it has a logo");
    let decoded = std::sync::Arc::new(layout::Picture::read(&sha, input_of(&file, &sha)).expect("it prints"));
    let pictures = layout::Pictures::from([(sha, decoded)]);
    let pages = layout::lay_out_with(&template, &file.assessment, &pictures);
    let (node, area) = pages.pages[0]
        .items
        .iter()
        .find_map(|i| match &i.shape {
            Shape::Image { area, .. } => Some((i.node, *area)),
            _ => None,
        })
        .expect("the logo is drawn");
    let role = &pages.tree[node.expect("it is read").0 as usize].role;
    assert_eq!(*role, Role::Figure("Calderwick Borough Council logo".into()));
    assert!((area.x + area.w - (595.276 - 56.69)).abs() < 0.1, "{area:?}");
    for item in &pages.pages[0].items {
        if let Shape::Text(run) = &item.shape {
            let beside = run.x + run.width <= area.x || run.x >= area.x + area.w;
            let apart = run.baseline <= area.y || run.baseline - run.size >= area.y + area.h;
            assert!(beside || apart, "“{}” stands on the logo", run.text);
        }
    }
}

fn input_of(file: &File, sha: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(&file.files[sha]).expect("it is in the file")
}

#[test]
fn a_file_that_cannot_be_printed_says_what_to_do_and_the_paper_still_comes() {
    let (_folder, desk, id, at) = desk();
    for (name, word) in [("locked.pdf", "password"), ("cut.pdf", "damaged"), ("press.jpg", "")] {
        match print(&desk, &id, &at, name) {
            Err(error) => assert!(error.to_string().contains(word) && !word.is_empty(), "{name}: {error}"),
            Ok(pages) => assert!(word.is_empty() && pages == 1, "{name} is printed"),
        }
    }
    assert_eq!(print(&desk, &id, &at, "restricted.pdf").expect("it needs no password"), 2);
    assert!(desk.export(&id, ExportWhat::Pdf, &mut |_| true).is_ok());
}

#[test]
fn what_is_printed_is_part_of_the_answer_so_that_undo_takes_it_back() {
    let (_folder, desk, id, at) = desk();
    let before = laid(&desk, &id).0;
    assert_eq!(print(&desk, &id, &at, "letter.pdf").expect("it can be printed"), 2);
    let (after, drawn) = laid(&desk, &id);
    assert_eq!(after, before + 2);
    assert!(drawn.contains("Annex "));
    let against = desk.view(&id).expect("it opens").state.revision;
    desk.undo(&wire::StepArgs { id: id.clone(), against }, &now()).expect("undone");
    assert_eq!(laid(&desk, &id).0, before);
    let against = desk.view(&id).expect("it opens").state.revision;
    let view = desk.redo(&wire::StepArgs { id: id.clone(), against }, &now()).expect("done again");
    let letter = files(&view, &at).pop().expect("it is there");
    assert!(letter.printed[0].words.contains("Twelve families answered. They asked who sees the routes"));
    let stopped = PrintFileArgs {
        id,
        against: view.state.revision,
        index: files(&view, &at).len() - 1,
        at,
        job: "j".into(),
    };
    let stopped = desk.print_file(&stopped, &now(), &mut |_| false).expect_err("it is cancelled");
    assert_eq!(wire::Problem::from(stopped).code, wire::Code::Cancelled);
}

#[test]
fn a_new_assessment_names_the_officer_and_sign_off_gives_the_review_a_date() {
    let (_folder, desk, ..) = desk();
    let settings = Settings {
        dpo_name: "Joan Ellery".into(),
        dpo_email: "dpo@calderwick.gov.uk".into(),
        review_months: 18,
        ..desk.settings()
    };
    desk.keep_settings(settings).expect("kept");
    let args = wire::CreateArgs { template: "council".into(), name: "New".into() };
    desk.create(&args, "a-3", &now()).expect("made");
    let view = desk.view("a-3").expect("it opens");
    let approvals = desk.form("council").expect("there").roles.approvals;
    let named = approvals.iter().find_map(|f| match view.answers.get(f) {
        Some(Answer::Approval(a)) => Some(a.clone()),
        _ => None,
    });
    let named = named.expect("one is named");
    assert_eq!(named.name, "Joan Ellery, Data Protection Officer, dpo@calderwick.gov.uk");
    assert!(named.date.is_empty(), "who is named has approved nothing yet");
    assert!(view.state.findings.iter().any(|f| f.message.contains("lacks a date")));
}

#[test]
fn the_next_review_is_some_months_after_sign_off_where_no_date_is_given() {
    let template = crate::tiny();
    let Some(field) = template.roles.approvals.review.clone() else { panic!("the tiny form has a review") };
    let mut a = crate::rules::complete(&template);
    let review = model::Approval { name: "Joan Ellery".into(), ..model::Approval::default() };
    a.answers.insert(field.clone(), model::Answer::Approval(review));
    let by = model::Approver { name: "M".into(), on: "2026-08-31".into(), reason: "R".into() };
    let office = model::Office { house: None, review_months: 18 };
    let change = model::sign_off(&template, &a, &by, &office).expect("nothing stops it");
    let edit = model::Edit {
        against: a.revision,
        by: "M".into(),
        at: now().at,
        change,
        group: None,
        how: model::How::Made,
    };
    model::apply(&template, &mut a, &edit).expect("it fits");
    let Some(model::Answer::Approval(review)) = a.answers.get(&field) else { panic!("it is there") };
    assert_eq!(review.date, "2028-02-29");
    assert_eq!(a.seal.as_ref().map(|s| s.digest.clone()), Some(a.digest()));
}

#[test]
fn the_last_eight_that_were_opened_are_remembered_by_their_present_names() {
    let (_folder, desk, id, _) = desk();
    for n in 0..9 {
        let args = wire::CreateArgs { template: "council".into(), name: format!("Number {n}") };
        desk.create(&args, &format!("a-{n}"), &now()).expect("made");
        desk.view(&format!("a-{n}")).expect("it opens");
    }
    let change = Change::SetName { name: "Renamed".into() };
    desk.edit(EditArgs { id: "a-8".into(), against: 0, change, group: None }, &now()).expect("renamed");
    desk.view("a-3").expect("it opens");
    let names: Vec<String> = desk.recent().expect("listed").into_iter().map(|(_, name)| name).collect();
    assert_eq!(names.len(), 8);
    assert_eq!(names[..2], ["Number 3", "Renamed"]);
    assert!(desk.recent().expect("listed").iter().all(|(recent, _)| *recent != id));
    desk.archive(&wire::ArchiveArgs { id: "a-3".into(), archived: true }).expect("put away");
    assert_eq!(desk.recent().expect("listed")[0].1, "Renamed");
}

/// A PDF of empty pages.
fn empty_pages(count: usize) -> Vec<u8> {
    use lopdf::{Document, Object, dictionary};
    let mut doc = Document::with_version("1.7");
    let all = doc.new_object_id();
    let page = || dictionary! { "Type" => "Page", "Parent" => all, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
    let kids: Vec<Object> = (0..count).map(|_| doc.add_object(page()).into()).collect();
    let pages = dictionary! { "Type" => "Pages", "Count" => count as i64, "Kids" => kids };
    doc.objects.insert(all, pages.into());
    let catalog = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => all });
    doc.trailer.set("Root", catalog);
    let mut out = Vec::new();
    doc.save_to(&mut out).expect("it is written");
    out
}

#[test]
fn what_is_printed_has_limits_and_says_them() {
    let pages = |name: &str, bytes: &[u8]| picture::pages(name, "Title", bytes, &mut |_, _| true);
    let said = |name: &str, bytes: &[u8]| pages(name, bytes).expect_err("it is refused").to_string();
    let fifty = pages("fifty.pdf", &empty_pages(50)).expect("it can be printed");
    assert_eq!(fifty.len(), 50);
    assert_eq!(fifty[49].words, "Page 50 of 50 of “Title”, without words that can be read aloud");
    assert!(said("more.pdf", &empty_pages(51)).contains("51 pages; at most 50"));
    assert!(said("large.pdf", &vec![b'%'; 26 << 20]).contains("25 MB"));
    assert!(said("notes.docx", b"PK\x03\x04").contains("neither a PDF nor a PNG or JPEG"));
    // A picture that says it has sixty thousand pixels in a row.
    let mut bomb = input("grey-with-alpha.png");
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let crc = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    assert!(said("bomb.png", &bomb).contains("4,000 pixels"), "{}", said("bomb.png", &bomb));
}

/// The checksum of a PNG's chunk (ISO/IEC 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |c: u32| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 };
    !bytes.iter().fold(!0_u32, |c, b| (0..8).fold(c ^ u32::from(*b), |c, _| step(c)))
}

#[test]
fn a_damaged_file_is_an_error_or_a_picture_and_never_a_panic() {
    for name in ["letter.pdf", "photo.jpg", "logo.png"] {
        let whole = input(name);
        for at in (0..whole.len()).step_by(whole.len() / 40) {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x55;
            for bytes in [&flipped[..], &whole[..at]] {
                if let Ok(pages) = picture::pages(name, "Title", bytes, &mut |_, _| true) {
                    assert!(pages.iter().all(|p| layout::Picture::read("", p.bytes.clone()).is_some()));
                }
            }
        }
    }
}
