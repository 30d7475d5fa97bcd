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
import type { AnyGame } from '../sdk/game.ts';
import { Foresight } from './foresight.ts';

const MIN_DELAY_MS = 50;
const MAX_DELAY_MS = 200;
const JITTER_FACTOR = 1.25;
/**
 * Arrivals that the jitter is measured over: six seconds at 30 a second. One stall of 200 ms is less than the 5 % of
 * them that the percentile leaves out; a network that becomes worse is noticed after as many, 300 ms.
 */
const ARRIVALS = 180;
const KEPT = 32;
/** The shown time runs at most this much faster or slower while it moves to a new delay. */
const TIME_SCALING = 0.1;
/** A target further away than this is jumped to: after a stall or a hidden tab. */
const JUMP_MS = 500;

/** The parts of a game's rules that interpolation needs. */
type Interpolated = Pick<AnyGame, 'state' | 'tickRate' | 'ticksPerSnapshot' | 'predict'>;

export class SnapshotBuffer {
  readonly #game: Interpolated;
  readonly #foresight: Foresight | undefined;
  readonly #tickMs: number;
  readonly #intervalMs: number;
  /** The latest arrivals, the oldest one overwritten; and the same in order. */
  readonly #latenessMs = new Float64Array(ARRIVALS);
  readonly #sortedMs = new Float64Array(ARRIVALS);
  #arrivals = 0;
  #snapshots: Snapshot[] = [];
  #shownTick: number | undefined;
  #shownAtMs = 0;
  #delayMs = MIN_DELAY_MS;
  #meanMs = 0;
  #jitterMs = 0;
  /** Moments that were shown, and those of them for which the next snapshot had not come yet. */
  frames = 0;
  underruns = 0;

  constructor(game: Interpolated) {
    const { state, tickRate, ticksPerSnapshot, predict } = game;
    this.#game = game;
    this.#foresight = predict === undefined ? undefined : new Foresight(state, predict, tickRate);
    this.#tickMs = 1000 / tickRate;
    this.#intervalMs = ticksPerSnapshot * this.#tickMs;
  }

  /** Delay of what is shown behind the server, ms. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** How old snapshots are on average when they come in, ms. */
  get latenessMs(): number {
    return this.#meanMs;
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
    this.forgetArrivals();
  }

  /** What is known of the jitter is not true any more: the server's clock has slipped. */
  forgetArrivals(): void {
    this.#arrivals = 0;
  }

  /** @param serverTick what the server's clock says at this moment. */
  add(snapshot: Snapshot, serverTick: number): void {
    // A room that goes on elsewhere may do so from a moment ago: what was beyond it did not happen.
    while (this.newest !== undefined && this.newest.tick >= snapshot.tick) this.#snapshots.pop();
    this.#snapshots.push(snapshot);
    if (this.#snapshots.length > KEPT) this.#snapshots.shift();
    this.#latenessMs[this.#arrivals % ARRIVALS] = (serverTick - snapshot.tick) * this.#tickMs;
    this.#arrivals++;
    this.#measure();
  }

  /**
   * Moves the shown moment on and returns its tick; undefined before the first snapshot. In a stall it runs on, so
   * that the picture is up to date at once when snapshots flow again.
   */
  advance(nowMs: number, serverTick: number): number | undefined {
    const { newest } = this;
    if (newest === undefined) return undefined;
    const target = serverTick - this.#delayMs / this.#tickMs;
    const before = this.#shownTick;
    if (before === undefined || Math.abs(target - before) * this.#tickMs > JUMP_MS) this.#shownTick = target;
    else {
      const passed = (nowMs - this.#shownAtMs) / this.#tickMs;
      const slowest = before + passed * (1 - TIME_SCALING);
      this.#shownTick = clamp(target, slowest, before + passed * (1 + TIME_SCALING));
    }
    this.#shownAtMs = nowMs;
    this.frames++;
    if (this.#shownTick > newest.tick) this.underruns++;
    return this.#shownTick;
  }

  /** The room stands still at this moment: time that passes moves the shown moment on from now only. */
  rest(nowMs: number): void {
    this.#shownAtMs = nowMs;
  }

  /**
   * The state at `tick`, between the snapshots around it. Undefined before the first snapshot.
   * @param into an earlier result to write into, so that no frame needs new objects.
   */
  stateAt(tick: number, into?: unknown): unknown {
    const { newest } = this;
    if (newest === undefined) return undefined;
    const { state } = this.#game;
    if (tick > newest.tick && this.#foresight !== undefined) {
      return this.#foresight.stateAt(tick, newest, into);
    }
    let after = this.#snapshots.length - 1;
    while (after > 0 && this.#snapshots[after - 1]!.tick > tick) after--;
    const to = this.#snapshots[after]!;
    const from = this.#snapshots[after - 1] ?? to;
    if (tick <= from.tick || tick >= to.tick) {
      const edge = tick >= to.tick ? to : from;
      return state.mix(edge.state, edge.state, 0, into);
    }
    return state.mix(from.state, to.state, (tick - from.tick) / (to.tick - from.tick), into);
  }

  #measure(): void {
    const count = Math.min(this.#arrivals, ARRIVALS);
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.#latenessMs[i]!;
    this.#sortedMs.set(this.#latenessMs);
    this.#sortedMs.fill(Number.POSITIVE_INFINITY, count);
    this.#sortedMs.sort();
    this.#meanMs = sum / count;
    this.#jitterMs = Math.max(0, this.#sortedMs[Math.floor(count * 0.95)]! - this.#meanMs);
    const headroomMs = clamp(this.#intervalMs + JITTER_FACTOR * this.#jitterMs, MIN_DELAY_MS, MAX_DELAY_MS);
    this.#delayMs = this.#meanMs + headroomMs;
  }
}
