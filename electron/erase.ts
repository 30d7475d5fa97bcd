/** "Erase…" in the menu: forgets, once the person agrees, whom this computer has hosted and where it has played. */
import { type BrowserWindow, dialog } from 'electron';
import type { Hosting } from './hosting.ts';
import type { JoinViews } from './join-view.ts';
import type { RecentHosts } from './recent-hosts.ts';
import { TEXTS } from './texts.ts';
import { bringBack } from './window.ts';

interface EraseParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
  readonly recentHosts: RecentHosts;
}

/** Preferences and the window's place stay: they say nothing about anybody. */
export async function offerErasing({
  consoleWindow,
  hosting,
  joinViews,
  recentHosts,
}: EraseParts): Promise<void> {
  bringBack(consoleWindow);
  const { response } = await dialog.showMessageBox(consoleWindow, {
    type: 'warning',
    message: TEXTS.erase.question,
    detail: TEXTS.erase.detail,
    buttons: [TEXTS.erase.erase, TEXTS.erase.cancel],
    defaultId: 1,
    cancelId: 1,
  });
  if (response !== 0) return;
  recentHosts.clear();
  await joinViews.forget();
  const erased = await hosting.ask({ ask: 'erase' });
  await dialog.showMessageBox(consoleWindow, {
    type: erased.ok ? 'info' : 'error',
    message: erased.ok ? TEXTS.erase.done : TEXTS.erase.failed,
    detail: erased.ok ? '' : erased.error.text,
    buttons: [TEXTS.close],
  });
}
