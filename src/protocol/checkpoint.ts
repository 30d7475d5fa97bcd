/**
 * A checkpoint: all that is needed to go on with a room elsewhere. Owners publish them, every other worker and
 * the primary keep the newest of each room, the store keeps them on disk. Only our own processes of one build
 * exchange them; those from disk carry the version of their format.
 */
import type { RoomCode, SeatId, Tick } from '../core/ids.ts';
import type { BotLevel } from '../sdk/game.ts';
import type { RoomInfo } from './messages.ts';

/** Goes up whenever what is written below, or the wire form of a state, is not what it was. */
export const CHECKPOINT_VERSION = 2;

export interface SeatRecord {
  readonly id: SeatId;
  /** '' for bots. */
  readonly token: string;
  /** Four digits by which another device takes the seat; '' for bots. */
  readonly seatCode: string;
  readonly name: string;
  readonly look: number;
  readonly bot: BotLevel | undefined;
  /** Somebody was connected. */
  readonly present: boolean;
  readonly ready: boolean;
  readonly wins: number;
  readonly device: string | undefined;
  readonly muted: boolean;
  readonly leads: boolean;
  /** Was sent away a moment ago, which can still be undone. */
  readonly kicked: boolean;
}

/** By what a guest who was removed is known when it comes back. */
export interface Bar {
  readonly token: string;
  readonly device: string | undefined;
}

/** The part that changes rarely; plain JSON. The same object as long as nothing in it has changed. */
export interface RoomHead {
  readonly code: RoomCode;
  readonly game: string;
  /** Leads guests to the owner; stays the room's own when it moves. */
  readonly route: string;
  /** Goes up by one with every new owner: of two, the higher one is right. */
  readonly epoch: number;
  readonly restarts: RoomInfo['restarts'];
  /** For the next state; `stateSettings` are those of the state that is being played. */
  readonly settings: RoomInfo['settings'];
  readonly stateSettings: RoomInfo['settings'];
  readonly bots: RoomInfo['bots'];
  readonly phase: RoomInfo['phase'];
  readonly match: number;
  readonly locked: boolean;
  readonly paused: boolean;
  readonly pin: string | undefined;
  readonly approval: boolean;
  /** Tokens, or devices, of newcomers whom the host lets in and who may not have come in yet. */
  readonly admitted: readonly string[];
  readonly outcome: RoomInfo['outcome'];
  readonly seats: readonly SeatRecord[];
  readonly barred: readonly Bar[];
}

export interface RoomCheckpoint {
  readonly head: RoomHead;
  /** Counts the checkpoints of one epoch. */
  readonly serial: number;
  readonly tick: Tick;
  /** The machine's monotonic clock when the tick was played, ms: the next owner goes on on the same time line. */
  readonly atMs: number;
  readonly generation: number;
  readonly practice: boolean;
  /** State of the room's random numbers. */
  readonly random: number;
  readonly phaseEndsAtTick: Tick | undefined;
  /** The game's state, whole, in its wire form; then for each seat whether it has an input, and that input. */
  readonly state: Uint8Array;
}

/** A checkpoint on its way to somebody who has the head already, when that has not changed since. */
export type CheckpointNews = Omit<RoomCheckpoint, 'head'> & {
  readonly code: RoomCode;
  readonly epoch: number;
  readonly head: RoomHead | undefined;
};

/**
 * What is known of a room after the news: the newer of the two. News without a head belong to the head that is
 * known already; undefined when none is (it is sent whole to everybody who is new).
 */
export function applyNews(
  known: RoomCheckpoint | undefined,
  news: CheckpointNews,
): RoomCheckpoint | undefined {
  const { code: _, epoch, ...rest } = news;
  const head = rest.head ?? (known?.head.epoch === epoch ? known.head : undefined);
  if (head === undefined) return known;
  const isOlder =
    known !== undefined &&
    (epoch < known.head.epoch || (epoch === known.head.epoch && news.serial <= known.serial));
  return isOlder ? known : { ...rest, head };
}
