/**
 * The state schema: a game lists its fields once, and from that list come its TypeScript types, the keyframe
 * and delta codecs, quantising, validation and interpolation. State itself is plain data.
 *
 *   const puck = s.struct({ x: s.fixed(-100, 100, 16), alive: s.bool() });
 *   type Puck = Infer<typeof puck>;          // { x: number; alive: boolean }
 *
 * Rules:
 * - What a codec writes is exactly what `quantise` leaves in the state, so both ends hold equal numbers.
 * - Decoding never throws: bytes from a wire turn `reader.failed`.
 * - Encoding a value outside its range is a programmer mistake and throws.
 */
import { type BitReader, type BitWriter, bitsFor } from '../core/bytes.ts';
import { lerp } from '../core/math.ts';
import { invariant } from '../core/result.ts';

/** What every field type can do with values of type T. */
export interface Schema<T> {
  /** Values are no objects: equal ones are the same, and need no copying. */
  readonly isPlain: boolean;
  /** Of numbers: what their codec is made of. */
  readonly steps?: NumberSteps;
  /** Writes the whole value. */
  write(writer: BitWriter, value: T): void;
  /** Reads what `write` wrote. */
  read(reader: BitReader): T;
  /** Writes the difference; one bit when there is none. True when something changed. */
  writeDelta(writer: BitWriter, before: T, after: T): boolean;
  /** Reads what `writeDelta` wrote, on top of `before`, which it may change and return. */
  readDelta(reader: BitReader, before: T): T;
  /** The value as the wire carries it; objects are changed in place and returned. */
  quantise(value: T): T;
  /** An independent copy. */
  copy(value: T): T;
  /** Makes `target` equal to `source` and returns it; it shares nothing with `source`, and is reused where it can be. */
  assign(target: T, source: T): T;
  /**
   * The value between `from` (t = 0) and `to` (t = 1), for drawing only; what cannot be between is `from`.
   * @param into an earlier result, which is overwritten and returned, so that drawing needs no new objects. Without
   * it the result is an independent new value.
   */
  mix(from: T, to: T, t: number, into?: T): T;
}

/** A schema whose parts can be looked at. */
export interface StructSchema<T> extends Schema<T> {
  readonly fields: Readonly<Record<string, Schema<unknown>>>;
}
export interface TableSchema<T> extends Schema<Table<T>> {
  readonly element: Schema<T>;
  /** Keys run from 0 to one less. */
  readonly maxKeys: number;
}
export interface ListSchema<T> extends Schema<T[]> {
  readonly element: Schema<T>;
}
export const isStruct = (schema: Schema<unknown>): schema is StructSchema<unknown> => 'fields' in schema;
export const isTable = (schema: Schema<unknown>): schema is Schema<unknown> & TableSchema<unknown> =>
  'maxKeys' in schema;

export type Infer<S> = S extends Schema<infer T> ? T : never;
type Fields = Readonly<Record<string, Schema<unknown>>>;
type StructOf<F> = { -readonly [K in keyof F]: Infer<F[K]> };
/** Entities by small whole-number keys (seats, entity ids). */
export type Table<T> = { [key: number]: T };

/** A number that travels as a whole number of steps, from `minStep` to `maxStep`. */
export interface NumberSteps {
  /** Steps in 1. */
  readonly perUnit: number;
  readonly minStep: number;
  readonly maxStep: number;
  /** Of a whole number of steps. */
  readonly bits: number;
}

/**
 * Widths of numeric deltas, bits: a turn or a counter, a walk, a flight; what is further goes whole. Chosen by the
 * bytes of Rim Rumble's and the benchmark's snapshots.
 */
const DELTA_BITS = [3, 6, 9] as const;
const DELTA_CLASS_BITS = 2;
const WHOLE_CLASS = DELTA_BITS.length;
/** Fields of at most so many bits always go whole. */
const NARROW_BITS = 6;

/** The first of DELTA_BITS that holds `change`. */
function deltaClass(change: number): number {
  for (let i = 0; i < WHOLE_CLASS; i++) {
    const half = 1 << (DELTA_BITS[i]! - 1);
    if (change >= -half && change < half) return i;
  }
  return WHOLE_CLASS;
}

