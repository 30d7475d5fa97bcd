/** kill -9 of the worker that owns the room, as the guests see it: a word about it, and a new round. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { type BrowserGuest, type Device, lanOrigin, launchBrowser, openGuest } from '../support/browser.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';

let host: HostProcess;
let browser: Browser;

beforeAll(async () => {
  host = await startHostProcess('--bots', '0');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

it('the guests of a killed worker are told so, keep their seats and play on in a new round', async () => {
  const guests = [await join('phone', 'Pia'), await join('laptop', 'Mona')];
  await allReady(guests);
  await allSee(guests, 'playing');

  const { owner, route } = await host.room();
  process.kill(host.ready.workers.find(({ id }) => id === owner)!.pid, 'SIGKILL');
  await host.event('room-opened', ({ epoch }) => epoch === 2);
  for (const { page } of guests) {
    await page.getByTestId('notice').filter({ hasText: 'scores begin again' }).waitFor();
  }
  await allSee(guests, 'lobby');
  // Asked of the room's new owner: a replacement that has just started knows no rooms yet.
  expect((await host.get<RoomListing>(`/api/rooms/${host.code}`, route)).guests).toBe(2);

  await allReady(guests);
  await allSee(guests, 'playing');
  for (const { faults } of guests) expect(faults.filter(isUnexpected)).toEqual([]);
});

/** The browser itself writes a line about a WebSocket that broke off. */
const isUnexpected = (fault: string): boolean => !/WebSocket connection to .* failed/.test(fault);

async function join(device: Device, name: string): Promise<BrowserGuest> {
  const guest = await openGuest(browser, device);
  await guest.page.goto(`${lanOrigin(host.ready.port)}/${host.code}?renderer=canvas`);
  await guest.page.getByTestId('join-name').fill(name);
  await guest.page.getByTestId('join-button').click();
  await guest.page.locator('[data-testid=stage][data-stage=open]').waitFor();
  return guest;
}

async function allReady(guests: readonly BrowserGuest[]): Promise<void> {
  for (const { page } of guests) await page.getByTestId('ready-button').click();
}

async function allSee(guests: readonly BrowserGuest[], phase: string): Promise<void> {
  for (const { page } of guests) await page.locator(`[data-phase=${phase}]`).first().waitFor();
}
