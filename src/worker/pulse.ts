/**
 * Keeps a worker that stood still from speaking as an owner. While it stood still the primary may have given it
 * up, and others may own its rooms by now; until the primary says that it may go on, its rooms hold still.
 */
import type { Clock } from '../core/ports.ts';
import { TIMES } from '../protocol/limits.ts';

/** How often the pulse is felt without other occasion, ms. */
const BEAT_MS = 50;

export interface PulseOptions {
  readonly clock: Clock;
  /** Asks the primary; `goOn` follows, or this process is told to end. */
  readonly askToGoOn: () => void;
}

export class Pulse {
  readonly #options: PulseOptions;
  #lastMs: number;
  #isHeld = false;

  constructor(options: PulseOptions) {
    this.#options = options;
    this.#lastMs = options.clock.nowMs();
    setInterval(() => this.isSteady(), BEAT_MS).unref();
  }

  /**
   * May an owner act now? Ask before anything is played or said: a stall is noticed by whoever comes first after it.
   * Inputs that are merely taken wait for a tick, and need not ask.
   */
  isSteady(nowMs = this.#options.clock.nowMs()): boolean {
    const hasStalled = nowMs - this.#lastMs > TIMES.stalledMs;
    this.#lastMs = nowMs;
    if (hasStalled && !this.#isHeld) {
      this.#isHeld = true;
      this.#options.askToGoOn();
    }
    return !this.#isHeld;
  }

  goOn(): void {
    this.#isHeld = false;
    this.#lastMs = this.#options.clock.nowMs();
  }
}
