/**
 * The main process's end of the console bridge. Every call is checked twice: that it comes from the console's
 * own top frame, and that it says what its schema allows.
 */
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import * as v from 'valibot';
import type { RoomCode } from '../src/core/ids.ts';
import { fail, ok } from '../src/core/result.ts';
import type { LogBook } from '../src/host/log-book.ts';
import { consoleCommandSchema, roomCodeSchema } from '../src/protocol/console.ts';
import { type Answer, CHANNELS } from '../src/protocol/ipc.ts';
import { CONSOLE_ORIGIN } from './app-protocol.ts';
import type { Nearby } from './discovery.ts';
import { findRoom } from './find-room.ts';
import type { Hosting } from './hosting.ts';
import type { JoinViews } from './join-view.ts';
import { copyDiagnosis, passLogOn } from './log.ts';
import type { RecentHosts } from './recent-hosts.ts';

interface IpcParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
  readonly recentHosts: RecentHosts;
  readonly log: LogBook;
  readonly nearby: Nearby;
}

export function serveIpc({ consoleWindow, hosting, joinViews, recentHosts, log, nearby }: IpcParts): void {
  const { webContents } = consoleWindow;

  /** Answers one channel, to the console alone. */
  function answer<T>(
    channel: string,
    schema: v.GenericSchema<unknown, T>,
    work: (request: T) => unknown,
  ): void {
    ipcMain.handle(channel, (event, request: unknown) => {
      if (!isConsole(event, consoleWindow)) throw new Error(`${channel} was asked by another page`);
      return work(v.parse(schema, request));
    });
  }

  answer(CHANNELS.getStatus, v.undefined(), () => hosting.status());
  answer(CHANNELS.ask, consoleCommandSchema, (command) => hosting.ask(command));
  answer(CHANNELS.openPlay, roomCodeSchema, openPlay);
  answer(CHANNELS.joinOther, v.pipe(v.string(), v.maxLength(10_000)), joinOther);
  answer(CHANNELS.getLog, v.undefined(), () => log.lines);
  answer(CHANNELS.copyDiagnosis, v.undefined(), () => copyDiagnosis(hosting, log));
  passLogOn(log, (lines) => {
    if (!webContents.isDestroyed()) webContents.send(CHANNELS.log, lines);
  });
  answer(CHANNELS.getNearby, v.undefined(), () => nearby.hosts());
  nearby.onChange((hosts) => {
    if (!webContents.isDestroyed()) webContents.send(CHANNELS.nearby, hosts);
  });
  hosting.onStatus(() => {
    if (!webContents.isDestroyed()) webContents.send(CHANNELS.status, hosting.status());
  });

  function openPlay(code: RoomCode): Answer {
    const origin = ownOrigin(hosting);
    const status = hosting.status();
    if (origin === undefined || status.state !== 'hosting') {
      return fail({ code: 'not-hosting', text: 'Nothing is being hosted.' });
    }
    joinViews.open({ origin, code, invite: status.links[0]?.url });
    return ok(undefined);
  }

  async function joinOther(text: string): Promise<Answer> {
    const own = ownOrigin(hosting);
    const known = [...nearby.hosts().map(({ origin }) => origin), ...recentHosts.origins()];
    const page = await findRoom(text, own === undefined ? known : [own, ...known]);
    if (!page.ok) return page;
    if (page.value.origin !== own) recentHosts.add(page.value.origin);
    joinViews.open(page.value);
    return ok(undefined);
  }
}

/** Where this computer reaches its own host; undefined while it hosts nothing. */
export function ownOrigin(hosting: Hosting): string | undefined {
  const status = hosting.status();
  return status.state === 'hosting' ? `http://127.0.0.1:${status.port}` : undefined;
}

function isConsole({ senderFrame }: IpcMainInvokeEvent, consoleWindow: BrowserWindow): boolean {
  return (
    senderFrame !== null &&
    senderFrame === consoleWindow.webContents.mainFrame &&
    senderFrame.origin === CONSOLE_ORIGIN
  );
}
