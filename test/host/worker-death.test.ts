/** kill -9 and SIGSTOP of workers: the match goes on elsewhere, at once, with every seat and every point. */
import { cpSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { TIMES } from '../../src/protocol/limits.ts';
import { ROUTE_PARAMETER } from '../../src/protocol/messages.ts';
import { type Guest, type GuestOptions, seatGuest } from '../support/guest.ts';
import { HostProcess, isAlive, LONG_MATCH, makeDataDir, startHostProcess } from '../support/host-process.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** A worker of which the first replacement never gets beyond its start. */
const STUCK_WORKER = `
import cluster from 'node:cluster';
if (cluster.worker.id !== 3) await import('./real-worker.mjs');
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

/** Two guests in a match that has seen a point, one of them connected to the worker without the room. */
async function match(): Promise<{ ann: Guest; bob: Guest; owner: number; other: number }> {
  host = await startHostProcess(...LONG_MATCH);
  const { owner } = await host.room();
  const other = await host.routeToOther();
  const ann = await seat({ name: 'Ann', look: 3 });
  const bob = await seat({ name: 'Bob', look: 6, route: other.route });
  for (const guest of guests) guest.ready();
  await ann.until('the first point of the match', () => ann.room.phase === 'playing' && total(ann) > 0);
  return { ann, bob, owner, other: other.id };
}

const total = (guest: Guest): number => guest.scores().reduce((sum, { score }) => sum + score, 0);

afterEach(async () => {
  for (const guest of guests) guest.close();
  guests = [];
  await host.stop();
});

test('the owner dies in a match: it goes on at the heir with every seat and point, and nobody has to do a thing', async () => {
  const { ann, bob, owner, other } = await match();
  const route = (await host.room()).route;
  const seats = guests.map((guest) => [guest.seated.seat, guest.seated.token, guest.me.name, guest.me.look]);
  const scores = ann.scores();
  const { match: number, seats: roster } = ann.room;

  process.kill(host.pidOf(owner), 'SIGKILL');
  const moved = await host.event('room-moved', ({ epoch }) => epoch === 2);
  expect(moved).toMatchObject({ room: host.code, owner: other });
  for (const guest of guests) {
    await guest.until('the room at its heir', ({ room }) => room.epoch === 2);
    await guest.untilFramesFlow();
    expect(guest.seated.startedAnew).toBe(false);
    expect(guest.room).toMatchObject({ phase: 'playing', match: number, restarts: 0 });
    for (const { seat: id, score } of scores) expect(guest.score(id)).toBeGreaterThanOrEqual(score);
  }
  expect(
    guests.map((guest) => [guest.seated.seat, guest.seated.token, guest.me.name, guest.me.look]),
  ).toEqual(seats);
  expect(ann.room.seats.map(({ name }) => name)).toEqual(roster.map(({ name }) => name));
  expect((await host.room()).route).toBe(route);
  expect(bob.session.stats().desyncs).toBe(0);
  const replacement = await host.event('worker-ready', ({ worker }) => worker > 2);
  expect(isAlive(replacement.pid)).toBe(true);
});

test('one worker after the other dies: the match survives them all', async () => {
  const { ann } = await match();
  for (let epoch = 2; epoch <= 4; epoch++) {
    const { owner } = await host.room();
    const scores = ann.scores();
    process.kill(host.pidOf(owner), 'SIGKILL');
    await ann.until('the next owner', () => ann.room.epoch >= epoch && !ann.seated.reconnecting);
    await ann.untilFramesFlow();
    for (const { seat: id, score } of scores) {
      if (ann.room.phase === 'playing') expect(ann.score(id)).toBeGreaterThanOrEqual(score);
    }
    await host.event('worker-ready', ({ worker }) => worker === epoch + 1);
  }
  expect(ann.room.restarts).toBe(0);
});

test('a worker without the room dies: guests connected to it are back on the owner in a moment', async () => {
  host = await startHostProcess('--bots', '0');
  const other = await host.routeToOther();
  const ann = await seat({ name: 'Ann' });
  const bob = await seat({ name: 'Bob', route: other.route });
  const place = bob.seated.seat;
  let losses = 0;
  bob.session.subscribe(() => {
    if (bob.session.state.is === 'seated' && bob.session.state.reconnecting) losses++;
  });
  process.kill(host.pidOf(other.id), 'SIGKILL');
  await bob.until('the loss and the return', () => losses > 0 && !bob.seated.reconnecting);
  await bob.untilFramesFlow();
  expect(bob.seated).toMatchObject({ seat: place, startedAnew: false });
  expect(bob.room.epoch).toBe(1);
  await ann.until('Bob to be back', () => ann.room.seats.every(({ away }) => !away));

  // The replacement has no connections yet, so it is the one that is asked by those who name no worker.
  const { worker } = await host.event('worker-ready', ({ worker: id }) => id > 2);
  expect(await host.get('/api/rooms')).toMatchObject([{ code: host.code }]);
  expect((await host.health()).worker).toBe(worker);
});

test('all workers die at once: the replacements go on with the room, and its guests find it', async () => {
  const { ann } = await match();
  const scores = ann.scores();
  for (const { pid } of host.ready.workers) process.kill(pid, 'SIGKILL');
  await ann.until('the room again', () => ann.room.epoch >= 2 && !ann.seated.reconnecting, 20_000);
  await ann.untilFramesFlow();
  expect(ann.room).toMatchObject({ phase: 'playing', restarts: 0 });
  for (const { seat: id, score } of scores) expect(ann.score(id)).toBeGreaterThanOrEqual(score);
});

test('a worker that hangs is found, killed and replaced, and the match goes on meanwhile', async () => {
  const { ann, owner, other } = await match();
  process.kill(host.pidOf(owner), 'SIGSTOP');
  await host.event('worker-hung', ({ worker }) => worker === owner);
  await ann.until('the room at its heir', () => ann.room.epoch === 2 && !ann.seated.reconnecting);
  await ann.untilFramesFlow();
  expect((await host.room()).owner).toBe(other);
  await waitFor('the hung process to be gone', () => !isAlive(host.pidOf(owner)));
  await host.event('worker-ready', ({ worker }) => worker > 2);
});

test('connections that a hung worker was given end with it, and do not wait on', async () => {
  host = await startHostProcess('--bots', '0');
  const { owner, route } = await host.room();
  process.kill(host.pidOf(owner), 'SIGSTOP');
  const sockets = [1, 2, 3].map(() => connect(host.ready.port, '127.0.0.1'));
  let ended = 0;
  for (const socket of sockets) {
    socket.write(`GET /api/health?${ROUTE_PARAMETER}=${route} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    socket.resume();
    socket.on('error', () => {}); // 'close' follows
    socket.once('close', () => {
      ended++;
    });
  }
  await host.event('worker-exit', ({ worker }) => worker === owner);
  await waitFor('the connections to end', () => ended === sockets.length, TIMES.handshakeMs / 2);
});

test('a replacement that never gets ready: nobody who names no worker is sent to it, and another one takes its place', async () => {
  const folder = makeTestFolder();
  cpSync(DIST, folder, { recursive: true });
  cpSync(join(DIST, 'node/worker.mjs'), join(folder, 'node/real-worker.mjs'));
  writeFileSync(join(folder, 'node/worker.mjs'), STUCK_WORKER);
  host = new HostProcess(['--port', '0', '--workers', '2'], makeDataDir(), join(folder, 'node/host.mjs'));
  await waitFor('the host', () => host.lines.length > 0);
  const { owner } = await host.room();
  const other = await host.routeToOther();
  process.kill(host.pidOf(other.id), 'SIGKILL');
  await waitFor('the replacement', () => host.log.includes('A replacement is starting.'));
  for (let i = 0; i < 5; i++) expect((await host.health()).worker).toBe(owner);

  await host.event('worker-exit', ({ worker }) => worker === 3);
  expect(host.log).toContain('A worker does not get ready');
  await host.event('worker-ready', ({ worker }) => worker === 4);
});
