/**
 * The schema against random schemas and random values: what is written is read back, deltas lead to the same
 * value, and bytes from a stranger never throw. A failure names its seed.
 */
import { describe, expect, test } from 'vitest';
import { BitReader, BitWriter } from '../../src/core/bytes.ts';
import { Random } from '../../src/core/prng.ts';
import { type Schema, s } from '../../src/sdk/schema.ts';
import { compileSchema } from '../../src/worker/compile-schema.ts';

/** A schema together with a maker of values that fit it. */
interface Sample {
  readonly schema: Schema<unknown>;
  make(random: Random): unknown;
}

const sample = <T>(schema: Schema<T>, make: (random: Random) => T): Sample => ({
  schema: schema as Schema<unknown>,
  make,
});

const LEAVES: readonly ((random: Random) => Sample)[] = [
  (random) => {
    const min = random.int(2000) - 1000;
    const max = min + random.int(10 ** random.int(7));
    return sample(s.int(min, max), (r) => min + r.int(max - min + 1));
  },
  (random) => {
    const perUnit = random.pick([1, 3, 8, 16, 63, 64, 100]);
    const half = 1 + random.int(1000);
    return sample(s.fixed(-half, half, perUnit), (r) => r.range(-half * 1.2, half * 1.2));
  },
  () => sample(s.bool(), (r) => r.int(2) === 0),
  () => sample(s.counter(3), (r) => r.int(8)),
  () => sample(s.oneOf('ready', 'live', 'over'), (r) => r.pick(['ready', 'live', 'over'] as const)),
  (random) => {
    const max = random.int(20);
    return sample(s.text(max), (r) =>
      Array.from({ length: r.int(max + 1) }, () => String.fromCharCode(r.int(0x10000))).join(''),
    );
  },
];

function randomSample(random: Random, depth: number): Sample {
  const kind = depth === 0 ? 0 : random.int(4);
  if (kind === 0) return random.pick(LEAVES)(random);
  if (kind === 1) {
    const names = ['a', 'b', 'c', 'd'].slice(0, 1 + random.int(4));
    const fields = names.map((name) => [name, randomSample(random, depth - 1)] as const);
    const schema = s.struct(Object.fromEntries(fields.map(([name, field]) => [name, field.schema])));
    return sample(schema, (r) => Object.fromEntries(fields.map(([name, field]) => [name, field.make(r)])));
  }
  const element = randomSample(random, depth - 1);
  const max = 1 + random.int(6);
  if (kind === 2) {
    return sample(s.list(element.schema, max), (r) =>
      Array.from({ length: r.int(max + 1) }, () => element.make(r)),
    );
  }
  return sample(s.table(element.schema, max), (r) => {
    const table: Record<number, unknown> = {};
    for (let key = 0; key < max; key++) if (r.int(2) === 0) table[key] = element.make(r);
    return table;
  });
}

