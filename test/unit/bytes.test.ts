/** Bit streams: what is written comes out again, and short input fails without an exception. */
import { describe, expect, test } from 'vitest';
import { BitReader, BitWriter } from '../../src/core/bytes.ts';
import { Random } from '../../src/core/prng.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('bit streams', () => {
  test('numbers are packed without gaps, least significant bit first', () => {
    const writer = new BitWriter();
    writer.write(0b101, 3);
    writer.write(0xabc, 12);
    writer.writeBool(true);
    writer.write(0xffffffff, 32);
    expect(hex(writer.finish())).toBe('e5d5ffffffff');
  });

  test('random sequences of numbers come out as they went in', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = new Random(seed);
      const writer = new BitWriter(1);
      const reads: ((reader: BitReader) => void)[] = [];
      for (let i = 0; i < 60; i++) writeSomething(random, writer, reads);
      const reader = new BitReader(writer.finish());
      for (const read of reads) read(reader);
      expect(reader.failed).toBe(false);
      expect(reader.remainingBits).toBeLessThan(8);
    }
  });

  test('a rewound writer goes on as if nothing had been written', () => {
    const writer = new BitWriter();
    writer.write(1, 5);
    const mark = writer.bitLength;
    writer.write(0xffff, 16);
    writer.rewind(mark);
    writer.write(0, 3);
    expect(hex(writer.finish())).toBe('01');
  });

  test('finish hands out a copy', () => {
    const writer = new BitWriter();
    writer.write(7, 8);
    const first = writer.finish();
    writer.reset();
    writer.write(9, 8);
    writer.finish();
    expect(hex(first)).toBe('07');
  });

  test('reading beyond the end gives 0, says so, and stays at the end', () => {
    const reader = new BitReader(Uint8Array.of(0xff));
    expect(reader.read(9)).toBe(0);
    expect(reader.failed).toBe(true);
    expect(reader.remainingBits).toBe(0);
  });
});

function writeSomething(random: Random, writer: BitWriter, reads: ((reader: BitReader) => void)[]): void {
  const bits = random.int(33);
  const value = bits === 0 ? 0 : Math.floor(random.next() * 2 ** bits);
  writer.write(value, bits);
  reads.push((reader) => expect(reader.read(bits)).toBe(value));
}
