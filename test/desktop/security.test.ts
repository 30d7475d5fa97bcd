/** What no page in the app can do, tried out in the real app. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsoleCommand } from '../../src/protocol/console.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import './host-and-join.ts';

let app: DesktopApp;
let play: Page;

beforeAll(async () => {
  app = await startDesktopApp();
  await app.console.getByTestId('host-button').click();
  const opened = app.electron.waitForEvent('window');
  await app.console.getByTestId('play-here-button').click();
  play = await opened;
  await play.waitForLoadState();
});

afterAll(() => app?.close());

const preferencesOf = async (page: Page) => {
  const window = await app.electron.browserWindow(page);
  return window.evaluate(({ webContents }) => webContents.getLastWebPreferences());
};

/** Asks the app's own protocol from the main process; status and headers of the answer. */
const request = (url: string) =>
  app.electron.evaluate(async ({ net }, address) => {
    const response = await net.fetch(address);
    return { status: response.status, headers: Object.fromEntries(response.headers.entries()) };
  }, url);

describe.each(['console', 'play'] as const)('the %s window', (which) => {
  const page = (): Page => (which === 'console' ? app.console : play);

  test('is sandboxed and isolated', async () => {
    const preferences = await preferencesOf(page());
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
    });
    // Electron leaves these out when they are off.
    expect(preferences).not.toMatchObject({ nodeIntegrationInWorker: true });
    expect(preferences).not.toMatchObject({ allowRunningInsecureContent: true });
    expect(preferences).not.toMatchObject({ experimentalFeatures: true });
  });

  test('has nothing of Node or Electron', async () => {
    const found = await page().evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window),
    );
    expect(found).toEqual([]);
  });

  test('stays where it is', async () => {
    const before = page().url();
    const windows = app.electron.windows().length;
    await page().evaluate(() => {
      location.href = 'https://example.com/';
      window.open('file:///etc/passwd');
      window.open('http://example.com/');
    });
    await page().evaluate(() => new Promise(requestAnimationFrame));
    expect(page().url()).toBe(before);
    expect(app.electron.windows()).toHaveLength(windows);
  });

  test('gets no permission', async () => {
    const answers = await page().evaluate(async () => [
      await Notification.requestPermission(),
      (await navigator.permissions.query({ name: 'geolocation' })).state,
      (await navigator.permissions.query({ name: 'camera' as PermissionName })).state,
    ]);
    expect(answers).toEqual(['denied', 'denied', 'denied']);
  });
});

test('there is no page beside these two', async () => {
  const count = await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(count).toBe(2);
});

describe('the console window', () => {
  test('has exactly the bridge', async () => {
    const keys = await app.console.evaluate(() => Object.keys(window.porchlight).sort());
    const log = ['copyDiagnosis', 'getLog', 'onLog'];
    const nearby = ['getNearby', 'onNearby'];
    const shell = ['getPreferences', 'onMenu', 'onPreferences', 'setPreference'];
    const host = ['ask', 'getStatus', 'joinOther', 'onStatus', 'openPlay'];
    expect(keys).toEqual([...log, ...nearby, ...shell, ...host].sort());
  });

  test('is of the app’s own origin and has a strict Content-Security-Policy', async () => {
    expect(await app.console.evaluate(() => location.origin)).toBe('porchlight-app://console');
    const { headers } = await request('porchlight-app://console/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    const ran = await app.console.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "injected"';
      document.head.append(script);
      return document.title;
    });
    expect(ran).not.toBe('injected');
    // In a later task: what is evaluated from outside, as this function, is exempt.
    const evaluated = app.console.evaluate(
      () =>
        new Promise((resolve, reject) => {
          setTimeout(() => {
            try {
              resolve(new Function('return 1')());
            } catch (error) {
              reject(error);
            }
          });
        }),
    );
    await expect(evaluated).rejects.toThrow(/EvalError/);
  });

  test('loads nothing from the network', () => {
    const file = fileURLToPath(new URL('../../dist/console/console.html', import.meta.url));
    expect(readFileSync(file, 'utf8')).not.toMatch(/https?:/);
  });

  test.each([
    'porchlight-app://console/../package.json',
    'porchlight-app://console/..%2f..%2fpackage.json',
    'porchlight-app://console/%2e%2e%2felectron%2fpreload.cjs',
    'porchlight-app://console/..%5c..%5cpackage.json',
    'porchlight-app://console/assets',
    'porchlight-app://console/missing.js',
    'porchlight-app://console/%00.js',
    'porchlight-app://console/%.js',
    'porchlight-app://other/console.html',
  ])('%s is not found', async (url) => {
    expect((await request(url)).status).toBe(404);
  });

  test.each([
    { ask: 'evil' },
    { ask: 'host', game: 'x'.repeat(41) },
    { ask: 'room', code: '../..', command: { do: 'start' } },
    { ask: 'room', code: 'BCDF', command: { do: 'kick', seat: -1 } },
    null,
  ])('cannot ask %j', async (command) => {
    const asked = app.console.evaluate(
      (wish) => window.porchlight.ask(wish),
      command as unknown as ConsoleCommand,
    );
    await expect(asked).rejects.toThrow(/console:ask/);
  });

  test('opens https links alone, and those outside', async () => {
    await app.electron.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = async (url) => void opened.push(url);
    });
    await app.console.evaluate(() => {
      for (const url of ['https://porchlight.invalid/help', 'http://example.com/', 'file:///etc/passwd'])
        window.open(url);
    });
    const opened = await app.electron.evaluate(() => (globalThis as { opened?: string[] }).opened);
    expect(opened).toEqual(['https://porchlight.invalid/help']);
  });
});

