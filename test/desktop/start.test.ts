/** `npm start` where no window can be shown: hosts all the same, and is gone when npm is. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isAlive, type ReadyLine } from '../support/host-process.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test.skipIf(process.platform !== 'linux')(
  'without a display it says so in one line, hosts, and leaves nothing when npm is ended',
  async () => {
    const { DISPLAY, WAYLAND_DISPLAY, ...env } = process.env;
    const npm = spawn(
      'npm',
      ['start', '--silent', '--', '--port', '0', '--json', '--data', makeTestFolder()],
      { cwd: ROOT, env },
    );
    let said = '';
    npm.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const lines: string[] = [];
    createInterface({ input: npm.stdout }).on('line', (line) => lines.push(line));
    // Every process of the host holds npm's output open; the primary puts its storage away after its workers are gone.
    let isClosed = false;
    npm.on('close', () => {
      isClosed = true;
    });
    try {
      const first = await waitFor('the ready line', () => lines[0], 60_000);
      const ready = JSON.parse(first) as ReadyLine;
      expect(ready.event).toBe('ready');
      expect(said).toContain('No window, because there is no display. Hosting without one.\n');

      npm.kill('SIGTERM');
      await waitFor('the host to be gone', () => isClosed);
      expect(ready.workers.filter(({ pid }) => isAlive(pid))).toEqual([]);
    } finally {
      npm.kill('SIGKILL');
    }
  },
);
