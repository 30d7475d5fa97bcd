/** The real desktop app for tests: built or packaged, on a screen of its own, with its own data folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import { findElectron } from '../../scripts/electron-runtime.ts';
import { isAlive, makeDataDir } from './host-process.ts';
import { waitFor } from './wait-for.ts';
import { openScreen } from './xvfb.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface DesktopApp {
  readonly electron: ElectronApplication;
  /** The console's page. */
  readonly console: Page;
  readonly dataDir: string;
  /** Process ids of the app: main, renderers, helpers, workers. Linux only. */
  pids(): number[];
  /** Starts the app once more, as the system does for a link. Resolves when that second process has ended. */
  startSecond(...args: string[]): Promise<void>;
  /** Ends the app as a crash does (kill -9), with its screen; its data folder stays. */
  kill(): Promise<void>;
  /** Ends the app, whoever is in, and its screen. Once it has ended by itself, the screen alone. */
  close(): Promise<void>;
}

export interface DesktopOptions {
  /** Executable of a packaged app; the built one in dist/ when undefined. */
  readonly packaged?: string;
  /** Port to host at; any free one when undefined. */
  readonly port?: number;
  /** Folder for what is remembered, removed by `close()`; a new one when undefined. */
  readonly dataDir?: string;
  /** Further arguments, and environment. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export async function startDesktopApp(options: DesktopOptions = {}): Promise<DesktopApp> {
  const { packaged, port = 0, dataDir = makeDataDir() } = options;
  const screen = await openScreen();
  const given = [`--user-data-dir=${dataDir}`, `--port=${port}`, '--workers=2', ...(options.args ?? [])];
  const args = packaged === undefined ? [ROOT, ...given] : given;
  const executablePath = packaged ?? (await electronExecutable());
  const env = { ...definedEnvironment(), ...screen.env, ...options.env };
  const app = await electron.launch({ executablePath, args, env });
  const main = app.process();
  return {
    electron: app,
    console: await app.firstWindow(),
    dataDir,
    pids: () => (main.pid === undefined ? [] : processTree(main.pid)),
    async startSecond(...more) {
      // Playwright adds this for the first one.
      const second = spawn(executablePath, ['--no-sandbox', ...args, ...more], { env, stdio: 'ignore' });
      await once(second, 'exit');
    },
    async kill() {
      const pids = processTree(main.pid!);
      main.kill('SIGKILL');
      await waitFor('every process to end', () => !pids.some(isAlive));
      await screen.close();
    },
    async close() {
      if (main.exitCode === null && main.signalCode === null) {
        await agreeToEverything(app);
        await app.close();
      }
      await screen.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Answers the app's questions with their first button from now on. */
async function agreeToEverything(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
}

async function electronExecutable(): Promise<string> {
  const runtime = await findElectron({ prepare: true });
  if (!runtime.ok) throw new Error(runtime.error);
  return runtime.value.executable;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** `root` and everything below it. */
function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}

/** Parent of a process; undefined when it has just gone. */
function parentOf(pid: string): number | undefined {
  try {
    // The name in brackets may hold anything; what follows is its state and its parent.
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}
