/** The store with its built thread, and everything that it says a person should know. */
import { fileURLToPath } from 'node:url';
import type { HostProblem } from '../../src/protocol/console.ts';
import { openStore, type Store } from '../../src/storage/store.ts';

export const THREAD_FILE = fileURLToPath(new URL('../../dist/node/store-thread.mjs', import.meta.url));

export interface BuiltStore {
  readonly store: Store;
  /** What `onProblem` was called with, in order. */
  readonly problems: (HostProblem | undefined)[];
  /** Fields of all warnings in the log. */
  readonly warnings: unknown[];
}

export async function openBuiltStore(file: string, threadFile = THREAD_FILE): Promise<BuiltStore> {
  const problems: (HostProblem | undefined)[] = [];
  const warnings: unknown[] = [];
  const ignore = (): void => {};
  const store = await openStore({
    file,
    threadFile,
    logger: { error: ignore, info: ignore, debug: ignore, warn: (fields) => void warnings.push(fields) },
    onProblem: (problem) => void problems.push(problem),
  });
  return { store, problems, warnings };
}
