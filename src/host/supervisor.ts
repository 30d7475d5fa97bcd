/**
 * Forks the game workers, notices their ends, and forks replacements: a second later, because starting a
 * process steals CPU from those that take over, and ever later for workers that die young.
 */
import cluster, { type ClusterSettings, type Worker } from 'node:cluster';
import type { Clock } from '../core/ports.ts';
import {
  type FromWorker,
  type ToWorker,
  WORKER_CONFIG_VARIABLE,
  type WorkerConfig,
} from '../protocol/control.ts';

const REPLACEMENT_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;
/** A worker that dies before this age counts as dying young. */
const YOUNG_MS = 10_000;
/** After goodbye, workers that are still there by then are killed. */
const CLOSE_MS = 1_200;

export interface WorkerExit {
  readonly worker: number;
  readonly pid: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** Workers in a row that died young, this one included; 0 when it had lived. */
  readonly youngDeaths: number;
}

export interface SupervisorOptions {
  readonly count: number;
  readonly workerFile: string;
  readonly workerConfig: WorkerConfig;
  readonly clock: Clock;
  readonly onMessage: (worker: number, message: FromWorker) => void;
  readonly onExit: (exit: WorkerExit) => void;
}

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #workers = new Map<number, { readonly process: Worker; readonly bornMs: number }>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #youngDeaths = 0;
  #closing = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    cluster.setupPrimary({
      exec: options.workerFile,
      args: [],
      execArgv: [],
      // Buffers must arrive as buffers; sticky and the adapter both need it.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    } as ClusterSettings);
    for (let i = 0; i < options.count; i++) this.#fork();
  }

  send(worker: number, message: ToWorker): void {
    this.#workers.get(worker)?.process.send(message);
  }

  sendAll(message: ToWorker): void {
    for (const worker of this.#workers.keys()) this.send(worker, message);
  }

  pid(worker: number): number {
    return this.#workers.get(worker)?.process.process.pid ?? 0;
  }

  /** Lets all workers say goodbye; kills those that do not end. Resolves when none is left. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.sendAll({ kind: 'close' });
    const ends = [...this.#workers.values()].map(
      ({ process }) => new Promise((resolve) => process.once('exit', resolve)),
    );
    const killer = setTimeout(() => {
      for (const { process } of this.#workers.values()) process.process.kill('SIGKILL');
    }, CLOSE_MS);
    await Promise.all(ends);
    clearTimeout(killer);
  }

  #fork(): void {
    const { workerConfig, clock, onMessage } = this.#options;
    const process = cluster.fork({ [WORKER_CONFIG_VARIABLE]: JSON.stringify(workerConfig) });
    this.#workers.set(process.id, { process, bornMs: clock.nowMs() });
    // The router's and the adapter's messages come the same way; ours have a kind.
    process.on('message', (message: FromWorker) => {
      if ('kind' in message) onMessage(process.id, message);
    });
    // A message to a worker that is just dying fails; its exit says all there is to say.
    process.on('error', () => {});
    process.once('exit', (code, signal) => this.#exited(process, code, signal));
  }

  #exited(process: Worker, code: number | null, signal: string | null): void {
    const bornMs = this.#workers.get(process.id)?.bornMs ?? 0;
    this.#workers.delete(process.id);
    if (this.#closing) return;
    const isYoung = this.#options.clock.nowMs() - bornMs < YOUNG_MS;
    this.#youngDeaths = isYoung ? this.#youngDeaths + 1 : 0;
    const { pid = 0 } = process.process;
    this.#options.onExit({ worker: process.id, pid, code, signal, youngDeaths: this.#youngDeaths });
    const delayMs = Math.min(LONGEST_BACKOFF_MS, REPLACEMENT_MS * 2 ** Math.max(0, this.#youngDeaths - 1));
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#fork();
    }, delayMs);
    this.#timers.add(timer);
  }
}
