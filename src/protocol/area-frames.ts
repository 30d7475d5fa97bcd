/**
 * Snapshots of games with interest (rule F8). What has no place goes to everybody; so does every `farEvery`-th row of
 * the tables, in turn. What is near a guest's eye comes with every snapshot, in one piece per cell, made once for all
 * who need it. `AreaWriter` makes frames of a room's state, `cutFor` what one guest gets, `AreaReader` reads that.
 *
 * Two states are held at both ends. The base: all rows as of their last turn, the same for everybody. And what a
 * guest knows better: rows near it as of the last snapshot. A piece for guests who had its cell before builds on the
 * last snapshot, one for guests who come into it builds on the base, so that crossing a border needs no keyframe.
 */
import type { BitReader, BitWriter } from '../core/bytes.ts';
import type { Tick } from '../core/ids.ts';
import {
  type AreaLayout,
  type AreaState,
  type AreaTable,
  forCellsNear,
  isNear,
  NO_CELL,
  type Placed,
} from './area-layout.ts';

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

const pieceKey = (cell: number, isNew: boolean): number => cell * 2 + (isNew ? 1 : 0);

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
    let length = sharedBytes;
    forCellsNear(eye, (cell) => {
      const at = this.#pieces.get(pieceKey(cell, !isNear(before, cell)));
      if (at === undefined) return;
      spans.push(at);
      length += pieces[at + 2]! - pieces[at + 1]!;
    });
    const made = new Uint8Array(length);
    made.set(bytes.subarray(0, sharedBytes));
    let end = sharedBytes;
    for (const at of spans) {
      made.set(bytes.subarray(pieces[at + 1], pieces[at + 2]), end);
      end += pieces[at + 2]! - pieces[at + 1]!;
    }
    return made;
  }
}

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
  /** Rows by the cell that they are in now, and rows that are gone by the cells that may still show them. */
  readonly #rowsIn = new Map<number, number[]>();
  readonly #ghostsIn = new Map<number, number[]>();

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
    this.#sort(base as AreaState, state as AreaState);
    const pieces: number[] = [];
    for (const key of wantedPieces(eyes, eyesBefore)) {
      const from = writer.align();
      if (this.#writePiece(writer, key, base as AreaState, state as AreaState))
        pieces.push(key, from, writer.align());
    }
    this.#remember(state as AreaState);
    return { bytes: writer.finish(), sharedBytes, pieces, eyes: [...eyes], eyesBefore: [...eyesBefore] };
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
  #sort(base: AreaState, state: AreaState): void {
    for (const rows of this.#rowsIn.values()) rows.length = 0;
    for (const rows of this.#ghostsIn.values()) rows.length = 0;
    const { tables, farEvery } = this.#layout;
    for (const { name, maxKeys, firstRow } of tables) {
      for (let key = 0; key < maxKeys; key++) {
        const row = firstRow + key;
        const now = state[name]![key];
        if (now !== undefined) listIn(this.#rowsIn, this.#layout.cellAt(now)).push(row);
        // Of those whose turn it is everybody has just heard that they are gone.
        else if (row % farEvery !== this.#farRow) this.#sortGhost(row, base[name]![key]);
      }
    }
  }

  #sortGhost(row: number, old: Placed | undefined): void {
    const last = this.#cells[row]!;
    if (last !== NOWHERE) listIn(this.#ghostsIn, last).push(row);
    const cell = old === undefined ? NOWHERE : this.#layout.cellAt(old);
    if (cell !== NOWHERE && cell !== last) listIn(this.#ghostsIn, cell).push(row);
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
    { name, element, keyBits, firstRow, maxKeys }: AreaTable,
    cell: number,
    isNew: boolean,
    base: AreaState,
    state: AreaState,
  ): number {
    let count = 0;
    const isOurs = (row: number): boolean => row >= firstRow && row < firstRow + maxKeys;
    for (const row of this.#rowsIn.get(cell) ?? []) {
      if (!isOurs(row)) continue;
      const key = row - firstRow;
      const now = state[name]![key]!;
      // A row whose turn it was is given anew: guests let far rows glide, and this tells them that it is near.
      const isTurn = row % this.#layout.farEvery === this.#farRow;
      const builds = !isNew && !isTurn && this.#cells[row] === cell;
      const old = (builds ? this.#before : base)[name]![key];
      const mark = writer.bitLength;
      writer.write(1 | (key << 1), 1 + keyBits);
      writer.write(builds ? 2 : 0, 2);
      count++;
      if (old === undefined) element.write(writer, now);
      else if (!element.writeDelta(writer, old, now) && builds) {
        writer.rewind(mark); // it stands still, and they know
        count--;
      }
    }
    for (const row of this.#ghostsIn.get(cell) ?? []) {
      if (!isOurs(row)) continue;
      writer.write(1 | ((row - firstRow) << 1), 1 + keyBits);
      writer.write(1, 1);
      count++;
    }
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

function forFarRows(layout: AreaLayout, tick: Tick, visit: (table: AreaTable, key: number) => void): void {
  let row = layout.firstFarRow(tick);
  for (const table of layout.tables) {
    const end = table.firstRow + table.maxKeys;
    for (; row < end; row += layout.farEvery) visit(table, row - table.firstRow);
  }
}

/** A far row on its way from one turn's value to the next one's, so that it moves instead of jumping. */
interface Glide {
  readonly from: Placed;
  readonly to: Placed;
  steps: number;
}

export class AreaReader {
  readonly #layout: AreaLayout;
  readonly #copy: (state: unknown) => unknown;
  #base: AreaState = {};
  #known: AreaState = {};
  readonly #glides = new Map<number, Glide>();

  constructor(layout: AreaLayout, schema: { copy(state: unknown): unknown }) {
    this.#layout = layout;
    this.#copy = (state) => schema.copy(state);
  }

  /** What everybody has for sure (rule F7's hash is of this). */
  get base(): unknown {
    return this.#base;
  }

  /** The best that is known; changes with the next `read`. */
  get known(): unknown {
    return this.#known;
  }

  /** Begins with a keyframe's state, which is kept. */
  restart(state: unknown): void {
    this.#base = state as AreaState;
    this.#known = this.#copy(state) as AreaState;
    this.#glides.clear();
  }

  /** Reads what follows the events of a frame. Damaged bytes turn `reader.failed`. */
  read(reader: BitReader, tick: Tick): void {
    this.#layout.rest.readDelta(reader, this.#base);
    this.#layout.rest.assign(this.#known, this.#base);
    this.#advanceGlides();
    forFarRows(this.#layout, tick, (table, key) => this.#readFarRow(reader, table, key));
    reader.align();
    while (reader.remainingBits >= 8 && !reader.failed) {
      for (const table of this.#layout.tables) this.#readRows(reader, table);
      reader.align();
    }
  }

  #readFarRow(reader: BitReader, { name, element, firstRow }: AreaTable, key: number): void {
    if (reader.failed) return;
    const table = this.#base[name]!;
    const known = this.#known[name]!;
    const row = firstRow + key;
    const old = table[key];
    this.#glides.delete(row);
    if (reader.readBool()) {
      if (old === undefined) {
        table[key] = element.read(reader);
        known[key] = element.copy(table[key]);
      } else {
        delete table[key];
        delete known[key];
      }
      return;
    }
    if (old === undefined) {
      delete known[key]; // it came and went between its turns, and this guest saw it for a while
      return;
    }
    table[key] = element.readDelta(reader, old);
    const shown = known[key];
    if (shown === undefined) known[key] = element.copy(table[key]);
    else this.#glides.set(row, { from: element.copy(shown), to: element.copy(table[key]), steps: 0 });
  }

  #readRows(reader: BitReader, { name, element, keyBits, firstRow, maxKeys }: AreaTable): void {
    const known = this.#known[name]!;
    while (reader.readBool() && !reader.failed) {
      const key = reader.read(keyBits);
      if (key >= maxKeys) reader.failed = true;
      if (reader.failed) return;
      this.#glides.delete(firstRow + key);
      if (reader.readBool()) {
        delete known[key];
        continue;
      }
      const builds = reader.readBool();
      const old = builds ? known[key] : this.#base[name]![key];
      if (builds && old === undefined) reader.failed = true;
      else if (old === undefined) known[key] = element.read(reader);
      else known[key] = element.readDelta(reader, builds ? old : element.copy(old));
    }
  }

  #advanceGlides(): void {
    const { tables, farEvery } = this.#layout;
    for (const [row, glide] of this.#glides) {
      const { name, element, firstRow } = tables.findLast((table) => table.firstRow <= row)!;
      glide.steps++;
      const isThere = glide.steps >= farEvery;
      if (isThere) this.#glides.delete(row);
      this.#known[name]![row - firstRow] = isThere
        ? glide.to
        : element.mix(glide.from, glide.to, glide.steps / farEvery);
    }
  }
}
