/**
 * `npm start`: builds what is stale and opens the desktop app. Where there is no display or no Electron that
 * runs, it says so in one line and hosts without a window. Arguments go to whichever it is; it lives as long.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fail, type Result } from '../src/core/result.ts';
import { buildIfStale } from './build.ts';
import { type ElectronRuntime, findElectron } from './electron-runtime.ts';
import { runUntilEnd } from './run-until-end.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HOST_FILE = fileURLToPath(new URL('../dist/node/host.mjs', import.meta.url));

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** An Electron that can show a window here, or why there is none. */
async function findWindowRuntime(): Promise<Result<ElectronRuntime>> {
  if (!hasDisplay()) return fail('there is no display');
  const runtime = await findElectron({ prepare: true });
  if (!runtime.ok) return runtime;
  try {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    execFileSync(runtime.value.executable, ['--version'], { env, stdio: 'pipe' });
    return runtime;
  } catch (error) {
    // Most often a shared library that is not installed; the first line names it.
    const { stderr } = error as { stderr?: Buffer };
    return fail(
      `Electron does not run here (${
        String(stderr ?? error)
          .trim()
          .split('\n')[0]
      })`,
    );
  }
}

const given = process.argv.slice(2);
await buildIfStale();
const runtime = await findWindowRuntime();
if (runtime.ok) {
  const isLinuxRoot = process.platform === 'linux' && process.getuid?.() === 0;
  // Chromium's sandbox refuses to work for root.
  const options = isLinuxRoot ? ['--no-sandbox', ...given] : given;
  process.exitCode = await runUntilEnd(runtime.value.executable, [ROOT, ...options]);
} else {
  console.error(`No window, because ${runtime.error}. Hosting without one.`);
  process.exitCode = await runUntilEnd(process.execPath, [HOST_FILE, ...given]);
}
