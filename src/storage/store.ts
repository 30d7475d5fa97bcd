/**
 * The host's memory on disk: rooms as they were a moment ago, results of matches, settings. Used by the primary
 * alone. Everything on disk is done by a thread (store-thread.ts); here is what waits for it, and what a person
 * is told when it cannot. Whatever the disk does, hosting goes on.
 */
import type { RoomCode } from '../core/ids.ts';
import type { Logger } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { RoomCheckpoint } from '../protocol/checkpoint.ts';
import type { HostProblem } from '../protocol/console.ts';
import type { MatchResult } from '../protocol/match-result.ts';
import { toRow } from './checkpoint-row.ts';
import { within } from './patience.ts';
import { StoreLink } from './store-link.ts';
import type { Changes } from './store-messages.ts';
import { slowDisk } from './store-problems.ts';
import { UnsavedChanges } from './unsaved-changes.ts';

export interface StoreOptions {
  /** Absolute path of the file; made when missing, its folder too. */
  readonly file: string;
  /** Absolute path of the built thread (`dist/node/store-thread.mjs`). */
  readonly threadFile: string;
  readonly logger: Logger;
  /** Called when there is something that a person should know of, when that changes, and when it is over. */
  readonly onProblem: (problem: HostProblem | undefined) => void;
}

export interface Store {
  /**
   * The newest checkpoint of each room that was not removed before the last end, by code. Rooms saved longer than
   * `maxAgeMs` ago are forgotten. None when the file cannot be read.
   */
  rooms(maxAgeMs: number): Promise<readonly RoomCheckpoint[]>;
  /** Keeps these checkpoints in place of earlier ones of the same rooms; all of them or none. */
  saveRooms(checkpoints: readonly RoomCheckpoint[]): void;
  removeRoom(code: RoomCode): void;
  /** The latest thousand are kept. */
  addResult(result: MatchResult): void;
  /** Newest first. */
  results(limit: number): Promise<readonly MatchResult[]>;
  /** The JSON value of a setting; undefined when there is none. */
  setting(name: string): Promise<unknown>;
  /** `undefined` forgets the setting. */
  setSetting(name: string, value: unknown): void;
  /**
   * Forgets all rooms, results and settings, and leaves no trace of them in the file or beside it. What is saved
   * later is kept as ever.
   */
  erase(): Promise<Result<void, HostProblem>>;
  /** Tries to write what waits. True: all that was asked to be saved is on disk. */
  flush(): Promise<boolean>;
  /** Writes what waits, if the disk lets it, and frees the file for others. Always resolves, soon. */
  close(): Promise<void>;
}

/** After a failure, saving is tried again so much later. */
const RETRY_MS = 2_000;
/** A question, or a write, that takes longer is not waited for. */
const PATIENCE_MS = 3_000;
/** The same for erasing, which writes the file anew. */
const ERASE_MS = 20_000;
/** Patience with each step of closing. */
const CLOSE_MS = 1_000;

