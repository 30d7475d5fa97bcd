/** The console's window has the ground of its page's theme, from before the page is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { BACKGROUND, LIGHT_BACKGROUND } from '../../src/sdk/looks.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { makeDataDir } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

let app: DesktopApp;

afterEach(() => app?.close());

async function ground(): Promise<string> {
  const window = await app.electron.browserWindow(app.console);
  return window.evaluate((consoleWindow) => consoleWindow.getBackgroundColor().toUpperCase());
}

async function choose(theme: 'light' | 'dark'): Promise<void> {
  await app.console.getByTestId('theme-menu').click();
  await app.console.getByTestId(`menu-${theme}`).click();
}

test('it follows the theme that is chosen, and has it at the next start', async () => {
  const dataDir = makeDataDir();
  app = await startDesktopApp({ dataDir });
  await choose('dark');
  await waitFor('the dark ground', async () => (await ground()) === BACKGROUND);
  await choose('light');
  await waitFor('the light ground', async () => (await ground()) === LIGHT_BACKGROUND);
  expect(JSON.parse(readFileSync(join(dataDir, 'window-look.json'), 'utf8'))).toEqual({ isLight: true });

  await app.close();
  app = await startDesktopApp({ dataDir });
  expect(await ground()).toBe(LIGHT_BACKGROUND);
});
