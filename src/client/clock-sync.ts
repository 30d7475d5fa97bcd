/**
 * What tick is it on the server now? Eight probes when the link stands, then one every two seconds; the one
 * with the smallest round trip tells the truth best (minimum-RTT filter), because waiting only adds.
 *
 * The server's clock may slip: a host that was asleep, a room that came back from disk. A sample that cannot be
 * true together with the best one replaces all that came before.
 */
import type { ProbeReply } from '../protocol/frames.ts';

const FIRST_PROBES = 8;
const FIRST_PROBE_MS = 60;
const PROBE_MS = 2_000;
/** Samples that the filter looks at. */
const WINDOW = 8;
/** What clocks may drift apart within the window without having slipped, ms. */
const DRIFT_MS = 10;

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

  /** Another connection: asks quickly again, and goes on with what is known until the answers come. */
  recheck(): void {
    this.#sentMs.clear();
    this.#sent = 0;
    this.#nextProbeMs = 0;
  }

  /** What was known is not true any more. */
  reset(): void {
    this.recheck();
    this.#samples = [];
    this.#best = undefined;
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
    const sample = { rttMs, originMs: nowMs - rttMs / 2 - reply.tick * this.#tickMs };
    if (this.#best !== undefined && hasSlipped(this.#best, sample)) this.#samples = [];
    this.#samples.push(sample);
    if (this.#samples.length > WINDOW) this.#samples.shift();
    this.#best = this.#samples.reduce((best, sample) => (sample.rttMs < best.rttMs ? sample : best));
  }

  /** Tick on the server at the local time `nowMs`, with fraction. */
  serverTick(nowMs: number): number {
    return this.#best === undefined ? 0 : (nowMs - this.#best.originMs) / this.#tickMs;
  }
}

/** The truth lies within half a round trip of each sample; two that leave no room for it are of different clocks. */
const hasSlipped = (a: Sample, b: Sample): boolean =>
  Math.abs(a.originMs - b.originMs) > (a.rttMs + b.rttMs) / 2 + DRIFT_MS;
