//! The use cases over a register, as the window calls them.

use ::desk::{self, Desk, Error, Now, wire};
use wire::{Answer, Change, CreateArgs, EditArgs, ExportWhat, LifeArgs, LifeStep, Place, StepArgs};

fn now() -> Now {
    Now { at: "2026-06-16T10:00:00Z".into(), day: "2026-06-16".into() }
}

/// A desk over the tiny template and the council's, in a folder of its own.
fn fresh() -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let templates = folder.path().join("templates");
    std::fs::create_dir_all(&templates).expect("it can be made");
    std::fs::copy(crate::here("suite/tiny-template.json"), templates.join("tiny.json"))
        .expect("it is copied");
    let desk = Desk::open(folder.path()).expect("it opens");
    (folder, desk)
}

fn create(desk: &Desk, id: &str) -> wire::View {
    let args = CreateArgs { template: "tiny".into(), name: "A small thing".into() };
    desk.create(&args, id, &now()).expect("it is made");
    desk.view(id).expect("it opens")
}

/// Finds the first field of a kind in the tiny form: no test names a question of the council's.
fn field(desk: &Desk, is: impl Fn(&wire::FieldKind) -> bool) -> String {
    let form = desk.form("tiny").expect("the form is there");
    let fields = form.sections.into_iter().flat_map(|s| s.questions).flat_map(|q| q.fields);
    fields.into_iter().find(|f| is(&f.kind)).expect("the tiny form has such a field").id
}

fn prose(text: &str) -> Option<Answer> {
    let content = vec![wire::Inline::Text { text: text.into(), strong: false, emphasis: false, link: None }];
    Some(Answer::Prose(vec![wire::Block::Paragraph { content }]))
}

fn set(id: &str, against: u64, field: &str, answer: Option<Answer>, group: Option<&str>) -> EditArgs {
    let change = Change::SetAnswer { at: Place { field: field.into(), row: None, column: None }, answer };
    EditArgs { id: id.into(), against, change, group: group.map(str::to_owned) }
}

#[test]
fn the_first_start_opens_the_worked_example_and_later_ones_do_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk::open(folder.path()).expect("it opens");
    let start = desk.start(&now()).expect("it starts");
    let example = start.open.expect("the example is opened");
    assert!(start.first && start.assessments.iter().any(|s| s.id == example));
    desk.archive(&wire::ArchiveArgs { id: example.clone(), archived: true }).expect("it is put away");
    desk.close().expect("it closes");
    let desk = Desk::open(folder.path()).expect("it opens again");
    let start = desk.start(&now()).expect("it starts again");
    assert_eq!((start.first, start.open), (false, None));
    assert_eq!(desk.add_example().expect("it comes back"), example);
    assert!(!desk.list().expect("it is listed")[0].archived);
}

#[test]
fn a_visit_to_a_field_is_undone_at_once_also_after_a_restart_and_done_again() {
    let (folder, desk) = fresh();
    let id = "a-1";
    create(&desk, id);
    let text = field(&desk, |k| *k == wire::FieldKind::Prose);
    for (n, words) in ["W", "Wo", "Words"].into_iter().enumerate() {
        desk.edit(set(id, n as u64, &text, prose(words), Some("visit-1")), &now()).expect("it is kept");
    }
    let edited = desk.edit(set(id, 3, &text, prose("Other words"), Some("visit-2")), &now()).expect("kept");
    assert!(edited.undo.is_some() && edited.redo.is_none());
    desk.close().expect("it closes");

    let desk = Desk::open(folder.path()).expect("it opens again");
    let step = |against| StepArgs { id: id.into(), against };
    let view = desk.undo(&step(4), &now()).expect("the second visit is undone");
    assert_eq!(view.answers.get(&text), prose("Words").as_ref());
    let view = desk.undo(&step(5), &now()).expect("the first visit is undone");
    assert_eq!(view.answers.get(&text), None);
    assert!(view.state.undo.is_none() && view.state.redo.is_some());
    assert!(matches!(desk.undo(&step(6), &now()), Err(Error::Nothing("undo"))));
    let view = desk.redo(&step(6), &now()).expect("the first visit is done again");
    assert_eq!(view.answers.get(&text), prose("Words").as_ref());
    desk.close().expect("it closes");

    let desk = Desk::open(folder.path()).expect("and again");
    let view = desk.redo(&step(7), &now()).expect("the second visit is done again");
    assert_eq!(view.answers.get(&text), prose("Other words").as_ref());
    let edited = desk.edit(set(id, 8, &text, None, None), &now()).expect("it is cleared");
    assert!(edited.redo.is_none(), "a new edit leaves nothing to do again");
}

