/**
 * The sandbox: a game maker's page that plays any game's rules with bots in the page itself, without a network.
 * `npx vite`, then open /sandbox.html?game=rim-rumble&seats=8. Not in the product.
 *
 * Parameters: game, seats, own (a seat, or -1 to watch), human (1: this device plays the own seat), practice (1),
 * level (easy, medium, hard), seed, still (1: reduced motion), and any setting of the game by its name.
 * In the browser's console: `sandbox.skipTo('fall')`, `sandbox.skip(60)`, `sandbox.isPaused = true`, `sandbox.gameState`,
 * `stage.frameStats()`.
 */
import '../ui/tokens.css';
import { asSeatId } from '../../src/core/ids.ts';
import { invariant } from '../../src/core/result.ts';
import { findGame, GAMES } from '../../src/games/registry.ts';
import { BOT_LEVELS } from '../../src/sdk/game.ts';
import { openStage } from '../stage/stage.ts';
import { SandboxSession } from './sandbox-session.ts';

const parameters = new URLSearchParams(location.search);
const numberOf = (name: string, otherwise: number): number => Number(parameters.get(name) ?? otherwise);

const game = findGame(parameters.get('game') ?? GAMES[0]!.id);
invariant(game !== undefined, 'the registry has no such game');
const settings = Object.fromEntries(
  Object.keys(game.settings)
    .filter((name) => parameters.has(name))
    .map((name) => [name, numberOf(name, 0)]),
);
const session = new SandboxSession({
  game,
  seats: numberOf('seats', 4),
  ownSeat: asSeatId(numberOf('own', 0)),
  isHuman: numberOf('human', 0) === 1,
  isPractice: numberOf('practice', 0) === 1,
  level: BOT_LEVELS.find((level) => level === parameters.get('level')) ?? 'medium',
  seed: numberOf('seed', 1),
  settings,
});
const stage = await openStage({
  parent: document.getElementById('field')!,
  session,
  gameId: game.id,
  preferences: { muted: false, reducedMotion: numberOf('still', 0) === 1 },
});
Object.assign(window, { sandbox: session, stage });
