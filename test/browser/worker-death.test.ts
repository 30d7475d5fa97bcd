/** kill -9 and SIGSTOP of the worker that owns the room, as its guests see it: the match goes on under their eyes. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { lanOrigin, launchBrowser } from '../support/browser.ts';
import { type HostProcess, isAlive, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { isNotOfTheLink, joinFromBrowser, type Player } from './player.ts';

/** Guests play on within this: well under a second on a machine that has nothing else to do, ms. */
const BACK_MS = 5_000;
/** A puck that is off the disc or between two rounds answers in the next round at the latest, ms. */
const ROUND_MS = 60_000;

let host: HostProcess;
let browser: Browser;
let phone: Player;
let laptop: Player;

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  host = await startHostProcess('--bots', '4', '--set', 'target=15', '--set', 'roundSeconds=15');
  const link = `${lanOrigin(host.ready.port)}/${host.code}`;
  phone = await joinFromBrowser(browser, 'phone', link, 'Pia');
  laptop = await joinFromBrowser(browser, 'laptop', link, 'Mona');
  host.command({ do: 'start' });
  await waitFor('the first point', () => players().every((player) => total(player) > 0), ROUND_MS);
});
afterEach(async () => {
  for (const player of players()) await player?.close();
  await host?.stop();
});
afterAll(() => browser?.close());

it('a killed worker costs a moment: same seat, same score, no word about it, and once more with its heir', async () => {
  const seats = players().map((player) => player.seat);
  for (const deaths of [1, 2]) {
    // There must be an heir.
    await waitFor('two workers', () => host.pids().filter(isAlive).length === 2);
    const points = laptop.points();
    const welcomes = players().map(({ wire }) => wire.welcomes);
    const { owner } = await host.room();
    process.kill(host.pidOf(owner), 'SIGKILL');
    await waitFor('play to go on', () => players().every(isBackSince(welcomes)), BACK_MS);

    expect(players().map((player) => player.seat)).toEqual(seats);
    for (const player of players()) {
      expect(player.wire.room).toMatchObject({ phase: 'playing', match: 1, restarts: 0 });
      expect(player.wire.room!.epoch).toBeGreaterThan(deaths);
      expectAtLeast(player, points);
      expect(await player.page.getByTestId('notice').count(), 'a word about scores').toBe(0);
    }
    await answersToKeys(laptop);
  }
  for (const { faults } of players()) expect(faults.filter(isNotOfTheLink)).toEqual([]);
});

it('a worker that hangs is given up, and the match goes on elsewhere', async () => {
  const points = laptop.points();
  const welcomes = players().map(({ wire }) => wire.welcomes);
  const { owner } = await host.room();
  process.kill(host.pidOf(owner), 'SIGSTOP');
  await waitFor('play to go on', () => players().every(isBackSince(welcomes)), BACK_MS);
  for (const player of players()) {
    expect(player.wire.room).toMatchObject({ phase: 'playing', match: 1, restarts: 0 });
    expect(player.wire.room!.epoch).toBeGreaterThan(1);
    expectAtLeast(player, points);
    await player.page.locator('[data-testid=reconnecting][data-shown=false]').waitFor({ state: 'attached' });
    expect(await player.page.getByTestId('notice').count()).toBe(0);
  }
  await answersToKeys(laptop);
  for (const { faults } of players()) expect(faults.filter(isNotOfTheLink)).toEqual([]);
});

const players = (): Player[] => [phone, laptop];

const total = (player: Player): number =>
  Object.values(player.points()).reduce((sum, score) => sum + score, 0);

/** True for a player who was seated again since, and is shown the field. */
const isBackSince =
  (welcomes: readonly number[]) =>
  ({ wire }: Player, index: number): boolean =>
    wire.welcomes > welcomes[index]! && wire.state !== undefined;

function expectAtLeast(player: Player, points: Readonly<Record<number, number>>): void {
  const now = player.points();
  for (const [seat, score] of Object.entries(points)) {
    expect(now[Number(seat)], `points of seat ${seat}`).toBeGreaterThanOrEqual(score);
  }
}

/** Steers to the right and to the left by keys, and waits until the host has it. */
async function answersToKeys(player: Player): Promise<void> {
  for (const [key, aim] of [
    ['ArrowRight', 1],
    ['ArrowLeft', -1],
  ] as const) {
    await player.page.keyboard.down(key);
    await waitFor(`${key} to reach the host`, () => player.aim() * aim > 0.9, ROUND_MS);
    await player.page.keyboard.up(key);
  }
}