#[test]
fn a_stale_edit_is_told_apart_and_changes_nothing() {
    let (_folder, desk) = fresh();
    create(&desk, "a-1");
    let text = field(&desk, |k| *k == wire::FieldKind::Prose);
    desk.edit(set("a-1", 0, &text, prose("First"), None), &now()).expect("it is kept");
    let late = desk.edit(set("a-1", 0, &text, prose("Late"), None), &now()).expect_err("it is stale");
    assert_eq!(wire::Problem::from(late).code, wire::Code::Stale);
    assert_eq!(desk.view("a-1").expect("it opens").answers.get(&text), prose("First").as_ref());
}

#[test]
fn the_short_name_follows_the_projects_name_until_it_has_one_of_its_own() {
    let (_folder, desk) = fresh();
    create(&desk, "a-1");
    let name = desk.form("tiny").expect("the form").roles.name;
    let text = |t: &str| Some(Answer::Text(t.into()));
    let edited = desk.edit(set("a-1", 0, &name, text("Parking permits"), None), &now()).expect("kept");
    assert_eq!(edited.name, "Parking permits");
    let change = Change::SetName { name: "Permits".into() };
    let args = EditArgs { id: "a-1".into(), against: 1, change, group: None };
    desk.edit(args, &now()).expect("kept");
    let edited = desk.edit(set("a-1", 2, &name, text("Parking permits online"), None), &now()).expect("kept");
    assert_eq!(edited.name, "Permits");
}

#[test]
fn a_character_that_cannot_be_printed_stops_sign_off_and_says_where() {
    let (_folder, desk) = fresh();
    create(&desk, "a-1");
    let text = field(&desk, |k| *k == wire::FieldKind::Prose);
    let edited =
        desk.edit(set("a-1", 0, &text, prose("Żółw, llŷn, ✓ → “yes” 漢"), None), &now()).expect("kept");
    let found: Vec<_> =
        edited.findings.iter().filter(|f| f.key.starts_with("character")).map(|f| &f.message).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("U+6F22"));
}

#[test]
fn the_example_is_signed_off_revised_and_its_pdf_comes_in_again_elsewhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk::open(folder.path()).expect("it opens");
    let id = desk.start(&now()).expect("it starts").open.expect("the example is open");
    let sign = LifeStep::SignOff {
        name: "Priya Nair, Information Governance".into(),
        on: "2026-06-20".into(),
        reason: "First issue".into(),
    };
    let life = |step| LifeArgs { id: id.clone(), step };
    desk.life(life(LifeStep::RequestReview), &now()).expect("it is in review");
    let view = desk.life(life(sign), &now()).expect("nothing stops it");
    assert_eq!((view.state.status, view.state.version.as_str()), (wire::Status::SignedOff, "1.0"));
    assert!(view.state.undo.is_none(), "a sign-off cannot be undone");
    let change = Change::SetName { name: "Changed".into() };
    let frozen = EditArgs { id: id.clone(), against: view.state.revision, change, group: None };
    let frozen = desk.edit(frozen, &now()).expect_err("it is frozen");
    assert_eq!(wire::Problem::from(frozen).code, wire::Code::Frozen);

    let (pdf, pages) = desk.export(&id, ExportWhat::Pdf, &mut |_| true).expect("it prints");
    assert!(pages > Some(10));
    let templates = desk::Templates::built_in().expect("they are sound");
    let verified = desk::verify(&templates, &pdf).expect("it can be checked");
    assert!(verified.holds() && verified.seal_agrees == Some(true));

    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let other = Desk::open(elsewhere.path()).expect("it opens");
    let taken = other.take_in(&pdf, "a-new").expect("the PDF comes in");
    assert_eq!(taken, id);
    let same = other.export(&id, ExportWhat::Dpia, &mut |_| true).expect("it goes out");
    assert_eq!(same, desk.export(&id, ExportWhat::Dpia, &mut |_| true).expect("it goes out"));
    assert_eq!(other.take_in(&pdf, "a-again").expect("once is enough"), id);
    assert_eq!(other.list().expect("listed").len(), 1);

    let view = desk
        .life(life(LifeStep::BeginVersion { reason: "A new supplier".into(), from: None }), &now())
        .expect("begun");
    assert_eq!((view.state.status, view.state.version.as_str()), (wire::Status::Draft, "1.1"));
    assert_eq!(view.versions.len(), 1);
    let newer = desk.export(&id, ExportWhat::Dpia, &mut |_| true).expect("it goes out").0;
    let copy = other.take_in(&newer, "a-copy").expect("another edition comes in beside the first");
    assert_eq!((copy.as_str(), other.list().expect("listed").len()), ("a-copy", 2));
}

