/**
 * Keeps the host for the desktop app: starts and stops it, and holds the status that the console shows. One
 * status from idle to hosting and back; the host itself is src/host.
 */
import { fail, ok } from '../src/core/result.ts';
import { type HostConfig, type HostHandle, HostStartError, startHost } from '../src/host/host.ts';
import type { ConsoleCommand, HostProblem, HostStatus } from '../src/protocol/console.ts';
import type { Answer } from '../src/protocol/ipc.ts';
import { PATHS } from './paths.ts';

export interface Hosting {
  status(): HostStatus;
  /** Called after every change of `status()`. */
  onStatus(listener: () => void): void;
  ask(command: ConsoleCommand): Promise<Answer>;
  /** Stops hosting; resolves when no child process is left. */
  close(): Promise<void>;
}

type Options = Omit<HostConfig, 'workerFile' | 'clientDir'>;

const NOT_HOSTING: HostProblem = {
  code: 'not-hosting',
  text: 'Nothing is being hosted. Press “Host a game” first.',
};

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
    const opened = started.value;
    handle = opened;
    opened.onStatus(() => {
      if (handle === opened) publish(opened.status());
    });
    publish(opened.status());
    return ok(undefined);
  }

  async function stop(): Promise<void> {
    const open = handle;
    handle = undefined;
    await open?.close();
    publish({ state: 'idle' });
  }

  return {
    status: () => status,
    onStatus: (listener) => listeners.add(listener),
    close: () => inTurn(stop),
    async ask(command) {
      if (command.ask === 'host') return inTurn(() => start(command.game));
      if (command.ask === 'stop') return ok(await inTurn(stop));
      if (handle === undefined) return fail(NOT_HOSTING);
      if (command.ask === 'room') return handle.command(command.code, command.command);
      const room = await handle.openRoom({ game: command.game });
      return room.ok ? ok(undefined) : room;
    },
  };
}

/** A host with one room open, or the problem that a person can read. */
async function open(options: Options, game: string) {
  try {
    const handle = await startHost({ ...options, workerFile: PATHS.worker, clientDir: PATHS.client });
    const room = await handle.openRoom({ game });
    if (room.ok) return ok(handle);
    await handle.close();
    return room;
  } catch (error) {
    options.logger.error({ error: String(error) }, 'hosting did not start');
    const unknown = {
      code: 'start-failed',
      text: 'Hosting did not start. Try again, or restart Porchlight.',
    };
    return fail(error instanceof HostStartError ? error.problem : unknown);
  }
}
