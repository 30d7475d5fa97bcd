/**
 * The host: one call that turns this process into the game server of the room. Used by the desktop app and by
 * the command line alike; knows nothing of Electron.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { RoomCode } from '../core/ids.ts';
import type { Logger } from '../core/ports.ts';
import { assertNever, fail, ok, type Result } from '../core/result.ts';
import { findGame, GAMES } from '../games/registry.ts';
import type { HostProblem, HostStatus } from '../protocol/console.ts';
import type { FromWorker } from '../protocol/control.ts';
import { DEFAULT_PORT } from '../protocol/limits.ts';
import type { RoomCommand, RoomInfo } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { LanAddress } from './lan-address.ts';
import { findAddresses, isLoopbackOnly, linkTo } from './network.ts';
import { rememberedPort, rememberPort } from './remembered-port.ts';
import { type LedgerRoom, RoomLedger } from './room-ledger.ts';
import { theRouter } from './router.ts';
import { Supervisor, type WorkerExit } from './supervisor.ts';

export interface HostConfig {
  /** Absolute path of the built worker (`dist/node/worker.mjs`). */
  readonly workerFile: string;
  /** Absolute path of the built client (`dist/client`). */
  readonly clientDir: string;
  /** Folder for what is remembered (last port); made when missing. Undefined: nothing is remembered. */
  readonly dataDir?: string;
  /** Wanted port; 0 = any. Undefined: the remembered one, else 7420. A taken port leads to the next free one. */
  readonly port?: number;
  /** Undefined: cores minus one, at least two. */
  readonly workers?: number;
  /** Version of this build, told by /api/health. */
  readonly version: string;
  readonly logger: Logger;
  /** pino level of the workers' logs. */
  readonly logLevel: string;
}

type HostingStatus = Extract<HostStatus, { state: 'hosting' }>;

/** What happens while hosting; also the lines of `host --json`. */
export type HostEvent =
  | { readonly event: 'worker-ready'; readonly worker: number; readonly pid: number }
  | {
      readonly event: 'worker-exit';
      readonly worker: number;
      readonly pid: number;
      readonly code: number | null;
      readonly signal: string | null;
    }
  | {
      readonly event: 'room-opened';
      readonly room: RoomCode;
      readonly game: string;
      readonly owner: number;
      readonly epoch: number;
    }
  | { readonly event: 'room-closed'; readonly room: RoomCode; readonly reason: Reason }
  | { readonly event: 'seat-joined'; readonly room: RoomCode; readonly seat: number; readonly name: string }
  | { readonly event: 'seat-left'; readonly room: RoomCode; readonly seat: number };

export interface HostHandle {
  readonly port: number;
  status(): HostingStatus;
  /** Called after every change of `status()`. Returns the function that ends the subscription. */
  onStatus(listener: () => void): () => void;
  onEvent(listener: (event: HostEvent) => void): () => void;
  openRoom(options: {
    game: string;
    settings?: Record<string, number>;
  }): Promise<Result<RoomCode, HostProblem>>;
  command(code: RoomCode, command: RoomCommand): Promise<Result<void, HostProblem>>;
  /** Tells the guests, closes rooms, workers and port. Resolves when no child process is left. */
  close(): Promise<void>;
}

/** Why hosting could not begin; `problem.text` is for a person. */
export class HostStartError extends Error {
  readonly problem: HostProblem;
  constructor(problem: HostProblem) {
    super(problem.text);
    this.problem = problem;
  }
}

/**
 * Starts hosting. Resolves when the port is open and every worker is ready; rejects with HostStartError when it
 * cannot begin. One host per process at a time.
 */
export async function startHost(config: HostConfig): Promise<HostHandle> {
  const host = new Host(config);
  await host.start();
  return host;
}

/** Workers that die this often in a row before hosting has begun make it fail. */
const START_DEATHS = 2;
const OPEN_ROOM_MS = 5_000;
const STATUS_MS = 50;
const ADDRESS_POLL_MS = 3_000;

