/** What bots measure: the spread of times, and the events of one connection. */
import { expect, test } from 'vitest';
import { Distribution } from '../../src/bots/distribution.ts';
import { LinkMeter } from '../../src/bots/link-meter.ts';
import { BitWriter } from '../../src/core/bytes.ts';
import { asSeatId, asTick } from '../../src/core/ids.ts';
import { GAMES } from '../../src/games/registry.ts';
import { writeInputs, writeProbe, writeProbeReply } from '../../src/protocol/frames.ts';
import { RoomBench } from '../support/room-bench.ts';

const INTERVAL_MS = 33;

/** A meter that has got snapshots of the ticks 2 to 20, two ticks apart, on time. */
function meterAtTick20(): { meter: LinkMeter; nowMs: number } {
  const meter = new LinkMeter();
  let nowMs = 1_000;
  meter.welcomed();
  for (let tick = 2; tick <= 20; tick += 2) {
    nowMs += INTERVAL_MS;
    meter.snapshot(tick, nowMs, INTERVAL_MS);
  }
  return { meter, nowMs };
}

test('a distribution knows its percentiles within two percent, and its maximum exactly', () => {
  const odd = new Distribution();
  const all = new Distribution();
  for (let ms = 1; ms <= 1000; ms++) (ms % 2 === 1 ? odd : all).add(ms);
  all.merge(odd);
  const { samples, p50, p99, max } = all.spread;
  expect([samples, max]).toEqual([1000, 1000]);
  expect(p50 / 500).toBeGreaterThanOrEqual(1);
  expect(p50 / 500).toBeLessThan(1.021);
  expect(p99 / 990).toBeGreaterThanOrEqual(1);
  expect(p99 / 990).toBeLessThan(1.021);
  expect(new Distribution().spread).toEqual({ samples: 0, p50: 0, p99: 0, max: 0 });
});

test('F4, F5: a round trip lasts from a probe to its own reply', () => {
  const { meter, nowMs } = meterAtTick20();
  meter.sent(writeProbe(7), nowMs);
  meter.probeReplied(writeProbeReply({ id: 6, tick: 20, slackTicks: 1 }), nowMs + 5);
  meter.probeReplied(writeProbeReply({ id: 7, tick: 20, slackTicks: 1 }), nowMs + 12);
  expect(meter.rttMs.spread).toMatchObject({ samples: 1, max: 12 });
});

test('F3: an input delay lasts from the inputs to the first snapshot that has played the last of them', () => {
  const { meter, nowMs } = meterAtTick20();
  const game = GAMES[0]!;
  const bench = new RoomBench();
  const { seat } = bench.enter('Ann');
  const keyframe = bench.newReader().read(bench.framesFor(seat)[0]!.bytes)!;
  const input = game.restingInput(keyframe.state, asSeatId(seat));
  meter.sent(writeInputs(new BitWriter(), game, asTick(23), 1, [input, input]), nowMs);
  meter.snapshot(22, nowMs + 33, INTERVAL_MS);
  expect(meter.inputDelayMs.samples).toBe(0);
  meter.snapshot(24, nowMs + 66, INTERVAL_MS);
  expect(meter.inputDelayMs.spread).toMatchObject({ samples: 1, max: 66 });
});

test('a pause on one connection is an interval, and a gap when it is longer than three', () => {
  const { meter, nowMs } = meterAtTick20();
  expect(meter.intervalMs.spread).toMatchObject({ samples: 9, max: INTERVAL_MS });
  meter.snapshot(22, nowMs + 99, INTERVAL_MS);
  expect(meter.gaps).toBe(0);
  meter.snapshot(24, nowMs + 99 + 150, INTERVAL_MS);
  expect([meter.gaps, meter.longestGapMs]).toEqual([1, 150]);
});

test('a pause over a loss is an outage, however often it took to come back', () => {
  const { meter, nowMs } = meterAtTick20();
  meter.lost();
  meter.lost();
  meter.refused('owner-gone');
  meter.welcomed();
  meter.snapshot(4, nowMs + 140, INTERVAL_MS);
  meter.snapshot(6, nowMs + 173, INTERVAL_MS);
  expect(meter.outageMs.spread).toMatchObject({ samples: 1, max: 140 });
  expect([meter.reconnects, meter.gaps, meter.intervalMs.max]).toEqual([1, 0, INTERVAL_MS]);
  expect([...meter.refusals]).toEqual([['owner-gone', 1]]);
});