#[test]
fn an_export_that_is_cancelled_says_so_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk::open(folder.path()).expect("it opens");
    let id = desk.start(&now()).expect("it starts").open.expect("the example is open");
    let error = desk.export(&id, ExportWhat::Pdf, &mut |_| false).expect_err("it is cancelled");
    assert_eq!(wire::Problem::from(error).code, wire::Code::Cancelled);
    let zip = folder.path().join("backup.zip");
    let error = desk.backup(&zip, &now(), &mut |_| false).expect_err("it is cancelled");
    assert_eq!(wire::Problem::from(error).code, wire::Code::Cancelled);
    assert!(!zip.exists());
}

#[test]
fn attached_files_travel_in_the_assessment_and_in_backups() {
    let (folder, desk) = fresh();
    create(&desk, "a-1");
    let at = field(&desk, |k| *k == wire::FieldKind::Attachments);
    let place = Place { field: at.clone(), row: None, column: None };
    let args = wire::AttachArgs { id: "a-1".into(), against: 0, at: place };
    let view = desk.attach(&args, &[("Flow map.txt".into(), b"A -> B".to_vec())], &now()).expect("attached");
    let Some(Answer::Attachments(list)) = view.answers.get(&at) else { panic!("it is listed") };
    assert_eq!((list[0].title.as_str(), list[0].size), ("Flow map", 6));
    let zip = folder.path().join("backup.zip");
    desk.backup(&zip, &now(), &mut |_| true).expect("it is backed up");
    let (bytes, _) = desk.export("a-1", ExportWhat::Dpia, &mut |_| true).expect("it goes out");
    let restored = tempfile::tempdir().expect("a temporary folder");
    desk::restore(&zip, restored.path(), false, &mut |_| true).expect("it is restored");
    let again = Desk::open(restored.path()).expect("it opens");
    // The tiny template did not travel: the assessment is kept, and says what is missing.
    let missing = again.export("a-1", ExportWhat::Dpia, &mut |_| true);
    assert!(missing.is_err_and(|e| e.to_string().contains("tiny")));
    assert_eq!(again.search("thing").expect("the search is not stopped by it").assessments, 0);
    let file = model::File::from_bytes(&bytes).expect("it is a file");
    assert_eq!(file.files.len(), 1);
}

#[test]
fn files_that_are_no_assessment_are_refused_with_what_to_do() {
    let (_folder, desk) = fresh();
    for (bytes, word) in [
        (&b""[..], "complete"),
        (b"{}", "complete"),
        (b"%PDF-1.7 nothing", "complete"),
        (b"PK\x03\x04 a Word file", "complete"),
    ] {
        let error = desk.take_in(bytes, "a-1").expect_err("it is refused").to_string();
        assert!(error.contains(word), "{error}");
    }
    assert!(desk.list().expect("listed").is_empty());
}

