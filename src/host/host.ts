/**
 * The host: one call that turns this process into the game server of the room. Used by the desktop app and by
 * the command line alike; knows nothing of Electron.
 */
import { existsSync } from 'node:fs';
import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import type { RoomCode } from '../core/ids.ts';
import type { Logger } from '../core/ports.ts';
import { assertNever, fail, ok, type Result } from '../core/result.ts';
import { findGame, GAMES } from '../games/registry.ts';
import type { SeatRecord } from '../protocol/checkpoint.ts';
import type {
  HostLink,
  HostProblem,
  HostStatus,
  ReachFix,
  RoomStatus,
  WorkerStatus,
} from '../protocol/console.ts';
import type { FromWorker, RoomFault, ToWorker } from '../protocol/control.ts';
import { DEFAULT_PORT, TIMES } from '../protocol/limits.ts';
import type { RoomCommand } from '../protocol/messages.ts';
import { openStore } from '../storage/store.ts';
import { Announcer } from './announcer.ts';
import { BanList } from './ban-list.ts';
import { firstLabel, type HostNews } from './discovery.ts';
import type { HostEvent } from './events.ts';
import { eraseFaults, saveFault } from './faults.ts';
import type { LanAddress } from './lan-address.ts';
import { findAddresses, isLoopbackOnly, linkTo } from './network.ts';
import { Reachability } from './reachability.ts';
import { recall, remember, storeFileIn } from './remembered.ts';
import { RoomArchive } from './room-archive.ts';
import { RoomKeeper } from './room-keeper.ts';
import type { LedgerRoom } from './room-ledger.ts';
import { theRouter } from './router.ts';
import { type GoneCause, Supervisor, type WorkerExit } from './supervisor.ts';
import { Whereabouts } from './whereabouts.ts';

export interface HostConfig {
  /** Absolute path of the built worker (`dist/node/worker.mjs`). */
  readonly workerFile: string;
  /** Absolute path of the built client (`dist/client`). */
  readonly clientDir: string;
  /** Absolute path of the built thread of the store (`dist/node/store-thread.mjs`). */
  readonly storeThreadFile: string;
  /** Folder for what is remembered (port, rooms, results); made when missing. Undefined: nothing is remembered. */
  readonly dataDir?: string;
  /** Wanted port; 0 = any. Undefined: the remembered one, else 7420. A taken port leads to the next free one. */
  readonly port?: number;
  /** Undefined: cores minus one, at least two. */
  readonly workers?: number;
  /** Checkpoints of every room a second (default 4). 0: rooms die with their process. */
  readonly checkpointsPerSecond?: number;
  /** Refuses rude names of guests (default true); `setNameFilter` changes it later. */
  readonly nameFilter?: boolean;
  /**
   * Names under which guests may ask for this host, such as that of a proxy before it. Addresses, localhost, names
   * in .local and the computer's own name always do.
   */
  readonly hostNames?: readonly string[];
  /** Leaves a hung worker alive, for a debugger; its rooms go on elsewhere all the same. */
  readonly keepHung?: boolean;
  /** False: the host does not announce itself on the network; guests come by link alone. */
  readonly discovery?: boolean;
  /** Version of this build, told by /api/health. */
  readonly version: string;
  readonly logger: Logger;
  /** pino level of the workers' logs. */
  readonly logLevel: string;
  /** Gets each line that a worker logs. Undefined: they go where this process's own errors go. */
  readonly onWorkerLog?: (line: string) => void;
}

