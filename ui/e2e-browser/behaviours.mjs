import { finding } from "./finding.mjs";
import { incoming } from "./incoming.mjs";

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
  "a comment is written, settled, removed and taken back": async (page, expect) => {
    await page.locator("[data-question='3.1'] input").first().focus();
    await page.keyboard.press("Control+m");
    await page.locator("#comment-words:focus").waitFor();
    await page.keyboard.type("Who is the agency?");
    await page.keyboard.press("Control+Enter");
    const card = page.getByRole("article").filter({ hasText: "Who is the agency?" });
    await card.waitFor();
    // The question says that it has a comment, and the tab counts it.
    await page.locator("[data-question='3.1']").getByRole("button", { name: /^1 comment/ }).waitFor();
    await page.getByRole("tab", { name: "Comments 1" }).waitFor();
    await card.getByRole("button", { name: /^Settle/ }).click();
    await card.getByText(/^Settled by Priya Nair/).waitFor();
    await card.getByRole("button", { name: /^Remove/ }).click();
    await card.waitFor({ state: "detached" });
    await page.locator(".removed").getByRole("button", { name: "Undo" }).click();
    await card.waitFor();
    expect(true, "");
  },
  "the whole form lists every question once, and only differences are printed, black on white": async (page, expect) => {
    await page.goto(`${page.url().replace("light", "dark")}&past`);
    await page.locator("button.open").first().click();
    await page.locator("[data-question]").first().waitFor();
    const questions = await page.locator("[data-question]").count();
    await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: "History" }).click();
    const all = page.locator("article");
    await all.first().waitFor();
    const changed = await all.count();
    await page.getByText("The whole form").click();
    await page.locator(".unchanged").first().waitFor();
    expect((await all.count()) === changed, "each difference is there");
    expect((await page.locator(".unchanged").count()) + changed >= questions, "and each other question");
    await page.evaluate(() => void (window.print = () => void (window.asked = true)));
    await page.getByRole("button", { name: "Print comparison" }).click();
    expect(await page.evaluate(() => window.asked === true), "the system is asked to print");
    await page.emulateMedia({ media: "print" });
    const seen = await page.evaluate(() => {
      const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
      const style = (q) => { const s = getComputedStyle(document.querySelector(q)); return [s.color, s.textDecorationLine, s.backgroundColor].join(" "); };
      return {
        chrome: [...document.querySelectorAll("button, nav, header, .unchanged, .foot, .left, .right")].filter(shown).length,
        articles: [...document.querySelectorAll("article")].filter(shown).length,
        heading: document.querySelector(".printed h1").checkVisibility(),
        ins: style(".printed ins"), del: style(".printed del"),
        paper: getComputedStyle(document.body).backgroundColor,
        cut: document.querySelector(".printed").getBoundingClientRect().height < document.querySelector(".printed").scrollHeight - 1,
      };
    });
    expect(seen.chrome === 0, `${seen.chrome} pieces of the window are printed`);
    expect(seen.articles === changed, `${seen.articles} of ${changed} differences are printed`);
    expect(seen.heading, "a heading says what is compared");
    expect(seen.ins === "rgb(0, 0, 0) underline rgba(0, 0, 0, 0)", seen.ins);
    expect(seen.del === "rgb(0, 0, 0) line-through rgba(0, 0, 0, 0)", seen.del);
    expect(seen.paper === "rgb(255, 255, 255)", seen.paper);
    expect(!seen.cut, "nothing is cut off");
    if (process.env.SHOTS) await page.pdf({ path: `${process.env.SHOTS}/comparison.pdf`, format: "A4" });
    await page.emulateMedia({ media: "screen" });
  },
  "the last look shows the pages that changed, all of them on request, and one in full": async (page, expect) => {
    await page.goto(`${page.url()}&past`);
    await page.locator("button.open").first().click();
    await page.locator("[data-question]").first().waitFor();
    await page.keyboard.press("Control+Shift+s");
    const changed = page.getByRole("button", { name: /^Page \d+, changed$/ });
    await changed.first().waitFor();
    const some = await changed.count();
    expect(await page.getByText(`27 pages, ${some} changed since 1.1`).isVisible(), "it says how many changed, and since when");
    expect((await page.getByRole("button", { name: /^Page \d+$/ }).count()) === 0, "only those are shown at first");
    await page.getByText("All pages").click();
    expect((await page.getByRole("button", { name: /^Page \d+$/ }).count()) + (await changed.count()) === 27, "then all");
    await changed.nth(1).click();
    const desk = page.locator("[role=document]");
    await desk.waitFor();
    expect(await desk.evaluate((e) => e === document.activeElement && e.scrollTop > 0), "a page in full has the focus and stands in view");
    await page.getByRole("button", { name: "All pages" }).click();
    expect(await changed.nth(1).evaluate((e) => e === document.activeElement), "the focus is on the page again");
  },
  "a comment that was not added is there when the assessment is opened again, until it is added": async (page, expect) => {
    const write = async (question) => {
      await page.locator(`[data-question='${question}'] input`).first().focus();
      await page.keyboard.press("Control+m");
      await page.locator("#comment-words:focus").waitFor();
      expect((await page.locator("label[for=comment-words]").textContent()) === `Comment on ${question}`, `the comment is on ${question}`);
    };
    await write("3.1");
    await page.keyboard.type("Who is the agency?");
    await page.keyboard.press("Control+Shift+a");
    await page.locator("button.open").first().click();
    await page.locator("[data-question]").first().waitFor();
    await write("3.1");
    expect((await page.locator("#comment-words").inputValue()) === "Who is the agency?", "it is restored");
    await write("1.2");
    expect(await page.getByRole("heading", { name: "Written and not added yet" }).isVisible(), "it is listed from another question");
    await write("3.1");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("article").filter({ hasText: "Who is the agency?" }).waitFor();
    expect((await page.evaluate(() => Object.keys(localStorage).filter((k) => k.includes("drafts")).length)) === 0, "nothing is left of it");
  },
  "an answer of an earlier version is taken again, and a version begins with it": async (page, expect) => {
    await page.goto(`${page.url()}&past`);
    await page.locator("button.open").first().click();
    await page.locator("[data-question]").first().waitFor();
    await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: "History" }).click();
    const all = page.locator("article");
    await all.first().waitFor();
    const before = await all.count();
    await page.keyboard.press("Alt+ArrowDown");
    await page.getByText(`2 of ${before}`, { exact: true }).waitFor();
    const name = await all.nth(1).getByRole("heading").textContent();
    await page.getByRole("button", { name: "Restore 1.1’s answer" }).click();
    await page.getByText(`2 of ${before - 1}`, { exact: true }).waitFor();
    expect((await all.nth(1).getByRole("heading").textContent()) !== name, "it no longer differs");
    await page.keyboard.press("Control+Shift+s");
    await page.getByLabel("Reason for this version").fill("Approved for use");
    await page.getByRole("button", { name: "Sign off version 2.0" }).click();
    await page.locator("dialog").getByRole("button", { name: "Sign off version 2.0" }).click();
    await page.getByRole("heading", { name: "is signed off" }).waitFor();
    await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: "History" }).click();
    await page.getByRole("button", { name: /^1\.0 / }).focus();
    await page.keyboard.press("Shift+Space");
    await page.getByRole("button", { name: "New version from 1.0" }).click();
    await page.getByLabel("Why a new version is needed").fill("The supplier changed");
    await page.getByRole("button", { name: "Start the version" }).click();
    await page.locator("[data-question]").first().waitFor();
    expect(await page.getByText("Draft 3.0").isVisible(), "version 3.0 is in hand");
  },
  "review is requested and handed back": async (page, expect) => {
    await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: "Review" }).click();
    await page.getByRole("button", { name: "Request review" }).click();
    await page.locator("header").getByText(/^In review/).waitFor();
    await page.getByRole("button", { name: "Hand back to draft" }).click();
    await page.locator("header").getByText(/^Draft/).waitFor();
    expect(true, "");
  },
  "the PDF is written with progress and can be cancelled": async (page, expect) => {
    await page.keyboard.press("Control+e");
    await page.getByText(/^Page \d+ of 24$/).first().waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Export was cancelled. Nothing was written.").first().waitFor();
    expect(true, "");
  },
  ...finding,
  ...incoming,
};
