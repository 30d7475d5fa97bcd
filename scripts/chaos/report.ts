/** What a chaos run has found: one row for each kind of blow and one for all, as a table or as an object. */
import { Distribution, type Spread } from '../../src/bots/distribution.ts';
import { type HangTimes, KINDS, type Kind } from './blows.ts';
import type { Judgement } from './room-log.ts';

/** One blow and what came of it. */
export interface BlowResult {
  readonly kind: Kind;
  /** Of each guest that was hit, ms. */
  readonly outagesMs: readonly number[];
  readonly hang: HangTimes | undefined;
  readonly judgement: Judgement;
  /** Frames that the bots' checker has found faulty. */
  readonly faults: number;
}

export interface Row {
  readonly kind: Kind | 'total';
  readonly blows: number;
  readonly guestsHit: number;
  /** How long a guest was without a picture, ms. */
  readonly outageMs: Spread;
  readonly roomsRolledBack: number;
  /** The most ticks that a room went back. */
  readonly rollbackTicks: number;
  readonly lostSeats: number;
  readonly lostPoints: number;
  readonly lostMatches: number;
  readonly faults: number;
  /** From the stop of a worker until it was found, and until the first snapshot at its heir, ms. */
  readonly foundMs?: Spread;
  readonly heirMs?: Spread;
}

export interface Report {
  readonly seed: number;
  /** The command that gives the same blows again. */
  readonly again: string;
  /** Why the run ended before its end: a room did not come back, or the time was over. */
  readonly failure: string | undefined;
  readonly rows: readonly Row[];
  readonly details: readonly string[];
  readonly seconds: number;
  /** Mean load of the machine in the last minute. */
  readonly load: number;
  /** How late the timers of the bots' process were: what this adds to the times above, ms. */
  readonly lagMs: { readonly p50: number; readonly p99: number };
}

export function rowsOf(results: readonly BlowResult[]): Row[] {
  const rows = KINDS.flatMap((kind) => {
    const own = results.filter((result) => result.kind === kind);
    return own.length === 0 ? [] : [rowOf(kind, own)];
  });
  return [...rows, rowOf('total', results)];
}

/** True when nothing was lost and nothing was faulty. */
export const isSound = ({ failure, rows }: Report): boolean => {
  const { lostSeats, lostPoints, lostMatches, faults } = rows.at(-1)!;
  return failure === undefined && lostSeats + lostPoints + lostMatches + faults === 0;
};

function rowOf(kind: Row['kind'], results: readonly BlowResult[]): Row {
  const sum = (of: (result: BlowResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const ticks = results.flatMap(({ judgement }) => [...judgement.rollbacks.values()]);
  const hangs = results.flatMap(({ hang }) => (hang === undefined ? [] : [hang]));
  return {
    kind,
    blows: results.length,
    guestsHit: sum(({ outagesMs }) => outagesMs.length),
    outageMs: spreadOf(results.flatMap(({ outagesMs }) => outagesMs)),
    roomsRolledBack: ticks.length,
    rollbackTicks: Math.max(0, ...ticks),
    lostSeats: sum(({ judgement }) => judgement.lostSeats),
    lostPoints: sum(({ judgement }) => judgement.lostPoints),
    lostMatches: sum(({ judgement }) => judgement.lostMatches),
    faults: sum(({ faults }) => faults),
    ...(kind === 'hang'
      ? {
          foundMs: spreadOf(hangs.map(({ foundMs }) => foundMs)),
          heirMs: spreadOf(hangs.map(({ heirMs }) => heirMs)),
        }
      : {}),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const distribution = new Distribution();
  for (const value of values) distribution.add(value);
  return distribution.spread;
}

const HEADINGS = [
  ...['blow', 'count', 'guests hit', 'outage ms', 'rooms back (ticks)', 'lost seats', 'points', 'matches'],
  'faults',
];

/** The report for a terminal. Times: median / 99th percentile / maximum. */
export function reportTable(report: Report): string {
  const cells = [HEADINGS, ...report.rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join('  '));
  const { seconds, load, lagMs, failure, details, again } = report;
  const hang = report.rows.find(({ kind }) => kind === 'hang');
  return [
    ...lines,
    '',
    'Times: median / 99th percentile / maximum.',
    ...(hang === undefined
      ? []
      : [
          `A hung worker was found after ${spread(hang.foundMs!)} ms; the first picture of its heir came after ${spread(hang.heirMs!)} ms.`,
        ]),
    `${seconds.toFixed(0)} s, load of the machine ${load.toFixed(1)}. The bots' own timers came ${lagMs.p50.toFixed(1)} ms late, 99th percentile ${lagMs.p99.toFixed(1)} ms.`,
    ...details.map((detail) => `Lost: ${detail}`),
    ...(failure === undefined ? [] : [`Failed: ${failure}`]),
    `The same blows again: ${again}`,
    '',
  ].join('\n');
}

function cellsOf(row: Row): string[] {
  const { kind, blows, guestsHit, outageMs, roomsRolledBack, rollbackTicks } = row;
  const back = roomsRolledBack === 0 ? '0' : `${roomsRolledBack} (${rollbackTicks})`;
  const losses = [row.lostSeats, row.lostPoints, row.lostMatches, row.faults];
  return [kind, String(blows), String(guestsHit), spread(outageMs), back, ...losses.map(String)];
}

const spread = ({ samples, p50, p99, max }: Spread): string =>
  samples === 0 ? '-' : [p50, p99, max].map((ms) => ms.toFixed(0)).join(' / ');
