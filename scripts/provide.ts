/**
 * Makes sure that what the tests and the packaging run exists on this machine: a Chromium, a virtual screen,
 * Electron with its shared libraries. Installs what it may, and says which command to run for the rest.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ok, type Result } from '../src/core/result.ts';
import { installPackages, missingElectronLibraries } from './debian-packages.ts';
import { findElectron } from './electron-runtime.ts';

/** browser: Chromium. electron: its runtime and libraries. screen: a display to open windows on. networks: `ip`, `nft`. */
export type Need = 'browser' | 'electron' | 'screen' | 'networks';

const BROWSER_COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const BROWSER_FILES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser that tests drive: CHROMIUM_PATH, or the first Chromium kin found. */
export function findChromium(): string | undefined {
  const override = process.env.CHROMIUM_PATH;
  if (override) return override;
  return [...BROWSER_COMMANDS.map(findCommand), ...BROWSER_FILES].find(
    (file) => file !== undefined && isExecutable(file),
  );
}

/** Provides `needs`. The error is for a person, with the command that helps. */
export async function provide(needs: ReadonlySet<Need>): Promise<Result<void>> {
  const installed = await installPackages(await missingPackages(needs));
  if (!installed.ok) return installed;
  if (!needs.has('electron')) return ok(undefined);
  const electron = await findElectron({ prepare: true });
  return electron.ok ? ok(undefined) : electron;
}

async function missingPackages(needs: ReadonlySet<Need>): Promise<(readonly string[])[]> {
  const missing: (readonly string[])[] = [];
  if (needs.has('browser') && findChromium() === undefined) missing.push(['chromium']);
  if (process.platform !== 'linux') return missing;
  // Without root there are no made-up networks, and the tests that need them are skipped.
  const mayMakeNetworks = process.getuid?.() === 0;
  if (needs.has('networks') && mayMakeNetworks) {
    if (findCommand('ip') === undefined) missing.push(['iproute2']);
    if (findCommand('nft') === undefined) missing.push(['nftables']);
  }
  if (needs.has('screen') && findCommand('Xvfb') === undefined) missing.push(['xvfb']);
  if (needs.has('electron')) missing.push(...(await missingElectronLibraries()));
  return missing;
}

function findCommand(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
