/** A match's outcome joined with who the seats are: what the results page and its picture show. */
import type { SeatId } from '../../src/core/ids.ts';
import type { RoomInfo } from '../../src/protocol/messages.ts';
import { TEXTS } from './texts.ts';

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

/** Whoever has left since keeps a line without a name. */
export function standingsOf(room: RoomInfo): Standings {
  const who = (seat: SeatId) => {
    const info = room.seats.find((candidate) => candidate.seat === seat);
    return {
      seat,
      name: info?.name ?? TEXTS.results.gone,
      look: info?.look ?? seat,
      wins: info?.wins ?? 0,
      isBot: info?.bot !== undefined,
      isReady: info?.ready ?? false,
    };
  };
  const ranking = room.outcome?.ranking ?? [];
  const awards = room.outcome?.awards ?? [];
  return {
    ranking: ranking.map(({ seat, place, score }) => ({ ...who(seat), place, score })),
    awards: awards.map(({ seat, title, reason }) => ({ ...who(seat), title, reason })),
  };
}
