/**
 * Rim Rumble's rounds: who fights, who falls, who gets the points, when a round and the match end. Runs on the
 * server alone, after movement.
 */
import { cos, length, sin, TAU } from '../../core/math.ts';
import type { RuleContext } from '../../sdk/game.ts';
import type { Puck, RimEvents, RimState } from './state.ts';
import { discRadiusFor, type settings, TICK_RATE, tuning } from './tuning.ts';

export type RimContext = RuleContext<typeof settings, RimEvents>;

export function newPuck(roundsFought: number): Puck {
  return {
    role: 'rim',
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    aimX: 0,
    aimY: 0,
    dashesSeen: 0,
    cooldown: 0,
    dashLeft: 0,
    slideLeft: 0,
    fallLeft: 0,
    shovedBy: -1,
    shovedLeft: 0,
    score: 0,
    knockOffs: 0,
    falls: 0,
    roundsFought,
    roundsWon: 0,
  };
}

/** Puts a puck at rest at an angle and a distance from the centre. */
export function place(puck: Puck, role: 'fighting' | 'rim', angle: number, distance: number): void {
  puck.role = role;
  puck.x = cos(angle) * distance;
  puck.y = sin(angle) * distance;
  puck.vx = 0;
  puck.vy = 0;
  puck.cooldown = 0;
  puck.dashLeft = 0;
  puck.slideLeft = 0;
  puck.fallLeft = 0;
  forgetShove(puck);
}

function forgetShove(puck: Puck): void {
  puck.shovedBy = -1;
  puck.shovedLeft = 0;
}

/** No fall to come is this seat's any more; `pastToo`: nor one that has begun. */
export function forgetShovesOf(state: RimState, seat: number, pastToo: boolean): void {
  for (let other = 0; other < tuning.maxSeats; other++) {
    const puck = state.pucks[other];
    if (puck?.shovedBy === seat && (pastToo || puck.role === 'fighting')) forgetShove(puck);
  }
}

export function countRole(state: RimState, role: Puck['role']): number {
  let count = 0;
  for (let seat = 0; seat < tuning.maxSeats; seat++) if (state.pucks[seat]?.role === role) count++;
  return count;
}

/** Sets up the next round, or ends the match when fewer than two are left to fight it. */
export function startRound(state: RimState, ctx: RimContext): void {
  state.round = Math.min(state.round + 1, 255);
  state.roundWinner = -1;
  state.bumpers = {};
  const fighters = chooseFighters(state);
  if (fighters.length < 2) {
    state.stage = 'matchOver';
    state.stageLeft = 0;
    return;
  }
  state.stage = 'ready';
  state.stageLeft = state.round === 1 ? tuning.firstReadyTicks : tuning.readyTicks;
  state.discRadius = discRadiusFor(fighters.length);
  placeAll(state, fighters, ctx);
  ctx.emit('roundStart', { round: state.round });
}

/** Those with the fewest rounds so far; of equals, turns go round the seats. */
function chooseFighters(state: RimState): number[] {
  const seats: number[] = [];
  for (let i = 0; i < tuning.maxSeats; i++) {
    const seat = (i + state.round) % tuning.maxSeats;
    if (state.pucks[seat] !== undefined) seats.push(seat);
  }
  const rounds = (seat: number): number => state.pucks[seat]!.roundsFought;
  return seats.sort((a, b) => rounds(a) - rounds(b)).slice(0, tuning.playersAtOnce);
}

function placeAll(state: RimState, fighters: readonly number[], ctx: RimContext): void {
  const turn = ctx.random.next() * TAU;
  let waiting = 0;
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck === undefined) continue;
    const at = fighters.indexOf(seat);
    if (at >= 0) {
      place(puck, 'fighting', turn + (at / fighters.length) * TAU, state.discRadius * tuning.spawnRing);
      puck.roundsFought = Math.min(puck.roundsFought + 1, 255);
    } else {
      place(puck, 'rim', turn + (waiting / tuning.playersAtOnce) * TAU, state.discRadius + tuning.rimGap);
      waiting++;
    }
  }
}

/** Stages that end by the clock. */
export function runStage(state: RimState, ctx: RimContext): void {
  if (state.stageLeft > 0) state.stageLeft--;
  if (state.stageLeft > 0) return;
  if (state.stage === 'ready') {
    state.stage = 'live';
    state.stageLeft = ctx.settings.roundSeconds * TICK_RATE;
  } else if (state.stage === 'roundOver') {
    if (isMatchDecided(state, ctx.settings.target)) state.stage = 'matchOver';
    else startRound(state, ctx);
  }
}