#[test]
fn words_are_found_in_all_answers_as_they_are_typed_and_after_they_change() {
    let (folder, desk) = fresh();
    create(&desk, "a-1");
    create(&desk, "a-2");
    let text = field(&desk, |k| *k == wire::FieldKind::Prose);
    desk.edit(set("a-1", 0, &text, prose("Two contractors of the supplier hold keys."), None), &now())
        .expect("kept");
    let found = desk.search("contract").expect("it searches");
    assert_eq!((found.assessments, found.places, found.hits[0].id.as_str()), (1, 1, "a-1"));
    assert_eq!(found.hits[0].first.field, text);
    assert_eq!(found.hits[0].first.pieces, ["Two ", "contractors", " of the supplier hold keys."]);
    assert_eq!(desk.search("small thing").expect("names too").assessments, 2);
    assert_eq!(desk.search("contractors supp").expect("both words").assessments, 1);
    assert_eq!(desk.search("contractors dogs").expect("both words").assessments, 0);
    assert_eq!(desk.search("contracter").expect("none").suggestion.as_deref(), Some("contractors"));
    desk.edit(set("a-1", 1, &text, prose("Żółte klucze"), None), &now()).expect("kept");
    assert_eq!(desk.search("contract").expect("gone").assessments, 0);
    assert_eq!(desk.search("zolte").expect("without accents").assessments, 1);
    desk.close().expect("it closes");
    std::fs::remove_dir_all(folder.path().join("words")).expect("the index is lost");
    let desk = Desk::open(folder.path()).expect("it opens again");
    assert_eq!(desk.search("klucze").expect("it is made anew").assessments, 1);
    desk.close().expect("it closes");
    std::fs::write(folder.path().join("words/meta.json"), "{").expect("the index is damaged");
    let desk = Desk::open(folder.path()).expect("it opens again");
    assert_eq!(desk.search("klucze").expect("it is made anew").assessments, 1);
}

#[test]
fn versions_are_compared_by_words_and_an_answer_is_restored() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk::open(folder.path()).expect("it opens");
    let id = desk.start(&now()).expect("it starts").open.expect("the example is open");
    let life = |step| desk.life(LifeArgs { id: id.clone(), step }, &now()).expect("the step is taken");
    let sign = |on: &str| LifeStep::SignOff { name: "P".into(), on: on.into(), reason: "R".into() };
    life(sign("2026-06-20"));
    let view = life(LifeStep::BeginVersion { reason: "More".into(), from: None });
    let form = desk.form(&view.template).expect("the form");
    let text = form
        .sections
        .iter()
        .flat_map(|s| &s.questions)
        .flat_map(|q| &q.fields)
        .find(|f| f.kind == wire::FieldKind::Prose && view.answers.contains_key(&f.id))
        .expect("a text is answered");
    let before = view.answers[&text.id].clone();
    let changed = set(&id, view.state.revision, &text.id, prose("Six years."), None);
    let edited = desk.edit(changed, &now()).expect("kept");
    let args = wire::CompareArgs { id: id.clone(), older: Some("1.0".into()), newer: None };
    let compared = desk.compare(&args).expect("compared");
    assert_eq!((compared.older.version.as_str(), compared.newer.version.as_str()), ("1.0", "1.1"));
    let difference = compared.differences.iter().find(|d| d.field == text.id).expect("it differs");
    assert_eq!(difference.kind, wire::DifferenceKind::Changed);
    let newer: String =
        difference.words.iter().filter(|p| p.side != wire::Side::Older).map(|p| p.text.as_str()).collect();
    assert_eq!(newer, "Six years.");
    assert!(
        compared.differences.iter().any(|d| d.rows.iter().any(|r| r.kind == wire::DifferenceKind::Added))
    );
    let restore = wire::RestoreArgs {
        id: id.clone(),
        against: edited.revision,
        version: "1.0".into(),
        field: text.id.clone(),
    };
    let view = desk.restore_answer(&restore, &now()).expect("restored");
    assert_eq!(view.answers[&text.id], before);
    let missing = wire::CompareArgs { older: Some("7.0".into()), ..args };
    assert!(matches!(desk.compare(&missing), Err(Error::NoVersion(_))));
}

