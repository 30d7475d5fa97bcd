/**
 * Real browsers for tests: one Chromium, and guests in it as a phone, a tablet or a laptop. Guests come from a
 * plain-http address that is not "localhost", as on a real network: browsers then withhold what they withhold there.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/provide.ts';
import type { Computer } from './namespaces.ts';

/** A name for this machine that browsers do not trust more than any other on the network. */
const LAN_NAME = 'porch.local';

export const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  phoneOnItsSide: {
    viewport: { width: 844, height: 390 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true },
  laptop: { viewport: { width: 1280, height: 800 } },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;

export type Device = keyof typeof DEVICES;

/** The address at which a browser of `launchBrowser` reaches a host on this machine. */
export const lanOrigin = (port: number): string => `http://${LAN_NAME}:${port}`;

export interface BrowserPlace {
  /** Where it runs, when that is not this computer. */
  readonly computer?: Computer;
  /** Addresses of names that the device can look up. */
  readonly names?: Readonly<Record<string, string>>;
}

export async function launchBrowser({ computer, names = {} }: BrowserPlace = {}): Promise<Browser> {
  const executable = findChromium();
  if (executable === undefined) throw new Error('There is no Chromium here: run "npm test" once.');
  const isRoot = process.getuid?.() === 0;
  const known = Object.entries({ [LAN_NAME]: '127.0.0.1', ...names });
  const rules = known.map(([name, address]) => `MAP ${name} ${address}`).join(',');
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-test-'));
  const launching = chromium.launch({
    executablePath: computer === undefined ? executable : runnerIn(folder, computer, executable),
    args: [
      `--host-resolver-rules=${rules}`,
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Chromium refuses to run as root with its sandbox.
      ...(isRoot ? ['--no-sandbox'] : []),
    ],
  });
  return launching.finally(() => rmSync(folder, { recursive: true, force: true }));
}

/** A program that starts the browser on another computer of a made-up network. */
function runnerIn(folder: string, { prefix }: Computer, executable: string): string {
  const file = join(folder, 'browser');
  writeFileSync(file, `#!/bin/sh\nexec ${[...prefix, executable].join(' ')} "$@"\n`, { mode: 0o755 });
  return file;
}

export interface BrowserGuest {
  readonly page: Page;
  /** Exceptions and console errors of the page so far; a test expects none. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** A guest with a browser profile of its own. */
export const openGuest = (browser: Browser, device: Device): Promise<BrowserGuest> =>
  openGuestWith(browser, DEVICES[device]);

/** The same on a device that only one test has. */
export async function openGuestWith(browser: Browser, device: BrowserContextOptions): Promise<BrowserGuest> {
  const context = await browser.newContext(device);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  return { page, faults, close: () => context.close() };
}
