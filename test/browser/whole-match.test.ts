/**
 * A whole match of Rim Rumble as people play it: two real workers, four real browsers (a phone, a phone on its
 * side, a laptop, a tablet) at a plain-http address, thumbs and keys. One guest is served by the worker that does
 * not own the room; one reloads in the middle.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
/** Rounds end by themselves; even the most even match has at most nine. */
const MATCH_MS = 150_000;

interface Player extends BrowserGuest {
  readonly name: string;
  readonly wire: WireTap<RimState>;
  /** Starts steering one way and holds on. */
  steer(): Promise<void>;
}

let host: HostProcess;
let browser: Browser;

beforeAll(async () => {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  host = await startHostProcess('--bots', '0', '--game', 'rim-rumble', ...settings);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  const exit = await host?.stop();
  expect(exit?.code).toBe(0);
});

it('is played to its end by four browsers on two workers, one of which reloads', {
  timeout: 240_000,
}, async () => {
  const { route: ownRoute } = await host.room();
  const { route: otherRoute } = await host.routeToOther();

  const phone = await join('phone', 'Pia');
  const lying = await join('phoneOnItsSide', 'Leo', otherRoute);
  const laptop = await join('laptop', 'Mona');
  const tablet = await join('tablet', 'Tom');
  const players = [phone, lying, laptop, tablet];
  expect(players.map(({ wire }) => wire.route)).toEqual([ownRoute, otherRoute, ownRoute, ownRoute]);
  expect(new Set(players.map(seatOf)).size).toBe(4);

  for (const { page } of players) await page.getByTestId('ready-button').click();
  for (const player of players)
    await waitFor('the match to begin', () => player.wire.state?.stage === 'live');
  // Mona stands still: somebody should score before all have walked off.
  for (const player of [phone, lying, tablet]) await player.steer();

  const scorer = await waitFor(
    'somebody to score',
    () => players.find((player) => scoreOf(player) > 0),
    60_000,
  );
  const before = { seat: seatOf(scorer), score: scoreOf(scorer), connections: scorer.wire.connections };
  await scorer.page.reload();
  await waitFor(
    'the reloaded page to be back',
    () => scorer.wire.connections > before.connections && isBack(scorer),
  );
  expect(seatOf(scorer)).toBe(before.seat);
  expect(scoreOf(scorer)).toBeGreaterThanOrEqual(before.score);
  expect(scorer.wire.room).toMatchObject({ phase: 'playing', match: 1, epoch: 1 });
  if (scorer !== laptop) await scorer.steer();

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
  const query = new URLSearchParams({ renderer: 'canvas', ...(via === undefined ? {} : { via }) });
  await page.goto(`${lanOrigin(host.ready.port)}/${host.code}?${query}`);
  expect(await page.evaluate(() => isSecureContext), 'an origin like on a real network').toBe(false);
  await page.getByTestId('join-name').fill(name);
  await page.getByTestId('join-button').click();
  await page.locator('[data-testid=stage][data-stage=open]').waitFor();
  await waitFor('the first snapshot', () => wire.welcome !== undefined && wire.state);
  const steer = device === 'laptop' ? () => page.keyboard.down('ArrowRight') : () => holdThumb(guest);
  return { ...guest, name, wire, steer };
}

/** Puts a thumb down on the field, drags it to the right and leaves it there. */
async function holdThumb({ page }: BrowserGuest): Promise<void> {
  const { width, height } = page.viewportSize()!;
  const at = (dx: number) => [{ x: width / 2 + dx, y: height * 0.6 }];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  for (const dx of [20, 40, 60, 80]) {
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(dx) });
  }
}

const seatOf = ({ wire }: Player): number => wire.welcome!.seat;
const scoreOf = (player: Player): number => player.wire.state?.pucks[seatOf(player)]?.score ?? 0;

async function isBack({ page, wire }: Player): Promise<boolean> {
  return wire.room !== undefined && (await page.locator('[data-testid=stage][data-stage=open]').count()) > 0;
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
