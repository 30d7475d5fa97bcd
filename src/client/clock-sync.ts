/**
 * What tick is it on the server now? Eight probes when the link stands, then one every two seconds; the one
 * with the smallest round trip tells the truth best (minimum-RTT filter), because waiting only adds.
 */
import type { ProbeReply } from '../protocol/frames.ts';

const FIRST_PROBES = 8;
const FIRST_PROBE_MS = 60;
const PROBE_MS = 2_000;
/** Samples that the filter looks at. */
const WINDOW = 8;

interface Sample {
  readonly rttMs: number;
  /** Server time of tick 0 on the local clock, ms. */
  readonly originMs: number;
}

export class ClockSync {
  readonly #tickMs: number;
  readonly #sentMs = new Map<number, number>();
  #samples: Sample[] = [];
  #best: Sample | undefined;
  #sent = 0;
  #nextProbeMs = 0;

  /** @param tickRate server ticks a second. */
  constructor(tickRate: number) {
    this.#tickMs = 1000 / tickRate;
  }

  get isSynced(): boolean {
    return this.#best !== undefined;
  }

  get rttMs(): number {
    return this.#best?.rttMs ?? 0;
  }

  /** Id of a probe that is due to be sent now; undefined when none is. */
  takeDueProbe(nowMs: number): number | undefined {
    if (nowMs < this.#nextProbeMs) return undefined;
    const id = this.#sent & 0xff;
    this.#sent++;
    this.#nextProbeMs = nowMs + (this.#sent < FIRST_PROBES ? FIRST_PROBE_MS : PROBE_MS);
    this.#sentMs.set(id, nowMs);
    return id;
  }

  receive(reply: ProbeReply, nowMs: number): void {
    const sentMs = this.#sentMs.get(reply.id);
    if (sentMs === undefined) return;
    this.#sentMs.delete(reply.id);
    const rttMs = nowMs - sentMs;
    this.#samples.push({ rttMs, originMs: nowMs - rttMs / 2 - reply.tick * this.#tickMs });
    if (this.#samples.length > WINDOW) this.#samples.shift();
    this.#best = this.#samples.reduce((best, sample) => (sample.rttMs < best.rttMs ? sample : best));
  }

  /** Tick on the server at the local time `nowMs`, with fraction. */
  serverTick(nowMs: number): number {
    return this.#best === undefined ? 0 : (nowMs - this.#best.originMs) / this.#tickMs;
  }
}
