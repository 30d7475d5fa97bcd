/**
 * What a game is. A game maker writes one `defineGame({...})`: who may play, which settings there are, what
 * the state and the input look like, and the rules. Rooms, prediction, bots and the wire work from this alone.
 *
 * Rules are deterministic: time is `ctx.tick`, chance is `ctx.random`; no Date, no Math.random, no I/O, and no
 * function whose result differs between engines (see core/math).
 */
import type { SeatId, Tick } from '../core/ids.ts';
import type { Random } from '../core/prng.ts';
import type { Infer, Schema } from './schema.ts';

/** How hard a bot plays. */
export const BOT_LEVELS = ['easy', 'medium', 'hard'] as const;
export type BotLevel = (typeof BOT_LEVELS)[number];

/** A setting that a host may change between matches: a whole number in a range. */
export interface Setting {
  readonly label: string;
  /** Shown behind the number: 's', 'points'. */
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
}
export type Settings = Readonly<Record<string, Setting>>;
export type SettingValues<C extends Settings> = { readonly [K in keyof C]: number };

/** Event name -> schema of what it carries. */
export type EventSchemas = Readonly<Record<string, Schema<unknown>>>;
/** A thing that happened at a tick, for eyes and ears; whatever counts is in the state as well. */
export type EventOf<E extends EventSchemas> = {
  [K in keyof E & string]: { readonly type: K; readonly tick: Tick; readonly data: Infer<E[K]> };
}[keyof E & string];

/** What every rule gets to work with. */
export interface RuleContext<C extends Settings, E extends EventSchemas> {
  readonly tick: Tick;
  readonly settings: SettingValues<C>;
  readonly random: Random;
  /** True in the lobby: everybody drives about, nothing counts. */
  readonly practice: boolean;
  emit<K extends keyof E & string>(type: K, data: Infer<E[K]>): void;
}

/**
 * Inputs of one tick by seat. Every seat that somebody or a bot sits on has one; for a device that says
 * nothing it is `restingInput`. `undefined`: an empty seat, or in `predict.advance` somebody else's.
 */
export type Inputs<I> = readonly (I | undefined)[];

/** The end of a match. */
export interface Outcome {
  /** Best first; equal places are equal. */
  readonly ranking: readonly { readonly seat: SeatId; readonly place: number; readonly score: number }[];
  /** Small honours, winners or not: { title: 'Lumberjack', reason: '9 knock-offs' }. */
  readonly awards: readonly { readonly seat: SeatId; readonly title: string; readonly reason: string }[];
}

/** How a client runs ahead of the server for its own seat, and for a moment for all where no snapshot comes. */
export interface Prediction<S, I> {
  /**
   * Movement of one tick, the very function that `step` calls. `inputs` holds the own seat's input, if any; the
   * others are undefined and go on as the state says.
   */
  advance(state: S, inputs: Inputs<I>): void;
  /** The predicted body of a seat, to smooth corrections; undefined when it has none to steer. */
  body(state: S, seat: SeatId): { x: number; y: number } | undefined;
  /** Corrections beyond 1.5 of these jump instead of blending; same unit as `body`. */
  readonly bodyLength: number;
  /** Copies what is predicted for `seat` (position, velocity, cooldowns) from `predicted` into `picture`. */
  present(picture: S, predicted: S, seat: SeatId): void;
}

/**
 * Who gets what how often in a large arena. A guest gets what is in its own cell and the eight around it with every
 * snapshot, and everything else in turn: what a guest gets does not grow with the number of seats.
 */
export interface Interest<S> {
  /** The tables of the state whose elements have a place: numbers `x` and `y`. All other fields go to everybody. */
  readonly tables: readonly (keyof S & string)[];
  /** Side of a cell, same unit as x and y: about as far as a guest sees. */
  readonly cellSize: number;
  /** What is far comes with every so many-th snapshot. */
  readonly farEvery: number;
  /** Where a seat looks from; undefined: from nowhere, it gets everything at the low rate. */
  eye(state: S, seat: SeatId): { readonly x: number; readonly y: number } | undefined;
}

/**
 * A game's rules.
 *
 * Inputs are complete pictures of a device at a tick (levels, and counters for presses: `s.counter`), so that
 * repeating or skipping one is harmless.
 */
export interface GameRules<S, I, E extends EventSchemas, C extends Settings> {
  readonly id: string;
  readonly title: string;
  /** One sentence that makes a person want to play. */
  readonly tagline: string;
  /** How to play in three short lines. */
  readonly howTo: readonly string[];
  /** Seats of a room; `atOnce` of them play at a time, the rules rotate the others in. */
  readonly seats: { readonly min: number; readonly max: number; readonly atOnce: number };
  /** Simulation steps a second. */
  readonly tickRate: number;
  /** A snapshot goes out every so many ticks. */
  readonly ticksPerSnapshot: number;
  readonly settings: C;
  readonly state: Schema<S>;
  readonly input: Schema<I>;
  readonly events: E;

  /**
   * The state at the start of a match, or of practice, with these seats in it. What the other rules get later is
   * equal to it, but need not be the same object: rules keep nothing between two calls, inputs neither.
   */
  setup(seats: readonly SeatId[], ctx: RuleContext<C, E>): S;
  /** A seat comes in, possibly in the middle of a match. */
  join(state: S, seat: SeatId, ctx: RuleContext<C, E>): void;
  /** A seat is given up for good. */
  leave(state: S, seat: SeatId, ctx: RuleContext<C, E>): void;
  /** One tick. The room quantises the state afterwards. */
  step(state: S, inputs: Inputs<I>, ctx: RuleContext<C, E>): void;
  /** The input of a device at rest that presses nothing, given what the state has already counted. */
  restingInput(state: S, seat: SeatId): I;
  readonly predict?: Prediction<S, I>;
  /** For arenas with more seats than a guest can see at once. */
  readonly interest?: Interest<S>;
  /** What a bot does now. Called several times a second; its hesitations come from `random`. */
  bot(state: S, seat: SeatId, level: BotLevel, random: Random): I;
  /** Points of each seat so far. */
  scores(state: S): readonly { readonly seat: SeatId; readonly score: number }[];
  /** The result once the match is over; undefined before. */
  outcome(state: S): Outcome | undefined;
}

/** A game of which only the shape is known: what rooms and clients hold. */
export type AnyGame = GameRules<unknown, unknown, EventSchemas, Settings>;

/** Gives a game its types; returns the rules as they are. */
export function defineGame<S, I, const E extends EventSchemas, const C extends Settings>(
  rules: GameRules<S, I, E, C>,
): GameRules<S, I, E, C> {
  return rules;
}

/** A game's typed rules as the registry holds them. Safe: whoever holds an AnyGame only hands back what it gave. */
export function eraseGame<S, I, E extends EventSchemas, C extends Settings>(
  rules: GameRules<S, I, E, C>,
): AnyGame {
  return rules as unknown as AnyGame;
}

/** The settings' defaults, overlaid with `wanted` where it names a setting, clamped and snapped to its steps. */
export function resolveSettings<C extends Settings>(
  settings: C,
  wanted: Readonly<Record<string, number>> = {},
): SettingValues<C> {
  const values: Record<string, number> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const raw = wanted[name] ?? setting.default;
    const stepped = setting.min + Math.round((raw - setting.min) / setting.step) * setting.step;
    values[name] = Math.min(setting.max, Math.max(setting.min, stepped));
  }
  return values as SettingValues<C>;
}