/** Opens the store; always resolves, within PATIENCE_MS. One store of a file at a time, on the whole computer. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = new ThreadedStore(options);
  await within(PATIENCE_MS, store.flush());
  return store;
}

class ThreadedStore implements Store {
  readonly #options: StoreOptions;
  readonly #link: StoreLink;
  readonly #unsaved = new UnsavedChanges();
  /** The writing under way; true: all is on disk. */
  #writing: Promise<boolean> | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #failure: HostProblem | undefined;
  #notice: HostProblem | undefined;
  #toldText: string | undefined;

  constructor(options: StoreOptions) {
    this.#options = options;
    const onNotice = (notice: HostProblem | undefined): void => {
      // It stays after the thread that it came from.
      this.#notice = notice ?? this.#notice;
      this.#tell();
    };
    this.#link = new StoreLink({ ...options, onNotice });
  }

  async rooms(maxAgeMs: number): Promise<readonly RoomCheckpoint[]> {
    const answer = await within(
      PATIENCE_MS,
      this.#link.ask({ ask: 'rooms', notBeforeMs: Date.now() - maxAgeMs }),
    );
    if (!answer?.ok) return [];
    const { rooms, unreadable } = answer.value;
    if (unreadable > 0) this.#options.logger.warn({ unreadable }, 'Saved rooms could not be read.');
    return rooms;
  }

  saveRooms(checkpoints: readonly RoomCheckpoint[]): void {
    const savedAtMs = Date.now();
    for (const checkpoint of checkpoints) this.#unsaved.putRoom(toRow(checkpoint, savedAtMs));
    this.#write();
  }

  removeRoom(code: RoomCode): void {
    this.#unsaved.removeRoom(code);
    this.#write();
  }

  addResult(result: MatchResult): void {
    this.#unsaved.addResult(result);
    this.#write();
  }

  async results(limit: number): Promise<readonly MatchResult[]> {
    await within(PATIENCE_MS, this.flush());
    const answer = await within(PATIENCE_MS, this.#link.ask({ ask: 'results', limit }));
    return answer?.ok ? answer.value : [];
  }

  async setting(name: string): Promise<unknown> {
    await within(PATIENCE_MS, this.flush());
    const unsaved = this.#unsaved.setting(name);
    if (unsaved !== undefined) return parseJson(unsaved ?? undefined);
    const answer = await within(PATIENCE_MS, this.#link.ask({ ask: 'setting', name }));
    return answer?.ok ? parseJson(answer.value) : undefined;
  }

  setSetting(name: string, value: unknown): void {
    this.#unsaved.putSetting(name, JSON.stringify(value) ?? null);
    this.#write();
  }

  async erase(): Promise<Result<void, HostProblem>> {
    // What is being written now is on its way to the thread before the question, and erased with the rest.
    this.#unsaved.take();
    const answer = await within(ERASE_MS, this.#link.ask({ ask: 'erase' }));
    if (answer?.ok) return ok(undefined);
    const { text } = answer?.error ?? slowDisk(this.#options.file);
    return fail({ code: 'not-erased', text: `Nothing was erased. ${text}` });
  }

  flush(): Promise<boolean> {
    this.#writing ??= this.#writeAll();
    return this.#writing;
  }

  async close(): Promise<void> {
    await within(CLOSE_MS, this.flush());
    this.#isClosed = true;
    clearTimeout(this.#retryTimer);
    await this.#link.close(CLOSE_MS);
  }

  /** Begins to write what waits, unless a failure is being waited out. */
  #write(): void {
    if (!this.#isClosed && this.#retryTimer === undefined) void this.flush();
  }

  /** One write after the other until nothing waits, or one fails. The first one may be empty: it opens the file. */
  async #writeAll(): Promise<boolean> {
    this.#cancelRetry();
    let result: Result<undefined, HostProblem>;
    do {
      const changes = this.#unsaved.take();
      result = await this.#writeNow(changes);
      if (!result.ok) this.#unsaved.putBack(changes);
    } while (result.ok && !this.#unsaved.isEmpty);
    this.#writing = undefined;
    this.#failed(result.ok ? undefined : result.error);
    if (!result.ok && !this.#isClosed) this.#retryLater();
    return result.ok;
  }

  async #writeNow(changes: Changes): Promise<Result<undefined, HostProblem>> {
    // States may be parts of larger buffers, which would travel whole; and they may have to be sent again.
    const rooms = changes.rooms.map((row) => ({ ...row, state: new Uint8Array(row.state) }));
    const slow = setTimeout(() => this.#failed(slowDisk(this.#options.file)), PATIENCE_MS);
    const buffers = rooms.map(({ state }) => state.buffer);
    const result = await this.#link.ask({ ask: 'write', changes: { ...changes, rooms } }, buffers);
    clearTimeout(slow);
    return result;
  }

  #retryLater(): void {
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      void this.flush();
    }, RETRY_MS);
  }

  #cancelRetry(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
  }

  #failed(failure: HostProblem | undefined): void {
    this.#failure = failure;
    this.#tell();
  }

  #tell(): void {
    const problem = this.#failure ?? this.#notice;
    if (this.#isClosed || problem?.text === this.#toldText) return;
    this.#toldText = problem?.text;
    this.#options.onProblem(problem);
  }
}

/** A person may have edited the file. */
function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
