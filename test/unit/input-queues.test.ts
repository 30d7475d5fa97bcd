/** Rule R9: inputs wait for their ticks. */
import { beforeEach, describe, expect, test } from 'vitest';
import { asSeatId, asTick, type SeatId } from '../../src/core/ids.ts';
import { InputQueues } from '../../src/room/input-queues.ts';
import { type Infer, s } from '../../src/sdk/schema.ts';

const input = s.struct({ aim: s.int(0, 1000), fires: s.bool() });
type Input = Infer<typeof input>;
const [ADA, BOB] = [asSeatId(0), asSeatId(3)];

describe('the input queues of a room', () => {
  let queues: InputQueues;
  beforeEach(() => {
    queues = new InputQueues(4, input);
  });
  const accept = (tick: number, aim: number, next: number, seat: SeatId = ADA): boolean =>
    queues.accept(seat, asTick(tick), { aim, fires: false }, asTick(next));
  /** What the seat does at `tick`: where it aims. */
  function take(tick: number, seat: SeatId = ADA): number {
    queues.take(asTick(tick), [ADA, BOB], () => ({ aim: 0, fires: false }));
    return (queues.current[seat] as Input).aim;
  }

  test('[R9] an input waits for its tick and goes on until the next one', () => {
    accept(4, 7, 2);
    expect([2, 3, 4, 5].map((tick) => take(tick))).toEqual([0, 0, 7, 7]);
    accept(6, 8, 6);
    expect(take(6)).toBe(8);
  });

  test('[R9] each seat has its own', () => {
    accept(4, 7, 3);
    accept(5, 9, 3, BOB);
    expect([3, 4, 5].map((tick) => [take(tick), (queues.current[BOB] as Input).aim])).toEqual([
      [0, 0],
      [7, 0],
      [7, 9],
    ]);
  });

  test('[R9] after half a second without an input a seat rests', () => {
    accept(10, 7, 10);
    for (let tick = 10; tick <= 40; tick++) expect(take(tick)).toBe(7);
    expect(queues.last(ADA, asTick(40))).toEqual({ aim: 7, fires: false });
    expect(take(41)).toBe(0);
    expect(queues.last(ADA, asTick(41))).toBeUndefined();
    accept(42, 8, 42);
    expect(take(42)).toBe(8);
  });

  test('[R9] a late input counts at once if nothing newer was heard, else it is refused', () => {
    expect(accept(5, 7, 8)).toBe(true);
    expect(take(8)).toBe(7);
    expect(accept(4, 6, 9)).toBe(false);
    expect(take(9)).toBe(7);
  });

  test('[R9] inputs from more than a second ahead are refused, so memory is bounded', () => {
    expect(accept(60, 1, 0)).toBe(true);
    expect(accept(61, 1, 0)).toBe(false);
  });

  test('[R9] inputs for many ticks wait at once, and what was said last for a tick counts', () => {
    for (let tick = 1; tick <= 60; tick++) accept(tick, tick, 1);
    accept(30, 999, 1);
    for (let tick = 1; tick <= 60; tick++) expect(take(tick)).toBe(tick === 30 ? 999 : tick);
  });

  test('what is handed in may change afterwards, and objects that are used again do not mix seats or ticks', () => {
    const mine = { aim: 0, fires: false };
    const aims = (tick: number, seat: number): number => (tick * 5 + seat * 300) % 1000;
    for (let tick = 1; tick <= 200; tick++) {
      for (const seat of [ADA, BOB]) {
        mine.aim = aims(tick, seat);
        queues.accept(seat, asTick(tick + (tick % 3)), mine, asTick(tick));
      }
      mine.aim = 1;
      take(tick);
      for (const seat of [ADA, BOB]) {
        const saidAt = [tick, tick - 1, tick - 2].find((at) => at > 0 && at + (at % 3) === tick);
        if (saidAt !== undefined) expect((queues.current[seat] as Input).aim).toBe(aims(saidAt, seat));
      }
      expect(queues.current[ADA]).not.toBe(queues.current[BOB]);
    }
  });

  test('a seat that somebody else takes begins with nothing, even if a message comes in between', () => {
    accept(4, 7, 3);
    accept(3, 6, 3);
    queues.forget(ADA);
    expect([3, 4].map((tick) => take(tick))).toEqual([0, 0]);
    expect(queues.takeSlack(ADA)).toBeUndefined();
  });

  test('a room that goes on elsewhere goes on with the input that was used last', () => {
    queues.resume(ADA, asTick(100), { aim: 7, fires: true });
    expect(take(101)).toBe(7);
    expect(accept(99, 1, 102)).toBe(false);
  });

  test('[F5] the slack is the least earliness since it was last asked for', () => {
    expect(queues.takeSlack(ADA)).toBeUndefined();
    accept(12, 1, 10);
    accept(13, 2, 16);
    expect(queues.takeSlack(ADA)).toBe(-3);
    expect(queues.takeSlack(ADA)).toBeUndefined();
  });
});
