//! The program on a desktop: files that are dragged in, its menu, its paper printed.

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::deeds::{begin, there};
use crate::drag::Source;
use crate::window::story;

#[test]
fn a_file_that_is_dragged_in_is_opened() -> Result<()> {
    story(async |window| {
        let mut file = desk::Templates::built_in()?.sample()?;
        file.assessment.id = "a-dragged".into();
        file.assessment.name = "Dragged in".into();
        let path = window.folder.join("dragged.dpia");
        std::fs::write(&path, file.to_bytes())?;
        let source = Source::show(&window.screen, &window.folder, &path)?;
        Source::take(&window.screen)?;
        // It is held over the window, moved a little as a hand does, until the window says that it may be let go.
        let deadline = Instant::now() + Duration::from_secs(20);
        let held = "return document.querySelector('.drop') !== null";
        for n in 0.. {
            let x = (700 + n % 40).to_string();
            window.screen.keys(&["mousemove", &x, "500"])?;
            if window.ask(held).await? == true {
                break;
            }
            ensure!(Instant::now() < deadline, "the window does not see the file over it");
        }
        window.screen.keys(&["mouseup", "1"])?;
        window.until("the file is opened", "return document.title.startsWith('Dragged in')").await?;
        window.until("nothing is held any more", &held.replace("!==", "===")).await?;
        drop(source);
        window.close().await
    })
}

#[test]
fn ctrl_p_opens_the_paper_in_the_systems_program_for_pdfs() -> Result<()> {
    story(async |window| {
        // The system's way to open a file, for this story: it keeps what it is given.
        let bin = window.folder.join("bin");
        std::fs::create_dir_all(&bin)?;
        let opener = bin.join("xdg-open");
        let script = "#!/bin/sh\ncp \"$1\" \"$DPIA_WORKBENCH_DIR/part\" && echo \"$1\" > \"$DPIA_WORKBENCH_DIR/name\" \
                      && mv \"$DPIA_WORKBENCH_DIR/part\" \"$DPIA_WORKBENCH_DIR/viewed.pdf\"\n";
        std::fs::write(&opener, script)?;
        std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755))?;
        window.see("[data-field] textarea").await?;
        window.keys("ctrl+p")?;
        window.says("opens in this computer’s program for PDFs").await?;
        let viewed = window.folder.join("viewed.pdf");
        there(&window, &viewed).await?;
        let bytes = std::fs::read(&viewed)?;
        ensure!(bytes.starts_with(b"%PDF"), "it is no PDF");
        let templates = desk::Templates::built_in()?;
        let verified = desk::verify(&templates, &bytes)?;
        ensure!(verified.pages == desk::Verdict::Same, "{verified:?}");
        let name = std::fs::read_to_string(window.folder.join("name"))?;
        ensure!(name.trim().ends_with(".pdf"), "{name}");
        window.close().await
    })
}

#[test]
fn the_menu_opens_what_was_opened_before() -> Result<()> {
    story(async |window| {
        window.see("[data-field] textarea").await?;
        let example = window.client.title().await?;
        window.press("Back to the register").await?;
        begin(&window, "Parking permits").await?;
        window.until("it is open", "return document.title.startsWith('Parking permits')").await?;
        // Open recent is the third item; the second of its own is the one before.
        let again = format!("return document.title === {}", serde_json::json!(example));
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            window.screen.focus("DPIA Workbench$")?;
            window.screen.click_in("DPIA Workbench$", (40, 12))?;
            window
                .screen
                .keys(&["key", "--delay", "60", "Down", "Down", "Down", "Right", "Down", "Return"])?;
            let soon = Instant::now() + Duration::from_secs(2);
            while window.ask(&again).await? != true && Instant::now() < soon {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            if window.ask(&again).await? == true {
                break;
            }
            ensure!(Instant::now() < deadline, "the menu does not open it");
            window.screen.keys(&["key", "--delay", "60", "Escape", "Escape", "Escape"])?;
        }
        window.close().await
    })
}
