/** What guests see while their connection is lost, and how they get back into their seat by themselves. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimState } from '../../src/games/rim-rumble/state.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import { eraseGame } from '../../src/sdk/game.ts';
import { type BrowserGuest, lanOrigin, launchBrowser, openGuest } from '../support/browser.ts';
import { type Guest, seatGuest } from '../support/guest.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { Relay } from '../support/relay.ts';
import { waitFor } from '../support/wait-for.ts';
import { WireTap } from '../support/wire-tap.ts';

/** As a phone lies in a pocket between two rounds: far longer than the host takes to give a silent guest up, ms. */
const NAP_MS = 3 * (TIMES.quietMs + TIMES.answerMs);
/** A guest who looks at the phone again plays on within this: well under 2 s where nothing else keeps it busy, ms. */
const BACK_MS = 5_000;

interface Player extends BrowserGuest {
  readonly wire: WireTap<RimState>;
}

let host: HostProcess;
let relay: Relay;
let browser: Browser;
let other: Guest;
let player: Player;

beforeAll(async () => {
  host = await startHostProcess('--bots', '0');
  relay = await Relay.open(host.ready.port);
  browser = await launchBrowser();
  // Somebody else goes on playing, so that the room does not stand still meanwhile.
  other = await seatGuest(host, { name: 'Leo' });
});
afterEach(() => player?.close());
afterAll(async () => {
  other?.close();
  await browser?.close();
  await relay?.cut();
  await host?.stop();
});

it('a page that the system froze, and the host gave up long ago, is back in its seat at once', async () => {
  player = await join('Pia');
  const { wire } = player;
  const { seat } = wire.welcome!;
  await whileFrozen(async () => {
    const frozenAtMs = performance.now();
    await other.until('the host to count her as away', ({ room }) => isAway(room, seat));
    await waitFor('the nap to end', () => performance.now() - frozenAtMs > NAP_MS, 2 * NAP_MS);
  });
  await waitFor('her seat', () => wire.welcomes === 2 && wire.state !== undefined, BACK_MS);
  expect(wire.welcome).toMatchObject({ seat, room: { epoch: 1 } });
  await other.until('the host to see her', ({ room }) => !isAway(room, seat));
});

it('a phone that wakes with a dead connection does not wait for it', async () => {
  player = await join('Pia');
  const { wire, page } = player;
  const { seat } = wire.welcome!;
  await whileFrozen(async () => {
    relay.silence();
    await other.until('the host to count her as away', ({ room }) => isAway(room, seat));
  });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await waitFor('her seat', () => wire.welcomes === 2 && wire.state !== undefined, BACK_MS);
  expect(wire.welcome).toMatchObject({ seat, room: { epoch: 1 } });
});

it('a guest whose host is out of reach sees the last picture and a calm word, and gets back alone', async () => {
  player = await join('Pia');
  const { wire, page } = player;
  const { seat } = wire.welcome!;
  const notice = page.getByTestId('reconnecting');
  expect(await notice.isVisible()).toBe(false);
  let attempts = 0;
  page.on('websocket', () => attempts++);

  await relay.cut();
  await notice.filter({ hasText: 'getting you back' }).waitFor();
  expect(await page.locator('[data-testid=stage] canvas').isVisible()).toBe(true);
  expect(await page.locator('dialog[open]').count()).toBe(0);
  await notice.filter({ hasText: 'Still trying' }).waitFor();
  expect(attempts).toBeGreaterThan(2);
  expect(attempts, 'no hot loop').toBeLessThan(30);

  await relay.mend();
  await waitFor('her seat', () => wire.welcomes === 2 && wire.state !== undefined);
  await notice.waitFor({ state: 'hidden' });
  expect(wire.welcome).toMatchObject({ seat, room: { epoch: 1 } });
});

async function join(name: string): Promise<Player> {
  const guest = await openGuest(browser, 'phone');
  const wire = new WireTap<RimState>(guest.page, eraseGame(rimRumble));
  await guest.page.goto(`${lanOrigin(relay.port)}/${host.code}?renderer=canvas`);
  await guest.page.getByTestId('join-name').fill(name);
  await guest.page.getByTestId('join-button').click();
  await guest.page.locator('[data-testid=stage][data-stage=open]').waitFor();
  await waitFor('a snapshot', () => wire.state !== undefined);
  return { ...guest, wire };
}

/** Stops the browser's pages as phones do to save power, while `nap` lasts. */
async function whileFrozen(nap: () => Promise<void>): Promise<void> {
  const pages = await pageProcesses();
  expect(pages).not.toEqual([]);
  for (const pid of pages) process.kill(pid, 'SIGSTOP');
  try {
    await nap();
  } finally {
    for (const pid of pages) process.kill(pid, 'SIGCONT');
  }
}

/** Process ids of the browser's pages. DevTools' own way of freezing does nothing to pages that Playwright holds in focus. */
async function pageProcesses(): Promise<number[]> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

const isAway = (room: Guest['room'], seat: number): boolean =>
  room.seats.some((info) => info.seat === seat && info.away);
