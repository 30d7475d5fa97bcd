/**
 * Reads what one guest gets of a large arena (rule F8; `area-writer` is the other end): keeps what everybody has, and
 * what this guest knows better.
 */
import type { BitReader } from '../core/bytes.ts';
import type { Tick } from '../core/ids.ts';
import {
  type AreaLayout,
  type AreaState,
  type AreaTable,
  EYE_BITS,
  forFarRows,
  isNear,
  type Placed,
} from './area-layout.ts';

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
  /** Rows that are near for sure: they came in pieces, and have not gone since. */
  readonly #near = new Set<number>();

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
    this.#near.clear();
  }

  /** Reads what follows the events of a frame. Damaged bytes turn `reader.failed`. */
  read(reader: BitReader, tick: Tick): void {
    this.#layout.rest.readDelta(reader, this.#base);
    this.#layout.rest.assign(this.#known, this.#base);
    this.#advanceGlides();
    forFarRows(this.#layout, tick, (table, key) => this.#readFarRow(reader, table, key));
    reader.align();
    const eye = reader.read(EYE_BITS);
    while (reader.remainingBits >= 8 && !reader.failed) {
      for (const table of this.#layout.tables) this.#readRows(reader, table);
      reader.align();
    }
    if (!reader.failed) this.#forgetPhantoms(eye);
  }

  /** What is believed to be near, but is not among what is near, must be elsewhere: nobody knows where. */
  #forgetPhantoms(eye: number): void {
    for (const { name, firstRow, maxKeys } of this.#layout.tables) {
      const known = this.#known[name]!;
      for (let key = 0; key < maxKeys; key++) {
        const row = known[key];
        if (row === undefined) continue;
        const isInSight = isNear(eye, this.#layout.cellAt(row));
        if (!isInSight) this.#near.delete(firstRow + key);
        else if (!this.#near.has(firstRow + key)) {
          delete known[key];
          this.#glides.delete(firstRow + key);
        }
      }
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
        this.#near.delete(row);
      }
      return;
    }
    if (old === undefined) {
      this.#near.delete(row);
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
        this.#near.delete(firstRow + key);
        continue;
      }
      this.#near.add(firstRow + key);
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
