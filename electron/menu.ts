/**
 * The app's menu: what the console can do and more, with keys for it. What concerns the console's page (host, join,
 * preferences) is told to it; the rest is done here.
 */
import { app, type BrowserWindow, dialog, Menu, type MenuItemConstructorOptions, shell } from 'electron';
import { CHANNELS, type MenuWish } from '../src/protocol/ipc.ts';
import { offerErasing } from './erase.ts';
import type { Hosting } from './hosting.ts';
import type { JoinViews } from './join-view.ts';
import type { RecentHosts } from './recent-hosts.ts';
import { stopHosting } from './stop-hosting.ts';
import { TEXTS } from './texts.ts';
import { bringBack } from './window.ts';

interface MenuParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
  readonly recentHosts: RecentHosts;
  readonly version: string;
  /** Puts it on the clipboard. */
  copyDiagnosis(): unknown;
  /** Page about Porchlight, https. */
  readonly homepage: string;
}

type Item = MenuItemConstructorOptions;

const IS_MAC = process.platform === 'darwin';
const SEPARATOR: Item = { type: 'separator' };
const LABELS = TEXTS.menu;

export function setMenu(parts: MenuParts): void {
  const { hosting, version, homepage } = parts;
  const menu = Menu.buildFromTemplate([
    ...(IS_MAC ? [macAppMenu(parts)] : []),
    fileMenu(parts),
    { role: 'editMenu' },
    viewMenu(),
    { role: 'windowMenu' },
    helpMenu(parts),
  ]);
  Menu.setApplicationMenu(menu);
  app.setAboutPanelOptions({ applicationName: TEXTS.app, applicationVersion: version, website: homepage });

  const refresh = (): void => {
    const { state } = hosting.status();
    menu.getMenuItemById('host')!.enabled = state === 'idle' || state === 'failed';
    menu.getMenuItemById('stop')!.enabled = state === 'hosting';
  };
  hosting.onStatus(refresh);
  refresh();
}

/** Brings the console to the front and tells its page. */
const wish =
  ({ consoleWindow }: MenuParts, what: MenuWish) =>
  (): void => {
    bringBack(consoleWindow);
    consoleWindow.webContents.send(CHANNELS.menu, what);
  };

const preferencesItem = (parts: MenuParts): Item => ({
  id: 'preferences',
  label: LABELS.preferences,
  accelerator: 'CmdOrCtrl+,',
  click: wish(parts, 'preferences'),
});

const QUIT: Item = { label: LABELS.quit, accelerator: 'CmdOrCtrl+Q', click: () => app.quit() };

function macAppMenu(parts: MenuParts): Item {
  return {
    label: TEXTS.app,
    submenu: [
      { role: 'about' },
      SEPARATOR,
      preferencesItem(parts),
      SEPARATOR,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      QUIT,
    ],
  };
}

function fileMenu(parts: MenuParts): Item {
  return {
    label: LABELS.file,
    submenu: [
      { id: 'host', label: LABELS.host, accelerator: 'CmdOrCtrl+N', click: wish(parts, 'host') },
      { id: 'join', label: LABELS.join, accelerator: 'CmdOrCtrl+J', click: wish(parts, 'join') },
      {
        id: 'console',
        label: LABELS.console,
        accelerator: 'CmdOrCtrl+1',
        click: () => bringBack(parts.consoleWindow),
      },
      SEPARATOR,
      { id: 'stop', label: LABELS.stop, click: () => void stopHosting(parts) },
      SEPARATOR,
      { role: 'close' },
      ...(IS_MAC ? [] : [SEPARATOR, preferencesItem(parts), SEPARATOR, QUIT]),
    ],
  };
}

const viewMenu = (): Item => ({
  label: LABELS.view,
  submenu: [
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'resetZoom' },
    SEPARATOR,
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ],
});

function helpMenu(parts: MenuParts): Item {
  return {
    role: 'help',
    label: LABELS.help,
    submenu: [
      { id: 'how-to', label: LABELS.howTo, accelerator: 'F1', click: () => void showHowTo(parts) },
      { label: LABELS.web, click: () => void shell.openExternal(parts.homepage) },
      SEPARATOR,
      { id: 'diagnosis', label: LABELS.diagnosis, click: () => parts.copyDiagnosis() },
      { id: 'privacy', label: LABELS.privacy, click: () => void showPrivacy(parts) },
      { id: 'erase', label: LABELS.erase, click: () => void offerErasing(parts) },
      ...(IS_MAC ? [] : [SEPARATOR, { role: 'about', label: LABELS.about } as const]),
    ],
  };
}

async function showHowTo({ consoleWindow }: MenuParts): Promise<void> {
  bringBack(consoleWindow);
  await dialog.showMessageBox(consoleWindow, {
    type: 'info',
    message: TEXTS.howTo.title,
    detail: TEXTS.howTo.detail,
    buttons: [TEXTS.close],
  });
}

async function showPrivacy({ consoleWindow }: MenuParts): Promise<void> {
  const folder = app.getPath('userData');
  bringBack(consoleWindow);
  const { response } = await dialog.showMessageBox(consoleWindow, {
    type: 'info',
    message: TEXTS.privacy.title,
    detail: TEXTS.privacy.detail(folder),
    buttons: [TEXTS.close, TEXTS.privacy.open],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 1) await shell.openPath(folder);
}
