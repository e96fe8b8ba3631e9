// Takes pictures of the gallery: node shots.mjs ADDRESS FOLDER
import { chromium } from 'playwright-core';

const [address = 'http://localhost:5173/', folder = '.'] = process.argv.slice(2);
const STRIP = 1400;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const shots = [
  ['light', 'light', 800, 100],
  ['dark', 'dark', 800, 100],
  ['contrast', 'contrast', 800, 100],
  ['200', 'light', 800, 200],
];
for (const [name, theme, width, size] of shots) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on('pageerror', (error) => console.log(name, 'error:', error.message));
  page.on('console', (m) => m.type() === 'error' && console.log(name, m.text()));
  await page.goto(`${address}?theme=${theme}&size=${size}#gallery`);
  await page.waitForSelector('main h2');
  await page.evaluate(() => {
    document.documentElement.style.height = 'auto';
    for (const node of [document.body, document.getElementById('window'), document.querySelector('main')]) {
      node.style.height = 'auto';
      node.style.overflow = 'visible';
    }
  });
  const all = await page.evaluate(() => document.querySelector('main').getBoundingClientRect().height);
  for (let top = 0, n = 1; top < all; top += STRIP, n += 1) {
    const clip = { x: 0, y: top, width, height: Math.min(STRIP, all - top) };
    await page.screenshot({ path: `${folder}/${name}-${n}.png`, fullPage: true, clip });
  }
  await page.close();
}
await browser.close();
