/**
 * Turns a room's state into frames: one delta per snapshot for everybody, keyframes for those who come in.
 * Keeps what the guests hold (the base of the next delta).
 */
import { BitWriter } from '../core/bytes.ts';
import type { SeatId, Tick } from '../core/ids.ts';
import type { AreaFrame } from '../protocol/area-cut.ts';
import { type AreaLayout, NO_CELL } from '../protocol/area-layout.ts';
import { AreaWriter } from '../protocol/area-writer.ts';
import {
  areaLayoutOf,
  hashState,
  type SnapshotHeader,
  writeArea,
  writeDelta,
  writeHash,
  writeKeyframe,
} from '../protocol/frames.ts';
import type { AnyGame, EventOf, EventSchemas } from '../sdk/game.ts';
import type { Seat } from './seats.ts';

export class SnapshotWriter {
  readonly #game: AnyGame;
  readonly #layout: AreaLayout | undefined;
  readonly #writer = new BitWriter(4096);
  #base: unknown;
  #header: SnapshotHeader | undefined;
  #area: AreaWriter | undefined;

  constructor(game: AnyGame) {
    this.#game = game;
    this.#layout = areaLayoutOf(game);
  }

  /** Starts from a new state: what guests hold from now on is the keyframe of it. */
  restart(header: SnapshotHeader, state: unknown): void {
    this.#base = this.#game.state.copy(state);
    this.#header = header;
    if (this.#layout !== undefined) this.#area = new AreaWriter(this.#layout, this.#game.state, state);
  }

  /**
   * What guests hold, whole, for one of them. Fits between the last delta and the next one.
   * @param events sent before, for latecomers.
   */
  keyframe(seat: SeatId, events: readonly EventOf<EventSchemas>[]): Uint8Array {
    this.#area?.forget(seat);
    return writeKeyframe(this.#writer, this.#game, this.#header!, this.#base, events);
  }

  /** The next frame for all who hold the last one. */
  delta(tick: Tick, state: unknown, events: readonly EventOf<EventSchemas>[]): Uint8Array {
    const frame = writeDelta(this.#writer, this.#game, tick, this.#base, state, events);
    this.#base = this.#game.state.assign(this.#base, state);
    this.#header = { tick, generation: this.#header!.generation };
    return frame;
  }

  /** The same for a game with interest. `seats`: all of them; those of people who are here have eyes. */
  area(
    tick: Tick,
    state: unknown,
    events: readonly EventOf<EventSchemas>[],
    seats: readonly Pick<Seat, 'id' | 'bot' | 'awaySinceMs'>[],
  ): AreaFrame {
    const eyes: number[] = new Array(this.#game.seats.max).fill(NO_CELL);
    for (const { id, bot, awaySinceMs } of seats) {
      if (bot !== undefined || awaySinceMs !== undefined) continue;
      const eye = this.#game.interest!.eye(state as never, id);
      if (eye !== undefined) eyes[id] = this.#layout!.cellAt(eye);
    }
    this.#header = { tick, generation: this.#header!.generation };
    return writeArea(this.#writer, this.#game, this.#area!, tick, this.#base, state, events, eyes);
  }

  hashFrame(): Uint8Array {
    return writeHash(this.#header!.tick, hashState(this.#writer, this.#game, this.#base));
  }
}
