/** Rates: how often a guest may speak, and how often a room ticks. Time is the test's. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RoomCode } from '../../src/core/ids.ts';
import { RateLimit } from '../../src/worker/rate-limit.ts';
import { TickLoop } from '../../src/worker/tick-loop.ts';

describe('the rate limit', () => {
  test('buckets get the steady rate, however often they are filled, and never more than a burst', () => {
    const limit = new RateLimit(10, 5, 1_000);
    expect(limit.full).toBe(5);
    const given = (everyMs: number, fromMs: number, times: number): number => {
      let sum = 0;
      for (let i = 1; i <= times; i++) sum += limit.refill(fromMs + i * everyMs);
      return sum;
    };
    expect(given(250, 1_000, 40)).toBe(100);
    expect(given(7, 11_000, 1_000)).toBe(70);
    expect(given(249.9, 18_000, 40)).toBe(99);
    expect(limit.refill(10_000_000)).toBe(5);
    expect(limit.refill(10_000_100)).toBe(1);
  });
});

const key = (name: string): RoomCode => name as RoomCode;

/** A moment at which all tick rates may be due. */
const ON_GRID_MS = 1_000_000_000_000;

describe('the tick loop', () => {
  const clock = { nowMs: () => Date.now() };
  let loop: TickLoop;
  let patienceMs: number;
  let slept: number[];
  let told: (readonly RoomCode[])[];
  beforeEach(() => {
    vi.useFakeTimers({ now: ON_GRID_MS });
    patienceMs = 0;
    slept = [];
    told = [];
    const sleep = (ms: number): void => {
      slept.push(ms);
      vi.setSystemTime(Date.now() + Math.ceil(ms));
    };
    loop = new TickLoop({
      ...{ clock, sleep, together: 4 },
      mayRun: () => true,
      patienceMs: () => patienceMs,
      onPlay: (rooms) => told.push(rooms),
    });
  });
  afterEach(() => {
    loop.close();
    vi.useRealTimers();
  });

  test('every room ticks at its own rate, without drift', () => {
    const ticks = { fast: 0, slow: 0 };
    loop.add(key('fast'), 60, () => ticks.fast++);
    loop.add(key('slow'), 20, () => ticks.slow++);
    vi.advanceTimersByTime(10_001);
    expect(ticks).toEqual({ fast: 600, slow: 200 });
  });

  test('rooms that were opened at odd moments are woken together, and keep their rates', () => {
    const wakes = new Set<number>();
    let ticks = 0;
    for (let room = 0; room < 40; room++) {
      loop.add(key(`room ${room}`), 20, () => {
        ticks++;
        wakes.add(Date.now());
      });
      vi.advanceTimersByTime(1);
    }
    const before = ticks;
    wakes.clear();
    vi.advanceTimersByTime(1_000);
    expect(Math.abs(ticks - before - 40 * 20)).toBeLessThanOrEqual(40);
    expect(wakes.size).toBeLessThanOrEqual(60);
  });

  test('rooms are due together until that would take long, then they are spread evenly', () => {
    const wakes = new Map<number, number>();
    const count = (): void => void wakes.set(Date.now(), (wakes.get(Date.now()) ?? 0) + 1);
    const perWake = (): number[] => {
      wakes.clear();
      vi.advanceTimersByTime(1_000);
      return [...wakes.values()];
    };
    for (let room = 0; room < 20; room++) loop.add(key(`slow ${room}`), 20, count);
    expect(perWake()).toEqual(Array(20).fill(20));
    for (let room = 20; room < 120; room++) loop.add(key(`slow ${room}`), 20, count);
    expect(perWake()).toEqual(Array(60).fill(40));
    loop.add(key('fast'), 60, count);
    expect(perWake()).toEqual(Array(60).fill(41));
  });

  test('with a crowd the process sleeps from moment to moment, at most 60 times a second, and no tick is late', () => {
    patienceMs = 20;
    const late: number[] = [];
    let ticks = 0;
    loop.add(key('room'), 60, () => late.push(Date.now() - (ON_GRID_MS + (++ticks * 1000) / 60)));
    while (ticks < 60) vi.advanceTimersToNextTimer();
    expect(Math.max(...late.map(Math.abs))).toBeLessThanOrEqual(2); // this clock only knows whole ms
    expect(Math.max(...slept)).toBeLessThan(1000 / 60 + 0.01);
    expect(slept.length).toBeGreaterThan(50);
    expect(slept.length).toBeLessThanOrEqual(62);
  });

  test('with a crowd in slow rooms the process sleeps no longer than what comes may wait', () => {
    patienceMs = 20;
    let ticks = 0;
    loop.add(key('room'), 5, () => ticks++);
    while (ticks < 5) vi.advanceTimersToNextTimer();
    expect(Math.max(...slept)).toBe(20);
    expect(slept.length).toBeGreaterThanOrEqual(40);
  });

  test('when the crowd has gone the process sleeps no more, and the rooms tick on', () => {
    patienceMs = 20;
    let ticks = 0;
    loop.add(key('room'), 20, () => ticks++);
    while (ticks < 5) vi.advanceTimersToNextTimer();
    patienceMs = 0;
    vi.advanceTimersByTime(60);
    slept.length = 0;
    const before = ticks;
    vi.advanceTimersByTime(1_000);
    expect(ticks - before).toBe(20);
    expect(slept).toEqual([]);
  });

  test('before rooms are played it is said which, a few at a time, in their order', () => {
    const played: RoomCode[] = [];
    for (let room = 0; room < 6; room++)
      loop.add(key(`room ${room}`), 60, () => played.push(key(`room ${room}`)));
    loop.add(key('ends the last one'), 60, () => loop.remove(key('last')));
    loop.add(key('last'), 60, () => played.push(key('last')));
    vi.advanceTimersByTime(17);
    expect(told.map((rooms) => rooms.length)).toEqual([4, 4]);
    expect(played).toEqual(told.flat().filter((room) => room.startsWith('room')));
  });

  test('a short stall is made up for, a long one is given up', () => {
    let ticks = 0;
    loop.add(key('room'), 60, () => ticks++);
    vi.setSystemTime(Date.now() + 150);
    vi.advanceTimersByTime(17);
    expect(ticks).toBeGreaterThanOrEqual(9);
    vi.setSystemTime(Date.now() + 20_000);
    vi.advanceTimersByTime(17);
    expect(ticks).toBeLessThanOrEqual(25);
    const before = ticks;
    vi.advanceTimersByTime(1_000);
    expect(ticks - before).toBeGreaterThanOrEqual(59);
    expect(ticks - before).toBeLessThanOrEqual(61);
  });

  test('the fraction runs from 0 to 1 within a tick; a room that is gone has none', () => {
    loop.add(key('room'), 10, () => {});
    vi.advanceTimersByTime(25);
    expect(loop.fraction(key('room'))).toBeCloseTo(0.25, 5);
    vi.advanceTimersByTime(74);
    expect(loop.fraction(key('room'))).toBeCloseTo(0.99, 5);
    expect(loop.fraction(key('nobody'))).toBe(0);
  });

  test('a room that is removed, even by its own tick, and a closed loop tick no more', () => {
    let ticks = 0;
    loop.add(key('short'), 60, () => {
      ticks++;
      loop.remove(key('short'));
    });
    loop.add(key('long'), 60, () => ticks++);
    vi.advanceTimersByTime(17);
    expect(ticks).toBe(2);
    loop.close();
    vi.advanceTimersByTime(1_000);
    expect(ticks).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});
