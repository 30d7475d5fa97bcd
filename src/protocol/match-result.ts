/**
 * A match that was played to its end, as it is remembered: by the store on disk, and shown in consoles. Names
 * and looks are those of then.
 */
import type { RoomCode } from '../core/ids.ts';
import type { BotLevel } from '../sdk/game.ts';
import type { RoomInfo } from './messages.ts';

export interface MatchResult {
  readonly room: RoomCode;
  readonly game: string;
  /** The room's how manieth match it was, from 1. */
  readonly match: number;
  /** Wall clock, ms since 1970. */
  readonly endedAtMs: number;
  /** Best first; equal places are equal. */
  readonly ranking: readonly {
    readonly place: number;
    readonly score: number;
    readonly name: string;
    readonly look: number;
    readonly bot: BotLevel | undefined;
  }[];
}

/** What is remembered of the match that `info` tells the outcome of; undefined when it tells none. */
export function matchResult(info: RoomInfo, endedAtMs: number): MatchResult | undefined {
  const { code: room, game, match, outcome } = info;
  if (outcome === undefined) return undefined;
  const ranking = outcome.ranking.flatMap(({ seat, place, score }) => {
    const face = outcome.faces.find((one) => one.seat === seat);
    return face === undefined ? [] : [{ place, score, name: face.name, look: face.look, bot: face.bot }];
  });
  return { room, game, match, endedAtMs, ranking };
}
