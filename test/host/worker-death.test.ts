/** kill -9 of a worker: the host lives, the room is opened anew, its guests are told and can go on. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { ROUTE_PARAMETER } from '../../src/protocol/messages.ts';
import { type Guest, type GuestOptions, seatGuest } from '../support/guest.ts';
import { HostProcess, isAlive, makeDataDir, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** A worker of which every replacement never gets beyond its start. */
const STUCK_WORKER = `
import cluster from 'node:cluster';
if (cluster.worker.id <= 2) await import('./real-worker.mjs');
else {
  process.on('disconnect', () => process.exit());
  process.stderr.write('A replacement is starting.');
}`;

let host: HostProcess;
let guests: Guest[] = [];

const seat = async (options?: GuestOptions): Promise<Guest> => {
  const guest = await seatGuest(host, options);
  guests.push(guest);
  return guest;
};
const pidOf = (worker: number): number => host.ready.workers.find(({ id }) => id === worker)!.pid;

afterEach(async () => {
  for (const guest of guests) guest.close();
  guests = [];
  await host.stop();
});

test('the owner dies in a match: everybody is told, keeps their place, and plays on in a new round', async () => {
  host = await startHostProcess('--bots', '0');
  const { owner, route } = await host.room();
  const other = await host.routeToOther();
  const ann = await seat({ name: 'Ann', look: 3 });
  const bob = await seat({ name: 'Bob', look: 6, route: other.route });
  for (const guest of guests) guest.ready();
  await ann.until('the match', () => ann.room.phase === 'playing');
  const tokens = guests.map((guest) => guest.seated.token);

  process.kill(pidOf(owner), 'SIGKILL');
  await host.event('worker-exit', ({ worker }) => worker === owner);
  const opened = await host.event('room-opened', ({ epoch }) => epoch === 2);
  expect(opened).toMatchObject({ room: host.code, owner: other.id });
  for (const guest of guests) {
    await guest.until('the room opened anew', ({ room }) => room.epoch === 2);
    expect(guest.seated.startedAnew).toBe(true);
    await guest.untilFramesFlow();
  }
  expect(guests.map((guest) => guest.seated.token)).toEqual(tokens);
  expect([ann.me.look, bob.me.look]).toEqual([3, 6]);
  expect((await host.room()).route).toBe(route);

  for (const guest of guests) guest.ready();
  await ann.until('a new match', () => ann.room.phase === 'playing');
  expect(ann.seated.startedAnew).toBe(false);
  const replacement = await host.event('worker-ready', ({ worker }) => worker > 2);
  expect(isAlive(replacement.pid)).toBe(true);
});

test('a worker without the room dies: guests connected to it are back on the owner in a moment', async () => {
  host = await startHostProcess('--bots', '0');
  const other = await host.routeToOther();
  const ann = await seat({ name: 'Ann' });
  const bob = await seat({ name: 'Bob', route: other.route });
  const place = bob.seated.seat;
  let wasLost = false;
  bob.session.subscribe(() => {
    wasLost ||= bob.seated.reconnecting;
  });
  process.kill(pidOf(other.id), 'SIGKILL');
  await bob.until('the loss and the return', () => wasLost && !bob.seated.reconnecting);
  await bob.untilFramesFlow();
  expect(bob.seated).toMatchObject({ seat: place, startedAnew: false });
  expect(bob.room.epoch).toBe(1);
  await ann.until('Bob to be back', () => ann.room.seats.every(({ away }) => !away));
});

test('all workers die: the replacements open the room again, and guests find it', async () => {
  host = await startHostProcess('--bots', '0');
  const ann = await seat();
  for (const { pid } of host.ready.workers) process.kill(pid, 'SIGKILL');
  await ann.until('the room opened anew', () => ann.room.epoch >= 2 && !ann.seated.reconnecting, 20_000);
  await ann.untilFramesFlow();
});

test('connections that a stuck worker does not take are let go of', async () => {
  host = await startHostProcess('--bots', '0');
  const other = await host.routeToOther();
  process.kill(pidOf(other.id), 'SIGSTOP');
  let ended = 0;
  const sockets = [1, 2, 3].map(() => connect(host.ready.port, '127.0.0.1'));
  for (const socket of sockets) {
    socket.write(`GET /?${ROUTE_PARAMETER}=${other.route} HTTP/1.1\r\nHost: a\r\n\r\n`);
    socket.once('close', () => ended++);
  }
  // The first is on its way; the others wait until the worker has confirmed it.
  await waitFor('two ends', () => ended === 2);
  sockets.forEach((socket) => void socket.destroy());
});

test('while a replacement is starting, nobody who names no worker is sent to it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-stuck-'));
  cpSync(DIST, folder, { recursive: true });
  cpSync(join(DIST, 'node/worker.mjs'), join(folder, 'node/real-worker.mjs'));
  writeFileSync(join(folder, 'node/worker.mjs'), STUCK_WORKER);
  host = new HostProcess(['--port', '0', '--workers', '2'], makeDataDir(), join(folder, 'node/host.mjs'));
  await waitFor('the host', () => host.lines.length > 0);
  const { owner } = await host.room();
  const other = await host.routeToOther();
  process.kill(pidOf(other.id), 'SIGKILL');
  await waitFor('the replacement', () => host.log.includes('A replacement is starting.'));
  for (let i = 0; i < 5; i++) expect((await host.health()).worker).toBe(owner);
  rmSync(folder, { recursive: true, force: true });
});
