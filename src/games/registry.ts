/** The games that this build can host. One folder is one game: add its rules here, and its view is found by name. */
import { type AnyGame, eraseGame } from '../sdk/game.ts';
import { rimRumble } from './rim-rumble/rules.ts';

export const GAMES: readonly AnyGame[] = [eraseGame(rimRumble)];

export const findGame = (id: string): AnyGame | undefined => GAMES.find((game) => game.id === id);
