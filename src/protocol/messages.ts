/**
 * The readable half of the wire: handshake, room information, actions. Everything here travels as JSON text;
 * the hot half is in frames.ts. Schemas validate what comes from outside, types follow from them.
 */
import * as v from 'valibot';
import { ROOM_CODE_LENGTH, type RoomCode, type SeatId } from '../core/ids.ts';
import { BOT_LEVELS, type BotLevel, type Outcome } from '../sdk/game.ts';
import { LOOKS } from '../sdk/looks.ts';
import { cleanName, LIMITS } from './limits.ts';
import type { Reason } from './reasons.ts';

/** Socket.IO event names. 'f' carries hot frames in both directions. */
export const EVENTS = {
  frame: 'f',
  welcome: 'welcome',
  room: 'room',
  goodbye: 'goodbye',
  /** What the guest has asked for with `act` was refused; it stays. */
  denied: 'denied',
  /** Are you still there? Wants an acknowledgement. */
  there: 'there',
  action: 'act',
} as const;

/** The query parameter by which the router finds the worker. Its name must end in "sid" (see sticky). */
export const ROUTE_PARAMETER = 'routesid';
/** The query parameter by which the desktop tells its own page where others reach this host. */
export const INVITE_PARAMETER = 'invite';
/** The router recognises route keys of exactly this many characters of [A-Za-z0-9_-]. */
export const ROUTE_KEY_LENGTH = 20;
const ROUTE_KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A route key out of ROUTE_KEY_LENGTH random bytes. */
export const routeKeyFrom = (random: Uint8Array): string =>
  Array.from(random, (byte) => ROUTE_KEY_ALPHABET[byte % ROUTE_KEY_ALPHABET.length]).join('');

const name = v.pipe(
  v.string(),
  v.maxLength(LIMITS.nameLength * 4),
  v.transform(cleanName),
  v.minLength(1),
  v.maxLength(LIMITS.nameLength),
);
const seat = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.seatsPerRoom - 1));
const pin = v.pipe(v.string(), v.regex(/^\d{4}$/));
/** What `newToken` makes: an identifier that cannot be guessed. */
const token = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));
const look = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LOOKS.length - 1));

/** What a guest says when it connects (Socket.IO `auth`). */
export const handshakeSchema = v.object({
  v: v.number(),
  room: v.pipe(v.string(), v.maxLength(12)),
  name,
  /** The look that the guest would like; it gets the nearest free one. */
  look: v.optional(look),
  /** Gives an earlier seat back; one that the host does not know becomes the token of a new seat. */
  token: v.optional(token),
  /** The same in all rooms for as long as this browser remembers it: by it a device is barred. */
  device: v.optional(token),
  /** Opens a room that has a PIN. */
  pin: v.optional(pin),
  /** Takes over the seat that has this code, from another device. */
  seatCode: v.optional(v.pipe(v.string(), v.regex(/^\d{4}$/))),
});
export type Handshake = v.InferOutput<typeof handshakeSchema>;

/** A handshake as a room gets it from the door's own process, which has looked at it more closely. */
export interface CheckedHandshake extends Handshake {
  /** The name filter would not have it. */
  readonly isNameRude?: boolean;
}

/** What a host may ask of a room. Comes through the primary alone, never from the LAN. */
export const roomCommandSchema = v.variant('do', [
  v.object({ do: v.literal('start') }),
  /** Back to the lobby, whatever was going on. */
  v.object({ do: v.literal('end') }),
  v.object({ do: v.literal('rematch') }),
  /** On to what comes next: the match, its results, the lobby. */
  v.object({ do: v.literal('skip') }),
  v.object({ do: v.literal('pause'), paused: v.boolean() }),
  v.object({ do: v.literal('lock'), locked: v.boolean() }),
  /** Sends a guest away and keeps its device out of this room. `undo-kick` gives the seat back for a moment. */
  v.object({ do: v.literal('kick'), seat }),
  v.object({ do: v.literal('undo-kick'), seat }),
  v.object({ do: v.literal('rename'), seat, name }),
  /** A muted guest's own words are not shown: its name is a neutral one, and it cannot change it. */
  v.object({ do: v.literal('mute'), seat, muted: v.boolean() }),
  /** A guest who leads may do from its seat what `LEADER_COMMANDS` lists. */
  v.object({ do: v.literal('lead'), seat, leads: v.boolean() }),
  /** Sends a guest to another room of this host; its seat here is free then. */
  v.object({ do: v.literal('move'), seat, to: v.pipe(v.string(), v.length(ROOM_CODE_LENGTH)) }),
  /** Lets a device in whatever the locks say: it was sent here from another room. */
  v.object({ do: v.literal('expect'), device: token }),
  /** Four digits that newcomers have to know; undefined: none. */
  v.object({ do: v.literal('pin'), pin: v.optional(pin) }),
  /** With approval, newcomers wait until they are let in. */
  v.object({ do: v.literal('approval'), on: v.boolean() }),
  v.object({
    do: v.literal('admit'),
    knock: v.pipe(v.number(), v.integer()),
    let: v.picklist(['in', 'out']),
  }),
  v.object({
    do: v.literal('bots'),
    fillTo: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LOOKS.length)),
    level: v.picklist(BOT_LEVELS),
  }),
  v.object({ do: v.literal('settings'), values: v.record(v.string(), v.number()) }),
  v.object({ do: v.literal('close') }),
]);
export type RoomCommand = v.InferOutput<typeof roomCommandSchema>;

