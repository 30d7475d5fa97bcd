/**
 * What it takes to see a fault of a game's rules again: the last checkpoint, and everybody's inputs of each tick
 * since then. A checkpoint comes several times a second, so this stays small.
 *
 * Inputs are kept in their wire form. As objects they would live just long enough to be taken for old ones, which are
 * dear to get rid of: with a thousand guests that alone was a collection of the whole heap every five seconds.
 */
import { BitReader, BitWriter, bitsFor } from '../core/bytes.ts';
import type { Tick } from '../core/ids.ts';
import type { RoomCheckpoint } from '../protocol/checkpoint.ts';
import type { RoomFault } from '../protocol/control.ts';
import { LIMITS } from '../protocol/limits.ts';
import type { Schema } from '../sdk/schema.ts';

/** Without checkpoints nothing is kept that could be replayed; ticks. */
const MAX_TICKS = 300;
const COUNT_BITS = bitsFor(LIMITS.seatsPerRoom + 1);

export class FaultRecorder {
  readonly #input: Schema<unknown>;
  /** Of each tick since the checkpoint: how many places, then for each whether there is an input, and which. */
  readonly #bits = new BitWriter(256);
  #checkpoint: RoomCheckpoint | undefined;
  #ticks = 0;

  /** @param input how the game's inputs travel. */
  constructor(input: Schema<unknown>) {
    this.#input = input;
  }

  restart(checkpoint: RoomCheckpoint): void {
    this.#checkpoint = checkpoint;
    this.#bits.reset();
    this.#ticks = 0;
  }

  /**
   * Call after every tick. One that the checkpoint or the record holds already changes nothing.
   * @param inputs those of the tick, by seat, as the wire carries them.
   */
  record(tick: Tick, inputs: readonly unknown[]): void {
    if (this.#checkpoint === undefined || this.#ticks >= MAX_TICKS) return;
    if (tick <= this.#checkpoint.tick + this.#ticks) return;
    this.#bits.write(inputs.length, COUNT_BITS);
    for (let seat = 0; seat < inputs.length; seat++) {
      const input = inputs[seat];
      this.#bits.writeBool(input !== undefined);
      if (input !== undefined) this.#input.write(this.#bits, input);
    }
    this.#ticks++;
  }

  /** The last thing to ask for: what is recorded after it cannot be read. */
  fault(stack: string): RoomFault | undefined {
    const checkpoint = this.#checkpoint;
    return checkpoint === undefined ? undefined : { checkpoint, inputs: this.#inputs(), stack };
  }

  #inputs(): unknown[][] {
    const reader = new BitReader(this.#bits.finish());
    const place = (): unknown => (reader.readBool() ? this.#input.read(reader) : undefined);
    const ofTick = (): unknown[] => Array.from({ length: reader.read(COUNT_BITS) }, place);
    return Array.from({ length: this.#ticks }, ofTick);
  }
}