type HostingStatus = Extract<HostStatus, { state: 'hosting' }>;

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
  /** Sends a guest away and keeps its device out of all rooms, until `unban`. */
  ban(code: RoomCode, seat: number): Promise<Result<void, HostProblem>>;
  unban(device: string): void;
  /** Mends what keeps guests out, where the host can; a person may be asked for an administrator's rights. */
  fixReach(fix: ReachFix): Promise<Result<void, HostProblem>>;
  /** Looks at this computer's addresses now, not at the next turn: it has just woken up. */
  lookAround(): Promise<void>;
  /** Whether rude names of guests are refused from now on. */
  setNameFilter(on: boolean): void;
  /**
   * Erases what is remembered of guests: results, bans, faults, rooms. Rooms that are open go on, and are remembered
   * again until they are closed.
   */
  erase(): Promise<Result<void, HostProblem>>;
  /** Moves all rooms of a worker to the others, with nothing lost and no visible stall. */
  drain(worker: number): Promise<Result<void, HostProblem>>;
  /** Drains a worker and puts a fresh process in its place. Resolves when that is ready. */
  restart(worker: number): Promise<Result<void, HostProblem>>;
  /** Tells the guests, closes rooms, workers and port. Resolves when no child process is left. */
  close(): Promise<void>;
}

/** True when hosting with this folder began and never ended: its rooms wait to be resumed. */
export const wasCutOff = (dataDir: string | undefined): boolean => recall(dataDir)?.isHosting === true;

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
const CHECKPOINTS_PER_SECOND = 4;
const OPEN_ROOM_MS = 5_000;
const STATUS_MS = 50;
/** Vitals alone change a status this often at most, ms. */
const VITALS_MS = 1_000;
const ADDRESS_POLL_MS = 1_000;

/** What is kept of a worker: all of its status that is not counted when somebody asks. */
type KnownWorker = { -readonly [K in keyof Omit<WorkerStatus, 'id' | 'rooms'>]: WorkerStatus[K] };

