/**
 * Takes the porchlight:// links that the system hands to the app and joins what they name. A link is a stranger's
 * wish: an unknown host is joined, or even asked whether it is there, only when the person agrees.
 */
import { app, type BrowserWindow, dialog } from 'electron';
import { LINK_SCHEME, linkAmong, readDeepLink } from './deep-link.ts';
import type { Joining } from './joining.ts';
import { TEXTS } from './texts.ts';
import { bringBack } from './window.ts';

type FollowLink = (link: string) => void;

/**
 * Collects links from now on. Call it before the app is ready: macOS hands over the first one early.
 * @returns what to call with the function that follows them, once there is a window; it gets those that waited.
 */
export function collectLinks(): (follow: FollowLink) => void {
  const waiting: string[] = [];
  let take: FollowLink = (link) => void waiting.push(link);
  const takeFrom = (argv: readonly string[]): void => {
    const link = linkAmong(argv);
    if (link !== undefined) take(link);
  };
  app.on('open-url', (event, link) => {
    event.preventDefault();
    take(link);
  });
  app.on('second-instance', (_event, argv) => takeFrom(argv));
  takeFrom(process.argv);
  return (follow) => {
    take = follow;
    for (const link of waiting) follow(link);
  };
}

/**
 * Tells the system that such links are for this app. The packages for macOS and Linux say so themselves, and a
 * copy that runs from its sources must not take them from the installed one.
 */
export function claimLinks(): void {
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient(LINK_SCHEME);
}

interface LinkParts {
  readonly consoleWindow: BrowserWindow;
  readonly joining: Joining;
}

/** Follows one link at a time; what comes meanwhile is dropped, so that a page cannot pile up questions. */
export function createLinkFollower({ consoleWindow, joining }: LinkParts): FollowLink {
  let isBusy = false;

  async function mayGoTo(origin: string): Promise<boolean> {
    if (joining.knows(origin)) return true;
    const { response } = await dialog.showMessageBox(consoleWindow, {
      type: 'question',
      message: TEXTS.link.question(origin),
      detail: TEXTS.link.detail,
      buttons: [TEXTS.link.join, TEXTS.link.cancel],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0;
  }

  /** A sentence when it could not be followed. */
  async function join(link: string): Promise<string | undefined> {
    const read = readDeepLink(link);
    if (!read.ok) return read.error;
    const { text, origin } = read.value;
    if (origin !== undefined && !(await mayGoTo(origin))) return undefined;
    const page = await joining.find(text);
    if (!page.ok) return page.error.text;
    // Whose room a bare code is, is known only now.
    if (origin === undefined && !(await mayGoTo(page.value.origin))) return undefined;
    joining.open(page.value);
    return undefined;
  }

  async function follow(link: string): Promise<void> {
    bringBack(consoleWindow);
    const problem = await join(link);
    if (problem === undefined) return;
    await dialog.showMessageBox(consoleWindow, {
      type: 'info',
      message: TEXTS.link.title,
      detail: problem,
      buttons: [TEXTS.close],
    });
  }

  return (link) => {
    if (isBusy) return;
    isBusy = true;
    void follow(link).finally(() => {
      isBusy = false;
    });
  };
}
