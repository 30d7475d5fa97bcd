/**
 * What the primary and its workers say to each other over their process channel: opening rooms, host commands,
 * life cycle. Both ends are our own processes of one build; nothing of it can come from the LAN.
 */
import type { RoomCode, SeatId } from '../core/ids.ts';
import type { BotLevel } from '../sdk/game.ts';
import type { CheckpointNews, RoomCheckpoint } from './checkpoint.ts';
import type { SeatLinkStatus, WorkerVitals } from './console.ts';
import type { RoomCommand, RoomInfo } from './messages.ts';
import type { Reason } from './reasons.ts';

export interface RoomOrder {
  readonly code: RoomCode;
  readonly game: string;
  readonly settings: Readonly<Record<string, number>>;
  readonly bots: { readonly fillTo: number; readonly level: BotLevel };
  /** Leads guests to the owner; stays the room's own when it moves. */
  readonly route: string;
  readonly epoch: number;
  /** Times that the room was opened anew with everything lost. */
  readonly restarts: number;
}

export type ToWorker =
  | { readonly kind: 'open-room'; readonly order: RoomOrder }
  /** Go on with a room that nobody has any more: from disk, or because all who kept it have died. */
  | { readonly kind: 'resume-room'; readonly checkpoint: RoomCheckpoint; readonly gather: boolean }
  | { readonly kind: 'room-command'; readonly code: RoomCode; readonly command: RoomCommand }
  /**
   * A worker is dead, or is taken for dead. `heirs` share its rooms among themselves, all but those in `closed`,
   * which are not to be played any more.
   */
  | {
      readonly kind: 'worker-gone';
      readonly worker: number;
      readonly heirs: readonly number[];
      readonly closed: readonly RoomCode[];
    }
  /** Workers have crashed in the middle of these rooms, or of others next to them: they are noted one by one. */
  | { readonly kind: 'suspects'; readonly rooms: readonly RoomCode[] }
  /** Rooms that ended before this worker began. */
  | {
      readonly kind: 'ended-rooms';
      readonly rooms: readonly { readonly code: RoomCode; readonly reason: Reason }[];
    }
  /**
   * Send all guests away, and be found by no route key of your own: this worker is being drained. Guests of rooms
   * elsewhere find their own way. False: it is not drained after all.
   */
  | { readonly kind: 'draining'; readonly on: boolean }
  /** Hand a room to another worker. */
  | { readonly kind: 'hand-over'; readonly code: RoomCode; readonly to: number }
  | { readonly kind: 'ping'; readonly id: number }
  /** Answer to `stalled`. False: the others have taken over meanwhile. */
  | { readonly kind: 'go-on'; readonly mayGoOn: boolean }
  /** The devices that come into no room; all of them, every time. */
  | { readonly kind: 'banned'; readonly devices: readonly string[] }
  /** The origins where guests find this host, best first, and those where they found it before. */
  | { readonly kind: 'whereabouts'; readonly now: readonly string[]; readonly before: readonly string[] }
  /** Whether names that guests bring along are looked at for rude words; they are until this says otherwise. */
  | { readonly kind: 'name-filter'; readonly on: boolean }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'room-info'; readonly info: RoomInfo }
  | { readonly kind: 'room-closed'; readonly code: RoomCode; readonly reason: Reason }
  | { readonly kind: 'seat-joined'; readonly code: RoomCode; readonly seat: number; readonly name: string }
  | { readonly kind: 'seat-left'; readonly code: RoomCode; readonly seat: number }
  | { readonly kind: 'guests'; readonly count: number }
  | { readonly kind: 'pong'; readonly id: number }
  /** Once a second. `links`: those of which something was heard since the last time. */
  | { readonly kind: 'vitals'; readonly vitals: WorkerVitals; readonly links: readonly RoomLinks[] }
  /** This worker has stood still for so long that it may have been given up: may it go on? */
  | { readonly kind: 'stalled' }
  | { readonly kind: 'checkpoints'; readonly rooms: readonly CheckpointNews[] }
  /** These rooms of a dead worker go on here. */
  | { readonly kind: 'took-over'; readonly from: number; readonly rooms: readonly RoomCode[] }
  /** A room that this worker had is owned by another one now. */
  | { readonly kind: 'handed-over'; readonly code: RoomCode; readonly to: number }
  /** A room was closed because its rules threw; what is needed to see it happen again. */
  | { readonly kind: 'room-fault'; readonly fault: RoomFault };

/** How guests of one room are connected. */
export interface RoomLinks {
  readonly code: RoomCode;
  readonly seats: readonly (SeatLinkStatus & { readonly seat: SeatId })[];
}

/** What is needed to replay a fault: the last checkpoint, and the inputs of the ticks since then. */
export interface RoomFault {
  readonly checkpoint: RoomCheckpoint;
  /** For each tick after the checkpoint's: the inputs by seat. */
  readonly inputs: readonly (readonly unknown[])[];
  readonly stack: string;
}

/** Where a worker notes which rooms it is working on (see worker/black-box): after stdio and the channel. */
export const BLACK_BOX_FD = 4;
/** What is where in that file, bytes: 32 bits that change as work goes on, how many rooms, and their codes. */
export const BLACK_BOX = { progressAt: 0, countAt: 4, roomsAt: 5, rooms: 16 } as const;

/** Name of the environment variable that carries a worker's `WorkerConfig` as JSON. */
export const WORKER_CONFIG_VARIABLE = 'PORCHLIGHT_WORKER';

export interface WorkerConfig {
  /** Checkpoints of every room a second; 0: none. */
  readonly checkpointsPerSecond: number;
  readonly clientDir: string;
  readonly version: string;
  readonly logLevel: string;
  /** Names under which guests may ask for this host, besides addresses and names of the local network. */
  readonly hostNames: readonly string[];
  /** Workers that are at work when this one is forked. */
  readonly peers: readonly number[];
}
