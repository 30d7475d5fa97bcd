/** The packaged app, which holds everything it needs: hosts, is joined from a browser, and leaves nothing behind. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINUX_APP, packageApp } from '../../scripts/package.ts';
import { launchBrowser, openGuest } from '../support/browser.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { isAlive } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { hostAndJoin } from './host-and-join.ts';

describe.skipIf(process.platform !== 'linux')('the packaged app', () => {
  let browser: Browser;
  let app: DesktopApp;

  beforeAll(async () => {
    await packageApp({ archives: false });
    browser = await launchBrowser();
    app = await startDesktopApp(LINUX_APP);
  });

  afterAll(async () => {
    await app?.close();
    await browser?.close();
  });

  test('is one archive beside its runtime', () => {
    expect(readdirSync(join(dirname(LINUX_APP), 'resources'))).toEqual(['app.asar']);
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
