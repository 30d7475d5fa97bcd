/** Rule R10: of two owners of one room only one is ever heard, even if the other was merely asleep. */
import { afterEach, expect, test } from 'vitest';
import { EVENTS, type RoomInfo } from '../../src/protocol/messages.ts';
import { type Guest, type GuestOptions, seatGuest } from '../support/guest.ts';
import { type HostProcess, isAlive, LONG_MATCH, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { ScoreWatch } from '../support/watches.ts';
import { WireGuest } from '../support/wire-guest.ts';

let host: HostProcess;
let guests: (Guest | WireGuest)[] = [];
let watch: ScoreWatch | undefined;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(JSON.stringify(host.events), host.log);
  watch?.stop();
  for (const guest of guests) guest.close();
  guests = [];
  await host.stop();
});

async function seat(options: GuestOptions): Promise<Guest> {
  const guest = await seatGuest(host, options);
  guests.push(guest);
  return guest;
}

interface Match {
  /** At the owner, and at the other worker. */
  readonly ann: Guest;
  readonly bob: Guest;
  /** Bare connections to the owner. */
  readonly taps: readonly WireGuest[];
  readonly owner: number;
  readonly other: number;
}

/** A long match with people at both workers. */
async function match(...options: string[]): Promise<Match> {
  host = await startHostProcess(...LONG_MATCH, '--bots', '6', ...options);
  const { owner, route } = await host.room();
  const other = await host.routeToOther();
  const ann = await seat({ name: 'Ann' });
  const bob = await seat({ name: 'Bob', route: other.route });
  const taps = ['Tia', 'Tom'].map((name) => new WireGuest(host, name, route));
  guests.push(...taps);
  for (const tap of taps) await tap.untilFramesFlow();
  for (const guest of [ann, bob]) guest.ready();
  for (const tap of taps) tap.act({ do: 'ready', ready: true });
  await bob.until('a point', () => bob.room.phase === 'playing' && total(bob) > 0, 60_000);
  return { ann, bob, taps, owner, other: other.id };
}

const total = (guest: Guest): number => guest.scores().reduce((sum, { score }) => sum + score, 0);

test('[R10] an owner that was given up wakes: not a word of it reaches anybody, and it ends by itself', async () => {
  const { ann, bob, taps, owner, other } = await match('--keep-hung');
  watch = new ScoreWatch([ann, bob]);
  const pid = host.pidOf(owner);
  process.kill(pid, 'SIGSTOP');
  await host.event('worker-hung', ({ worker }) => worker === owner);
  await bob.until('the heir', () => bob.room.epoch === 2 && !bob.seated.reconnecting);
  await bob.untilFramesFlow();
  expect(isAlive(pid)).toBe(true);
  const heardBefore = taps.map((tap) => tap.heard.length);
  for (const tap of taps) expect(tap.isClosed).toBe(false);

  process.kill(pid, 'SIGCONT');
  for (const tap of taps) await waitFor('the old connection to end', () => tap.isClosed);
  for (const [i, tap] of taps.entries()) {
    const since = tap.heard.slice(heardBefore[i]);
    expect(since.map(({ event }) => event)).toEqual(['closed']);
    const infos = tap.heard.filter(({ event }) => event === EVENTS.room).map(({ data }) => data as RoomInfo);
    expect(infos.every(({ epoch }) => epoch === 1)).toBe(true);
  }
  await waitFor('the old owner to end', () => !isAlive(pid));
  await host.event('worker-exit', ({ worker }) => worker === owner);
  await ann.until('the heir', () => ann.room.epoch === 2 && !ann.seated.reconnecting);
  await ann.untilFramesFlow(30);
  await bob.untilFramesFlow(30);
  expect(watch.falls).toEqual([]);
  expect((await host.room()).owner).toBe(other);
  expect(bob.room).toMatchObject({ phase: 'playing', epoch: 2, restarts: 0 });
});

test('[R10] an owner that stood still for a moment asks, goes on, and nobody loses a thing', async () => {
  const { ann, bob, taps, owner } = await match();
  watch = new ScoreWatch([ann, bob]);
  const { route } = await host.room();
  const pid = host.pidOf(owner);
  const before = [ann, bob].map(({ seated, me }) => [seated.seat, me.name]);
  const stoppedMs = performance.now();
  process.kill(pid, 'SIGSTOP');
  await waitFor('a quarter of a second', () => performance.now() - stoppedMs >= 250);
  process.kill(pid, 'SIGCONT');

  await waitFor('the question', async () => (await host.health(route)).counters.stalled);
  for (const guest of [ann, bob, ...taps]) await guest.untilFramesFlow(30);
  expect(host.events.filter(({ event }) => event === 'worker-hung' || event === 'room-moved')).toEqual([]);
  expect([ann, bob].map(({ seated, me }) => [seated.seat, me.name])).toEqual(before);
  for (const guest of [ann, bob]) {
    expect(guest.seated.reconnecting).toBe(false);
    expect(guest.room).toMatchObject({ epoch: 1, phase: 'playing' });
    expect(guest.session.stats().desyncs).toBe(0);
  }
  for (const tap of taps) expect(tap.isClosed).toBe(false);
  expect(watch.falls).toEqual([]);
});
