//! Each kind of answer, given as the officer gives it: with keys, with the mouse, through the system's dialogs.

use anyhow::{Context, Result, ensure};
use desk::wire::FieldKind;
use serde_json::{Value, json};

use crate::deeds::{begin, choose_file, save_as, there};
use crate::window::{Window, story};

#[test]
fn words_choices_ticks_conditions_and_approvals_are_there_after_a_restart() -> Result<()> {
    story(async |window| {
        window.press("Back to the register").await?;
        begin(&window, "Parking permits").await?;
        window.type_into(&at("lead.name", "textarea"), "Priya Nair").await?;
        window.type_into(&at("sum", "[role=textbox]"), "In summary.").await?;
        window.choose(&at("1.1", ""), "Yes").await?;
        window.choose(&at("1.2", ""), "No").await?;
        window.choose(&at("2.1", ""), "Another").await?;
        window.choose(&at("2.2", ""), "Forename").await?;
        window.choose(&at("2.2", ""), "Age").await?;
        window.type_into(&at("2.2.other", "textarea"), "Vehicle number").await?;
        window.choose(&at("2.2.clinical", ""), "Other").await?;
        window.see(&at("2.2.clinical", "textarea")).await?;
        window.type_into(&at("2.2.clinical", "textarea"), "Partly").await?;
        // A condition is looked up by its article and taken with Return.
        window.click_on(&at("2.4.one.law.picks", "input")).await?;
        window.type_on("public task").await?;
        window
            .until(
                "the condition is found",
                "return document.querySelectorAll('[role=listbox] [role=option]').length === 1",
            )
            .await?;
        window.type_on(RETURN).await?;
        window.see(&at("2.4.one.law.picks", "li")).await?;
        window.choose(&at("ok", ""), "Accepted").await?;
        window.type_into(&at("ok", "textarea[id$=name]"), "J. Reid, Director").await?;
        window.leave().await?;
        window.type_into(&at("ok", "textarea[id$=date]"), "in the spring").await?;
        window.leave().await?;

        let (window, kept) = window.reopen_reading("Parking permits").await?;
        let is = |field: &str, answer: Value| {
            ensure!(kept[field] == answer, "{field} is {} instead of {answer}", kept[field]);
            Ok(())
        };
        is("lead.name", json!({ "kind": "text", "value": "Priya Nair" }))?;
        let words = json!({ "type": "text", "text": "In summary.", "strong": false, "emphasis": false, "link": null });
        is("sum", json!({ "kind": "prose", "value": [{ "type": "paragraph", "content": [words] }] }))?;
        is("1.1", json!({ "kind": "yes_no", "value": "yes" }))?;
        is("1.2", json!({ "kind": "yes_no", "value": "no" }))?;
        is("2.1", json!({ "kind": "choice", "value": { "option": "b" } }))?;
        ensure!(kept["2.2"] == json!({ "kind": "boxes", "value": ["age", "fore"] }), "{}", kept["2.2"]);
        is("2.2.other", json!({ "kind": "text", "value": "Vehicle number" }))?;
        is("2.2.clinical", json!({ "kind": "yes_no", "value": { "other": "Partly" } }))?;
        is("2.4.one.law.picks", json!({ "kind": "conditions", "value": ["6-1-e"] }))?;
        let approval = json!({ "outcome": "yes", "name": "J. Reid, Director", "date": "in the spring" });
        is("ok", json!({ "kind": "approval", "value": approval }))?;

        window.open_first().await?;
        let shown = r#"
            const at = (field) => document.querySelector(`[data-field='${field}']`);
            const checked = (field) => [...at(field).querySelectorAll('input:checked')].map((i) => i.closest('label').textContent.trim());
            const words = (field) => [...at(field).querySelectorAll('textarea')].map((t) => t.value);
            return [checked('1.1'), checked('2.1'), checked('2.2'), checked('2.2.clinical'), words('2.2.clinical'), words('ok')];
        "#;
        let shown = window.ask(shown).await?;
        let wanted = json!([
            ["Yes"],
            ["Another"],
            ["Forename", "Age"],
            ["Other"],
            ["Partly"],
            ["J. Reid, Director", "in the spring"]
        ]);
        ensure!(shown == wanted, "the window shows {shown}");
        // The last visit, the date's, is undone; the name that was written before it stays.
        window.press("Undo").await?;
        let undone = "return [...document.querySelectorAll('[data-field=ok] textarea')].map((t) => t.value).join('|') === 'J. Reid, Director|'";
        window.until("the date is undone after the restart", undone).await?;
        window.close().await
    })
}

