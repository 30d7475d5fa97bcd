/**
 * How often guests may do something. Part of the hard door: a token bucket for each guest, all of which are filled
 * together a few times a second. So a message needs no clock, and a guest's bucket is one small number of its own.
 */
export class RateLimit {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #startMs: number;
  #given = 0;

  /** @param perSecond how many steadily. @param burst how many at once: what a bucket holds, and is full of at first. */
  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#startMs = nowMs;
  }

  /** What a bucket holds at first. */
  get full(): number {
    return this.#burst;
  }

  /** Whole tokens that each bucket gets now: those of the time since the last call. */
  refill(nowMs: number): number {
    const due = Math.floor((nowMs - this.#startMs) * this.#perMs) - this.#given;
    this.#given += due;
    return Math.min(due, this.#burst);
  }
}
