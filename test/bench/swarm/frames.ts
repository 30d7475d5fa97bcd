/** RFC 6455 frames as a client writes them: final, masked. Used by Conn, which reads those of servers. */

/** Kinds of frames. */
export const TEXT = 1;
export const BINARY = 2;
export const PING = 9;
export const PONG = 10;

/** In place of a length: it follows in 16 or 64 bits. */
export const LENGTH_16 = 126;
export const LENGTH_64 = 127;

const FINAL = 0x80;
const MASKED = 0x80;

let maskSeed = 0x12345678;

/** `payload`: up to 64 KB. */
export function maskedFrame(kind: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < LENGTH_16 ? 2 : 4;
  const frame = Buffer.allocUnsafe(head + 4 + length);
  frame[0] = FINAL | kind;
  frame[1] = MASKED | (head === 2 ? length : LENGTH_16);
  if (head === 4) frame.writeUInt16BE(length, 2);
  maskSeed = (Math.imul(maskSeed, 1664525) + 1013904223) >>> 0;
  // No byte of it is zero, so that every byte is really unmasked at the other end.
  frame.writeUInt32BE((maskSeed | 0x01010101) >>> 0, head);
  for (let i = 0; i < length; i++) frame[head + 4 + i] = payload[i]! ^ frame[head + (i & 3)]!;
  return frame;
}
