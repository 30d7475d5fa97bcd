/** The client's three clocks: the server's time, the tick of an input, and the moment that is shown. */
import { describe, expect, test } from 'vitest';
import { ClockSync } from '../../src/client/clock-sync.ts';
import { InputClock } from '../../src/client/input-clock.ts';
import { SnapshotBuffer } from '../../src/client/snapshot-buffer.ts';
import { asTick } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import { type Schema, s } from '../../src/sdk/schema.ts';

const RATE = 60;
const TICK_MS = 1000 / RATE;
const FRAME_MS = 1000 / 60;

describe('the server’s time', () => {
  test('with 10 ms of jitter the error is at most 5 ms after the first eight probes', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = new Random(seed);
      const sync = new ClockSync(RATE);
      for (let nowMs = 0; nowMs < 600; nowMs++) {
        const id = sync.takeDueProbe(nowMs);
        if (id === undefined) continue;
        const upMs = 4 + random.range(0, 10);
        const downMs = 4 + random.range(0, 10);
        const tick = 500 + (nowMs + upMs) / TICK_MS;
        sync.receive({ id, tick, slackTicks: undefined }, nowMs + upMs + downMs);
      }
      const errorMs = (sync.serverTick(1_000) - (500 + 1_000 / TICK_MS)) * TICK_MS;
      expect(Math.abs(errorMs), `seed ${seed}`).toBeLessThanOrEqual(5);
    }
  });

  test('eight probes at once, then one every two seconds; unknown replies say nothing', () => {
    const sync = new ClockSync(RATE);
    sync.receive({ id: 3, tick: 9, slackTicks: undefined }, 5);
    expect(sync.isSynced).toBe(false);
    const sentMs: number[] = [];
    for (let nowMs = 0; nowMs <= 5_000; nowMs++) {
      if (sync.takeDueProbe(nowMs) !== undefined) sentMs.push(nowMs);
    }
    expect(sentMs).toEqual([0, 60, 120, 180, 240, 300, 360, 420, 2420, 4420]);
  });
});

describe('a server’s clock that slips', () => {
  test('is believed in the end when the way has become slow for good at the same time', () => {
    const sync = new ClockSync(RATE);
    const tickAt = (ms: number): number => 500 + (ms > 20_000 ? ms - 50 : ms) / TICK_MS;
    for (let nowMs = 0; nowMs < 30_000; nowMs++) {
      const id = sync.takeDueProbe(nowMs);
      const halfMs = nowMs > 19_990 ? 40 : 5;
      if (id !== undefined)
        sync.receive({ id, tick: tickAt(nowMs + halfMs), slackTicks: undefined }, nowMs + 2 * halfMs);
    }
    expect(Math.abs(sync.serverTick(30_000) - tickAt(30_000)) * TICK_MS).toBeLessThan(1);
  });

  /** Probes over a network of `rttMs`±`jitterMs` to a server that gives `slipTicks` up after 20 s. */
  function slip(rttMs: number, jitterMs: number, slipTicks: number, seed: number) {
    const random = new Random(seed);
    const sync = new ClockSync(RATE);
    const slips: number[] = [];
    const tickAt = (ms: number): number => 500 + ms / TICK_MS - (ms > 20_000 ? slipTicks : 0);
    for (let nowMs = 0; nowMs < 24_000; nowMs++) {
      const id = sync.takeDueProbe(nowMs);
      if (id === undefined) continue;
      const [upMs, downMs] = [0, 0].map(() => (rttMs + random.range(-jitterMs, jitterMs)) / 2);
      const reply = { id, tick: tickAt(nowMs + upMs!), slackTicks: undefined };
      if (sync.receive(reply, nowMs + upMs! + downMs!)) slips.push(nowMs);
    }
    return { slips, errorMs: Math.abs(sync.serverTick(24_000) - tickAt(24_000)) * TICK_MS };
  }

  test.each([1, 3, 8])(
    'by %i ticks is noticed with the next answer, however long the way is',
    (slipTicks) => {
      for (const rttMs of [8, 40, 120]) {
        for (let seed = 1; seed <= 10; seed++) {
          const { slips, errorMs } = slip(rttMs, 4, slipTicks, seed);
          expect(slips.length).toBeGreaterThan(0);
          expect(slips[0]).toBeLessThan(22_500);
          expect(errorMs).toBeLessThanOrEqual(5);
        }
      }
    },
  );

  test('a clock that has not slipped is left alone, with 20 ms of jitter too', () => {
    for (let seed = 1; seed <= 20; seed++) expect(slip(40, 20, 0, seed).slips).toEqual([]);
  });
});

