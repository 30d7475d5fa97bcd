/**
 * A whole match of Rim Rumble as people play it: two real workers, four real browsers (a phone, a phone on its
 * side, a laptop, a tablet) at a plain-http address, thumbs and keys. One guest is served by the worker that does
 * not own the room; one reloads in the middle.
 */
import { writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimState } from '../../src/games/rim-rumble/state.ts';
import { eraseGame } from '../../src/sdk/game.ts';
import { type BrowserGuest, type Device, lanOrigin, launchBrowser, openGuest } from '../support/browser.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { WireTap } from '../support/wire-tap.ts';

/** No single round can end the match: it brings 2 for the last one standing and 1 for each of 3 knock-offs. */
const TARGET = 6;
const SETTINGS = { target: TARGET, lastAlive: 2, roundSeconds: 15 };
/** Far more than a match takes: rounds end by themselves, and the most even match has nine. */
const MATCH_MS = 200_000;
/** Steering that the host has not told of by then was missed, ms: on the slowest machine it takes less. */
const FELT_MS = 2_000;

interface Hands {
  /** Starts steering to the right and holds on: off the disc, sooner or later. */
  steer(): Promise<void>;
  /** Lets go and stands still. */
  rest(): Promise<void>;
}

interface Player extends BrowserGuest, Hands {
  readonly name: string;
  readonly wire: WireTap<RimState>;
}

let host: HostProcess;
let browser: Browser;
const players: Player[] = [];

beforeAll(async () => {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  host = await startHostProcess('--bots', '0', '--game', 'rim-rumble', ...settings);
  browser = await launchBrowser();
});

// A failed match leaves what everybody saw and was told in test-results/.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const { name, page, wire, faults } of players) {
    await page.screenshot({ path: `test-results/whole-match-${name}.png` });
    const { route, welcomes, room, state } = wire;
    const known = { faults, route, welcomes, room, state };
    writeFileSync(`test-results/whole-match-${name}.json`, JSON.stringify(known, null, 2));
  }
});

afterAll(async () => {
  await browser?.close();
  const exit = await host?.stop();
  expect(exit?.code).toBe(0);
});

it('is played to its end by four browsers', { timeout: MATCH_MS + 60_000 }, async () => {
  const { route: ownRoute } = await host.room();
  const { route: otherRoute } = await host.routeToOther();
  const phone = await join('phone', 'Pia');
  const lyingPhone = await join('phoneOnItsSide', 'Leo', otherRoute);
  const laptop = await join('laptop', 'Mona');
  const tablet = await join('tablet', 'Tom');
  expect(players.map(({ wire }) => wire.route)).toEqual([ownRoute, otherRoute, ownRoute, ownRoute]);
  expect(new Set(players.map(seatOf)).size).toBe(4);

  for (const { page } of players) await page.getByTestId('ready-button').click();
  await waitFor('the match to begin on all screens', () => players.every(isFighting));
  for (const player of [phone, lyingPhone, tablet]) await steerUntilFelt(player, laptop);

  // Mona stands still, so she is most likely the last one standing; but whoever scores first will do.
  const hasScored = (): Player | undefined => players.find((player) => scoreOf(player) > 0);
  const scorer = await waitFor('somebody to score', hasScored, MATCH_MS);
  const before = { seat: seatOf(scorer), score: scoreOf(scorer), welcomes: scorer.wire.welcomes };
  await scorer.page.reload();
  await waitUntilSeated(scorer, before.welcomes + 1);
  expect(seatOf(scorer)).toBe(before.seat);
  expect(scoreOf(scorer)).toBeGreaterThanOrEqual(before.score);
  expect(scorer.wire.room).toMatchObject({ phase: 'playing', match: 1, epoch: 1 });

  // Now somebody else stands still, so that the end most likely shows more than one score; and nobody besides, for
  // two who stand still outlast every round together, and the match has no end.
  const rester = scorer === phone ? tablet : phone;
  await rester.rest();
  for (const player of players) if (player !== rester) await steerUntilFelt(player, rester);
  const tables = await Promise.all(players.map(resultsOf));
  for (const table of tables) expect(table).toEqual(tables[0]);
  const scores = tables[0]!;
  expect(Object.keys(scores).map(Number).sort()).toEqual(players.map(seatOf).sort());
  expect(Math.max(...Object.values(scores))).toBeGreaterThanOrEqual(TARGET);
  expect(scores[before.seat]).toBeGreaterThanOrEqual(before.score);
  for (const { name, faults } of players) expect(faults, name).toEqual([]);
});

