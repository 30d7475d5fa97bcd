/** The console window: one for the app's whole life. Its place on the screen is remembered. */
import { join } from 'node:path';
import { BrowserWindow, type Rectangle, screen } from 'electron';
import * as v from 'valibot';
import { BACKGROUND } from '../src/sdk/looks.ts';
import { CONSOLE_ORIGIN } from './app-protocol.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { PATHS } from './paths.ts';
import { lockNavigation, openLinksOutside, SAFE_PREFERENCES } from './security.ts';

const placeSchema = v.object({
  bounds: v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
  maximized: v.boolean(),
});

/** Size on the first start, and the smallest that the console is laid out for; px. */
const FIRST_SIZE = { width: 1280, height: 800 };
const MIN_SIZE = { minWidth: 1080, minHeight: 680 };

/** @param dataDir folder in which the window's place is remembered. */
export function openConsoleWindow(dataDir: string): BrowserWindow {
  const placeFile = join(dataDir, 'window.json');
  const place = readJsonFile(placeFile, placeSchema);
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...MIN_SIZE,
    ...(place !== undefined && isOnScreen(place.bounds) ? place.bounds : {}),
    useContentSize: place === undefined,
    title: 'Porchlight',
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    show: false,
    webPreferences: { ...SAFE_PREFERENCES, preload: PATHS.preload },
  });
  if (place?.maximized) window.maximize();
  lockNavigation(window.webContents, CONSOLE_ORIGIN);
  openLinksOutside(window.webContents);
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeJsonFile(placeFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  void window.loadURL(`${CONSOLE_ORIGIN}/`);
  return window;
}

/** False when the screen that the window was on is gone. */
function isOnScreen({ x, y, width, height }: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching({ x, y, width, height });
  return (
    x < workArea.x + workArea.width &&
    x + width > workArea.x &&
    y >= workArea.y &&
    y < workArea.y + workArea.height
  );
}
