//! What an officer does, from the first start to the PDF on the disk.

use anyhow::{Result, ensure};
use desk::Verdict;

use crate::deeds::{begin, choose_file, name_field, save_as, sign_off, value};
use crate::window::{Window, story};

/// Lists what makes the form wider than its pane.
const SIDEWAYS: &str = r#"
    const pane = [...document.querySelectorAll('main, main *')].find((e) => e.scrollWidth > e.clientWidth + 6
        && ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX) && e.querySelector('[data-question]'));
    if (!pane) return [];
    const edge = pane.getBoundingClientRect().right;
    return [...pane.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > edge + 6)
        .slice(0, 12).map((e) => `${e.tagName} ${e.className} ${Math.round(e.getBoundingClientRect().right - edge)}`);
"#;

#[test]
fn the_first_start_opens_the_worked_example_with_its_paper() -> Result<()> {
    story(async |window| {
        window.see("[data-field] textarea").await?;
        window.see("[role=document] svg text").await?;
        let wide = window.client.execute(SIDEWAYS, vec![]).await?;
        ensure!(wide == serde_json::json!([]), "the form scrolls sideways: {wide}");
        window.press("Risk picture").await?;
        window.press("Back to the register").await?;
        window.see("[role=grid]").await?;
        window.close().await
    })
}

#[test]
fn a_new_assessment_is_filled_in_signed_off_exported_and_its_pdf_verifies() -> Result<()> {
    story(async |window| {
        window.press("Back to the register").await?;
        begin(&window, "Parking permits").await?;
        fill_in(&window).await?;
        window.saved().await?;
        window.until(
            "the paper follows the answers",
            "return [...document.querySelectorAll('[role=document] svg text')].map(t => t.textContent).join(' ').includes('J. Reid')",
        ).await?;
        sign_off(&window).await?;
        let draft = "return ![...document.querySelectorAll('.sheet svg text')].some(t => t.textContent.includes('Not signed off'))";
        window.until("the paper is no draft any more", draft).await?;
        let path = window.folder.join("signed.pdf");
        window.press("Export the signed PDF").await?;
        save_as(&window, &path).await?;
        let bytes = std::fs::read(&path)?;
        let mut templates = desk::Templates::built_in()?;
        templates.add_folder(&window.folder.join("templates"));
        let verified = desk::verify(&templates, &bytes)?;
        ensure!(verified.seal_agrees == Some(true) && verified.pages == Verdict::Same, "{verified:?}");
        ensure!(verified.file.assessment.version == "1.0");
        window.close().await
    })
}

#[test]
fn what_was_typed_is_there_after_a_restart_and_can_still_be_undone() -> Result<()> {
    story(async |window| {
        let field =
            "[data-field='project.name'] textarea".replace("project.name", &name_field(&window).await?);
        let before = value(&window, &field).await?;
        window.type_into(&field, " and more").await?;
        let window = window.reopen().await?;
        window.open_first().await?;
        ensure!(value(&window, &field).await? == format!("{before} and more"));
        window.press("Undo").await?;
        let script = format!(
            "return document.querySelector({}).value === {}",
            serde_json::json!(field),
            serde_json::json!(before)
        );
        window.until("the change is undone", &script).await?;
        window.close().await
    })
}

#[test]
fn a_second_start_hands_its_file_to_the_first_window_and_ends() -> Result<()> {
    story(async |window| {
        let mut file = desk::Templates::built_in()?.sample()?;
        file.assessment.id = "a-sent".into();
        file.assessment.name = "Sent by a partner".into();
        let path = window.folder.join("sent.dpia");
        std::fs::write(&path, file.to_bytes())?;
        window.screen.start_again(&window.folder, &path)?;
        window.says("Sent by a partner").await?;
        window.close().await
    })
}

#[test]
fn words_are_found_in_all_assessments_and_the_place_is_opened() -> Result<()> {
    story(async |window| {
        let field = format!("[data-field='{}'] textarea", name_field(&window).await?);
        window.type_into(&field, " zebra crossing").await?;
        window.client.execute("document.activeElement?.blur()", vec![]).await?;
        window.saved().await?;
        window.press("Back to the register").await?;
        window.type_into("header input", "zebra cros").await?;
        window.says("with “zebra cros”").await?;
        window
            .until(
                "the words are marked",
                "return document.querySelector('[role=grid] mark')?.textContent === 'zebra'",
            )
            .await?;
        let found = window.see("[role=grid]").await?;
        found.send_keys("\u{e007}").await?;
        window.see(&field).await?;
        window.close().await
    })
}

