/** What the store in the primary and its thread say to each other: one answer to each question, in order. */
import type { Result } from '../core/result.ts';
import type { RoomCheckpoint } from '../protocol/checkpoint.ts';
import type { HostProblem } from '../protocol/console.ts';
import type { MatchResult } from '../protocol/match-result.ts';
import type { CheckpointRow } from './checkpoint-row.ts';

/** What is to be written, as a whole or not at all. */
export interface Changes {
  readonly rooms: readonly CheckpointRow[];
  /** Codes of rooms to be forgotten. */
  readonly removed: readonly string[];
  readonly results: readonly MatchResult[];
  /** JSON texts; null forgets the setting. */
  readonly settings: readonly { readonly name: string; readonly value: string | null }[];
}

export interface SavedRooms {
  readonly rooms: readonly RoomCheckpoint[];
  /** Rows that were too old are not counted here; those that could not be read are. */
  readonly unreadable: number;
}

/** Each kind of question with what it is answered with. */
export interface StoreAnswers {
  write: undefined;
  rooms: SavedRooms;
  results: readonly MatchResult[];
  /** JSON text. */
  setting: string | undefined;
  erase: undefined;
  close: undefined;
}

export type StoreQuestion =
  | { readonly ask: 'write'; readonly changes: Changes }
  /** Wall clock, ms since 1970: rooms that were last saved earlier are forgotten. */
  | { readonly ask: 'rooms'; readonly notBeforeMs: number }
  | { readonly ask: 'results'; readonly limit: number }
  | { readonly ask: 'setting'; readonly name: string }
  | { readonly ask: 'erase' }
  | { readonly ask: 'close' };

export interface StoreAnswer {
  readonly result: Result<StoreAnswers[keyof StoreAnswers], HostProblem>;
  /** What a person should know although all is well: the file had to be begun anew. */
  readonly notice: HostProblem | undefined;
}

/** Handed to the thread when it is started. */
export interface StoreThreadData {
  readonly file: string;
}
