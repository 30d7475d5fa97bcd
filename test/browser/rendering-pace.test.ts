/**
 * R3.3 in Chromium: the stage plays at one speed, however many frames the page gets; a device that cannot keep up
 * loses looks, never time. The page's clock and its frames are the test's.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUALITIES } from '../../renderer/stage/quality-governor.ts';
import { DEVICES, launchBrowser } from '../support/browser.ts';
import { NO_DRAWING, PUMP } from '../support/page-scripts.ts';
import { buildSandbox, openSandbox, type SandboxGuest } from '../support/sandbox-page.ts';

const SECONDS = 4;
const LOWEST = QUALITIES.length - 1;

let browser: Browser;
let files: Awaited<ReturnType<typeof buildSandbox>>;

beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildSandbox()]);
});

afterAll(() => browser?.close());

/** A match of 16 bots in which no time has passed yet. */
const open = (): Promise<SandboxGuest> =>
  openSandbox(browser, files, DEVICES.phone, { seats: 16, seed: 5 }, PUMP + NO_DRAWING);

/** Lets so many frames come, each `frameMs` (an expression of `i`) after the one before. */
const pump = (guest: SandboxGuest, frames: number, frameMs: string): Promise<unknown> =>
  guest.page.evaluate(`pump(${frames}, (i) => ${frameMs})`);

/** Ticks played, and where everybody is drawn. */
const lookAt = ({ page }: SandboxGuest): Promise<{ tick: number; places: number[] }> =>
  page.evaluate(`({
    tick: sandbox.tick,
    places: Object.values(sandbox.picture().state.pucks).flatMap(({ x, y }) => [x, y]),
  })`);

it('R3.3 the same time is as many ticks and as long a way at 30, 60 and 120 frames a second', async () => {
  const [slow, usual, fast] = await Promise.all(
    [30, 60, 120].map(async (fps) => {
      const guest = await open();
      const before = await lookAt(guest);
      await pump(guest, SECONDS * fps, `${1000 / fps}`);
      const after = await lookAt(guest);
      expect(guest.faults).toEqual([]);
      await guest.close();
      return { before, after };
    }),
  );
  expect(usual!.after.tick).toBe(SECONDS * 60);
  const moved = usual!.after.places.filter((place, i) => Math.abs(place - usual!.before.places[i]!) > 20);
  expect(moved.length).toBeGreaterThan(8);
  for (const { after } of [slow!, fast!]) {
    expect(after.tick).toBe(usual!.after.tick);
    after.places.forEach((place, i) => {
      expect(place).toBeCloseTo(usual!.after.places[i]!, 3);
    });
  }
});

it('a slow device loses particles and pixels, but no time, and gets them back', async () => {
  const guest = await open();
  const best = await guest.frameStats();
  expect(best).toMatchObject({ quality: 0, particleShare: 1, pixelRatio: 2 });
  // 20 to 60 ms a frame for 20 seconds.
  await pump(guest, 500, '20 + (i * 7919) % 41');
  const { tick } = await lookAt(guest);
  const seconds = (await guest.page.evaluate<number>('pumpedMs')) / 1000;
  expect(Math.abs(tick - seconds * 60)).toBeLessThanOrEqual(1);
  expect(await guest.frameStats()).toMatchObject({ quality: LOWEST, pixelRatio: 1, particleShare: 0.2 });
  await pump(guest, 60 * 60, '1000 / 60');
  expect(await guest.frameStats()).toMatchObject({ quality: 0, pixelRatio: 2, particleShare: 1 });
  expect(guest.faults).toEqual([]);
  await guest.close();
});
