//! What holds of any bytes.

use std::sync::LazyLock;

static TEMPLATE: LazyLock<model::Template> = LazyLock::new(|| {
    let json = include_bytes!("../../../../templates/council.json");
    model::Template::from_json(json).expect("the council's template is sound")
});

/// What any form may ask, and what NHS bodies do: most of the placing works by them.
static MAPPINGS: LazyLock<Vec<import::Mapping>> = LazyLock::new(|| {
    let files: [&[u8]; 2] = [
        include_bytes!("../../../../templates/mappings/general.json"),
        include_bytes!("../../../../templates/mappings/nhs-digital.json"),
    ];
    files.iter().map(|json| serde_json::from_slice(json).expect("a mapping")).collect()
});

/// Reads a document and places it: no panic, and no word lost.
pub fn check(bytes: &[u8]) {
    let Ok(outline) = import::read(bytes) else { return };
    let draft = import::draft(&outline, &TEMPLATE, &MAPPINGS);
    let lost = import::lost(&outline, &draft, &TEMPLATE);
    assert_eq!(lost.words, 0, "{:?} of {:?}", lost.which, outline);
}
