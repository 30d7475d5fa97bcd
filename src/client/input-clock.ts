/**
 * Which tick does an input made now belong to? The client runs ahead of the server by half a round trip plus a
 * margin, so that inputs arrive just before their tick. The server reports how early the latest of them came, in
 * whole ticks (slack), and the margin follows until that is 0.
 */
import { clamp } from '../core/math.ts';

/** Share of the slack that one report changes: what is missing counts more than what is too much. */
const RAISE = 0.5;
const LOWER = 0.25;
const MAX_MARGIN = 15;
/** A report so much worse than the best of the latest ones is that of a stall. */
const STALL_TICKS = 3;
const REPORTS = 3;
/** The tick rate bends by at most this much to reach a new target. */
const TIME_SCALING = 0.1;
/** A target further away than this is jumped to, ticks. */
const JUMP_TICKS = 20;

export class InputClock {
  readonly #tickMs: number;
  #tick: number | undefined;
  #atMs = 0;
  #leadTicks = 0;
  #margin = 1;
  /** The latest reports, the oldest one overwritten. */
  readonly #reports: number[] = [];
  #reported = 0;

  constructor(tickRate: number) {
    this.#tickMs = 1000 / tickRate;
  }

  /** By how much `advance` was ahead of the server last, ticks. */
  get leadTicks(): number {
    return this.#leadTicks;
  }

  /**
   * Reports far below what the latest ones say tell of a stall; nobody can be early enough for that.
   * @param slackTicks least earliness since the last report; negative: some input came too late.
   */
  reportSlack(slackTicks: number): void {
    const usual = Math.max(...this.#reports, slackTicks);
    this.#reports[this.#reported++ % REPORTS] = slackTicks;
    if (slackTicks < usual - STALL_TICKS) return;
    this.#margin -= slackTicks * (slackTicks < 0 ? RAISE : LOWER);
    this.#margin = clamp(this.#margin, 0, MAX_MARGIN);
  }

  /** The tick, with fraction, that an input made at `nowMs` is for. */
  advance(nowMs: number, serverTick: number, rttMs: number): number {
    const target = serverTick + rttMs / 2 / this.#tickMs + 1 + this.#margin;
    const before = this.#tick;
    const passed = (nowMs - this.#atMs) / this.#tickMs;
    const onTime = before === undefined ? target : before + passed;
    const isFar = Math.abs(target - onTime) > JUMP_TICKS;
    const tick =
      before === undefined || isFar
        ? target
        : before + passed * (1 + clamp((target - onTime) * 0.1, -TIME_SCALING, TIME_SCALING));
    this.#tick = tick;
    this.#leadTicks = tick - serverTick;
    this.#atMs = nowMs;
    return tick;
  }
}
