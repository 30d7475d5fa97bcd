/** Where the built parts are: absolute paths, inside the archive too. The main bundle is dist/electron/main.mjs. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..');

export const PATHS = {
  /** The tray's icons, and the window's. */
  icons: join(dist, 'electron/icons'),
  preload: join(dist, 'electron/preload.cjs'),
  worker: join(dist, 'node/worker.mjs'),
  storeThread: join(dist, 'node/store-thread.mjs'),
  client: join(dist, 'client'),
  console: join(dist, 'console'),
} as const;
