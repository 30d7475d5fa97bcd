/**
 * Builds the product into dist/: two pages with Vite, Node and Electron files with esbuild. Nothing in
 * dist/ needs node_modules at run time. `npm run build` builds all of it; other scripts call `buildIfStale`.
 */
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build as esbuild } from 'esbuild';
import { type Rolldown, build as viteBuild } from 'vite';
import { hashInputs, readStamp, withLock, writeStamp } from './build-stamp.ts';
import { precompress } from './precompress.ts';
import { weighTransfer } from './transfer-size.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.stamp');
const LOCK = join(DIST, '.lock');

type Say = (line: string) => void;

interface Part {
  readonly name: string;
  /** Files and folders whose change makes the part stale. */
  readonly inputs: readonly string[];
  build(say: Say): Promise<void>;
}

const PAGE_INPUTS = ['renderer', 'src', 'vite.config.ts'];
const COMMON_INPUTS = ['package.json', 'package-lock.json', 'scripts/build.ts'];

const PARTS: readonly Part[] = [
  { name: 'client', inputs: [...PAGE_INPUTS, 'scripts/transfer-size.ts'], build: buildClient },
  {
    name: 'console',
    inputs: PAGE_INPUTS,
    build: async () => void (await buildPage('console.html', 'console', './')),
  },
  { name: 'node', inputs: ['src'], build: buildNode },
  { name: 'electron', inputs: ['src', 'electron', 'assets'], build: buildElectron },
];

/** Builds the page renderer/`page` into dist/`name`. `base` is the address that its files are asked from. */
async function buildPage(page: string, name: string, base: string): Promise<Rolldown.RolldownOutput> {
  const output = await viteBuild({
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    base,
    build: {
      outDir: join(DIST, name),
      emptyOutDir: true,
      rolldownOptions: { input: join(ROOT, 'renderer', page) },
    },
  });
  return output as Rolldown.RolldownOutput;
}

/** The guests' page. It is served at / and at /ABCD, so its files have absolute addresses. */
async function buildClient(say: Say): Promise<void> {
  const { output } = await buildPage('index.html', 'client', '/');
  const folder = join(DIST, 'client');
  await precompress(folder);
  const report = weighTransfer(output, folder, 'index.html');
  say(report.table);
  if (report.faults.length > 0) throw new Error(report.faults.join('\n'));
}

const SHARED_OPTIONS: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  minifySyntax: true,
  logLevel: 'warning',
  define: {
    'process.env.NODE_ENV': '"production"',
    // ws looks for two optional native packages; without these it would search the user's own folders.
    'process.env.WS_NO_BUFFER_UTIL': '"1"',
    'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
  },
};

/** CommonJS packages inside an ES module still call `require` for Node's own modules. */
const ESM_OPTIONS: BuildOptions = {
  ...SHARED_OPTIONS,
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  banner: {
    js: "import { createRequire as porchlightCreateRequire } from 'node:module';\nconst require = porchlightCreateRequire(import.meta.url);",
  },
};

/** Host, bots, doctor, worker and store as esbuild takes them; tests build variants of these. */
export const NODE_OPTIONS: BuildOptions = {
  ...ESM_OPTIONS,
  entryPoints: {
    host: 'src/cli/host.ts',
    bots: 'src/cli/bots.ts',
    doctor: 'src/cli/doctor.ts',
    worker: 'src/worker/main.ts',
    'store-thread': 'src/storage/store-thread.ts',
  },
  outdir: 'dist/node',
};

async function buildNode(): Promise<void> {
  await esbuild(NODE_OPTIONS);
  // SQLite's native part for every system. Bundled code looks for it in the folder above its own.
  const prebuilds = join(ROOT, 'node_modules/@photostructure/sqlite/prebuilds');
  await cp(prebuilds, join(DIST, 'prebuilds'), { recursive: true });
}

async function buildElectron(): Promise<void> {
  const external = ['electron'];
  await esbuild({ ...ESM_OPTIONS, external, entryPoints: ['electron/main.ts'], outdir: 'dist/electron' });
  await esbuild({
    ...SHARED_OPTIONS,
    external,
    format: 'cjs',
    entryPoints: ['electron/preload.ts'],
    outfile: 'dist/electron/preload.cjs',
  });
  const icons = join(DIST, 'electron/icons');
  await cp(join(ROOT, 'assets/tray'), icons, { recursive: true });
  await cp(join(ROOT, 'assets/icons/256x256.png'), join(icons, 'window.png'));
}

const hashOf = (part: Part): string => hashInputs(ROOT, [...COMMON_INPUTS, ...part.inputs]);

async function buildPart(part: Part, say: Say): Promise<void> {
  const started = performance.now();
  const hash = hashOf(part);
  writeStamp(STAMP, { ...readStamp(STAMP), [part.name]: '' });
  await part.build(say);
  writeStamp(STAMP, { ...readStamp(STAMP), [part.name]: hash });
  say(`built ${part.name.padEnd(9)}${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s`);
}

/** Builds all of `parts`, also when one of them fails; then throws with the names of those that did. */
async function buildParts(parts: readonly Part[], say: Say): Promise<void> {
  const failed: string[] = [];
  for (const part of parts) {
    try {
      await buildPart(part, say);
    } catch (error) {
      say(`${part.name}: ${error instanceof Error ? error.message : error}`);
      failed.push(part.name);
    }
  }
  if (failed.length > 0) throw new Error(`Could not be built: ${failed.join(', ')}. See above.`);
}

/** Builds what has changed since the last build. Safe to call from two processes at once. */
export async function buildIfStale(say: Say = (line) => console.error(line)): Promise<void> {
  const isStale = (part: Part): boolean => readStamp(STAMP)[part.name] !== hashOf(part);
  if (!PARTS.some(isStale) && !existsSync(LOCK)) return;
  await withLock(LOCK, () => buildParts(PARTS.filter(isStale), say));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await withLock(LOCK, () => buildParts(PARTS, (line) => console.log(line)));
  } catch (error) {
    console.error(String(error));
    process.exitCode = 1;
  }
}
