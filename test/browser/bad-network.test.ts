/**
 * Two guests of one match in real browsers, one over a good Wi-Fi and one over a crowded one, both made up in the
 * page. Their net graphs tell how they fare. The machine has its own say in that: what is promised to the ms is held
 * in the simulation, here it is what no machine may break.
 */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { NetStats } from '../../src/client/session.ts';
import { NETWORKS } from '../../src/link/network-model.ts';
import { lanOrigin, launchBrowser } from '../support/browser.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { joinFromBrowser, type Player } from './player.ts';

/** A stall comes once in this time; so much play has one in it, s. */
const STALL_EVERY_S = NETWORKS.bad.stallEveryMs / 1000;
/** A busy machine takes so many times as long. */
const SLOWEST = 10;
/** Far more than the calm after a stall takes, and all of the match with it, ms. */
const CALM_MS = 60_000;
const MATCH_MS = 300_000;

let browser: Browser;
let host: HostProcess | undefined;
const players: Player[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const player of players.splice(0)) await player.close();
  await host?.stop();
});
afterAll(() => browser?.close());

async function join(name: string, query: string, link: string): Promise<Player> {
  const player = await joinFromBrowser(browser, 'laptop', link, name, query);
  players.push(player);
  await player.page.keyboard.press('F3');
  return player;
}

async function numbers({ page }: Player): Promise<NetStats> {
  return JSON.parse((await page.getByTestId('net-graph').getAttribute('data-stats'))!);
}

/** Waits until so many more snapshots have come in, `seconds` worth of them on a machine that keeps up. */
async function playFor(seconds: number, player: Player): Promise<NetStats> {
  const { snapshots } = await numbers(player);
  const isOver = async (): Promise<boolean> => (await numbers(player)).snapshots > snapshots + 30 * seconds;
  await waitFor(`${seconds} s of play`, isOver, SLOWEST * seconds * 1000);
  return numbers(player);
}

function expectSound(now: NetStats, snapsPer100: number): void {
  const headroomMs = now.interpolationMs - now.latenessMs;
  expect(headroomMs).toBeGreaterThanOrEqual(49.9);
  expect(headroomMs).toBeLessThanOrEqual(200.1);
  expect(now.desyncs).toBe(0);
  expect(now.snaps).toBeLessThanOrEqual(1 + (now.snapshots * snapsPer100) / 100);
  expect(now.visibleCorrections).toBeLessThanOrEqual(now.corrections);
  expect(now.bytesDown).toBeGreaterThan(now.bytesUp);
}

it('over a good network and a bad one the match goes on: no desyncs, few jumps, and a stall passes', {
  timeout: MATCH_MS,
}, async () => {
  host = await startHostProcess('--bots', '5', '--set', 'target=15');
  const link = `${lanOrigin(host.ready.port)}/${host.code}`;
  const good = await join('Gina', '&net=good', link);
  const bad = await join('Bela', '&net=bad', link);
  host.command({ do: 'start' });
  await good.page.locator('[data-phase=playing]').waitFor();

  const before = await numbers(bad);
  const badly = await playFor(STALL_EVERY_S + 1, bad);
  const well = await numbers(good);
  expectSound(well, 2);
  expectSound(badly, 4);
  expect(badly.rttMs).toBeGreaterThan(NETWORKS.bad.rttMs - NETWORKS.bad.jitterMs);
  expect(badly.jitterMs).toBeGreaterThan(0);
  expect(badly.drawn).toBeGreaterThan(before.drawn);

  // After the stall others move again: most frames have their snapshot.
  const isCalm = async (): Promise<boolean> => {
    const from = await numbers(bad);
    const to = await playFor(1, bad);
    return (to.underruns - from.underruns) / (to.drawn - from.drawn) < 0.25 && to.ageMs < 400;
  };
  await waitFor('calm after the stall', isCalm, CALM_MS);
  expect(players.flatMap(({ faults }) => faults)).toEqual([]);
  // Nobody has lost the connection over it.
  expect(players.map(({ wire }) => wire.welcomes)).toEqual([1, 1]);
});

it('F3 and the menu switch the net graph on and off, and it never takes a touch', async () => {
  host = await startHostProcess('--bots', '2');
  const player = await join('Ada', '', `${lanOrigin(host.ready.port)}/${host.code}`);
  const { page } = player;
  const graph = page.getByTestId('net-graph');
  await graph.waitFor();
  const { x, y } = (await graph.boundingBox())!;
  const isUnder = `document.elementFromPoint(${x + 5}, ${y + 5}).closest('[data-testid=net-graph]') === null`;
  expect(await page.evaluate(isUnder)).toBe(true);
  await page.keyboard.press('F3');
  await graph.waitFor({ state: 'detached' });
  await page.getByTestId('menu-button').click();
  await page.getByRole('switch', { name: 'Network graph' }).click();
  await graph.waitFor();
});
