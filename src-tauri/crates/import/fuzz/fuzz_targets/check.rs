//! What holds of any bytes.

use std::sync::LazyLock;

static TEMPLATE: LazyLock<model::Template> = LazyLock::new(|| {
    let json = include_bytes!("../../../../templates/council.json");
    model::Template::from_json(json).expect("the council's template is sound")
});

/// Reads a document and places it: no panic, and no word lost.
pub fn check(bytes: &[u8]) {
    let Ok(outline) = import::read(bytes) else { return };
    let draft = import::draft(&outline, &TEMPLATE, &[]);
    let lost = import::lost(&outline, &draft, &TEMPLATE);
    assert_eq!(lost.words, 0, "{:?} of {:?}", lost.which, outline);
}
