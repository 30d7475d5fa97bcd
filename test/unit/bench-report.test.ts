/** The benchmark's report on made-up rows: medians, ratios, gates, and what is left to measure. */
import { describe, expect, test } from 'vitest';
import type { LoadRow, RampRow, Row } from '../bench/measure/job.ts';
import { drawChart } from '../bench/report/chart.ts';
import { gatesOf } from '../bench/report/gates.ts';
import { loadMedians, median } from '../bench/report/medians.ts';
import { comparisonReport, isSound, scaleReport } from '../bench/report/tables.ts';
import { aimed, comparison, remaining, scale } from '../bench/run/plan.ts';
import { findServer } from '../bench/servers-under-test.ts';

const COLOURS = { lamp: '#ffc24f', lampDeep: '#d98a16', ink: '#14172b' };

function load(server: string, cpuMs: number, bytes: number, more: Partial<LoadRow> = {}): LoadRow {
  return {
    ...{ command: 'load', server, hz: 20, guests: 400, roomSize: 8, workers: 1, isPinned: true, seconds: 8 },
    ...{ open: 400, measuredSeconds: 8, cpuMsPerGuestSecond: cpuMs, cpuCores: 0.4, processCores: [0.1, 0.3] },
    ...{ systemShare: 0.5, snapshotsPerGuestSecond: 20, inputsPerGuestSecond: 20, bytesPerSnapshot: 70 },
    ...{ bytesDownPerGuestSecond: bytes, bytesUpPerGuestSecond: 220, tickP50Ms: 50, tickP99Ms: 52 },
    ...{ tickMaxMs: 60, echoP50Ms: 27, echoP99Ms: 55, generatorCores: 0.3, generatorLateMs: 3 },
    ...{ foreignCores: 0.02, stolenCores: 0, isQuiet: true, bootMs: 200, joinCpuMs: 1, idleRssMb: 60 },
    ...{ rssKbPerGuest: 20, ...more },
  };
}

function ramp(server: string, guestsHeld: number): RampRow {
  return {
    ...{ command: 'ramp', server, hz: 20, startGuests: 400, guestsHeld, failedAt: null, limitedBy: 'server' },
    ...{ cpuCores: 0.95, generatorCores: 0.5, tickP99Ms: 60, failedTickP99Ms: null },
  };
}

const OTHERS: readonly Row[] = [
  load('ws-delta', 0.5, 1500),
  load('colyseus', 1.2, 4000),
  load('colyseus-tuned', 1, 4100),
  ramp('ws-delta', 2000),
  ramp('colyseus', 1000),
  ramp('colyseus-tuned', 1200),
];

const gateOf = (rows: readonly Row[], name: string) => gatesOf(rows).find((one) => one.name === name)!;

describe('medians', () => {
  test('the middle one counts, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(median([])).toBeNaN();
  });

  test('disturbed runs are left out when two quiet ones remain, not before', () => {
    const noisy = load('ws-delta', 0.9, 1500, { isQuiet: false });
    const cpuOf = (rows: readonly Row[]) =>
      loadMedians(rows, 20, 400).get('ws-delta')!.of('cpuMsPerGuestSecond');
    expect(cpuOf([load('ws-delta', 0.5, 1500), noisy, load('ws-delta', 0.6, 1500)])).toBeCloseTo(0.55);
    expect(cpuOf([load('ws-delta', 0.5, 1500), noisy, noisy])).toBe(0.9);
  });
});

