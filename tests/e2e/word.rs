//! What was copied in a word processor is pasted into an answer.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::deeds::begin;
use crate::window::{Window, story};

/// What Word puts on the clipboard: a footnote, bold and italic words, a list whose items are paragraphs, a link.
const WORD: &str = include_str!("word.html");
/// What LibreOffice puts there.
const LIBRE_OFFICE: &str = include_str!("libreoffice.html");

/// What becomes of Word's.
const OF_WORD: [&str; 7] = [
    "**Redrawn** on 4 June 2026 with the _transport_ team{Children and Families Act 2014, _section 37_}:",
    "- **School to council:** needs",
    "  - medical conditions",
    "- Council to [operators](https://www.gov.uk/operators)",
    "# First",
    "# Second",
    "Last.",
];

/// Each with the HTML that it has on the clipboard: as Windows and a browser hand it over.
#[test]
fn words_pasted_from_a_word_processor_keep_lists_bold_links_and_footnotes() -> Result<()> {
    story(async |window| {
        window.press("Back to the register").await?;
        begin(&window, "Parking permits").await?;
        for (field, html) in [("sum", WORD), ("look", LIBRE_OFFICE)] {
            take_in_hand(&window, field).await?;
            let hand_over = "const data = new DataTransfer(); data.setData('text/html', arguments[0]); \
                             document.activeElement.dispatchEvent(new ClipboardEvent('paste', \
                             { clipboardData: data, bubbles: true, cancelable: true }))";
            window.client.execute(hand_over, vec![json!(html)]).await?;
            window.see(&format!("[data-field={field}] li")).await?;
            window.leave().await?;
        }
        let (window, kept) = window.reopen_reading("Parking permits").await?;
        is_kept(&kept, "sum", &OF_WORD)?;
        let libre_office =
            ["See the _Act_{Education Act 1996} first.", "- Bullet **one**", "  - deeper", "- Bullet two"];
        is_kept(&kept, "look", &libre_office)?;
        window.open_first().await?;
        let shown = "const at = document.querySelector('[data-field=sum]'); \
                     return at.querySelectorAll('li').length >= 5 && at.querySelector('.link-words') !== null \
                         && at.innerText.includes('Council to operators')";
        window.until("the answer is shown as it was pasted", shown).await?;
        window.press("Undo").await?;
        window
            .until(
                "the last paste is undone",
                "return document.querySelectorAll('[data-field=look] li').length === 0",
            )
            .await?;
        window.close().await
    })
}

/// Through the screen's clipboard and the web view's own reading of it, which drops what it does not know.
#[test]
fn what_another_program_copied_is_pasted_with_ctrl_v() -> Result<()> {
    story(async |window| {
        window.press("Back to the register").await?;
        begin(&window, "Parking permits").await?;
        window.screen.copy_html(LIBRE_OFFICE)?;
        take_in_hand(&window, "sum").await?;
        window.keys("ctrl+v")?;
        window.see("[data-field=sum] li").await?;
        let (window, kept) = window.reopen_reading("Parking permits").await?;
        // The web view writes blanks beside marks as blanks that do not break, and loses the way to the footnote.
        let lines: Vec<String> =
            blocks(&kept["sum"]["value"], "").into_iter().map(|l| l.replace('\u{a0}', " ")).collect();
        ensure!(lines.iter().skip(1).eq(["- Bullet **one**", "  - deeper", "- Bullet two"]), "{lines:#?}");
        ensure!(lines.first().is_some_and(|l| l.starts_with("See the _Act_")), "{lines:#?}");
        window.close().await
    })
}

#[test]
fn words_copied_in_word_are_pasted_with_ctrl_v() -> Result<()> {
    story(async |window| {
        window.press("Back to the register").await?;
        begin(&window, "Parking permits").await?;
        window.screen.copy_html(WORD)?;
        take_in_hand(&window, "sum").await?;
        window.keys("ctrl+v")?;
        let pasted = "return document.querySelector('[data-field=sum]').innerText.includes('Last.')";
        window.until("it is pasted", pasted).await?;
        let (window, kept) = window.reopen_reading("Parking permits").await?;
        is_kept(&kept, "sum", &OF_WORD)?;
        window.close().await
    })
}

fn is_kept(kept: &Value, field: &str, wanted: &[&str]) -> Result<()> {
    let lines = blocks(&kept[field]["value"], "");
    ensure!(lines == wanted, "{lines:#?}");
    Ok(())
}

/// Puts the caret into a text, whose editor is there only while it is in hand.
async fn take_in_hand(window: &Window, field: &str) -> Result<()> {
    window.click_on(&format!("[data-field='{field}'] [role=textbox]")).await?;
    window.see(&format!("[data-field='{field}'] [contenteditable=true]:focus")).await?;
    Ok(())
}

/// Writes blocks short: `**bold**`, `_italic_`, `[words](address)`, `{footnote}`, lists indented.
fn blocks(list: &Value, indent: &str) -> Vec<String> {
    let mut out = Vec::new();
    for block in list.as_array().into_iter().flatten() {
        let sign = match block["type"].as_str() {
            Some("bullets") => "- ",
            Some("numbers") => "# ",
            _ => {
                out.push(format!("{indent}{}", pieces(&block["content"])));
                continue;
            }
        };
        for item in block["items"].as_array().into_iter().flatten() {
            for (n, line) in blocks(item, "").into_iter().enumerate() {
                out.push(format!("{indent}{}{line}", if n == 0 { sign } else { "  " }));
            }
        }
    }
    out
}

fn pieces(content: &Value) -> String {
    let piece = |inline: &Value| {
        let mut text = match inline["type"].as_str() {
            Some("footnote") => return format!("{{{}}}", pieces(&inline["content"])),
            Some("break") => return " / ".to_owned(),
            _ => inline["text"].as_str().unwrap_or_default().to_owned(),
        };
        if let Some(link) = inline["link"].as_str() {
            text = format!("[{text}]({link})");
        }
        for (mark, sign) in [("emphasis", "_"), ("strong", "**")] {
            if inline[mark] == json!(true) {
                text = format!("{sign}{text}{sign}");
            }
        }
        text
    };
    content.as_array().into_iter().flatten().map(piece).collect()
}
