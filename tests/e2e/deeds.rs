//! What stories have in common: an assessment begun, the system's dialogs answered.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::window::Window;

/// Makes a new assessment of the tiny form.
pub async fn begin(window: &Window, name: &str) -> Result<()> {
    window.press("New assessment").await?;
    window.see("dialog[open] input").await?;
    window.type_into("dialog[open] input", name).await?;
    let choose = "const s = document.querySelector('dialog[open] select'); s.value = 'tiny'; \
                  s.dispatchEvent(new Event('change', { bubbles: true }))";
    window.client.execute(choose, vec![]).await?;
    window.press("Begin the assessment").await.context("the new assessment is not made")?;
    window.see("[data-field='2.2'] input").await?;
    Ok(())
}

/// Answers the system's save dialog.
pub async fn save_as(window: &Window, path: &Path) -> Result<()> {
    let to = path.display().to_string();
    window.screen.focus("Save")?;
    window.screen.keys(&["key", "--clearmodifiers", "ctrl+a"])?;
    window.screen.keys(&["type", "--delay", "5", &to])?;
    window.screen.keys(&["key", "Return"])?;
    there(window, path).await
}

/// Waits until a file is there.
pub async fn there(window: &Window, path: &Path) -> Result<()> {
    for _ in 0..300 {
        if path.exists() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    window.picture("not-there").await?;
    anyhow::bail!("{} is not written", path.display())
}

/// Answers the system's dialog that asks for a file.
pub async fn choose_file(window: &Window, path: &Path) -> Result<()> {
    // Keys that come while the dialog is still being drawn are lost to it: then the name is typed once more.
    for _ in 0..4 {
        window.screen.focus("^Open")?;
        window.screen.keys(&["key", "--clearmodifiers", "ctrl+l", "ctrl+a"])?;
        window.screen.keys(&["type", "--delay", "20", &path.display().to_string()])?;
        // The dialog looks the name up while it is typed, and takes Return only when it has found it.
        for _ in 0..20 {
            window.screen.keys(&["key", "Return"])?;
            tokio::time::sleep(Duration::from_millis(200)).await;
            if !window.screen.has("^Open") {
                return Ok(());
            }
        }
    }
    anyhow::bail!("the dialog does not take {}", path.display())
}

/// Finds the field of the project's name, by its role.
pub async fn name_field(window: &Window) -> Result<String> {
    let templates = desk::Templates::built_in()?;
    window.see("[data-field] textarea").await?;
    Ok(templates.all().first().context("there is a template")?.roles.name.clone())
}

/// Gives what a field holds.
pub async fn value(window: &Window, css: &str) -> Result<String> {
    let element = window.see(css).await?;
    Ok(element.prop("value").await?.unwrap_or_default())
}

/// Signs off the assessment that is open.
pub async fn sign_off(window: &Window) -> Result<()> {
    window.press("Sign-off").await?;
    window.says("Nothing stops sign-off").await?;
    window.see("section.sealed input").await?.clear().await?;
    window.type_into("section.sealed input", "Priya Nair, Information Governance").await?;
    window.press("Sign off").await?;
    window.see("dialog[open]").await?;
    let sign = "[...document.querySelectorAll('dialog[open] button')].find(b => b.innerText.includes('Sign off')).click()";
    window.client.execute(sign, vec![]).await?;
    window.until("the dialog is gone", "return document.querySelector('dialog[open]') === null").await?;
    window.says("Export the signed PDF").await
}
