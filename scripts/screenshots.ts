/**
 * `npm run screenshots`: makes docs/screenshots/ anew, from the real thing. A host with bots for the guests' page
 * on a phone, a phone on its side and a laptop; the desktop app for the console.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { type Device, launchBrowser, openGuest } from '../test/support/browser.ts';
import { startDesktopApp } from '../test/support/desktop-app.ts';
import { type HostProcess, startHostProcess } from '../test/support/host-process.ts';
import { waitFor } from '../test/support/wait-for.ts';
import { buildIfStale } from './build.ts';

const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

const DEVICES: readonly Device[] = ['phone', 'phoneOnItsSide', 'laptop'];
/** A short match, so that the results come soon. */
const QUICK_MATCH = { target: 1, roundSeconds: 15 };
/** For movements to be under way and panels to have come in, ms. */
const SETTLE_MS = 2_500;
/** For a notice to have come in; a few seconds later it says something else, ms. */
const NOTICE_MS = 500;

async function shoot(page: Page, name: string, settleMs = SETTLE_MS): Promise<void> {
  await page.waitForTimeout(settleMs);
  const [width, height] = await page.evaluate<[number, number]>('[innerWidth, innerHeight]');
  await page.screenshot({ path: `${FOLDER}${name}-${width}x${height}.png` });
  console.log(`${name} ${width}x${height}`);
}

async function join(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url);
  await page.getByTestId('join-name').fill(name);
  await page.getByTestId('join-button').click();
  await page.getByTestId('lobby').waitFor();
}

/** The guests' page from joining to the results. */
async function shootGuest(browser: Browser, device: Device, host: HostProcess): Promise<void> {
  const guest = await openGuest(browser, device);
  const { page } = guest;
  const url = `${host.origin}/${host.code}`;
  await page.goto(url);
  await page.getByTestId('join-name').fill('Mika');
  await shoot(page, 'join');
  await join(page, url, 'Mika');
  await shoot(page, 'lobby');
  host.command({ do: 'start' });
  await waitFor('the match', async () => (await host.room()).phase === 'playing');
  await shoot(page, 'play');
  await page.getByTestId('results').waitFor({ timeout: 180_000 });
  await shoot(page, 'results');
  await guest.close();
}

/** What a guest sees while the host is away, in the middle of a match. */
async function shootGettingBack(browser: Browser, device: Device): Promise<void> {
  const host = await startHostProcess('--bots', '6');
  const guest = await openGuest(browser, device);
  try {
    await join(guest.page, `${host.origin}/${host.code}`, 'Mika');
    host.command({ do: 'start' });
    await guest.page.locator('[data-phase="playing"]').waitFor();
    await guest.page.waitForTimeout(SETTLE_MS);
    await host.end('SIGKILL');
    await guest.page.getByTestId('reconnecting').waitFor();
    await shoot(guest.page, 'getting-back', NOTICE_MS);
  } finally {
    await guest.close();
    await host.stop();
  }
}

/** The console from idle to a running match, with three guests in. */
async function shootConsole(browser: Browser): Promise<void> {
  const app = await startDesktopApp();
  // The host is one of the evening's, whatever this machine prefers.
  await app.console.emulateMedia({ colorScheme: 'dark' });
  try {
    await shoot(app.console, 'console-idle');
    await app.console.getByTestId('host-button').click();
    const link = await app.console.getByTestId('link').innerText();
    await shoot(app.console, 'console-empty');
    const guests = [];
    for (const name of ['Mika', 'Jo', 'Otis']) {
      const guest = await openGuest(browser, 'laptop');
      await join(guest.page, link, name);
      guests.push(guest);
    }
    await shoot(app.console, 'console-lobby');
    await app.console.getByTestId('start-button').click();
    await app.console.locator('[data-phase="playing"]').waitFor();
    await shoot(app.console, 'console-match');
  } finally {
    await app.close();
  }
}

/** The guests' page on every device, with a host of its own full of bots. */
async function shootGuests(browser: Browser): Promise<void> {
  const settings = Object.entries(QUICK_MATCH).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  for (const device of DEVICES) {
    const host = await startHostProcess('--bots', '6', ...settings);
    try {
      await shootGuest(browser, device, host);
    } finally {
      await host.stop();
    }
  }
}

mkdirSync(FOLDER, { recursive: true });
await buildIfStale();
const browser = await launchBrowser();
try {
  await shootGuests(browser);
  for (const device of DEVICES) await shootGettingBack(browser, device);
  await shootConsole(browser);
} finally {
  await browser.close();
}
