/** How a worker measures itself, and what it tells of its guests' connections. Time is the test's. */
import { describe, expect, test } from 'vitest';
import { asSeatId, asWorkerId, type RoomCode } from '../../src/core/ids.ts';
import { NETWORKS } from '../../src/link/network-model.ts';
import type { LinkQuality } from '../../src/protocol/frames.ts';
import type { SeatLink } from '../../src/worker/cluster-bus.ts';
import { LinkNews } from '../../src/worker/link-news.ts';
import { TickTimes } from '../../src/worker/tick-times.ts';
import { VitalsMeter } from '../../src/worker/vitals.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { SimulatedPlay } from '../support/simulated-link.ts';

describe('the times of ticks', () => {
  test('quantiles are right to a tenth, from 10 µs to half a second', () => {
    for (const ms of [0.011, 0.1, 0.33, 1, 7.7, 16.6, 500]) {
      const times = new TickTimes();
      for (let i = 0; i < 100; i++) times.add(ms);
      for (const share of [0, 0.5, 0.99, 1]) {
        expect(times.quantileMs(share) / ms).toBeGreaterThanOrEqual(0.999);
        expect(times.quantileMs(share) / ms).toBeLessThan(1.1);
      }
    }
  });

  test('one slow tick of a hundred is left out by the 99th percentile, two are not', () => {
    const times = new TickTimes();
    for (let i = 0; i < 99; i++) times.add(0.2);
    times.add(30);
    expect(times.quantileMs(0.99)).toBeLessThan(0.25);
    times.add(30);
    expect(times.quantileMs(0.99)).toBeGreaterThan(29);
    expect(times.quantileMs(0.5)).toBeLessThan(0.25);
  });

  test('what is out of range is counted at the ends', () => {
    const times = new TickTimes();
    for (const ms of [-1, 0, 1e-9]) times.add(ms);
    expect(times.quantileMs(1)).toBeCloseTo(0.01);
    times.add(60_000);
    expect(times.quantileMs(1)).toBeGreaterThan(500);
  });

  test('nothing counted is 0', () => {
    const times = new TickTimes();
    times.add(5);
    times.clear();
    expect(times.quantileMs(0.99)).toBe(0);
  });
});

test('a look at the process covers the time since the last one', () => {
  const clock = new FakeClock();
  const tickTimes = new TickTimes();
  let usedMs = 700;
  const meter = new VitalsMeter({ clock, tickTimes, cpuMs: () => usedMs, memoryBytes: () => 5_000 });
  clock.ms = 2_000;
  usedMs = 1_200;
  tickTimes.add(3);
  expect(meter.look()).toMatchObject({ cpuCores: 0.25, memoryBytes: 5_000 });
  clock.ms = 3_000;
  usedMs = 2_900;
  expect(meter.look()).toEqual({ cpuCores: 1.7, memoryBytes: 5_000, tickP50Ms: 0, tickP99Ms: 0 });
});

describe('news of connections', () => {
  const code = 'BCDF' as RoomCode;
  const seat = asSeatId(3);

  function makeRoom() {
    const links = new Map<typeof seat, SeatLink>();
    const guest: { quality: LinkQuality | undefined } = { quality: undefined };
    const connect = (platform: SeatLink['platform']): void =>
      void links.set(seat, { edge: asWorkerId(1), socketId: platform, platform });
    const room = { seats: { get: () => guest } };
    return { guest, connect, rooms: [[code, { room, voice: { links } }]] as const };
  }

  test('are told once each, and only when a guest has said something', () => {
    const { guest, connect, rooms } = makeRoom();
    const news = new LinkNews();
    connect('iPhone');
    expect(news.take(rooms)).toEqual([]);
    guest.quality = { rttMs: 4, jitterMs: 1 };
    const told = [{ code, seats: [{ seat, rttMs: 4, jitterMs: 1, platform: 'iPhone' }] }];
    expect(news.take(rooms)).toEqual(told);
    expect(news.take(rooms)).toEqual([]);
    guest.quality = { rttMs: 4, jitterMs: 1 };
    expect(news.take(rooms)).toEqual(told);
  });

  test('another connection of the same seat is news', () => {
    const { guest, connect, rooms } = makeRoom();
    const news = new LinkNews();
    guest.quality = { rttMs: 4, jitterMs: 1 };
    connect('iPhone');
    news.take(rooms);
    connect('Windows');
    expect(news.take(rooms)[0]?.seats[0]?.platform).toBe('Windows');
  });
});

test('[F4] a host is told the round trip and the jitter that its guest sees itself', () => {
  const play = new SimulatedPlay(NETWORKS.bad, 1);
  play.run(20_000);
  const { rttMs, jitterMs } = play.session.stats();
  const told = play.room.seats.people[0]!.quality!;
  expect(rttMs).toBeGreaterThan(20);
  expect(Math.abs(told.rttMs - rttMs)).toBeLessThan(15);
  expect(Math.abs(told.jitterMs - jitterMs)).toBeLessThan(40);
});
