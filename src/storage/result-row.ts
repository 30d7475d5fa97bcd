/** Results of matches as rows: what may be asked by in columns, the ranking as JSON. Checked when read. */
import * as v from 'valibot';
import { roomCodeSchema } from '../protocol/console.ts';
import type { MatchResult } from '../protocol/match-result.ts';
import type { SqlValue } from './sqlite.ts';

export const RESULT_COLUMNS = ['room', 'game', 'match', 'endedAtMs', 'ranking'] as const;

export const resultValues = (result: MatchResult): SqlValue[] => [
  ...[result.room, result.game, result.match, result.endedAtMs],
  JSON.stringify(result.ranking),
];

const rankingSchema = v.array(
  v.object({
    place: v.number(),
    score: v.number(),
    name: v.string(),
    look: v.number(),
    bot: v.optional(v.picklist(['easy', 'medium', 'hard']), () => undefined),
  }),
);

const resultSchema = v.object({
  room: roomCodeSchema,
  game: v.string(),
  match: v.number(),
  endedAtMs: v.number(),
  ranking: v.pipe(v.string(), v.parseJson(), rankingSchema),
});

/** The result in a row of the file; undefined when it makes no sense. */
export function toResult(row: unknown): MatchResult | undefined {
  const parsed = v.safeParse(resultSchema, row);
  return parsed.success ? parsed.output : undefined;
}