describe('the play window', () => {
  test('has no preload and a session of its own', async () => {
    expect(await play.evaluate(() => 'porchlight' in window)).toBe(false);
    const window = await app.electron.browserWindow(play);
    const folder = await window.evaluate(({ webContents }) => webContents.session.storagePath);
    expect(folder).toContain('Partitions');
  });
});

/** A page of the console's own origin, with the console's own bridge, in a window that is not the console. */
async function openCopy(): Promise<Page> {
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(
    ({ BrowserWindow }, preload) => {
      const copy = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      void copy.loadURL('porchlight-app://console/');
    },
    fileURLToPath(new URL('../../dist/electron/preload.cjs', import.meta.url)),
  );
  const copy = await opened;
  await copy.waitForLoadState();
  return copy;
}

describe('another page that has the bridge', () => {
  test('is not answered', async () => {
    const copy = await openCopy();
    await expect(copy.evaluate(() => window.porchlight.getStatus())).rejects.toThrow(/another page/);
    await copy.close();
  });

  test('is refused by every handler that there is, and so are frames that are gone', async () => {
    const copy = await openCopy();
    const window = await app.electron.browserWindow(copy);
    const answers = await app.electron.evaluate(async ({ ipcMain }, foreign) => {
      // Electron keeps them here; there is no other way to find all of them.
      type Handler = (event: unknown, request: unknown) => unknown;
      const { _invokeHandlers: handlers } = ipcMain as unknown as {
        _invokeHandlers: Map<string, Handler>;
      };
      const said: string[] = [];
      for (const [channel, handler] of handlers) {
        for (const senderFrame of [foreign.webContents.mainFrame, null]) {
          const ask = async (): Promise<unknown> => handler({ senderFrame }, undefined);
          const told = await ask().then(() => 'answered', String);
          said.push(`${channel}: ${told.includes('another page') ? 'refused' : told}`);
        }
      }
      return said;
    }, window);
    expect(answers.length).toBeGreaterThanOrEqual(12);
    expect(answers.filter((answer) => !answer.endsWith(': refused'))).toEqual([]);
    await copy.close();
  });

  test('finds no listener beside the handlers', async () => {
    // Electron itself sees to errors.
    expect(await app.electron.evaluate(({ ipcMain }) => ipcMain.eventNames())).toEqual(['error']);
  });
});

test('a session that nobody has thought of gives no permission either', async () => {
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(({ BrowserWindow }, url) => {
    const window = new BrowserWindow({ show: false, webPreferences: { partition: 'anything' } });
    void window.loadURL(url);
  }, play.url());
  const page = await opened;
  await page.waitForLoadState();
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  await page.close();
});

test('a page from the network cannot go to the console’s pages, nor open them', async () => {
  const before = play.url();
  const windows = app.electron.windows().length;
  await play.evaluate(() => {
    for (const url of ['porchlight-app://console/', 'porchlight://join/BCDF']) {
      window.open(url);
      document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
      location.href = url;
    }
  });
  await play.evaluate(() => new Promise(requestAnimationFrame));
  expect(play.url()).toBe(before);
  expect(play.frames().map((frame) => frame.url())).not.toContain('porchlight-app://console/');
  expect(app.electron.windows()).toHaveLength(windows);
});
