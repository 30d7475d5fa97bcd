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
  #inputs: (readonly unknown[])[] = [];

  restart(checkpoint: RoomCheckpoint): void {
    this.#checkpoint = checkpoint;
    this.#inputs = [];
  }

  /**
   * Call after every tick. One that the checkpoint or the record holds already changes nothing.
   * @param inputs those of the tick, by seat; copied.
   */
  record(tick: Tick, inputs: readonly unknown[]): void {
    if (this.#checkpoint === undefined || this.#inputs.length >= MAX_TICKS) return;
    if (tick > this.#checkpoint.tick + this.#inputs.length) this.#inputs.push([...inputs]);
  }

  fault(stack: string): RoomFault | undefined {
    const checkpoint = this.#checkpoint;
    return checkpoint === undefined ? undefined : { checkpoint, inputs: this.#inputs, stack };
  }
}
