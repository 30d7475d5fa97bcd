/** A screen for tests on Linux: an Xvfb of their own, so that no window appears where somebody works. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

export interface Screen {
  /** Environment of what opens windows. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openScreen(): Promise<Screen> {
  if (process.platform !== 'linux') return { env: {}, close: async () => {} };
  // It chooses a free number itself and writes it to the file descriptor 3.
  const options = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const xvfb = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const gone = once(xvfb, 'exit');
  const number = await Promise.race([
    once(xvfb.stdio[3] as Readable, 'data').then(([chunk]) => String(chunk).trim()),
    gone.then(() => Promise.reject(new Error('Xvfb ended at once'))),
  ]);
  return {
    env: { DISPLAY: `:${number}` },
    async close() {
      xvfb.kill();
      await gone;
    },
  };
}
