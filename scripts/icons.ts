/**
 * Renders the app's icons, assets/icons/NxN.png, from the pages' own icon. Run by hand when the drawing has
 * changed: `npx tsx scripts/icons.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from './provide.ts';

const DRAWING = fileURLToPath(new URL('../renderer/ui/favicon.svg', import.meta.url));
const FOLDER = fileURLToPath(new URL('../assets/icons', import.meta.url));
/** Widths that desktops ask for, px. */
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('Rendering the icons needs Chromium.');
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath, args });
const drawing = readFileSync(DRAWING, 'utf8');
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${drawing}`);
  writeFileSync(`${FOLDER}/${size}x${size}.png`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
