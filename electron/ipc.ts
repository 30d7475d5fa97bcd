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
import { preferenceChangeSchema } from '../src/protocol/preferences.ts';
import { CONSOLE_ORIGIN } from './app-protocol.ts';
import type { Nearby } from './discovery.ts';
import { type Hosting, ownOrigin } from './hosting.ts';
import type { JoinViews } from './join-view.ts';
import type { Joining } from './joining.ts';
import { copyDiagnosis, passLogOn } from './log.ts';
import type { PreferenceKeeper } from './preferences.ts';

interface IpcParts {
  readonly consoleWindow: BrowserWindow;
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
  readonly joining: Joining;
  readonly preferences: PreferenceKeeper;
  readonly log: LogBook;
  readonly nearby: Nearby;
}

export function serveIpc(parts: IpcParts): void {
  const { consoleWindow, hosting, joinViews, joining, preferences, log, nearby } = parts;
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
  answer(CHANNELS.joinOther, v.pipe(v.string(), v.maxLength(10_000)), joining.join);
  answer(CHANNELS.getPreferences, v.undefined(), preferences.current);
  answer(CHANNELS.setPreference, preferenceChangeSchema, ({ name, on }) => preferences.set(name, on));
  answer(CHANNELS.getLog, v.undefined(), () => log.lines);
  answer(CHANNELS.copyDiagnosis, v.undefined(), () => copyDiagnosis(hosting, log));
  answer(CHANNELS.getNearby, v.undefined(), () => nearby.hosts());
  hosting.onStatus(() => tell(CHANNELS.status, hosting.status()));
  preferences.onChange(() => tell(CHANNELS.preferences, preferences.current()));
  passLogOn(log, (lines) => tell(CHANNELS.log, lines));
  nearby.onChange((hosts) => tell(CHANNELS.nearby, hosts));

  function tell(channel: string, what: unknown): void {
    if (!webContents.isDestroyed()) webContents.send(channel, what);
  }

  function openPlay(code: RoomCode): Answer {
    const origin = ownOrigin(hosting);
    const status = hosting.status();
    if (origin === undefined || status.state !== 'hosting') {
      return fail({ code: 'not-hosting', text: 'Nothing is being hosted.' });
    }
    joinViews.open({ origin, code, invite: status.links[0]?.url });
    return ok(undefined);
  }
}

function isConsole({ senderFrame }: IpcMainInvokeEvent, consoleWindow: BrowserWindow): boolean {
  return (
    senderFrame !== null &&
    senderFrame === consoleWindow.webContents.mainFrame &&
    senderFrame.origin === CONSOLE_ORIGIN
  );
}