/**
 * Writes that a number has changed: how wide the change is (2 bits; not for narrow fields), and the change, or the
 * number of steps above the smallest, whole.
 * @param change in steps, not 0. @param bits of the whole number.
 */
export function writeStepDelta(writer: BitWriter, change: number, above: number, bits: number): void {
  if (bits <= NARROW_BITS) {
    writer.write(1 | (above << 1), 1 + bits);
    return;
  }
  const size = deltaClass(change);
  const head = 1 | (size << 1);
  if (size < WHOLE_CLASS) {
    const width = DELTA_BITS[size]!;
    const offset = change + (1 << (width - 1));
    writer.write(head | (offset << (1 + DELTA_CLASS_BITS)), 1 + DELTA_CLASS_BITS + width);
    return;
  }
  writer.write(head, 1 + DELTA_CLASS_BITS);
  writer.write(above, bits);
}

/**
 * Numbers that travel as a whole number of steps. `toStep` and `toValue` must undo each other exactly.
 * Delta: changed? then, for wide fields, how wide (2 bits); then the difference or the whole number.
 */
function steps(
  minStep: number,
  maxStep: number,
  perUnit: number,
  toStep: (value: number) => number,
  toValue: (step: number) => number,
  quantise: (value: number) => number,
  mix: (from: number, to: number, t: number) => number,
): Schema<number> {
  const count = maxStep - minStep + 1;
  invariant(count >= 1 && count <= 2 ** 32, `a number with ${count} steps`);
  const bits = bitsFor(count);
  const isWide = bits > NARROW_BITS;
  const stepOf = (value: number): number => {
    const step = toStep(value);
    // The message is only made when it is needed: this runs for every field of every tick.
    if (!(step >= minStep && step <= maxStep)) invariant(false, `${value} is outside its field's range`);
    return step;
  };
  const readWhole = (reader: BitReader): number => {
    const step = reader.read(bits) + minStep;
    if (step <= maxStep) return toValue(step);
    reader.failed = true;
    return toValue(minStep);
  };
  return {
    write: (writer, value) => writer.write(stepOf(value) - minStep, bits),
    read: readWhole,
    writeDelta(writer, before, after) {
      if (before === after) {
        writer.write(0, 1);
        return false;
      }
      const step = stepOf(after);
      const change = step - toStep(before);
      if (change === 0) {
        writer.write(0, 1);
        return false;
      }
      writeStepDelta(writer, change, step - minStep, bits);
      return true;
    },
    readDelta(reader, before) {
      if (!reader.readBool()) return before;
      const size = isWide ? reader.read(DELTA_CLASS_BITS) : WHOLE_CLASS;
      if (size === WHOLE_CLASS) return readWhole(reader);
      const width = DELTA_BITS[size]!;
      const step = toStep(before) + reader.read(width) - (1 << (width - 1));
      if (step >= minStep && step <= maxStep) return toValue(step);
      reader.failed = true;
      return before;
    },
    quantise,
    copy: (value) => value,
    assign: (_target, source) => source,
    isPlain: true,
    steps: { perUnit, minStep, maxStep, bits },
    mix,
  };
}

/** A whole number from `min` to `max`, both included. Drawing shows the earlier value. */
function int(min: number, max: number): Schema<number> {
  invariant(Number.isInteger(min) && Number.isInteger(max) && min <= max, `int(${min}, ${max})`);
  return steps(
    min,
    max,
    1,
    (value) => value,
    (step) => step,
    (value) => {
      if (!Number.isInteger(value)) invariant(false, `${value} is no whole number`);
      return value < min ? min : value > max ? max : value;
    },
    (from) => from,
  );
}

interface FixedOptions {
  /** A change larger than this between two snapshots is a jump (a respawn), not a movement to draw. */
  readonly jump?: number;
}

/**
 * A number from `min` to `max` in steps of 1 / `perUnit`; it is clamped to its range when quantised.
 * Drawing interpolates.
 */
