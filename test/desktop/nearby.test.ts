/** "Join a game" lists who hosts on the same network, and finds a bare room code there. */
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

const isInNetwork = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.family === 'IPv4' && !one.internal);

describe.skipIf(!isInNetwork)('hosts nearby (skipped on a computer in no network)', () => {
  let app: DesktopApp;
  let host: HostProcess;

  beforeAll(async () => {
    app = await startDesktopApp();
    host = await startHostProcess('--bots', '0');
  });
  afterAll(async () => {
    await app?.close();
    await host?.stop();
  });

  /** The host's line in the list: others may host on this network too. */
  const entry = () => app.console.locator(`[data-testid=nearby-host][title$=":${host.ready.port}"]`);

  test('are listed with game and players, and the keyboard opens one', async () => {
    await entry().waitFor();
    expect(await entry().innerText()).toMatch(/Rim Rumble\s+0 players/);
    const opened = app.electron.waitForEvent('window');
    await entry().focus();
    await app.console.keyboard.press('Enter');
    const page = await opened;
    await waitFor('the page', () => page.url().startsWith('http'));
    expect(await entry().getAttribute('title')).toBe(new URL(page.url()).origin);
    await page.close();
  });

  test('are asked for a room code that somebody types', async () => {
    const opened = app.electron.waitForEvent('window');
    await app.console.getByTestId('join-other-input').fill(host.code);
    await app.console.getByTestId('join-other-button').click();
    const page = await opened;
    await waitFor('the room’s page', () => new URL(page.url()).pathname === `/${host.code}`);
    await page.close();
  });

  test('a window follows a host that has moved to where the room is, and nowhere else', async () => {
    const opened = app.electron.waitForEvent('window');
    await entry().click();
    const page = await opened;
    await page.waitForLoadState();
    const old = page.url();
    const goTo = (url: string): Promise<void> => page.evaluate((to) => location.replace(to), url);
    // Another address of the same host. The first two are refused before the third is asked for.
    await goTo('http://127.0.0.1:9/');
    await goTo(`${host.origin}/ZZZZ`);
    expect(page.url()).toBe(old);
    await goTo(`${host.origin}/${host.code}#t=abc`);
    await page.waitForURL(`${host.origin}/${host.code}*`);
    await page.close();
  });

  test('are gone from the list when they stop', async () => {
    await host.end('SIGTERM');
    await entry().waitFor({ state: 'detached' });
  });
});
