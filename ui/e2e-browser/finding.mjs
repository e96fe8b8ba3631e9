/** What finding does, told as sentences; each begins in an open assessment. */

const toRegister = async (page) => {
  await page.keyboard.press("Control+Shift+a");
  await page.locator("#list").waitFor();
};
const at = (page) => page.evaluate(() => ({
  field: document.activeElement?.closest("[data-field]")?.dataset.field ?? null,
  row: document.activeElement?.closest("[data-row]")?.dataset.row ?? null,
  id: document.activeElement?.id ?? "",
}));
const settled = (page) => page.waitForTimeout(300);

export const finding = {
  "words in any answer find their assessment, and Enter opens it at the place": async (page, expect) => {
    await toRegister(page);
    await page.keyboard.press("Control+f");
    await page.keyboard.type("handset");
    await page.locator("#list mark").first().waitFor();
    expect((await page.locator("#list [role=row]").count()) === 2, "one row is left under the heads");
    expect(await page.getByText(/^1 of 9$/).isVisible(), "the heading counts");
    await page.keyboard.press("Enter");
    await page.locator("[data-question]").first().waitFor();
    await settled(page);
    const { field } = await at(page);
    expect(field !== null, "the focus is in a field");
    const words = await page.evaluate(() => document.activeElement.value ?? document.activeElement.textContent);
    expect(/handset/i.test(words), `the field has the words, not “${words.slice(0, 60)}”`);
  },
  "a word that is nowhere is suggested as it may be meant, and Escape clears": async (page, expect) => {
    await toRegister(page);
    await page.keyboard.press("Control+f");
    await page.keyboard.type("handsett");
    await page.getByRole("button", { name: /^Did you mean/ }).click();
    await page.locator("#list mark").first().waitFor();
    await page.locator("#search").focus();
    await page.keyboard.press("Escape");
    await settled(page);
    expect((await page.locator("#list [role=row]").count()) === 10, "all rows are back");
  },
  "filters leave out, say so and are cleared": async (page, expect) => {
    await toRegister(page);
    await page.getByRole("button", { name: "Owner: anyone" }).click();
    await page.getByRole("menuitemradio", { name: "Joan Ellery" }).click();
    expect((await page.locator("#list [role=row]").count()) === 4, "three are Joan’s");
    await page.getByRole("button", { name: "Clear filters" }).click();
    expect((await page.locator("#list [role=row]").count()) === 10, "all rows are back");
  },
  "an assessment is archived, and taken back by Undo": async (page, expect) => {
    await toRegister(page);
    await page.locator("#list").focus();
    await page.keyboard.press("Delete");
    await page.getByText("is in the archive.").waitFor();
    expect((await page.locator("#list [role=row]").count()) === 9, "it has left the list");
    await page.getByRole("button", { name: "Undo" }).click();
    await settled(page);
    expect((await page.locator("#list [role=row]").count()) === 10, "and is back");
  },
  "an assessment is duplicated as a new draft": async (page, expect) => {
    await toRegister(page);
    await page.locator("#list").focus();
    await page.keyboard.press("Control+d");
    await page.getByText("is duplicated as a new draft.").waitFor();
    expect((await page.locator("#list [role=row]").count()) === 11, "there is one more");
  },
  "of ten thousand assessments only those in view are drawn, and End goes to the last": async (page, expect) => {
    await page.goto(`${page.url()}&many=10000`);
    await page.locator("#list").waitFor();
    const count = Number(await page.locator("#list").getAttribute("aria-rowcount"));
    expect(count > 8000, `${count} rows are told of`);
    expect((await page.locator("#list [role=row]").count()) < 80, "few are drawn");
    await page.locator("#list").focus();
    await page.keyboard.press("End");
    await settled(page);
    const last = page.locator("#list [aria-selected=true]");
    expect(Number(await last.getAttribute("aria-rowindex")) === count, "the last is in hand");
    const { y, height } = await last.boundingBox();
    expect(y > 100 && y + height < 880, "and in view");
  },
  "F3 goes to the next place in this assessment, with the words selected": async (page, expect) => {
    await page.keyboard.press("Control+f");
    await page.waitForTimeout(100);
    expect((await at(page)).id === "find-words", "Ctrl F puts the focus into the box");
    await page.keyboard.type("handset");
    await page.getByText(/^1 of \d+$/).waitFor();
    await page.keyboard.press("F3");
    await settled(page);
    expect((await at(page)).field !== null, "the focus is in a field");
    expect(/^handset$/i.test(await page.evaluate(() => {
      const e = document.activeElement;
      return "selectionStart" in e ? e.value.slice(e.selectionStart, e.selectionEnd) : getSelection().toString();
    })), "the words are selected");
    await page.getByText(/^2 of \d+$/).waitFor();
  },
  "all places are replaced as one change": async (page, expect) => {
    await page.keyboard.press("Control+h");
    await page.waitForTimeout(100);
    await page.keyboard.type("handset");
    await page.locator("#find-by").fill("tablet");
    await page.getByRole("button", { name: "Replace all" }).click();
    await page.getByText(/^\d+ places are replaced\.$/).first().waitFor();
    await settled(page);
    const text = () => page.locator("[data-field='5.4.other']").innerText();
    expect(/^Tablets are managed/.test((await text()).trim()), `the words are new: ${(await text()).slice(0, 40)}`);
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await page.getByText(/^\d+ of \d+$|^\d+ places$/).first().waitFor();
    await settled(page);
    expect(/^Handsets are managed/.test((await text()).trim()), `one Undo takes all of them back: ${(await text()).slice(0, 40)}`);
  },
  "a risk in the picture goes to its row and is filled in both": async (page, expect) => {
    await page.keyboard.press("Control+6");
    await page.getByRole("button", { name: /^Risk 2, / }).first().click();
    await settled(page);
    expect((await at(page)).field === "6.risks", "the focus is in the table of risks");
    expect((await page.getByRole("button", { name: /^Risk 2, /, pressed: true }).count()) === 2, "it is filled in both pictures");
  },
  "settings are kept at once, and a backup is made with progress": async (page, expect) => {
    await toRegister(page);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("Your name").fill("Joan Ellery");
    await page.keyboard.press("Tab");
    await page.locator("dialog").getByText("Kept.").waitFor();
    await page.getByRole("button", { name: "Back up now" }).click();
    await page.locator("dialog [role=progressbar]").waitFor();
    await page.locator("dialog").getByText(/^Last backup: Today/).waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    expect(await page.getByRole("button", { name: /^Mine 3$/ }).isVisible(), "“Mine” is Joan’s now");
  },
  "a colour that cannot be read is not kept, and the nearest that can be is offered": async (page, expect) => {
    await toRegister(page);
    await page.getByRole("button", { name: "Settings" }).click();
    const code = page.getByLabel("Colour as # and six digits");
    await code.fill("#ffcc00");
    await page.keyboard.press("Tab");
    await page.getByText("White words on #ffcc00 have a contrast of 1.5 to 1").first().waitFor();
    expect(!(await page.locator("dialog").getByText("Kept.", { exact: true }).isVisible()), "it is not kept");
    await page.getByRole("button", { name: "Use #907300, the nearest darker shade" }).click();
    await page.locator("dialog").getByText("Kept.", { exact: true }).waitFor();
    expect((await code.inputValue()) === "#907300", "the darker shade is kept");
    await page.getByRole("button", { name: "Choose a logo…" }).click();
    const logo = page.getByRole("img", { name: "Calderwick Borough Council logo" });
    await logo.waitFor();
    expect(((await logo.boundingBox())?.width ?? 0) > 40, "the logo is seen");
    await page.getByRole("button", { name: "Close" }).click();
  },
  "Ctrl P makes the paper, and says where it is printed": async (page, expect) => {
    await page.keyboard.press("Control+p");
    await page.getByText(/opens in this computer’s program for PDFs\. Print it from there\.$/).first().waitFor();
    expect((await page.locator("[role=progressbar][aria-label='Making the paper']").count()) === 0, "it is done");
  },
  "Ctrl Shift F finds in all assessments and opens the place": async (page, expect) => {
    await toRegister(page);
    await page.keyboard.press("Control+Shift+f");
    await page.keyboard.type("handset");
    await page.getByText(/^1 assessment, \d+ places$/).waitFor();
    await page.keyboard.press("Enter");
    await page.locator("[data-question]").first().waitFor();
    await settled(page);
    expect((await at(page)).field !== null, "the focus is in a field");
  },
  "a question is gone to by its number": async (page, expect) => {
    await page.keyboard.press("Control+g");
    await page.keyboard.type("#5.4");
    await page.keyboard.press("Enter");
    await settled(page);
    expect(await page.evaluate(() => document.activeElement?.closest("[data-question]")?.dataset.question === "5.4"), "the focus is in 5.4");
  },
};
