/** Says over the still field that the host has paused the game. Touches go through, but for a leader's button. */
import { Button } from '../ui/button.tsx';
import './paused.css';
import { TEXTS } from './texts.ts';

interface PausedProps {
  /** Goes on with the game; undefined for a guest who may not. */
  readonly onGoOn: (() => void) | undefined;
}

export function Paused({ onGoOn }: PausedProps) {
  return (
    <div class="paused" role="status" data-testid="paused">
      <div class="paused-words">
        <p class="paused-title">{TEXTS.paused.title}</p>
        <p>{TEXTS.paused.text}</p>
        {onGoOn && (
          <Button kind="main" icon="play" data-testid="go-on-button" onClick={onGoOn}>
            {TEXTS.lead.goOn}
          </Button>
        )}
      </div>
    </div>
  );
}
