/**
 * A game's picture: the `art.svg` of its folder (540 by 260; edges may be cut off), or one made up from its id.
 * An image of its own document, so that what a drawing names inside cannot get in the way of another one's.
 */
import { MadeUpArt } from './made-up-art.tsx';

const DRAWINGS = import.meta.glob<string>('../../src/games/*/art.svg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** @param game the game's id, which its folder is named after. */
export function GameArt({ game }: { game: string }) {
  const drawing = DRAWINGS[`../../src/games/${game}/art.svg`];
  return drawing === undefined ? (
    <MadeUpArt game={game} />
  ) : (
    <img class="game-art" src={drawing} alt="" draggable={false} />
  );
}
