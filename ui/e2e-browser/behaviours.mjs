/** What the window does, told as sentences; each begins in an open assessment. */
export const behaviours = {
  "an answer is saved, undone and done again": async (page, expect) => {
    const radio = page.locator("[data-question='1.2'] input[type=radio]");
    await radio.first().check();
    await page.getByText(/^Saved \d\d:\d\d$/).first().waitFor();
    await page.keyboard.press("Control+z");
    await page.waitForTimeout(200);
    expect(!(await radio.first().isChecked()), "Ctrl Z takes the answer back");
    await page.keyboard.press("Control+y");
    await page.waitForTimeout(200);
    expect(await radio.first().isChecked(), "Ctrl Y gives it again");
  },
  "F8 goes to a finding and puts the focus in its field": async (page, expect) => {
    await page.keyboard.press("Control+Shift+a");
    await page.locator("button.open").nth(1).click();
    await page.locator("[data-question]").first().waitFor();
    await page.keyboard.press("F8");
    await page.waitForTimeout(200);
    const inside = await page.evaluate(() => document.activeElement?.closest("[data-field]")?.getAttribute("data-field"));
    expect(inside === "lead.name", `the focus is in the first finding’s field, not in ${inside}`);
  },
  "the paper marks the question with focus": async (page, expect) => {
    await page.locator("[data-question='4.3']").click();
    await page.locator(".mark").first().waitFor();
    expect(await page.getByText("Question 4.3 is marked").isVisible(), "the pane says which");
  },
  "a click on the paper goes to its question": async (page, expect) => {
    const words = page.locator(".sheet text[data-field]").nth(3);
    const field = (await words.getAttribute("data-field")).split("/")[0];
    await words.click();
    await page.waitForTimeout(200);
    const inside = await page.evaluate((f) => document.activeElement?.closest("[data-question]")?.querySelector(`[data-field="${f}"]`) !== null, field);
    expect(inside, `the focus is in the question of ${field}`);
  },
  "Tab never stays where it is": async (page, expect) => {
    await page.locator("[data-question='3.1'] input").first().focus();
    const seen = new Set();
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press("Tab");
      seen.add(await page.evaluate(() => {
        const e = document.activeElement;
        e.dataset.visited ??= String(Math.random());
        return e === document.body ? "body" : e.dataset.visited;
      }));
    }
    expect(seen.size > 30, `40 steps reach ${seen.size} places`);
    expect(!seen.has("body"), "the focus is never on the body");
  },
  "the PDF is written with progress and can be cancelled": async (page, expect) => {
    await page.keyboard.press("Control+e");
    await page.getByText(/^Page \d+ of 24$/).first().waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Export was cancelled. Nothing was written.").first().waitFor();
    expect(true, "");
  },
};
