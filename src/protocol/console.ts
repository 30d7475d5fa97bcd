/**
 * The contract between the host's console (a window, a terminal) and the host: the status that is pushed, the
 * commands that are asked. The desktop's IPC and the command line speak these words; the LAN never does.
 */
import * as v from 'valibot';
import { parseRoomCode, ROOM_CODE_LENGTH, type RoomCode } from '../core/ids.ts';
import { type RoomInfo, roomCommandSchema } from './messages.ts';

export const roomCodeSchema = v.pipe(
  v.string(),
  v.length(ROOM_CODE_LENGTH),
  v.check((text) => parseRoomCode(text) === text),
  v.transform((code) => code as RoomCode),
);

/** What a console may ask of the host. */
export const consoleCommandSchema = v.variant('ask', [
  v.object({ ask: v.literal('host'), game: v.pipe(v.string(), v.maxLength(40)) }),
  v.object({ ask: v.literal('open-room'), game: v.pipe(v.string(), v.maxLength(40)) }),
  v.object({ ask: v.literal('room'), code: roomCodeSchema, command: roomCommandSchema }),
  v.object({ ask: v.literal('stop') }),
]);
export type ConsoleCommand = v.InferOutput<typeof consoleCommandSchema>;

export interface HostLink {
  /** http://192.168.1.20:7420/ABCD */
  readonly url: string;
  readonly address: string;
  /** 'Wi-Fi', 'Ethernet', 'VPN', ... as far as it can be told from the interface's name. */
  readonly network: string;
  readonly interfaceName: string;
}

export interface RoomStatus {
  readonly info: RoomInfo;
  readonly title: string;
  readonly owner: number;
  /** Best first: the first is the one to show as QR code. */
  readonly links: readonly HostLink[];
}

export interface WorkerStatus {
  readonly id: number;
  readonly pid: number;
  readonly state: 'starting' | 'ready';
  readonly rooms: number;
  readonly guests: number;
}

/** A thing that a person should know, in a sentence with what to do. */
export interface HostProblem {
  readonly code: string;
  readonly text: string;
}

/** idle: not hosting. The whole status is pushed at every change. */
export type HostStatus =
  | { readonly state: 'idle' }
  | { readonly state: 'starting' }
  | { readonly state: 'failed'; readonly problem: HostProblem }
  | {
      readonly state: 'hosting';
      readonly port: number;
      readonly links: readonly HostLink[];
      readonly rooms: readonly RoomStatus[];
      readonly workers: readonly WorkerStatus[];
      readonly problems: readonly HostProblem[];
    };
