/**
 * Debian packages that the tests and the packaging need on Linux: knows which are missing, installs exactly
 * these where it may, and otherwise names the command. Called by scripts/provide.ts.
 */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { fail, ok, type Result } from '../src/core/result.ts';

const run = promisify(execFile);

/** A package by the names it has had, newest first: Debian 13 and Ubuntu 24.04 renamed some (t64). */
type PackageNames = readonly string[];

/** Shared libraries that Electron is linked against, and the packages that pull in all the others. */
const ELECTRON_LIBRARIES: Readonly<Record<string, PackageNames>> = {
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3.so': ['libnss3'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libgbm.so.1': ['libgbm1'],
  'libXss.so.1': ['libxss1'],
  'libnotify.so.4': ['libnotify4'],
  'libXtst.so.6': ['libxtst6'],
};

/** The packages of those of Electron's shared libraries that the system does not have. */
export async function missingElectronLibraries(): Promise<PackageNames[]> {
  const { stdout } = await run('/sbin/ldconfig', ['-p']).catch(() => ({ stdout: '' }));
  return Object.entries(ELECTRON_LIBRARIES)
    .filter(([library]) => !stdout.includes(`\t${library} `))
    .map(([, names]) => names);
}

/** Installs `packages`, or says in one line which command does it. */
export async function installPackages(packages: readonly PackageNames[]): Promise<Result<void>> {
  if (packages.length === 0) return ok(undefined);
  if (!(await succeeds('apt-get', ['--version']))) {
    return fail(`Install what Debian calls ${packages.map((names) => names.at(-1)).join(', ')}`);
  }
  const mayInstall = process.getuid?.() === 0;
  if (mayInstall) await attended('apt-get', ['update', '-qq']);
  const names = await Promise.all(packages.map(knownName));
  if (!mayInstall) return fail(`Run: sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`);
  const options = ['install', '-y', '-qq', '--no-install-recommends', ...names];
  if (await attended('apt-get', options)) return ok(undefined);
  return fail(`This failed, see above: apt-get ${options.join(' ')}`);
}

/** The name under which this system offers a package; the oldest when it cannot say. */
async function knownName(names: PackageNames): Promise<string> {
  for (const name of names) if (await succeeds('apt-cache', ['show', name])) return name;
  return names.at(-1)!;
}

const succeeds = (command: string, options: readonly string[]): Promise<boolean> =>
  run(command, options).then(
    () => true,
    () => false,
  );

/** Runs a command whose output a person may want to see. True when it succeeded. */
function attended(command: string, options: readonly string[]): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve) => {
    const child = spawn(command, options, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
