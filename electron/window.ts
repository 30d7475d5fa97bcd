/** The console window: one for the app's whole life. Its place on the screen is remembered. */
import { join } from 'node:path';
import { BrowserWindow, screen } from 'electron';
import * as v from 'valibot';
import { CONSOLE_ORIGIN } from './app-protocol.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { PATHS } from './paths.ts';
import { lockNavigation, openLinksOutside, SAFE_PREFERENCES } from './security.ts';
import { TEXTS } from './texts.ts';
import { rememberLook } from './window-look.ts';
import { placeOn } from './window-place.ts';

const placeSchema = v.object({
  bounds: v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
  maximized: v.boolean(),
});

/** Size on the first start, and the smallest that the console is laid out for; px. */
const FIRST_SIZE = { width: 1280, height: 800 };
const MIN_SIZE = { minWidth: 1080, minHeight: 680 };

/** @param dataDir folder in which the window's place and look are remembered. */
export function openConsoleWindow(dataDir: string): BrowserWindow {
  const placeFile = join(dataDir, 'window.json');
  const place = readJsonFile(placeFile, placeSchema);
  const look = rememberLook(dataDir);
  const bounds = place && placeOn(screen.getDisplayMatching(place.bounds).workArea, place.bounds);
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...MIN_SIZE,
    ...bounds,
    useContentSize: bounds === undefined,
    title: TEXTS.app,
    // Windows and macOS take it from the executable.
    ...(process.platform === 'linux' ? { icon: join(PATHS.icons, 'window.png') } : {}),
    backgroundColor: look.background,
    autoHideMenuBar: true,
    show: false,
    webPreferences: { ...SAFE_PREFERENCES, preload: PATHS.preload },
  });
  if (place?.maximized) window.maximize();
  lockNavigation(window.webContents, CONSOLE_ORIGIN);
  openLinksOutside(window.webContents);
  look.follow(window);
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    // A window that is put away does not know whether it was maximised.
    if (!window.isVisible() || window.isMinimized()) return;
    writeJsonFile(placeFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(`${CONSOLE_ORIGIN}/`);
  return window;
}

/** Shows a window that was minimised, put into the tray, or is behind others. */
export function bringBack(window: BrowserWindow): void {
  // Only then: a maximised window would lose its size.
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
