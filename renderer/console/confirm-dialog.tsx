/** Asks before something that cannot be undone. The way out has the focus. */
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import './dialogs.css';
import { TEXTS } from './texts.ts';

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly go: string;
  readonly onGo: () => void;
  readonly onClose: () => void;
}

export function ConfirmDialog({ title, text, go, onGo, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} closeLabel={TEXTS.close} onClose={onClose}>
      <p class="dialog-text">{text}</p>
      <div class="dialog-actions">
        <Button autoFocus onClick={onClose}>
          {TEXTS.cancel}
        </Button>
        <Button
          kind="danger"
          data-testid="confirm-button"
          onClick={() => {
            onClose();
            onGo();
          }}
        >
          {go}
        </Button>
      </div>
    </Dialog>
  );
}
