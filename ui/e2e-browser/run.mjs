// Visits every room of the built window over fixtures, in each theme and width, and asks axe about each.
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import axe from "axe-core";
import { chromium } from "playwright-core";

import { behaviours } from "./behaviours.mjs";
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
const themes = ["light", "dark", "contrast"];

const byName = (page, role, name) => page.getByRole(role, { name, exact: true });
const openFirst = async (page) => {
  await page.locator("button.open").first().click();
  await page.locator("[data-question]").first().waitFor();
};
const key = (keys) => async (page) => {
  await page.keyboard.press(keys);
  await page.waitForTimeout(150);
};

/** Each room, with the way to it from the register. */
const rooms = {
  register: async () => undefined,
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
  keys: async (page) => {
    await openFirst(page);
    await key("F1")(page);
  },
  "sign-off": async (page) => {
    await page.locator("button.open").nth(1).click();
    await page.locator("[data-question]").first().waitFor();
    await key("Control+Shift+s")(page);
  },
  "signed-off": async (page) => {
    await openFirst(page);
    await key("Control+Shift+s")(page);
    await page.getByLabel("Reason for this version").fill("Approved for use");
    await byName(page, "button", "Sign off version 0.4").click();
    await page.locator("dialog").getByRole("button", { name: "Sign off version 0.4" }).click();
    await byName(page, "heading", "Version 0.4 is signed off").waitFor();
  },
  "first-start": async (page) => page.goto(`${page.url()}&first`).then(() => page.locator("h2").first().waitFor()),
};

/** Rooms that lie over the form or beside it: there axe has seen the form already. */
const beside = new Set(["form-tables", "form-risks", "findings", "guidance", "palette", "keys"]);

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

async function visit(size, theme, room, errors) {
  const context = await browser.newContext({ viewport: { width: size.width, height: size.height }, locale: "en-GB", reducedMotion: "reduce" });
  const page = await context.newPage();
  // The shell freezes it too.
  await page.addInitScript(() => Object.freeze(Object.prototype));
  page.on("pageerror", (e) => errors.push(`error: ${e.message}`));
  page.on("console", (m) => m.type() === "error" && errors.push(`console: ${m.text()}`));
  await page.goto(`${address}?theme=${theme}`);
  await page.locator("h1").first().waitFor();
  await rooms[room](page);
  await page.waitForTimeout(200);
  await page.screenshot({ path: join(shots, `${room}-${size.name}-${theme}.png`) });
  return { context, page };
}

for (const size of sizes) {
  for (const theme of themes) {
    for (const room of Object.keys(rooms)) {
      const name = `${room} ${size.name} ${theme}`;
      if (only && !name.includes(only)) continue;
      const errors = [];
      try {
        const { context, page } = await visit(size, theme, room, errors);
        // Axe is run by the debugger, which the page's own policy does not bind.
        await page.evaluate(axe.source);
        const what = beside.has(room) ? { exclude: [".form"] } : { include: ["html"] };
        const { violations } = await page.evaluate((context) => globalThis.axe.run(context, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }), what);
        for (const v of violations) errors.push(`${v.id}: ${v.help}: ${v.nodes.slice(0, 4).map((n) => `${n.target.join(" ")} ${n.any[0]?.message ?? ""}`).join(" | ")} (${v.nodes.length})`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (sideways) errors.push("the window scrolls sideways");
        await context.close();
      } catch (error) {
        errors.push(error.message.split("\n")[0]);
      }
      check(name, errors);
    }
  }
}

for (const [name, behave] of Object.entries(behaviours)) {
  if (only && !name.includes(only)) continue;
  const errors = [];
  try {
    const { context, page } = await visit(sizes[0], "light", "form", errors);
    await behave(page, (holds, words) => holds || errors.push(words));
    await context.close();
  } catch (error) {
    errors.push(error.message.split("\n")[0]);
  }
  check(name, errors);
}

await browser.close();
stop();
console.log(`Pictures: ${shots}`);
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed > 0 ? 1 : 0);
