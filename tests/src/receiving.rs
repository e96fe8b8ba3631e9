//! What the window sees of documents that come in: pieces as the source shows them, pages drawn, and where answers came from.

use desk::{Desk, Now, wire};

fn now() -> Now {
    Now { at: "2026-06-16T14:02:11Z".into(), day: "2026-06-16".into() }
}

fn received(name: &str) -> (tempfile::TempDir, Desk, wire::Incoming) {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(folder.path()).expect("a register");
    let bytes = std::fs::read(crate::here(&format!("suite/import/{name}"))).expect("the document");
    desk.bring_in(name, &bytes, "in-1");
    let shown = desk.incoming(&wire::IncomingArgs { incoming: "in-1".into() }).expect("it is at hand");
    (folder, desk, shown)
}

#[test]
fn a_tick_is_shown_and_read_in_the_forms_words_and_its_page_is_drawn() {
    let (_folder, desk, shown) = received("hollin-fell.pdf");
    let ticked = |p: &&wire::IncomingPiece| {
        p.text.starts_with('☒')
            && matches!(&p.went, wire::Went::Placed { value: Some(value), .. } if p.text.ends_with(value.as_str()))
    };
    assert!(
        shown.pieces.iter().filter(ticked).count() >= 5,
        "{:?}",
        shown.pieces.iter().map(|p| &p.text).collect::<Vec<_>>()
    );
    assert!(shown.pieces.iter().any(|p| p.goes_on), "boxes of one line are one paragraph");
    let page = |page| {
        desk.incoming_page(&wire::IncomingPageArgs { incoming: "in-1".into(), page }).expect("it is at hand")
    };
    let first = page(1).expect("it is drawn");
    assert!(
        first.png.starts_with("iVBOR") && (first.width, first.height) == (595, 842),
        "{} x {}",
        first.width,
        first.height
    );
    assert!(page(0).is_none() && page(9).is_none());
    let inside = |p: &wire::IncomingPiece| {
        p.area.is_none_or(|(x, y, w, h)| x >= 0 && y >= 0 && x + w <= 596 && y + h <= 843)
    };
    assert!(shown.pieces.iter().all(inside));
}

#[test]
fn a_piece_that_is_left_where_it_is_is_sure_and_one_without_a_place_cannot_be() {
    let (_folder, desk, shown) = received("marlshire.html");
    let keep = |piece| {
        desk.send_piece(&wire::SendArgs {
            incoming: "in-1".into(),
            piece,
            to: wire::PieceTo::Keep,
            alike: false,
        })
    };
    let sure = |p: &wire::IncomingPiece| matches!(p.went, wire::Went::Placed { confidence, .. } if confidence >= 1.0);
    let placed =
        shown.pieces.iter().find(|p| matches!(p.went, wire::Went::Placed { .. })).expect("some are placed");
    assert!(!sure(placed));
    let kept = keep(placed.piece).expect("it is kept");
    assert!(kept.pieces.get(placed.piece).is_some_and(sure) && kept.can_step_back);
    let back = desk.step_back(&wire::IncomingArgs { incoming: "in-1".into() }).expect("a step back");
    assert_eq!(back, shown);
    let waits =
        shown.pieces.iter().find(|p| matches!(p.went, wire::Went::Unplaced { .. })).expect("some wait");
    assert!(keep(waits.piece).is_err());
}

#[test]
fn an_answer_says_where_it_came_from_and_whether_it_was_amended_since() {
    let (folder, desk, shown) = received("marlshire.html");
    let accept = wire::AcceptArgs {
        incoming: shown.incoming.clone(),
        name: "Minibuses".into(),
        from: "Marlshire".into(),
    };
    let id = desk.accept(&accept, "a-9", &now()).expect("it is accepted");
    let view = desk.view(&id).expect("it opens");
    assert_eq!(
        view.received.first().map(|r| (r.sha256.as_str(), r.from.as_str())),
        Some((shown.sha256.as_str(), "Marlshire"))
    );
    let line = desk.list().expect("a list").into_iter().find(|s| s.id == id).expect("it is in the register");
    assert_eq!(line.received, "Marlshire");

    let (field, origin) = view.origins.first_key_value().expect("answers came from it");
    assert_eq!((origin.whose.as_str(), origin.amended), ("Marlshire", false));
    let change = wire::Change::SetAnswer {
        at: wire::Place { field: field.clone(), row: None, column: None },
        answer: None,
    };
    let edit = wire::EditArgs { id: id.clone(), against: view.state.revision, change, group: None };
    let edited = desk.edit(edit, &now()).expect("it is edited");
    let amended =
        |desk: &Desk| desk.view(&id).expect("it opens").origins.get(field).is_some_and(|o| o.amended);
    assert!(amended(&desk));
    desk.undo(&wire::StepArgs { id: id.clone(), against: edited.revision }, &now()).expect("it is undone");
    assert!(!amended(&desk), "what was undone is as it came");
    desk.close().expect("it closes");
    let desk = Desk::open(folder.path()).expect("it opens again");
    assert!(!amended(&desk), "nor after a restart");
}

#[test]
fn a_document_waits_over_a_restart_with_what_was_done_to_it() {
    let (folder, desk, shown) = received("marlshire.html");
    let which = || wire::IncomingArgs { incoming: "in-1".into() };
    let waits = |p: &&wire::IncomingPiece| matches!(p.went, wire::Went::Unplaced { .. });
    let piece = shown.pieces.iter().find(waits).expect("some wait").piece;
    let send = |desk: &Desk, to| {
        desk.send_piece(&wire::SendArgs { incoming: "in-1".into(), piece, to, alike: false })
    };
    send(&desk, wire::PieceTo::Aside).expect("it is set aside");
    send(&desk, wire::PieceTo::Pile).expect("it is taken back");
    let before = desk.step_back(&which()).expect("a step back");
    desk.close().expect("it closes");

    let desk = Desk::open(folder.path()).expect("it opens again");
    let start = desk.start(&now()).expect("it starts");
    let [waiting] = start.waiting.files.as_slice() else { panic!("{:?}", start.waiting) };
    let words = match &waiting.outcome {
        wire::FileOutcome::Incoming { words, .. } => *words,
        other => panic!("{other:?}"),
    };
    assert_eq!((waiting.file_name.as_str(), words), ("marlshire.html", before.words));
    let again = desk.incoming(&which()).expect("it is read again");
    assert_eq!(again, before);
    assert!(matches!(again.pieces.get(piece).map(|p| &p.went), Some(wire::Went::Aside)));
    desk.step_back(&which()).expect("steps can be taken back also then");

    let accept = wire::AcceptArgs { incoming: "in-1".into(), name: "Minibuses".into(), from: "M".into() };
    desk.accept(&accept, "a-9", &now()).expect("it is accepted");
    assert!(desk.start(&now()).expect("it starts").waiting.files.is_empty());
    assert!(desk.incoming(&which()).is_err());
}
