/** Plays a recorded fault of a game's rules again, tick for tick, as the room did. */
import type { RoomFault } from '../protocol/control.ts';
import type { AnyGame } from '../sdk/game.ts';
import { Seats } from './seats.ts';
import { Simulation } from './simulation.ts';

/** What the rules throw this time; undefined when they do not. */
export function replayFault(game: AnyGame, { checkpoint, inputs }: RoomFault): unknown {
  const { head } = checkpoint;
  const seats = new Seats(game.seats.max);
  for (const record of head.seats) seats.restore(record, 0);
  const simulation = new Simulation(game, 0);
  try {
    simulation.load({ ...checkpoint, settings: head.stateSettings }, seats.ids);
    for (const ofTick of inputs) simulation.replay(seats, ofTick);
  } catch (error) {
    return error;
  }
  return undefined;
}
