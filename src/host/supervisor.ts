/**
 * Forks the game workers, notices their ends, their hangs and those that never get going, and forks replacements: a
 * second later, because starting a process steals CPU from those that take over, and ever later for workers that die
 * young.
 */
import cluster, { type ClusterSettings, type Worker } from 'node:cluster';
import { createInterface } from 'node:readline';
import type { RoomCode } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import {
  type FromWorker,
  type ToWorker,
  WORKER_CONFIG_VARIABLE,
  type WorkerConfig,
} from '../protocol/control.ts';
import { TIMES } from '../protocol/limits.ts';
import { BlackBox } from './black-box.ts';
import { Heartbeat, type WorkerSigns } from './heartbeat.ts';
import { processVitals } from './process-vitals.ts';

/**
 * Room for a worker's young objects, MB; Node's own choice grows to 32. What a tick makes is garbage before the next:
 * a small room stays in the processor's cache, and is swept before a sweep takes long.
 */
const YOUNG_MEGABYTES = 4;
/** Sweeping so little with several threads costs more than it saves: they have to be woken and to agree. */
const SWEEP_ALONE = '--no-parallel-scavenge';
const REPLACEMENT_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;
/** A worker that dies before this age counts as dying young. */
const YOUNG_MS = 10_000;
/** After goodbye, workers that are still there by then are killed. */
const CLOSE_MS = 1_200;
/** What a dead worker had said last is waited for so long. */
const LAST_WORDS_MS = 100;

/** Signals by which a process ends itself: out of memory, a broken native part, `process.abort()`. */
const CRASH_SIGNALS: ReadonlySet<string> = new Set([
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGILL',
  'SIGSEGV',
  'SIGTRAP',
]);

/**
 * Why a worker is gone. 'crashed': it ended by itself; 'ended': somebody else ended it, or nobody knows; 'looped': it
 * was busy without end; 'hung': it was stopped, or hung for a reason unknown; 'never-ready': it took too long to start.
 */
export type GoneCause = 'ended' | 'crashed' | 'hung' | 'looped' | 'never-ready' | 'retired';

export interface WorkerExit {
  readonly worker: number;
  readonly pid: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** Workers in a row that died young or unready, this one included; 0 when it had lived. */
  readonly youngDeaths: number;
}

export interface SupervisorOptions {
  readonly count: number;
  readonly workerFile: string;
  readonly workerConfig: Omit<WorkerConfig, 'peers'>;
  readonly clock: Clock;
  /** A hung worker is left alive, for a debugger; its rooms go on elsewhere all the same. */
  readonly keepHung: boolean;
  /** Gets each line that a worker writes to stderr. Undefined: it goes where this process's own goes. */
  readonly onLog: ((line: string) => void) | undefined;
  readonly onMessage: (worker: number, message: FromWorker) => void;
  /**
   * A worker's rooms are to go on elsewhere, now: everything that it said has been heard.
   * @param suspects the rooms of which it was in the middle of one, when it hung or crashed.
   */
  readonly onGone: (worker: number, cause: GoneCause, suspects: readonly RoomCode[]) => void;
  /** Its process has ended. */
  readonly onExit: (exit: WorkerExit) => void;
}

