/** The medians of several runs. Disturbed runs are left out when enough quiet ones remain. Used by tables, gates, chart. */
import { ROOM_SIZE } from '../arena/arena.ts';
import type { LoadRow, RampRow, Row, VerifyRow } from '../measure/job.ts';
import { COLYSEUS } from '../servers-under-test.ts';

/** From so many quiet runs on the others do not count. */
const ENOUGH_QUIET = 2;

export const verifyRows = (rows: readonly Row[]): VerifyRow[] =>
  rows.filter((row): row is VerifyRow => row.command === 'verify');
export const rampRows = (rows: readonly Row[]): RampRow[] =>
  rows.filter((row): row is RampRow => row.command === 'ramp');
export const allLoadRows = (rows: readonly Row[]): LoadRow[] =>
  rows.filter((row): row is LoadRow => row.command === 'load');
/** Those of the comparison: rooms and processes of the usual size. */
export const loadRows = (rows: readonly Row[]): LoadRow[] =>
  allLoadRows(rows).filter(
    ({ roomSize, workers, isPinned }) => roomSize === ROOM_SIZE && workers === 1 && isPinned,
  );

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Several runs of the same. */
export interface LoadMedian {
  readonly runs: number;
  readonly quietRuns: number;
  /** The median of one figure. */
  of(name: NumberName): number;
}

/** The figures of a load row. */
export type NumberName = {
  [Name in keyof LoadRow]: LoadRow[Name] extends number ? Name : never;
}[keyof LoadRow];

export function summarise(rows: readonly LoadRow[]): LoadMedian {
  const quiet = rows.filter(({ isQuiet }) => isQuiet);
  const counted = quiet.length >= ENOUGH_QUIET ? quiet : rows;
  return {
    runs: rows.length,
    quietRuns: quiet.length,
    of: (name) => median(counted.map((row) => row[name])),
  };
}

/** The values of `pick`, each once, in the order of their first row. */
export function distinct<R, T>(rows: readonly R[], pick: (row: R) => T): T[] {
  return [...new Set(rows.map(pick))];
}

/** Each server's medians at a tick rate (ticks a second) and number of guests. */
export function loadMedians(rows: readonly Row[], hz: number, guests: number): Map<string, LoadMedian> {
  const alike = loadRows(rows).filter((row) => row.hz === hz && row.guests === guests);
  const names = distinct(alike, ({ server }) => server);
  return new Map(names.map((name) => [name, summarise(alike.filter(({ server }) => server === name))]));
}

/** Each server's median number of guests held at a tick rate. */
export function guestsHeld(rows: readonly Row[], hz: number): Map<string, number> {
  const alike = rampRows(rows).filter((row) => row.hz === hz);
  const names = distinct(alike, ({ server }) => server);
  const held = (name: string): number[] =>
    alike.filter(({ server }) => server === name).map((row) => row.guestsHeld);
  return new Map(names.map((name) => [name, median(held(name))]));
}

/** The better figure of the two ways to run Colyseus. Undefined when neither was measured. */
export function betterColyseus(
  figures: ReadonlyMap<string, number>,
  better: 'lower' | 'higher',
): number | undefined {
  const values = COLYSEUS.map((name) => figures.get(name)).filter((value) => value !== undefined);
  if (values.length === 0) return undefined;
  return better === 'lower' ? Math.min(...values) : Math.max(...values);
}

/** One figure of all servers. */
export function pickFigure(medians: ReadonlyMap<string, LoadMedian>, name: NumberName): Map<string, number> {
  return new Map([...medians].map(([server, figures]) => [server, figures.of(name)]));
}
