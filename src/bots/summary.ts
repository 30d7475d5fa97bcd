/** What a fleet of bots has measured, room by room and in total: the figures of the table and of `--json`. */
import type { Bot } from './bot.ts';
import { Distribution, type Spread } from './distribution.ts';
import type { Fault } from './frame-checker.ts';
import type { LinkMeter } from './link-meter.ts';

/** Faults that a summary describes; all are counted. */
const DETAILS = 10;

export interface Figures {
  readonly bots: number;
  /** Since the first snapshot, s. */
  readonly seconds: number;
  readonly snapshots: number;
  /** Round trips of the clock probes, ms. */
  readonly rttMs: Spread;
  /** Between two snapshots of one connection, ms. */
  readonly snapshotIntervalMs: Spread;
  /** From sending inputs until the first snapshot arrives that has played them, ms. */
  readonly inputDelayMs: Spread;
  /** Pauses of one connection that were longer than three intervals, and the longest of them, ms. */
  readonly gaps: number;
  readonly longestGapMs: number;
  /** Payload of the binary frames, all of these bots together, bytes a second. */
  readonly bytesDownPerSecond: number;
  readonly bytesUpPerSecond: number;
  readonly reconnects: number;
  /** From the last snapshot before a loss to the first one after it, ms. */
  readonly outageMs: Spread;
  /** Times that the host refused a connection, by reason. */
  readonly refusals: Readonly<Record<string, number>>;
  /** What was wrong with the host's frames, by kind (see FrameChecker). */
  readonly faults: Readonly<Record<string, number>>;
  readonly faultDetails: readonly string[];
  /** Bots whose session is over, by reason. */
  readonly ended: Readonly<Record<string, number>>;
}

export interface BotsSummary {
  readonly rooms: readonly ({ readonly room: string } & Figures)[];
  readonly total: Figures;
}

/** @param nowMs by `performance.now()`. */
export function summarize(bots: readonly Bot[], nowMs: number): BotsSummary {
  const codes = [...new Set(bots.map(({ room }) => room))];
  const figuresOf = (room: string): Figures =>
    figures(
      bots.filter((bot) => bot.room === room),
      nowMs,
    );
  return { rooms: codes.map((room) => ({ room, ...figuresOf(room) })), total: figures(bots, nowMs) };
}

function figures(bots: readonly Bot[], nowMs: number): Figures {
  const meters = bots.map(({ meter }) => meter);
  const startedMs = Math.min(nowMs, ...meters.map((meter) => meter.startedMs ?? nowMs));
  const seconds = (nowMs - startedMs) / 1000;
  const perSecond = (total: number): number => (seconds === 0 ? 0 : total / seconds);
  return {
    bots: bots.length,
    seconds,
    snapshots: sum(meters.map(({ snapshots }) => snapshots)),
    rttMs: together(meters, 'rttMs'),
    snapshotIntervalMs: together(meters, 'intervalMs'),
    inputDelayMs: together(meters, 'inputDelayMs'),
    gaps: sum(meters.map(({ gaps }) => gaps)),
    longestGapMs: Math.max(0, ...meters.map(({ longestGapMs }) => longestGapMs)),
    bytesDownPerSecond: perSecond(sum(bots.map(({ bytes }) => bytes.down))),
    bytesUpPerSecond: perSecond(sum(bots.map(({ bytes }) => bytes.up))),
    reconnects: sum(meters.map(({ reconnects }) => reconnects)),
    outageMs: together(meters, 'outageMs'),
    refusals: addUp(meters.map(({ refusals }) => refusals)),
    faults: addUp(bots.map(({ faultCounts }) => faultCounts)),
    faultDetails: bots.flatMap((bot) => bot.faults.map((fault) => describe(bot, fault))).slice(0, DETAILS),
    ended: addUp(bots.map(({ state }) => new Map(state.is === 'ended' ? [[state.reason, 1]] : []))),
  };
}

type Measured = 'rttMs' | 'intervalMs' | 'inputDelayMs' | 'outageMs';

function together(meters: readonly LinkMeter[], what: Measured): Spread {
  const all = new Distribution();
  for (const meter of meters) all.merge(meter[what]);
  return all.spread;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function addUp(counts: readonly ReadonlyMap<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const count of counts) for (const [name, times] of count) total[name] = (total[name] ?? 0) + times;
  return total;
}

const describe = (bot: Bot, { kind, detail }: Fault): string => `${bot.room} ${bot.name}: ${kind}, ${detail}`;
