/**
 * How a game with interest is cut up (rule F8): which tables have places, which cell a place lies in, and whose turn
 * it is. Both ends derive the same from the game's rules.
 */
import { bitsFor } from '../core/bytes.ts';
import type { Tick } from '../core/ids.ts';
import { invariant } from '../core/result.ts';
import type { Interest } from '../sdk/game.ts';
import { isStruct, isTable, type Schema, s, type Table } from '../sdk/schema.ts';

/** Cells have coordinates of so many bits; they wrap round in worlds that are larger. */
const AXIS_BITS = 7;
const AXIS_MASK = 2 ** AXIS_BITS - 1;
/** The cell of somebody who looks from nowhere. */
export const NO_CELL = 2 ** (2 * AXIS_BITS);
/** Of the cell that a guest looks from, in its frames: whole bytes, so that pieces can follow. */
export const EYE_BITS = 16;

/** Something with a place. */
export interface Placed {
  readonly x: number;
  readonly y: number;
}

/** State as it is seen here: tables of placed things, and other fields. */
export type AreaState = Record<string, Table<Placed>>;

/** One table of placed things. Its rows are numbered on from `firstRow`, through all tables. */
export interface AreaTable {
  readonly name: string;
  readonly element: Schema<Placed>;
  readonly maxKeys: number;
  readonly keyBits: number;
  readonly firstRow: number;
}

export class AreaLayout {
  readonly tables: readonly AreaTable[];
  /** What has no place. */
  readonly rest: Schema<unknown>;
  readonly rows: number;
  readonly farEvery: number;
  readonly #cellSize: number;
  readonly #ticksPerSnapshot: number;

  /** @param ticksPerSnapshot the game's. Throws when `interest` does not fit the state. */
  constructor(state: Schema<unknown>, interest: Interest<never>, ticksPerSnapshot: number) {
    const { tables, cellSize, farEvery } = interest;
    invariant(isStruct(state), 'a game with interest needs a struct as its state');
    invariant(tables.length > 0, 'interest names no table');
    invariant(cellSize > 0, `cells of ${cellSize}`);
    invariant(Number.isInteger(farEvery) && farEvery >= 1, `far things every ${farEvery} snapshots`);
    const rest = { ...state.fields };
    let rows = 0;
    this.tables = (tables as readonly string[]).map((name) => {
      const table = state.fields[name];
      invariant(table !== undefined && isTable(table), `interest names "${name}", which is no table`);
      delete rest[name];
      const firstRow = rows;
      rows += table.maxKeys;
      const keyBits = bitsFor(table.maxKeys);
      const element = table.element as Schema<Placed>;
      return { name, element, maxKeys: table.maxKeys, keyBits, firstRow };
    });
    this.rest = s.struct(rest) as Schema<unknown>;
    this.rows = rows;
    this.farEvery = farEvery;
    this.#cellSize = cellSize;
    this.#ticksPerSnapshot = ticksPerSnapshot;
  }

  /** The first of the rows that everybody gets with the snapshot of `tick`; every `farEvery`-th after it comes too. */
  firstFarRow(tick: number): number {
    return Math.floor(tick / this.#ticksPerSnapshot) % this.farEvery;
  }

  cellAt({ x, y }: Placed): number {
    return cell(Math.floor(x / this.#cellSize), Math.floor(y / this.#cellSize));
  }
}

const cell = (column: number, line: number): number =>
  (column & AXIS_MASK) | ((line & AXIS_MASK) << AXIS_BITS);

/** Calls `visit` with `centre` and the eight cells around it; not at all for NO_CELL. */
export function forCellsNear(centre: number, visit: (cell: number) => void): void {
  if (centre === NO_CELL) return;
  const column = centre & AXIS_MASK;
  const line = centre >> AXIS_BITS;
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) visit(cell(column + dx, line + dy));
}

/** Is `other` among the cells around `centre`? */
export function isNear(centre: number, other: number): boolean {
  if (centre === NO_CELL) return false;
  const dx = ((other & AXIS_MASK) - (centre & AXIS_MASK) + 1) & AXIS_MASK;
  const dy = ((other >> AXIS_BITS) - (centre >> AXIS_BITS) + 1) & AXIS_MASK;
  return dx <= 2 && dy <= 2;
}

/** Calls `visit` for each row whose turn it is with the snapshot of `tick`. */
export function forFarRows(
  layout: AreaLayout,
  tick: Tick,
  visit: (table: AreaTable, key: number) => void,
): void {
  let row = layout.firstFarRow(tick);
  for (const table of layout.tables) {
    const end = table.firstRow + table.maxKeys;
    for (; row < end; row += layout.farEvery) visit(table, row - table.firstRow);
  }
}
