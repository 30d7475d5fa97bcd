/**
 * What no page in the app may do, whichever it is: new windows, foreign addresses, permissions, downloads. Set
 * once for everything that is ever created; a window then names the one origin that it may show, and the session
 * of those that are played on gets back the little that it needs.
 */
import {
  app,
  type DownloadItem,
  type Event,
  type Session,
  shell,
  type WebContents,
  type WebPreferences,
} from 'electron';

/** Preferences of every page. Defaults today, written down so that they stay. */
export const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
} as const satisfies WebPreferences;

/** Locks every session and every page that comes into being. */
export function denyByDefault(): void {
  app.on('session-created', lockSession);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', refuseDownload);
}

const refuseDownload = (event: Event): void => event.preventDefault();

/**
 * What the pages of a session may do beyond that, because they are played on: fill the screen, and save what they
 * have drawn themselves when a person asks for it. Electron then asks the person where to.
 */
export function allowPlaying(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'fullscreen'));
  session.off('will-download', refuseDownload);
  session.on('will-download', (event, item) => {
    if (!isOwnDrawing(item)) event.preventDefault();
  });
}

const isOwnDrawing = (item: DownloadItem): boolean =>
  item.getURL().startsWith('blob:') && item.hasUserGesture();

/** Keeps a page on its origin ('http://127.0.0.1:7420'), frames and redirects included. */
export function lockNavigation(contents: WebContents, origin: string): void {
  const stay = (event: Electron.Event, url: string): void => {
    if (!url.startsWith(`${origin}/`)) event.preventDefault();
  };
  contents.on('will-frame-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
}

/** Links that open a window go to the person's own browser, and only https ones. */
export function openLinksOutside(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://')) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
