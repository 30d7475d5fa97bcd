/**
 * A snapshot of a large arena on its way: what everybody gets, pieces by cell, and what one guest gets of it (rule
 * F8). Made by `AreaWriter`, cut up by whichever worker holds the guest.
 */
import { EYE_BITS, forCellsNear, isNear, NO_CELL } from './area-layout.ts';

const EYE_BYTES = EYE_BITS / 8;

/** A snapshot for all guests of a room, before it is cut up. */
export interface AreaFrame {
  /** First what everybody gets, then the pieces, each from a whole byte on. */
  readonly bytes: Uint8Array;
  readonly sharedBytes: number;
  /** Of each piece: its key (see `pieceKey`), and its first byte and the one behind its last. */
  readonly pieces: readonly number[];
  /** By seat: the cell that it looks from now, and that at the last snapshot. NO_CELL: none. */
  readonly eyes: readonly number[];
  readonly eyesBefore: readonly number[];
}

/** Names a piece: for guests who had the cell before, or for those who come into it. */
export const pieceKey = (cell: number, isNew: boolean): number => cell * 2 + (isNew ? 1 : 0);

/** What the guests of one snapshot get, by seat; guests who look from the same cells share it. */
export class AreaCut {
  readonly #frame: AreaFrame;
  readonly #pieces = new Map<number, number>();
  readonly #made = new Map<number, Uint8Array>();

  constructor(frame: AreaFrame) {
    this.#frame = frame;
    for (let i = 0; i < frame.pieces.length; i += 3) this.#pieces.set(frame.pieces[i]!, i);
  }

  for(seat: number): Uint8Array {
    const { eyes, eyesBefore } = this.#frame;
    const eye = eyes[seat] ?? NO_CELL;
    const before = eyesBefore[seat] ?? NO_CELL;
    const key = eye * (NO_CELL + 1) + before;
    let bytes = this.#made.get(key);
    if (bytes === undefined) {
      bytes = this.#make(eye, before);
      this.#made.set(key, bytes);
    }
    return bytes;
  }

  #make(eye: number, before: number): Uint8Array {
    const { bytes, sharedBytes, pieces } = this.#frame;
    const spans: number[] = [];
    let length = sharedBytes + EYE_BYTES;
    forCellsNear(eye, (cell) => {
      const at = this.#pieces.get(pieceKey(cell, !isNear(before, cell)));
      if (at === undefined) return;
      spans.push(at);
      length += pieces[at + 2]! - pieces[at + 1]!;
    });
    const made = new Uint8Array(length);
    made.set(bytes.subarray(0, sharedBytes));
    made[sharedBytes] = eye & 0xff;
    made[sharedBytes + 1] = eye >> 8;
    let end = sharedBytes + EYE_BYTES;
    for (const at of spans) {
      made.set(bytes.subarray(pieces[at + 1], pieces[at + 2]), end);
      end += pieces[at + 2]! - pieces[at + 1]!;
    }
    return made;
  }
}
