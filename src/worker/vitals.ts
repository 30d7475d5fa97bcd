/**
 * Tells the primary once a second how this worker is (processor, memory, ticks) and how its guests are connected, for
 * the host's own screens. One message a second for all rooms together.
 */
import type { Clock } from '../core/ports.ts';
import type { WorkerVitals } from '../protocol/console.ts';
import type { FromWorker, RoomLinks } from '../protocol/control.ts';
import type { TickTimes } from './tick-times.ts';

const BEAT_MS = 1_000;

export interface VitalsOptions {
  readonly clock: Clock;
  /** Emptied with every look. */
  readonly tickTimes: TickTimes;
  /** CPU time that this process has used up so far, ms. */
  readonly cpuMs: () => number;
  readonly memoryBytes: () => number;
}

/** Looks at the process; each look covers the time since the one before. */
export class VitalsMeter {
  readonly #options: VitalsOptions;
  #lastMs: number;
  #lastCpuMs: number;

  constructor(options: VitalsOptions) {
    this.#options = options;
    this.#lastMs = options.clock.nowMs();
    this.#lastCpuMs = options.cpuMs();
  }

  look(): WorkerVitals {
    const { clock, tickTimes, cpuMs, memoryBytes } = this.#options;
    const [nowMs, nowCpuMs] = [clock.nowMs(), cpuMs()];
    const vitals = {
      cpuCores: (nowCpuMs - this.#lastCpuMs) / Math.max(1, nowMs - this.#lastMs),
      memoryBytes: memoryBytes(),
      tickP50Ms: tickTimes.quantileMs(0.5),
      tickP99Ms: tickTimes.quantileMs(0.99),
    };
    this.#lastMs = nowMs;
    this.#lastCpuMs = nowCpuMs;
    tickTimes.clear();
    return vitals;
  }
}

/** Tells the vitals of this process from now on, and the news of its guests' connections with them. */
export function tellVitals(options: {
  readonly clock: Clock;
  readonly tickTimes: TickTimes;
  readonly takeLinkNews: () => RoomLinks[];
  readonly tellPrimary: (message: FromWorker) => void;
}): void {
  const { clock, tickTimes, takeLinkNews, tellPrimary } = options;
  const meter = new VitalsMeter({ clock, tickTimes, cpuMs: usedCpuMs, memoryBytes: process.memoryUsage.rss });
  const tell = (): void => tellPrimary({ kind: 'vitals', vitals: meter.look(), links: takeLinkNews() });
  setInterval(tell, BEAT_MS).unref();
}

function usedCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
