/** What a window that is played in may do and the console may not: fill the screen, and save a picture. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { waitFor } from '../support/wait-for.ts';

interface Download {
  readonly window: 'console' | 'play';
  readonly scheme: string;
  readonly refused: boolean;
}

let app: DesktopApp;
let play: Page;

beforeAll(async () => {
  app = await startDesktopApp();
  await app.console.getByTestId('host-button').click();
  const opened = app.electron.waitForEvent('window');
  await app.console.getByTestId('play-here-button').click();
  play = await opened;
  await play.waitForLoadState();
  await answerSaveDialogs(app.dataDir);
});

afterAll(() => app?.close());

/** Notes every download from now on, and says where it goes, as a person does in the dialog. */
const answerSaveDialogs = (folder: string): Promise<void> =>
  app.electron.evaluate(({ session }, target) => {
    const downloads: Download[] = [];
    Object.assign(globalThis, { downloads });
    const sessions = { console: session.defaultSession, play: session.fromPartition('persist:play') };
    for (const [window, ofWindow] of Object.entries(sessions)) {
      ofWindow.on('will-download', (event, item) => {
        const scheme = item.getURL().split(':')[0]!;
        downloads.push({ window: window as Download['window'], scheme, refused: event.defaultPrevented });
        item.setSavePath(`${target}/${item.getFilename()}`);
      });
    }
  }, folder);

const lastDownload = (count: number): Promise<Download> =>
  waitFor('the download', async () => {
    const read = () => (globalThis as unknown as { downloads: Download[] }).downloads;
    const downloads = await app.electron.evaluate(read);
    return downloads.length === count && downloads.at(-1);
  });

/** Puts a button on the page that does `what`, and presses it as a person does. */
async function press(
  page: Page,
  what: 'save a picture' | 'save the page' | 'fill the screen',
): Promise<void> {
  await page.evaluate((deed) => {
    const button = document.createElement('button');
    button.id = 'tried';
    button.style.cssText = 'position: fixed; inset: 0; z-index: 9';
    button.onclick = async () => {
      button.remove();
      if (deed === 'fill the screen') {
        await document.documentElement.requestFullscreen();
        return;
      }
      const link = document.createElement('a');
      const canvas = document.createElement('canvas');
      const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
      link.href = deed === 'save a picture' ? URL.createObjectURL(picture!) : location.href;
      link.download = 'result.png';
      link.click();
    };
    document.body.append(button);
  }, what);
  await page.click('#tried');
}

test('a picture that somebody saves where they play is saved', async () => {
  await press(play, 'save a picture');
  expect(await lastDownload(1)).toEqual({ window: 'play', scheme: 'blob', refused: false });
  const file = join(app.dataDir, 'result.png');
  await waitFor('the file', () => existsSync(file) && readFileSync(file, 'latin1').includes('PNG'));
});

test('nothing but what the page has made itself is saved', async () => {
  await press(play, 'save the page');
  expect(await lastDownload(2)).toEqual({ window: 'play', scheme: 'http', refused: true });
});

test('nothing is saved that nobody asked for', async () => {
  const window = await app.electron.browserWindow(play);
  const inPage = (code: string): Promise<unknown> =>
    window.evaluate(({ webContents }, script) => webContents.executeJavaScript(script, false), code);
  await waitFor('the last press to be forgotten', () => inPage('!navigator.userActivation.isActive'));
  await inPage(`{
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['unwanted']));
    link.download = 'unwanted.png';
    link.click();
  }`);
  expect(await lastDownload(3)).toEqual({ window: 'play', scheme: 'blob', refused: true });
});

test('the console saves nothing', async () => {
  await press(app.console, 'save a picture');
  expect(await lastDownload(4)).toEqual({ window: 'console', scheme: 'blob', refused: true });
});

test('a window that is played in fills the screen, the console does not', async () => {
  await press(play, 'fill the screen');
  await play.waitForFunction(() => document.fullscreenElement !== null);
  await press(app.console, 'fill the screen');
  // A refusal is never heard of; what is asked after it is answered after it.
  expect(await app.console.evaluate(() => Notification.requestPermission())).toBe('denied');
  expect(await app.console.evaluate(() => document.fullscreenElement)).toBeNull();
});
