/** One game as a card to choose: picture, title, what it is, how many may play. */
import type { AnyGame } from '../../src/sdk/game.ts';
import { Icon } from '../ui/icon.tsx';
import './game-card.css';
import { GameArt } from './game-art.tsx';
import { TEXTS } from './texts.ts';

interface GameCardProps {
  readonly game: AnyGame;
  /** Whether it is the one that is chosen; undefined: a press does not choose, it opens. */
  readonly chosen?: boolean;
  readonly choose: () => void;
}

export function GameCard({ game, chosen, choose }: GameCardProps) {
  return (
    <button type="button" class="game-card" aria-pressed={chosen} onClick={choose}>
      <GameArt game={game.id} />
      <span class="game-card-words">
        <span class="game-card-title">{game.title}</span>
        <span class="game-card-tagline">{game.tagline}</span>
        <span class="game-card-players">
          <Icon name="people" size={20} />
          {TEXTS.idle.seats(game.seats.min, game.seats.max)}
        </span>
      </span>
    </button>
  );
}
