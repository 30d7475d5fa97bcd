/** porchlight:// links from outside, as the system hands them over: to the running app, and to one that starts. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { type HostProcess, makeDataDir, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { answerWith, question, questions } from './questions.ts';

let host: HostProcess;

beforeAll(async () => {
  host = await startHostProcess();
});

afterAll(() => host?.stop());

const pageOf = (app: DesktopApp, url: string): Promise<Page> =>
  waitFor('the page of the room', () => app.electron.windows().find((page) => page.url() === url));

test('a link that the app is started with leads into the room of a host that was joined before', async () => {
  const dataDir = makeDataDir();
  writeFileSync(join(dataDir, 'recent-hosts.json'), JSON.stringify([host.origin]));
  const app = await startDesktopApp({ dataDir, args: [`porchlight://join/${host.code}`] });
  try {
    await pageOf(app, `${host.origin}/${host.code}`);
  } finally {
    await app.close();
  }
});

describe('a running app', () => {
  let app: DesktopApp;

  beforeAll(async () => {
    app = await startDesktopApp();
  });

  afterEach(async () => {
    await app.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (window.webContents.getURL().startsWith('http')) window.destroy();
      }
    });
    await waitFor('the console alone', () => app.electron.windows().length === 1);
  });

  afterAll(() => app?.close());

  /** Hands a link over as macOS does. */
  const open = (link: string): Promise<unknown> =>
    app.electron.evaluate(({ app: main }, url) => {
      main.emit('open-url', { preventDefault: () => {} }, url);
    }, link);
  const hideConsole = async (): Promise<void> => {
    const window = await app.electron.browserWindow(app.console);
    await window.evaluate((consoleWindow) => consoleWindow.hide());
  };
  const isConsoleVisible = async (): Promise<boolean> => {
    const window = await app.electron.browserWindow(app.console);
    return window.evaluate((consoleWindow) => consoleWindow.isVisible());
  };

  test('comes to the front when it is started once more, and stays the only one', async () => {
    await hideConsole();
    await app.startSecond();
    await waitFor('the console', isConsoleVisible);
    expect(app.electron.windows()).toHaveLength(1);
  });

  test('asks before it turns to a host that it does not know', async () => {
    let requests = 0;
    const stranger = createServer((_request, response) => {
      requests++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    try {
      await answerWith(app, 'Not now');
      await app.startSecond(`porchlight://join/${address}/BCDF`);
      expect((await question(app)).message).toBe(`Join the game at http://${address}?`);
      expect(requests).toBe(0);

      await answerWith(app, 'Join');
      await app.startSecond(`porchlight://join/${address}/BCDF`);
      expect((await question(app, 2)).detail).toContain('No Porchlight host answers');
      expect(requests).toBe(1);
      expect(app.electron.windows()).toHaveLength(1);
    } finally {
      stranger.close();
    }
  });

  test('joins when the person agrees, and does not ask again', async () => {
    await answerWith(app, 'Join');
    const link = `porchlight://join/${encodeURIComponent(`${host.origin}/${host.code}`)}`;
    await app.startSecond(link);
    const page = await pageOf(app, `${host.origin}/${host.code}`);
    await page.getByTestId('join-name').waitFor();
    expect(await questions(app)).toHaveLength(1);

    const window = await app.electron.browserWindow(page);
    await window.evaluate((joined) => {
      joined.focus = () => void Object.assign(globalThis, { isInFront: true });
    });
    await open(link);
    await waitFor('its window to come to the front', () =>
      app.electron.evaluate(() => 'isInFront' in globalThis),
    );
    expect(await questions(app)).toHaveLength(1);
  });

  test.each([
    'porchlight://console/',
    'porchlight://console/console.html',
    'porchlight://join/../console/',
    'porchlight://join/porchlight-app://console/',
    'porchlight://join/javascript:alert(1)',
    `porchlight://join/${'../'.repeat(15)}etc/passwd`,
    'porchlight-app://console/',
  ])('%s does nothing but a friendly message', async (link) => {
    await answerWith(app, 'Join');
    const before = app.console.url();
    await open(link);
    const told = await question(app);
    expect(told.message).toBe('This link leads to no game');
    expect(told.buttons).toEqual(['Close']);
    expect(app.console.url()).toBe(before);
    expect(app.electron.windows()).toHaveLength(1);
  });

  test('a crowd of links makes one question', async () => {
    await answerWith(app, 'Close');
    await app.electron.evaluate(({ app: main }) => {
      for (let i = 0; i < 50; i++) {
        main.emit('open-url', { preventDefault: () => {} }, `porchlight://join/192.168.1.${i}`);
      }
    });
    await question(app);
    expect(await questions(app)).toHaveLength(1);
  });

  test('says so when the room of a link is not known', async () => {
    await answerWith(app, 'Join');
    await app.startSecond('porchlight://join/BBBB');
    expect((await question(app)).detail).toContain('BBBB');
  });
});
