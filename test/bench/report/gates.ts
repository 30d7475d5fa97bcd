/** What the product promises against the others, as ratios of medians. Used by the report. */
import type { Row } from '../measure/job.ts';
import { BY_HAND, PRODUCT } from '../servers-under-test.ts';
import {
  betterColyseus,
  distinct,
  guestsHeld,
  loadMedians,
  loadRows,
  type NumberName,
  pickFigure,
  rampRows,
} from './medians.ts';

export interface Gate {
  /** What was compared, and where. */
  readonly name: string;
  readonly ratio: number;
  readonly isAtMost: boolean;
  readonly limit: number;
  readonly isKept: boolean;
}

/** Processor time, in shares of what the other takes. */
const CPU_OF_BY_HAND = 1.15;
/** Of Colyseus, by ticks a second. */
const CPU_OF_COLYSEUS: ReadonlyMap<number, number> = new Map([
  [20, 0.7],
  [60, 0.6],
]);
/** Who sends fewer snapshots than this share of the ticks is overloaded: what it costs then tells nothing. */
const LEAST_RATE = 0.93;
const BYTES_OF_BY_HAND = 1;
const BYTES_OF_COLYSEUS = 0.35;
const GUESTS_OF_BY_HAND = 0.9;
const GUESTS_OF_COLYSEUS = 1.7;

/** All gates that the rows can tell about. */
export function gatesOf(rows: readonly Row[]): Gate[] {
  const loads = loadRows(rows);
  const rates = distinct(loads, ({ hz }) => hz);
  const counts = distinct(loads, ({ guests }) => guests);
  return [
    ...rates.flatMap((hz) => counts.flatMap((guests) => loadGates(rows, hz, guests))),
    ...distinct(rampRows(rows), ({ hz }) => hz).flatMap((hz) => rampGates(rows, hz)),
  ];
}

function loadGates(rows: readonly Row[], hz: number, guests: number): Gate[] {
  const all = loadMedians(rows, hz, guests);
  const rates = pickFigure(all, 'snapshotsPerGuestSecond');
  const medians = new Map([...all].filter(([name]) => rates.get(name)! >= LEAST_RATE * hz));
  const at = `${hz} Hz, ${guests} guests`;
  const atMost = (
    name: NumberName,
    what: string,
    ofByHand: number,
    ofColyseus: number | undefined,
  ): Gate[] => {
    const figures = pickFigure(medians, name);
    const ours = figures.get(PRODUCT);
    const colyseus = betterColyseus(figures, 'lower');
    return [
      ...gate(`${what}, ${at}, of ${BY_HAND}'s`, ours, figures.get(BY_HAND), 'at most', ofByHand),
      ...gate(`${what}, ${at}, of Colyseus'`, ours, colyseus, 'at most', ofColyseus),
    ];
  };
  return [
    ...gate(`snapshots, ${at}, of all ticks`, rates.get(PRODUCT), hz, 'at least', LEAST_RATE),
    ...atMost('cpuMsPerGuestSecond', 'processor time', CPU_OF_BY_HAND, CPU_OF_COLYSEUS.get(hz)),
    ...atMost('bytesDownPerGuestSecond', 'bytes to a guest', BYTES_OF_BY_HAND, BYTES_OF_COLYSEUS),
  ];
}

function rampGates(rows: readonly Row[], hz: number): Gate[] {
  const held = guestsHeld(rows, hz);
  const ours = held.get(PRODUCT);
  const colyseus = betterColyseus(held, 'higher');
  const name = `guests held, ${hz} Hz`;
  return [
    ...gate(`${name}, of ${BY_HAND}'s`, ours, held.get(BY_HAND), 'at least', GUESTS_OF_BY_HAND),
    ...gate(`${name}, of Colyseus'`, ours, colyseus, 'at least', GUESTS_OF_COLYSEUS),
  ];
}

/** None when one of the figures, or the promise, is missing. */
function gate(
  name: string,
  ours: number | undefined,
  theirs: number | undefined,
  sense: 'at most' | 'at least',
  limit: number | undefined,
): Gate[] {
  if (ours === undefined || theirs === undefined || limit === undefined) return [];
  const ratio = ours / theirs;
  const isAtMost = sense === 'at most';
  return [{ name, ratio, isAtMost, limit, isKept: isAtMost ? ratio <= limit : ratio >= limit }];
}
