//! The window as a story sees it: buttons by their names, fields by their ids, waiting instead of sleeping.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::screen::{Screen, program};

/// The End key, as WebDriver names it.
const END: char = '\u{e010}';

/// How long anything may take before the story fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open window over a register.
pub struct Window {
    /// The WebDriver session.
    pub client: Client,
    /// Its screen.
    pub screen: Screen,
    /// The register's folder.
    pub folder: PathBuf,
}

/// Tells a story in a window over a fresh register that also knows the tiny template.
pub fn story<F: Future<Output = Result<()>>>(tell: impl FnOnce(Window) -> F) -> Result<()> {
    story_after(|_| Ok(()), tell)
}

/// Tells a story like [`story`], over a register in whose folder something was done before.
pub fn story_after<F: Future<Output = Result<()>>>(
    before: impl FnOnce(&Path) -> Result<()>,
    tell: impl FnOnce(Window) -> F,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let templates = folder.path().join("templates");
    std::fs::create_dir_all(&templates)?;
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/suite/tiny-template.json");
    std::fs::copy(tiny, templates.join("tiny.json"))?;
    before(folder.path())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async { tell(Window::open(folder.path()).await?).await })
}

impl Window {
    /// Opens the program over the register in `folder`.
    pub async fn open(folder: &Path) -> Result<Window> {
        let screen = Screen::start(folder)?;
        let options = json!({ "application": program() });
        let capabilities = json!({ "browserName": "wry", "tauri:options": options });
        let Value::Object(capabilities) = capabilities else { bail!("not an object") };
        let url = format!("http://127.0.0.1:{}", screen.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let mut tries = 0;
        let client = loop {
            match builder.connect(&url).await {
                Ok(client) => break client,
                Err(_) if tries < 100 => {
                    tries += 1;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(error) => return Err(error).context("the window does not open"),
            }
        };
        let window = Window { client, screen, folder: folder.to_owned() };
        window.see("header").await?;
        // As a window manager would: without the keyboard's focus the window thinks that it is not in use.
        window.screen.focus("DPIA Workbench$")?;
        window.until("the window has the focus", "return document.hasFocus()").await?;
        Ok(window)
    }

    /// Closes it as the officer does, and opens it again over the same register.
    pub async fn reopen(self) -> Result<Window> {
        let folder = self.folder.clone();
        self.close().await?;
        Window::open(&folder).await
    }

    /// Closes it, reads what is kept of the assessment of this name, and opens it again.
    pub async fn reopen_reading(self, name: &str) -> Result<(Window, Value)> {
        let folder = self.folder.clone();
        self.close().await?;
        let kept = kept(&folder, name)?;
        Ok((Window::open(&folder).await?, kept))
    }

    /// Closes the window: what is typed is saved first.
    pub async fn close(self) -> Result<()> {
        self.client.execute("document.activeElement?.blur()", vec![]).await?;
        self.saved().await?;
        self.client.close().await?;
        Ok(())
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> Result<Element> {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        found.with_context(|| format!("{css} is not there"))
    }

    /// Waits until a script gives true.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let deadline = std::time::Instant::now() + PATIENCE;
        while std::time::Instant::now() < deadline {
            if self.client.execute(script, vec![]).await? == Value::Bool(true) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.picture("does-not-come").await?;
        let body = self.client.execute("return document.body.innerText", vec![]).await?;
        bail!("{what}: it does not come about; the window says: {body}")
    }

    /// Waits until some element's text contains these words.
    pub async fn says(&self, words: &str) -> Result<()> {
        let script = format!("return document.body.innerText.includes({})", json!(words));
        self.until(words, &script).await
    }

    /// Presses the button, tab, link or menu item of this name.
    pub async fn press(&self, name: &str) -> Result<()> {
        let script = r#"
            const name = arguments[0];
            const shown = (e) => e.getClientRects().length > 0 && !e.closest('[inert]');
            const called = (e) => e.getAttribute('aria-label') ?? e.innerText ?? '';
            const all = [...document.querySelectorAll('button, a[href], [role=menuitem], [role=tab], [role=option], summary')];
            const tidy = (text) => text.replace(/\s+/g, ' ').trim();
            const fits = all.filter(shown);
            return fits.find((e) => tidy(called(e)) === name) ?? fits.find((e) => tidy(called(e)).startsWith(name)) ?? null;
        "#;
        let deadline = std::time::Instant::now() + PATIENCE;
        loop {
            let found = self.client.execute(script, vec![json!(name)]).await?;
            if !found.is_null() {
                return self.click(&found).await.with_context(|| format!("{name} cannot be pressed"));
            }
            if std::time::Instant::now() > deadline {
                let body = self.client.execute("return document.body.innerText", vec![]).await?;
                bail!("there is no button {name}; the window says: {body}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Types at the end of the field whose element this finds.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let field = self.see(css).await?;
        self.client
            .execute("arguments[0].scrollIntoView({block: 'center'})", vec![serde_json::to_value(&field)?])
            .await?;
        field.click().await.with_context(|| format!("{css} cannot be clicked"))?;
        let active = self.client.active_element().await?;
        active.send_keys(&format!("{END}{text}")).await.with_context(|| format!("{css} takes no text"))?;
        Ok(())
    }

    /// Clicks the element that this finds.
    pub async fn click_on(&self, css: &str) -> Result<()> {
        let found = serde_json::to_value(self.see(css).await?)?;
        let show = "arguments[0].scrollIntoView({block: 'center'})";
        self.client.execute(show, vec![found.clone()]).await?;
        self.click(&found).await.with_context(|| format!("{css} cannot be clicked"))
    }

    /// Types where the focus is.
    pub async fn type_on(&self, text: &str) -> Result<()> {
        let active = self.client.active_element().await?;
        active.send_keys(text).await.with_context(|| format!("{text} cannot be typed"))
    }

    /// Presses keys on the real keyboard, as xdotool names them: `ctrl+Return`.
    pub fn keys(&self, keys: &str) -> Result<()> {
        self.screen.focus("DPIA Workbench$")?;
        self.screen.keys(&["key", "--clearmodifiers", keys])
    }

    /// Leaves the field that has the focus and waits until everything typed is on the disk.
    pub async fn leave(&self) -> Result<()> {
        self.client.execute("document.activeElement?.blur()", vec![]).await?;
        self.saved().await
    }

    /// Gives what a script gives.
    pub async fn ask(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, vec![]).await?)
    }

    /// Chooses the radio or ticks the box with this label within an element.
    pub async fn choose(&self, css: &str, label: &str) -> Result<()> {
        self.see(css).await?;
        let script = r#"
            const label = [...document.querySelector(arguments[0]).querySelectorAll('label')]
                .find((l) => l.textContent.trim() === arguments[1]);
            label?.scrollIntoView({block: 'center'});
            return label ?? null;
        "#;
        let found = self.client.execute(script, vec![json!(css), json!(label)]).await?;
        anyhow::ensure!(!found.is_null(), "{css} has no {label}");
        self.click(&found).await.with_context(|| format!("{label} of {css} cannot be clicked"))
    }

    /// Clicks an element, as soon as it stands still in view.
    async fn click(&self, found: &Value) -> Result<()> {
        let element = Element::from_element_id(self.client.clone(), id_of(found)?);
        let deadline = std::time::Instant::now() + PATIENCE;
        loop {
            match element.click().await {
                Ok(()) => return Ok(()),
                Err(error) if std::time::Instant::now() > deadline => {
                    self.picture("cannot-click").await?;
                    let html = element.html(false).await.unwrap_or_default();
                    return Err(error).context(html);
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Picks an option in a cell whose answers are a list to choose from.
    pub async fn pick_in_cell(&self, css: &str, option: &str) -> Result<()> {
        self.see(&format!("{css} select")).await?;
        let script = r#"
            const list = document.querySelector(arguments[0]).querySelector('select');
            list.scrollIntoView({block: 'center'});
            list.focus();
            list.value = [...list.options].find((o) => o.textContent.trim() === arguments[1]).value;
            list.dispatchEvent(new Event('change', { bubbles: true }));
        "#;
        self.client.execute(script, vec![json!(css), json!(option)]).await?;
        Ok(())
    }

    /// Opens the assessment that the register lists first.
    pub async fn open_first(&self) -> Result<()> {
        let grid = self.see("[role=grid]").await?;
        self.see("[role=grid] [aria-selected]").await?;
        grid.click().await?;
        grid.send_keys("\u{e007}").await?;
        self.see("#form, [data-field]").await?;
        Ok(())
    }

    /// Waits until everything typed is on the disk: Ctrl S says so, once it is.
    pub async fn saved(&self) -> Result<()> {
        let ask = r#"
            // The register has nothing to save, and a dialog takes the keys.
            if (!document.querySelector('header .saved') || document.querySelector('dialog[open]')) return true;
            const live = document.querySelector('.out-of-sight[aria-live=polite]');
            delete document.body.dataset.told;
            new MutationObserver((_, watch) => {
                if (!/^(Saved|Nothing)/.test(live.textContent)) return;
                document.body.dataset.told = 'yes';
                watch.disconnect();
            }).observe(live, { childList: true, characterData: true, subtree: true });
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 's', code: 'KeyS', ctrlKey: true, bubbles: true }));
            return false;
        "#;
        if self.ask(ask).await? == true {
            return Ok(());
        }
        self.until("it is saved", "return document.body.dataset.told === 'yes'").await
    }

    /// Saves what the window shows, where `DPIA_SCREENSHOTS` says.
    pub async fn picture(&self, name: &str) -> Result<()> {
        if let Some(folder) = std::env::var_os("DPIA_SCREENSHOTS") {
            let bytes = self.client.screenshot().await?;
            std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), bytes)?;
        }
        Ok(())
    }
}

/// Reads the answers of an assessment from a register whose window was closed.
fn kept(folder: &Path, name: &str) -> Result<Value> {
    let desk = desk_of(folder)?;
    let listed = desk.list()?.into_iter().find(|s| s.name == name);
    let answers = desk.view(&listed.with_context(|| format!("{name} is not kept"))?.id)?.answers;
    desk.close()?;
    Ok(serde_json::to_value(answers)?)
}

/// Opens the register of a window that was closed, as soon as it is free.
pub fn desk_of(folder: &Path) -> Result<desk::Desk> {
    let deadline = std::time::Instant::now() + PATIENCE;
    loop {
        match desk::Desk::open(folder) {
            Err(error) if error.is_in_use() && std::time::Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(50));
            }
            done => return Ok(done?),
        }
    }
}

fn id_of(found: &Value) -> Result<ElementRef> {
    let id = found.as_object().and_then(|o| o.values().next()).and_then(Value::as_str);
    Ok(ElementRef::from(id.context("it is no element")?.to_owned()))
}
