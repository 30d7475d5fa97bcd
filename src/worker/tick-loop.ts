/**
 * One timer for all rooms of a worker: runs each room's ticks when they are due, without drift. A room that
 * falls a little behind catches up, so that its guests' clocks stay right; one that falls far behind (a process
 * that was asleep) slips instead of racing.
 *
 * With a crowd it also says when the process sleeps: until the next tick is due, whatever comes meanwhile. What guests
 * have sent is then read in one go just before the ticks that use it, instead of waking the process each time: a
 * message that comes alone costs seven times as much as one among many.
 */
import type { RoomCode } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';

/**
 * Ticks are due on a grid of this many a second, so that rooms are woken together: waking costs more than a tick.
 * All usual tick rates fit on it, and the clock is the machine's, so a room stays on it when it moves.
 */
const GRID_PER_SECOND = 60;
/**
 * So many rooms are due at the same moment before others are given another one: each time that a process wakes it finds
 * nothing in the processor's cache. With eight guests each they take 4 ms, and fit into the grid on a computer that is
 * four times slower.
 */
const ROOMS_PER_MOMENT = 32;
/** What is due within so much is played along, ms: timers are that coarse. */
const EARLY_MS = 1;
/** Ticks that are made up for at once; what is behind by more is given up. */
const MAX_CATCH_UP = 10;
/** Pause before asking again whether ticks may be played, ms. */
const HELD_MS = 5;
/** A sleep shorter than this is not worth it, ms. */
const SHORTEST_SLEEP_MS = 0.2;

interface Entry {
  readonly key: RoomCode;
  readonly step: () => void;
  readonly intervalMs: number;
  dueMs: number;
  isGone: boolean;
}

export interface TickLoopOptions {
  readonly clock: Clock;
  /** Told of rooms that are about to be played, in this order; at most `together` of them. */
  readonly onPlay: (rooms: readonly RoomCode[]) => void;
  readonly together: number;
  /** Asked before ticks are played; while false, they wait. */
  readonly mayRun: () => boolean;
  /** For so long what comes may wait, to be read together with other messages, ms; 0: not at all. */
  readonly patienceMs: () => number;
  /** Blocks the process for so many ms. */
  readonly sleep: (ms: number) => void;
}

export class TickLoop {
  readonly #options: TickLoopOptions;
  readonly #clock: Clock;
  readonly #entries = new Map<RoomCode, Entry>();
  #timer: NodeJS.Timeout | undefined;
  /** The next turn of the loop while there is a crowd: sleep, or (after all that has come was read) play. */
  #turn: NodeJS.Immediate | undefined;
  /** When the first of all rooms is due, ms. */
  #nextMs = 0;

  constructor(options: TickLoopOptions) {
    this.#options = options;
    this.#clock = options.clock;
  }

  /**
   * Calls `step` `rate` times a second until `remove(key)`. `step` must not throw.
   * @param lastMs when the tick before was due; undefined: this is the first, and is due together with others.
   */
  add(key: RoomCode, rate: number, step: () => void, lastMs?: number): void {
    const intervalMs = 1000 / rate;
    const dueMs = lastMs === undefined ? this.#goodMoment(rate) : onGrid(lastMs + intervalMs, rate);
    this.remove(key);
    this.#entries.set(key, { key, step, intervalMs, dueMs, isGone: false });
    this.#schedule();
  }

  /** Plays all ticks of `key` that are due, however many, now. */
  catchUp(key: RoomCode): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    const due = Math.floor((this.#clock.nowMs() - entry.dueMs) / entry.intervalMs) + 1;
    for (let i = 0; i < due; i++) play(entry);
  }

  /** When the next tick of `key` is due, ms on the clock. While a tick is played: the one after it. */
  nextTickAtMs(key: RoomCode): number {
    return this.#entries.get(key)?.dueMs ?? this.#clock.nowMs();
  }

  remove(key: RoomCode): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.isGone = true;
    this.#entries.delete(key);
  }

  /** How far the running tick of `key` has got, 0 to 1. */
  fraction(key: RoomCode): number {
    const entry = this.#entries.get(key);
    if (entry === undefined) return 0;
    const sinceTickMs = this.#clock.nowMs() - (entry.dueMs - entry.intervalMs);
    return Math.min(0.999, Math.max(0, sinceTickMs / entry.intervalMs));
  }

