/** A match's outcome joined with who played it: what the results page and its picture show. */
import type { SeatId } from '../../src/core/ids.ts';
import type { RoomInfo } from '../../src/protocol/messages.ts';

export interface Standing {
  readonly seat: SeatId;
  readonly place: number;
  readonly score: number;
  readonly name: string;
  /** Index into LOOKS. */
  readonly look: number;
  /** Matches won in this room so far. */
  readonly wins: number;
  readonly isBot: boolean;
  /** The seat is still theirs. Somebody else may sit there by now, or nobody. */
  readonly isHere: boolean;
  /** Wants a rematch (bots always do). */
  readonly isReady: boolean;
}

export interface Award {
  readonly seat: SeatId;
  readonly title: string;
  readonly reason: string;
  readonly name: string;
  readonly look: number;
}

export interface Standings {
  /** Best first. */
  readonly ranking: readonly Standing[];
  readonly awards: readonly Award[];
}

/**
 * Names and looks are those of the match's end; wins and readiness those of now, while the seat is still theirs.
 * Who had left before the end has no line.
 */
export function standingsOf({ outcome, seats }: RoomInfo): Standings {
  const { ranking = [], awards = [], faces = [] } = outcome ?? {};
  const people = new Map(
    faces.map(({ seat, name, look, bot }) => {
      // Nobody can change their name while results are shown, and two people never have the same.
      const now = seats.find((candidate) => candidate.seat === seat && candidate.name === name);
      const { wins = 0, ready = false } = now ?? {};
      const isHere = now !== undefined;
      return [seat, { seat, name, look, isBot: bot !== undefined, isHere, isReady: ready, wins }];
    }),
  );
  const withPerson = <T extends { readonly seat: SeatId }>(line: T) => {
    const person = people.get(line.seat);
    return person === undefined ? [] : [{ ...person, ...line }];
  };
  return { ranking: ranking.flatMap(withPerson), awards: awards.flatMap(withPerson) };
}
