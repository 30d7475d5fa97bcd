/**
 * Session: one guest's life with one room, from the first connection attempt to goodbye. It owns the clock,
 * the input buffer, prediction and interpolation, and is fed by a link (socket) and by animation frames.
 * Pure: clock and link are handed in. The page, the stage and bots all talk to this.
 */

import type { SeatId } from '../core/ids.ts';
import type { Snapshot } from '../protocol/frames.ts';
import type { RoomInfo, SeatAction } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { EventOf, EventSchemas } from '../sdk/game.ts';
import type { Picture } from '../sdk/view.ts';

export type SessionState =
  /** First connection under way. */
  | { readonly is: 'connecting' }
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
    }
  /** Over for good, with the reason; `joining again` is a new session. */
  | { readonly is: 'ended'; readonly reason: Reason | 'left' };

/** Numbers for the net graph. Times in ms. */
export interface NetStats {
  readonly rttMs: number;
  readonly jitterMs: number;
  readonly interpolationMs: number;
  readonly bytesDown: number;
  readonly bytesUp: number;
  readonly frames: number;
  readonly corrections: number;
  readonly snaps: number;
  /** Times that the host's hash of the state was not ours (rule F7). */
  readonly desyncs: number;
}

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
  /** What to draw now; undefined before the first keyframe. */
  picture(): Picture<unknown> | undefined;
  /** What the server said last, as it came: for bots and meters. Undefined until a connection's first keyframe. */
  newest(): Snapshot | undefined;
  /** Events due for drawing since the last call. */
  takeEvents(): readonly EventOf<EventSchemas>[];
  stats(): NetStats;
}
