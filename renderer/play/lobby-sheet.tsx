/**
 * The lobby beside (or below) the practice field: who is here, ready, invite, own name and look. Folded, it
 * leaves the field and the thumb's area free.
 */
import { useState } from 'preact/hooks';
import type { SeatId } from '../../src/core/ids.ts';
import type { RoomInfo, SeatAction } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import './lobby-sheet.css';
import { ProfileDialog } from './profile-dialog.tsx';
import { SeatList } from './seat-list.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { TEXTS } from './texts.ts';

interface LobbySheetProps {
  readonly room: RoomInfo;
  readonly ownSeat: SeatId;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onAct: (action: SeatAction) => void;
  readonly onMenu: () => void;
}

export function LobbySheet({ room, ownSeat, isOpen, onOpen, onAct, onMenu }: LobbySheetProps) {
  const [dialog, setDialog] = useState<'share' | 'profile'>();
  const close = (): void => setDialog(undefined);
  const own = room.seats.find((seat) => seat.seat === ownSeat);
  return (
    <section class="sheet card" data-open={isOpen} data-testid="lobby" aria-label={TEXTS.lobby.label}>
      <header class="sheet-head">
        <p class="sheet-room">
          {TEXTS.lobby.room} <b data-testid="room-code">{room.code}</b>
        </p>
        <Button
          icon={isOpen ? 'down' : 'up'}
          label={isOpen ? TEXTS.lobby.less : TEXTS.lobby.more}
          aria-expanded={isOpen}
          data-testid="sheet-toggle"
          onClick={() => onOpen(!isOpen)}
        />
        <Button icon="menu" label={TEXTS.match.menu} data-testid="menu-button" onClick={onMenu} />
      </header>
      <div class="sheet-seats">
        <SeatList seats={room.seats} ownSeat={ownSeat} />
      </div>
      <div class="sheet-tools">
        <Button icon="people" data-testid="invite-button" onClick={() => setDialog('share')}>
          {TEXTS.lobby.invite}
        </Button>
        <Button icon="pencil" data-testid="profile-button" onClick={() => setDialog('profile')}>
          {TEXTS.lobby.changeMe}
        </Button>
      </div>
      <ReadyBar room={room} isReady={own?.ready === true} onAct={onAct} />
      {dialog === 'share' && <ShareDialog code={room.code} onClose={close} />}
      {dialog === 'profile' && own && (
        <ProfileDialog own={own} seats={room.seats} onAct={onAct} onClose={close} />
      )}
    </section>
  );
}

interface ReadyBarProps {
  readonly room: RoomInfo;
  readonly isReady: boolean;
  readonly onAct: (action: SeatAction) => void;
}

function ReadyBar({ room, isReady, onAct }: ReadyBarProps) {
  const here = room.seats.filter((seat) => seat.bot === undefined && !seat.away);
  const ready = here.filter((seat) => seat.ready).length;
  return (
    <div class="ready-bar">
      <Button
        kind="main"
        big
        icon={isReady ? 'check' : 'play'}
        aria-pressed={isReady}
        data-testid="ready-button"
        onClick={() => onAct({ do: 'ready', ready: !isReady })}
      >
        {isReady ? TEXTS.lobby.readyNow : TEXTS.lobby.ready}
      </Button>
      <p class="ready-count" aria-live="polite">
        {TEXTS.lobby.waiting(ready, here.length)}
      </p>
    </div>
  );
}
