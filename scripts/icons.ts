/**
 * Renders the app's icons from their drawings: assets/icons/NxN.png and the tray's in assets/tray. Run by hand
 * when a drawing has changed: `npx tsx scripts/icons.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './provide.ts';

const root = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The whole porch; at small sizes the lamp alone, as on the tabs of browsers. */
const PORCH = root('assets/drawings/icon.svg');
const LAMP = root('renderer/ui/favicon.svg');
/** One colour, which macOS chooses. */
const TEMPLATE = root('assets/drawings/tray-template.svg');

/** Widths that desktops ask for, px. */
const LAMP_SIZES = [16, 24, 32];
const PORCH_SIZES = [48, 64, 128, 256, 512, 1024];

interface Icon {
  readonly drawing: string;
  readonly file: string;
  /** px */
  readonly size: number;
}

const appIcon = (drawing: string) => (size: number) => ({
  drawing,
  size,
  file: `assets/icons/${size}x${size}.png`,
});

/** Electron finds the one for dense screens by its "@2x", and a template by its name. */
const ICONS: readonly Icon[] = [
  ...LAMP_SIZES.map(appIcon(LAMP)),
  ...PORCH_SIZES.map(appIcon(PORCH)),
  { drawing: LAMP, file: 'assets/tray/tray.png', size: 16 },
  { drawing: LAMP, file: 'assets/tray/tray@2x.png', size: 32 },
  { drawing: LAMP, file: 'assets/tray/tray-linux.png', size: 22 },
  { drawing: LAMP, file: 'assets/tray/tray-linux@2x.png', size: 44 },
  { drawing: TEMPLATE, file: 'assets/tray/trayTemplate.png', size: 16 },
  { drawing: TEMPLATE, file: 'assets/tray/trayTemplate@2x.png', size: 32 },
];

async function render(browser: Browser, { drawing, file, size }: Icon): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = readFileSync(drawing, 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
  writeFileSync(root(file), await page.screenshot({ omitBackground: true }));
  await page.close();
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('Rendering the icons needs Chromium.');
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath, args });
for (const icon of ICONS) await render(browser, icon);
await browser.close();
