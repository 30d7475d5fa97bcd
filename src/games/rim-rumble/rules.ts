/**
 * Rim Rumble: shove the others off a shrinking disc. This file says what the game is and in which order a tick
 * happens; how things move is in movement.ts, who gets points in rounds.ts.
 */
import { length, TAU } from '../../core/math.ts';
import { defineGame, type Inputs } from '../../sdk/game.ts';
import { botInput } from './bot.ts';
import { moveAll } from './movement.ts';
import { outcomeOf, scoresOf } from './outcome.ts';
import {
  forgetShovesOf,
  newPuck,
  place,
  type RimContext,
  runFalls,
  runRoundEnd,
  runStage,
  shrinkDisc,
  startRound,
} from './rounds.ts';
import { events, inputSchema, MAX_BUMPERS, type RimInput, type RimState, stateSchema } from './state.ts';
import { discRadiusFor, settings, TICK_RATE, tuning } from './tuning.ts';

export const rimRumble = defineGame({
  id: 'rim-rumble',
  title: 'Rim Rumble',
  tagline: 'Shove everyone else off the shrinking disc.',
  howTo: [
    'Steer: drag anywhere, or use the arrow keys.',
    'Dash into somebody: flick, or press space.',
    'Knocked off? Circle the rim and lob bumpers.',
  ],
  seats: { min: 2, max: tuning.maxSeats, atOnce: tuning.playersAtOnce },
  tickRate: TICK_RATE,
  ticksPerSnapshot: 2,
  settings,
  state: stateSchema,
  input: inputSchema,
  events,

  setup(seats, ctx) {
    const state: RimState = {
      stage: 'live',
      stageLeft: tuning.practiceTicks,
      round: 0,
      roundWinner: -1,
      discRadius: discRadiusFor(seats.length),
      pucks: {},
      bumpers: {},
    };
    for (const seat of seats) state.pucks[seat] = newPuck(0);
    if (!ctx.practice) startRound(state, ctx);
    else for (const seat of seats) placeForPractice(state, seat, ctx);
    return state;
  },

  join(state, seat, ctx) {
    const puck = newPuck(leastRoundsFought(state));
    state.pucks[seat] = puck;
    if (ctx.practice) {
      // The practice field only grows: nobody falls because somebody left.
      state.discRadius = Math.max(state.discRadius, discRadiusFor(Object.keys(state.pucks).length));
      placeForPractice(state, seat, ctx);
    } else place(puck, 'rim', ctx.random.next() * TAU, state.discRadius + tuning.rimGap);
  },

  leave(state, seat) {
    delete state.pucks[seat];
    forgetShovesOf(state, seat, true);
    if (state.roundWinner === seat) state.roundWinner = -1;
    for (let id = 0; id < MAX_BUMPERS; id++) {
      if (state.bumpers[id]?.owner === seat) delete state.bumpers[id];
    }
  },

  step(state, inputs, ctx) {
    if (ctx.practice) {
      if (state.stageLeft === 0) state.stageLeft = tuning.practiceTicks;
      else state.stageLeft--;
    } else runStage(state, ctx);
    if (state.stage === 'matchOver') return;
    moveAll(state, inputs, ctx);
    if (state.stage === 'live' && !ctx.practice) shrinkDisc(state, ctx.settings.roundSeconds);
    if (state.stage !== 'ready') runFalls(state, ctx);
    if (state.stage === 'live' && !ctx.practice) runRoundEnd(state, ctx);
  },

  restingInput: (state, seat) => ({ aimX: 0, aimY: 0, dashes: state.pucks[seat]?.dashesSeen ?? 0 }),

  predict: {
    advance: advanceAlone,
    body: (state, seat) => state.pucks[seat],
    bodyLength: tuning.puckRadius * 2,
    present(picture, predicted, seat) {
      const from = predicted.pucks[seat];
      const to = picture.pucks[seat];
      if (from === undefined || to === undefined) return;
      to.role = from.role;
      to.x = from.x;
      to.y = from.y;
      to.vx = from.vx;
      to.vy = from.vy;
      to.aimX = from.aimX;
      to.aimY = from.aimY;
      to.dashesSeen = from.dashesSeen;
      to.cooldown = from.cooldown;
      to.dashLeft = from.dashLeft;
      to.slideLeft = from.slideLeft;
      to.fallLeft = from.fallLeft;
    },
  },

  bot: botInput,
  scores: scoresOf,
  outcome: outcomeOf,
});

/** A tick as a client foresees it: the clock and movement. The start of play needs no word from the server. */
function advanceAlone(state: RimState, inputs: Inputs<RimInput>): void {
  if (state.stage === 'matchOver') return;
  if (state.stageLeft > 0) state.stageLeft--;
  if (state.stage === 'ready' && state.stageLeft === 0) state.stage = 'live';
  moveAll(state, inputs, undefined);
}

function leastRoundsFought(state: RimState): number {
  let least = 255;
  let isAlone = true;
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck === undefined) continue;
    least = Math.min(least, puck.roundsFought);
    isAlone = false;
  }
  return isAlone ? 0 : least;
}

/** Onto the practice disc, where nobody stands. */
function placeForPractice(state: RimState, seat: number, ctx: RimContext): void {
  const puck = state.pucks[seat]!;
  for (let attempt = 0; attempt < 20; attempt++) {
    place(puck, 'fighting', ctx.random.next() * TAU, state.discRadius * tuning.spawnRing);
    if (isFree(state, seat)) return;
  }
}

function isFree(state: RimState, seat: number): boolean {
  const puck = state.pucks[seat]!;
  for (let other = 0; other < tuning.maxSeats; other++) {
    const near = state.pucks[other];
    if (near === undefined || near === puck || near.role !== 'fighting') continue;
    if (length(near.x - puck.x, near.y - puck.y) < tuning.puckRadius * 2) return false;
  }
  return true;
}
