/**
 * The way out: asks while something is hosted, puts the console away or closes the host with all its processes,
 * then ends the app. Closing the console window, the menus, the system and signals all lead here.
 */
import { app, type BrowserWindow, dialog } from 'electron';
import { guestsIn } from './guests-in.ts';
import type { Hosting } from './hosting.ts';
import type { JoinViews } from './join-view.ts';
import type { PreferenceKeeper } from './preferences.ts';
import { TEXTS } from './texts.ts';
import { type Background, hasTray } from './tray.ts';
import { bringBack } from './window.ts';

interface QuitParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
  readonly preferences: PreferenceKeeper;
  readonly background: Background;
}

type Wish = 'close-window' | 'quit';

/** Every way of quitting becomes a closing of the console window, which is answered here. */
export function closeGracefully(parts: QuitParts): void {
  const { consoleWindow, hosting, joinViews, background } = parts;
  let state: 'open' | 'asking' | 'closing' = 'open';
  let wish: Wish = 'close-window';
  const isClosing = (): boolean => state === 'closing';

  async function close(): Promise<void> {
    if (isClosing()) return;
    state = 'closing';
    joinViews.closeAll();
    background.close();
    consoleWindow.hide();
    await hosting.close();
    // The host is closed and the window's place is written: nothing is left to wait for.
    app.exit(0);
  }

  async function answer(wanted: Wish): Promise<void> {
    if (state !== 'open') return;
    state = 'asking';
    const decision = await decide(parts, wanted);
    // A signal does not wait for an answer.
    if (isClosing()) return;
    state = 'open';
    if (decision === 'keep') await background.enter();
    else if (decision === 'stop') await close();
  }

  consoleWindow.on('close', (event) => {
    event.preventDefault();
    void answer(wish);
    wish = 'close-window';
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    wish = 'quit';
    consoleWindow.close();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void close());
}

type Decision = 'stop' | 'keep' | 'cancel';

/** Somebody who says "quit" is asked only when guests would be sent away. */
async function decide(parts: QuitParts, wish: Wish): Promise<Decision> {
  const { consoleWindow, hosting, joinViews, preferences } = parts;
  if (hosting.status().state !== 'hosting') return 'stop';
  const guests = guestsIn(hosting, joinViews);
  if (wish === 'quit' && guests === 0) return 'stop';
  if (wish === 'close-window' && preferences.current().stayInTray) return 'keep';
  const detail = TEXTS.closing.detail(guests, await hasTray());
  // The question would be lost with a window that is put away.
  bringBack(consoleWindow);
  const { response } = await dialog.showMessageBox(consoleWindow, {
    type: 'question',
    message: TEXTS.closing.question,
    detail,
    buttons: [TEXTS.closing.stop, TEXTS.closing.keep, TEXTS.closing.cancel],
    defaultId: 1,
    cancelId: 2,
  });
  return (['stop', 'keep', 'cancel'] as const)[response] ?? 'cancel';
}