function fixed(min: number, max: number, perUnit: number, options: FixedOptions = {}): Schema<number> {
  const { jump = Number.POSITIVE_INFINITY } = options;
  const toStep = (value: number): number => Math.round(value * perUnit);
  const minStep = toStep(min);
  const maxStep = toStep(max);
  return steps(
    minStep,
    maxStep,
    perUnit,
    toStep,
    (step) => step / perUnit,
    (value) => {
      const step = toStep(value);
      invariant(!Number.isNaN(step), 'a number field became NaN');
      // `+ 0` turns -0 into 0, which the wire cannot tell apart.
      return (step < minStep ? minStep : step > maxStep ? maxStep : step) / perUnit + 0;
    },
    (from, to, t) => (Math.abs(to - from) > jump ? from : lerp(from, to, t)),
  );
}

/** A counter that wraps round after 2^bits: for presses and other "it happened again" facts. */
const counter = (bits: number): Schema<number> => int(0, 2 ** bits - 1);

function bool(): Schema<boolean> {
  return {
    write: (writer, value) => writer.writeBool(value),
    read: (reader) => reader.readBool(),
    writeDelta(writer, before, after) {
      writer.writeBool(before !== after);
      return before !== after;
    },
    readDelta: (reader, before) => (reader.readBool() ? !before : before),
    quantise: (value) => value,
    copy: (value) => value,
    assign: (_target, source) => source,
    isPlain: true,
    mix: (from) => from,
  };
}

/** One of a closed set of words. */
function oneOf<const W extends readonly string[]>(...words: W): Schema<W[number]> {
  const index = steps(0, words.length - 1, 1, Number, Number, Number, (from) => from);
  const indexOf = (word: W[number]): number => {
    const at = words.indexOf(word);
    invariant(at >= 0, `"${word}" is none of ${words.join(', ')}`);
    return at;
  };
  const wordAt = (at: number): W[number] => words[at] as W[number];
  return {
    write: (writer, value) => index.write(writer, indexOf(value)),
    read: (reader) => wordAt(index.read(reader)),
    writeDelta: (writer, before, after) => index.writeDelta(writer, indexOf(before), indexOf(after)),
    readDelta: (reader, before) => wordAt(index.readDelta(reader, indexOf(before))),
    quantise: (value) => value,
    copy: (value) => value,
    assign: (_target, source) => source,
    isPlain: true,
    mix: (from) => from,
  };
}

/** Text of at most `maxLength` UTF-16 units, 16 bits each. */
function text(maxLength: number): Schema<string> {
  const lengthBits = bitsFor(maxLength + 1);
  const write = (writer: BitWriter, value: string): void => {
    invariant(value.length <= maxLength, `text of ${value.length} units, at most ${maxLength}`);
    writer.write(value.length, lengthBits);
    for (let i = 0; i < value.length; i++) writer.write(value.charCodeAt(i), 16);
  };
  const read = (reader: BitReader): string => {
    const length = reader.read(lengthBits);
    if (length > maxLength || length * 16 > reader.remainingBits) {
      reader.failed = true;
      return '';
    }
    let value = '';
    for (let i = 0; i < length; i++) value += String.fromCharCode(reader.read(16));
    return value;
  };
  return {
    write,
    read,
    writeDelta(writer, before, after) {
      writer.writeBool(before !== after);
      if (before !== after) write(writer, after);
      return before !== after;
    },
    readDelta: (reader, before) => (reader.readBool() ? read(reader) : before),
    quantise: (value) => value.slice(0, maxLength),
    copy: (value) => value,
    assign: (_target, source) => source,
    isPlain: true,
    mix: (from) => from,
  };
}

/** Begins the delta of a composite; `endDelta` undoes it to one bit when none of its parts has changed. */
export function beginDelta(writer: BitWriter): number {
  const mark = writer.bitLength;
  writer.write(1, 1);
  return mark;
}

export function endDelta(writer: BitWriter, mark: number, changed: boolean): boolean {
  if (changed) return true;
  writer.rewind(mark);
  writer.write(0, 1);
  return false;
}

