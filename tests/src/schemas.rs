//! The published JSON Schemas are those of the types, and the files that we ship keep to them.

use serde_json::Value;

fn published(name: &str, schema: &Value) -> Value {
    let path = crate::here("../src-tauri/templates/schema").join(name);
    let text = serde_json::to_string_pretty(schema).expect("a schema is JSON") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).expect("the schema can be written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "{name} is stale: run `BLESS=1 cargo test -p tests schemas`");
    serde_json::from_str(&there).expect("it is JSON")
}

fn check(schema: &Value, file: &str) {
    let validator = jsonschema::validator_for(schema).expect("the schema is sound");
    let text = std::fs::read_to_string(crate::here(file)).expect("the file is there");
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(errors.is_empty(), "{file}: {errors:#?}");
    let broken = serde_json::json!({ "format": value["format"], "surplus": true });
    assert!(!validator.is_valid(&broken), "{file}: the schema lets anything through");
}

#[test]
fn templates_keep_to_the_published_schema() {
    let schema = published("template.schema.json", model::template_schema().as_value());
    check(&schema, "../src-tauri/templates/council.json");
    check(&schema, "suite/tiny-template.json");
}

#[test]
fn assessments_keep_to_the_published_schema() {
    let schema = published("dpia.schema.json", model::assessment_schema().as_value());
    check(&schema, "../src-tauri/templates/council-example.json");
}
