/**
 * `npm run bench:frames`: what a frame of a match costs the page, by number of players and slowness of the device.
 * Builds what is stale first. Quoted in docs/performance.md.
 */
import { loadavg } from 'node:os';
import { launchBrowser } from '../test/support/browser.ts';
import { openDrawnMatch } from '../test/support/drawn-match.ts';
import { buildIfStale } from './build.ts';

const PLAYERS = [4, 8, 16];
/** How many times slower than this machine the page's device is. */
const THROTTLES = [1, 4, 6];
/** As many as the percentiles are taken from. */
const FRAMES = 300;

const HEAD = ['players', 'slower', 'cpu ms', 'script ms p50', 'p95', 'p99', 'fps', 'quality'];

const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, i) => `${cell}`.padStart(Math.max(7, HEAD[i]!.length + 2))).join('');

await buildIfStale();
const browser = await launchBrowser();
try {
  console.log(row(HEAD));
  for (const players of PLAYERS) {
    const match = await openDrawnMatch(browser, players);
    try {
      for (const throttle of THROTTLES) {
        await match.throttle(throttle);
        const { cpuMs, scriptMs, fps, quality } = await match.measure(FRAMES);
        const times = [cpuMs, scriptMs.p50, scriptMs.p95, scriptMs.p99, fps].map((value) => value.toFixed(1));
        console.log(row([players, `${throttle}x`, ...times, quality]));
      }
      for (const fault of match.faults) console.log(fault);
    } finally {
      await match.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`
A phone's page in Chromium, a match with bots, no pixels drawn. cpu ms: processor time of all scripts per frame;
script ms: by the clock, from the session's advance to the last draw call; quality: 0 is full. A page that gets few
frames plays several ticks in each, and the fps are those of a machine that puts the page together in software.
Load of the machine: ${loadavg()[0]!.toFixed(1)}.`);
