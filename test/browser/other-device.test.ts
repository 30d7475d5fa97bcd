/** A guest goes on from another device: the number in the first one's menu opens the seat on the second. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimState } from '../../src/games/rim-rumble/state.ts';
import { REASONS } from '../../src/protocol/reasons.ts';
import { eraseGame } from '../../src/sdk/game.ts';
import { type BrowserGuest, type Device, lanOrigin, launchBrowser, openGuest } from '../support/browser.ts';
import { type Guest, seatGuest } from '../support/guest.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { WireTap } from '../support/wire-tap.ts';

interface Player extends BrowserGuest {
  readonly wire: WireTap<RimState>;
}

let host: HostProcess;
let browser: Browser;
let rival: Guest | undefined;
const players: Player[] = [];

beforeAll(async () => {
  host = await startHostProcess('--bots', '0', '--rooms', '2', '--set', 'target=15');
  browser = await launchBrowser();
});
afterEach(async () => {
  rival?.close();
  for (const player of players.splice(0)) await player.close();
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

it('a second device takes over the seat with its name and score, the first one is told and can come back', async () => {
  const [code] = rooms();
  const phone = await open('phone', code);
  await phone.page.getByTestId('join-name').fill('Pia');
  await phone.page.getByTestId('join-button').click();
  await untilSeated(phone, 1);
  const points = await untilAheadOf(await seatRival(code), phone);
  const seat = seatOf(phone);
  const seatCode = await seatCodeInMenu(phone.page);

  const laptop = await open('laptop', code);
  await laptop.page.getByTestId('switch-link').click();
  await laptop.page.getByTestId('seat-code-field').fill(seatCode);
  await untilSeated(laptop, 1);
  expect(seatOf(laptop)).toBe(seat);
  expect(ownInfo(laptop)).toMatchObject({ name: 'Pia', away: false });
  expect(scoreOf(laptop)).toBeGreaterThanOrEqual(points);
  expect(laptop.wire.room).toMatchObject({ phase: 'playing', match: 1 });

  await phone.page.locator('[data-testid=end-screen][data-reason=seat-taken]').waitFor();
  expect((await host.room(code)).guests).toBe(2);

  await laptop.page.reload();
  await untilSeated(laptop, 2);
  expect(seatOf(laptop), 'the seat after a reload').toBe(seat);

  await phone.page.getByTestId('join-again').click();
  await untilSeated(phone, 2);
  expect(seatOf(phone), 'the seat after coming back').toBe(seat);
  await laptop.page.locator('[data-testid=end-screen][data-reason=seat-taken]').waitFor();
  for (const { faults } of players) expect(faults).toEqual([]);
});

it('a wrong number is told beside the field, which takes the right one by keyboard at once', async () => {
  const code = rooms()[1]!;
  rival = await seatGuest(host, { room: code, name: 'Leo' });
  const { seat, seatCode } = rival.seated;
  const { page, wire, faults } = await open('laptop', code);
  const field = page.getByTestId('seat-code-field');
  const isFocused = () => field.evaluate((element) => element === document.activeElement);

  await page.getByTestId('switch-link').focus();
  await page.keyboard.press('Enter');
  await waitFor('the field to have the focus', isFocused);
  expect(await field.getAttribute('inputmode')).toBe('numeric');
  expect(
    await field.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
  ).toBeGreaterThan(16);
  await page.keyboard.type(seatCode === '0000' ? '1111' : '0000');
  const fault = page.getByTestId('seat-code-fault');
  await fault.waitFor();
  expect(await fault.textContent()).toBe(REASONS['wrong-seat-code']);
  expect(await isFocused()).toBe(true);
  expect(wire.welcomes).toBe(0);

  await page.keyboard.type(seatCode);
  await waitFor('the seat', () => wire.welcome?.seat === seat);
  expect(await rival.ended()).toBe('seat-taken');
  expect(faults).toEqual([]);
});

const rooms = (): string[] => host.ready.rooms.map(({ code }) => code);

async function open(device: Device, code = host.code): Promise<Player> {
  const guest = await openGuest(browser, device);
  const player = { ...guest, wire: new WireTap<RimState>(guest.page, eraseGame(rimRumble)) };
  players.push(player);
  await guest.page.goto(`${lanOrigin(host.ready.port)}/${code}?renderer=canvas`);
  return player;
}

/** Waits until the host has seated the player for at least the `times`th time and shows it the field. */
async function untilSeated({ page, wire }: Player, times: number): Promise<void> {
  await waitFor('a seat and a snapshot', () => wire.welcomes >= times && wire.state !== undefined);
  await page.locator('[data-testid=stage][data-stage=open]').waitFor();
}

/** Somebody who does nothing but run off the disc. */
async function seatRival(room: string | undefined): Promise<Guest> {
  rival = await seatGuest(host, { room: room ?? host.code, name: 'Leo' });
  rival.session.setInput(() => ({ aimX: 1, aimY: 0, dashes: 0 }));
  return rival;
}

/** Plays until `player` has points, because `loser` falls; how many. */
async function untilAheadOf(loser: Guest, player: Player): Promise<number> {
  await player.page.getByTestId('ready-button').click();
  loser.ready();
  return waitFor('points', () => player.wire.room?.phase === 'playing' && scoreOf(player), 60_000);
}

async function seatCodeInMenu(page: Page): Promise<string> {
  await page.getByTestId('menu-button').click();
  const seatCode = await page.getByTestId('seat-code').innerText();
  expect(seatCode).toMatch(/^\d{4}$/);
  return seatCode;
}

const seatOf = ({ wire }: Player): number => wire.welcome!.seat;
const scoreOf = (player: Player): number => player.wire.state?.pucks[seatOf(player)]?.score ?? 0;
const ownInfo = (player: Player) => player.wire.room?.seats.find(({ seat }) => seat === seatOf(player));
