/** The console's window comes back where it was, unless nobody could see it there. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { makeDataDir } from '../support/host-process.ts';

let app: DesktopApp;

afterEach(() => app?.close());

/** Starts the app with a place that it remembers; where its window is then. */
async function startAt(bounds: Electron.Rectangle): Promise<Electron.Rectangle> {
  const dataDir = makeDataDir();
  writeFileSync(join(dataDir, 'window.json'), JSON.stringify({ bounds, maximized: false }));
  app = await startDesktopApp({ dataDir });
  const window = await app.electron.browserWindow(app.console);
  return window.evaluate((consoleWindow) => consoleWindow.getBounds());
}

test('it is where it was', async () => {
  const place = { x: 60, y: 50, width: 1180, height: 760 };
  expect(await startAt(place)).toEqual(place);
});

test('it is on the screen, when it was on one that is gone', async () => {
  const { x, y, width, height } = await startAt({ x: 5_000, y: -3_000, width: 1200, height: 760 });
  expect(x).toBeGreaterThanOrEqual(0);
  expect(y).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(1600);
  expect(y + height).toBeLessThanOrEqual(1000);
});