#[test]
fn a_day_is_written_in_words_and_then_picked_in_the_calendar() -> Result<()> {
    story(async |window| {
        let form = desk::Templates::built_in()?;
        let council = form.all().first().context("there is a template")?;
        let day = date_field(&council.id)?;
        window.click_on(&at(&day, "textarea")).await?;
        window.keys("ctrl+a")?;
        let all = "const at = document.activeElement; return at.selectionEnd - at.selectionStart === at.value.length";
        window.until("all of it is selected", all).await?;
        window.type_on("Autumn 2027").await?;
        window.until("it is replaced", "return document.activeElement.value === 'Autumn 2027'").await?;
        window.leave().await?;
        window.click_on(&at(&day, "button[aria-haspopup=dialog]")).await?;
        // The calendar takes the keys: a week on, then a day back.
        window.see(".calendar [data-day]:focus").await?;
        let begun = window.ask(FOCUSED_DAY).await?;
        window.type_on(DOWN).await?;
        let below =
            format!("const day = document.activeElement?.dataset.day; return !!day && day !== {begun}");
        window.until("the focus is on the day below", &below).await?;
        let picked = window.ask(FOCUSED_DAY).await?;
        window.type_on(RETURN).await?;
        window.until("the calendar is gone", "return document.querySelector('.calendar') === null").await?;
        window.leave().await?;
        let name = window.ask("return document.title.split(' – ')[0]").await?;
        let (window, kept) = window.reopen_reading(name.as_str().unwrap_or_default()).await?;
        ensure!(
            kept[&day] == json!({ "kind": "date", "value": picked }),
            "{} instead of {picked}",
            kept[&day]
        );
        window.open_first().await?;
        window.press("Undo").await?;
        let words =
            format!("return document.querySelector({}).value === 'Autumn 2027'", json!(at(&day, "textarea")));
        window.until("the words before are back", &words).await?;
        window.close().await
    })
}

#[test]
fn rows_are_added_filled_in_moved_removed_and_referred_to_by_keyboard() -> Result<()> {
    story(async |window| {
        window.press("Back to the register").await?;
        begin(&window, "Parking permits").await?;
        // A partner under the other, each begun with Ctrl Return.
        window.click_on(&at("2.3.who", "[data-add] button")).await?;
        for (n, name) in ["Ashdene Taxis", "Brook Buses", "Crown Coaches"].into_iter().enumerate() {
            if n > 0 {
                window.keys("ctrl+Return")?;
            }
            in_row(&window, "2.3.who", n).await?;
            window.type_on(name).await?;
        }
        window.keys("alt+shift+Up")?;
        named(&window, &["Ashdene Taxis", "Crown Coaches", "Brook Buses"]).await?;
        in_row(&window, "2.3.who", 1).await?;
        window.type_into(&row("2.3.who", 1, "name", "textarea"), " Ltd").await?;
        window.pick_in_cell(&row("2.3.who", 1, "role", ""), "Processor").await?;
        window.pick_in_cell(&row("2.3.who", 2, "role", ""), "Other words…").await?;
        window.see(&row("2.3.who", 2, "role", "textarea:focus")).await?;
        window.type_on("Not settled").await?;
        // Fixed rows.
        window.pick_in_cell(&at("2.6", "tr[data-row=two] td[data-column=yes]"), "Yes").await?;
        window.type_into(&at("2.6", "tr[data-row=two] td[data-column=dates] textarea"), "in May").await?;
        // Two risks, and a measure that names the second.
        for (n, words) in ["Letters go astray", "Records are read"].into_iter().enumerate() {
            window.click_on(&at("risks", "[data-add] button")).await?;
            in_row(&window, "risks", n).await?;
            window.see(&row("risks", n + 1, "what", "[contenteditable=true]:focus")).await?;
            window.type_on(words).await?;
        }
        window.pick_in_cell(&row("risks", 2, "l", ""), "Medium").await?;
        window.click_on(&at("measures", "[data-add] button")).await?;
        window.pick_in_cell(&row("measures", 1, "risk", ""), "Risk 2: Records are read").await?;
        // Last, the third partner goes.
        window.click_on(&row("2.3.who", 2, "name", "textarea")).await?;
        window.keys("Tab")?;
        window
            .until(
                "the focus goes on",
                "return document.activeElement?.matches('td[data-column=role] textarea')",
            )
            .await?;
        window.keys("Tab")?;
        window
            .until(
                "the focus goes on",
                "return document.activeElement?.matches('td[data-column=role] select')",
            )
            .await?;
        window.keys("Tab")?;
        in_row(&window, "2.3.who", 2).await?;
        window.keys("ctrl+Delete")?;
        named(&window, &["Ashdene Taxis Ltd", "Crown Coaches"]).await?;
        window.leave().await?;

        let (window, kept) = window.reopen_reading("Parking permits").await?;
        let cells = |field: &str| -> Value {
            let rows = kept[field]["value"].as_array().cloned().unwrap_or_default();
            let plain = |row: &Value| {
                let cells = row["cells"].as_object().cloned().unwrap_or_default();
                cells
                    .into_iter()
                    .map(|(column, answer)| (column, answer["value"].clone()))
                    .collect::<serde_json::Map<_, _>>()
            };
            rows.iter().map(plain).collect()
        };
        let partners = json!([
            { "name": "Ashdene Taxis Ltd", "role": { "option": "p" } },
            { "name": "Crown Coaches", "role": { "other": "Not settled" } },
        ]);
        ensure!(cells("2.3.who") == partners, "{}", cells("2.3.who"));
        ensure!(
            kept["2.6"]["value"][0]["id"] == "two" || kept["2.6"]["value"][1]["id"] == "two",
            "{}",
            kept["2.6"]
        );
        ensure!(cells("2.6").to_string().contains("in May"), "{}", cells("2.6"));
        ensure!(cells("risks")[1]["l"] == json!({ "option": "medium" }), "{}", cells("risks"));
        let second = &kept["risks"]["value"][1]["id"];
        ensure!(second.is_string() && cells("measures")[0]["risk"] == *second, "{}", cells("measures"));
        window.open_first().await?;
        let chip = format!(
            "return document.querySelector({})?.innerText.includes('Records are read')",
            json!(row("measures", 1, "risk", ""))
        );
        window.until("the measure names its risk", &chip).await?;
        window.press("Undo").await?;
        named(&window, &["Ashdene Taxis Ltd", "Crown Coaches", "Brook Buses"]).await?;
        window.close().await
    })
}

