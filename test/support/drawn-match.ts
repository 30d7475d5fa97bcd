/**
 * A match as one guest's page draws it: a real host with bots, a phone in Chromium, as slow as wanted. Software would
 * draw the pixels here, which no phone does: they are left out, and what remains is the page's own work.
 */
import type { Browser, CDPSession } from 'playwright-core';
import type { FrameStats } from '../../renderer/stage/frame-meter.ts';
import { openGuest } from './browser.ts';
import { startHostProcess } from './host-process.ts';
import { NO_DRAWING } from './page-scripts.ts';
import { waitFor } from './wait-for.ts';

export interface DrawnMatch {
  /** Exceptions and errors of the page so far. */
  readonly faults: readonly string[];
  /** From now on the page gets only every `rate`th part of the processor. */
  throttle(rate: number): Promise<void>;
  /**
   * Waits for so many more frames. `cpuMs`: processor time of the page's scripts for each of them on average, ms;
   * unlike `scriptMs` it does not grow when others keep the machine busy.
   */
  measure(frames: number): Promise<FrameStats & { readonly cpuMs: number }>;
  close(): Promise<void>;
}

/** Opens a room for so many players, joins as one of them, and starts a long match. */
export async function openDrawnMatch(browser: Browser, players: number): Promise<DrawnMatch> {
  const settings = ['--set', 'target=15', '--set', 'roundSeconds=60'];
  const host = await startHostProcess('--bots', `${players}`, ...settings);
  const { page, faults, close } = await openGuest(browser, 'phone');
  const stop = async (): Promise<void> => {
    await close();
    await host.stop();
  };
  try {
    await page.addInitScript(NO_DRAWING);
    await page.goto(`${host.origin}/${host.code}`);
    await page.getByTestId('join-name').fill('Mika');
    await page.getByTestId('join-button').click();
    await page.locator('[data-testid=stage][data-stage=open]').waitFor();
    host.command({ do: 'start' });
    await page.locator('[data-phase=playing]').waitFor();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const frameStats = (): Promise<FrameStats> =>
      page.evaluate('document.querySelector("[data-testid=stage]").frameStats()');
    return {
      faults,
      async throttle(rate) {
        await devtools.send('Emulation.setCPUThrottlingRate', { rate });
      },
      async measure(frames) {
        const [before, cpuBeforeMs] = [await frameStats(), await scriptCpuMs(devtools)];
        const isDone = async () => (await frameStats()).frames >= before.frames + frames;
        await waitFor(`${frames} frames`, isDone, 60_000);
        const [after, cpuAfterMs] = [await frameStats(), await scriptCpuMs(devtools)];
        return { ...after, cpuMs: (cpuAfterMs - cpuBeforeMs) / (after.frames - before.frames) };
      },
      close: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function scriptCpuMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0);
}
