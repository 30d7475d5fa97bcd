/** Who is taken for hung, and who is not: the primary's heartbeat, and the worker's own pulse. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Heartbeat } from '../../src/host/heartbeat.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import { Pulse } from '../../src/worker/pulse.ts';
import { FakeClock } from '../support/fake-clock.ts';

const BEAT_MS = 50;
const WORKER = 1;

describe('the primary’s heartbeat', () => {
  let clock: FakeClock;
  let heartbeat: Heartbeat;
  let asked: number[];
  let hung: { worker: number; atMs: number }[];

  beforeEach(() => {
    clock = new FakeClock();
    asked = [];
    hung = [];
    heartbeat = new Heartbeat({
      clock,
      ping: (worker) => asked.push(worker),
      onHung: (worker) => hung.push({ worker, atMs: clock.ms }),
    });
    heartbeat.add(WORKER);
  });

  /** Beats for so long; `answers` is asked after every beat who answers. */
  function run(lastsMs: number, answers: readonly number[] = []): void {
    for (const endMs = clock.ms + lastsMs; clock.ms < endMs; ) {
      clock.ms += BEAT_MS;
      heartbeat.beat();
      for (const worker of answers) heartbeat.pong(worker);
    }
  }

  test('a worker that answers is never hung, and is asked at every beat', () => {
    run(10_000, [WORKER]);
    expect(hung).toEqual([]);
    expect(asked).toHaveLength(10_000 / BEAT_MS);
  });

  test('one that answers no more is found once, at the first beat after TIMES.hungMs', () => {
    run(1_000, [WORKER]);
    const hangsMs = clock.ms;
    run(5_000);
    expect(hung).toHaveLength(1);
    const afterMs = hung[0]!.atMs - hangsMs;
    expect(afterMs).toBeGreaterThan(TIMES.hungMs);
    expect(afterMs).toBeLessThanOrEqual(TIMES.hungMs + 2 * BEAT_MS);
  });

  test('an answer that comes late, but in time, is forgiven', () => {
    run(1_000, [WORKER]);
    run(TIMES.hungMs);
    heartbeat.pong(WORKER);
    run(TIMES.hungMs);
    expect(hung).toEqual([]);
  });

  test('this process’s own stall counts for nobody: everyone has the whole time again', () => {
    run(300);
    clock.ms += 60_000;
    heartbeat.beat();
    run(TIMES.hungMs);
    expect(hung).toEqual([]);
    run(BEAT_MS);
    expect(hung).toHaveLength(1);
  });

  test('one hangs, the other does not: only the first is found', () => {
    heartbeat.add(2);
    run(5_000, [2]);
    expect(hung.map(({ worker }) => worker)).toEqual([WORKER]);
  });

  test('a worker that was removed is neither asked nor found, whatever it still answers', () => {
    run(100);
    heartbeat.remove(WORKER);
    asked = [];
    heartbeat.pong(WORKER);
    run(5_000);
    expect(hung).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('the worker’s pulse', () => {
  let clock: FakeClock;
  let pulse: Pulse;
  let questions: number;

  beforeEach(() => {
    clock = new FakeClock();
    questions = 0;
    pulse = new Pulse({ clock, askToGoOn: () => void questions++ });
  });
  afterEach(() => pulse.goOn());

  test('a worker that never stands still goes on unasked', () => {
    for (let i = 0; i < 100; i++) {
      clock.ms += TIMES.stalledMs;
      expect(pulse.isSteady()).toBe(true);
    }
    expect(questions).toBe(0);
  });

  test('one that stood still asks once, and holds until it is told to go on', () => {
    clock.ms += TIMES.stalledMs + 1;
    for (let i = 0; i < 10; i++) {
      expect(pulse.isSteady()).toBe(false);
      clock.ms += 5;
    }
    expect(questions).toBe(1);
    pulse.goOn();
    expect(pulse.isSteady()).toBe(true);
  });

  test('it stands still again while it waits for the answer, and asks again after that', () => {
    clock.ms += TIMES.stalledMs + 1;
    pulse.isSteady();
    clock.ms += TIMES.stalledMs + 1;
    expect(pulse.isSteady()).toBe(false);
    pulse.goOn();
    clock.ms += TIMES.stalledMs + 1;
    expect(pulse.isSteady()).toBe(false);
    expect(questions).toBe(2);
  });

  test('it doubts itself well before others may have given it up', () => {
    expect(TIMES.stalledMs).toBeLessThan(TIMES.hungMs);
  });
});
