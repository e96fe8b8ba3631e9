//! A partner's documents come in: a Word file dropped on the program, looked over and accepted, and a PDF let go.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::window::{desk_of, story};

/// A partner's form, as a page that the program reads.
const THEIRS: &str = include_str!("../suite/import/marlshire.html");

#[test]
fn a_partners_document_is_looked_over_accepted_and_kept() -> Result<()> {
    story(async |window| {
        let path = window.folder.join("marlshire.html");
        std::fs::write(&path, THEIRS)?;
        window.screen.start_again(&window.folder, &path)?;
        window
            .until("the room is open", "return document.querySelector('h1')?.innerText === 'marlshire.html'")
            .await?;
        window.says("Nothing is in the register until you accept").await?;
        window.see("[data-side='form'] [data-piece]").await?;
        // A click on an answer in our form shows where it stands in theirs.
        window.click_on("[data-side='form'] [data-piece]").await?;
        window
            .until(
                "both sides show it",
                "return document.querySelectorAll('[aria-current=true], .current').length > 1",
            )
            .await?;
        // It waits over a restart, with what was done to it.
        window.see(".pile [data-piece]").await?;
        window.press("Set aside").await?;
        let aside = "return [...document.querySelectorAll('.pile h3')].some((h) => h.innerText.includes('Set aside'))";
        window.until("a piece is set aside", aside).await?;
        let window = window.reopen().await?;
        window.says("1 document waits to be accepted.").await?;
        window.press("Show").await?;
        window.click_on(".list button").await?;
        window.until("what was set aside is", aside).await?;
        window.press("Accept…").await?;
        window.type_into("form.strip label:nth-of-type(2) input", "Marlshire").await?;
        window.press("Accept as a draft").await?;
        let left = "return document.querySelector('h1')?.innerText !== 'marlshire.html'";
        window.until("it is in the register", left).await?;
        let folder = window.folder.clone();
        window.close().await?;
        // What was received is kept with it, to the byte.
        let desk = desk_of(&folder)?;
        let taken =
            desk.list()?.into_iter().find(|a| a.received == "Marlshire").context("it is in the register")?;
        let view = desk.view(&taken.id)?;
        let received = view.received.first().context("the document is kept")?;
        ensure!(received.file_name == "marlshire.html", "{received:?}");
        ensure!(desk.attached(&received.sha256)? == THEIRS.as_bytes(), "it is not what was received");
        ensure!(view.answers.len() > 5, "{} answers", view.answers.len());
        desk.close()?;
        Ok(())
    })
}

#[test]
fn the_pages_of_a_partners_pdf_are_drawn_and_the_document_is_let_go() -> Result<()> {
    story(async |window| {
        let suite = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("the project")?
            .join("tests/suite/import/hollin-fell.pdf");
        let path = window.folder.join("hollin-fell.pdf");
        std::fs::copy(suite, &path)?;
        window.screen.start_again(&window.folder, &path)?;
        window
            .until("the room is open", "return document.querySelector('h1')?.innerText === 'hollin-fell.pdf'")
            .await?;
        window.press("Pages").await?;
        // There is ink on every page that is in view.
        let drawn = r#"
            const pages = [...document.querySelectorAll('img')].filter((i) => i.src.startsWith('data:image/png'));
            const ink = (page) => {
                if (!page.complete || page.naturalWidth < 400) return false;
                const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 280 });
                const pen = canvas.getContext('2d');
                pen.drawImage(page, 0, 0, 200, 280);
                const data = pen.getImageData(0, 0, 200, 280).data;
                return data.some((value, n) => n % 4 === 0 && value < 200);
            };
            return pages.length > 0 && pages.every(ink);
        "#;
        window.until("its pages are drawn", drawn).await?;
        window.press("Let go").await?;
        window.see("[aria-labelledby='let-go']").await?;
        window.click_on("[aria-labelledby='let-go'] button").await?;
        window
            .until("it is gone", "return document.querySelector('h1')?.innerText !== 'hollin-fell.pdf'")
            .await?;
        window.close().await
    })
}
