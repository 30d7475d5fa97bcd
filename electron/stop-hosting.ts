/** "Stop hosting", as the menus say it: not by a slip of the hand while guests are in. */
import { type BrowserWindow, dialog } from 'electron';
import { guestsIn } from './guests-in.ts';
import type { Hosting } from './hosting.ts';
import type { JoinViews } from './join-view.ts';
import { TEXTS } from './texts.ts';
import { bringBack } from './window.ts';

interface StopParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
}

export async function stopHosting({ consoleWindow, hosting, joinViews }: StopParts): Promise<void> {
  const guests = guestsIn(hosting, joinViews);
  if (guests > 0) {
    bringBack(consoleWindow);
    const { response } = await dialog.showMessageBox(consoleWindow, {
      type: 'question',
      message: TEXTS.stopping.question,
      detail: TEXTS.stopping.detail(guests),
      buttons: [TEXTS.stopping.stop, TEXTS.stopping.cancel],
      defaultId: 1,
      cancelId: 1,
    });
    if (response !== 0) return;
  }
  await hosting.ask({ ask: 'stop' });
}
