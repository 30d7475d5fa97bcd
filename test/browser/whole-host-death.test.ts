/** kill -9 of the whole host while guests play: they see a calm word, and are back by themselves when it is. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { lanOrigin, launchBrowser } from '../support/browser.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { Sightings } from '../support/sightings.ts';
import { waitFor } from '../support/wait-for.ts';
import { isNotOfTheLink, joinFromBrowser, type Player } from './player.ts';

let host: HostProcess;
let browser: Browser;
const players: Player[] = [];

beforeAll(async () => {
  host = await startHostProcess('--bots', '4', '--set', 'target=15', '--set', 'roundSeconds=15');
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const player of players.splice(0)) await player.close();
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

it('two pages are back in their seats with their scores, and a reload then finds the seat too', async () => {
  const link = `${lanOrigin(host.ready.port)}/${host.code}`;
  const phone = await joinFromBrowser(browser, 'phone', link, 'Pia');
  const laptop = await joinFromBrowser(browser, 'laptop', link, 'Mona');
  players.push(phone, laptop);
  host.command({ do: 'start' });
  const points = new Sightings(() => laptop.points());
  await points.saved('a point', (seen) => Object.values(seen).some((score) => score > 0));
  const seats = players.map(({ seat }) => seat);

  const kept = points.stop();
  await host.end('SIGKILL');
  for (const { page } of players) {
    // After a while it says so in other words.
    await page
      .getByTestId('reconnecting')
      .filter({ hasText: /getting you back|Still trying/ })
      .waitFor();
    expect(await page.locator('[data-testid=stage] canvas').isVisible()).toBe(true);
    expect(await page.locator('[data-phase=playing]').count(), 'no other screen').toBe(1);
  }

  host = await host.startAgain();
  await areBack(2);
  expectKept();
  for (const { page } of players) {
    await page.getByTestId('reconnecting').waitFor({ state: 'hidden' });
    expect(await page.getByTestId('notice').count(), 'a word about scores').toBe(0);
  }
  await laptop.page.keyboard.down('ArrowRight');
  await waitFor('the arrow key to reach the host', () => laptop.aim() > 0.9, 60_000);

  await phone.page.reload();
  await waitFor('the seat after a reload', () => phone.wire.welcomes > 2 && phone.wire.state !== undefined);
  expectKept();
  for (const { faults } of players) expect(faults.filter(isNotOfTheLink)).toEqual([]);

  async function areBack(welcomes: number): Promise<void> {
    await waitFor('both seats', () =>
      players.every(({ wire }) => wire.welcomes >= welcomes && wire.state !== undefined),
    );
  }

  function expectKept(): void {
    expect(players.map(({ seat }) => seat)).toEqual(seats);
    for (const player of players) {
      expect(player.wire.room).toMatchObject({ phase: 'playing', match: 1, restarts: 0 });
      expect(player.wire.room!.epoch).toBeGreaterThan(1);
      const now = player.points();
      for (const [seat, score] of Object.entries(kept)) {
        expect(now[Number(seat)], `points of seat ${seat}`).toBeGreaterThanOrEqual(score);
      }
    }
  }
});
