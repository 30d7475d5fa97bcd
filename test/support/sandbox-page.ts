/**
 * The sandbox (renderer/sandbox) for tests: built once per test file into memory and given to the browser without any
 * server. A real stage with real rules and bots, and no network.
 */
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import type { FrameStats } from '../../renderer/stage/frame-meter.ts';
import { type BrowserGuest, openGuestWith } from './browser.ts';

const ORIGIN = 'http://sandbox.test';
const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

type Files = ReadonlyMap<string, string | Uint8Array>;

/** Builds the sandbox's page; its files by their addresses. */
export async function buildSandbox(): Promise<Files> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const built = await build({
    configFile: `${root}vite.config.ts`,
    logLevel: 'warn',
    build: { write: false, sourcemap: false, rolldownOptions: { input: `${root}renderer/sandbox.html` } },
  });
  const { output } = built as Rolldown.RolldownOutput;
  return new Map(
    output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
}

export interface SandboxGuest extends BrowserGuest {
  frameStats(): Promise<FrameStats>;
}

/**
 * Opens the sandbox in a browser profile of its own.
 * @param query its parameters. @param initScript runs in the page before its own code.
 */
export async function openSandbox(
  browser: Browser,
  files: Files,
  device: BrowserContextOptions,
  query: Readonly<Record<string, string | number>>,
  initScript = '',
): Promise<SandboxGuest> {
  const guest = await openGuestWith(browser, device);
  const { page } = guest;
  await page.addInitScript(initScript);
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const body = files.get(pathname);
    if (body === undefined) return route.fulfill({ status: 404 });
    const contentType = TYPES[pathname.split('.').at(-1)!] ?? 'application/octet-stream';
    return route.fulfill({ contentType, body: typeof body === 'string' ? body : Buffer.from(body) });
  });
  const parameters = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]));
  await page.goto(`${ORIGIN}/sandbox.html?${parameters}`);
  // Not asked once per frame: in some tests frames come only when the test says so.
  await page.waitForFunction('window.stage !== undefined', undefined, { polling: 50 });
  return { ...guest, frameStats: () => page.evaluate('stage.frameStats()') };
}
