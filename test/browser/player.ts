/** A guest who plays in a real browser, with an ear on the wire: seat, points and steering as the host tells them. */
import type { Browser } from 'playwright-core';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimState } from '../../src/games/rim-rumble/state.ts';
import { eraseGame } from '../../src/sdk/game.ts';
import { type BrowserGuest, type Device, openGuest } from '../support/browser.ts';
import { waitFor } from '../support/wait-for.ts';
import { WireTap } from '../support/wire-tap.ts';

export interface Player extends BrowserGuest {
  readonly wire: WireTap<RimState>;
  readonly seat: number;
  /** Points of each seat in the match; nothing outside of one. */
  points(): Record<number, number>;
  /** How far the own puck steers to the right, -1 to 1. */
  aim(): number;
}

/** Opens the room's link (`query`: more for its address, '&net=bad'), joins, and waits for the field. */
export async function joinFromBrowser(
  browser: Browser,
  device: Device,
  link: string,
  name: string,
  query = '',
): Promise<Player> {
  const guest = await openGuest(browser, device);
  const { page } = guest;
  const wire = new WireTap<RimState>(page, eraseGame(rimRumble));
  await page.goto(`${link}?renderer=canvas${query}`);
  await page.getByTestId('join-name').fill(name);
  await page.getByTestId('join-button').click();
  await waitFor('a seat and a snapshot', () => wire.welcome !== undefined && wire.state !== undefined);
  await page.locator('[data-testid=stage][data-stage=open]').waitFor();
  return {
    ...guest,
    wire,
    get seat() {
      return wire.welcome!.seat;
    },
    points() {
      const pucks = wire.room?.phase === 'playing' ? Object.entries(wire.state?.pucks ?? {}) : [];
      return Object.fromEntries(pucks.map(([seat, puck]) => [seat, puck?.score ?? 0]));
    },
    aim: () => wire.state?.pucks[wire.welcome!.seat]?.aimX ?? 0,
  };
}

/** False for the lines that the browser itself writes about a WebSocket that broke off or found no host. */
export const isNotOfTheLink = (fault: string): boolean => !/WebSocket connection to .* failed/.test(fault);
