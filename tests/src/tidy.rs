//! Holds the invariants that are about what is absent.

use std::path::{Path, PathBuf};

fn files(folder: &Path, endings: &[&str], out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", "dist", "gen"].contains(&name.as_str()) {
            files(&path, endings, out);
        } else if endings.iter().any(|e| name.ends_with(e)) {
            out.push(path);
        }
    }
}

fn sources(below: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = crate::here("..");
    let mut found = Vec::new();
    files(&root.join(below), endings, &mut found);
    found
        .into_iter()
        .map(|p| {
            let name = p.strip_prefix(&root).unwrap_or(&p).to_string_lossy().replace('\\', "/");
            (name, std::fs::read_to_string(&p).unwrap_or_default())
        })
        .collect()
}

#[test]
fn libraries_are_named_only_in_their_room() {
    let homes = [
        ("sled::", "src-tauri/crates/store/"),
        ("printpdf::", "src-tauri/crates/pdf/"),
        ("tauri::", "src-tauri/src/"),
    ];
    let all = sources("src-tauri", &[".rs"]);
    assert!(!all.is_empty());
    for (name, text) in all {
        for (library, home) in homes {
            assert!(name.starts_with(home) || !text.contains(library), "{name} names {library}");
        }
    }
}

#[test]
fn only_one_file_of_the_window_knows_tauri() {
    for (name, text) in sources("ui/src", &[".ts", ".svelte"]) {
        assert!(name == "ui/src/host/tauri.ts" || !text.contains("@tauri-apps"), "{name} names @tauri-apps");
    }
}

#[test]
fn every_command_is_answered_by_the_shell_and_allowed_by_name() {
    let shell = sources("src-tauri", &["build.rs", "commands.rs", "main.json"]);
    let text =
        |name: &str| shell.iter().find(|(n, _)| n == name).map(|(_, t)| t.as_str()).unwrap_or_default();
    let (built, answered) = (text("src-tauri/build.rs"), text("src-tauri/src/commands.rs"));
    let allowed = text("src-tauri/capabilities/main.json");
    for (name, ..) in ::desk::wire::COMMANDS {
        assert!(built.contains(&format!("\"{name}\"")), "build.rs does not name {name}");
        assert!(answered.contains(&format!("fn {name}(")), "no command {name}");
        let permission = format!("\"allow-{}\"", name.replace('_', "-"));
        assert!(allowed.contains(&permission), "{name} is not allowed");
    }
    let count = allowed.matches("\"allow-").count();
    assert_eq!(count, ::desk::wire::COMMANDS.len(), "the window is allowed more than it needs");
}

#[test]
fn the_model_reads_no_clock_no_disk_and_no_chance() {
    for (name, text) in sources("src-tauri/crates/model/src", &[".rs"]) {
        for word in ["std::fs", "std::time", "SystemTime", "Instant::now", "rand::", "std::net", "HashMap"] {
            assert!(!text.contains(word), "{name} uses {word}");
        }
    }
}

#[test]
fn no_code_names_a_question() {
    let template = sources("src-tauri/templates", &["council.json"]);
    let fields: Vec<String> = template
        .iter()
        .filter_map(|(_, text)| model::Template::from_json(text.as_bytes()).ok())
        .flat_map(|t| t.fields().map(|(_, f)| format!("\"{}\"", f.id)).collect::<Vec<_>>())
        .collect();
    let all = sources("src-tauri", &[".rs"]).into_iter().chain(sources("ui/src", &[".ts", ".svelte"]));
    // A test may say "1.1" and mean a version, or show any form.
    let is_test = |name: &str| {
        ["/tests/", ".test.ts", "/gallery/", "/host/memory"].iter().any(|part| name.contains(part))
    };
    for (name, text) in all.filter(|(name, _)| !is_test(name)) {
        for field in &fields {
            assert!(!text.contains(field.as_str()), "{name} names the question {field}");
        }
    }
}
