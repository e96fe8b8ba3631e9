use serde_json::json;

use super::*;
use crate::Error;

#[test]
fn a_document_waits_over_a_restart_with_its_lines_and_is_let_go() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    register.put_waiting("one", b"as it came", &json!({ "n": 1 })).unwrap();
    register.add_to_waiting("one", &json!({ "n": 2 })).unwrap();
    register.close().unwrap();

    let (register, notices) = open(dir.path());
    assert_eq!(notices, []);
    let lines = vec![json!({ "n": 1 }), json!({ "n": 2 })];
    assert_eq!(register.waiting(), [("one".to_owned(), lines.clone())]);
    assert_eq!(register.waiting_document("one").unwrap(), (b"as it came".to_vec(), lines));
    register.drop_waiting("one").unwrap();
    assert_eq!(register.waiting(), []);
    assert!(matches!(register.waiting_document("one"), Err(Error::NotFound(_))));
    assert!(matches!(register.add_to_waiting("one", &json!(3)), Err(Error::NotFound(_))));
    assert!(std::fs::read_dir(dir.path().join("waiting")).unwrap().next().is_none());
}

#[test]
fn a_torn_line_is_left_out_and_the_next_one_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    register.put_waiting("one", b"x", &json!(1)).unwrap();
    register.add_to_waiting("one", &json!(2)).unwrap();
    let lines = dir.path().join("waiting/one.lines");
    let whole = std::fs::read(&lines).unwrap();
    for cut in 1..40 {
        std::fs::write(&lines, &whole[..whole.len() - cut]).unwrap();
        assert_eq!(register.waiting(), [("one".to_owned(), vec![json!(1)])], "{cut}");
        register.add_to_waiting("one", &json!(3)).unwrap();
        assert_eq!(register.waiting(), [("one".to_owned(), vec![json!(1), json!(3)])], "{cut}");
    }
}

#[test]
fn what_a_kill_left_without_lines_goes_and_names_stay_inside() {
    let dir = tempfile::tempdir().unwrap();
    let (register, _) = open(dir.path());
    register.put_waiting("one", b"x", &json!(1)).unwrap();
    let left = dir.path().join("waiting/two.document");
    std::fs::write(&left, b"y").unwrap();
    for name in ["../one", "", "a/b", "con"] {
        assert!(matches!(register.put_waiting(name, b"z", &json!(1)), Err(Error::Id(_))), "{name}");
        assert!(matches!(register.waiting_document(name), Err(Error::Id(_))), "{name}");
    }
    register.close().unwrap();
    let (register, _) = open(dir.path());
    assert!(!left.exists());
    assert_eq!(register.waiting().len(), 1);
}
