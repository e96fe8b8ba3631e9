//! The pictures of the README: the worked example from its form to its next version, and a partner's document.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use desk::{Desk, Now, wire};

use crate::deeds::sign_off;
use crate::window::{Window, story_after};

/// Other work of the same office.
const OTHERS: &[&str] = &[
    "Blue Badge applications online",
    "CCTV in the town centre",
    "Free school meals, shared eligibility",
    "Housing register with three associations",
    "Multi-agency safeguarding hub",
    "Parking permits",
    "Private hire licensing",
    "Street lighting sensors",
    "Warm homes visits with the housing associations",
];

/// The question that the form is open at.
const QUESTION: &str = "[data-field='4.3']";

#[test]
#[ignore = "it takes pictures: cargo run -p tasks -- pictures"]
fn the_pictures_of_the_readme_are_taken() -> Result<()> {
    ensure!(
        std::env::var_os("DPIA_SCREENSHOTS").is_some(),
        "DPIA_SCREENSHOTS names the folder of the pictures"
    );
    story_after(office, async |window| {
        let partners = window.folder.join("Hollin Fell DPIA.pdf");
        std::fs::copy(suite()?.join("import/hollin-fell.pdf"), &partners)?;
        window.screen.start_again(&window.folder, &partners)?;
        partner(&window).await?;
        window.press("Leave import").await?;
        window.press("Register").await?;
        search(&window).await?;
        form(&window).await?;
        sign_off(&window).await?;
        let sealed = "return ![...document.querySelectorAll('.sheet svg text')].some(t => t.textContent.includes('Not signed off'))";
        window.until("the paper is no draft", sealed).await?;
        window.picture("signed").await?;
        next_version(&window).await?;
        window.close().await
    })
}

/// A partner's PDF: its pages, our form, and what waits for a place.
async fn partner(window: &Window) -> Result<()> {
    window.see("[data-side='form'] [data-piece]").await?;
    window.press("Pages").await?;
    let drawn = "return [...document.querySelectorAll('img')].some((i) => i.naturalWidth > 400)";
    window.until("its pages are drawn", drawn).await?;
    window.click_on("[data-side='form'] [data-piece]").await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    window.picture("partner").await
}

/// Words that are found in all answers; the worked example is opened.
async fn search(window: &Window) -> Result<()> {
    window.type_into("header input", "housing").await?;
    window.until("words are marked", "return document.querySelector('[role=grid] mark') !== null").await?;
    window.picture("search").await?;
    window.see("header input").await?.clear().await?;
    window.type_into("header input", "Help at Home").await?;
    window
        .until("one is listed", "return document.querySelectorAll('[role=grid] [role=row]').length === 2")
        .await?;
    window.open_first().await
}

/// The form at a question, its risks, its comments.
async fn form(window: &Window) -> Result<()> {
    window.click_on(&format!("{QUESTION} [role=textbox], {QUESTION} textarea")).await?;
    window.see("[role=document] svg text").await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    window.picture("form").await?;
    window.press("Comments").await?;
    window.type_into("#comment-words", "Does the trust keep these for eight years too?").await?;
    window.press("Add comment").await?;
    window.says("Does the trust keep these for eight years too?").await?;
    window.press("Risk picture").await?;
    window.click_on("[data-field='6.risks'] textarea").await?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    window.picture("risks").await?;
    window.press("Paper").await?;
    window.press("Review").await?;
    window
        .until("the page in view is drawn", "return document.querySelector('.sheet svg text') !== null")
        .await?;
    window.picture("review").await
}

/// A new version, compared with the one that was signed off.
async fn next_version(window: &Window) -> Result<()> {
    window.type_into("section[aria-labelledby=next-version] input", "Two more partners join").await?;
    window.press("Start a new version").await?;
    window.says("Draft 1.1").await?;
    window.press("Form").await?;
    window.click_on(&format!("{QUESTION} [role=textbox]")).await?;
    window.keys("ctrl+End")?;
    window.type_on(" Both new partners were asked too.").await?;
    window.client.execute("document.activeElement?.blur()", vec![]).await?;
    window.saved().await?;
    window.press("History").await?;
    window.until("the words are marked", "return document.querySelector('ins') !== null").await?;
    window.picture("history").await
}

/// An office as its officer has it: her name, the council's form only, and other work begun.
fn office(folder: &Path) -> Result<()> {
    std::fs::remove_file(folder.join("templates/tiny.json"))?;
    let now = Now::read();
    let desk = Desk::open(folder)?;
    desk.start(&now)?;
    desk.keep_settings(wire::Settings {
        officer: "Priya Nair".into(),
        organisation: "Calderwick Borough Council".into(),
        ..desk.settings()
    })?;
    for (n, name) in OTHERS.iter().enumerate() {
        let id = format!("other-{n}");
        desk.create(&wire::CreateArgs { template: "council".into(), name: (*name).into() }, &id, &now)?;
    }
    desk.index_words()?;
    Ok(desk.close()?)
}

fn suite() -> Result<std::path::PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.parent().context("the project")?.join("tests/suite"))
}
