/**
 * The lamp in the system's tray: there while something is hosted, and the way back to a console that was put away.
 * Where no tray is shown the console is minimised instead, so that a running host always has a window or an icon.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { app, type BrowserWindow, clipboard, Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import type { RoomStatus } from '../src/protocol/console.ts';
import { guestsIn } from './guests-in.ts';
import type { Hosting } from './hosting.ts';
import type { JoinViews } from './join-view.ts';
import { PATHS } from './paths.ts';
import { stopHosting } from './stop-hosting.ts';
import { TEXTS } from './texts.ts';
import { bringBack } from './window.ts';

const run = promisify(execFile);

/** The session's bus answers at once, or is not there. */
const BUS_MS = 1_000;

/** macOS colours a template itself, in the right one for its menu bar. */
const ICONS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'trayTemplate.png', win32: 'tray.png' };
const LINUX_ICON = 'tray-linux.png';

/** Hosting without a window. */
export interface Background {
  /** Puts the console away: into the tray, or where there is none, to the minimised windows. */
  enter(): Promise<void>;
  /** Takes the lamp away, for good. */
  close(): void;
}

interface TrayParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
}

/**
 * Is there somebody who shows tray icons? Windows and macOS always do. Electron cannot tell on Linux; there a
 * desktop that shows them says so on the session's bus, and may cease to at any time.
 */
export async function hasTray(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  // Without an address the tool might start a bus, and leave it behind.
  if (process.env.DBUS_SESSION_BUS_ADDRESS === undefined) return false;
  try {
    const { stdout } = await run(
      'dbus-send',
      [
        '--session',
        '--print-reply',
        '--dest=org.kde.StatusNotifierWatcher',
        '/StatusNotifierWatcher',
        'org.freedesktop.DBus.Properties.Get',
        'string:org.kde.StatusNotifierWatcher',
        'string:IsStatusNotifierHostRegistered',
      ],
      { timeout: BUS_MS },
    );
    return stdout.includes('boolean true');
  } catch {
    return false;
  }
}

export function createTray(parts: TrayParts): Background {
  const { consoleWindow, hosting, joinViews } = parts;
  let tray: Tray | undefined;
  /** What the menu says at present. */
  let said = '';
  let isAway = false;
  let isClosed = false;

  function refresh(): void {
    if (isClosed) return;
    const status = hosting.status();
    if (status.state !== 'hosting') {
      remove();
      // It was put away to host, and nothing is hosted any more.
      if (isAway) bringBack(consoleWindow);
      return;
    }
    tray ??= lightUp(consoleWindow);
    const guests = guestsIn(hosting, joinViews);
    const rooms = status.rooms.map(({ info, title, links }) => [info.code, title, links[0]?.url]);
    const news = JSON.stringify([guests, rooms]);
    if (news === said) return;
    said = news;
    tray.setContextMenu(Menu.buildFromTemplate(itemsOf(parts, guests, status.rooms)));
  }

  function remove(): void {
    tray?.destroy();
    tray = undefined;
    said = '';
  }

  hosting.onStatus(refresh);
  consoleWindow.on('show', () => {
    isAway = false;
  });
  return {
    async enter() {
      const isShown = await hasTray();
      // Nothing is hosted any more: nobody would know where the app has gone.
      if (tray === undefined) return;
      if (!isShown) return consoleWindow.minimize();
      isAway = true;
      consoleWindow.hide();
    },
    close() {
      isClosed = true;
      remove();
    },
  };
}

function lightUp(consoleWindow: BrowserWindow): Tray {
  const tray = new Tray(join(PATHS.icons, ICONS[process.platform] ?? LINUX_ICON));
  tray.setToolTip(TEXTS.app);
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', () => bringBack(consoleWindow));
  return tray;
}

function itemsOf(
  parts: TrayParts,
  guests: number,
  rooms: readonly RoomStatus[],
): MenuItemConstructorOptions[] {
  return [
    { label: TEXTS.tray.guests(guests), enabled: false },
    { label: TEXTS.tray.console, click: () => bringBack(parts.consoleWindow) },
    ...rooms.flatMap(({ info, title, links }) => {
      const url = links[0]?.url;
      if (url === undefined) return [];
      const copy = (): void => void clipboard.writeText(url);
      return [{ label: TEXTS.tray.copyLink(info.code, title), click: copy }];
    }),
    { type: 'separator' },
    { label: TEXTS.tray.stop, click: () => void stopHosting(parts) },
    { label: TEXTS.tray.quit, click: () => app.quit() },
  ];
}
