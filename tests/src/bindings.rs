//! The TypeScript of the boundary is committed, and is what the Rust types say.

#[test]
fn bindings_are_what_the_rust_types_say() {
    let path = crate::here("../ui/src/bindings.ts");
    let now = desk::wire::typescript();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &now).expect("ui/src can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == now, "ui/src/bindings.ts is stale: run `BLESS=1 cargo test -p tests bindings`");
}
