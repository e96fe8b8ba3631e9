//! What is left behind by closing, and how opening deals with a database that somebody still holds.

use std::fs::File;

use super::*;

fn database_file(dir: &Path) -> File {
    File::options().write(true).open(dir.join("register/db")).unwrap()
}

#[test]
fn a_closed_register_is_let_go_of_and_does_not_change_any_more() {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..60 {
        let (register, notices) = open(dir.path());
        assert_eq!(notices, [], "round {n}");
        if n == 0 {
            register.add(fresh("one")).unwrap();
        }
        register.edit("one", &words(n, &"long ".repeat(300))).unwrap();
        register.close().unwrap();
        // sled's own threads may hold the file for a while after it was dropped; it is not closed before they let go.
        assert!(database_file(dir.path()).try_lock().is_ok(), "round {n}");
    }
}
