/**
 * The contract between the host's console (a window, a terminal) and the host: the status that is pushed, the
 * commands that are asked. The desktop's IPC and the command line speak these words; the LAN never does.
 */
import * as v from 'valibot';
import { parseRoomCode, ROOM_CODE_LENGTH, type RoomCode, type SeatId } from '../core/ids.ts';
import { type RoomInfo, roomCommandSchema } from './messages.ts';

export const roomCodeSchema = v.pipe(
  v.string(),
  v.length(ROOM_CODE_LENGTH),
  v.check((text) => parseRoomCode(text) === text),
  v.transform((code) => code as RoomCode),
);

/** What the host can mend by itself, with the person's consent. */
const reachFixSchema = v.picklist(['windows-firewall']);
export type ReachFix = v.InferOutput<typeof reachFixSchema>;

/** What a console may ask of the host. */
export const consoleCommandSchema = v.variant('ask', [
  v.object({ ask: v.literal('host'), game: v.pipe(v.string(), v.maxLength(40)) }),
  v.object({ ask: v.literal('open-room'), game: v.pipe(v.string(), v.maxLength(40)) }),
  v.object({ ask: v.literal('room'), code: roomCodeSchema, command: roomCommandSchema }),
  /** Sends a guest away and keeps its device out of all rooms, until `unban`. */
  v.object({
    ask: v.literal('ban'),
    code: roomCodeSchema,
    seat: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  v.object({ ask: v.literal('unban'), device: v.pipe(v.string(), v.maxLength(40)) }),
  v.object({
    ask: v.literal('worker'),
    worker: v.pipe(v.number(), v.integer(), v.minValue(0)),
    do: v.picklist(['drain', 'restart']),
  }),
  v.object({ ask: v.literal('fix-reach'), fix: reachFixSchema }),
  /** Erases what is remembered of guests: results, bans, faults, rooms. */
  v.object({ ask: v.literal('erase') }),
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

/** What the host knows of a seat beyond what everybody in the room is told. */
export interface SeatStatus {
  readonly seat: SeatId;
  /** Its own, even while the room shows a neutral one because it is muted. */
  readonly name: string;
  /** Four digits by which another device takes the seat; '' for bots. */
  readonly seatCode: string;
  /** By which the device may be kept out; undefined for bots, and for guests that do not say it. */
  readonly device: string | undefined;
  /** Undefined for bots, and until its guest has been heard of. */
  readonly link: SeatLinkStatus | undefined;
}

export interface SeatLinkStatus {
  readonly rttMs: number;
  readonly jitterMs: number;
  /** 'iPhone', 'Android', 'Windows', ... as the browser calls it. */
  readonly platform: string;
}

export interface RoomStatus {
  readonly info: RoomInfo;
  /** Four digits that newcomers have to know. */
  readonly pin: string | undefined;
  readonly seats: readonly SeatStatus[];
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
  /** Undefined until it has told them. */
  readonly vitals: WorkerVitals | undefined;
}

/** How a worker is, over the last second. */
export interface WorkerVitals {
  /** 1 = one whole core. */
  readonly cpuCores: number;
  readonly memoryBytes: number;
  /** What a room's tick takes. */
  readonly tickP50Ms: number;
  readonly tickP99Ms: number;
}

/** Can guests reach this computer? What a person can look at when it seems that they cannot. */
export interface Reach {
  /**
   * reached: somebody outside of this computer has been here. doubtful: nobody was, for too long, or for certain
   * nobody can.
   */
  readonly state: 'waiting' | 'reached' | 'doubtful';
  /** The likeliest first; none while there is no doubt. */
  readonly checklist: readonly ReachCheck[];
}

export interface ReachCheck {
  /** Names it for tests and texts: 'windows-firewall', 'same-wifi', ... */
  readonly id: string;
  readonly text: string;
  /** Can be mended from here: ask `fix-reach`. */
  readonly fix?: ReachFix;
}

/** A device that comes into no room of this host. */
export interface Ban {
  readonly device: string;
  /** What its guest was called when it was banned. */
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
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
      /** 'porchlight-den.local', by which some devices find this host; undefined while there is none. */
      readonly localName: string | undefined;
      readonly rooms: readonly RoomStatus[];
      readonly workers: readonly WorkerStatus[];
      readonly problems: readonly HostProblem[];
      readonly reach: Reach;
      readonly bans: readonly Ban[];
    };
