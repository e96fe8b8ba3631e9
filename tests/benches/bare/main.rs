//! A Tauri window with an empty page and nothing behind it: what the web view alone takes, beside which the program is
//! measured (`cargo run -p tasks -- start`).

fn main() {
    let built = tauri::Builder::default()
        .setup(|app| {
            tauri::WebviewWindowBuilder::new(app, "main", tauri::WebviewUrl::default())
                .title("Bare")
                .inner_size(1440.0, 900.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("../tests/benches/bare/tauri.conf.json"));
    if let Err(error) = built {
        eprintln!("{error}");
        std::process::exit(2);
    }
}