class Host implements HostHandle {
  readonly #config: HostConfig;
  readonly #keeper: RoomKeeper;
  readonly #workers = new Map<number, KnownWorker>();
  readonly #statusListeners = new Set<() => void>();
  readonly #eventListeners = new Set<(event: HostEvent) => void>();
  #supervisor: Supervisor | undefined;
  #addresses: LanAddress[] = [];
  #addressPoll: NodeJS.Timeout | undefined;
  #statusTimer: NodeJS.Timeout | undefined;
  #vitalsTimer: NodeJS.Timeout | undefined;
  #problem: HostProblem | undefined;
  #storeProblem: HostProblem | undefined;
  #archive: RoomArchive | undefined;
  readonly #reachability = new Reachability({
    clock: { nowMs: () => performance.now() },
    port: () => this.#port,
    onChange: () => this.#reachChanged(),
  });
  readonly #bans = new BanList(() => {
    this.#supervisor?.sendAll(this.#banned());
    this.#statusChanged();
  });
  readonly #whereabouts = new Whereabouts();
  #announcer: Announcer | undefined;
  #filtersNames: boolean;
  #isHosting = false;
  #port = 0;

  constructor(config: HostConfig) {
    this.#config = config;
    this.#filtersNames = config.nameFilter ?? true;
    this.#keeper = new RoomKeeper({
      send: (worker, message) => this.#supervisor?.send(worker, message),
      sendAll: (message) => this.#supervisor?.sendAll(message),
      guestsAt: (worker) => this.#workers.get(worker)?.guests ?? 0,
      setAside: (worker, isAside) => theRouter().setAside(worker, isAside),
      tell: (event) => this.#tell(event),
      onSaid: (info, before) => this.#archive?.roomSaid(info, before),
      onClosed: (code) => this.#archive?.roomClosed(code),
      logger: config.logger,
    });
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
    const opened = await theRouter().open(port ?? recall(dataDir)?.port ?? DEFAULT_PORT);
    if (!opened.ok) throw new HostStartError(opened.error);
    this.#port = opened.value;
    const begun = [this.#startWorkers(), this.#openArchive()];
    try {
      await Promise.all(begun);
      await this.#resumeRooms();
    } catch (error) {
      // What is still opening has to be closed too: a process that ends while a thread is inside SQLite crashes.
      await Promise.allSettled(begun);
      await this.close();
      throw error;
    }
    // First of all: whether a guest comes from outside can only be told by whoever knows the own addresses.
    this.#announce();
    await this.lookAround();
    theRouter().serve((remote) => this.#reachability.visitedBy(remote));
    this.#isHosting = true;
    remember(dataDir, { port: this.#port, isHosting: true });
    this.#addressPoll = setInterval(() => void this.lookAround(), ADDRESS_POLL_MS);
    logger.info({ port: this.#port, workers: this.#workers.size }, 'Hosting.');
  }

  status(): HostingStatus {
    return {
      state: 'hosting',
      port: this.#port,
      links: this.#linksTo(''),
      localName: this.#announcer?.localName,
      rooms: this.#keeper.ledger.all.flatMap((room) => this.#roomStatus(room)),
      workers: [...this.#workers].map(([id, worker]) => {
        return { id, ...worker, rooms: this.#keeper.ledger.ownedBy(id).length };
      }),
      problems: this.#problems(),
      reach: this.#reachability.reach,
      bans: this.#bans.all,
    };
  }

  #roomStatus({ info, owner, order, checkpoint, links }: LedgerRoom): RoomStatus[] {
    if (info === undefined) return [];
    const head = checkpoint?.head;
    return [
      {
        info,
        title: findGame(order.game)!.title,
        owner: owner ?? 0,
        links: this.#linksTo(order.code),
        pin: head?.pin,
        seats: (head?.seats ?? []).map(({ id, name, seatCode, device }) => {
          return { seat: id, name, seatCode, device, link: links.get(id) };
        }),
      },
    ];
  }

  #linksTo(path: string): HostLink[] {
    return this.#addresses.map((address) => linkTo(address, this.#port, path));
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
    const code = this.#keeper.open(game, settings);
    const opened = await this.#untilEvent(
      (event) => (event.event === 'room-opened' || event.event === 'room-closed') && event.room === code,
    );
    if (opened && this.#keeper.ledger.get(code) !== undefined) return ok(code);
    this.#keeper.abandon(code);
    return fail({
      code: 'no-room',
      text: 'The room could not be opened; the log says more. Try again, or choose another game.',
    });
  }

  async command(code: RoomCode, command: RoomCommand): Promise<Result<void, HostProblem>> {
    if (command.do === 'move') return this.#move(code, command);
    return this.#keeper.command(code, command);
  }

  /** The other room lets the guest in, whatever its locks say. */
  #move(code: RoomCode, command: Extract<RoomCommand, { do: 'move' }>): Result<void, HostProblem> {
    const to = command.to as RoomCode;
    if (this.#keeper.ledger.get(to)?.owner === undefined) {
      return fail({ code: 'unknown-room', text: `There is no room ${to} to go to.` });
    }
    const device = this.#personOn(code, command.seat)?.device;
    if (device !== undefined) this.#keeper.command(to, { do: 'expect', device });
    return this.#keeper.command(code, command);
  }

  /** What the newest checkpoint says of the person on a seat. */
  #personOn(code: RoomCode, seat: number): SeatRecord | undefined {
    const seats = this.#keeper.ledger.get(code)?.checkpoint?.head.seats;
    return seats?.find(({ id, bot }) => id === seat && bot === undefined);
  }

  async ban(code: RoomCode, seat: number): Promise<Result<void, HostProblem>> {
    const known = this.#personOn(code, seat);
    if (known === undefined) {
      return fail({ code: 'unknown-seat', text: 'This guest is not in the room any more.' });
    }
    const kicked = this.#keeper.command(code, { do: 'kick', seat });
    const { device, name } = known;
    if (device === undefined) {
      const text = `${name} was removed. What it plays with does not say which device it is, so it cannot be kept out for good.`;
      return kicked.ok ? fail({ code: 'unknown-device', text }) : kicked;
    }
    this.#bans.add({ device, name, at: new Date().toISOString() });
    return kicked;
  }

  unban(device: string): void {
    this.#bans.remove(device);
    for (const { order } of this.#keeper.ledger.all) {
      this.#keeper.command(order.code, { do: 'unbar', device });
    }
  }

  fixReach(fix: ReachFix): Promise<Result<void, HostProblem>> {
    return this.#reachability.fix(fix);
  }

  setNameFilter(on: boolean): void {
    this.#filtersNames = on;
    this.#supervisor?.sendAll({ kind: 'name-filter', on });
  }

  async erase(): Promise<Result<void, HostProblem>> {
    const erased = (await this.#archive?.erase()) ?? ok(undefined);
    if (!erased.ok) return erased;
    this.#bans.clear();
    eraseFaults(this.#config.dataDir);
    return ok(undefined);
  }

  drain(worker: number): Promise<Result<void, HostProblem>> {
    return this.#keeper.drain(worker);
  }

  async restart(worker: number): Promise<Result<void, HostProblem>> {
    const drained = await this.#keeper.drain(worker);
    if (!drained.ok) return drained;
    const replaced = this.#untilEvent((event) => event.event === 'worker-ready', TIMES.startMs);
    this.#supervisor!.retire(worker);
    if (await replaced) return ok(undefined);
    const text = `Worker ${worker} has ended, but its replacement is slow to start. The log may say why.`;
    return fail({ code: 'not-replaced', text });
  }

  async close(): Promise<void> {
    clearInterval(this.#addressPoll);
    clearTimeout(this.#statusTimer);
    clearTimeout(this.#vitalsTimer);
    this.#statusListeners.clear();
    this.#keeper.close();
    // Together: the port counts as closed only when the workers have let go of its connections.
    await Promise.all([theRouter().close(), this.#supervisor?.close(), this.#announcer?.close()]);
    await this.#archive?.close(this.#isHosting);
    if (this.#isHosting) remember(this.#config.dataDir, { port: this.#port, isHosting: false });
    this.#config.logger.info({ port: this.#port }, 'Hosting has ended.');
  }

  async #openArchive(): Promise<void> {
    const { dataDir, storeThreadFile: threadFile, logger } = this.#config;
    if (dataDir === undefined) return;
    const onProblem = (problem: HostProblem | undefined): void => {
      this.#storeProblem = problem;
      this.#statusChanged();
    };
    const store = await openStore({ file: storeFileIn(dataDir), threadFile, logger, onProblem });
    this.#archive = new RoomArchive(store, this.#keeper.ledger);
    await this.#bans.load(store);
    this.#supervisor?.sendAll(this.#banned());
  }

  /** Rooms that were cut off at the last end come back, with their codes and seats, and wait for their guests. */
  async #resumeRooms(): Promise<void> {
    const checkpoints = (await this.#archive?.unfinished()) ?? [];
    const codes = new Set<string>(checkpoints.map(({ head }) => head.code));
    if (codes.size === 0) return;
    const resumed = this.#untilEvent((event) => {
      if (event.event === 'room-resumed' || event.event === 'room-closed') codes.delete(event.room);
      return codes.size === 0;
    });
    for (const checkpoint of checkpoints) this.#keeper.restore(checkpoint);
    await resumed;
  }

  #startWorkers(): Promise<void> {
    const { workerFile, clientDir, version, logLevel, workers = defaultWorkers() } = this.#config;
    const { checkpointsPerSecond = CHECKPOINTS_PER_SECOND, keepHung = false } = this.#config;
    const { hostNames = [], onWorkerLog } = this.#config;
    return new Promise((resolve, reject) => {
      this.#supervisor = new Supervisor({
        count: workers,
        workerFile,
        workerConfig: { clientDir, version, logLevel, hostNames, checkpointsPerSecond },
        clock: { nowMs: () => performance.now() },
        keepHung,
        onLog: onWorkerLog,
        onMessage: (worker, message) => {
          this.#heard(worker, message);
          if ([...this.#workers.values()].filter(({ state }) => state === 'ready').length >= workers)
            resolve();
        },
        onGone: (worker, cause, suspects) => this.#workerGone(worker, cause, suspects),
        onExit: (exit) => {
          this.#workerExited(exit);
          if (exit.youngDeaths < START_DEATHS) return;
          const text = `The game process ended or hung before it was ready (${exit.signal ?? `code ${exit.code}`}). Its last words are in the log above. Run "npm run build" and start again.`;
          this.#problem = { code: 'worker-dies', text };
          reject(new HostStartError(this.#problem));
        },
      });
    });
  }

  #heard(worker: number, message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.#workers.set(worker, {
          pid: this.#supervisor!.pid(worker),
          state: 'ready',
          guests: 0,
          vitals: undefined,
        });
        this.#tell({ event: 'worker-ready', worker, pid: this.#supervisor!.pid(worker) });
        this.#problem = undefined;
        this.#supervisor!.send(worker, this.#banned());
        this.#supervisor!.send(worker, this.#whereabouts.order);
        this.#supervisor!.send(worker, { kind: 'name-filter', on: this.#filtersNames });
        this.#keeper.workerReady(worker);
        break;
      case 'room-info':
        this.#keeper.roomSaid(worker, message.info);
        break;
      case 'room-closed':
        this.#keeper.roomClosed(message.code, message.reason);
        break;
      case 'took-over':
        this.#keeper.tookOver(worker, message.from, message.rooms);
        break;
      case 'handed-over':
        this.#keeper.handedOver(message.code, message.to);
        break;
      case 'checkpoints':
        for (const news of message.rooms) this.#keeper.ledger.keep(news);
        return; // nothing that a status tells
      case 'room-fault':
        this.#keepFault(message.fault);
        return;
      case 'vitals':
        this.#noteVitals(worker, message);
        return; // a status follows, but not for each of them
      case 'pong':
      case 'stalled':
        return; // the supervisor's business
      case 'seat-joined':
        this.#tell({ event: 'seat-joined', room: message.code, seat: message.seat, name: message.name });
        break;
      case 'seat-left':
        this.#keeper.ledger.get(message.code)?.links.delete(message.seat);
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

  #noteVitals(worker: number, { vitals, links }: Extract<FromWorker, { kind: 'vitals' }>): void {
    const known = this.#workers.get(worker);
    if (known === undefined) return;
    known.vitals = vitals;
    for (const room of links) this.#keeper.ledger.noteLinks(worker, room);
    this.#vitalsTimer ??= setTimeout(() => {
      this.#vitalsTimer = undefined;
      this.#statusChanged();
    }, VITALS_MS);
  }

  #banned(): ToWorker {
    return { kind: 'banned', devices: this.#bans.all.map(({ device }) => device) };
  }

  #keepFault(fault: RoomFault): void {
    const { dataDir, logger } = this.#config;
    const { code, game } = fault.checkpoint.head;
    const file = dataDir === undefined ? undefined : saveFault(dataDir, fault, new Date());
    logger.error({ code, game, file }, 'A room was closed: its rules threw. The file replays it.');
  }

  #workerGone(worker: number, cause: GoneCause, suspects: readonly RoomCode[]): void {
    const pid = this.#supervisor!.pid(worker);
    this.#workers.delete(worker);
    this.#keeper.workerGone(worker, cause, suspects);
    if (cause === 'hung' || cause === 'looped') {
      this.#config.logger.error({ worker, pid }, 'A worker hangs; its rooms go on elsewhere.');
      this.#tell({ event: 'worker-hung', worker, pid });
    }
    if (cause === 'never-ready') {
      const limitMs = TIMES.startMs;
      this.#config.logger.error(
        { worker, pid, limitMs },
        'A worker does not get ready; another one is started.',
      );
    }
    this.#statusChanged();
  }

  #workerExited({ worker, pid, code, signal }: WorkerExit): void {
    this.#config.logger.warn(
      { worker, pid, code: code ?? undefined, signal: signal ?? undefined },
      'A worker is gone.',
    );
    this.#tell({ event: 'worker-exit', worker, pid, code, signal });
    this.#statusChanged();
  }

  #problems(): HostProblem[] {
    const problems: HostProblem[] = [];
    if (this.#problem !== undefined) problems.push(this.#problem);
    if (this.#storeProblem !== undefined) problems.push(this.#storeProblem);
    if (isLoopbackOnly(this.#addresses)) {
      const text =
        'This computer is in no network, so guests cannot reach it. Join a Wi-Fi or start a hotspot.';
      problems.push({ code: 'no-network', text });
    }
    return problems;
  }

  async lookAround(): Promise<void> {
    await this.#pollAddresses();
    this.#reachability.look(this.#addresses, this.#keeper.ledger.all.length);
  }

  async #pollAddresses(): Promise<void> {
    const addresses = await findAddresses();
    if (JSON.stringify(addresses) === JSON.stringify(this.#addresses)) return;
    this.#addresses = addresses;
    this.#announcer?.useAddresses(addresses);
    this.#tellWhereabouts();
    this.#statusChanged();
  }

  #reachChanged(): void {
    const { state, checklist } = this.#reachability.reach;
    this.#tell({ event: 'reach', state, checks: checklist.map(({ id }) => id) });
    this.#statusChanged();
  }

  /** Lets other computers on the network find this host, unless that is not wanted. */
  #announce(): void {
    const { discovery = true, logger } = this.#config;
    if (!discovery) return;
    const onName = (): void => {
      this.#tellWhereabouts();
      this.#statusChanged();
    };
    this.#announcer = new Announcer({ port: this.#port, hostName: hostname(), logger, onName });
    this.#announcer.tell(this.#news());
  }

  #news(): HostNews {
    const infos = this.#keeper.ledger.all.flatMap(({ info }) => info ?? []);
    const people = infos.flatMap(({ seats }) => seats.filter(({ bot, away }) => bot === undefined && !away));
    return {
      version: this.#config.version,
      name: firstLabel(hostname()),
      rooms: infos.length,
      players: people.length,
      games: [...new Set(infos.map(({ game }) => findGame(game)!.title))],
    };
  }

  /** Tells the guests where this host is to be found, so that they can follow when its address changes. */
  #tellWhereabouts(): void {
    const localName = this.#announcer?.localName;
    const urls = isLoopbackOnly(this.#addresses) ? [] : this.#linksTo('').map(({ url }) => url);
    if (localName !== undefined) urls.push(`http://${localName}:${this.#port}/`);
    const origins = urls.map((url) => new URL(url).origin);
    if (!this.#whereabouts.set(origins)) return;
    this.#supervisor?.sendAll(this.#whereabouts.order);
    this.#tell({ event: 'whereabouts', origins });
  }

  #statusChanged(): void {
    this.#statusTimer ??= setTimeout(() => {
      this.#statusTimer = undefined;
      this.#announcer?.tell(this.#news());
      for (const listener of this.#statusListeners) listener();
    }, STATUS_MS);
  }

  #tell(event: HostEvent): void {
    this.#log(event);
    for (const listener of this.#eventListeners) listener(event);
  }

  /** Ends and hangs of workers have lines of their own; who comes and goes has no place in a log. */
  #log(event: HostEvent): void {
    switch (event.event) {
      case 'worker-ready':
      case 'room-opened':
      case 'room-resumed':
      case 'room-moved':
      case 'room-closed': {
        const { event: what, ...fields } = event;
        this.#config.logger.info(fields, what);
        break;
      }
      default:
        break;
    }
  }

  /** True when an event that `matches` comes within `limitMs`. */
  #untilEvent(matches: (event: HostEvent) => boolean, limitMs = OPEN_ROOM_MS): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (found: boolean): void => {
        clearTimeout(timer);
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => finish(false), limitMs);
      const stop = this.onEvent((event) => {
        if (matches(event)) finish(true);
      });
    });
  }
}

const defaultWorkers = (): number => Math.max(2, availableParallelism() - 1);
