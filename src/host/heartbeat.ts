/**
 * Notices workers that hang: each that is not seen to get on is asked, and has to answer. A worker that is late because it
 * gets no CPU, or because it has much to do, does not hang: killing it would only make things worse. Stalls of
 * this process itself (a computer that was asleep) count for nobody.
 */
import type { Clock } from '../core/ports.ts';
import { TIMES } from '../protocol/limits.ts';
import type { ProcessVitals } from './process-vitals.ts';

const BEAT_MS = 50;
/** A beat that comes later than this is this process's own fault, ms. */
const OWN_STALL_MS = 150;
/** A worker whose black box has changed within this time is at work, ms. */
const STILL_MS = 200;
/** CPU that a worker has used up without a sign of life when it loops, ms. */
const LOOP_CPU_MS = 200;
/** A worker that neither answers nor works for so long hangs, whatever the system says, ms. */
const PATIENCE_MS = 3_000;

/** What can be seen of a worker from outside. */
export interface WorkerSigns {
  /** Changes whenever the worker gets on with something. */
  readonly progress: number;
  /** Undefined where the system does not tell. */
  readonly vitals: ProcessVitals | undefined;
}

export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Asks a worker; it answers with `pong(worker)`. */
  readonly ping: (worker: number) => void;
  /** A number that changes whenever the worker gets on with something; looked at with every beat. */
  readonly progressOf: (worker: number) => number;
  /** Looked at when an answer is late. */
  readonly signsOf: (worker: number) => WorkerSigns;
  /** Called once for a worker that hangs. `loops`: it is busy, not stopped, as far as can be told. */
  readonly onHung: (worker: number, loops: boolean) => void;
}

interface Watch {
  /** At the last beat. */
  progress: number;
  /** When the question was asked that the worker has not answered yet, ms; undefined: it owes no answer. */
  askedMs: number | undefined;
  signs: WorkerSigns | undefined;
  /** When `signs.progress` was seen to change last, and the CPU used by then. */
  aliveMs: number;
  aliveCpuMs: number;
}

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #watches = new Map<number, Watch>();
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
    this.#watches.clear();
  }

  add(worker: number): void {
    const progress = this.#options.progressOf(worker);
    this.#watches.set(worker, { progress, askedMs: undefined, signs: undefined, aliveMs: 0, aliveCpuMs: 0 });
  }

  remove(worker: number): void {
    this.#watches.delete(worker);
  }

  pong(worker: number): void {
    const watch = this.#watches.get(worker);
    if (watch === undefined) return;
    watch.askedMs = undefined;
    watch.signs = undefined;
  }

  /** One beat; called by the timer. */
  beat(): void {
    const nowMs = this.#options.clock.nowMs();
    const hasStalled = nowMs - this.#lastMs > OWN_STALL_MS;
    this.#lastMs = nowMs;
    for (const [worker, watch] of [...this.#watches]) {
      if (watch.askedMs === undefined) {
        if (this.#getsOn(worker, watch)) continue;
        this.#options.ping(worker);
        watch.askedMs = nowMs;
      } else if (hasStalled) {
        watch.askedMs = nowMs;
        watch.signs = undefined;
      } else this.#isLate(worker, watch, watch.askedMs, nowMs);
    }
  }

  /** A look costs a microsecond, a question and its answer two hundred. */
  #getsOn(worker: number, watch: Watch): boolean {
    const before = watch.progress;
    watch.progress = this.#options.progressOf(worker);
    return watch.progress !== before;
  }

  #isLate(worker: number, watch: Watch, askedMs: number, nowMs: number): void {
    const signs = this.#options.signsOf(worker);
    if (signs.progress !== watch.signs?.progress) {
      watch.aliveMs = nowMs;
      watch.aliveCpuMs = signs.vitals?.cpuMs ?? 0;
    }
    watch.signs = signs;
    const lateMs = nowMs - askedMs;
    const stillMs = nowMs - watch.aliveMs;
    if (lateMs <= limitMs(signs.vitals) || stillMs < STILL_MS) return;
    const isStopped = signs.vitals?.isStopped === true;
    const usedMs = (signs.vitals?.cpuMs ?? Number.POSITIVE_INFINITY) - watch.aliveCpuMs;
    if (!isStopped && usedMs < LOOP_CPU_MS && stillMs < PATIENCE_MS) return;
    this.remove(worker);
    this.#options.onHung(worker, !isStopped && usedMs >= LOOP_CPU_MS);
  }
}

function limitMs(vitals: ProcessVitals | undefined): number {
  if (vitals === undefined) return TIMES.silentMs;
  return vitals.isStopped ? TIMES.hungMs : TIMES.loopMs;
}