describe('the tick of an input', () => {
  test('it runs ahead of the server by half a round trip and a margin, and never back', () => {
    const clock = new InputClock(RATE);
    let before = 0;
    for (let frame = 0; frame < 600; frame++) {
      if (frame === 200) clock.reportSlack(-5);
      const nowMs = frame * FRAME_MS;
      const tick = clock.advance(nowMs, 100 + nowMs / TICK_MS, 50);
      if (frame > 0) {
        expect(tick - before).toBeGreaterThanOrEqual(0.899);
        expect(tick - before).toBeLessThanOrEqual(1.101);
      }
      before = tick;
    }
    const ahead = before - (100 + (599 * FRAME_MS) / TICK_MS);
    expect(ahead).toBeCloseTo(1.5 + 1 + 4, 0);
  });

  test('inputs that come far too early bring the margin down again, a wrong clock is jumped to', () => {
    const clock = new InputClock(RATE);
    for (let i = 0; i < 100; i++) clock.reportSlack(10);
    expect(clock.advance(0, 100, 0)).toBe(101);
    expect(clock.advance(FRAME_MS, 1_000, 0)).toBe(1_001);
  });

  test('a stall now and then does not make all inputs earlier, a network that has become slower does', () => {
    const clock = new InputClock(RATE);
    const margin = (): number => clock.advance(0, 100, 0) - 101;
    for (let i = 0; i < 20; i++) clock.reportSlack(0);
    for (let i = 0; i < 20; i++) clock.reportSlack(i % 5 === 0 ? -11 : 0);
    expect(margin()).toBe(1);
    for (let i = 0; i < 4; i++) clock.reportSlack(-5);
    expect(new InputClock(RATE).advance(0, 100, 0)).toBe(102);
    expect(clock.advance(1_000_000, 1_000_000, 0) - 1_000_001).toBeGreaterThan(3);
  });
});

describe('the shown moment', () => {
  const schema = s.struct({ x: s.fixed(0, 100_000, 16) }) as Schema<unknown>;
  const snapshotAt = (tick: number) =>
    ({ tick: asTick(tick), generation: 1, isKeyframe: false, state: { x: tick }, events: [] }) as const;

  /** Snapshots 30 a second that take `delayMs(i)` each; what is shown at every frame. */
  function show(seconds: number, delayMs: (index: number) => number) {
    const buffer = new SnapshotBuffer({ state: schema, tickRate: RATE, ticksPerSnapshot: 2 });
    const shown: { readonly tick: number; readonly x: number; readonly server: number }[] = [];
    let next = 0;
    let arrivesMs = delayMs(0);
    for (let nowMs = 0; nowMs < seconds * 1000; nowMs += FRAME_MS) {
      while (arrivesMs <= nowMs) {
        buffer.add(snapshotAt(next * 2), arrivesMs / TICK_MS);
        next++;
        arrivesMs = Math.max(arrivesMs, next * 2 * TICK_MS + delayMs(next));
      }
      const tick = buffer.advance(nowMs, nowMs / TICK_MS);
      if (tick === undefined) continue;
      shown.push({ tick, x: (buffer.stateAt(tick) as { x: number }).x, server: nowMs / TICK_MS });
    }
    return { buffer, shown };
  }

  test('on a calm network the picture is 50 ms behind what arrives', () => {
    const { buffer, shown } = show(5, () => 10);
    expect(buffer.delayMs).toBeCloseTo(60, 0);
    const last = shown.at(-1)!;
    expect((last.server - last.tick) * TICK_MS).toBeCloseTo(60, 0);
    expect(last.x).toBeCloseTo(last.tick, 3);
  });

  test('jitter lengthens the delay, never by more than 200 ms', () => {
    const random = new Random(3);
    const some = show(5, () => 10 + random.range(0, 40)).buffer;
    expect(some.delayMs).toBeGreaterThan(65);
    const wild = show(5, (i) => (i % 15 === 0 ? 700 : 10)).buffer;
    expect(wild.jitterMs).toBeGreaterThan(200);
    // Behind the mean arrival, which lies between 10 and 700 ms after the server's tick.
    expect(wild.delayMs).toBeLessThan(700 + 200);
  });

  test('while the delay changes, time runs at most 10 % faster or slower and never jumps', () => {
    const random = new Random(4);
    const { shown } = show(8, (i) => 10 + (i > 90 && i < 150 ? random.range(0, 60) : 0));
    for (let i = 30; i < shown.length; i++) {
      const passed = (shown[i]!.tick - shown[i - 1]!.tick) / (FRAME_MS / TICK_MS);
      expect(passed).toBeGreaterThanOrEqual(0.899);
      expect(passed).toBeLessThanOrEqual(1.101);
    }
  });
});
