/**
 * Windows that show a host's page, the own one ("Play here") or another's ("Join a game"). That page comes from
 * the network, so it gets no preload, a session of its own, and stays on its origin; it may follow its host to another.
 */
import { BrowserWindow, session } from 'electron';
import type { RoomCode } from '../src/core/ids.ts';
import { INVITE_PARAMETER } from '../src/protocol/messages.ts';
import { BACKGROUND } from '../src/sdk/looks.ts';
import { findRoom } from './find-room.ts';
import { allowPlaying, lockNavigation, SAFE_PREFERENCES } from './security.ts';

/** The pages' session, locked as it comes into being. Keeps names and seat tokens of the pages between starts, apart from the console's own session. */
const PARTITION = 'persist:play';

export interface HostPage {
  /** 'http://192.168.1.20:7420' */
  readonly origin: string;
  readonly code: RoomCode | undefined;
  /** Where others reach this host, when `origin` is good on this computer only. */
  readonly invite?: string | undefined;
}

export interface JoinViews {
  /** Shows the page; a window that already shows this host's room comes to the front instead. */
  open(page: HostPage): void;
  /** Windows that show a page of this origin. */
  count(origin: string): number;
  closeAll(): void;
  /** Erases what the pages have kept: names, looks, seat tokens. */
  forget(): Promise<void>;
}

/** Call it once, when the app is ready. */
export function createJoinViews(): JoinViews {
  const windows = new Map<string, BrowserWindow>();
  allowPlaying(session.fromPartition(PARTITION));

  function create(url: string, origin: string): void {
    const window = new BrowserWindow({
      width: 1200,
      height: 760,
      minWidth: 360,
      minHeight: 360,
      title: 'Porchlight',
      backgroundColor: BACKGROUND,
      autoHideMenuBar: true,
      webPreferences: { ...SAFE_PREFERENCES, partition: PARTITION, backgroundThrottling: false },
    });
    windows.set(url, window);
    window.on('closed', () => forget(window));
    hold(window, origin);
    // A page that cannot be loaded leaves an empty window; the address was tried a moment before.
    window.loadURL(url).catch(() => window.destroy());
  }

  function forget(window: BrowserWindow): void {
    for (const [url, one] of windows) if (one === window) windows.delete(url);
  }

  /** Keeps a window's page on this origin, and on no other. */
  function hold({ webContents }: BrowserWindow, origin: string): void {
    for (const event of ['will-frame-navigate', 'will-redirect']) webContents.removeAllListeners(event);
    lockNavigation(webContents, origin);
    webContents.on('will-frame-navigate', ({ url, isMainFrame }) => {
      const window = BrowserWindow.fromWebContents(webContents);
      if (isMainFrame && window !== null && !url.startsWith(`${origin}/`)) void follow(window, url);
    });
  }

  /** A page whose host has changed its address wants to go on there with its seat. It may, if the room is there. */
  async function follow(window: BrowserWindow, url: string): Promise<void> {
    const page = await findRoom(url, []);
    if (!page.ok || page.value.code === undefined || window.isDestroyed()) return;
    const { origin, code } = page.value;
    forget(window);
    windows.set(`${origin}/${code}`, window);
    hold(window, origin);
    window.loadURL(url).catch(() => window.destroy());
  }

  return {
    open({ origin, code, invite }) {
      const query = invite === undefined ? '' : `?${INVITE_PARAMETER}=${encodeURIComponent(invite)}`;
      const url = `${origin}/${code ?? ''}${query}`;
      const window = windows.get(url);
      if (window === undefined) create(url, origin);
      else window.focus();
    },
    count: (origin) => [...windows.keys()].filter((url) => url.startsWith(`${origin}/`)).length,
    closeAll() {
      for (const window of windows.values()) window.destroy();
    },
    forget: () => session.fromPartition(PARTITION).clearStorageData(),
  };
}
