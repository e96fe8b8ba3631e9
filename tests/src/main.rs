//! Every test that needs no window, in one program: `suite/` holds inputs, `ref/` what is expected (`BLESS=1` accepts).

mod arbitrary;
mod bindings;
mod comparing;
mod desk;
mod edits;
mod house;
mod incoming;
mod oracle;
mod pages;
mod placing;
mod printings;
mod reading;
mod receiving;
mod rules;
mod schemas;
mod tidy;

use std::path::PathBuf;

/// Gives a path below `tests/`.
fn here(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads the tiny template, which has other questions than the council's.
fn tiny() -> model::Template {
    let bytes = std::fs::read(here("suite/tiny-template.json")).expect("the tiny template is in suite/");
    model::Template::from_json(&bytes).expect("the tiny template is sound")
}

/// Compares text with `ref/<name>`, or accepts it with `BLESS=1`.
fn golden(name: &str, actual: &str) {
    let path = here("ref").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, actual).expect("ref/ can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != actual {
        let first = expected.lines().zip(actual.lines()).position(|(e, a)| e != a);
        let line = first.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        panic!(
            "{name} differs at line {}:\n  expected {:?}\n  found    {:?}\nRun with BLESS=1 to accept.",
            line + 1,
            expected.lines().nth(line),
            actual.lines().nth(line)
        );
    }
}
