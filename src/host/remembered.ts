/**
 * What the next launch has to know before it can ask the store: the port of last time, so that links and bookmarks
 * go on working, and whether hosting was cut off in the middle. A file that cannot be read or written is no reason
 * not to host.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const FILE = 'host.json';
const STORE_FILE = 'porchlight.db';

/** Where the store of a data folder is. */
export const storeFileIn = (dataDir: string): string => join(dataDir, STORE_FILE);

const rememberedSchema = v.object({
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535)),
  /** Hosting has begun and not ended. */
  isHosting: v.optional(v.boolean(), false),
});
type Remembered = v.InferOutput<typeof rememberedSchema>;

export function recall(dataDir: string | undefined): Remembered | undefined {
  if (dataDir === undefined) return undefined;
  try {
    return v.parse(rememberedSchema, JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

export function remember(dataDir: string | undefined, remembered: Remembered): void {
  if (dataDir === undefined) return;
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, FILE), JSON.stringify(remembered));
  } catch {
    // Next time the usual port is tried first; nothing else is lost.
  }
}
