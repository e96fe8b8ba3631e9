// Visits every room of the built window over fixtures, in each theme and width, and asks axe about each.
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import axe from "axe-core";
import { chromium } from "playwright-core";

import { behaviours } from "./behaviours.mjs";
import { rooms as importRooms } from "./incoming.mjs";
import { serve } from "./serve.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const built = process.env.BUILT ?? join(here, "../dist-browser");
const shots = process.env.SHOTS ?? mkdtempSync(join(tmpdir(), "dpia-window-"));
mkdirSync(shots, { recursive: true });
if (!existsSync(join(built, "start.json"))) {
  console.error("The fixtures are missing. Run “cargo run -p tasks -- fixtures” first, then this again.");
  process.exit(1);
}

const only = process.env.ONLY;
const sizes = [
  { name: "1440", width: 1440, height: 900 },
  { name: "1024", width: 1024, height: 700 },
  { name: "720", width: 720, height: 450 },
];
/** Every room in every width in light; the other themes only differ in colour, and are seen in one width. */
const looks = [...sizes.map((size) => ({ size, theme: "light" })), { size: sizes[0], theme: "dark" }, { size: sizes[0], theme: "contrast" }];
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const byName = (page, role, name) => page.getByRole(role, { name, exact: true });
const openFirst = async (page) => {
  await page.locator("button.open").first().click();
  await page.locator("[data-question]").first().waitFor();
};
const key = (keys) => async (page) => {
  await page.keyboard.press(keys);
  await page.waitForTimeout(150);
};

const toRoom = async (page, name) => {
  if (page.viewportSize().width < 900) {
    await byName(page, "button", "Form").click();
    await page.getByRole("menuitemradio", { name }).or(page.getByRole("menuitem", { name })).first().click();
  } else await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name }).click();
};
/** Opens the assessment that has earlier versions and comments. */
const openPast = async (page) => {
  await page.goto(`${page.url()}&past`);
  await page.locator("h1").first().waitFor();
  await openFirst(page);
};
const history = async (page) => {
  await openPast(page);
  await toRoom(page, "History");
  await page.locator("article").first().waitFor();
};
/** Signs the version in hand, as the officer would. */
const sign = async (page, version) => {
  await key("Control+Shift+s")(page);
  await page.getByLabel("Reason for this version").fill("Approved for use");
  await byName(page, "button", `Sign off version ${version}`).click();
  await page.locator("dialog").getByRole("button", { name: `Sign off version ${version}` }).click();
  await page.getByRole("heading", { name: "is signed off" }).waitFor();
};

/** Each room, with the way to it from the register. */
const rooms = {
  register: async () => undefined,
  "register-found": async (page) => {
    await key("Control+f")(page);
    await page.keyboard.type("handset");
    await page.locator("#list mark").first().waitFor();
  },
  "register-none": async (page) => {
    await key("Control+f")(page);
    await page.keyboard.type("handsett");
    await page.getByRole("button", { name: /^Did you mean/ }).waitFor();
  },
  "new-assessment": key("Control+n"),
  settings: async (page) => byName(page, "button", "Settings").click(),
  form: openFirst,
  "form-tables": async (page) => {
    await openFirst(page);
    await page.locator("[data-question='3.1'] tbody textarea").first().click();
    await page.waitForTimeout(200);
  },
  "form-empty": async (page) => {
    await page.locator("button.open").nth(1).click();
    await page.locator("[data-question]").first().waitFor();
    await key("F8")(page);
  },
  "form-risks": async (page) => {
    await openFirst(page);
    await page.locator("[data-section]").nth(9).scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
  },
  findings: async (page) => {
    await openFirst(page);
    await key("Control+2")(page);
  },
  guidance: async (page) => {
    await openFirst(page);
    await page.locator("[data-question='4.3']").click();
    await key("Control+3")(page);
  },
  palette: async (page) => {
    await openFirst(page);
    await key("Alt+q")(page);
    await page.keyboard.type("risk");
  },
  "palette-all": async (page) => {
    await key("Control+Shift+f")(page);
    await page.keyboard.type("handset");
    await page.locator("dialog mark").first().waitFor();
  },
  find: async (page) => {
    await openFirst(page);
    await key("Control+h")(page);
    await page.keyboard.type("handset");
    await page.getByText(/^\d+ of \d+$/).first().waitFor();
  },
  risks: async (page) => {
    await openFirst(page);
    await key("Control+6")(page);
    await page.getByRole("button", { name: /^Risk 2, / }).first().waitFor();
  },
  keys: async (page) => {
    await openFirst(page);
    await key("F1")(page);
  },
  "sign-off": async (page) => {
    await page.locator("button.open").nth(1).click();
    await page.locator("[data-question]").first().waitFor();
    await key("Control+Shift+s")(page);
  },
  "last-look": async (page) => {
    await openPast(page);
    await key("Control+Shift+s")(page);
    if (page.viewportSize().width < 900) await key("Control+1")(page);
    await page.getByRole("button", { name: /^Page \d+, changed$/ }).first().waitFor();
    await page.waitForTimeout(300);
  },
  "signed-off": async (page) => {
    await openFirst(page);
    await sign(page, "1.0");
  },
  comments: async (page) => {
    await openPast(page);
    await page.locator("[data-question='3.1'] input").first().focus();
    await key("Control+m")(page);
    await page.keyboard.type("Is the agency in the list?");
  },
  "question-history": async (page) => {
    await openPast(page);
    await page.locator("[data-question='3.5']").click();
    await key("Control+5")(page);
  },
  review: async (page) => {
    await openPast(page);
    await toRoom(page, "Review");
    await page.getByRole("button", { name: /^Answer / }).first().click();
  },
  "review-end": async (page) => {
    await openPast(page);
    await toRoom(page, "Review");
    await page.locator("#review-life").scrollIntoViewIfNeeded();
    await page.locator(".day").last().scrollIntoViewIfNeeded();
  },
  history: async (page) => {
    await history(page);
    await page.getByRole("button", { name: /^1\.0 / }).click({ modifiers: ["Shift"] });
    for (let i = 0; i < 3; i += 1) await key("F8")(page);
  },
  "history-whole": async (page) => {
    await history(page);
    await page.getByText("The whole form").click();
    await page.locator(".unchanged").first().waitFor();
  },
  "history-text": async (page) => {
    await history(page);
    const one = page.getByText("In one text");
    if (await one.isVisible()) await one.click();
    await key("Control+m")(page);
  },
  edits: async (page) => {
    await history(page);
    await byName(page, "button", "Edits").click();
  },
  "first-start": async (page) => page.goto(`${page.url()}&first`).then(() => page.locator("h2").first().waitFor()),
  ...importRooms,
};