/** Named fields, in the order in which they are listed. */
function struct<F extends Fields>(fields: F): StructSchema<StructOf<F>> {
  type Value = StructOf<F>;
  const names = Object.keys(fields) as (keyof F & string)[];
  const schemas = names.map((name) => fields[name] as Schema<unknown>);
  const build = (make: (schema: Schema<unknown>, name: keyof F & string) => unknown): Value => {
    const value = {} as Record<string, unknown>;
    for (let i = 0; i < names.length; i++) value[names[i]!] = make(schemas[i]!, names[i]!);
    return value as Value;
  };
  return {
    isPlain: false,
    fields,
    write(writer, value) {
      for (let i = 0; i < names.length; i++) schemas[i]!.write(writer, value[names[i]!]);
    },
    read: (reader) => build((schema) => schema.read(reader)),
    writeDelta(writer, before, after) {
      const mark = beginDelta(writer);
      let changed = false;
      for (let i = 0; i < names.length; i++) {
        const name = names[i]!;
        const schema = schemas[i]!;
        const old = before[name];
        const now = after[name];
        // Most fields stand still most of the time, and this is the busiest loop of a room.
        if (old === now && schema.isPlain) writer.write(0, 1);
        else if (schema.writeDelta(writer, old, now)) changed = true;
      }
      return endDelta(writer, mark, changed);
    },
    readDelta(reader, before) {
      if (!reader.readBool()) return before;
      const value = before as Record<string, unknown>;
      for (let i = 0; i < names.length; i++) {
        const name = names[i]!;
        value[name] = schemas[i]!.readDelta(reader, value[name]);
      }
      return before;
    },
    quantise(value) {
      const target = value as Record<string, unknown>;
      for (let i = 0; i < names.length; i++) {
        const name = names[i]!;
        target[name] = schemas[i]!.quantise(target[name]);
      }
      return value;
    },
    copy: (value) => build((schema, name) => schema.copy(value[name])),
    assign(target, source) {
      const copy = target as Record<string, unknown>;
      for (let i = 0; i < names.length; i++) {
        const name = names[i]!;
        const schema = schemas[i]!;
        const old = copy[name];
        const now = source[name];
        if (schema.isPlain) {
          if (old !== now) copy[name] = now;
        } else schema.assign(old, now);
      }
      return target;
    },
    mix(from, to, t, into) {
      const made = (into ?? {}) as Record<string, unknown>;
      for (let i = 0; i < names.length; i++) {
        const name = names[i]!;
        made[name] = schemas[i]!.mix(from[name], to[name], t, made[name]);
      }
      return made as Value;
    },
  };
}

/** An ordered list of at most `maxLength` elements; element i of one state is element i of the next. */
function list<T>(element: Schema<T>, maxLength: number): ListSchema<T> {
  const lengthBits = bitsFor(maxLength + 1);
  const writeLength = (writer: BitWriter, value: T[]): void => {
    invariant(value.length <= maxLength, `list of ${value.length}, at most ${maxLength}`);
    writer.write(value.length, lengthBits);
  };
  const readLength = (reader: BitReader): number => {
    const length = reader.read(lengthBits);
    if (length <= maxLength) return length;
    reader.failed = true;
    return 0;
  };
  return {
    isPlain: false,
    element,
    write(writer, value) {
      writeLength(writer, value);
      for (const item of value) element.write(writer, item);
    },
    read(reader) {
      const value: T[] = [];
      const length = readLength(reader);
      for (let i = 0; i < length && !reader.failed; i++) value.push(element.read(reader));
      return value;
    },
    writeDelta(writer, before, after) {
      const mark = beginDelta(writer);
      let changed = before.length !== after.length;
      writer.writeBool(changed);
      if (changed) writeLength(writer, after);
      for (let i = 0; i < after.length; i++) {
        if (i >= before.length) element.write(writer, after[i]!);
        else if (element.writeDelta(writer, before[i]!, after[i]!)) changed = true;
      }
      return endDelta(writer, mark, changed);
    },
    readDelta(reader, before) {
      if (!reader.readBool()) return before;
      const length = reader.readBool() ? readLength(reader) : before.length;
      const known = Math.min(length, before.length);
      before.length = known;
      for (let i = 0; i < length && !reader.failed; i++) {
        if (i < known) before[i] = element.readDelta(reader, before[i]!);
        else before.push(element.read(reader));
      }
      return before;
    },
    quantise(value) {
      for (let i = 0; i < value.length; i++) value[i] = element.quantise(value[i]!);
      return value;
    },
    copy: (value) => value.map((item) => element.copy(item)),
    assign(target, source) {
      target.length = Math.min(target.length, source.length);
      for (let i = 0; i < source.length; i++) {
        target[i] = i < target.length ? element.assign(target[i]!, source[i]!) : element.copy(source[i]!);
      }
      return target;
    },
    mix(from, to, t, into) {
      const made = into ?? [];
      made.length = Math.min(made.length, from.length);
      for (let i = 0; i < from.length; i++) {
        const item = from[i]!;
        made[i] = element.mix(item, i < to.length ? to[i]! : item, t, made[i]);
      }
      return made;
    },
  };
}

