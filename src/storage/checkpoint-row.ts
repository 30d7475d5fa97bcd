/**
 * Checkpoints as rows: the head as JSON, the numbers in columns, the game's state as bytes. What comes from disk
 * is checked like what comes from a wire: a person may have edited the file, or another build written it.
 */
import * as v from 'valibot';
import { asSeatId, asTick } from '../core/ids.ts';
import { CHECKPOINT_VERSION, type RoomCheckpoint, type RoomHead } from '../protocol/checkpoint.ts';
import { roomCodeSchema } from '../protocol/console.ts';
import { LIMITS } from '../protocol/limits.ts';
import { ROUTE_KEY_LENGTH } from '../protocol/messages.ts';
import { LOOKS } from '../sdk/looks.ts';
import type { SqlValue } from './sqlite.ts';

/** In the order of ROW_COLUMNS. */
export interface CheckpointRow {
  readonly code: string;
  readonly version: number;
  readonly savedAtMs: number;
  readonly head: string;
  readonly serial: number;
  readonly tick: number;
  readonly atMs: number;
  readonly generation: number;
  readonly practice: 0 | 1;
  readonly random: number;
  readonly phaseEndsAtTick: number | null;
  readonly state: Uint8Array;
}

export const ROW_COLUMNS: readonly (keyof CheckpointRow)[] = [
  ...(['code', 'version', 'savedAtMs', 'head', 'serial', 'tick', 'atMs', 'generation'] as const),
  ...(['practice', 'random', 'phaseEndsAtTick', 'state'] as const),
];

export const valuesOf = (row: CheckpointRow): SqlValue[] => ROW_COLUMNS.map((column) => row[column]);

/** Heads change rarely and are the same objects until they do; most of a checkpoint's cost would be theirs. */
const headTexts = new WeakMap<RoomHead, string>();

function headText(head: RoomHead): string {
  const text = headTexts.get(head) ?? JSON.stringify(head);
  headTexts.set(head, text);
  return text;
}

/** @param savedAtMs wall clock, ms since 1970. */
export function toRow(checkpoint: RoomCheckpoint, savedAtMs: number): CheckpointRow {
  const { head, serial, tick, atMs, generation, practice, random, phaseEndsAtTick, state } = checkpoint;
  return {
    code: head.code,
    version: CHECKPOINT_VERSION,
    savedAtMs,
    head: headText(head),
    serial,
    tick,
    atMs,
    generation,
    practice: practice ? 1 : 0,
    random,
    phaseEndsAtTick: phaseEndsAtTick ?? null,
    state,
  };
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const seatId = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(LIMITS.seatsPerRoom - 1),
  v.transform(asSeatId),
);
const look = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LOOKS.length - 1));
const name = v.pipe(v.string(), v.maxLength(LIMITS.nameLength));
const level = v.picklist(['easy', 'medium', 'hard']);
/** JSON leaves out what is undefined; the types want it there. */
const orUndefined = <S extends v.GenericSchema>(schema: S) => v.optional(schema, () => undefined);

const seatSchema = v.object({
  id: seatId,
  token: v.pipe(v.string(), v.regex(/^([\w-]{22})?$/)),
  seatCode: v.pipe(v.string(), v.regex(/^(\d{4})?$/)),
  name,
  look,
  bot: orUndefined(level),
  present: v.boolean(),
  ready: v.boolean(),
  wins: count,
  device: orUndefined(v.string()),
  muted: v.boolean(),
  leads: v.boolean(),
  kicked: v.boolean(),
});

const outcomeSchema = v.object({
  ranking: v.array(v.object({ seat: seatId, place: count, score: v.number() })),
  awards: v.array(v.object({ seat: seatId, title: v.string(), reason: v.string() })),
  faces: v.array(v.object({ seat: seatId, name, look, bot: orUndefined(level) })),
});

const headSchema = v.object({
  code: roomCodeSchema,
  game: v.string(),
  route: v.pipe(v.string(), v.regex(/^[\w-]+$/), v.length(ROUTE_KEY_LENGTH)),
  epoch: count,
  restarts: v.pipe(v.number(), v.integer(), v.minValue(0)),
  settings: v.record(v.string(), v.number()),
  stateSettings: v.record(v.string(), v.number()),
  bots: v.object({ fillTo: count, level }),
  phase: v.picklist(['lobby', 'countdown', 'playing', 'results']),
  match: count,
  locked: v.boolean(),
  outcome: orUndefined(outcomeSchema),
  seats: v.array(seatSchema),
  paused: v.boolean(),
  pin: orUndefined(v.string()),
  approval: v.boolean(),
  admitted: v.array(v.string()),
  barred: v.array(v.object({ token: v.string(), device: orUndefined(v.string()) })),
});

const rowSchema = v.object({
  version: v.literal(CHECKPOINT_VERSION),
  head: v.pipe(v.string(), v.parseJson(), headSchema),
  serial: count,
  tick: v.pipe(count, v.transform(asTick)),
  atMs: v.number(),
  generation: count,
  practice: v.pipe(
    v.picklist([0, 1]),
    v.transform((bit) => bit === 1),
  ),
  random: v.pipe(count, v.maxValue(0xffffffff)),
  phaseEndsAtTick: v.pipe(
    v.nullable(count),
    v.transform((tick) => (tick === null ? undefined : asTick(tick))),
  ),
  state: v.instance(Uint8Array),
});

/** The checkpoint in a row of the file; undefined when it is of another version or makes no sense. */
export function fromRow(row: unknown): RoomCheckpoint | undefined {
  const parsed = v.safeParse(rowSchema, row);
  if (!parsed.success) return undefined;
  const { version: _, ...checkpoint } = parsed.output;
  return checkpoint;
}
