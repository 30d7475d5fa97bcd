/**
 * Notices workers that hang: each has to answer one question after the other. Stalls of this process itself (a
 * computer that was asleep) count for nobody.
 */
import type { Clock } from '../core/ports.ts';
import { TIMES } from '../protocol/limits.ts';

const BEAT_MS = 50;
/** A beat that comes later than this is this process's own fault, ms. */
const OWN_STALL_MS = 150;

export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Asks a worker; it answers with `pong(worker)`. */
  readonly ping: (worker: number) => void;
  /** Called once for a worker that has not answered for TIMES.hungMs. */
  readonly onHung: (worker: number) => void;
}

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  /** When the question was asked that a worker has not answered yet, ms; undefined: it owes no answer. */
  readonly #askedMs = new Map<number, number | undefined>();
  #lastMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#lastMs = options.clock.nowMs();
  }

  start(): void {
    this.#timer = setInterval(() => this.beat(), BEAT_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#askedMs.clear();
  }

  add(worker: number): void {
    this.#askedMs.set(worker, undefined);
  }

  remove(worker: number): void {
    this.#askedMs.delete(worker);
  }

  pong(worker: number): void {
    if (this.#askedMs.has(worker)) this.#askedMs.set(worker, undefined);
  }

  /** One beat; called by the timer. */
  beat(): void {
    const nowMs = this.#options.clock.nowMs();
    const hasStalled = nowMs - this.#lastMs > OWN_STALL_MS;
    this.#lastMs = nowMs;
    for (const [worker, askedMs] of [...this.#askedMs]) {
      if (askedMs === undefined) {
        this.#askedMs.set(worker, nowMs);
        this.#options.ping(worker);
      } else if (hasStalled) this.#askedMs.set(worker, nowMs);
      else if (nowMs - askedMs > TIMES.hungMs) {
        this.remove(worker);
        this.#options.onHung(worker);
      }
    }
  }
}
