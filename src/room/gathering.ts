/**
 * A room that was away for long (its host was killed) waits for those who were in it, so that the first to be back
 * does not play on alone: until all are there, or for a moment after the first.
 */
import type { SeatId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import type { SeatRecord } from '../protocol/checkpoint.ts';

/** How long those who are back first wait for the others, ms; under the silence at which a guest reconnects. */
const GATHER_MS = 2_500;

export class Gathering {
  readonly #clock: Clock;
  readonly #missing: Set<SeatId>;
  #untilMs = Number.POSITIVE_INFINITY;

  /** @param seats as they were when the room was left. */
  constructor(seats: readonly SeatRecord[], clock: Clock) {
    this.#clock = clock;
    const people = seats.filter(({ bot, present }) => bot === undefined && present);
    this.#missing = new Set(people.map(({ id }) => id));
  }

  get isOver(): boolean {
    return this.#missing.size === 0 || this.#clock.nowMs() >= this.#untilMs;
  }

  isBack(seat: SeatId): void {
    this.#missing.delete(seat);
    this.#untilMs = Math.min(this.#untilMs, this.#clock.nowMs() + GATHER_MS);
  }
}