describe('gates', () => {
  const ours = [load('porchlight', 0.55, 1350), ramp('porchlight', 2100)];

  test('hold the product against the delta by hand and the better way to run Colyseus', () => {
    const rows = [...OTHERS, ...ours];
    expect(gateOf(rows, "processor time, 20 Hz, 400 guests, of ws-delta's").ratio).toBeCloseTo(1.1);
    expect(gateOf(rows, "processor time, 20 Hz, 400 guests, of Colyseus'").ratio).toBeCloseTo(0.55);
    expect(gateOf(rows, "bytes to a guest, 20 Hz, 400 guests, of Colyseus'").ratio).toBeCloseTo(0.3375);
    expect(gateOf(rows, "guests held, 20 Hz, of Colyseus'").ratio).toBeCloseTo(1.75);
    expect(isSound(rows)).toBe(true);
  });

  test('one that is missed is said and fails the report', () => {
    const rows = [...OTHERS, load('porchlight', 0.75, 1350), ramp('porchlight', 1700)];
    const report = comparisonReport(rows);
    expect(report).toContain("MISSED  processor time, 20 Hz, 400 guests, of ws-delta's: 1.50 (at most 1.15)");
    expect(report).toContain("MISSED  guests held, 20 Hz, of ws-delta's: 0.85 (at least 0.9)");
    expect(report).toContain(
      "ok      bytes to a guest, 20 Hz, 400 guests, of Colyseus': 0.34 (at most 0.35)",
    );
    expect(isSound(rows)).toBe(false);
  });

  test('a server that cannot keep up is nobody to be compared with', () => {
    const overloaded = { snapshotsPerGuestSecond: 9 };
    const rows = [
      ...[load('porchlight', 0.55, 1350), load('colyseus', 0.4, 1000, overloaded)],
      load('colyseus-tuned', 1, 4100),
    ];
    expect(gateOf(rows, "processor time, 20 Hz, 400 guests, of Colyseus'").ratio).toBeCloseTo(0.55);
    expect(isSound([load('porchlight', 0.3, 500, overloaded)])).toBe(false);
  });

  test('without the product there is nothing to promise', () => {
    expect(gatesOf(OTHERS)).toEqual([]);
  });
});

describe('plan', () => {
  const servers = [findServer('ws-delta'), findServer('socketio')];
  const jobs = comparison({ servers, runs: 2, seconds: 8, hz: [20], guests: [400], hasRamp: true });

  test('takes turns, so that a slow minute hits all servers alike', () => {
    expect(jobs.map(({ command, server }) => `${command} ${server}`)).toEqual([
      ...['verify ws-delta', 'verify socketio'],
      ...[
        'load ws-delta',
        'load socketio',
        'ramp ws-delta',
        'load ws-delta',
        'load socketio',
        'ramp ws-delta',
      ],
    ]);
  });

  test('goes on where an earlier run ended', () => {
    const left = remaining(jobs, [
      load('ws-delta', 0.5, 1500),
      load('socketio', 1, 9000),
      ramp('ws-delta', 2000),
    ]);
    expect(left.map(({ command, server }) => `${command} ${server}`)).toEqual([
      ...['verify ws-delta', 'verify socketio'],
      ...['load ws-delta', 'load socketio', 'ramp ws-delta'],
    ]);
  });

  test('a ramp begins near where the processor will be used up', () => {
    const [job] = jobs.filter(({ command }) => command === 'ramp');
    const rows = [load('ws-delta', 0.5, 1500, { guests: 800, cpuCores: 0.4 })];
    expect(aimed(job!, rows)).toMatchObject({ startGuests: 1700 });
  });

  test('several workers may use every processor, and the table says so', () => {
    const [job] = scale([{ guests: 400, roomSize: 8, workers: 2, isPinned: false }], 1, 8);
    expect(job).toMatchObject({ isPinned: false, workers: 2 });
    expect(scaleReport([load('porchlight', 0.5, 1500, { workers: 2, isPinned: false })])).toContain(
      "all, the generator's too",
    );
  });
});

test('the picture has a bar and its value for every figure', () => {
  const picture = drawChart([...OTHERS, load('porchlight', 0.55, 1350), ramp('porchlight', 2100)], COLOURS);
  for (const value of ['0.55', '1,350', '2,100', '4,100', '1,200'])
    expect(picture).toContain(`>${value}</text>`);
  expect(picture).toContain(`fill="${COLOURS.lampDeep}"`);
});
