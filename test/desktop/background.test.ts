/** Hosting without a window: the question when the console is closed, the tray, and every way back. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openGuest } from '../support/browser.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { isAlive } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { hostAndJoin, seatOf } from './host-and-join.ts';
import { answerWith, question, questions } from './questions.ts';

const KEEP = 'Keep hosting in the background';

let browser: Browser;
let app: DesktopApp;
let bin: string;

beforeAll(async () => {
  browser = await launchBrowser();
  bin = mkdtempSync(join(tmpdir(), 'porchlight-bin-'));
});

afterEach(() => app?.close());

afterAll(async () => {
  await browser?.close();
  rmSync(bin, { recursive: true, force: true });
});

/** Starts the app on a desktop that shows tray icons, or one that does not: what its bus says. */
async function startOn(desktop: 'with a tray' | 'without a tray'): Promise<void> {
  const answer = desktop === 'with a tray' ? 'echo "   variant       boolean true"' : 'exit 1';
  writeFileSync(join(bin, 'dbus-send'), `#!/bin/sh\n${answer}\n`);
  chmodSync(join(bin, 'dbus-send'), 0o755);
  const env = {
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${bin}/no-bus`,
  };
  app = await startDesktopApp({ env });
  await watchWindow();
}

/** Notes the menus that the tray is given, and minimising, which needs a window manager to be seen. */
const watchWindow = (): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow, Tray }) => {
    const noted = { menu: undefined as unknown, minimized: 0 };
    Object.assign(globalThis, { noted });
    Tray.prototype.setContextMenu = (menu: unknown) => void Object.assign(noted, { menu });
    const [window] = BrowserWindow.getAllWindows();
    window!.minimize = () => void noted.minimized++;
  });

const isVisible = async (): Promise<boolean> => {
  const window = await app.electron.browserWindow(app.console);
  return window.evaluate((consoleWindow) => consoleWindow.isVisible());
};

const closeConsole = async (): Promise<void> => {
  const window = await app.electron.browserWindow(app.console);
  await window.evaluate((consoleWindow) => setImmediate(() => consoleWindow.close()));
};

const timesMinimized = (): Promise<number> =>
  app.electron.evaluate(() => (globalThis as unknown as { noted: { minimized: number } }).noted.minimized);

const trayItems = (): Promise<string[]> =>
  app.electron.evaluate(() => {
    const { menu } = (globalThis as unknown as { noted: { menu?: Electron.Menu } }).noted;
    return menu?.items.filter((item) => item.type !== 'separator').map((item) => item.label) ?? [];
  });

/** Chooses the item of the tray's menu that begins so. */
const choose = (start: string): Promise<void> =>
  app.electron.evaluate((_electron, wanted) => {
    const { menu } = (globalThis as unknown as { noted: { menu: Electron.Menu } }).noted;
    const item = menu.items.find(({ label }) => label.startsWith(wanted))!;
    setImmediate(() => item.click());
  }, start);

test('closing the console while hosting asks, and says how many guests are in', async () => {
  await startOn('with a tray');
  const guest = await openGuest(browser, 'phone');
  await hostAndJoin(app, guest.page, 'Otis');
  await answerWith(app, 'Cancel');
  await closeConsole();
  const asked = await question(app);
  expect(asked.message).toBe('Stop hosting and quit?');
  expect(asked.detail).toContain('One guest is in and would be sent away.');
  expect(asked.buttons).toEqual(['Stop and quit', KEEP, 'Cancel']);
  expect(await isVisible()).toBe(true);
  expect(await seatOf(app.console, 'Otis').count()).toBe(1);
  await guest.close();
});

test('it goes on hosting in the tray, whose menu has the link and brings the console back', async () => {
  await startOn('with a tray');
  await app.console.getByTestId('host-button').click();
  const code = await app.console.getByTestId('room-code').innerText();
  const link = await app.console.getByTestId('link').innerText();
  await answerWith(app, KEEP);
  await closeConsole();
  expect((await question(app)).detail).toContain('Nobody else is in.');
  await waitFor('the console to be put away', async () => !(await isVisible()));

  expect(await trayItems()).toEqual([
    'Nobody else is in.',
    'Open the console',
    `Copy the link of ${code} (Rim Rumble)`,
    'Stop hosting',
    'Quit Porchlight',
  ]);
  await choose('Copy the link');
  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await waitFor('the link to be copied', async () => (await copied()).includes(code));
  expect(new URL(await copied()).pathname).toBe(new URL(link).pathname);
  await fetch(new URL(`/api/rooms/${code}`, link)).then((response) => expect(response.status).toBe(200));

  await choose('Open the console');
  await waitFor('the console', isVisible);
});

test('stopping from the tray brings the console back: nothing is left to come back to', async () => {
  await startOn('with a tray');
  await app.console.getByTestId('host-button').click();
  await app.console.getByTestId('room-code').waitFor();
  await answerWith(app, KEEP);
  await closeConsole();
  await waitFor('the console to be put away', async () => !(await isVisible()));
  await choose('Stop hosting');
  await waitFor('the console', isVisible);
  await app.console.getByTestId('host-button').waitFor();
});

test.skipIf(process.platform !== 'linux')(
  'where no tray is shown, the console is minimised and not hidden',
  async () => {
    await startOn('without a tray');
    await app.console.getByTestId('host-button').click();
    await app.console.getByTestId('room-code').waitFor();
    await answerWith(app, KEEP);
    await closeConsole();
    expect((await question(app)).detail).toContain('this window is minimised');
    await waitFor('the console to be minimised', async () => (await timesMinimized()) === 1);
    expect(await isVisible()).toBe(true);
  },
);

test('with the preference to stay it is put away without a question, and quitting from the tray ends it all', async () => {
  await startOn('with a tray');
  await app.console.evaluate(() => window.porchlight.setPreference('stayInTray', true));
  await app.console.getByTestId('host-button').click();
  await app.console.getByTestId('room-code').waitFor();
  await answerWith(app, 'Cancel');
  await closeConsole();
  await waitFor('the console to be put away', async () => !(await isVisible()));
  expect(await questions(app)).toEqual([]);

  const pids = app.pids();
  const ended = app.electron.waitForEvent('close');
  await choose('Quit');
  await ended;
  await waitFor('every process to end', () => !pids.some(isAlive));
});

test('closing while nothing is hosted quits without a question', async () => {
  await startOn('with a tray');
  await answerWith(app, 'Cancel');
  const ended = app.electron.waitForEvent('close');
  await closeConsole();
  await ended;
});
