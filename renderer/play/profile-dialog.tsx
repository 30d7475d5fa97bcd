/** Changes the own name and look while in the room. */
import { useState } from 'preact/hooks';
import { cleanName } from '../../src/protocol/limits.ts';
import type { SeatAction, SeatInfo } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LookPicker } from './look-picker.tsx';
import { NameField } from './name-field.tsx';
import { recallProfile, rememberProfile } from './profile.ts';
import { TEXTS } from './texts.ts';

interface ProfileDialogProps {
  readonly own: SeatInfo;
  readonly seats: readonly SeatInfo[];
  readonly onAct: (action: SeatAction) => void;
  readonly onClose: () => void;
}

export function ProfileDialog({ own, seats, onAct, onClose }: ProfileDialogProps) {
  const [name, setName] = useState(own.name);
  const [look, setLook] = useState(own.look);
  const taken = new Set(seats.filter((seat) => seat.seat !== own.seat).map((seat) => seat.look));
  const clean = cleanName(name);

  const save = (): void => {
    if (clean !== own.name && !own.muted) onAct({ do: 'name', name: clean });
    if (look !== own.look) onAct({ do: 'look', look });
    // The name that a muted guest is shown under is not its own.
    rememberProfile({ name: own.muted ? recallProfile().name : clean, look });
    onClose();
  };
  return (
    <Dialog title={TEXTS.profile.title} closeLabel={TEXTS.join.cancel} onClose={onClose}>
      <form
        class="join-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (clean !== '') save();
        }}
      >
        <div class="join-me">
          <NameField name={name} look={look} isOff={own.muted} onChange={setName} />
          {own.muted && (
            <p class="soft" data-testid="muted-note">
              {TEXTS.profile.muted}
            </p>
          )}
        </div>
        <div class="join-looks">
          <LookPicker look={look} taken={taken} onChange={setLook} />
        </div>
        <div class="join-go">
          <Button kind="main" type="submit" disabled={clean === ''} data-testid="profile-save">
            {TEXTS.profile.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
