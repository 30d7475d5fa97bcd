/** The games of the host under test, in place of src/games/registry.ts. */
import type { AnyGame } from '../../../src/sdk/game.ts';
import { arenaGame } from './arena-game.ts';

export const GAMES: readonly AnyGame[] = [
  arenaGame({ id: 'arena-20', hz: 20, seats: 8 }),
  arenaGame({ id: 'arena-60', hz: 60, seats: 8 }),
  arenaGame({ id: 'large-arena-20', hz: 20, seats: 256 }),
  arenaGame({ id: 'large-arena-60', hz: 60, seats: 256 }),
];

export const findGame = (id: string): AnyGame | undefined => GAMES.find((game) => game.id === id);
