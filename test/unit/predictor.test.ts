/** Prediction of the own seat, on a game of one number: each tick the input is added to it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Predictor } from '../../src/client/predictor.ts';
import { asSeatId, asTick } from '../../src/core/ids.ts';
import type { AnyGame, Prediction } from '../../src/sdk/game.ts';
import { type Schema, s } from '../../src/sdk/schema.ts';

interface State {
  x: number;
  y: number;
}

const schema = s.struct({ x: s.fixed(-100_000, 100_000, 1), y: s.fixed(-1, 1, 1) }) as Schema<unknown>;
const snapshotAt = (tick: number, x: number) =>
  ({ tick: asTick(tick), generation: 1, isKeyframe: false, state: { x, y: 0 }, events: [] }) as const;

let advanced: number;
let predictor: Predictor;

beforeEach(() => {
  advanced = 0;
  const rules: Prediction<unknown, unknown> = {
    advance(state, inputs) {
      advanced++;
      (state as State).x += (inputs[0] as number | undefined) ?? 0;
    },
    body: (state) => state as State,
    bodyLength: 100,
    present: (picture, predicted) => void Object.assign(picture as State, predicted),
  };
  predictor = new Predictor({ state: schema } as AnyGame, rules, asSeatId(0));
});

/** Where the own body is drawn at the end of the running tick, long after any correction. */
function place(): number {
  const picture = { x: 0, y: 0 };
  predictor.present(picture, 1, 1e9);
  return Math.round(picture.x);
}

describe('the predictor', () => {
  test('plays inputs at once, and those again that a snapshot has not seen', () => {
    predictor.reconcile(snapshotAt(10, 0), 0);
    for (let tick = 11; tick <= 14; tick++) predictor.step(tick, 1);
    expect(place()).toBe(4);
    predictor.reconcile(snapshotAt(12, 2), 0);
    expect(place()).toBe(4);
    expect(predictor.blend.corrections).toBe(0);
    predictor.reconcile(snapshotAt(13, 50), 0);
    expect(place()).toBe(51);
    expect(predictor.blend.corrections).toBe(1);
  });

  test('goes on with the last input over ticks that were left out, as the server does', () => {
    predictor.reconcile(snapshotAt(10, 0), 0);
    predictor.step(11, 2);
    predictor.step(31, 5);
    expect(place()).toBe(20 * 2 + 5);
    predictor.reconcile(snapshotAt(30, 40), 0);
    expect(place()).toBe(45);
    expect(predictor.blend.corrections).toBe(0);
  });

  test('compares places as of the same tick when the server is further on', () => {
    predictor.reconcile(snapshotAt(10, 0), 0);
    predictor.step(11, 3);
    predictor.reconcile(snapshotAt(30, 60), 0);
    expect(place()).toBe(60);
    expect(predictor.blend.corrections).toBe(0);
  });

  test('after a long absence plays nothing of what was missed', () => {
    predictor.reconcile(snapshotAt(10, 0), 0);
    predictor.step(11, 3);
    advanced = 0;
    predictor.reconcile(snapshotAt(1_000_000, 7), 0);
    predictor.step(1_000_003, 1);
    expect(place()).toBe(8);
    expect(advanced).toBeLessThan(10);
    predictor.step(2_000_000, 1);
    predictor.reconcile(snapshotAt(2_000_000 - 2, 0), 0);
    expect(advanced).toBeLessThan(20);
  });

  test('a clock that went back starts it anew with the next snapshot', () => {
    predictor.reconcile(snapshotAt(100, 0), 0);
    for (let tick = 101; tick <= 110; tick++) predictor.step(tick, 1);
    predictor.step(60, 1);
    predictor.reconcile(snapshotAt(58, 500), 0);
    expect(place()).toBe(501);
    expect(predictor.blend.snaps).toBe(0);
  });
});
