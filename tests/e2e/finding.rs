//! Words are found among as many assessments as a council has.

use std::path::Path;

use anyhow::{Result, ensure};
use desk::{Desk, Now, wire};

use crate::window::story_after;

/// So many are in the register.
const MANY: usize = 1_000;

#[test]
fn words_are_found_among_a_thousand_assessments_and_the_place_is_opened() -> Result<()> {
    story_after(fill, async |window| {
        let count = format!("return document.querySelector('[role=grid]')?.ariaRowCount === '{}'", MANY + 2);
        window.until("all are listed", &count).await?;
        window.type_into("header input", "zebra cr").await?;
        let two = "return [...document.querySelectorAll('[role=grid] mark')].filter((m) => m.textContent === 'zebra').length === 2";
        window.until("two are found", two).await?;
        window.says("2 of 1,001 assessments, 2 places").await?;
        // One letter more and one is left.
        window.type_on("ossing by").await?;
        window.until("one is found", &two.replace("=== 2", "=== 1")).await?;
        window.says("Project 700").await?;
        window.see("[role=grid]").await?.send_keys("\u{e007}").await?;
        let place = "const field = document.activeElement?.closest('[data-field]'); \
                     return field?.dataset.field === 'look' && field.innerText.includes('zebra crossing')";
        window.until("the focus is at the place found", place).await?;
        ensure!(window.client.title().await?.starts_with("Project 700"));
        window.close().await
    })
}

/// Fills the register: the example, and many of the tiny form, two of which are about a zebra crossing.
fn fill(folder: &Path) -> Result<()> {
    let now = Now::read();
    let desk = Desk::open(folder)?;
    desk.start(&now)?;
    for n in 0..MANY {
        let id = format!("a-{n}");
        let args = wire::CreateArgs { template: "tiny".into(), name: format!("Project {n}") };
        desk.create(&args, &id, &now)?;
        let words = match n {
            300 => "A zebra crossing is drawn.".to_owned(),
            700 => "The zebra crossing by the school is watched.".to_owned(),
            _ => format!("Parking in street {n} is watched by cameras of the contractor."),
        };
        let text = wire::Inline::Text { text: words, strong: false, emphasis: false, link: None };
        let answer = Some(wire::Answer::Prose(vec![wire::Block::Paragraph { content: vec![text] }]));
        let at = wire::Place { field: "look".into(), row: None, column: None };
        let change = wire::Change::SetAnswer { at, answer };
        desk.edit(wire::EditArgs { id, against: 0, change, group: None }, &now)?;
    }
    desk.index_words()?;
    Ok(desk.close()?)
}
