/**
 * Interpolation: keeps the last snapshots and gives the picture of a moment a little in the past, so that there
 * is always one before and one after it. The delay follows the network: one snapshot interval plus 1.25 times
 * the 95th percentile of the jitter, 50 to 200 ms.
 *
 *   snapshots    |----|----|----|----|
 *   shown               ^ now - delay      newest ^
 */
import { clamp } from '../core/math.ts';
import type { Snapshot } from '../protocol/frames.ts';
import type { Schema } from '../sdk/schema.ts';

const MIN_DELAY_MS = 50;
const MAX_DELAY_MS = 200;
const JITTER_FACTOR = 1.25;
/** Arrivals that the jitter is measured over: two seconds at 30 a second. */
const ARRIVALS = 60;
const KEPT = 32;
/** The shown time runs at most this much faster or slower while it moves to a new delay. */
const TIME_SCALING = 0.1;
/** A target further away than this is jumped to: after a stall or a hidden tab. */
const JUMP_MS = 500;

export class SnapshotBuffer {
  readonly #schema: Schema<unknown>;
  readonly #tickMs: number;
  readonly #intervalMs: number;
  readonly #latenessMs: number[] = [];
  #snapshots: Snapshot[] = [];
  #shownTick: number | undefined;
  #shownAtMs = 0;
  #delayMs = MIN_DELAY_MS;
  #jitterMs = 0;

  constructor(schema: Schema<unknown>, tickRate: number, ticksPerSnapshot: number) {
    this.#schema = schema;
    this.#tickMs = 1000 / tickRate;
    this.#intervalMs = ticksPerSnapshot * this.#tickMs;
  }

  /** Delay of what is shown behind the server, ms. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** 95th percentile of how much later than the average snapshots come, ms. */
  get jitterMs(): number {
    return this.#jitterMs;
  }

  get newest(): Snapshot | undefined {
    return this.#snapshots.at(-1);
  }

  /** Starts anew: another state, or another link. */
  reset(): void {
    this.#snapshots = [];
    this.#shownTick = undefined;
    this.#latenessMs.length = 0;
  }

  /** @param serverTick what the server's clock says at this moment. */
  add(snapshot: Snapshot, serverTick: number): void {
    // A room that goes on elsewhere may do so from a moment ago: what was beyond it did not happen.
    while (this.newest !== undefined && this.newest.tick >= snapshot.tick) this.#snapshots.pop();
    this.#snapshots.push(snapshot);
    if (this.#snapshots.length > KEPT) this.#snapshots.shift();
    this.#latenessMs.push((serverTick - snapshot.tick) * this.#tickMs);
    if (this.#latenessMs.length > ARRIVALS) this.#latenessMs.shift();
    const sorted = [...this.#latenessMs].sort((a, b) => a - b);
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    this.#jitterMs = Math.max(0, sorted[Math.floor(sorted.length * 0.95)]! - mean);
    const headroom = clamp(this.#intervalMs + JITTER_FACTOR * this.#jitterMs, MIN_DELAY_MS, MAX_DELAY_MS);
    this.#delayMs = mean + headroom;
  }

  /**
   * Moves the shown moment on and returns its tick; undefined before the first snapshot. In a stall it runs on:
   * the picture holds still, and is up to date at once when snapshots flow again.
   */
  advance(nowMs: number, serverTick: number): number | undefined {
    if (this.newest === undefined) return undefined;
    const target = serverTick - this.#delayMs / this.#tickMs;
    const before = this.#shownTick;
    if (before === undefined || Math.abs(target - before) * this.#tickMs > JUMP_MS) this.#shownTick = target;
    else {
      const passed = (nowMs - this.#shownAtMs) / this.#tickMs;
      const slowest = before + passed * (1 - TIME_SCALING);
      this.#shownTick = clamp(target, slowest, before + passed * (1 + TIME_SCALING));
    }
    this.#shownAtMs = nowMs;
    return this.#shownTick;
  }

  /** The state at `tick`, between the snapshots around it. Undefined before the first snapshot. */
  stateAt(tick: number): unknown {
    const after = this.#snapshots.findIndex((snapshot) => snapshot.tick > tick);
    if (after <= 0) {
      const edge = after === 0 ? this.#snapshots[0] : this.newest;
      return edge === undefined ? undefined : this.#schema.copy(edge.state);
    }
    const from = this.#snapshots[after - 1]!;
    const to = this.#snapshots[after]!;
    return this.#schema.mix(from.state, to.state, (tick - from.tick) / (to.tick - from.tick));
  }
}
