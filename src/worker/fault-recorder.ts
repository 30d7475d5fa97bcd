/**
 * What it takes to see a fault of a game's rules again: the last checkpoint, and everybody's inputs of each tick
 * since then. A checkpoint comes several times a second, so this stays small.
 */
import type { Tick } from '../core/ids.ts';
import type { RoomCheckpoint } from '../protocol/checkpoint.ts';
import type { RoomFault } from '../protocol/control.ts';

/** Without checkpoints nothing is kept that could be replayed; ticks. */
const MAX_TICKS = 300;

export class FaultRecorder {
  #checkpoint: RoomCheckpoint | undefined;
  /** Of the ticks since the checkpoint; what is behind `#ticks` of them is from before, and is used again. */
  readonly #inputs: unknown[][] = [];
  #ticks = 0;

  restart(checkpoint: RoomCheckpoint): void {
    this.#checkpoint = checkpoint;
    this.#ticks = 0;
  }

  /**
   * Call after every tick. One that the checkpoint or the record holds already changes nothing.
   * @param inputs those of the tick, by seat; copied.
   */
  record(tick: Tick, inputs: readonly unknown[]): void {
    if (this.#checkpoint === undefined || this.#ticks >= MAX_TICKS) return;
    if (tick <= this.#checkpoint.tick + this.#ticks) return;
    this.#inputs[this.#ticks] ??= [];
    const copy = this.#inputs[this.#ticks]!;
    if (copy.length !== inputs.length) copy.length = inputs.length; // dear even when it changes nothing
    for (let seat = 0; seat < inputs.length; seat++) copy[seat] = inputs[seat];
    this.#ticks++;
  }

  fault(stack: string): RoomFault | undefined {
    const checkpoint = this.#checkpoint;
    const inputs = this.#inputs.slice(0, this.#ticks);
    return checkpoint === undefined ? undefined : { checkpoint, inputs, stack };
  }
}
