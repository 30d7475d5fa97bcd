/**
 * Branded ids: numbers and strings that must not be mixed up. Used on every floor above.
 */
declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** One step of a room's simulation, counted from the room's opening. */
export type Tick = Brand<number, 'Tick'>;
/** A place in a room, 0 to maxSeats - 1. It outlives connections; a seat token gives it back. */
export type SeatId = Brand<number, 'SeatId'>;
/** What a person types to find a room: four letters of `ROOM_CODE_ALPHABET`. */
export type RoomCode = Brand<string, 'RoomCode'>;
/** Node's cluster worker id, 1 and up; never used again after the worker is gone. */
export type WorkerId = Brand<number, 'WorkerId'>;

export const asTick = (value: number): Tick => value as Tick;
export const asSeatId = (value: number): SeatId => value as SeatId;
export const asWorkerId = (value: number): WorkerId => value as WorkerId;

/** Letters that are not mistaken for each other or for digits; no vowels, so that no word appears by chance. */
export const ROOM_CODE_ALPHABET = 'BCDFGHJKMNPQRSTVWXZ';
export const ROOM_CODE_LENGTH = 4;

/** Reads what a person typed ("abcd", " ab-cd ") as a room code; undefined when it cannot be one. */
export function parseRoomCode(text: string): RoomCode | undefined {
  const code = text.toUpperCase().replace(/[^A-Z]/g, '');
  if (code.length !== ROOM_CODE_LENGTH) return undefined;
  for (const letter of code) if (!ROOM_CODE_ALPHABET.includes(letter)) return undefined;
  return code as RoomCode;
}
