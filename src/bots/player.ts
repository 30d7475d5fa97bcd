/** Plays by the game's own bot through a session: what bots over the wire and tests share. */
import type { Session } from '../client/session.ts';
import { Random } from '../core/prng.ts';
import { findGame } from '../games/registry.ts';
import type { BotLevel } from '../sdk/game.ts';

/** It thinks as often as a room's bots do; in between it goes on as it is. */
const TICKS_PER_THOUGHT = 6;

interface Thought {
  readonly tick: number;
  readonly generation: number;
  readonly input: unknown;
}

/** From now on `session` is steered by its game's bot; the same `seed` brings the same hesitations. */
export function playByBot(session: Session, level: BotLevel, seed: number): void {
  const random = new Random(seed);
  let last: Thought | undefined;
  session.setInput(() => {
    const { state } = session;
    const newest = session.newest();
    if (state.is !== 'seated' || newest === undefined) return session.restingInput();
    const { tick, generation } = newest;
    const isFresh = last?.generation === generation && Math.abs(tick - last.tick) < TICKS_PER_THOUGHT;
    if (last === undefined || !isFresh) {
      const input = findGame(state.room.game)!.bot(newest.state, state.seat, level, random);
      last = { tick, generation, input };
    }
    return last.input;
  });
}
