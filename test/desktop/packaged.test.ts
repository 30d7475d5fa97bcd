/** The packaged app, which holds everything it needs: hosts, is joined from a browser, and leaves nothing behind. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINUX_APP, packageApp } from '../../scripts/package.ts';
import { launchBrowser, openGuest } from '../support/browser.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { isAlive } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { hostAndJoin } from './host-and-join.ts';

/** How a fuse that is on is written in the executable. */
const ON = '1'.charCodeAt(0);

describe.skipIf(process.platform !== 'linux')('the packaged app', () => {
  let browser: Browser;
  let app: DesktopApp;

  beforeAll(async () => {
    await packageApp({ archives: false });
    browser = await launchBrowser();
    app = await startDesktopApp({ packaged: LINUX_APP });
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('is one archive beside its runtime, and SQLite’s native part for this system alone', () => {
    const resources = join(dirname(LINUX_APP), 'resources');
    expect(readdirSync(resources)).toEqual(['app.asar', 'app.asar.unpacked']);
    const prebuilds = join(resources, 'app.asar.unpacked/dist/prebuilds');
    const files = readdirSync(prebuilds, { recursive: true }).filter((name) =>
      String(name).endsWith('.node'),
    );
    expect(files).toEqual([`linux-${process.arch}/@photostructure+sqlite.glibc.node`]);
  });

  test('has its fuses as they were meant', async () => {
    const wire = await getCurrentFuseWire(LINUX_APP);
    const isOn = (fuse: FuseV1Options): boolean => wire[fuse] === ON;
    expect(isOn(FuseV1Options.RunAsNode)).toBe(true);
    expect(isOn(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
    expect(isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
    expect(isOn(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
  });

  test('brings the tray’s icons along', async () => {
    const sizes = await app.electron.evaluate(({ app: main, nativeImage }) =>
      ['tray.png', 'tray-linux.png', 'trayTemplate.png', 'window.png'].map((name) =>
        nativeImage.createFromPath(`${main.getAppPath()}/dist/electron/icons/${name}`).getSize(),
      ),
    );
    expect(sizes.map(({ width }) => width)).toEqual([16, 22, 16, 256]);
  });

  test('can save: the store’s thread runs out of the archive', async () => {
    const answer = await app.electron.evaluate(async ({ app: main }) => {
      const { Worker } = process.getBuiltinModule('node:worker_threads');
      const workerData = { file: `${main.getPath('userData')}/porchlight.db` };
      const execArgv = ['--disable-warning=ExperimentalWarning'];
      const threadFile = `${main.getAppPath()}/dist/node/store-thread.mjs`;
      const thread = new Worker(threadFile, { workerData, execArgv });
      const changes = { rooms: [], removed: [], results: [], settings: [{ name: 'sound', value: '"on"' }] };
      const said = new Promise((resolve) => thread.once('message', resolve));
      thread.postMessage({ ask: 'write', changes });
      const first = await said;
      await thread.terminate();
      return first;
    });
    expect(answer).toEqual({ result: { ok: true, value: undefined }, notice: undefined });
  });

  test('hosts and is joined from Chromium', async () => {
    expect(await app.electron.evaluate(({ app: main }) => main.isPackaged)).toBe(true);
    const guest = await openGuest(browser, 'phone');
    await hostAndJoin(app, guest.page, 'Mika');
    expect(guest.faults).toEqual([]);
    await guest.close();

    const pids = app.pids();
    await app.close();
    await waitFor('every process to end', () => !pids.some(isAlive));
  });
});