class Host implements HostHandle {
  readonly #config: HostConfig;
  readonly #rooms = new RoomLedger();
  readonly #workers = new Map<number, { pid: number; state: 'starting' | 'ready'; guests: number }>();
  readonly #statusListeners = new Set<() => void>();
  readonly #eventListeners = new Set<(event: HostEvent) => void>();
  #supervisor: Supervisor | undefined;
  #addresses: LanAddress[] = [];
  #addressPoll: NodeJS.Timeout | undefined;
  #statusTimer: NodeJS.Timeout | undefined;
  #problem: HostProblem | undefined;
  #port = 0;

  constructor(config: HostConfig) {
    this.#config = config;
  }

  get port(): number {
    return this.#port;
  }

  async start(): Promise<void> {
    const { clientDir, workerFile, dataDir, port, logger } = this.#config;
    for (const file of [workerFile, join(clientDir, 'index.html')]) {
      if (!existsSync(file)) {
        const text = `Porchlight is not built: ${file} is missing. Run "npm run build", then start again.`;
        throw new HostStartError({ code: 'not-built', text });
      }
    }
    const opened = await theRouter().open(port ?? rememberedPort(dataDir) ?? DEFAULT_PORT);
    if (!opened.ok) throw new HostStartError(opened.error);
    this.#port = opened.value;
    try {
      await this.#startWorkers();
    } catch (error) {
      await this.close();
      throw error;
    }
    if (port !== 0) rememberPort(dataDir, this.#port);
    await this.#pollAddresses();
    this.#addressPoll = setInterval(() => void this.#pollAddresses(), ADDRESS_POLL_MS);
    logger.info({ port: this.#port, workers: this.#workers.size }, 'Hosting.');
  }

  status(): HostingStatus {
    const linksTo = (path: string) => this.#addresses.map((address) => linkTo(address, this.#port, path));
    return {
      state: 'hosting',
      port: this.#port,
      links: linksTo(''),
      rooms: this.#rooms.all.flatMap(({ info, owner, order }) =>
        info === undefined
          ? []
          : [{ info, title: findGame(order.game)!.title, owner: owner ?? 0, links: linksTo(order.code) }],
      ),
      workers: [...this.#workers].map(([id, { pid, state, guests }]) => {
        return { id, pid, state, guests, rooms: this.#rooms.ownedBy(id).length };
      }),
      problems: this.#problems(),
    };
  }

  onStatus(listener: () => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  onEvent(listener: (event: HostEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  async openRoom({
    game,
    settings = {},
  }: {
    game: string;
    settings?: Record<string, number>;
  }): Promise<Result<RoomCode, HostProblem>> {
    if (findGame(game) === undefined) {
      const known = GAMES.map(({ id }) => id).join(', ');
      return fail({ code: 'unknown-game', text: `There is no game "${game}". There is: ${known}.` });
    }
    const room = this.#rooms.add(game, settings);
    const { code } = room.order;
    this.#place(room);
    const opened = await this.#untilEvent((event) => event.event === 'room-opened' && event.room === code);
    if (opened) return ok(code);
    this.#rooms.remove(code);
    return fail({ code: 'no-room', text: 'The room could not be opened. Stop hosting and start again.' });
  }

  async command(code: RoomCode, command: RoomCommand): Promise<Result<void, HostProblem>> {
    const owner = this.#rooms.get(code)?.owner;
    if (owner === undefined) {
      return fail({ code: 'unknown-room', text: `There is no room ${code} to do this in.` });
    }
    this.#supervisor!.send(owner, { kind: 'room-command', code, command });
    return ok(undefined);
  }

  async close(): Promise<void> {
    clearInterval(this.#addressPoll);
    clearTimeout(this.#statusTimer);
    this.#statusListeners.clear();
    // Together: the port counts as closed only when the workers have let go of its connections.
    await Promise.all([theRouter().close(), this.#supervisor?.close()]);
    this.#config.logger.info({ port: this.#port }, 'Hosting has ended.');
  }

  #startWorkers(): Promise<void> {
    const { workerFile, clientDir, version, logLevel, workers = defaultWorkers() } = this.#config;
    return new Promise((resolve, reject) => {
      this.#supervisor = new Supervisor({
        count: workers,
        workerFile,
        workerConfig: { clientDir, version, logLevel },
        clock: { nowMs: () => performance.now() },
        onMessage: (worker, message) => {
          this.#heard(worker, message);
          if ([...this.#workers.values()].filter(({ state }) => state === 'ready').length >= workers)
            resolve();
        },
        onExit: (exit) => {
          this.#workerGone(exit);
          if (exit.youngDeaths < START_DEATHS) return;
          const text = `The game process ended at once (${exit.signal ?? `code ${exit.code}`}). Its last words are in the log above. Run "npm run build" and start again.`;
          this.#problem = { code: 'worker-dies', text };
          reject(new HostStartError(this.#problem));
        },
      });
    });
  }

  #heard(worker: number, message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.#workers.set(worker, { pid: this.#supervisor!.pid(worker), state: 'ready', guests: 0 });
        this.#tell({ event: 'worker-ready', worker, pid: this.#supervisor!.pid(worker) });
        this.#problem = undefined;
        for (const room of this.#rooms.all) if (room.owner === undefined) this.#place(room);
        break;
      case 'room-info':
        this.#roomSaid(worker, message.info);
        break;
      case 'room-closed':
        this.#rooms.remove(message.code);
        this.#tell({ event: 'room-closed', room: message.code, reason: message.reason });
        break;
      case 'seat-joined':
        this.#tell({ event: 'seat-joined', room: message.code, seat: message.seat, name: message.name });
        break;
      case 'seat-left':
        this.#tell({ event: 'seat-left', room: message.code, seat: message.seat });
        break;
      case 'guests': {
        const known = this.#workers.get(worker);
        if (known !== undefined) known.guests = message.count;
        break;
      }
      default:
        assertNever(message);
    }
    this.#statusChanged();
  }

  #roomSaid(worker: number, info: RoomInfo): void {
    const room = this.#rooms.get(info.code);
    if (room === undefined || room.owner !== worker) return;
    const isNew = room.info?.epoch !== info.epoch;
    room.info = info;
    if (isNew) {
      const { code, game, epoch } = info;
      this.#tell({ event: 'room-opened', room: code, game, owner: worker, epoch });
    }
  }

  /** Gives a room to the worker with the fewest; without any worker it waits for the next one. */
  #place(room: LedgerRoom): void {
    let best: number | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const id of this.#workers.keys()) {
      const count = this.#rooms.ownedBy(id).length;
      if (count < fewest) [best, fewest] = [id, count];
    }
    room.owner = best;
    if (best !== undefined) this.#supervisor!.send(best, { kind: 'open-room', order: room.order });
  }

  #workerGone({ worker, pid, code, signal }: WorkerExit): void {
    this.#workers.delete(worker);
    this.#config.logger.warn(
      { worker, pid, code: code ?? undefined, signal: signal ?? undefined },
      'A worker is gone.',
    );
    this.#tell({ event: 'worker-exit', worker, pid, code, signal });
    this.#supervisor?.sendAll({ kind: 'worker-gone', worker });
    for (const room of this.#rooms.ownedBy(worker)) {
      this.#rooms.orphan(room);
      this.#place(room);
    }
    this.#statusChanged();
  }

  #problems(): HostProblem[] {
    const problems: HostProblem[] = [];
    if (this.#problem !== undefined) problems.push(this.#problem);
    if (isLoopbackOnly(this.#addresses)) {
      const text =
        'This computer is in no network, so guests cannot reach it. Join a Wi-Fi or start a hotspot.';
      problems.push({ code: 'no-network', text });
    }
    return problems;
  }

  async #pollAddresses(): Promise<void> {
    const addresses = await findAddresses();
    if (JSON.stringify(addresses) === JSON.stringify(this.#addresses)) return;
    this.#addresses = addresses;
    this.#statusChanged();
  }

  #statusChanged(): void {
    this.#statusTimer ??= setTimeout(() => {
      this.#statusTimer = undefined;
      for (const listener of this.#statusListeners) listener();
    }, STATUS_MS);
  }

  #tell(event: HostEvent): void {
    for (const listener of this.#eventListeners) listener(event);
  }

  /** True when an event that `matches` comes within OPEN_ROOM_MS. */
  #untilEvent(matches: (event: HostEvent) => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (found: boolean): void => {
        clearTimeout(timer);
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => finish(false), OPEN_ROOM_MS);
      const stop = this.onEvent((event) => {
        if (matches(event)) finish(true);
      });
    });
  }
}

const defaultWorkers = (): number => Math.max(2, availableParallelism() - 1);
