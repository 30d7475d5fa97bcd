/**
 * The way out: asks when guests would lose their game, closes the host with all its processes, then ends the
 * app. Closing the console window, the menu, the system and signals all lead here.
 */
import { app, type BrowserWindow, dialog } from 'electron';
import type { Hosting } from './hosting.ts';
import { ownOrigin } from './ipc.ts';
import type { JoinViews } from './join-view.ts';

interface QuitParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
}

/** Every way of quitting becomes a closing of the console window, which is answered here. */
export function closeGracefully(parts: QuitParts): void {
  const { consoleWindow, hosting, joinViews } = parts;
  let state: 'open' | 'asking' | 'closing' = 'open';

  async function close(): Promise<void> {
    if (state === 'closing') return;
    state = 'closing';
    joinViews.closeAll();
    consoleWindow.hide();
    await hosting.close();
    // The host is closed and the window's place is written: nothing is left to wait for.
    app.exit(0);
  }

  async function askAndClose(): Promise<void> {
    if (state !== 'open') return;
    const guests = guestsBesidesOwn(parts);
    if (guests > 0) {
      state = 'asking';
      const stays = await asksToStay(consoleWindow, guests);
      state = 'open';
      if (stays) return;
    }
    await close();
  }

  consoleWindow.on('close', (event) => {
    event.preventDefault();
    void askAndClose();
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    consoleWindow.close();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void close());
}

/** Guests who are in, without the windows of this computer. */
function guestsBesidesOwn({ hosting, joinViews }: QuitParts): number {
  const status = hosting.status();
  const origin = ownOrigin(hosting);
  if (status.state !== 'hosting' || origin === undefined) return 0;
  const seats = status.rooms.flatMap((room) => room.info.seats);
  return seats.filter((seat) => seat.bot === undefined && !seat.away).length - joinViews.count(origin);
}

async function asksToStay(window: BrowserWindow, guests: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Stop hosting and quit?',
    detail:
      guests === 1
        ? 'One guest is in the room and will be sent away.'
        : `${guests} guests are in the room and will be sent away.`,
    buttons: ['Stop and quit', 'Keep hosting'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 1;
}
