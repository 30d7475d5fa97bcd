/** What is not on disk yet: of each room and setting the newest alone, so that a slow disk never lets it grow. */
import type { MatchResult } from '../protocol/match-result.ts';
import type { CheckpointRow } from './checkpoint-row.ts';
import type { Changes } from './store-messages.ts';

/** Results that wait for a disk; of more, the oldest are given up. */
const RESULTS_WAITING = 1_000;

export class UnsavedChanges {
  /** undefined: the room is to be forgotten. */
  #rooms = new Map<string, CheckpointRow | undefined>();
  #results: MatchResult[] = [];
  /** JSON texts; null: the setting is to be forgotten. */
  #settings = new Map<string, string | null>();

  get isEmpty(): boolean {
    return this.#rooms.size + this.#results.length + this.#settings.size === 0;
  }

  putRoom(row: CheckpointRow): void {
    this.#rooms.set(row.code, row);
  }

  removeRoom(code: string): void {
    this.#rooms.set(code, undefined);
  }

  addResult(result: MatchResult): void {
    this.#results = [...this.#results, result].slice(-RESULTS_WAITING);
  }

  putSetting(name: string, value: string | null): void {
    this.#settings.set(name, value);
  }

  /** undefined when `name` is not among the changes. */
  setting(name: string): string | null | undefined {
    return this.#settings.get(name);
  }

  /** Hands everything over, to be written. */
  take(): Changes {
    const rooms = [...this.#rooms.values()].filter((row) => row !== undefined);
    const removed = [...this.#rooms].flatMap(([code, row]) => (row === undefined ? [code] : []));
    const settings = [...this.#settings].map(([name, value]) => ({ name, value }));
    const taken: Changes = { rooms, removed, results: this.#results, settings };
    this.#rooms = new Map();
    this.#results = [];
    this.#settings = new Map();
    return taken;
  }

  /** Takes back what could not be written; what has come since is newer. */
  putBack({ rooms, removed, results, settings }: Changes): void {
    const older = new Map<string, CheckpointRow | undefined>(rooms.map((row) => [row.code, row]));
    for (const code of removed) older.set(code, undefined);
    this.#rooms = new Map([...older, ...this.#rooms]);
    this.#results = [...results, ...this.#results].slice(-RESULTS_WAITING);
    this.#settings = new Map([
      ...settings.map(({ name, value }) => [name, value] as const),
      ...this.#settings,
    ]);
  }
}
