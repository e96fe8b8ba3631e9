//! A partner's document on its way in: read, placed, looked over, accepted; and assessments from one template to another.

use desk::{Converting, Desk, Now, Opened, Templates, wire};
use model::{Answer, File};

fn templates() -> Templates {
    Templates::built_in().expect("the built-in templates are sound")
}

fn now() -> Now {
    Now { at: "2026-06-16T14:02:11Z".into(), day: "2026-06-16".into() }
}

/// A partner's document: the form's wording, answers, and a heading that the form does not have.
const THEIRS: &str = "<html><body><h2>Step 4: Assess necessity and proportionality</h2><table>\
<tr><td>4.3</td><td>How will you ensure data quality and data minimisation?</td></tr>\
<tr><td></td><td>Forms are checked weekly.</td></tr>\
<tr><td>4.8</td><td>Will individuals be asked for consent for their information to be processed/shared?</td><td>No</td></tr></table>\
<h2>Our own wishes</h2><p>Tea at every meeting.</p><p>Biscuits too.</p></body></html>";

#[test]
fn our_own_pdf_comes_in_equal_to_the_last_byte() {
    let templates = templates();
    let file = templates.sample().expect("the example");
    let template = templates.get("council").expect("it is there");
    let pdf = desk::render(&template, &file, &mut |_| true).expect("it prints");
    match desk::open_any(&templates, "council", "ours.pdf", &pdf).expect("it opens") {
        Opened::Own { bytes, notes } => {
            assert!(bytes == file.to_bytes(), "the data is not that which went out");
            assert_eq!(notes, []);
        }
        Opened::Foreign(_) => panic!("it was taken for a partner's"),
    }
    let mut altered = pdf.clone();
    altered.extend_from_slice(b"\n% and something else\n");
    match desk::open_any(&templates, "council", "ours.pdf", &altered).expect("it opens") {
        Opened::Own { notes, .. } => assert_eq!(notes.first().map(|n| n.code.as_str()), Some("altered")),
        Opened::Foreign(_) => panic!("it was taken for a partner's"),
    }
}

#[test]
fn a_document_is_placed_sent_on_taken_back_accepted_and_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(folder.path()).expect("a register");
    let before = desk.list().expect("a list").len();
    let brought = desk.bring_in("theirs.html", THEIRS.as_bytes(), "in-1");
    let wire::FileOutcome::Incoming { incoming, words, .. } = brought.outcome else { panic!("{brought:?}") };
    assert_eq!(words.source, words.placed + words.recognised + words.unplaced);
    assert_eq!(desk.list().expect("a list").len(), before, "nothing is in the register yet");

    let args = wire::IncomingArgs { incoming: incoming.clone() };
    let shown = desk.incoming(&args).expect("it is at hand");
    let tea = shown.pieces.iter().find(|p| p.text.starts_with("Tea")).expect("it waits");
    assert!(matches!(tea.went, wire::Went::Unplaced { .. }), "{tea:?}");
    let send = |piece: usize, to: wire::PieceTo, alike: bool| {
        desk.send_piece(&wire::SendArgs { incoming: incoming.clone(), piece, to, alike })
    };
    let yes_no = wire::PieceTo::Field { field: "1.1".into(), row: None, column: None };
    assert!(send(tea.piece, yes_no, false).is_err(), "a yes or no cannot take a sentence");
    let prose = wire::PieceTo::Field { field: "project.overview".into(), row: None, column: None };
    let both = send(tea.piece, prose, true).expect("both go");
    let placed = |view: &wire::Incoming, field: &str| {
        let there =
            |p: &&wire::IncomingPiece| matches!(&p.went, wire::Went::Placed { field: f, .. } if f == field);
        view.pieces.iter().filter(there).count()
    };
    assert_eq!(placed(&both, "project.overview"), 3, "the heading goes with the two under it");
    let back = desk.step_back(&args).expect("a step back");
    assert_eq!(placed(&back, "project.overview"), 0);
    send(tea.piece, wire::PieceTo::Comment { question: "4.3".into() }, false).expect("a comment");

    let accept = wire::AcceptArgs { incoming, name: "Tea".into(), from: "Marlshire".into() };
    let id = desk.accept(&accept, "a-9", &now()).expect("it is accepted");
    assert!(desk.incoming(&args).is_err(), "it is no longer on its way");
    let (bytes, _) = desk.export(&id, wire::ExportWhat::Dpia, &mut |_| true).expect("a file");
    let file = File::from_bytes(&bytes).expect("it is sound");
    let received = file.assessment.received.first().expect("the document is kept");
    assert_eq!((received.from.as_str(), received.file_name.as_str()), ("Marlshire", "theirs.html"));
    assert_eq!(desk.attached(&received.sha256).expect("its content"), THEIRS.as_bytes());
    assert!(received.unplaced.iter().any(|u| u.text == "Biscuits too."));
    assert!(file.assessment.comments.iter().any(|c| c.text.contains("Tea at every meeting.")));
    assert!(matches!(file.assessment.answers.get("4.8"), Some(Answer::YesNo(model::YesNo::No))));
    assert!(file.assessment.provenance.contains_key("4.3"));

    let (pdf, _) = desk.export(&id, wire::ExportWhat::Pdf, &mut |_| true).expect("a PDF");
    let carried = File::from_bytes(&desk::extract(&pdf).expect("data")).expect("it is sound");
    assert!(carried.assessment.received.is_empty(), "what partners sent does not go out with the paper");
    assert!(!carried.files.contains_key(&received.sha256));
}

