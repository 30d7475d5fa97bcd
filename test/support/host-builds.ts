/** Builds of host and worker with other games, for tests. */
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { NODE_OPTIONS } from '../../scripts/build.ts';
import { withGames } from './other-games.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const FAULTY_GAMES = fileURLToPath(new URL('./faulty-registry.ts', import.meta.url));
const ARENAS = fileURLToPath(new URL('../bench/arena/arena-registry.ts', import.meta.url));

/** With the games of faulty-registry.ts. @returns a folder of its own; the host is `node/host.mjs` in it. */
export const buildFaultyHost = (): Promise<string> => buildHost(FAULTY_GAMES);

/** The same with the benchmark's arenas. */
export const buildArenaHost = (): Promise<string> => buildHost(ARENAS);

async function buildHost(registryFile: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-faulty-'));
  for (const part of ['client', 'prebuilds']) symlinkSync(join(DIST, part), join(folder, part));
  await build({ ...withGames(NODE_OPTIONS, registryFile), outdir: join(folder, 'node') });
  return folder;
}
