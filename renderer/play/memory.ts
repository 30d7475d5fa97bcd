/**
 * What this browser remembers between visits: name, look, what the device is called, preferences, seat tokens. Storage can
 * be missing or full (private windows); then nothing is remembered and nothing breaks.
 */
import type { RoomCode } from '../../src/core/ids.ts';

type MemoryKey = 'name' | 'look' | 'device' | 'muted' | 'motion' | `seat.${RoomCode}`;

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