/** Rooms that lie over the form or beside it: there axe has seen the form already. */
const beside = new Set(["form-tables", "form-risks", "findings", "guidance", "palette", "find", "risks", "keys", "comments", "question-history"]);

const results = { passed: 0, failed: 0 };
const check = (name, problems) => {
  results[problems.length > 0 ? "failed" : "passed"] += 1;
  if (problems.length > 0) console.log(`FAILED ${name}\n  ${problems.join("\n  ")}`);
};

const { address, stop } = await serve(built);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

/** Opens a page of one look, which all its rooms share. */
async function pageOf({ size }) {
  const context = await browser.newContext({ viewport: { width: size.width, height: size.height }, locale: "en-GB", reducedMotion: "reduce" });
  const page = await context.newPage();
  // The shell freezes it too; what the window remembered of the room before is gone.
  await page.addInitScript(() => {
    Object.freeze(Object.prototype);
    localStorage.clear();
  });
  const errors = [];
  page.on("pageerror", (e) => errors.push(`error: ${e.message}`));
  page.on("console", (m) => m.type() === "error" && errors.push(`console: ${m.text()}`));
  return { context, page, errors };
}

async function visit({ page }, { size, theme }, room) {
  await page.goto(`${address}?theme=${theme}`);
  await page.locator("h1").first().waitFor();
  await rooms[room](page);
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(shots, `${room}-${size.name}-${theme}.png`) });
}

/** Asks axe about what the page shows: in a theme other than light, only about its colours. */
async function asked(page, room, theme) {
  // Axe is run by the debugger, which the page's own policy does not bind.
  await page.evaluate(axe.source);
  const what = beside.has(room) ? { exclude: [".form"] } : { include: ["html"] };
  const runOnly = theme === "light" ? { type: "tag", values: rules } : { type: "rule", values: ["color-contrast"] };
  const options = { resultTypes: ["violations"], runOnly };
  const { violations } = await page.evaluate(([context, options]) => globalThis.axe.run(context, options), [what, options]);
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 4).map((n) => `${n.target.join(" ")} ${n.any[0]?.message ?? ""}`).join(" | ")} (${v.nodes.length})`);
}

async function look(one) {
  const { size, theme } = one;
  const opened = await pageOf(one);
  opened.page.setDefaultTimeout(30_000);
  for (const room of Object.keys(rooms)) {
    const name = `${room} ${size.name} ${theme}`;
    if (only && !name.includes(only)) continue;
    opened.errors.length = 0;
    try {
      await visit(opened, one, room);
      opened.errors.push(...(await asked(opened.page, room, theme)));
      if (await opened.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) opened.errors.push("the window scrolls sideways");
    } catch (error) {
      opened.errors.push(error.message.split("\n")[0]);
    }
    check(name, [...opened.errors]);
  }
  await opened.context.close();
}

async function behaved() {
  for (const [name, behave] of Object.entries(behaviours)) {
    if (only && !name.includes(only)) continue;
    const opened = await pageOf(looks[0]);
    opened.page.setDefaultTimeout(30_000);
    try {
      await visit(opened, looks[0], "form");
      await behave(opened.page, (holds, words) => holds || opened.errors.push(words));
    } catch (error) {
      opened.errors.push(error.message.split("\n")[0]);
    }
    check(name, [...opened.errors]);
    await opened.context.close();
  }
}

// Two at a time: one draws while the other is asked.
const work = [...looks.map((one) => () => look(one)), behaved];
const worker = async () => {
  for (let next = work.shift(); next; next = work.shift()) await next();
};
await Promise.all([worker(), worker()]);

await browser.close();
stop();
console.log(`Pictures: ${shots}`);
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed > 0 ? 1 : 0);
