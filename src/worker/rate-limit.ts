/** How often somebody may do something. Part of the hard door. */
import type { Clock } from '../core/ports.ts';

/**
 * A token bucket in one number (the generic cell rate algorithm, ITU-T I.371): the time at which the bucket would be
 * full again. It is asked for every message, and a second number would be a second object each time.
 */
export class RateLimit {
  readonly #intervalMs: number;
  readonly #toleranceMs: number;
  readonly #clock: Clock;
  #fullMs: number;

  /** @param burst how many may come at once; @param perSecond how many steadily. */
  constructor(perSecond: number, burst: number, clock: Clock) {
    this.#intervalMs = 1000 / perSecond;
    this.#toleranceMs = burst * this.#intervalMs;
    this.#clock = clock;
    this.#fullMs = clock.nowMs();
  }

  /** Takes one; false when there is none. `nowMs`: what the clock says. */
  take(nowMs = this.#clock.nowMs()): boolean {
    const fullMs = Math.max(this.#fullMs, nowMs) + this.#intervalMs;
    if (fullMs - nowMs > this.#toleranceMs + ROUNDING_MS) return false;
    this.#fullMs = fullMs;
    return true;
  }
}

/** Sums of intervals are a little off. */
const ROUNDING_MS = 1e-6;
