/** Short hashes for comparing and spreading, not for secrets. FNV-1a, 32 bits (Fowler, Noll, Vo; public domain). */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Hash of bytes: an integer from 0 to 2^32 - 1. */
export function hashBytes(bytes: Uint8Array): number {
  let hash = OFFSET;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, PRIME);
  return hash >>> 0;
}

/** Hash of a text's UTF-16 units: an integer from 0 to 2^32 - 1, mixed well in all bits. */
export function hashText(text: string): number {
  let hash = OFFSET;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  // FNV leaves the high bits of short texts alike; the finalizer of MurmurHash3 (public domain) spreads them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
