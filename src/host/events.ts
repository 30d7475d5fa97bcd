/** What happens while hosting, for whoever watches: the console, the command line's JSON lines, tests. */
import type { RoomCode } from '../core/ids.ts';
import type { Reach } from '../protocol/console.ts';
import type { Reason } from '../protocol/reasons.ts';

/** What happens while hosting; also the lines of `host --json`. */
export type HostEvent =
  /** Guests find this host at these origins from now on, best first. */
  | { readonly event: 'whereabouts'; readonly origins: readonly string[] }
  | { readonly event: 'worker-ready'; readonly worker: number; readonly pid: number }
  | {
      readonly event: 'worker-exit';
      readonly worker: number;
      readonly pid: number;
      readonly code: number | null;
      readonly signal: string | null;
    }
  /** A room begins, or begins anew with everything lost. */
  | {
      readonly event: 'room-opened';
      readonly room: RoomCode;
      readonly game: string;
      readonly owner: number;
      readonly epoch: number;
    }
  /** A room is back from disk. */
  | {
      readonly event: 'room-resumed';
      readonly room: RoomCode;
      readonly game: string;
      readonly owner: number;
      readonly epoch: number;
    }
  /** The same room goes on at another worker. */
  | {
      readonly event: 'room-moved';
      readonly room: RoomCode;
      readonly game: string;
      readonly owner: number;
      readonly epoch: number;
    }
  /** Whether guests can reach this computer; `checks` names what to look at, see reach-checklist. */
  | { readonly event: 'reach'; readonly state: Reach['state']; readonly checks: readonly string[] }
  | { readonly event: 'worker-hung'; readonly worker: number; readonly pid: number }
  | { readonly event: 'room-closed'; readonly room: RoomCode; readonly reason: Reason }
  | { readonly event: 'seat-joined'; readonly room: RoomCode; readonly seat: number; readonly name: string }
  | { readonly event: 'seat-left'; readonly room: RoomCode; readonly seat: number };
