/** Rules F1 to F6 of PROTOCOL.md: the layouts are pinned in hex, and no damage from outside ever throws. */
import { describe, expect, test } from 'vitest';
import { BitReader, BitWriter } from '../../src/core/bytes.ts';
import { asTick } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import {
  FRAME,
  nextGeneration,
  readInputs,
  readProbe,
  readProbeReply,
  SnapshotReader,
  type WireGame,
  widen,
  writeDelta,
  writeInputs,
  writeKeyframe,
  writeProbe,
  writeProbeReply,
} from '../../src/protocol/frames.ts';
import { LIMITS } from '../../src/protocol/limits.ts';
import { type Schema, s } from '../../src/sdk/schema.ts';

const game: WireGame = {
  state: s.struct({ x: s.int(0, 255), names: s.list(s.text(6), 4), on: s.bool() }) as Schema<unknown>,
  input: s.struct({ aim: s.int(-8, 7), presses: s.counter(3) }) as Schema<unknown>,
  events: { bang: s.struct({ x: s.int(0, 15) }) as Schema<unknown>, hush: s.struct({}) as Schema<unknown> },
};
const writer = new BitWriter();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const first = { x: 7, names: ['Ada'], on: false };
const second = { x: 9, names: ['Ada', 'Bo'], on: true };

const keyframe = (tick = 1000, generation = 3) =>
  writeKeyframe(writer, game, { tick: asTick(tick), generation }, first, []);
const delta = (tick = 1002) =>
  writeDelta(writer, game, asTick(tick), first, second, [
    { type: 'bang', tick: asTick(tick - 1), data: { x: 5 } },
  ]);
const inputs = (firstTick = 1005) =>
  writeInputs(writer, game, asTick(firstTick), 3, [
    { aim: -3, presses: 1 },
    { aim: -3, presses: 2 },
  ]);

describe('layouts', () => {
  test('[F1] a keyframe is its kind, generation, tick and the whole state', () => {
    expect(hex(keyframe())).toBe('0103e80300000eb2200032803000');
  });

  test('[F2] a delta travels as its kind, the low byte of its tick, events and what has changed', () => {
    expect(hex(delta())).toBe('02ea45192f1202780308');
  });

  test('[F3] inputs travel as their kind, first tick, generation, count and each change', () => {
    expect(hex(inputs())).toBe('11ed0323950a');
  });

  test('[F4] [F5] a probe is six bytes, its reply eight', () => {
    expect(hex(writeProbe(0x1ff))).toBe('12ffffff0000');
    expect(hex(writeProbe(1, { rttMs: 12.34, jitterMs: 300 }))).toBe('12017b00b80b');
    expect(hex(writeProbeReply({ id: 9, tick: 258.5, slackTicks: -2 }))).toBe('03090201000080fe');
    expect(hex(writeProbeReply({ id: 9, tick: 258.5, slackTicks: undefined }))).toBe('030902010000807f');
  });
});