#[test]
fn an_assessment_goes_to_the_icos_form_and_back_and_keeps_its_original() {
    let templates = templates();
    let file = templates.sample().expect("the example");
    let who = Converting {
        id: "a-2".into(),
        day: "2026-06-16".into(),
        at: "2026-06-16T14:02:11Z".into(),
        ..Converting::default()
    };
    let ico = desk::convert(&templates, &file, "ico", &who).expect("it is converted");
    let template = templates.get("ico").expect("it is there");
    model::check_answers(&template, &ico.assessment).expect("every answer fits its field");
    let kept = ico.assessment.received.last().expect("the original is kept");
    assert!(ico.files.contains_key(&kept.sha256));
    assert!(!kept.unplaced.is_empty(), "the ICO's form asks less");
    let back = desk::convert(&templates, &ico, "council", &who).expect("it comes back");
    let council = templates.get("council").expect("it is there");
    model::check_answers(&council, &back.assessment).expect("every answer fits its field");
    let roles = &council.roles;
    for field in [
        &roles.name,
        &roles.risks.as_ref().expect("risks").field,
        &roles.measures.as_ref().expect("measures").field,
    ] {
        assert_eq!(back.assessment.answers.get(field), file.assessment.answers.get(field), "{field}");
    }
    assert!(desk::convert(&templates, &file, "council", &who).is_err(), "there is nothing to convert");
}

#[test]
fn every_example_of_an_answer_names_fields_that_are_there() {
    let templates = templates();
    let mut examples = 0;
    for mapping in templates.mappings() {
        let to = templates.get(&mapping.to).expect("its template");
        for fields in mapping.answers.iter().flat_map(|a| a.fields()) {
            for field in fields.expect("each line is an example") {
                assert!(field == "none" || to.field(&field).is_some(), "there is no field {field}");
            }
            examples += 1;
        }
    }
    assert!(examples > 1_000, "{examples}");
}

#[test]
fn every_mapping_leads_to_fields_that_are_there() {
    let templates = templates();
    for mapping in templates.mappings() {
        let to = templates.get(&mapping.to).expect("its template");
        for prompt in mapping.sections.iter().flat_map(|s| &s.prompts) {
            for field in &prompt.to {
                let found =
                    to.field(field).unwrap_or_else(|| panic!("{}: there is no field {field}", mapping.id));
                for column in prompt.columns.iter().filter(|c| !c.to.is_empty()) {
                    let own = found.columns().iter().any(|c| c.id == column.to);
                    let other = column.to.rsplit_once('.').and_then(|(f, c)| Some((to.field(f)?, c)));
                    let other = other.is_some_and(|(f, c)| f.columns().iter().any(|x| x.id == c));
                    assert!(own || other, "{}: {field} has no column {}", mapping.id, column.to);
                }
            }
        }
    }
}