#[test]
fn a_file_is_attached_printed_with_the_assessment_and_saved_again() -> Result<()> {
    story(async |window| {
        window.press("Back to the register").await?;
        begin(&window, "Parking permits").await?;
        let picture =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../icons/128x128.png").canonicalize()?;
        let file = window.folder.join("plan.png");
        std::fs::copy(&picture, &file)?;
        let pages = "return Number(/Page \\d+ of (\\d+)/.exec(document.body.innerText)?.[1] ?? 0)";
        window.until("the paper is drawn", &format!("{pages} > 0")).await?;
        let before = window.ask(pages).await?;
        window.click_on(&at("look.files", "[data-attach] button")).await?;
        choose_file(&window, &file).await?;
        window.see(&at("look.files", "li")).await?;
        window.click_on(&at("look.files", ".print label")).await?;
        window.until("the paper has a page more", &format!("{pages} > {before}")).await?;
        let copy = window.folder.join("copy.png");
        window.press("Save a copy of plan").await?;
        save_as(&window, &copy).await?;
        ensure!(std::fs::read(&copy)? == std::fs::read(&file)?, "the copy is another");
        window.leave().await?;
        std::fs::remove_file(&file)?;
        let (window, kept) = window.reopen_reading("Parking permits").await?;
        let one = &kept["look.files"]["value"][0];
        ensure!(
            one["file_name"] == "plan.png" && one["printed"].as_array().is_some_and(|p| p.len() == 1),
            "{one}"
        );
        window.open_first().await?;
        window.see(&at("look.files", "li input:checked")).await?;
        std::fs::remove_file(&copy)?;
        window.press("Save a copy of plan").await?;
        save_as(&window, &copy).await?;
        there(&window, &copy).await?;
        ensure!(std::fs::read(&copy)? == std::fs::read(&picture)?, "the copy is another after the restart");
        window.press("Undo").await?;
        window
            .until(
                "it is only named again",
                "return document.querySelector('[data-field=\"look.files\"] li input:checked') === null",
            )
            .await?;
        window.close().await
    })
}

const RETURN: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";
const FOCUSED_DAY: &str = "return document.activeElement?.dataset.day ?? null";

/// Finds something in a field.
fn at(field: &str, css: &str) -> String {
    format!("[data-field='{field}'] {css}").trim().to_owned()
}

/// Finds something in a cell of the row of this number, from 1.
fn row(field: &str, n: usize, column: &str, css: &str) -> String {
    at(field, &format!("tbody tr:nth-child({n}) td[data-column={column}] {css}"))
}

/// Waits until the focus is in the row of this number, from 0.
async fn in_row(window: &Window, field: &str, n: usize) -> Result<()> {
    let script = format!(
        "const row = document.activeElement?.closest('tr[data-row]'); \
         return !!row?.closest({}) && [...row.parentElement.children].indexOf(row) === {n}",
        json!(format!("[data-field='{field}']"))
    );
    window.until("the focus is in the row", &script).await
}

/// Waits until the partners have these names.
async fn named(window: &Window, names: &[&str]) -> Result<()> {
    let all = json!(at("2.3.who", "td[data-column=name] textarea"));
    let script = format!(
        "return JSON.stringify([...document.querySelectorAll({all})].map((t) => t.value)) === JSON.stringify({})",
        json!(names)
    );
    window.until("the rows have these names", &script).await
}

/// Finds the first day that the council's form asks for, outside of tables.
fn date_field(template: &str) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let form = desk::Desk::open(folder.path())?.form(template)?;
    let mut fields = form.sections.into_iter().flat_map(|s| s.questions).flat_map(|q| q.fields);
    Ok(fields.find(|f| matches!(f.kind, FieldKind::Date)).context("the form asks for a day")?.id)
}
