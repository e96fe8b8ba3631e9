// Asks axe about every field in each theme, and tries what the fields do: node run.mjs [ADDRESS or FOLDER [SENTENCE]]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../../e2e-browser/serve.mjs';
import { behaviours } from './behaviours.mjs';

const given = /^http/.test(process.argv[2] ?? '') ? process.argv[2] : null;
const folder = given ? null : (process.argv[2] ?? fileURLToPath(new URL('../../../dist-browser', import.meta.url)));
const only = process.argv[3];
const served = folder ? await serve(folder) : null;
const address = given ?? served.address;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let passed = 0;
let failed = 0;
let wrong = 0;
const fail = (what) => {
  wrong += 1;
  console.log(`  not so: ${what}`);
};

/** Counts what was just looked at. */
function count() {
  if (wrong > 0) failed += 1;
  else passed += 1;
  wrong = 0;
}

async function open(query = '') {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  page.on('pageerror', (error) => fail(`nothing goes wrong in the window: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) fail(message.text());
  });
  await page.goto(`${address}${query}#gallery`);
  await page.locator('main h2').first().waitFor();
  return page;
}

for (const theme of only ? [] : ['light', 'dark', 'contrast']) {
  const page = await open(`?theme=${theme}`);
  for (const state of ['at rest', 'prose in hand', 'a list open', 'a menu open', 'the calendar open']) {
    await page.keyboard.press('Escape');
    if (state === 'prose in hand') await page.locator('[data-field=prose] [role=textbox]').focus();
    if (state === 'a list open') await page.locator('[data-field=conditions] input').click();
    if (state === 'a menu open') await page.locator('[data-field=partners] [data-row=p2] th button').click();
    if (state === 'the calendar open') await page.locator('[data-field=date] button').click();
    await page.waitForTimeout(100);
    await page.evaluate(axe).catch(() => page.addScriptTag({ content: axe }));
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    console.log(`${theme}, ${state}: ${violations.length} violations`);
    for (const { id, nodes } of violations) fail(`${id}: ${nodes.slice(0, 4).map((node) => node.html.slice(0, 200)).join('\n      ')}`);
    count();
  }
  await page.close();
}

for (const [sentence, behaviour] of Object.entries(behaviours)) {
  if (only && !sentence.includes(only)) continue;
  console.log(sentence);
  const page = await open();
  await behaviour(page, (holds, what) => holds || fail(what)).catch((error) => fail(error.message));
  await page.close();
  count();
}
await browser.close();
served?.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
