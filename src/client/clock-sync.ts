/**
 * What tick is it on the server now? Eight probes when the link stands, then one every two seconds; the one
 * with the smallest round trip tells the truth best (minimum-RTT filter), because waiting only adds.
 *
 * The server's clock may slip: a host that was asleep, a worker that stood still, a room that came back from disk. A
 * sample that cannot be true together with the best one replaces all that came before, and eight more are asked for.
 */
import type { ProbeReply } from '../protocol/frames.ts';

const FIRST_PROBES = 8;
const FIRST_PROBE_MS = 60;
const PROBE_MS = 2_000;
/** Samples that the filter looks at. */
const WINDOW = 8;
/** What clocks may drift apart within the window without having slipped, ms; less than any tick. */
const DRIFT_MS = 10;
/** A sample that took at most so much longer than the quickest one is believed against the best one, ms. */
const WITNESS_MS = 25;

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
  /** Answers of this connection, and the quickest of them, ms: what a probe takes that never waits. */
  #answers = 0;
  #quickestMs = Number.POSITIVE_INFINITY;
  /** Answers in a row that contradicted the best one, and had waited themselves. */
  #doubts = 0;
  #nextId = 0;
  #quickLeft = FIRST_PROBES;
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
    this.#answers = 0;
    this.#quickestMs = Number.POSITIVE_INFINITY;
    this.#askQuickly();
  }

  /** What was known is not true any more. */
  reset(): void {
    this.recheck();
    this.#samples = [];
    this.#best = undefined;
  }

  /**
   * The server's clock has stood still, and goes on from `tick`, which was said just now. Half of the quickest round
   * trip is a good guess of how long ago that was; the answers that are asked for soon know better.
   */
  goOn(tick: number, nowMs: number): void {
    const best = this.#best;
    this.reset();
    if (best === undefined) return;
    const { rttMs } = best;
    // Not among the samples: any answer is believed rather than a guess.
    this.#best = { rttMs, originMs: nowMs - rttMs / 2 - tick * this.#tickMs };
  }

  /** Asks once at the next chance: something may have happened to the server's clock. */
  probeSoon(): void {
    this.#nextProbeMs = 0;
  }

  /** Id of a probe that is due to be sent now; undefined when none is. */
  takeDueProbe(nowMs: number): number | undefined {
    if (nowMs < this.#nextProbeMs) return undefined;
    const id = this.#nextId;
    this.#nextId = (id + 1) & 0xff;
    this.#quickLeft = Math.max(0, this.#quickLeft - 1);
    this.#nextProbeMs = nowMs + (this.#quickLeft > 0 ? FIRST_PROBE_MS : PROBE_MS);
    this.#sentMs.set(id, nowMs);
    return id;
  }

  /** Takes an answer. True when it says that the server's clock has slipped: all times from before are wrong. */
  receive(reply: ProbeReply, nowMs: number): boolean {
    const sentMs = this.#sentMs.get(reply.id);
    if (sentMs === undefined) return false;
    this.#sentMs.delete(reply.id);
    const rttMs = nowMs - sentMs;
    this.#answers++;
    this.#quickestMs = Math.min(this.#quickestMs, rttMs);
    const sample = { rttMs, originMs: nowMs - rttMs / 2 - reply.tick * this.#tickMs };
    const hasSlipped = this.#best !== undefined && this.#contradicts(this.#best, sample);
    if (hasSlipped) {
      this.#askQuickly();
      // One that waited for long itself only raises the doubt: the answers to come will tell.
      // When all of them doubt it, the way has become slow for good, and they are right.
      const isWitness = rttMs <= this.#quickestMs + WITNESS_MS || excludes(this.#best!, sample);
      if (!isWitness && ++this.#doubts < FIRST_PROBES) return false;
      this.#samples = [];
      if (!isWitness) this.#quickestMs = rttMs;
    }
    this.#doubts = 0;
    this.#samples.push(sample);
    if (this.#samples.length > WINDOW) this.#samples.shift();
    this.#best = this.#samples.reduce((best, sample) => (sample.rttMs < best.rttMs ? sample : best));
    return hasSlipped;
  }

  /** Tick on the server at the local time `nowMs`, with fraction. */
  serverTick(nowMs: number): number {
    return this.#best === undefined ? 0 : (nowMs - this.#best.originMs) / this.#tickMs;
  }

  #askQuickly(): void {
    this.#quickLeft = FIRST_PROBES;
    this.#nextProbeMs = 0;
  }

  /**
   * A probe that took longer than the quickest one waited somewhere on its way, there or back: it is wrong by at most
   * half of that. Two samples that are further apart are of different clocks.
   */
  #contradicts(a: Sample, b: Sample): boolean {
    // Of the first few even the quickest may have waited.
    const neverWaitsMs = this.#answers > FIRST_PROBES ? Math.min(this.#quickestMs, a.rttMs) : 0;
    const waitedMs = a.rttMs + b.rttMs - 2 * neverWaitsMs;
    return Math.abs(a.originMs - b.originMs) > waitedMs / 2 + DRIFT_MS;
  }
}

/** Whatever the way is like, the truth lies within half a round trip of a sample: here there is no room for it. */
const excludes = (a: Sample, b: Sample): boolean =>
  Math.abs(a.originMs - b.originMs) > (a.rttMs + b.rttMs) / 2 + DRIFT_MS;