  close(): void {
    this.#entries.clear();
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
    this.#turn = undefined;
  }

  /** That moment within the next interval at which the most rooms are due, but not too many; else the fewest, ms. */
  #goodMoment(rate: number): number {
    const firstMs = nextMoment(this.#clock.nowMs());
    let best = { dueMs: firstMs, others: Number.POSITIVE_INFINITY };
    for (let slot = Math.ceil(GRID_PER_SECOND / rate) - 1; slot >= 0; slot--) {
      const dueMs = firstMs + (slot * 1000) / GRID_PER_SECOND;
      let others = 0;
      for (const entry of this.#entries.values()) if (isDueAt(entry, dueMs)) others++;
      const hasPlace = others < ROOMS_PER_MOMENT;
      const isBetter =
        best.others < ROOMS_PER_MOMENT ? hasPlace && others > best.others : others < best.others;
      if (isBetter) best = { dueMs, others };
    }
    return best.dueMs;
  }

  #schedule(): void {
    this.#nextMs = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) this.#nextMs = Math.min(this.#nextMs, entry.dueMs);
    if (this.#turn !== undefined) return;
    clearTimeout(this.#timer);
    if (this.#entries.size === 0) return;
    if (this.#options.patienceMs() > 0) this.#turn = setImmediate(this.#sleep);
    else this.#timer = setTimeout(() => this.#run(), Math.max(0, this.#nextMs - this.#clock.nowMs()));
  }

  readonly #sleep = (): void => {
    const nowMs = this.#clock.nowMs();
    const ms = Math.min(this.#nextMs - nowMs, this.#options.patienceMs());
    if (ms >= SHORTEST_SLEEP_MS) this.#options.sleep(ms);
    // Before immediates run, the event loop reads all that has come.
    this.#turn = setImmediate(this.#wake);
  };

  readonly #wake = (): void => {
    this.#turn = undefined;
    if (this.#nextMs <= this.#clock.nowMs() + EARLY_MS) this.#run();
    else this.#schedule();
  };

  #run(): void {
    if (!this.#options.mayRun()) {
      this.#timer = setTimeout(() => this.#run(), HELD_MS);
      return;
    }
    const nowMs = this.#clock.nowMs() + EARLY_MS;
    const due: Entry[] = [];
    for (const entry of this.#entries.values()) if (entry.dueMs <= nowMs) due.push(entry);
    const { onPlay, together } = this.#options;
    for (let i = 0; i < due.length; i++) {
      if (i % together === 0) onPlay(due.slice(i, i + together).map(({ key }) => key));
      const entry = due[i]!;
      if (entry.isGone) continue; // one that was played before has removed it
      const behind = Math.floor((nowMs - entry.dueMs) / entry.intervalMs) + 1;
      const steps = Math.min(behind, MAX_CATCH_UP);
      if (behind > steps) entry.dueMs += (behind - steps) * entry.intervalMs;
      for (let i = 0; i < steps; i++) play(entry);
    }
    this.#schedule();
  }
}

const NEVER_CHANGES = new Int32Array(new SharedArrayBuffer(4));

/** Blocks the whole process for so many ms: what comes meanwhile waits in the sockets. */
export const block = (ms: number): void => void Atomics.wait(NEVER_CHANGES, 0, 0, ms);

/** The time nearest to `ms` at which a room with this tick rate may be due. */
function onGrid(ms: number, rate: number): number {
  if (GRID_PER_SECOND % rate !== 0) return ms;
  return (Math.round((ms * GRID_PER_SECOND) / 1000) * 1000) / GRID_PER_SECOND;
}

/** Is a room that keeps its rate due at this moment of the grid? */
function isDueAt({ dueMs, intervalMs }: Entry, momentMs: number): boolean {
  const intervals = (momentMs - dueMs) / intervalMs;
  return Math.abs(intervals - Math.round(intervals)) * intervalMs < EARLY_MS;
}

/** The grid's next moment after now, ms. */
const nextMoment = (nowMs: number): number =>
  ((Math.floor((nowMs * GRID_PER_SECOND) / 1000) + 1) * 1000) / GRID_PER_SECOND;

function play(entry: Entry): void {
  entry.dueMs += entry.intervalMs;
  entry.step();
}
