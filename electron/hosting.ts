/**
 * Keeps the host for the desktop app: starts and stops it, and holds the status that the console shows. One
 * status from idle to hosting and back; the host itself is src/host.
 */
import { assertNever, fail, ok, type Result } from '../src/core/result.ts';
import { eraseRemembered } from '../src/host/erase.ts';
import { type HostConfig, type HostHandle, HostStartError, startHost, wasCutOff } from '../src/host/host.ts';
import type { ConsoleCommand, HostProblem, HostStatus } from '../src/protocol/console.ts';
import type { Answer } from '../src/protocol/ipc.ts';
import type { Preferences } from '../src/protocol/preferences.ts';
import { PATHS } from './paths.ts';

export interface Hosting {
  status(): HostStatus;
  /** Called after every change of `status()`. */
  onStatus(listener: () => void): void;
  ask(command: ConsoleCommand): Promise<Answer>;
  /** Hosts again what was cut off at the last end; stays idle when there is nothing to go on with. */
  resume(): Promise<void>;
  /** This computer has woken up: its addresses may be others. */
  awoke(): void;
  /** Stops hosting; resolves when no child process is left. */
  close(): Promise<void>;
}

/** What a person may have changed since the last launch. */
export type HostPreferences = Pick<Preferences, 'nameFilter' | 'discovery'>;

interface Options extends Omit<HostConfig, 'workerFile' | 'clientDir' | 'storeThreadFile'> {
  /** Asked at every launch. */
  preferred(): HostPreferences;
}

const NOT_HOSTING: HostProblem = {
  code: 'not-hosting',
  text: 'Nothing is being hosted. Press “Host a game” first.',
};

/** Where this computer reaches its own host; undefined while it hosts nothing. */
export function ownOrigin(hosting: Hosting): string | undefined {
  const status = hosting.status();
  return status.state === 'hosting' ? `http://127.0.0.1:${status.port}` : undefined;
}

export function createHosting(options: Options): Hosting {
  const listeners = new Set<() => void>();
  let status: HostStatus = { state: 'idle' };
  let handle: HostHandle | undefined;
  /** The start or stop under way: one follows the other. */
  let turn: Promise<unknown> = Promise.resolve();

  const publish = (next: HostStatus): void => {
    status = next;
    for (const listener of listeners) listener();
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };

  async function start(game: string): Promise<Answer> {
    if (handle !== undefined) return ok(undefined);
    publish({ state: 'starting' });
    const started = await open(options, game);
    if (!started.ok) {
      publish({ state: 'failed', problem: started.error });
      return started;
    }
    adopt(started.value);
    return ok(undefined);
  }

  async function resume(): Promise<void> {
    if (handle !== undefined || !wasCutOff(options.dataDir)) return;
    publish({ state: 'starting' });
    const started = await launch(options);
    if (!started.ok || started.value.status().rooms.length === 0) {
      if (started.ok) await started.value.close();
      publish({ state: 'idle' });
    } else adopt(started.value);
  }

  function adopt(opened: HostHandle): void {
    handle = opened;
    opened.onStatus(() => {
      if (handle === opened) publish(opened.status());
    });
    publish(opened.status());
  }

  async function stop(): Promise<void> {
    const open = handle;
    handle = undefined;
    await open?.close();
    publish({ state: 'idle' });
  }

  function erase(): Promise<Answer> {
    const { dataDir, logger } = options;
    return handle?.erase() ?? eraseRemembered({ dataDir, logger, storeThreadFile: PATHS.storeThread });
  }

  return {
    status: () => status,
    onStatus: (listener) => listeners.add(listener),
    close: () => inTurn(stop),
    resume: () => inTurn(resume),
    awoke: () => void handle?.lookAround(),
    async ask(command) {
      if (command.ask === 'host') return inTurn(() => start(command.game));
      if (command.ask === 'stop') return ok(await inTurn(stop));
      if (command.ask === 'erase') return inTurn(erase);
      if (handle === undefined) return fail(NOT_HOSTING);
      return askHost(handle, command);
    },
  };
}

/** What is asked of a host that is there. */
async function askHost(
  handle: HostHandle,
  command: Exclude<ConsoleCommand, { ask: 'host' | 'erase' | 'stop' }>,
): Promise<Answer> {
  switch (command.ask) {
    case 'open-room': {
      const room = await handle.openRoom({ game: command.game });
      return room.ok ? ok(undefined) : room;
    }
    case 'room':
      return handle.command(command.code, command.command);
    case 'ban':
      return handle.ban(command.code, command.seat);
    case 'unban':
      return ok(handle.unban(command.device));
    case 'fix-reach':
      return handle.fixReach(command.fix);
    case 'worker':
      return command.do === 'drain' ? handle.drain(command.worker) : handle.restart(command.worker);
    default:
      return assertNever(command);
  }
}

/** A host with a room of `game` open, or the problem that a person can read. */
async function open(options: Options, game: string): Promise<Result<HostHandle, HostProblem>> {
  const launched = await launch(options);
  if (!launched.ok || launched.value.status().rooms.some(({ info }) => info.game === game)) return launched;
  const room = await launched.value.openRoom({ game });
  if (room.ok) return launched;
  await launched.value.close();
  return room;
}

/** A host with the rooms that were cut off last time, if any. */
async function launch(options: Options): Promise<Result<HostHandle, HostProblem>> {
  const { worker: workerFile, client: clientDir, storeThread: storeThreadFile } = PATHS;
  const { preferred, ...config } = options;
  try {
    return ok(await startHost({ ...config, ...preferred(), workerFile, clientDir, storeThreadFile }));
  } catch (error) {
    options.logger.error({ error: String(error) }, 'hosting did not start');
    const unknown = {
      code: 'start-failed',
      text: 'Hosting did not start. Try again, or restart Porchlight.',
    };
    return fail(error instanceof HostStartError ? error.problem : unknown);
  }
}
