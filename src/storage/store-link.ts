/**
 * The primary's end of the store's thread: starts it when there is a question, pairs answers with questions, and
 * answers for a thread that has ended.
 */
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../core/result.ts';
import type { HostProblem } from '../protocol/console.ts';
import { within } from './patience.ts';
import type { StoreAnswer, StoreAnswers, StoreQuestion, StoreThreadData } from './store-messages.ts';
import { threadEnded } from './store-problems.ts';

export interface StoreLinkOptions {
  readonly threadFile: string;
  readonly file: string;
  /** Called with the notice of every answer. */
  readonly onNotice: (notice: HostProblem | undefined) => void;
}

type Waiting = (result: StoreAnswer['result']) => void;

export class StoreLink {
  readonly #options: StoreLinkOptions;
  #thread: Worker | undefined;
  /** Whoever waits for an answer; the thread answers in order. */
  #waiting: Waiting[] = [];
  #isClosed = false;

  constructor(options: StoreLinkOptions) {
    this.#options = options;
  }

  ask<Q extends StoreQuestion>(
    question: Q,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Result<StoreAnswers[Q['ask']], HostProblem>> {
    if (this.#isClosed) return Promise.resolve(fail(threadEnded('the store is closed')));
    return new Promise((resolve) => {
      this.#thread ??= this.#start();
      this.#waiting.push(resolve as Waiting);
      this.#thread.postMessage(question, transfer);
    });
  }

  /** Lets the thread close the file, and ends it. No other is started. */
  async close(patienceMs: number): Promise<void> {
    const thread = this.#thread;
    if (thread !== undefined) await within(patienceMs, this.ask({ ask: 'close' }));
    this.#isClosed = true;
    if (thread !== undefined) await within(patienceMs, thread.terminate());
  }

  #start(): Worker {
    const { threadFile, file, onNotice } = this.#options;
    const workerData: StoreThreadData = { file };
    // What this process was started with is not for the thread. Where SQLite is built in, Node calls it experimental.
    const execArgv = ['--disable-warning=ExperimentalWarning'];
    const thread = new Worker(threadFile, { workerData, execArgv });
    let lastWords = 'no reason given';
    thread.on('message', ({ result, notice }: StoreAnswer) => {
      onNotice(notice);
      this.#waiting.shift()?.(result);
    });
    thread.on('error', (error) => {
      lastWords = error.message;
    });
    thread.on('exit', () => {
      const waiting = this.#waiting;
      this.#thread = undefined;
      this.#waiting = [];
      for (const resolve of waiting) resolve(fail(threadEnded(lastWords)));
    });
    return thread;
  }
}