interface Child {
  readonly process: Worker;
  readonly box: BlackBox;
  readonly bornMs: number;
  isReady: boolean;
  isGone: boolean;
  isRetired: boolean;
  /** Why its process has ended; undefined while it runs. */
  endedBy: 'ended' | 'crashed' | undefined;
}

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #children = new Map<number, Child>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #heartbeat: Heartbeat;
  #youngDeaths = 0;
  #closing = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#heartbeat = new Heartbeat({
      clock: options.clock,
      ping: (worker) => this.send(worker, { kind: 'ping', id: worker }),
      progressOf: (worker) => this.#progressOf(worker),
      signsOf: (worker) => this.#signsOf(worker),
      onHung: (worker, loops) => this.#hung(worker, loops),
    });
    this.#heartbeat.start();
    for (let i = 0; i < options.count; i++) this.#fork();
  }

  send(worker: number, message: ToWorker): void {
    this.#children.get(worker)?.process.send(message);
  }

  /** To all that are not taken for gone. */
  sendAll(message: ToWorker): void {
    for (const [worker, { isGone }] of this.#children) if (!isGone) this.send(worker, message);
  }

  pid(worker: number): number {
    return this.#children.get(worker)?.process.process.pid ?? 0;
  }

  /** Lets one worker end, whose rooms have moved away before, and forks its replacement at once. */
  retire(worker: number): void {
    const child = this.#children.get(worker);
    if (child === undefined) return;
    child.isRetired = true;
    this.send(worker, { kind: 'close' });
    this.#killLater(child);
  }

  /** Lets all workers say goodbye; kills those that do not end. Resolves when none is left. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#heartbeat.close();
    for (const timer of this.#timers) clearTimeout(timer);
    this.sendAll({ kind: 'close' });
    const ends = [...this.#children.values()].map((child) => {
      this.#killLater(child);
      return new Promise((resolve) => child.process.once('exit', resolve));
    });
    await Promise.all(ends);
  }

  #killLater({ process }: Child): void {
    const killer = setTimeout(() => process.process.kill('SIGKILL'), CLOSE_MS);
    process.once('exit', () => clearTimeout(killer));
  }

  #fork(): void {
    const { workerConfig, workerFile, clock, onLog } = this.#options;
    const box = new BlackBox();
    cluster.setupPrimary({
      exec: workerFile,
      args: [],
      execArgv: [`--max-semi-space-size=${YOUNG_MEGABYTES}`, SWEEP_ALONE],
      // Buffers must arrive as buffers; sticky and the adapter both need it.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', onLog === undefined ? 'inherit' : 'pipe', 'ipc', box.fd],
    } as ClusterSettings);
    const peers = [...this.#children]
      .filter(([, { isReady, isGone }]) => isReady && !isGone)
      .map(([id]) => id);
    const config: WorkerConfig = { ...workerConfig, peers };
    const process = cluster.fork({ [WORKER_CONFIG_VARIABLE]: JSON.stringify(config) });
    const bornMs = clock.nowMs();
    const child: Child = {
      ...{ process, box, bornMs },
      ...{ isReady: false, isGone: false, isRetired: false },
      endedBy: undefined,
    };
    this.#children.set(process.id, child);
    const { stderr } = process.process;
    if (onLog !== undefined && stderr !== null) createInterface({ input: stderr }).on('line', onLog);
    // The router's and the adapter's messages come the same way; ours have a kind.
    process.on('message', (message: FromWorker) => {
      if ('kind' in message) this.#heard(child, message);
    });
    // A message to a worker that is just dying fails; its exit says all there is to say.
    process.on('error', () => {});
    // The channel ends when everything on it has been read: whatever was confirmed is known by then.
    process.once('disconnect', () => this.#silent(child));
    process.once('exit', (code, signal) => this.#exited(child, code, signal));
    const patience = this.#later(TIMES.startMs, () => {
      if (!child.isReady) this.#giveUp(child, 'never-ready');
    });
    process.once('exit', () => this.#cancel(patience));
  }

  #heard(child: Child, message: FromWorker): void {
    const { id } = child.process;
    if (child.isGone) {
      if (message.kind === 'stalled') this.send(id, { kind: 'go-on', mayGoOn: false });
      return;
    }
    switch (message.kind) {
      case 'pong':
        this.#heartbeat.pong(id);
        break;
      case 'stalled':
        this.send(id, { kind: 'go-on', mayGoOn: true });
        break;
      case 'ready':
        child.isReady = true;
        this.#heartbeat.add(id);
        this.#options.onMessage(id, message);
        break;
      default:
        this.#options.onMessage(id, message);
    }
  }

  #signsOf(worker: number): WorkerSigns {
    return { progress: this.#progressOf(worker), vitals: processVitals(this.pid(worker)) };
  }

  #progressOf(worker: number): number {
    return this.#children.get(worker)?.box.progress ?? 0;
  }

  #hung(worker: number, loops: boolean): void {
    const child = this.#children.get(worker);
    if (child !== undefined) this.#giveUp(child, loops ? 'looped' : 'hung');
  }

  #giveUp(child: Child, cause: GoneCause): void {
    this.#gone(child, cause);
    if (!this.#options.keepHung) child.process.process.kill('SIGKILL');
  }

  /**
   * A worker's channel has ended. If it was in the middle of a room, its exit, which comes in the same moment,
   * tells whether that room is to blame; should it not come, the heartbeat ends the wait.
   */
  #silent(child: Child): void {
    if (child.endedBy !== undefined) this.#gone(child, child.endedBy);
    else if (child.box.read().length === 0) this.#gone(child, 'ended');
  }

  #gone(child: Child, cause: GoneCause): void {
    if (child.isGone || this.#closing) return;
    child.isGone = true;
    this.#heartbeat.remove(child.process.id);
    this.#options.onGone(child.process.id, child.isRetired ? 'retired' : cause, child.box.read());
  }

  #exited(child: Child, code: number | null, signal: string | null): void {
    const { process, bornMs, box, isReady, isRetired } = child;
    const endedBy = signal === null || CRASH_SIGNALS.has(signal) ? 'crashed' : 'ended';
    child.endedBy = endedBy;
    const finish = (): void => {
      this.#gone(child, endedBy);
      this.#children.delete(process.id);
      box.close();
      if (this.#closing) return;
      const isYoung = !isReady || this.#options.clock.nowMs() - bornMs < YOUNG_MS;
      this.#youngDeaths = isYoung && !isRetired ? this.#youngDeaths + 1 : 0;
      const { pid = 0 } = process.process;
      this.#options.onExit({ worker: process.id, pid, code, signal, youngDeaths: this.#youngDeaths });
      const backoffMs = REPLACEMENT_MS * 2 ** Math.max(0, this.#youngDeaths - 1);
      this.#later(isRetired ? 0 : Math.min(LONGEST_BACKOFF_MS, backoffMs), () => this.#fork());
    };
    if (child.isGone || !process.isConnected()) finish();
    else setTimeout(finish, LAST_WORDS_MS);
  }

  /** Not any more once all workers are told to close. */
  #later(delayMs: number, call: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      call();
    }, delayMs);
    this.#timers.add(timer);
    return timer;
  }

  #cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }
}
