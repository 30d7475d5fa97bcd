/**
 * Prediction and reconciliation of the own seat. Inputs act at once on a copy of the newest server state, run
 * ahead with the game's own movement; each snapshot replaces that copy and the inputs that it has not seen yet
 * are played again. What the server decided otherwise is blended in over a moment instead of jumping.
 */
import type { SeatId } from '../core/ids.ts';
import { clamp, lerp } from '../core/math.ts';
import type { Snapshot } from '../protocol/frames.ts';
import type { AnyGame, Prediction } from '../sdk/game.ts';
import { CorrectionBlend } from './correction-blend.ts';

/** Inputs that are kept to be played again; a second and a half at 60 a second. */
const HISTORY = 90;

interface Played {
  readonly tick: number;
  readonly input: unknown;
}

export class Predictor {
  readonly blend: CorrectionBlend;
  readonly #game: AnyGame;
  readonly #rules: Prediction<unknown, unknown>;
  readonly #seat: SeatId;
  readonly #history: Played[] = [];
  readonly #inputs: unknown[] = [];
  readonly #before = { x: 0, y: 0 };
  #state: unknown;
  /** The tick that the state has got to. */
  #tick = 0;

  constructor(game: AnyGame, rules: Prediction<unknown, unknown>, seat: SeatId) {
    this.#game = game;
    this.#rules = rules;
    this.#seat = seat;
    this.blend = new CorrectionBlend(rules.bodyLength);
  }

  /** Starts anew from a state that has nothing to do with the one before. */
  reset(): void {
    this.#state = undefined;
    this.#tick = 0;
    this.#history.length = 0;
    this.blend.reset();
  }

  /**
   * Plays the own input of `tick`. For ticks that were left out (the page stood still) the input before goes on, as
   * it does on the server.
   */
  step(tick: number, input: unknown): void {
    const lastTick = this.#history.at(-1)?.tick ?? tick - 1;
    const isStale = this.#state !== undefined && tick - this.#tick > HISTORY;
    if (tick <= lastTick || isStale) this.reset();
    // So long ago the server has forgotten it too.
    else if (tick - lastTick > HISTORY) this.#history.length = 0;
    this.#history.push({ tick, input });
    if (this.#history.length > HISTORY) this.#history.shift();
    this.#advanceTo(Math.max(this.#tick, tick));
  }

  /** Takes the server's word and plays again what it has not seen. */
  reconcile(snapshot: Snapshot, nowMs: number): void {
    const target = clamp(this.#history.at(-1)?.tick ?? 0, snapshot.tick, snapshot.tick + HISTORY);
    const old = this.#placeAt(target);
    const { state: schema } = this.#game;
    this.#state =
      this.#state === undefined ? schema.copy(snapshot.state) : schema.assign(this.#state, snapshot.state);
    this.#tick = snapshot.tick;
    this.#remember();
    this.#advanceTo(target);
    const body = this.#rules.body(this.#state, this.#seat);
    if (old !== undefined && body !== undefined) this.blend.add(old.x - body.x, old.y - body.y, nowMs);
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
    this.blend.at(nowMs);
    body.x = lerp(this.#before.x, body.x, fraction) + this.blend.offset.x;
    body.y = lerp(this.#before.y, body.y, fraction) + this.blend.offset.y;
  }

  /**
   * Where the own body is at `tick` by what was known so far. After a pause the server is further on: that time has
   * passed is no error to correct. Undefined when nobody can say.
   */
  #placeAt(tick: number): { readonly x: number; readonly y: number } | undefined {
    if (this.#state === undefined || tick - this.#tick > HISTORY) return undefined;
    this.#advanceTo(tick);
    const body = this.#rules.body(this.#state, this.#seat);
    return body === undefined ? undefined : { x: body.x, y: body.y };
  }

  /** Plays the ticks up to `target`, each with the own input that it had, or the last one before. */
  #advanceTo(target: number): void {
    if (this.#state === undefined) return;
    let next = 0;
    let input: unknown;
    while (this.#tick < target) {
      this.#tick++;
      while (next < this.#history.length && this.#history[next]!.tick <= this.#tick) {
        input = this.#history[next]!.input;
        next++;
      }
      this.#remember();
      this.#inputs[this.#seat] = input;
      this.#rules.advance(this.#state, this.#inputs);
      this.#game.state.quantise(this.#state);
    }
  }

  /** Where the body is before the tick, to draw between ticks. */
  #remember(): void {
    const body = this.#rules.body(this.#state, this.#seat);
    if (body === undefined) return;
    this.#before.x = body.x;
    this.#before.y = body.y;
  }
}
