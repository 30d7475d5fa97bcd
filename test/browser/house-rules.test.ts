/** What a guest's page does with a host's word: PIN, waiting, pause, mute, sending on, removal that is taken back. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoomCommand } from '../../src/protocol/messages.ts';
import { type BrowserGuest, lanOrigin, launchBrowser, openGuest } from '../support/browser.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

let browser: Browser;
let host: HostProcess;
let guest: BrowserGuest;
/** Each test has a room of its own. */
let room: string;
let roomsUsed = 0;

beforeAll(async () => {
  host = await startHostProcess('--bots', '0', '--rooms', '9');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
});
beforeEach(async () => {
  room = host.ready.rooms[roomsUsed++]!.code;
  guest = await openGuest(browser, 'phone');
});
afterEach(async () => {
  expect(guest.faults).toEqual([]);
  await guest.close();
});

const command = (one: RoomCommand): void => host.command(one, room);
const see = (testId: string) => guest.page.getByTestId(testId).waitFor();
const tap = (testId: string) => guest.page.getByTestId(testId).click();
const open = (): Promise<unknown> => guest.page.goto(`${lanOrigin(host.ready.port)}/${room}?renderer=canvas`);

async function join(name = 'Mika'): Promise<void> {
  await open();
  await guest.page.getByTestId('join-name').fill(name);
  await tap('join-button');
  await see('lobby');
}

/** The seat that the guest has in the room by now. */
const ownName = async (): Promise<string> =>
  (await guest.page.locator('.seat-own .seat-name').first().textContent()) ?? '';

describe('the door', () => {
  test('asks for the PIN, says that it was wrong, and opens to the right one', async () => {
    command({ do: 'pin', pin: '2468' });
    await waitFor('the PIN', async () => (await host.room(room)).needsPin);
    await open();
    const field = guest.page.getByTestId('pin-field');
    await field.waitFor();
    expect(await guest.page.getByTestId('join-button').isDisabled()).toBe(true);
    expect(await field.evaluate((element) => element.ownerDocument.activeElement === element)).toBe(true);
    await field.fill('1357');
    await tap('join-button');
    await guest.page.locator('[data-testid=pin-fault][data-reason=wrong-pin]').waitFor();
    await field.fill('2468');
    await tap('join-button');
    await see('lobby');
  });

  test('lets a guest wait for the host, and in', async () => {
    command({ do: 'approval', on: true });
    await open();
    await guest.page.getByTestId('join-name').fill('Mika');
    await tap('join-button');
    await guest.page.getByText('lets everybody in by hand').waitFor();
    await waitFor('the way in', async () => {
      command({ do: 'admit', knock: 1, let: 'in' });
      return guest.page.getByTestId('lobby').isVisible();
    });
  });

  test('tells a guest with a rude name to choose another one', async () => {
    await open();
    await guest.page.getByTestId('join-name').fill('Sh1thead');
    await tap('join-button');
    await guest.page.locator('[data-testid=notice][data-reason=rude-name]').waitFor();
  });
});

test('a guest who is sent to another room comes in there by itself, under the same name', async () => {
  await join('Mika');
  const from = room;
  room = host.ready.rooms[roomsUsed++]!.code;
  host.command({ do: 'move', seat: 0, to: room }, from);
  await guest.page.waitForURL(`**/${room}*`);
  await see('lobby');
  expect(await ownName()).toBe('Mika');
  await waitFor('the empty room', async () => (await host.room(from)).guests === 0);
});

test('a guest who was removed tries again, and has the same seat when the host has taken it back', async () => {
  await join();
  command({ do: 'kick', seat: 0 });
  await guest.page.locator('[data-testid=end-screen][data-reason=kicked]').waitFor();
  command({ do: 'undo-kick', seat: 0 });
  await tap('join-again');
  await see('lobby');
  expect(await ownName()).toBe('Mika');
});

test('a pause covers the field and leaves the rest in reach; a leader ends it', async () => {
  await join();
  command({ do: 'pause', paused: true });
  await see('paused');
  expect(await guest.page.getByTestId('go-on-button').count()).toBe(0);
  await tap('sheet-toggle');
  await tap('profile-button');
  await guest.page.keyboard.press('Escape');
  await tap('sheet-toggle');
  command({ do: 'lead', seat: 0, leads: true });
  await tap('go-on-button');
  await guest.page.getByTestId('paused').waitFor({ state: 'detached' });
  await tap('menu-button');
  for (const button of await guest.page.getByTestId('leader-controls').getByRole('button').all()) {
    const { width, height } = (await button.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(48);
  }
  await tap('lead-lock');
  await waitFor('the lock', async () => (await host.room(room)).locked);
});

test('a muted guest reads why the name cannot be changed', async () => {
  await join();
  command({ do: 'mute', seat: 0, muted: true });
  await waitFor('the neutral name', async () => (await ownName()) === 'Player 1');
  await tap('sheet-toggle');
  await tap('profile-button');
  await see('muted-note');
  expect(await guest.page.getByTestId('join-name').isDisabled()).toBe(true);
});
