/** The life of a headless host, from the command line to its last process. */
import { cpSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { connectGuest, type Guest, seatGuest } from '../support/guest.ts';
import { HostProcess, isAlive, makeDataDir, startHostProcess } from '../support/host-process.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
let host: HostProcess | undefined;
let guests: Guest[] = [];

afterEach(async () => {
  for (const guest of guests) guest.close();
  guests = [];
  await host?.stop();
  host = undefined;
});

test('the first line says where guests find which room, and which processes serve it', async () => {
  host = await startHostProcess('--game', 'rim-rumble');
  const { event, port, urls, rooms, workers } = host.ready;
  expect(event).toBe('ready');
  expect(port).toBeGreaterThan(0);
  expect(urls[0]).toMatch(/^http:\/\/.+:\d+\/$/);
  expect(rooms).toEqual([
    { code: expect.stringMatching(/^[A-Z]{4}$/), game: 'rim-rumble', owner: expect.any(Number), epoch: 1 },
  ]);
  expect(workers).toHaveLength(2);
  for (const { pid } of workers) expect(isAlive(pid)).toBe(true);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s tells the guests and ends everything within 2 s',
  async (signal) => {
    host = await startHostProcess();
    const guest = await seatGuest(host);
    guests = [guest];
    const { code, tookMs } = await host.stop(signal);
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(2_000);
    expect(await guest.ended()).toBe('host-closing');
  },
);

test('guests who hold the line, with a body or with half a header, do not keep the host from ending', async () => {
  host = await startHostProcess();
  const halves = ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf', 'GET / HTTP/1.1\r\nHost'];
  for (const half of halves) {
    const socket = connect({ port: host.ready.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {});
    await new Promise((sent) => socket.write(half, sent));
  }
  expect((await host.stop()).tookMs).toBeLessThan(2_000);
});

test('a host that is killed leaves no worker behind', async () => {
  host = await startHostProcess();
  host.process.kill('SIGKILL');
  await host.exited();
  for (const pid of host.pids()) await waitFor(`worker ${pid} to end`, () => !isAlive(pid));
});

test('a taken port leads to the next free one, and that is remembered', async () => {
  const blocker = createServer().listen(0);
  const { port: taken } = blocker.address() as { port: number };
  const dataDir = makeDataDir();
  host = new HostProcess(['--port', String(taken)], dataDir);
  await waitFor('the host', () => host!.lines.length > 0);
  const { port } = host.ready;
  expect(port).toBeGreaterThan(taken);
  blocker.close();
  host.process.kill('SIGTERM');
  await host.exited();

  host = new HostProcess([], dataDir);
  await waitFor('the host', () => host!.lines.length > 0);
  expect(host.ready.port).toBe(port);
});

test('several rooms are spread over the workers', async () => {
  host = await startHostProcess('--rooms', '4');
  const owners = host.ready.rooms.map(({ owner }) => owner);
  expect(new Set(owners).size).toBe(2);
  expect(new Set(host.ready.rooms.map(({ code }) => code)).size).toBe(4);
});

test('a closed room says goodbye to its guests, and to whoever comes later', async () => {
  host = await startHostProcess();
  const guest = await seatGuest(host);
  guests = [guest];
  host.command({ do: 'close' });
  expect(await guest.ended()).toBe('room-closed');
  await host.event('room-closed', ({ room }) => room === host!.code);
  const late = await connectGuest(host, { route: '' });
  guests.push(late);
  expect(await late.ended()).toBe('room-closed');
});

test.each([
  [['--port', '70000'], '--port takes a whole number from 0 to 65535, not "70000".'],
  [['--workers', 'many'], '--workers takes a whole number from 1 to 64, not "many".'],
  [['--game', 'chess'], 'There is no game "chess". There is: rim-rumble.'],
  [['--set', 'target'], '--set takes NAME=NUMBER, not "target".'],
  [
    ['--set', 'speed=2'],
    'has no setting "speed". It has: target (1 to 15), roundSeconds (15 to 90 in steps of 5)',
  ],
  [['--set', 'target=99'], '--set target takes a whole number from 1 to 15, not "99".'],
  [['--set', 'target=many'], '--set target takes a whole number from 1 to 15, not "many".'],
  [['--set', 'roundSeconds=17'], 'takes a whole number from 15 to 90 in steps of 5, not "17".'],
  [['--log', 'loud'], '--log takes error, warn, info, debug, not "loud".'],
])('a mistake on the command line is answered in a sentence: %s', async (options, sentence) => {
  host = new HostProcess(['--port', '0', ...options], makeDataDir());
  expect(await host.exited()).toMatchObject({ code: 1 });
  expect(host.log).toContain(sentence);
  expect(host.log).not.toContain('    at ');
});

test('a host whose reader is gone ends calmly', async () => {
  host = await startHostProcess();
  host.process.stdout!.destroy();
  host.process.stdin!.write('no command, to be answered on stdout\n');
  expect(await host.exited()).toMatchObject({ code: 0 });
  expect(host.log).toBe('');
  for (const pid of host.pids()) await waitFor(`worker ${pid} to end`, () => !isAlive(pid));
});

test('a client that is not built is said so, with what to do', async () => {
  const folder = makeTestFolder();
  cpSync(join(DIST, 'node'), join(folder, 'node'), { recursive: true });
  host = new HostProcess(['--port', '0'], makeDataDir(), join(folder, 'node', 'host.mjs'));
  expect(await host.exited()).toMatchObject({ code: 1 });
  expect(host.log).toContain('Porchlight is not built');
  expect(host.log).toContain('npm run build');
});

test('a worker that dies at the start ends hosting with a sentence instead of being forked for ever', async () => {
  const folder = makeTestFolder();
  cpSync(DIST, folder, { recursive: true });
  writeFileSync(join(folder, 'node', 'worker.mjs'), 'process.exit(7);');
  host = new HostProcess(['--port', '0', '--workers', '2'], makeDataDir(), join(folder, 'node', 'host.mjs'));
  expect(await host.exited()).toMatchObject({ code: 1 });
  expect(host.log).toContain('The game process ended or hung before it was ready (code 7)');
});
