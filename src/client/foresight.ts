/**
 * What the others do while no snapshot comes: for up to 100 ms they go on as the game's own movement has it, then
 * they hold still. Used by the snapshot buffer.
 */
import type { Snapshot } from '../protocol/frames.ts';
import type { Prediction } from '../sdk/game.ts';
import type { Schema } from '../sdk/schema.ts';

const FORESIGHT_MS = 100;

export class Foresight {
  readonly #schema: Schema<unknown>;
  readonly #rules: Prediction<unknown, unknown>;
  readonly #mostTicks: number;
  readonly #noInputs: readonly unknown[] = [];
  #snapshot: Snapshot | undefined;
  /** The state of the last whole tick before the moment asked for, and the one after it. */
  #from: unknown;
  #to: unknown;
  #ticks = 0;

  constructor(schema: Schema<unknown>, rules: Prediction<unknown, unknown>, tickRate: number) {
    this.#schema = schema;
    this.#rules = rules;
    this.#mostTicks = Math.round((FORESIGHT_MS * tickRate) / 1000);
  }

  /** The state at `tick`, which `newest` has not reached yet. @param into see Schema.mix. */
  stateAt(tick: number, newest: Snapshot, into: unknown): unknown {
    const ahead = Math.min(tick - newest.tick, this.#mostTicks);
    if (this.#snapshot !== newest || ahead < this.#ticks - 1) this.#begin(newest);
    while (this.#ticks < ahead) this.#advance();
    return this.#schema.mix(this.#from, this.#to, 1 - (this.#ticks - ahead), into);
  }

  #begin(newest: Snapshot): void {
    this.#snapshot = newest;
    this.#from = this.#schema.copy(newest.state);
    this.#to = this.#schema.copy(newest.state);
    this.#ticks = 0;
    this.#advance();
  }

  #advance(): void {
    this.#schema.assign(this.#from, this.#to);
    this.#rules.advance(this.#to, this.#noInputs);
    this.#schema.quantise(this.#to);
    this.#ticks++;
  }
}
