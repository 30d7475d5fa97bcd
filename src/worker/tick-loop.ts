/**
 * One timer for all rooms of a worker: runs each room's ticks when they are due, without drift. A room that
 * falls far behind (a stalled process) slips instead of racing to catch up.
 */
import type { Clock } from '../core/ports.ts';

/** Ticks that are made up for at once; what is behind by more is given up. */
const MAX_CATCH_UP = 5;

interface Entry {
  readonly step: () => void;
  readonly intervalMs: number;
  dueMs: number;
}

export class TickLoop {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `step` `rate` times a second until `remove(key)`. `step` must not throw. */
  add(key: string, rate: number, step: () => void): void {
    const intervalMs = 1000 / rate;
    this.#entries.set(key, { step, intervalMs, dueMs: this.#clock.nowMs() + intervalMs });
    this.#schedule();
  }

  remove(key: string): void {
    this.#entries.delete(key);
  }

  /** How far the running tick of `key` has got, 0 to 1. */
  fraction(key: string): number {
    const entry = this.#entries.get(key);
    if (entry === undefined) return 0;
    const sinceTickMs = this.#clock.nowMs() - (entry.dueMs - entry.intervalMs);
    return Math.min(0.999, Math.max(0, sinceTickMs / entry.intervalMs));
  }

  close(): void {
    this.#entries.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#entries.size === 0) return;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) nextMs = Math.min(nextMs, entry.dueMs);
    this.#timer = setTimeout(() => this.#run(), Math.max(0, nextMs - this.#clock.nowMs()));
  }

  #run(): void {
    for (const entry of this.#entries.values()) {
      const nowMs = this.#clock.nowMs();
      const behind = Math.floor((nowMs - entry.dueMs) / entry.intervalMs) + 1;
      const steps = Math.min(behind, MAX_CATCH_UP);
      if (behind > steps) entry.dueMs += (behind - steps) * entry.intervalMs;
      for (let i = 0; i < steps; i++) {
        entry.dueMs += entry.intervalMs;
        entry.step();
      }
    }
    this.#schedule();
  }
}