#[test]
fn a_new_version_begins_with_the_answers_of_an_earlier_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk::open(folder.path()).expect("it opens");
    let id = desk.start(&now()).expect("it starts").open.expect("the example is open");
    let first = desk.view(&id).expect("it opens");
    let name = desk.form(&first.template).expect("the form").roles.name;
    let life = |step| desk.life(LifeArgs { id: id.clone(), step }, &now());
    let sign = |on: &str| LifeStep::SignOff { name: "P".into(), on: on.into(), reason: "R".into() };
    life(sign("2026-06-20")).expect("signed");
    let view = life(LifeStep::BeginVersion { reason: "More".into(), from: None }).expect("begun");
    let other = Some(Answer::Text("Another name".into()));
    desk.edit(set(&id, view.state.revision, &name, other, None), &now()).expect("kept");
    // The approvals are given again, from the first version.
    let form = desk.form(&first.template).expect("the form");
    for field in &form.roles.approvals {
        let revision = desk.view(&id).expect("it opens").state.revision;
        desk.edit(set(&id, revision, field, first.answers.get(field).cloned(), None), &now()).expect("kept");
    }
    life(sign("2026-07-20")).expect("signed again");
    let view =
        life(LifeStep::BeginVersion { reason: "Back".into(), from: Some("1.0".into()) }).expect("begun");
    assert_eq!(view.state.version, "1.2");
    assert_eq!(view.answers.get(&name), first.answers.get(&name));
}

#[test]
fn a_copy_begins_anew_and_leaves_the_first_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk::open(folder.path()).expect("it opens");
    let id = desk.start(&now()).expect("it starts").open.expect("the example is open");
    let copy = desk.duplicate(&id, "a-copy", &now()).expect("copied");
    let (first, view) = (desk.view(&id).expect("it opens"), desk.view(&copy).expect("it opens"));
    assert_eq!((view.state.version.as_str(), view.state.status), ("0.1", wire::Status::Draft));
    assert_eq!(view.state.name, format!("{} (copy)", first.state.name));
    let roles = desk.form(&first.template).expect("the form").roles;
    assert!(roles.approvals.iter().all(|f| !view.answers.contains_key(f)), "nobody has approved the copy");
    assert!(first.answers.iter().filter(|(f, _)| view.answers.contains_key(*f)).count() > 50);
}

#[test]
fn comments_are_said_settled_undone_and_stay_out_of_what_is_signed_and_sent() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = Desk::open(folder.path()).expect("it opens");
    let id = desk.start(&now()).expect("it starts").open.expect("the example is open");
    let view = desk.view(&id).expect("it opens");
    let question = view.state.questions.keys().next().expect("there are questions").clone();
    let mut against = view.state.revision;
    let mut make = |change| {
        let args = EditArgs { id: id.clone(), against, change, group: None };
        let edited = desk.edit(args, &now()).expect("it is kept");
        against = edited.revision;
        edited
    };
    let comment = Change::AddComment { id: "c-1".into(), question, text: "Really?\nAsk the partner.".into() };
    make(comment);
    let edited = make(Change::ResolveComment { id: "c-1".into(), resolved: true });
    assert!(edited.comments[0].resolved_by.is_some());
    let view = desk.undo(&StepArgs { id: id.clone(), against: edited.revision }, &now()).expect("undone");
    assert!(view.state.comments[0].resolved_by.is_none());
    let (pdf, _) = desk.export(&id, ExportWhat::Pdf, &mut |_| true).expect("it prints");
    let carried = String::from_utf8(desk::extract(&pdf).expect("it carries")).expect("UTF-8");
    assert!(!carried.contains("Ask the partner"), "a comment went out with the PDF");
    let (data, _) = desk.export(&id, ExportWhat::Dpia, &mut |_| true).expect("it goes out");
    assert!(String::from_utf8(data).expect("UTF-8").contains("Ask the partner"));
}
