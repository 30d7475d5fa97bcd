/** The desktop app as a person uses it: host, be joined from a browser, play along, close. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BrowserGuest, launchBrowser, openGuest } from '../support/browser.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { isAlive } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { hostAndJoin, seatOf } from './host-and-join.ts';

let browser: Browser;
let app: DesktopApp;
let guest: BrowserGuest;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

beforeEach(async () => {
  app = await startDesktopApp();
  guest = await openGuest(browser, 'phone');
});

afterEach(async () => {
  await guest?.close();
  await app?.close();
});

test('a host presses Host, a guest joins by the link, both play, and nothing is left after closing', async () => {
  await hostAndJoin(app, guest.page, 'Mika');
  const own = await playHere(app, 'Robin');

  await app.console.getByTestId('start-button').click();
  await waitForPhase(app.console, 'playing');
  for (const page of [guest.page, own]) {
    await page.locator('[data-testid="stage"] canvas').waitFor();
  }

  await app.console.getByTestId('end-button').click();
  await waitForPhase(app.console, 'lobby');
  expect(guest.faults).toEqual([]);

  const pids = app.pids();
  // Main process, two workers, renderers and Chromium's helpers.
  expect(pids.length).toBeGreaterThan(5);
  await closeConsole(app);
  await waitFor('every process to end', () => !pids.some(isAlive));
});

test('"Join a game" finds the own room by its code alone, and says what is missing otherwise', async () => {
  await hostAndJoin(app, guest.page, 'Priya');
  const code = await app.console.getByTestId('room-code').innerText();
  const answer = await app.console.evaluate((text) => window.porchlight.joinOther(text), code);
  expect(answer).toEqual({ ok: true, value: undefined });

  const unknown = await app.console.evaluate(() => window.porchlight.joinOther('BBBB'));
  expect(unknown).toMatchObject({ ok: false, error: { code: 'code-not-found' } });
  const nobody = await app.console.evaluate(() => window.porchlight.joinOther('127.0.0.1:9'));
  expect(nobody).toMatchObject({ ok: false, error: { code: 'no-host' } });
});

/** Presses "Play here" and takes a seat in the window that opens. */
async function playHere({ electron, console }: DesktopApp, name: string): Promise<Page> {
  const opened = electron.waitForEvent('window');
  await console.getByTestId('play-here-button').click();
  const page = await opened;
  await page.getByTestId('join-name').fill(name);
  await page.getByTestId('join-button').click();
  await seatOf(console, name).waitFor();
  return page;
}

const waitForPhase = (page: Page, phase: string): Promise<void> =>
  page.locator(`[data-testid="phase"][data-phase="${phase}"]`).waitFor();

async function closeConsole(desktop: DesktopApp): Promise<void> {
  await desktop.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  await requestClose(desktop);
  await desktop.electron.waitForEvent('close');
}

const requestClose = async ({ electron, console }: DesktopApp): Promise<void> => {
  const window = await electron.browserWindow(console);
  // The answer may not come any more: the process is ending.
  await window.evaluate((consoleWindow) => setImmediate(() => consoleWindow.close()));
};
