/** `host` in a real terminal: what it draws, and that it gives the terminal back. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { HOST_FILE, makeDataDir, TEST_OPTIONS } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

/** `script` of util-linux runs a program in a terminal of its own; other systems have another one, or none. */
const hasTerminal =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

const ESCAPE = String.fromCharCode(27);
const CODES = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]`, 'g');

let terminal: ChildProcess | undefined;
let dataDir: string | undefined;

afterEach(async () => {
  if (terminal?.exitCode === null) {
    terminal.kill('SIGTERM');
    await waitFor(
      'the terminal to close',
      () => terminal!.exitCode !== null || terminal!.signalCode !== null,
    );
  }
  if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
});

/** Runs the host in a terminal of 100 by 30. */
function openTerminal(environment: Record<string, string> = {}) {
  dataDir = makeDataDir();
  const host = [process.execPath, HOST_FILE, '--data', dataDir, ...TEST_OPTIONS].map((word) => `'${word}'`);
  const command = `stty cols 100 rows 30; exec ${host.join(' ')}`;
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm-256color', ...environment },
  });
  terminal = child;
  let written = '';
  child.stdout.on('data', (chunk) => {
    written += chunk;
  });
  return {
    written: () => written,
    /** What the last picture says, without colours. */
    text: () => written.slice(written.lastIndexOf(`${ESCAPE}[H`)).replace(CODES, ''),
    press: (keys: string) => child.stdin.write(keys),
    exitCode: () => waitFor('the host to end', () => child.exitCode !== null && { code: child.exitCode }),
  };
}

describe.skipIf(!hasTerminal)('in a terminal', () => {
  test.each([
    ['q', 'q'],
    ['Ctrl+C', '\x03'],
  ])(
    'the host draws itself in place until %s is pressed, then gives the terminal back',
    async (_name, key) => {
      const { written, text, press, exitCode } = openTerminal();
      await waitFor('the whole picture', () => text().includes('q  stops hosting'));
      expect(text()).toContain('Porchlight');
      expect(text()).toMatch(/http:\/\/[\d.]+:\d+\/[A-Z]{4}/);
      expect(text()).toMatch(/[▀▄█]{10}/);
      await waitFor('the processes’ vitals', () => /worker 1 +\d+ % CPU/.test(text()));
      press(key);
      expect((await exitCode()).code).toBe(0);
      const end = written().slice(written().lastIndexOf(`${ESCAPE}[H`));
      for (const code of ['?25h', '?1049l']) expect(end).toContain(`${ESCAPE}[${code}`);
      expect(end).toContain('Hosting has ended.');
    },
  );

  test('without colours when the person wants none', async () => {
    const { written, text, press, exitCode } = openTerminal({ NO_COLOR: '1' });
    await waitFor('the whole picture', () => text().includes('q  stops hosting'));
    expect(written()).not.toMatch(new RegExp(`${ESCAPE}\\[[0-9;]*m`));
    press('q');
    await exitCode();
  });

  test('a terminal that only prints line after line gets the plain words', async () => {
    const { written, press, exitCode } = openTerminal({ TERM: 'dumb' });
    await waitFor('the welcome', () => written().includes('Ctrl+C stops hosting.'));
    expect(written()).not.toContain(ESCAPE);
    press('\x03');
    expect((await exitCode()).code).toBe(0);
  });
});
