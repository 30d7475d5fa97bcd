/** Asks a host over HTTP which rooms it has, and picks those that bots are to fill. Talks like the guests' page. */
import * as v from 'valibot';
import { parseRoomCode, type RoomCode } from '../core/ids.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { findGame } from '../games/registry.ts';
import type { AnyGame } from '../sdk/game.ts';

/** No answer after so long means that nobody is there, ms. */
const TIMEOUT_MS = 5_000;

/** What bots need to know of a room; the host says more. */
const listingSchema = v.object({
  code: v.pipe(
    v.string(),
    v.transform(parseRoomCode),
    v.custom<RoomCode>((code) => code !== undefined),
  ),
  game: v.string(),
  locked: v.boolean(),
  needsPin: v.boolean(),
  guests: v.number(),
  seatsMax: v.number(),
  route: v.string(),
});
type Listing = v.InferOutput<typeof listingSchema>;

export interface RoomsWanted {
  /** 'first': the first one that the host names. */
  readonly rooms: readonly RoomCode[] | 'first' | 'all';
  /** Only rooms of this game. */
  readonly game?: string | undefined;
  /** Seats that have to be free in each. */
  readonly seats: number;
}

export interface FoundRoom {
  readonly code: RoomCode;
  readonly route: string;
  readonly game: AnyGame;
}

/** The wanted rooms of the host at `origin`, or a sentence that says why they cannot be had. */
export async function findRooms(origin: string, wanted: RoomsWanted): Promise<Result<readonly FoundRoom[]>> {
  const listed = await askForRooms(origin);
  if (!listed.ok) return listed;
  const chosen = choose(origin, listed.value, wanted);
  if (!chosen.ok) return chosen;
  const found: FoundRoom[] = [];
  for (const room of chosen.value) {
    const checked = checkRoom(room, wanted.seats);
    if (!checked.ok) return checked;
    found.push(checked.value);
  }
  return ok(found);
}

async function askForRooms(origin: string): Promise<Result<readonly Listing[]>> {
  let body: unknown;
  try {
    const response = await fetch(`${origin}/api/rooms`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    body = await response.json().catch(() => undefined);
  } catch {
    return fail(
      `Nobody answers at ${origin}. Check the address on the host’s screen, and that this computer is in the same network.`,
    );
  }
  const parsed = v.safeParse(v.array(listingSchema), body);
  if (parsed.success) return ok(parsed.output);
  return fail(`What answers at ${origin} is no Porchlight host of this version. Check the address.`);
}

function choose(
  origin: string,
  listed: readonly Listing[],
  { rooms, game }: RoomsWanted,
): Result<readonly Listing[]> {
  const fitting = listed.filter((room) => game === undefined || room.game === game);
  if (rooms === 'first' || rooms === 'all') {
    const kind = game === undefined ? '' : ` of the game ${game}`;
    if (fitting.length === 0) return fail(`The host at ${origin} has no room${kind}. Open one there first.`);
    return ok(rooms === 'all' ? fitting : fitting.slice(0, 1));
  }
  const chosen: Listing[] = [];
  for (const code of rooms) {
    const room = listed.find((one) => one.code === code);
    if (room === undefined) return fail(noSuchRoom(origin, code, listed));
    if (!fitting.includes(room)) return fail(`Room ${code} plays ${room.game}, not ${game}.`);
    chosen.push(room);
  }
  return ok(chosen);
}

function noSuchRoom(origin: string, code: RoomCode, listed: readonly Listing[]): string {
  const codes = listed.map((room) => room.code).join(', ');
  return `There is no room ${code} at ${origin}. ${codes === '' ? 'It has no rooms.' : `There is: ${codes}.`}`;
}

function checkRoom(
  { code, route, locked, guests, seatsMax, ...room }: Listing,
  seats: number,
): Result<FoundRoom> {
  const game = findGame(room.game);
  if (game === undefined)
    return fail(
      `Room ${code} plays ${room.game}, which these bots do not know. Use those of the host’s version.`,
    );
  if (locked) return fail(`Room ${code} is locked. Unlock it on the host’s screen.`);
  const free = seatsMax - guests;
  if (seats > free)
    return fail(
      `Room ${code} has ${free} of ${seatsMax} seats free, too few for ${seats} bots. Ask for fewer.`,
    );
  return ok({ code, route, game });
}
