/**
 * Makes the snapshots of games with interest (rule F8). What has no place goes to everybody; so does every
 * `farEvery`-th row of the tables, in turn. What is near a guest's eye comes with every snapshot, in one piece per cell,
 * made once for all who need it. Used by a room's snapshot writer; `area-reader` is the other end.
 *
 * Two states are held at both ends. The base: all rows as of their last turn, the same for everybody. And what a
 * guest knows better: rows near it as of the last snapshot. A piece for guests who had its cell before builds on the
 * last snapshot, one for guests who come into it builds on the base, so that crossing a border needs no keyframe.
 */
import type { BitWriter } from '../core/bytes.ts';
import type { Tick } from '../core/ids.ts';
import { type AreaFrame, pieceKey } from './area-cut.ts';
import {
  type AreaLayout,
  type AreaState,
  type AreaTable,
  forCellsNear,
  forFarRows,
  isNear,
  NO_CELL,
  type Placed,
} from './area-layout.ts';

/** Nowhere: a row that is not there. */
const NOWHERE = -1;

export class AreaWriter {
  readonly #layout: AreaLayout;
  readonly #schema: { assign(target: unknown, source: unknown): unknown };
  /** The state at the last snapshot. */
  #before: AreaState;
  /** The cell of each row at the last snapshot. */
  readonly #cells: number[];
  #eyes: number[] = [];
  #farRow = 0;
  /** Rows by the cell that they are in now; by the cell that they have just left; and rows that are gone by theirs. */
  readonly #rowsIn = new Map<number, number[]>();
  readonly #leftFrom = new Map<number, number[]>();
  readonly #goneFrom = new Map<number, number[]>();

  constructor(
    layout: AreaLayout,
    schema: { assign(target: unknown, source: unknown): unknown; copy(value: unknown): unknown },
    state: unknown,
  ) {
    this.#layout = layout;
    this.#schema = schema;
    this.#before = schema.copy(state) as AreaState;
    this.#cells = new Array(layout.rows).fill(NOWHERE);
  }

  /** A guest begins with the base alone: it knows nothing better than a keyframe says. */
  forget(seat: number): void {
    this.#eyes[seat] = NO_CELL;
  }

