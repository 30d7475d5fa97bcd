/** Workers that are drained or restarted on purpose: nobody loses a thing, nobody sees it. */
import { afterEach, expect, test } from 'vitest';
import { TIMES } from '../../src/protocol/limits.ts';
import { type Guest, seatGuest } from '../support/guest.ts';
import { type HostProcess, isAlive, LONG_MATCH, startHostProcess } from '../support/host-process.ts';
import { AwayWatch, ScoreWatch } from '../support/watches.ts';

/** Who is back by then was never away. A thirtieth is usual; `npm run chaos` measures how long it takes. */
const MAX_GAP_MS = TIMES.returnMs;

let host: HostProcess;
let guests: Guest[] = [];
let scores: ScoreWatch;
let presence: AwayWatch;

afterEach(async () => {
  scores?.stop();
  presence?.stop();
  for (const guest of guests) guest.close();
  guests = [];
  await host.stop();
});

/** A match in each of two rooms with two guests each; both Bobs are connected to the other room's worker. */
async function play(): Promise<void> {
  const codes = host.ready.rooms.map(({ code }) => code);
  for (const [i, code] of codes.entries()) {
    const { route } = await host.room(codes[1 - i]!);
    guests.push(await seatGuest(host, { name: 'Ann', room: code }));
    guests.push(await seatGuest(host, { name: 'Bob', room: code, route }));
  }
  for (const guest of guests) guest.ready();
  for (const guest of guests)
    await guest.until('a point', () => isPlaying(guest) && total(guest) > 0, 60_000);
  scores = new ScoreWatch(guests);
  presence = new AwayWatch(guests);
}

const startRooms = (): Promise<HostProcess> => startHostProcess(...LONG_MATCH, '--rooms', '2');
const isPlaying = (guest: Guest): boolean => guest.room.phase === 'playing';
const total = (guest: Guest): number => guest.scores().reduce((sum, { score }) => sum + score, 0);
const seats = () => guests.map(({ seated, me }) => [seated.seat, seated.token, me.name, me.look]);

/** The same seats in the same matches, and nobody was without a picture for long since `sinceMs`. */
async function expectNothingLost(before: unknown, what: string, sinceMs: number): Promise<void> {
  for (const guest of guests) {
    await guest.until('to be back', () => !guest.seated.reconnecting);
    await guest.untilFramesFlow(30);
  }
  const gaps = guests.map((guest) => Math.round(guest.longestGapMs(sinceMs)));
  console.log(`Longest gaps between snapshots, ${what}: ${gaps.join(', ')} ms.`);
  expect(seats()).toEqual(before);
  for (const guest of guests) {
    expect(guest.room).toMatchObject({ phase: 'playing', match: 1, restarts: 0 });
    expect(guest.seated.startedAnew).toBe(false);
    expect(guest.session.stats().desyncs).toBe(0);
  }
  expect(scores.falls).toEqual([]);
  expect([...presence.away]).toEqual([]);
  expect(Math.max(...gaps)).toBeLessThan(MAX_GAP_MS);
}

test('a worker is drained in the middle of matches: its rooms and guests are elsewhere, and nobody noticed', async () => {
  host = await startRooms();
  await play();
  const { owner } = await host.room();
  const before = seats();
  const sinceMs = performance.now();
  expect(await host.order(owner, 'drain')).toMatchObject({ event: 'drained', rooms: 0, guests: 0 });
  await host.event('room-moved', ({ room }) => room === host.code);
  await expectNothingLost(before, 'one worker drained', sinceMs);
  expect((await host.room()).owner).not.toBe(owner);
  expect(isAlive(host.pidOf(owner))).toBe(true);
});

test('all workers are restarted one after the other during a match', async () => {
  host = await startRooms();
  await play();
  const before = seats();
  const sinceMs = performance.now();
  for (const { id, pid } of host.ready.workers) {
    expect(await host.order(id, 'restart')).toMatchObject({ event: 'restarted', worker: id });
    expect(await host.event('worker-exit', ({ worker }) => worker === id)).toMatchObject({ code: 0 });
    expect(isAlive(pid)).toBe(false);
  }
  await expectNothingLost(before, 'all workers restarted', sinceMs);
  const now = (await host.health()).workers.map(({ id }) => id);
  for (const { id } of host.ready.workers) expect(now).not.toContain(id);
});

test('the only worker cannot be drained, nor one that there is not: a sentence says so', async () => {
  host = await startHostProcess('--workers', '1');
  const [only] = host.ready.workers;
  const refused = await host.order(only!.id, 'drain');
  expect(refused).toMatchObject({
    event: 'command-failed',
    text: expect.stringContaining('no other worker'),
  });
  expect((await host.order(99, 'restart')).text).toBe('There is no worker 99.');
  expect(isAlive(only!.pid)).toBe(true);
});
