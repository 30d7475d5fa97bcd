/**
 * Turns a room's state into frames: one delta per snapshot for everybody, keyframes for those who come in.
 * Keeps what the guests hold (the base of the next delta).
 */
import { BitWriter } from '../core/bytes.ts';
import type { Tick } from '../core/ids.ts';
import {
  hashState,
  type SnapshotHeader,
  type WireGame,
  writeDelta,
  writeHash,
  writeKeyframe,
} from '../protocol/frames.ts';
import type { EventOf, EventSchemas } from '../sdk/game.ts';

export class SnapshotWriter {
  readonly #game: WireGame;
  readonly #writer = new BitWriter(4096);
  #base: unknown;
  #header: SnapshotHeader | undefined;

  constructor(game: WireGame) {
    this.#game = game;
  }

  /** Starts from a new state: what guests hold from now on is the keyframe of it. */
  restart(header: SnapshotHeader, state: unknown): void {
    this.#base = this.#game.state.copy(state);
    this.#header = header;
  }

  /** What guests hold, whole. Fits between the last delta and the next one. `events`: sent before, for latecomers. */
  keyframe(events: readonly EventOf<EventSchemas>[]): Uint8Array {
    return writeKeyframe(this.#writer, this.#game, this.#header!, this.#base, events);
  }

  /** The next frame for all who hold the last one. */
  delta(tick: Tick, state: unknown, events: readonly EventOf<EventSchemas>[]): Uint8Array {
    const frame = writeDelta(this.#writer, this.#game, tick, this.#base, state, events);
    this.#base = this.#game.state.assign(this.#base, state);
    this.#header = { tick, generation: this.#header!.generation };
    return frame;
  }

  hashFrame(): Uint8Array {
    return writeHash(this.#header!.tick, hashState(this.#writer, this.#game, this.#base));
  }
}