/** Runs `check` with 400 random schemas; the seed is in the failure's message. */
function forRandomSchemas(check: (sample: Sample, random: Random) => void): void {
  for (let seed = 1; seed <= 400; seed++) {
    const random = new Random(seed);
    try {
      check(randomSample(random, 3), random);
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`);
    }
  }
}

function written(write: (writer: BitWriter) => void): Uint8Array {
  const writer = new BitWriter(4);
  write(writer);
  return writer.finish();
}

/** A value that shares a part with `value`, as two states of one game do. */
const changed = ({ schema, make }: Sample, value: unknown, random: Random): unknown =>
  random.int(4) === 0 ? schema.copy(value) : schema.quantise(make(random));

describe('random schemas and values', () => {
  test('what is written is read back, to the last bit', () => {
    forRandomSchemas(({ schema, make }, random) => {
      const value = schema.quantise(make(random));
      const reader = new BitReader(written((writer) => schema.write(writer, value)));
      expect(schema.read(reader)).toEqual(value);
      expect(reader.failed).toBe(false);
      expect(reader.remainingBits).toBeLessThan(8);
    });
  });

  test('a chain of deltas leads to the same values, and says when nothing changed', () => {
    forRandomSchemas((sampled, random) => {
      const { schema, make } = sampled;
      let sent = schema.quantise(make(random));
      let received = schema.copy(sent);
      for (let i = 0; i < 8; i++) {
        const next = changed(sampled, sent, random);
        let told = false;
        const bytes = written((writer) => {
          told = schema.writeDelta(writer, sent, next);
        });
        const reader = new BitReader(bytes);
        received = schema.readDelta(reader, received);
        expect(received).toEqual(next);
        expect(reader.failed).toBe(false);
        expect(told).toBe(JSON.stringify(sent) !== JSON.stringify(next));
        sent = next;
      }
    });
  });

  test('an unchanged value costs one bit', () => {
    forRandomSchemas(({ schema, make }, random) => {
      const value = schema.quantise(make(random));
      const writer = new BitWriter();
      expect(schema.writeDelta(writer, value, schema.copy(value))).toBe(false);
      expect(writer.bitLength).toBe(1);
    });
  });

  test('quantising twice is quantising once', () => {
    forRandomSchemas(({ schema, make }, random) => {
      const once = schema.quantise(make(random));
      expect(schema.quantise(schema.copy(once))).toEqual(once);
    });
  });

  test('a copy is independent of its original', () => {
    forRandomSchemas(({ schema, make }, random) => {
      const value = schema.quantise(make(random));
      const before = JSON.stringify(value);
      const copy = schema.copy(value);
      const other = schema.quantise(make(random));
      schema.readDelta(new BitReader(written((writer) => schema.writeDelta(writer, value, other))), copy);
      expect(JSON.stringify(value)).toBe(before);
    });
  });

  test('at the start of the way from one value to another there is the one', () => {
    forRandomSchemas(({ schema, make }, random) => {
      const from = schema.quantise(make(random));
      expect(schema.mix(from, schema.quantise(make(random)), 0)).toEqual(from);
    });
  });

  test('mixing into an earlier result gives what mixing anew gives, and touches neither end', () => {
    forRandomSchemas(({ schema, make }, random) => {
      const [from, to] = [schema.quantise(make(random)), schema.quantise(make(random))];
      const before = JSON.stringify([from, to]);
      const earlier = schema.mix(schema.quantise(make(random)), schema.quantise(make(random)), 0.7);
      const into = schema.mix(from, to, 0.4, earlier);
      expect(into).toEqual(schema.mix(from, to, 0.4));
      if (typeof into === 'object') expect(into).toBe(earlier);
      expect(JSON.stringify([from, to])).toBe(before);
    });
  });
});

describe('bytes from a stranger', () => {
  test('truncated frames never throw, and those that are short of bits are marked', () => {
    forRandomSchemas(({ schema, make }, random) => {
      const value = schema.quantise(make(random));
      const bytes = written((writer) => schema.write(writer, value));
      for (let length = 0; length < bytes.length; length++) {
        const reader = new BitReader(bytes.subarray(0, length));
        schema.read(reader);
        expect(reader.failed).toBe(true);
      }
    });
  });

  test('random bytes never throw, and what is read without a failure can be written again', () => {
    forRandomSchemas(({ schema, make }, random) => {
      for (let i = 0; i < 20; i++) {
        const bytes = Uint8Array.from({ length: random.int(60) }, () => random.int(256));
        const whole = new BitReader(bytes);
        const value = schema.read(whole);
        if (!whole.failed) written((writer) => schema.write(writer, value));
        const part = new BitReader(bytes);
        const after = schema.readDelta(part, schema.quantise(make(random)));
        if (!part.failed) written((writer) => schema.write(writer, after));
      }
    });
  });
});

describe('fields', () => {
  test('fixed numbers are clamped to their range and know no minus zero', () => {
    const field = s.fixed(-2, 2, 4);
    expect([field.quantise(9), field.quantise(-9), field.quantise(0.3)]).toEqual([2, -2, 0.25]);
    expect(Object.is(field.quantise(-0.01), 0)).toBe(true);
  });

  test('drawing does not slide over a jump', () => {
    const field = s.fixed(-1000, 1000, 1, { jump: 100 });
    expect(field.mix(0, 50, 0.5)).toBe(25);
    expect(field.mix(0, 500, 0.9)).toBe(0);
  });

  test('a mistake of the rules throws: NaN, a fraction in a whole number, a word that is none', () => {
    const writer = new BitWriter();
    expect(() => s.fixed(0, 1, 2).quantise(Number.NaN)).toThrow('NaN');
    expect(() => s.int(0, 9).quantise(0.5)).toThrow('whole number');
    expect(() => s.int(0, 9).write(writer, 10)).toThrow('range');
    expect(() => s.oneOf('a').write(writer, 'b' as 'a')).toThrow('none of');
    expect(() => s.text(2).write(writer, 'abc')).toThrow('at most 2');
    expect(() => s.list(s.bool(), 1).write(writer, [true, false])).toThrow('at most 1');
  });
});

describe('compiled', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('a schema does the very same, seed %i', (seed) => {
    const generic = randomSample(new Random(seed), 3);
    const compiled = randomSample(new Random(seed), 3);
    compileSchema(compiled.schema);
    const results = [generic, compiled].map(({ schema, make }) => {
      const values = new Random(seed + 1000);
      const before = schema.quantise(make(values));
      const after = schema.quantise(make(values));
      const delta = written((writer) => schema.writeDelta(writer, before, after));
      const copy = schema.copy(before);
      const read = schema.read(new BitReader(written((writer) => schema.write(writer, before))));
      return { before, after, delta, copy, read, assigned: schema.assign(copy, after) };
    });
    expect(results[1]).toEqual(results[0]);
  });
});

describe('golden bytes', () => {
  const schema = s.struct({
    stage: s.oneOf('ready', 'live', 'over'),
    x: s.fixed(-100, 100, 16),
    name: s.text(8),
    marks: s.list(s.int(0, 9), 5),
    seats: s.table(s.struct({ score: s.int(0, 255), out: s.bool() }), 4),
  });
  const before = {
    stage: 'ready' as const,
    x: -12.5,
    name: 'Ål',
    marks: [1, 9],
    seats: { 2: { score: 7, out: false } },
  };
  const after = {
    stage: 'live' as const,
    x: -11.25,
    name: 'Ål',
    marks: [1, 8, 3],
    seats: { 0: { score: 0, out: true }, 2: { score: 200, out: false } },
  };
  const hex = (write: (writer: BitWriter) => void): string => Buffer.from(written(write)).toString('hex');

  test('the layout of a keyframe', () => {
    expect(hex((writer) => schema.write(writer, before))).toMatchInlineSnapshot(`"e0951403b00128920e00"`);
  });

  test('the layout of a delta', () => {
    expect(hex((writer) => schema.writeDelta(writer, before, after))).toMatchInlineSnapshot(
      `"37da13e702b8c101"`,
    );
  });
});
