/**
 * Prediction and reconciliation of the own seat. Inputs act at once on a copy of the newest server state, run
 * ahead with the game's own movement; each snapshot replaces that copy and the inputs that it has not seen yet
 * are played again. What the server decided otherwise is blended in over a moment instead of jumping.
 */
import type { SeatId } from '../core/ids.ts';
import { length, lerp } from '../core/math.ts';
import type { Snapshot } from '../protocol/frames.ts';
import type { AnyGame, Prediction } from '../sdk/game.ts';

/** Time in which a correction fades to 1/e, ms: all but invisible after 120 ms. */
const BLEND_MS = 40;
/** Corrections beyond so many body lengths jump. */
const SNAP_BODIES = 1.5;
/** Corrections smaller than this part of a body are not worth counting. */
const COUNTED_BODY = 0.02;
/** Inputs that are kept to be played again; a second and a half at 60 a second. */
const HISTORY = 90;

interface Point {
  x: number;
  y: number;
}

export class Predictor {
  readonly #game: AnyGame;
  readonly #rules: Prediction<unknown, unknown>;
  readonly #seat: SeatId;
  readonly #history: { tick: number; input: unknown }[] = [];
  readonly #inputs: unknown[] = [];
  readonly #error: Point = { x: 0, y: 0 };
  readonly #before: Point = { x: 0, y: 0 };
  #state: unknown;
  #tick = 0;
  #errorAtMs = 0;
  corrections = 0;
  snaps = 0;

  constructor(game: AnyGame, rules: Prediction<unknown, unknown>, seat: SeatId) {
    this.#game = game;
    this.#rules = rules;
    this.#seat = seat;
  }

  /** Starts anew from a state that has nothing to do with the one before. */
  reset(): void {
    this.#state = undefined;
    this.#history.length = 0;
    this.#error.x = 0;
    this.#error.y = 0;
  }

  /** Plays the own input of the next tick. */
  step(tick: number, input: unknown): void {
    this.#history.push({ tick, input });
    if (this.#history.length > HISTORY) this.#history.shift();
    if (this.#state === undefined) return;
    this.#remember();
    this.#advance(input);
    this.#tick = tick;
  }

  /** Takes the server's word and plays again what it has not seen. */
  reconcile(snapshot: Snapshot, nowMs: number): void {
    const had = this.#state === undefined ? undefined : this.#rules.body(this.#state, this.#seat);
    const old = had === undefined ? undefined : { x: had.x, y: had.y };
    const target = Math.max(this.#tick, snapshot.tick);
    this.#state = this.#game.state.copy(snapshot.state);
    this.#remember();
    for (let i = 0; i < this.#history.length; i++) {
      const { tick, input } = this.#history[i]!;
      if (tick <= snapshot.tick || tick > target) continue;
      this.#remember();
      this.#advance(input);
    }
    this.#tick = target;
    const body = this.#rules.body(this.#state, this.#seat);
    if (old !== undefined && body !== undefined) this.#blend(old.x - body.x, old.y - body.y, nowMs);
  }

  /**
   * Puts the own seat into `picture`.
   * @param fraction how far the running tick has got, 0 to 1.
   */
  present(picture: unknown, fraction: number, nowMs: number): void {
    if (this.#state === undefined) return;
    this.#rules.present(picture, this.#state, this.#seat);
    const body = this.#rules.body(picture, this.#seat);
    if (body === undefined) return;
    const fade = this.#fade(nowMs);
    body.x = lerp(this.#before.x, body.x, fraction) + this.#error.x * fade;
    body.y = lerp(this.#before.y, body.y, fraction) + this.#error.y * fade;
  }

  #advance(input: unknown): void {
    this.#inputs[this.#seat] = input;
    this.#rules.advance(this.#state, this.#inputs);
    this.#game.state.quantise(this.#state);
  }

  /** Where the body is before the tick, to draw between ticks. */
  #remember(): void {
    const body = this.#rules.body(this.#state, this.#seat);
    if (body === undefined) return;
    this.#before.x = body.x;
    this.#before.y = body.y;
  }

  #blend(dx: number, dy: number, nowMs: number): void {
    const fade = this.#fade(nowMs);
    const x = this.#error.x * fade + dx;
    const y = this.#error.y * fade + dy;
    const jumps = length(x, y) > SNAP_BODIES * this.#rules.bodyLength;
    if (jumps) this.snaps++;
    else if (length(dx, dy) > COUNTED_BODY * this.#rules.bodyLength) this.corrections++;
    this.#error.x = jumps ? 0 : x;
    this.#error.y = jumps ? 0 : y;
    this.#errorAtMs = nowMs;
  }

  #fade(nowMs: number): number {
    return Math.exp(-(nowMs - this.#errorAtMs) / BLEND_MS);
  }
}
