/**
 * Erases what a host remembers while nobody hosts: the store is opened, emptied and closed again. A host that is
 * at work does it itself (`HostHandle.erase`).
 */
import { existsSync } from 'node:fs';
import type { Logger } from '../core/ports.ts';
import { ok, type Result } from '../core/result.ts';
import type { HostProblem } from '../protocol/console.ts';
import { openStore } from '../storage/store.ts';
import { eraseFaults } from './faults.ts';
import { storeFileIn } from './remembered.ts';

export interface EraseOptions {
  /** Undefined: nothing is remembered anyway. */
  readonly dataDir?: string | undefined;
  /** Absolute path of the built thread of the store (`dist/node/store-thread.mjs`). */
  readonly storeThreadFile: string;
  readonly logger: Logger;
}

/** Erases results, bans, faults and rooms. Fails when another host is using the folder, or the disk does not let it. */
export async function eraseRemembered(options: EraseOptions): Promise<Result<void, HostProblem>> {
  const { dataDir, storeThreadFile: threadFile, logger } = options;
  if (dataDir === undefined) return ok(undefined);
  eraseFaults(dataDir);
  const file = storeFileIn(dataDir);
  if (!existsSync(file)) return ok(undefined);
  const store = await openStore({ file, threadFile, logger, onProblem: () => {} });
  try {
    return await store.erase();
  } finally {
    await store.close();
  }
}