/** Elements by key 0 to `maxKeys` - 1, any of which may be absent: pucks by seat, bumpers by entity id. */
function table<T>(element: Schema<T>, maxKeys: number): TableSchema<T> {
  const writeKeys = (writer: BitWriter, value: Table<T>): void => {
    for (let key = 0; key < maxKeys; key++) writer.writeBool(value[key] !== undefined);
  };
  const sameKeys = (before: Table<T>, after: Table<T>): boolean => {
    for (let key = 0; key < maxKeys; key++) {
      if ((before[key] === undefined) !== (after[key] === undefined)) return false;
    }
    return true;
  };
  const readKeys = (reader: BitReader): boolean[] => {
    const keys: boolean[] = [];
    for (let key = 0; key < maxKeys; key++) keys.push(reader.readBool());
    return keys;
  };
  return {
    isPlain: false,
    element,
    maxKeys,
    write(writer, value) {
      writeKeys(writer, value);
      for (let key = 0; key < maxKeys; key++) {
        const item = value[key];
        if (item !== undefined) element.write(writer, item);
      }
    },
    read(reader) {
      const value: Table<T> = {};
      const keys = readKeys(reader);
      for (let key = 0; key < maxKeys && !reader.failed; key++) {
        if (keys[key]) value[key] = element.read(reader);
      }
      return value;
    },
    writeDelta(writer, before, after) {
      const mark = beginDelta(writer);
      let changed = !sameKeys(before, after);
      writer.writeBool(changed);
      if (changed) writeKeys(writer, after);
      for (let key = 0; key < maxKeys; key++) {
        const item = after[key];
        if (item === undefined) continue;
        const old = before[key];
        if (old === undefined) element.write(writer, item);
        else if (element.writeDelta(writer, old, item)) changed = true;
      }
      return endDelta(writer, mark, changed);
    },
    readDelta(reader, before) {
      if (!reader.readBool()) return before;
      const keys = reader.readBool() ? readKeys(reader) : undefined;
      for (let key = 0; key < maxKeys && !reader.failed; key++) {
        const old = before[key];
        if (keys === undefined ? old === undefined : !keys[key]) delete before[key];
        else before[key] = old === undefined ? element.read(reader) : element.readDelta(reader, old);
      }
      return before;
    },
    quantise(value) {
      for (let key = 0; key < maxKeys; key++) {
        const item = value[key];
        if (item === undefined) continue;
        const quantised = element.quantise(item);
        if (quantised !== item) value[key] = quantised; // storing is dearer than looking
      }
      return value;
    },
    copy(value) {
      const made: Table<T> = {};
      for (let key = 0; key < maxKeys; key++) {
        const item = value[key];
        if (item !== undefined) made[key] = element.copy(item);
      }
      return made;
    },
    assign(target, source) {
      for (let key = 0; key < maxKeys; key++) {
        const item = source[key];
        const old = target[key];
        if (item === undefined) {
          if (old !== undefined) delete target[key];
          continue;
        }
        const assigned = old === undefined ? element.copy(item) : element.assign(old, item);
        if (assigned !== old) target[key] = assigned;
      }
      return target;
    },
    mix(from, to, t, into) {
      const made = into ?? {};
      for (let key = 0; key < maxKeys; key++) {
        const item = from[key];
        if (item !== undefined) made[key] = element.mix(item, to[key] ?? item, t, made[key]);
        else if (made[key] !== undefined) delete made[key];
      }
      return made;
    },
  };
}

/** The field types. */
export const s = { int, fixed, counter, bool, oneOf, text, struct, list, table } as const;
