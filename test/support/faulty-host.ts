/** A build of host and worker in which the games are those of faulty-registry.ts. */
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { NODE_OPTIONS } from '../../scripts/build.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const REGISTRY = fileURLToPath(new URL('./faulty-registry.ts', import.meta.url));

const otherRegistry: Plugin = {
  name: 'other-registry',
  setup({ onResolve }) {
    onResolve({ filter: /games\/registry\.ts$/ }, () => ({ path: REGISTRY }));
  },
};

/** Builds into a folder of its own. @returns that folder; the host is `node/host.mjs` in it. */
export async function buildFaultyHost(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-faulty-'));
  for (const part of ['client', 'prebuilds']) symlinkSync(join(DIST, part), join(folder, part));
  await build({ ...NODE_OPTIONS, outdir: join(folder, 'node'), plugins: [otherRegistry] });
  return folder;
}
