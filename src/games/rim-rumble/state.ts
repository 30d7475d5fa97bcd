/**
 * Rim Rumble's state, input and events: the fields that travel, listed once.
 */
import { type Infer, s } from '../../sdk/schema.ts';
import { TICK_RATE, tuning } from './tuning.ts';

const seat = s.int(0, tuning.maxSeats - 1);
/** A seat, or -1 for none. */
const seatOrNone = s.int(-1, tuning.maxSeats - 1);
const ticksUpTo = (seconds: number) => s.int(0, Math.round(seconds * TICK_RATE));
/** A change over `jump` px between two snapshots is a respawn, not a movement. */
const position = s.fixed(-1000, 1000, 16, { jump: 240 });
const velocity = s.fixed(-60, 60, 64);
const direction = s.fixed(-1, 1, 63);

export const puckSchema = s.struct({
  /**
   * fighting: on the disc. falling: over the edge, gone in a moment. rim: out of this round (or waiting for a
   * turn), circles the rim and lobs bumpers.
   */
  role: s.oneOf('fighting', 'falling', 'rim'),
  x: position,
  y: position,
  vx: velocity,
  vy: velocity,
  /** Where the player steers, length 0 to 1. Kept so that a missing input means "go on like this". */
  aimX: direction,
  aimY: direction,
  /** Dash presses used up so far; a differing counter in the input is a new press. */
  dashesSeen: s.counter(3),
  /** Ticks until the next dash (fighting) or the next lob (rim). */
  cooldown: ticksUpTo(4),
  /** Ticks that the current dash still lasts. */
  dashLeft: ticksUpTo(0.5),
  /** Ticks that the puck still slides from a hit: it steers weakly. */
  slideLeft: ticksUpTo(0.5),
  /** Ticks of falling that are left. */
  fallLeft: ticksUpTo(1),
  /** Who shoved last, and for how many more ticks a fall is theirs. */
  shovedBy: seatOrNone,
  shovedLeft: ticksUpTo(4),
  score: s.int(0, 255),
  knockOffs: s.int(0, 255),
  falls: s.int(0, 255),
  /** Decides who fights next; somebody who comes late starts at the least of the others. */
  roundsFought: s.int(0, 255),
  roundsWon: s.int(0, 63),
});

export const bumperSchema = s.struct({
  x: position,
  y: position,
  vx: velocity,
  vy: velocity,
  owner: seat,
  /** Ticks until it lands on the disc (it flies over heads before), then until it is gone. */
  flightLeft: ticksUpTo(2),
  lifeLeft: ticksUpTo(12),
});

export const MAX_BUMPERS = 16;

export const stateSchema = s.struct({
  /** ready: pucks stand still, "3 2 1". live: play. roundOver: the winner is shown. matchOver: for good. */
  stage: s.oneOf('ready', 'live', 'roundOver', 'matchOver'),
  /** Ticks that the stage lasts (live: until the round's time is up). */
  stageLeft: ticksUpTo(180),
  /** Counts from 1; 0 is practice. */
  round: s.int(0, 255),
  /** Seat that won the last round, -1 when nobody did. */
  roundWinner: seatOrNone,
  discRadius: s.fixed(0, 1000, 8),
  pucks: s.table(puckSchema, tuning.maxSeats),
  bumpers: s.table(bumperSchema, MAX_BUMPERS),
});

export const inputSchema = s.struct({
  /** Steering, length 0 to 1. */
  aimX: direction,
  aimY: direction,
  /** Counts presses of dash (or lob). */
  dashes: s.counter(3),
});

export const events = {
  /** Two pucks hit, or a puck hit a bumper (b = -1). `force` 0 to 15: how hard. */
  hit: s.struct({ x: position, y: position, a: seat, b: seatOrNone, force: s.int(0, 15) }),
  dash: s.struct({ seat }),
  lob: s.struct({ seat }),
  /** A puck went over the edge; by = -1: without help. `points` for `by`. */
  fall: s.struct({ x: position, y: position, seat, by: seatOrNone, points: s.int(0, 7) }),
  roundStart: s.struct({ round: s.int(0, 255) }),
  roundEnd: s.struct({ winner: seatOrNone, points: s.int(0, 7) }),
} as const;

export type RimState = Infer<typeof stateSchema>;
export type Puck = Infer<typeof puckSchema>;
export type Bumper = Infer<typeof bumperSchema>;
export type RimInput = Infer<typeof inputSchema>;
export type RimEvents = typeof events;
