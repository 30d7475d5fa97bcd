/**
 * Rim Rumble's result: the ranking by score, and a few small honours, so that not only the winner hears a name.
 */
import { asSeatId, type SeatId } from '../../core/ids.ts';
import type { Outcome } from '../../sdk/game.ts';
import type { Puck, RimState } from './state.ts';
import { tuning } from './tuning.ts';

interface Honour {
  readonly title: string;
  /** How well a puck deserves it; 0 or less: not at all. */
  readonly merit: (puck: Puck) => number;
  readonly reason: (puck: Puck) => string;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** In this order; each goes to whoever deserves it most and has none yet. */
const HONOURS: readonly Honour[] = [
  {
    title: 'Lumberjack',
    merit: (puck) => puck.knockOffs,
    reason: (puck) => counted(puck.knockOffs, 'knock-off', 'knock-offs'),
  },
  {
    title: 'Frequent flyer',
    merit: (puck) => puck.falls,
    reason: (puck) => counted(puck.falls, 'fall', 'falls'),
  },
  {
    title: 'Last one standing',
    merit: (puck) => puck.roundsWon,
    reason: (puck) => counted(puck.roundsWon, 'round won', 'rounds won'),
  },
  {
    title: 'Hard to move',
    merit: (puck) => puck.roundsFought - puck.falls,
    reason: (puck) => `stayed on in ${counted(puck.roundsFought - puck.falls, 'round', 'rounds')}`,
  },
];

/** Seats and scores in the order of the seats. */
export function scoresOf(state: RimState): { seat: SeatId; score: number }[] {
  const scores: { seat: SeatId; score: number }[] = [];
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck !== undefined) scores.push({ seat: asSeatId(seat), score: puck.score });
  }
  return scores;
}

/** The result once the match is over; undefined before. */
export function outcomeOf(state: RimState): Outcome | undefined {
  if (state.stage !== 'matchOver') return undefined;
  const scores = scoresOf(state).sort((a, b) => b.score - a.score);
  const ranking = scores.map(({ seat, score }) => ({
    seat,
    place: scores.findIndex((other) => other.score === score) + 1,
    score,
  }));
  return {
    ranking,
    awards: awardsOf(
      state,
      scores.map(({ seat }) => seat),
    ),
  };
}

function awardsOf(state: RimState, seats: readonly SeatId[]): Outcome['awards'] {
  const awards: Outcome['awards'][number][] = [];
  for (const { title, merit, reason } of HONOURS) {
    let best: SeatId | undefined;
    for (const seat of seats) {
      if (awards.some((award) => award.seat === seat)) continue;
      const least = best === undefined ? 0 : merit(state.pucks[best]!);
      if (merit(state.pucks[seat]!) > least) best = seat;
    }
    if (best !== undefined) awards.push({ seat: best, title, reason: reason(state.pucks[best]!) });
  }
  return awards;
}
