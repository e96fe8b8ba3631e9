//! Laws of edits: undo restores exactly, edits survive JSON, a stale revision is refused.

use model::{Answer, Approver, Assessment, Change, Edit, Error, File, Place, Row, Status, apply};
use proptest::prelude::*;

use crate::arbitrary::{answer, assessment};
use crate::tiny;

fn edit(against: u64, change: Change) -> Edit {
    Edit {
        against,
        by: "Officer".into(),
        at: "2026-06-16T10:00:00Z".into(),
        change,
        group: None,
        how: Default::default(),
    }
}

fn change() -> BoxedStrategy<Change> {
    let template = tiny();
    let fields: Vec<_> = template.fields().map(|(_, f)| f.clone()).collect();
    let set = prop::sample::select(fields).prop_flat_map(move |f| {
        let id = f.id.clone();
        prop::option::weighted(0.8, answer(&tiny(), &f.kind))
            .prop_map(move |a| Change::SetAnswer { at: Place::field(&id), answer: a.flatten() })
    });
    let row = || prop::sample::select(vec!["r0", "r1", "r2", "n1", "n2"]).prop_map(str::to_owned);
    prop_oneof![
        4 => set,
        1 => (row(), 0usize..4).prop_map(|(id, index)| Change::InsertRow {
            field: "risks".into(), index, row: Row { id, cells: Default::default() } }),
        1 => row().prop_map(|row| Change::RemoveRow { field: "risks".into(), row }),
        1 => (row(), 0usize..4).prop_map(|(row, to)| Change::MoveRow { field: "risks".into(), row, to }),
        1 => (row(), "[a-z]{0,9}").prop_map(|(row, w)| Change::SetAnswer {
            at: Place::cell("2.3.who", row, "name"), answer: Some(Answer::Text(w)) }),
        1 => "[a-z ]{1,20}".prop_map(|name| Change::SetName { name }),
        1 => Just(Change::SetAnswer { at: Place::cell("2.6", "one", "dates"), answer: Some(Answer::Text("2026".into())) }),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]
    #[test]
    fn undoing_all_edits_restores_the_assessment_exactly(start in assessment(&tiny()), changes in prop::collection::vec(change(), 1..12)) {
        let template = tiny();
        let mut a = start.clone();
        let mut undo = Vec::new();
        for change in changes {
            let before = a.clone();
            match apply(&template, &mut a, &edit(before.revision, change)) {
                Ok(inverse) => undo.push(inverse),
                Err(_) => prop_assert_eq!(&a, &before),
            }
        }
        for inverse in undo.into_iter().rev() {
            let e = edit(a.revision, inverse);
            apply(&template, &mut a, &e).expect("an inverse applies");
        }
        prop_assert_eq!(&a.answers, &start.answers);
        prop_assert_eq!(&a.name, &start.name);
    }

    #[test]
    fn an_edit_survives_json(change in change()) {
        let e = edit(7, change);
        let json = serde_json::to_string(&e).expect("an edit is JSON");
        prop_assert_eq!(serde_json::from_str::<Edit>(&json).expect("and back"), e);
    }

    #[test]
    fn a_file_is_read_back_and_its_bytes_are_the_same(a in assessment(&tiny())) {
        let bytes = File::new(a).to_bytes();
        let back = File::from_bytes(&bytes).expect("what was written can be read");
        prop_assert_eq!(back.to_bytes(), bytes);
    }
}

#[test]
fn a_stale_revision_is_refused() {
    let template = tiny();
    let mut a = Assessment::new("a-1", &template, "Stale", "Officer", "2026-06-16");
    apply(&template, &mut a, &edit(0, Change::SetName { name: "New".into() })).expect("the first applies");
    let late = apply(&template, &mut a, &edit(0, Change::SetName { name: "Late".into() }));
    assert_eq!(late, Err(Error::Stale { present: 1, against: 0 }));
    assert_eq!(a.name, "New");
}

#[test]
fn files_newer_older_and_foreign_are_told_apart() {
    let template = tiny();
    let a = Assessment::new("a-1", &template, "File", "Officer", "2026-06-16");
    let text = String::from_utf8(File::new(a.clone()).to_bytes()).expect("UTF-8");
    let newer = text.replace("\"format_version\":2", "\"format_version\":99");
    assert!(matches!(File::from_bytes(newer.as_bytes()), Err(Error::Newer { found: 99, .. })));
    let older = text.replace("\"format_version\":2", "\"format_version\":1");
    assert_eq!(File::from_bytes(older.as_bytes()).expect("an older file is migrated").assessment, a);
    for foreign in ["", "{}", "[1,2]", "{\"format\":\"dpia\"}", "\u{0}\u{1}", "{\"pia\":{},\"answers\":[]}"] {
        assert!(matches!(File::from_bytes(foreign.as_bytes()), Err(Error::Unreadable { .. })));
    }
    for cut in (0..text.len()).step_by(97) {
        assert!(File::from_bytes(&text.as_bytes()[..cut]).is_err());
    }
}

#[test]
fn sign_off_freezes_and_the_next_version_can_be_changed() {
    let template = tiny();
    let mut a = crate::rules::complete(&template);
    let by = Approver { name: "Officer".into(), on: "2026-06-20".into(), reason: "First issue".into() };
    let change = model::sign_off(&template, &a, &by, &model::Office::default()).expect("nothing stops it");
    let e = edit(a.revision, change);
    apply(&template, &mut a, &e).expect("it is signed");
    assert_eq!((a.status, a.version.as_str()), (Status::SignedOff, "1.0"));
    assert_eq!(a.seal.as_ref().map(|s| s.digest.clone()), Some(a.digest()));
    assert_eq!(a.rows("log").len(), 2);
    let frozen = apply(&template, &mut a.clone(), &edit(a.revision, Change::SetName { name: "x".into() }));
    assert!(matches!(frozen, Err(Error::Frozen(..))));
    let hidden = Change::Several { changes: vec![Change::SetName { name: "x".into() }] };
    assert!(matches!(apply(&template, &mut a.clone(), &edit(a.revision, hidden)), Err(Error::Frozen(..))));
    let next = model::begin_version(&template, &a, "A new partner", "Officer", "2026-07-01")
        .expect("it may be revised");
    let e = edit(a.revision, next);
    apply(&template, &mut a, &e).expect("the next version begins");
    assert_eq!((a.status, a.version.as_str(), a.rows("log").len()), (Status::Draft, "1.1", 3));
    apply(&template, &mut a, &edit(2, Change::SetName { name: "Changed".into() }))
        .expect("it can be changed");
}