  /**
   * Writes the rest of a frame behind its header and events, and brings `base` up to date with what everybody gets.
   * @param eyes by seat, the cell that it looks from; kept.
   */
  write(writer: BitWriter, tick: Tick, base: unknown, state: unknown, eyes: number[]): AreaFrame {
    const eyesBefore = this.#eyes;
    this.#farRow = this.#layout.firstFarRow(tick);
    this.#eyes = eyes;
    this.#layout.rest.writeDelta(writer, base, state);
    this.#layout.rest.assign(base, state);
    this.#writeFar(writer, tick, base as AreaState, state as AreaState);
    const sharedBytes = writer.align();
    this.#sort(state as AreaState);
    const pieces: number[] = [];
    for (const key of wantedPieces(eyes, eyesBefore)) {
      const from = writer.align();
      if (this.#writePiece(writer, key, base as AreaState, state as AreaState))
        pieces.push(key, from, writer.align());
    }
    this.#remember(state as AreaState);
    return { bytes: writer.finish(), sharedBytes, pieces, eyes: [...eyes], eyesBefore };
  }

  #writeFar(writer: BitWriter, tick: Tick, base: AreaState, state: AreaState): void {
    forFarRows(this.#layout, tick, ({ name, element }, key) => {
      const old = base[name]![key];
      const now = state[name]![key];
      writer.writeBool((old === undefined) !== (now === undefined));
      if (now === undefined) delete base[name]![key];
      else if (old === undefined) {
        element.write(writer, now);
        base[name]![key] = element.copy(now);
      } else {
        element.writeDelta(writer, old, now);
        element.assign(old, now);
      }
    });
  }

  /** Puts each row to its cell. */
  #sort(state: AreaState): void {
    for (const lists of [this.#rowsIn, this.#leftFrom, this.#goneFrom]) empty(lists);
    for (const { name, maxKeys, firstRow } of this.#layout.tables) {
      for (let key = 0; key < maxKeys; key++) {
        const row = firstRow + key;
        const now = state[name]![key];
        const cell = now === undefined ? NOWHERE : this.#layout.cellAt(now);
        const before = this.#cells[row]!;
        if (cell !== NOWHERE) listIn(this.#rowsIn, cell).push(row);
        if (before === NOWHERE || before === cell) continue;
        listIn(cell === NOWHERE ? this.#goneFrom : this.#leftFrom, before).push(row);
      }
    }
  }

  /** False when there is nothing to say of the cell. */
  #writePiece(writer: BitWriter, key: number, base: AreaState, state: AreaState): boolean {
    const cell = key >> 1;
    const isNew = (key & 1) === 1;
    const mark = writer.bitLength;
    let count = 0;
    for (const table of this.#layout.tables) {
      count += this.#writeRows(writer, table, cell, isNew, base, state);
      writer.write(0, 1);
    }
    if (count === 0) writer.rewind(mark);
    return count > 0;
  }

  #writeRows(
    writer: BitWriter,
    table: AreaTable,
    cell: number,
    isNew: boolean,
    base: AreaState,
    state: AreaState,
  ): number {
    const { name, keyBits } = table;
    let count = 0;
    forRowsOf(table, this.#rowsIn.get(cell), (row, key) => {
      // A row whose turn it was is given anew: guests let far rows glide, and this tells them that it is near.
      const isTurn = row % this.#layout.farEvery === this.#farRow;
      const builds = !isNew && !isTurn && this.#cells[row] === cell;
      const old = (builds ? this.#before : base)[name]![key];
      if (writeRow(writer, table, key, old, state[name]![key]!, builds)) count++;
    });
    if (isNew) return count;
    // Where it has gone to, so that it is not believed to be here any more.
    forRowsOf(table, this.#leftFrom.get(cell), (_row, key) => {
      if (writeRow(writer, table, key, base[name]![key], state[name]![key]!, false)) count++;
    });
    forRowsOf(table, this.#goneFrom.get(cell), (_row, key) => {
      writer.write(1 | (key << 1), 1 + keyBits);
      writer.write(1, 1);
      count++;
    });
    return count;
  }

  #remember(state: AreaState): void {
    this.#before = this.#schema.assign(this.#before, state) as AreaState;
    for (const { name, maxKeys, firstRow } of this.#layout.tables) {
      for (let key = 0; key < maxKeys; key++) {
        const row = state[name]![key];
        this.#cells[firstRow + key] = row === undefined ? NOWHERE : this.#layout.cellAt(row);
      }
    }
  }
}

/** Calls `visit` for those of `rows` that are in `table`. */
function forRowsOf(
  { firstRow, maxKeys }: AreaTable,
  rows: readonly number[] | undefined,
  visit: (row: number, key: number) => void,
): void {
  if (rows === undefined) return;
  for (const row of rows) if (row >= firstRow && row < firstRow + maxKeys) visit(row, row - firstRow);
}

/** False when it stands still, and all who are told know that. */
function writeRow(
  writer: BitWriter,
  { element, keyBits }: AreaTable,
  key: number,
  old: Placed | undefined,
  now: Placed,
  builds: boolean,
): boolean {
  const mark = writer.bitLength;
  writer.write(1 | (key << 1), 1 + keyBits);
  writer.write(builds ? 2 : 0, 2);
  if (old === undefined) element.write(writer, now);
  else if (!element.writeDelta(writer, old, now) && builds) {
    writer.rewind(mark);
    return false;
  }
  return true;
}

/** Keeps the lists that were used, for the next snapshot. */
function empty(lists: Map<number, number[]>): void {
  for (const [cell, rows] of lists) {
    if (rows.length === 0) lists.delete(cell);
    else rows.length = 0;
  }
}

function listIn(lists: Map<number, number[]>, cell: number): number[] {
  let list = lists.get(cell);
  if (list === undefined) {
    list = [];
    lists.set(cell, list);
  }
  return list;
}

/** The keys of all pieces that somebody needs. */
function wantedPieces(eyes: readonly number[], eyesBefore: readonly number[]): Set<number> {
  const wanted = new Set<number>();
  const seen = new Set<number>();
  for (let seat = 0; seat < eyes.length; seat++) {
    const eye = eyes[seat] ?? NO_CELL;
    const before = eyesBefore[seat] ?? NO_CELL;
    const pair = eye * (NO_CELL + 1) + before;
    if (seen.has(pair)) continue;
    seen.add(pair);
    forCellsNear(eye, (cell) => wanted.add(pieceKey(cell, !isNear(before, cell))));
  }
  return wanted;
}
