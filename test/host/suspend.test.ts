/** A computer that was asleep for a minute: host and rooms wake up together, and guests are back where they were. */
import { afterEach, expect, test } from 'vitest';
import { type Guest, seatGuest } from '../support/guest.ts';
import { type HostProcess, isAlive, LONG_MATCH, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { ScoreWatch } from '../support/watches.ts';

const SLEEP_MS = 60_000;

let host: HostProcess;
let guests: Guest[] = [];
let watch: ScoreWatch | undefined;
/** The processes that are asleep. */
let asleep: number[] = [];

afterEach(async () => {
  watch?.stop();
  for (const guest of guests) guest.close();
  wake();
  await host.stop();
});

function wake(): void {
  for (const pid of asleep) process.kill(pid, 'SIGCONT');
  asleep = [];
}

const total = (guest: Guest): number => guest.scores().reduce((sum, { score }) => sum + score, 0);

test('the whole host is asleep for a minute: no worker is taken for hung, the match goes on with every seat and point', async () => {
  host = await startHostProcess(...LONG_MATCH);
  const other = await host.routeToOther();
  guests = [
    await seatGuest(host, { name: 'Ann', look: 3 }),
    await seatGuest(host, { name: 'Bob', look: 6, route: other.route }),
  ];
  const [ann] = guests as [Guest];
  for (const guest of guests) guest.ready();
  await ann.until('a point', () => ann.room.phase === 'playing' && total(ann) > 0, 60_000);
  watch = new ScoreWatch(guests);
  const seats = guests.map(({ seated, me }) => [seated.seat, seated.token, me.name, me.look]);

  const saidBefore = host.events.length;
  const pids = [host.process.pid!, ...host.pids().filter(isAlive)];
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  asleep = pids;
  const asleepMs = performance.now();
  await waitFor('a minute to pass', () => performance.now() - asleepMs >= SLEEP_MS, SLEEP_MS + 5_000);
  for (const guest of guests) expect(guest.seated.reconnecting).toBe(true);
  wake();

  const awakeMs = performance.now();
  for (const guest of guests) {
    await guest.until('to be back', () => !guest.seated.reconnecting);
    await guest.untilFramesFlow(30);
  }
  console.log(`Back and playing ${Math.round(performance.now() - awakeMs)} ms after the host woke up.`);
  await ann.until('everybody to be back', () => ann.room.seats.every(({ away }) => !away));
  expect(guests.map(({ seated, me }) => [seated.seat, seated.token, me.name, me.look])).toEqual(seats);
  for (const guest of guests) {
    expect(guest.room).toMatchObject({ phase: 'playing', match: 1, restarts: 0 });
    expect(guest.seated.startedAnew).toBe(false);
  }
  expect(watch.falls).toEqual([]);
  const said = host.events.slice(saidBefore);
  expect(said.filter(({ event }) => event === 'worker-hung' || event === 'worker-exit')).toEqual([]);
  for (const pid of pids) expect(isAlive(pid)).toBe(true);
});
