/**
 * What this browser remembers between visits: name, look, preferences, and the seat tokens of rooms. Storage can
 * be missing or full (private windows); then nothing is remembered and nothing breaks.
 */
import type { RoomCode } from '../../src/core/ids.ts';

type MemoryKey = 'name' | 'look' | 'muted' | 'motion' | `seat.${RoomCode}`;

const PREFIX = 'porchlight.';

export function recall(key: MemoryKey): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers `value`; undefined forgets. */
export function remember(key: MemoryKey, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // Nothing depends on it.
  }
}