/** Somebody has the points, and alone at the top; a tie plays on. */
function isMatchDecided(state: RimState, target: number): boolean {
  let best = -1;
  let holders = 0;
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const score = state.pucks[seat]?.score ?? -1;
    if (score > best) {
      best = score;
      holders = 1;
    } else if (score === best) holders++;
  }
  return best >= target && holders === 1;
}

/** The disc holds, then gets smaller evenly until the time is up, then faster down to nothing. */
export function shrinkDisc(state: RimState, roundSeconds: number): void {
  const shrinkTicks = roundSeconds * TICK_RATE * (1 - tuning.holdShare);
  if (state.stageLeft > shrinkTicks) return;
  if (state.stageLeft === 0) state.discRadius = Math.max(0, state.discRadius - tuning.overtimeShrink);
  else state.discRadius -= Math.max(0, (state.discRadius - tuning.discRadiusEnd) / state.stageLeft);
}

/** Who is over the edge begins to fall; who has fallen goes to the rim (in practice back onto the disc). */
export function runFalls(state: RimState, ctx: RimContext): void {
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck?.role !== 'fighting') continue;
    if (length(puck.x, puck.y) > state.discRadius + tuning.edgeGrip) startFall(state, seat, puck, ctx);
  }
  // After all new falls, so that the order of the seats does not decide who still counts as a shover.
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck?.role !== 'falling') continue;
    if (puck.fallLeft === tuning.fallTicks - tuning.attackerGrace) forgetShovesOf(state, seat, false);
    if (puck.fallLeft === 0) endFall(state, puck, ctx);
  }
}

function startFall(state: RimState, seat: number, puck: Puck, ctx: RimContext): void {
  puck.role = 'falling';
  puck.fallLeft = tuning.fallTicks;
  puck.dashLeft = 0;
  const by = puck.shovedLeft > 0 ? puck.shovedBy : -1;
  const shover = state.pucks[by];
  const isCounted = state.stage === 'live' && !ctx.practice;
  const points = isCounted && shover !== undefined ? tuning.knockOffPoints : 0;
  if (isCounted) puck.falls = Math.min(puck.falls + 1, 255);
  if (points > 0 && shover !== undefined) {
    shover.knockOffs = Math.min(shover.knockOffs + 1, 255);
    shover.score = Math.min(shover.score + points, 255);
  }
  ctx.emit('fall', { x: puck.x, y: puck.y, seat, by, points });
}

function endFall(state: RimState, puck: Puck, ctx: RimContext): void {
  if (ctx.practice) {
    place(puck, 'fighting', ctx.random.next() * TAU, state.discRadius * tuning.spawnRing);
    return;
  }
  puck.role = 'rim';
  puck.vx = 0;
  puck.vy = 0;
  forgetShove(puck);
  puck.cooldown = 0;
}

/** Ends the round once at most one is left and nobody's fall is so fresh that it may still be shared. */
export function runRoundEnd(state: RimState, ctx: RimContext): void {
  if (countRole(state, 'fighting') > 1) return;
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck?.role === 'falling' && puck.fallLeft > tuning.fallTicks - tuning.attackerGrace) return;
  }
  state.stage = 'roundOver';
  state.stageLeft = tuning.roundOverTicks;
  state.roundWinner = lastOnDisc(state);
  const winner = state.pucks[state.roundWinner];
  const points = winner === undefined ? 0 : ctx.settings.lastAlive;
  if (winner !== undefined) {
    winner.roundsWon = Math.min(winner.roundsWon + 1, 63);
    winner.score = Math.min(winner.score + points, 255);
  }
  ctx.emit('roundEnd', { winner: state.roundWinner, points });
}

/**
 * The seat that stands alone. When all fell: the last to fall, unless its shover fell within the grace before
 * it, then that one. Of several in the same tick the one that nobody of them shoved; -1 when that is not one.
 */
function lastOnDisc(state: RimState): number {
  let latest = -1;
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck?.role === 'fighting') return seat;
    if (puck?.role === 'falling') latest = Math.max(latest, puck.fallLeft);
  }
  let winner = -1;
  let lastFallers = 0;
  let unshoved = 0;
  let shover = -1;
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck?.role !== 'falling' || puck.fallLeft < latest) continue;
    lastFallers++;
    const by = puck.shovedLeft > 0 ? puck.shovedBy : -1;
    if (state.pucks[by]?.role === 'falling') shover = by;
    else {
      unshoved++;
      winner = seat;
    }
  }
  if (lastFallers === 1 && shover >= 0) return shover;
  return unshoved === 1 ? winner : -1;
}
