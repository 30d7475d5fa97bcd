/**
 * What the primary and its workers say to each other over their process channel: opening rooms, host commands,
 * life cycle. Both ends are our own processes of one build; nothing of it can come from the LAN.
 */
import type { RoomCode } from '../core/ids.ts';
import type { BotLevel } from '../sdk/game.ts';
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
}

export type ToWorker =
  | { readonly kind: 'open-room'; readonly order: RoomOrder }
  | { readonly kind: 'room-command'; readonly code: RoomCode; readonly command: RoomCommand }
  | { readonly kind: 'worker-gone'; readonly worker: number }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'room-info'; readonly info: RoomInfo }
  | { readonly kind: 'room-closed'; readonly code: RoomCode; readonly reason: Reason }
  | { readonly kind: 'seat-joined'; readonly code: RoomCode; readonly seat: number; readonly name: string }
  | { readonly kind: 'seat-left'; readonly code: RoomCode; readonly seat: number }
  | { readonly kind: 'guests'; readonly count: number };

/** Name of the environment variable that carries a worker's `WorkerConfig` as JSON. */
export const WORKER_CONFIG_VARIABLE = 'PORCHLIGHT_WORKER';

export interface WorkerConfig {
  readonly clientDir: string;
  readonly version: string;
  readonly logLevel: string;
}
