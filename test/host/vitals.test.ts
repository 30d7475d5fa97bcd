/** What the host knows of its processes and of its guests' connections, wherever those are held. */
import { afterEach, expect, test } from 'vitest';
import type { SeatLinkStatus, WorkerVitals } from '../../src/protocol/console.ts';
import { type Guest, seatGuest } from '../support/guest.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

let host: HostProcess | undefined;
let guests: Guest[] = [];

afterEach(async () => {
  for (const guest of guests) guest.close();
  guests = [];
  await host?.stop();
  host = undefined;
});

/** By seat, once all guests' connections are known. */
async function linksOf(count: number, deadlineMs?: number): Promise<Map<number, SeatLinkStatus>> {
  return waitFor(
    `${count} connections to be known`,
    async () => {
      const { rooms } = await host!.status();
      const known = rooms[0]!.seats.flatMap(({ seat, link }): [number, SeatLinkStatus][] =>
        link === undefined ? [] : [[seat, link]],
      );
      return known.length === count && new Map(known);
    },
    deadlineMs,
  );
}

test('within three seconds the host knows every guest’s round trip and device, at whichever worker it is', async () => {
  host = await startHostProcess();
  const { route } = await host.routeToOther();
  guests = [await seatGuest(host, { name: 'Ann' }), await seatGuest(host, { name: 'Bo', route })];
  const links = await linksOf(2, 3_000);
  for (const guest of guests) {
    const link = links.get(guest.seated.seat)!;
    expect(link.rttMs).toBeGreaterThan(0);
    expect(link.rttMs).toBeLessThan(1_000);
    expect(link.jitterMs).toBeGreaterThanOrEqual(0);
    // These guests are no browsers.
    expect(link.platform).toBe('bot');
  }
  // A seat that was given up takes what was known of it along.
  guests.pop()!.leave();
  await linksOf(1);
});

test('every worker tells how it is: processor, memory, ticks', async () => {
  host = await startHostProcess('--rooms', '2');
  for (const { code } of host.ready.rooms) guests.push(await seatGuest(host, { room: code }));
  const vitals = await waitFor('vitals of both workers, with ticks', async () => {
    const { workers } = await host!.status();
    const known = workers.flatMap(({ vitals }): WorkerVitals[] => (vitals === undefined ? [] : [vitals]));
    return known.length === 2 && known.every(({ tickP99Ms }) => tickP99Ms > 0) && known;
  });
  for (const { cpuCores, memoryBytes, tickP50Ms, tickP99Ms } of vitals) {
    expect(cpuCores).toBeGreaterThan(0);
    expect(cpuCores).toBeLessThan(4);
    expect(memoryBytes).toBeGreaterThan(20e6);
    expect(memoryBytes).toBeLessThan(1e9);
    expect(tickP50Ms).toBeLessThanOrEqual(tickP99Ms);
    expect(tickP99Ms).toBeLessThan(500);
  }
});

test('a room that goes on at another worker is still known, and so are its guests', async () => {
  host = await startHostProcess();
  guests = [await seatGuest(host)];
  await linksOf(1);
  const { owner } = host.ready.rooms[0]!;
  await host.order(owner, 'drain');
  await guests[0]!.untilFramesFlow();
  const links = await linksOf(1);
  expect(links.get(guests[0]!.seated.seat)!.rttMs).toBeGreaterThan(0);
  expect((await host.status()).rooms[0]!.owner).not.toBe(owner);
  await waitFor('both processes’ vitals', async () =>
    (await host!.status()).workers.every(({ vitals }) => vitals !== undefined),
  );
});