/** Opens the room's link and joins. `via`: the worker that is to serve this guest, by its route key. */
async function join(device: Device, name: string, via?: string): Promise<Player> {
  const guest = await openGuest(browser, device);
  const { page } = guest;
  const wire = new WireTap<RimState>(page, eraseGame(rimRumble));
  const hands = device === 'laptop' ? arrowKey(page) : await thumb(page);
  const player = { ...guest, ...hands, name, wire };
  players.push(player);
  const query = new URLSearchParams({ renderer: 'canvas', ...(via === undefined ? {} : { via }) });
  await page.goto(`${lanOrigin(host.ready.port)}/${host.code}?${query}`);
  expect(await page.evaluate(() => isSecureContext), 'an origin as on a real network').toBe(false);
  await page.getByTestId('join-name').fill(name);
  await page.getByTestId('join-button').click();
  await waitUntilSeated(player, 1);
  return player;
}

/** Waits until the host has seated the player for at least the `times`th time, and the field is there. */
async function waitUntilSeated({ page, wire }: Player, times: number): Promise<void> {
  await waitFor('a seat and a snapshot', () => wire.welcomes >= times && wire.state !== undefined);
  await page.locator('[data-testid=stage][data-stage=open]').waitFor();
}

const arrowKey = ({ keyboard }: Page): Hands => ({
  steer: () => keyboard.down('ArrowRight'),
  rest: () => keyboard.up('ArrowRight'),
});

/** A thumb that comes down on the field and drags to the right. */
async function thumb(page: Page): Promise<Hands> {
  const { width, height } = page.viewportSize()!;
  const devtools = await page.context().newCDPSession(page);
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', ...dxs: number[]): Promise<void> => {
    const touchPoints = dxs.map((dx) => ({ x: width / 2 + dx, y: height * 0.6 }));
    await devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  return {
    async steer() {
      await touch('touchStart', 0);
      for (const dx of [20, 40, 60, 80]) await touch('touchMove', dx);
    },
    rest: () => touch('touchEnd'),
  };
}

const seatOf = ({ wire }: Player): number => wire.welcome!.seat;
const scoreOf = (player: Player): number => player.wire.state?.pucks[seatOf(player)]?.score ?? 0;
const isPlaying = ({ wire }: Player): boolean => wire.room?.phase === 'playing';
const isFighting = (player: Player): boolean => isPlaying(player) && player.wire.state?.stage === 'live';

/** How far to the right `player` steers, as the host tells `watcher`. */
const aimOf = (player: Player, watcher: Player): number =>
  watcher.wire.state?.pucks[seatOf(player)]?.aimX ?? 0;

/** A page that has just been reloaded, or a puck that lies beside the disc, may miss the first thumb that comes down. */
async function steerUntilFelt(player: Player, watcher: Player): Promise<void> {
  await player.steer();
  let steeredAtMs = performance.now();
  const isFelt = async (): Promise<boolean> => {
    if (aimOf(player, watcher) > 0.9 || !isPlaying(player)) return true;
    if (performance.now() - steeredAtMs < FELT_MS) return false;
    await player.rest();
    await player.steer();
    steeredAtMs = performance.now();
    return false;
  };
  await waitFor(`${player.name}'s steering to reach the host`, isFelt, MATCH_MS);
}

/** Seat -> score as this player's results screen shows them. */
async function resultsOf({ page }: Player): Promise<Record<string, number>> {
  await page.getByTestId('results').waitFor({ timeout: MATCH_MS });
  const rows = await page.locator('[data-testid^=result-row-]').all();
  const entries = rows.map(async (row): Promise<[string, number]> => {
    const id = (await row.getAttribute('data-testid')) ?? '';
    return [id.replace('result-row-', ''), Number(await row.getAttribute('data-score'))];
  });
  return Object.fromEntries(await Promise.all(entries));
}