/** What a guest who was made leader may do from its seat; the rest stays with the host's own screen. */
const LEADER_COMMANDS = [
  'start',
  'end',
  'rematch',
  'skip',
  'pause',
  'lock',
  'kick',
  'undo-kick',
  'bots',
  'settings',
] as const;
export type LeaderCommand = Extract<RoomCommand, { do: (typeof LEADER_COMMANDS)[number] }>;
const leaderCommandSchema = v.pipe(
  roomCommandSchema,
  v.check((command) => (LEADER_COMMANDS as readonly string[]).includes(command.do)),
  v.transform((command) => command as LeaderCommand),
);

/** What a seated guest may ask for. */
export const seatActionSchema = v.variant('do', [
  v.object({ do: v.literal('ready'), ready: v.boolean() }),
  v.object({ do: v.literal('name'), name }),
  v.object({ do: v.literal('look'), look }),
  v.object({ do: v.literal('leave') }),
  /** Heard from a seat that leads only. */
  v.object({ do: v.literal('lead'), command: leaderCommandSchema }),
]);
export type SeatAction = v.InferOutput<typeof seatActionSchema>;

/** lobby: practice field. countdown: "3 2 1". playing: a match. results: who won, rematch. */
export type RoomPhase = 'lobby' | 'countdown' | 'playing' | 'results';

export interface SeatInfo {
  readonly seat: SeatId;
  readonly name: string;
  /** Index into LOOKS. */
  readonly look: number;
  readonly bot: BotLevel | undefined;
  readonly away: boolean;
  /** Ready for the match (lobby) or the rematch (results). */
  readonly ready: boolean;
  /** Matches won in this room. */
  readonly wins: number;
  /** Was sent away a moment ago, which can still be undone. */
  readonly kicked: boolean;
  readonly muted: boolean;
  /** May do from its seat what `LEADER_COMMANDS` lists. */
  readonly leads: boolean;
}

/** Somebody who waits at the door of a room with approval. */
export interface Knock {
  readonly id: number;
  readonly name: string;
}

/** Everything that is known of a room besides its game state. Sent whole whenever it changes. */
export interface RoomInfo {
  readonly code: RoomCode;
  readonly game: string;
  readonly phase: RoomPhase;
  /** Goes up by one with every new owner: a process has died, or the room has moved. */
  readonly epoch: number;
  /** Times that the room had to be opened anew from nothing: what went before is lost. */
  readonly restarts: number;
  /** Matches started in this room. A new number means a new game state. */
  readonly match: number;
  /** The state being played is practice: everybody drives about, nothing counts. */
  readonly practice: boolean;
  readonly locked: boolean;
  /** Everything stands still until the host goes on. */
  readonly paused: boolean;
  readonly needsPin: boolean;
  /** Newcomers wait until they are let in. */
  readonly approval: boolean;
  readonly knocks: readonly Knock[];
  readonly seats: readonly SeatInfo[];
  readonly settings: Readonly<Record<string, number>>;
  readonly bots: { readonly fillTo: number; readonly level: BotLevel };
  /** Tick at which the countdown or the results end. */
  readonly phaseEndsAtTick: number | undefined;
  readonly outcome: RoomOutcome | undefined;
}

/** A match's result, with the faces that the seats had then: somebody else may sit there by now. */
export interface RoomOutcome extends Outcome {
  readonly faces: readonly Pick<SeatInfo, 'seat' | 'name' | 'look' | 'bot'>[];
}

/** First message after a successful handshake. */
export interface Welcome {
  readonly seat: SeatId;
  readonly token: string;
  /** Four digits by which another device takes this seat. */
  readonly seatCode: string;
  readonly room: RoomInfo;
}

/** Last message before the server closes a connection for good. */
export interface Goodbye {
  readonly reason: Reason;
  /** With the reason 'moved': the room to go to. */
  readonly to?: RoomCode;
}

/** Why something that a seated guest asked for was refused. */
export interface Denial {
  readonly reason: Reason;
}

/** `GET /api/rooms/:code`, and one entry of `GET /api/rooms`. */
export interface RoomListing {
  readonly code: RoomCode;
  readonly game: string;
  readonly title: string;
  readonly phase: RoomPhase;
  readonly locked: boolean;
  readonly needsPin: boolean;
  readonly guests: number;
  readonly seatsMax: number;
  /** Looks that a person has already (indices into LOOKS), for the picker on the join page. Bots make way. */
  readonly looksTaken: readonly number[];
  /** Worker that runs the room. */
  readonly owner: number;
  /** Value of the ROUTE_PARAMETER that leads to the worker that is to serve the guest: the owner, in small rooms. */
  readonly route: string;
}
