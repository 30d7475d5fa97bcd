/**
 * Session: one guest's life with one room, from the first connection attempt to goodbye. It owns the clock,
 * the input buffer, prediction and interpolation, and is fed by a link (socket) and by animation frames.
 * Pure: clock and link are handed in. The page, the stage and bots all talk to this.
 */

import type { RoomCode, SeatId } from '../core/ids.ts';
import type { Snapshot } from '../protocol/frames.ts';
import type { RoomInfo, SeatAction } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { EventOf, EventSchemas } from '../sdk/game.ts';
import type { Picture } from '../sdk/view.ts';

export type SessionState =
  /** First connection under way. `waiting`: it stands, and the host is to let the guest in. */
  | { readonly is: 'connecting'; readonly waiting: boolean }
  /** Seated. `reconnecting`: the link is down and is being mended; the last picture stays. */
  | {
      readonly is: 'seated';
      readonly seat: SeatId;
      readonly token: string;
      /** Four digits by which another device takes this seat. */
      readonly seatCode: string;
      readonly room: RoomInfo;
      readonly reconnecting: boolean;
      /** True after the room had to be opened anew from nothing: scores start again. */
      readonly startedAnew: boolean;
      /** Why what was asked last was refused; undefined when it was not. */
      readonly denied?: Reason | undefined;
    }
  /** Over for good, with the reason; `joining again` is a new session. */
  | {
      readonly is: 'ended';
      readonly reason: Reason | 'left';
      /** With the reason 'moved': the room to go on in. */
      readonly to?: RoomCode | undefined;
    };

/** Numbers for the net graph. Times in ms; counts from the session's beginning on. */
export interface NetStats {
  /** Quickest round trip of the last probes. */
  readonly rttMs: number;
  /** 95th percentile of how much later than the average snapshots come. */
  readonly jitterMs: number;
  /** How old snapshots are on average when they come in. */
  readonly latenessMs: number;
  /** How far behind the host the others are shown; `ageMs`: how far behind it the newest snapshot is. */
  readonly interpolationMs: number;
  readonly ageMs: number;
  /** How far the own input runs ahead of the host. */
  readonly leadMs: number;
  readonly bytesDown: number;
  readonly bytesUp: number;
  /** Binary frames that came in, and those of them that were snapshots. */
  readonly frames: number;
  readonly snapshots: number;
  /** Animation frames that were due, and those of them for which the next snapshot had not come yet. */
  readonly drawn: number;
  readonly underruns: number;
  /** Snapshots that moved the own body by more than 2 % of its length, and those for which the eye could see it. */
  readonly corrections: number;
  readonly visibleCorrections: number;
  /** Corrections that were too large to blend. */
  readonly snaps: number;
  /** Times that the host's hash of the state was not ours (rule F7). */
  readonly desyncs: number;
}

/** The numbers of a session that has heard nothing yet. */
export const NO_STATS: NetStats = {
  rttMs: 0,
  jitterMs: 0,
  latenessMs: 0,
  interpolationMs: 0,
  ageMs: 0,
  leadMs: 0,
  bytesDown: 0,
  bytesUp: 0,
  frames: 0,
  snapshots: 0,
  drawn: 0,
  underruns: 0,
  corrections: 0,
  visibleCorrections: 0,
  snaps: 0,
  desyncs: 0,
};

export interface Session {
  readonly state: SessionState;
  /** Called after every change of `state`; returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  act(action: SeatAction): void;
  /** Gives the seat up and ends the session. */
  leave(): void;
  /** Ends the session without giving the seat up (page goes away). */
  close(): void;
  /** The page became visible or the network came back: check the link now. */
  wake(): void;
  /** The input that the device has now; asked for once per tick. */
  setInput(read: () => unknown): void;
  /** `restingInput` of the game when the current state (practice, match) began here; undefined before the first. */
  restingInput(): unknown;
  /** Runs ticks that are due, sends inputs. Call once per animation frame. */
  advance(): void;
  /**
   * What to draw now; undefined before the first keyframe. The same objects every time, overwritten by the next call:
   * whoever wants to keep something copies it.
   */
  picture(): Picture<unknown> | undefined;
  /** What the server said last, as it came: for bots and meters. Undefined until a connection's first keyframe. */
  newest(): Snapshot | undefined;
  /** Events due for drawing since the last call; those that are long past are left out: the page was hidden. */
  takeEvents(): readonly EventOf<EventSchemas>[];
  stats(): NetStats;
}
