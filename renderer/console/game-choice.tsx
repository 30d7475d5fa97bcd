/** The games that can be opened, as cards: one press opens a room. */
import { GAMES } from '../../src/games/registry.ts';
import { Dialog } from '../ui/dialog.tsx';
import './dialogs.css';
import { GameCard } from './game-card.tsx';
import { TEXTS } from './texts.ts';

/** @param open opens a room of the game with this id. */
export function GameChoice({ open }: { open: (game: string) => void }) {
  return (
    <div class="game-choice" data-testid="game-choice">
      {GAMES.map((game) => (
        <GameCard key={game.id} game={game} choose={() => open(game.id)} />
      ))}
    </div>
  );
}

interface OpenRoomDialogProps {
  readonly open: (game: string) => void;
  readonly onClose: () => void;
}

export function OpenRoomDialog({ open, onClose }: OpenRoomDialogProps) {
  return (
    <Dialog title={TEXTS.rooms.openTitle} closeLabel={TEXTS.close} onClose={onClose} wide={GAMES.length > 1}>
      <p class="dialog-text">{TEXTS.rooms.openText}</p>
      <GameChoice
        open={(game) => {
          onClose();
          open(game);
        }}
      />
    </Dialog>
  );
}