#[test]
fn a_signed_version_is_compared_with_the_next_and_its_answer_is_restored() -> Result<()> {
    story(async |window| {
        sign_off(&window).await?;
        window.type_into("section[aria-labelledby=next-version] input", "A new supplier").await?;
        window.press("Start a new version").await?;
        window.says("Draft 1.1").await?;
        let field = format!("[data-field='{}'] textarea", name_field(&window).await?);
        let before = value(&window, &field).await?;
        window.type_into(&field, " and more").await?;
        window.client.execute("document.activeElement?.blur()", vec![]).await?;
        window.saved().await?;
        window.press("History").await?;
        window
            .until(
                "the words added are marked",
                "return [...document.querySelectorAll('ins')].some(i => i.textContent.includes('and more'))",
            )
            .await?;
        window.press("Next difference").await?;
        window.press("Restore 1.0’s answer").await?;
        window.press("Form").await?;
        let script = format!(
            "return document.querySelector({})?.value === {}",
            serde_json::json!(field),
            serde_json::json!(before)
        );
        window.until("the answer is restored", &script).await?;
        window.close().await
    })
}

#[test]
fn a_comment_is_written_settled_and_kept() -> Result<()> {
    story(async |window| {
        window.press("Comments").await?;
        let field = format!("[data-field='{}'] textarea", name_field(&window).await?);
        window.type_into(&field, "").await?;
        window.type_into("#comment-words", "Ask the partner").await?;
        window.press("Add comment").await?;
        window.says("Ask the partner").await?;
        let window = window.reopen().await?;
        window.open_first().await?;
        window.press("Review").await?;
        window.says("Ask the partner").await?;
        window.close().await
    })
}

#[test]
fn a_backup_is_made_and_restored_in_the_window() -> Result<()> {
    story(async |window| {
        let field = format!("[data-field='{}'] textarea", name_field(&window).await?);
        let before = value(&window, &field).await?;
        window.press("Back to the register").await?;
        window.press("Settings").await?;
        let path = window.folder.join("backup.zip");
        window.press("Back up now").await?;
        save_as(&window, &path).await?;
        window.press("Close").await?;
        window.open_first().await?;
        window.type_into(&field, " and more").await?;
        window.client.execute("document.activeElement?.blur()", vec![]).await?;
        window.saved().await?;
        window.press("Back to the register").await?;
        window.press("Settings").await?;
        window.press("Restore a backup").await?;
        window.press("Choose the backup").await?;
        choose_file(&window, &path).await?;
        window
            .until("the window begins anew", "return document.querySelector('dialog[open]') === null")
            .await?;
        window.open_first().await?;
        ensure!(value(&window, &field).await? == before, "the answer is not that of the backup");
        window.close().await
    })
}

/// Answers what the tiny form requires, each kind of answer once at least.
async fn fill_in(window: &Window) -> Result<()> {
    let at = |field: &str| format!("[data-field='{field}']");
    window.type_into(&format!("{} textarea", at("lead.name")), "Priya Nair").await?;
    window.type_into(&format!("{} [role=textbox]", at("sum")), "In summary, permits go online.").await?;
    window.type_into(&format!("{} [role=textbox]", at("look")), "Nobody else does this yet.").await?;
    for field in ["1.1", "1.2", "1.3", "2.3"] {
        window.choose(&at(field), "No").await?;
    }
    window.choose(&at("2.1"), "Another").await?;
    window.choose(&at("2.2"), "Forename").await?;
    window.choose(&at("2.5"), "Paper").await?;
    for row in ["one", "two"] {
        window.pick_in_cell(&format!("{} tr[data-row={row}] td[data-column=yes]", at("2.6")), "Yes").await?;
    }
    window.choose(&at("ok"), "Accepted").await?;
    for (field, name, date) in
        [("ok", "J. Reid, Director", "12 May 2026"), ("rev", "P. Shah, Manager", "1 June 2027")]
    {
        window.type_into(&format!("{} textarea[id$=name]", at(field)), name).await?;
        window.type_into(&format!("{} textarea[id$=date]", at(field)), date).await?;
    }
    window.client.execute("document.activeElement?.blur()", vec![]).await?;
    Ok(())
}
