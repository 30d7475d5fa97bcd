/**
 * Tells of a newer version, if the person has asked to be told. While the preference is off, nothing is requested
 * from anywhere; while it is on, one small file is fetched at each start. Nothing is ever downloaded.
 */
import { type BrowserWindow, dialog, shell } from 'electron';
import type { Hosting } from './hosting.ts';
import type { PreferenceKeeper } from './preferences.ts';
import { TEXTS } from './texts.ts';
import { askFeed, type Release } from './update-feed.ts';

interface UpdateParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly preferences: PreferenceKeeper;
  /** Address of the feed. */
  readonly feed: string;
  /** What is running. */
  readonly version: string;
}

/** Asks now and whenever the preference is turned on. */
export function tellOfUpdates(parts: UpdateParts): void {
  const { hosting, preferences, feed, version } = parts;
  const isWanted = (): boolean => preferences.current().updates;

  async function check(): Promise<void> {
    if (!isWanted()) return;
    const release = await askFeed(feed, version);
    // Nobody wants to hear of it in the middle of an evening; the next start asks again.
    if (release === undefined || !isWanted() || hosting.status().state !== 'idle') return;
    await tell(parts, release);
  }

  preferences.onChange((name) => {
    if (name === 'updates') void check();
  });
  void check();
}

async function tell({ consoleWindow, version }: UpdateParts, release: Release): Promise<void> {
  const { response } = await dialog.showMessageBox(consoleWindow, {
    type: 'info',
    message: TEXTS.update.title(release.version),
    detail: TEXTS.update.detail(version),
    buttons: [TEXTS.update.open, TEXTS.update.later],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(release.url);
}
