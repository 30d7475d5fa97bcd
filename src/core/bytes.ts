/**
 * Bit streams: numbers of 1 to 32 bits packed without gaps, least significant bit first. The writer can be
 * rewound, so that "nothing changed" costs one pass and one bit; the reader never throws on short input, it
 * turns `failed` (wire data is never a reason to crash).
 */
/** Just enough bits to tell `count` things apart. */
export const bitsFor = (count: number): number => (count <= 1 ? 0 : 32 - Math.clz32(count - 1));

/** So many bits, and the up to 7 before them in their byte, fit into one 32-bit operation. */
const MAX_BITS_AT_ONCE = 24;

export class BitWriter {
  #bytes: Uint8Array;
  #bits = 0;

  /** @param capacityBytes first size of the buffer; it doubles when it is full. */
  constructor(capacityBytes = 1024) {
    this.#bytes = new Uint8Array(capacityBytes);
  }

  /** Bits written so far; also a mark for `rewind`. */
  get bitLength(): number {
    return this.#bits;
  }

  reset(): void {
    this.#bits = 0;
  }

  /** Forgets all that was written after `mark` (an earlier `bitLength`). */
  rewind(mark: number): void {
    this.#bits = mark;
  }

  /** Appends the low `count` (0 to 32) bits of `value`. */
  write(value: number, count: number): void {
    if (count > MAX_BITS_AT_ONCE) {
      this.write(value, 16);
      this.write(value >>> 16, count - 16);
      return;
    }
    if ((this.#bits + count + 7) >> 3 > this.#bytes.length) this.#grow();
    const bytes = this.#bytes;
    const offset = this.#bits & 7;
    let index = this.#bits >> 3;
    // What lies beyond the mark is rubbish from before: only the bits below it are kept.
    let rest = ((value & ((1 << count) - 1)) << offset) | (bytes[index]! & ((1 << offset) - 1));
    for (let left = offset + count; left > 0; left -= 8) {
      bytes[index++] = rest;
      rest >>>= 8;
    }
    this.#bits += count;
  }

  writeBool(value: boolean): void {
    this.write(value ? 1 : 0, 1);
  }

  /** Fills up to a whole byte with zero bits. @returns the number of bytes so far. */
  align(): number {
    const pad = (8 - (this.#bits & 7)) & 7;
    if (pad > 0) this.write(0, pad);
    return this.#bits >> 3;
  }

  /** A copy of what was written, padded with zero bits to a whole byte. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.align());
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2 + 8);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

export class BitReader {
  #bytes: Uint8Array;
  #end: number;
  #bits: number;
  /** True once anything was read beyond the end, or a codec met a value outside its range. */
  failed = false;

  constructor(bytes: Uint8Array, startByte = 0) {
    this.#bytes = bytes;
    this.#end = bytes.length * 8;
    this.#bits = startByte * 8;
  }

  /** Begins anew with other bytes, from `startByte` up to (not including) `endByte`; returns itself. */
  over(bytes: Uint8Array, startByte = 0, endByte = bytes.length): this {
    this.#bytes = bytes;
    this.#end = endByte * 8;
    this.#bits = startByte * 8;
    this.failed = false;
    return this;
  }

  /** A copy of the whole bytes that are left. */
  rest(): Uint8Array {
    return new Uint8Array(this.#bytes.subarray((this.#bits + 7) >> 3, this.#end >> 3));
  }

  /** Bits that are left; under 8 after a complete frame. */
  get remainingBits(): number {
    return this.#end - this.#bits;
  }

  /** The next `count` (0 to 32) bits as an unsigned integer; 0 and `failed` beyond the end. */
  read(count: number): number {
    if (this.#bits + count > this.#end) {
      this.failed = true;
      this.#bits = this.#end;
      return 0;
    }
    if (count > MAX_BITS_AT_ONCE) return this.read(16) + this.read(count - 16) * 2 ** 16;
    const offset = this.#bits & 7;
    let index = this.#bits >> 3;
    let value = 0;
    for (let got = 0; got < offset + count; got += 8) value |= this.#bytes[index++]! << got;
    this.#bits += count;
    return (value >>> offset) & ((1 << count) - 1);
  }

  readBool(): boolean {
    return this.read(1) === 1;
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.#bits = (this.#bits + 7) & ~7;
  }
}
