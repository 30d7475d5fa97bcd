/** Bots over the wire: they fill rooms of a real host, measure it, find it sound, and outlive a dead worker. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { type BotFleet, startBots } from '../../src/bots/bot-fleet.ts';
import type { BotsSummary } from '../../src/bots/summary.ts';
import { NETWORKS } from '../../src/link/network-model.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

const BOTS_FILE = fileURLToPath(new URL('../../dist/node/bots.mjs', import.meta.url));

let host: HostProcess | undefined;
let fleet: BotFleet | undefined;

afterEach(async () => {
  fleet?.close();
  await host?.stop();
  fleet = undefined;
  host = undefined;
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line to its end. */
function runBots(...options: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BOTS_FILE, ...options], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('eight bots fill a room, play a match, and find nothing wrong', async () => {
  host = await startHostProcess('--bots', '0');
  const running = runBots('--url', `${host.origin}/${host.code}`, '--count', '8', '--seconds', '6', '--json');
  await waitFor('eight in a match', async () => {
    const { guests, phase } = await host!.room();
    return guests === 8 && phase === 'playing';
  });
  const { code, stdout } = await running;
  const { rooms, total, cpuPercent } = JSON.parse(stdout) as BotsSummary & { cpuPercent: number };
  expect(total).toMatchObject({ bots: 8, reconnects: 0, refusals: {}, faults: {}, ended: {} });
  expect(rooms).toEqual([{ room: host.code, ...total }]);
  expect(total.seconds).toBeGreaterThan(5);
  expect(total.snapshots).toBeGreaterThan(8 * 100);
  // Thirty a second; where a busy machine holds some up, they come several at once, and then none for longer.
  expect(total.snapshotIntervalMs.p50).toBeLessThan(50);
  expect(total.snapshotIntervalMs.p99).toBeGreaterThan(20);
  expect(total.rttMs.p50).toBeGreaterThan(0);
  expect(total.inputDelayMs.p50).toBeGreaterThan(total.rttMs.p50);
  expect(total.bytesDownPerSecond).toBeGreaterThan(total.bytesUpPerSecond);
  expect(cpuPercent).toBeGreaterThan(0);
  expect(code).toBe(0);
  await waitFor('the seats to be free again', async () => (await host!.room()).guests === 0);
});

test('over a bad network bots take longer, and find nothing wrong', async () => {
  host = await startHostProcess('--bots', '0');
  const { code, stdout } = await runBots('--url', host.origin, '--net', 'bad', '--seconds', '4', '--json');
  const { total } = JSON.parse(stdout) as BotsSummary;
  expect(total).toMatchObject({ bots: 4, reconnects: 0, refusals: {}, faults: {}, ended: {} });
  const { rttMs, jitterMs } = NETWORKS.bad;
  expect(total.rttMs.p50).toBeGreaterThan(rttMs - jitterMs);
  expect(total.rttMs.max).toBeGreaterThan(rttMs);
  expect(code).toBe(0);
});

test('what cannot be done ends with a sentence and exit code 1', async () => {
  host = await startHostProcess('--bots', '0');
  const url = ['--url', host.origin];
  const nowhere = await runBots('--url', 'http://127.0.0.1:1');
  expect(nowhere).toMatchObject({ code: 1, stdout: '' });
  expect(nowhere.stderr).toContain('Nobody answers at http://127.0.0.1:1.');
  const wrongRoom = await runBots(...url, '--room', host.code === 'BBBB' ? 'CCCC' : 'BBBB');
  expect(wrongRoom).toMatchObject({ code: 1, stderr: expect.stringContaining(`There is: ${host.code}.`) });
  const tooMany = await runBots(...url, '--count', '17');
  expect(tooMany).toMatchObject({ code: 1, stderr: expect.stringContaining('16 of 16 seats free') });
  const wrongGame = await runBots(...url, '--game', 'chess');
  expect(wrongGame).toMatchObject({ code: 1, stderr: expect.stringContaining('no room of the game chess') });
  const wrongNetwork = await runBots(...url, '--net', 'awful');
  expect(wrongNetwork).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('good, wifi, bad, not "awful"'),
  });
  host.command({ do: 'lock', locked: true });
  await waitFor('the lock', async () => (await host!.room()).locked);
  expect(await runBots(...url)).toMatchObject({ code: 1, stderr: expect.stringContaining('is locked') });
});

test('bots whose room is closed say so and end', async () => {
  host = await startHostProcess('--bots', '0');
  const running = runBots('--url', host.origin, '--count', '2');
  await waitFor('two guests', async () => (await host!.room()).guests === 2);
  host.command({ do: 'close' });
  const { code, stdout, stderr } = await running;
  expect(stderr).toContain('The host has closed this room.');
  expect(stdout).toContain('2 room-closed');
  expect(code).toBe(1);
});

test('R10: a worker dies in a match: every bot has an outage and its seat back, and finds nothing wrong', async () => {
  host = await startHostProcess('--bots', '0');
  const seen: { name: string; epoch: number; tick: number }[] = [];
  fleet = await startBots({
    ...{ origin: host.origin, rooms: 'all', count: 8, level: 'hard', ready: true },
    onSnapshot: ({ name }, { epoch, tick }) => seen.push({ name, epoch, tick }),
  });
  const { bots } = fleet;
  const arePlaying = (): boolean =>
    bots.every(({ state }) => state.is === 'seated' && state.room.phase === 'playing');
  await waitFor('the match', arePlaying);
  const { owner } = await host.room();
  process.kill(host.ready.workers.find(({ id }) => id === owner)!.pid, 'SIGKILL');
  await waitFor('everybody to be back', () => bots.every(({ last }) => last!.epoch === 2));
  await waitFor('a new match', arePlaying);

  const { total } = fleet.summary();
  expect(total).toMatchObject({ bots: 8, reconnects: 8, faults: {}, ended: {} });
  expect(total.outageMs.samples).toBe(8);
  expect(total.outageMs.p50).toBeGreaterThan(0);
  expect(bots.map(({ state }) => state.is === 'seated' && state.token)).toEqual(
    bots.map(({ token }) => token),
  );
  expect(new Set(bots.map(({ seat }) => seat)).size).toBe(8);
  expect(bots[0]!.scores().map(({ seat }) => seat)).toEqual(bots.map(({ seat }) => seat).sort());
  for (const { name } of bots) {
    expect(new Set(seen.filter((one) => one.name === name).map(({ epoch }) => epoch))).toEqual(
      new Set([1, 2]),
    );
  }
});