describe('round trips', () => {
  test('[F1] [F2] a keyframe and its deltas rebuild the state, its tick and its events', () => {
    const reader = new SnapshotReader(game);
    expect(reader.read(keyframe())).toEqual({
      tick: 1000,
      generation: 3,
      isKeyframe: true,
      state: first,
      events: [],
    });
    expect(reader.read(delta())).toEqual({
      tick: 1002,
      generation: 3,
      isKeyframe: false,
      state: second,
      events: [{ type: 'bang', tick: 1001, data: { x: 5 } }],
    });
  });

  test('[F2] a snapshot that was handed out does not change with the ones after it', () => {
    const reader = new SnapshotReader(game);
    const snapshot = reader.read(keyframe());
    reader.read(delta());
    expect(snapshot?.state).toEqual(first);
  });

  test('[F2] an event older than 15 ticks is told as 15 ticks old', () => {
    const reader = new SnapshotReader(game);
    reader.read(keyframe());
    const old = [{ type: 'hush', tick: asTick(900), data: {} }];
    const snapshot = reader.read(writeDelta(writer, game, asTick(1002), first, first, old));
    expect(snapshot?.events[0]?.tick).toBe(987);
  });

  test('[F2] the low byte of the tick is widened across every wrap', () => {
    const reader = new SnapshotReader(game);
    reader.read(keyframe(200));
    for (let tick = 202; tick < 2000; tick += 2) {
      const bytes = writeDelta(writer, game, asTick(tick), first, first, []);
      expect(reader.read(bytes)?.tick).toBe(tick);
    }
  });

  test('[F1] [F2] a delta without its keyframe is refused, and a keyframe mends the stream', () => {
    const reader = new SnapshotReader(game);
    expect(reader.read(delta())).toBeUndefined();
    reader.read(keyframe());
    expect(reader.read(Uint8Array.of(2))).toBeUndefined();
    expect(reader.read(delta())).toBeUndefined();
    expect(reader.read(keyframe())?.tick).toBe(1000);
  });

  test('[F3] inputs come out as they went in, at the tick that is nearest to the room', () => {
    for (const tick of [0, 65_530, 65_536, 131_071, 10_000_000]) {
      for (const off of [-30, 0, 30]) {
        const near = asTick(Math.max(0, tick + off));
        expect(readInputs(new BitReader(inputs(tick), 1), game, near)).toEqual({
          firstTick: tick,
          generation: 3,
          inputs: [
            { aim: -3, presses: 1 },
            { aim: -3, presses: 2 },
          ],
        });
      }
    }
  });

  test('[F3] one frame carries 1 to 8 inputs; more or none is the writer’s mistake', () => {
    const many = (count: number) => Array.from({ length: count }, (_, aim) => ({ aim: aim % 8, presses: 0 }));
    for (let count = 1; count <= LIMITS.inputsPerFrame; count++) {
      const bytes = writeInputs(writer, game, asTick(5), 0, many(count));
      expect(readInputs(new BitReader(bytes, 1), game, asTick(5))?.inputs).toEqual(many(count));
    }
    expect(() => writeInputs(writer, game, asTick(5), 0, [])).toThrow();
    expect(() => writeInputs(writer, game, asTick(5), 0, many(9))).toThrow();
  });

  test('[F5] a reply keeps the tick to 1/256 and the slack as a signed byte', () => {
    for (const slackTicks of [-128, -1, 0, 60, undefined]) {
      const bytes = writeProbeReply({ id: 200, tick: 70_000.75, slackTicks });
      expect(readProbeReply(bytes)).toEqual({ id: 200, tick: 70_000.75, slackTicks });
    }
    const early = readProbeReply(writeProbeReply({ id: 0, tick: 1, slackTicks: -1000 }));
    expect(early?.slackTicks).toBe(-128);
  });

  test('[F4] a probe tells the way to the host in tenths of a ms, and never more than 6553.4', () => {
    expect(readProbe(new BitReader(writeProbe(77), 1))).toEqual({ id: 77, quality: undefined });
    const read = (rttMs: number, jitterMs: number) =>
      readProbe(new BitReader(writeProbe(1, { rttMs, jitterMs }), 1))?.quality;
    expect(read(0, 0)).toEqual({ rttMs: 0, jitterMs: 0 });
    expect(read(12.34, 0.06)).toEqual({ rttMs: 12.3, jitterMs: 0.1 });
    expect(read(60_000, 7_000)).toEqual({ rttMs: 6553.4, jitterMs: 6553.4 });
    expect(read(-1, Number.NaN)).toEqual({ rttMs: 0, jitterMs: 0 });
  });

  test('[F6] generations count to 31 and start again', () => {
    expect(nextGeneration(30)).toBe(31);
    expect(nextGeneration(31)).toBe(0);
  });

  test('[F6] widening finds the nearest number with these low bits', () => {
    const random = new Random(5);
    for (let i = 0; i < 2000; i++) {
      const bits = 1 + random.int(16);
      const near = random.int(1_000_000) + 100_000;
      const reach = Math.max(0, 2 ** (bits - 1) - 1);
      const full = near - reach + random.int(2 * reach + 1);
      expect(widen(full % 2 ** bits, bits, near)).toBe(full);
    }
  });
});

describe('damage', () => {
  const readers = (bytes: Uint8Array): unknown[] => {
    const fresh = new SnapshotReader(game);
    const running = new SnapshotReader(game);
    running.read(keyframe());
    const reader = new BitReader(bytes);
    const kind = reader.read(8); // the room tells the two by it
    return [
      fresh.read(bytes),
      running.read(bytes),
      kind === FRAME.inputs ? readInputs(reader, game, asTick(1000)) : undefined,
      kind === FRAME.probe ? readProbe(reader) : undefined,
      readProbeReply(bytes),
    ];
  };

  test('[F6] a frame that is cut short or has bytes too many is refused by every reader', () => {
    for (const whole of [keyframe(), delta(), inputs(), writeProbe(1), replyBytes()]) {
      for (let length = 0; length < whole.length; length++) {
        expect(readers(whole.slice(0, length)).every((result) => result === undefined)).toBe(true);
      }
      const longer = Uint8Array.of(...whole, 0);
      expect(readers(longer).every((result) => result === undefined)).toBe(true);
    }
  });

  test('[F6] 10,000 random byte strings never throw', () => {
    const random = new Random(2026);
    for (let i = 0; i < 10_000; i++) {
      const bytes = Uint8Array.from({ length: random.int(40) }, () => random.int(256));
      if (bytes.length > 0 && random.int(4) > 0) bytes[0] = random.pick([1, 2, 3, 17, 18]);
      readers(bytes);
    }
  });

  test('[F6] 10,000 frames with flipped bits never throw, and what is read lies within the schema', () => {
    const random = new Random(2027);
    const wholes = [keyframe(), delta(), inputs(), writeProbe(1), replyBytes()];
    for (let i = 0; i < 10_000; i++) {
      const bytes = random.pick(wholes).slice();
      for (let flips = 1 + random.int(3); flips > 0; flips--) {
        const bit = random.int(bytes.length * 8);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
      }
      const frame = readers(bytes)[2] as { inputs: { aim: number; presses: number }[] } | undefined;
      for (const { aim, presses } of frame?.inputs ?? []) {
        expect(aim).toBeGreaterThanOrEqual(-8);
        expect(aim).toBeLessThanOrEqual(7);
        expect(presses).toBeLessThan(8);
      }
    }
  });
});

const replyBytes = (): Uint8Array => writeProbeReply({ id: 1, tick: 2.5, slackTicks: 3 });
