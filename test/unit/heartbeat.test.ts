/** Who is taken for hung, and who is not: the primary's heartbeat, and the worker's own pulse. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Heartbeat, type WorkerSigns } from '../../src/host/heartbeat.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import { Pulse } from '../../src/worker/pulse.ts';
import { FakeClock } from '../support/fake-clock.ts';

const BEAT_MS = 50;
const WORKER = 1;

describe('the primary’s heartbeat', () => {
  let clock: FakeClock;
  let heartbeat: Heartbeat;
  let asked: number[];
  let hung: { worker: number; atMs: number; loops: boolean }[];
  let signs: WorkerSigns;

  beforeEach(() => {
    clock = new FakeClock();
    asked = [];
    hung = [];
    signs = { progress: 0, vitals: undefined };
    heartbeat = new Heartbeat({
      clock,
      ping: (worker) => asked.push(worker),
      progressOf: () => signs.progress,
      signsOf: () => signs,
      onHung: (worker, loops) => hung.push({ worker, atMs: clock.ms, loops }),
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

  test('a worker that is seen to get on is not even asked', () => {
    let progress = 0;
    runSilent(10_000, () => ({ progress: ++progress, vitals: undefined }));
    expect(hung).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('one that stands still, but answers, is never hung, and is asked at every beat', () => {
    run(10_000, [WORKER]);
    expect(hung).toEqual([]);
    expect(asked).toHaveLength(10_000 / BEAT_MS);
  });

  test('one that answers no more is found once, at the first beat after its time', () => {
    run(1_000, [WORKER]);
    const hangsMs = clock.ms;
    run(5_000);
    expect(hung).toHaveLength(1);
    const afterMs = hung[0]!.atMs - hangsMs;
    expect(afterMs).toBeGreaterThan(TIMES.silentMs);
    expect(afterMs).toBeLessThanOrEqual(TIMES.silentMs + 2 * BEAT_MS);
  });

  /** What the system says while the worker does not answer. */
  function runSilent(lastsMs: number, next: () => WorkerSigns): void {
    for (const endMs = clock.ms + lastsMs; clock.ms < endMs; ) {
      signs = next();
      run(BEAT_MS);
    }
  }

  test('one that uses up CPU and gets on with nothing loops; one that is stopped merely hangs', () => {
    let cpuMs = 0;
    runSilent(1_000, () => {
      cpuMs += BEAT_MS;
      return { progress: 7, vitals: { isStopped: false, cpuMs } };
    });
    expect(hung).toMatchObject([{ loops: true }]);
    heartbeat.add(WORKER);
    const stopsMs = clock.ms;
    runSilent(1_000, () => ({ progress: 8, vitals: { isStopped: true, cpuMs } }));
    expect(hung).toMatchObject([{}, { loops: false }]);
    expect(hung[1]!.atMs - stopsMs).toBeLessThanOrEqual(TIMES.hungMs + 3 * BEAT_MS);
  });

  test('one that gets no CPU is left alone, for three seconds at most', () => {
    runSilent(2_900, () => ({ progress: 7, vitals: { isStopped: false, cpuMs: 100 } }));
    expect(hung).toEqual([]);
    runSilent(500, () => signs);
    expect(hung).toMatchObject([{ loops: false }]);
  });

  test('one that has much to do is left alone for as long as it gets on', () => {
    let steps = 0;
    runSilent(10_000, () => {
      steps++;
      return { progress: steps, vitals: { isStopped: false, cpuMs: steps * BEAT_MS } };
    });
    expect(hung).toEqual([]);
  });

  test('an answer that comes late, but in time, is forgiven', () => {
    run(1_000, [WORKER]);
    run(TIMES.silentMs);
    heartbeat.pong(WORKER);
    run(TIMES.silentMs);
    expect(hung).toEqual([]);
  });

  test('this process’s own stall counts for nobody: everyone has the whole time again', () => {
    run(300);
    clock.ms += 60_000;
    heartbeat.beat();
    run(TIMES.silentMs);
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
