/** What a person reads when joining does not work, and that a name is never more than text. */

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import { REASONS, type Reason } from '../../src/protocol/reasons.ts';
import { type BrowserGuest, lanOrigin, launchBrowser, openGuest } from '../support/browser.ts';
import { seatGuest } from '../support/guest.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { WireGuest } from '../support/wire-guest.ts';

let host: HostProcess;
let browser: Browser;
let guest: BrowserGuest;
const others: { close(): void }[] = [];

beforeAll(async () => {
  host = await startHostProcess('--bots', '0', '--rooms', '3');
  browser = await launchBrowser();
});

afterEach(async () => {
  await guest?.close();
  for (const other of others.splice(0)) other.close();
});

afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

describe('joining', () => {
  it('says that there is no such room', async () => {
    const known = new Set(host.ready.rooms.map(({ code }) => code));
    await open(['BBBB', 'CCCC', 'DDDD', 'FFFF'].find((code) => !known.has(code))!);
    await expectNotice('unknown-room');
  });

  it('says that the room is full', async () => {
    const { route } = await host.room();
    const names = Array.from({ length: rimRumble.seats.max }, (_, seat) => `Guest ${seat}`);
    const guests = names.map((name) => new WireGuest(host, name, route));
    others.push(...guests);
    await waitFor('a full room', () => guests.every(({ seat }) => seat !== undefined));
    await open(host.code);
    await guest.page.getByTestId('join-button').click();
    await expectNotice('room-full');
  });

  it('says that the page is of another version, and how to get the right one', async () => {
    guest = await openGuest(browser, 'phone');
    await guest.page.routeWebSocket(/socket\.io/, (page) => {
      const server = page.connectToServer();
      page.onMessage((message) =>
        server.send(typeof message === 'string' ? message.replace(/"v":\d+/, '"v":9999') : message),
      );
    });
    await guest.page.goto(addressOf(host.ready.rooms[1]!.code));
    await guest.page.getByTestId('join-button').click();
    await expectNotice('wrong-version');
    await guest.page.getByRole('button', { name: 'Reload' }).waitFor();
  });

  it('shows a name with markup as the text that it is', async () => {
    const { code } = host.ready.rooms[2]!;
    const name = '<b onclick=a>Mo';
    await takeSeat(code, name);
    await open(code);
    await guest.page.getByTestId('join-name').fill('<i>Ida</i>');
    await guest.page.getByTestId('join-button').click();
    await guest.page.getByTestId('lobby').waitFor();
    for (const [seat, text] of [name, '<i>Ida</i>'].entries()) {
      const row = guest.page.getByTestId(`seat-row-${seat}`);
      await waitFor(`${text} in the list`, async () => (await row.textContent())?.includes(text));
    }
    expect(await guest.page.locator('[onclick], li i').count()).toBe(0);
    expect(guest.faults).toEqual([]);
  });
});

const addressOf = (code: string): string => `${lanOrigin(host.ready.port)}/${code}?renderer=canvas`;

async function open(code: string): Promise<void> {
  guest = await openGuest(browser, 'phone');
  await guest.page.goto(addressOf(code));
}

async function expectNotice(reason: Reason): Promise<void> {
  const notice = guest.page.locator(`[data-testid=notice][data-reason=${reason}]`);
  await notice.waitFor();
  expect(await notice.textContent()).toContain(REASONS[reason]);
}

/** Takes a seat without a page. */
async function takeSeat(room: string, name: string): Promise<void> {
  others.push(await seatGuest(host, { room, name }));
}
