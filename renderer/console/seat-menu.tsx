/** What a host can do with a guest: the menu beside the name, and the two dialogs that it opens. */
import { useState } from 'preact/hooks';
import type { SeatStatus } from '../../src/protocol/console.ts';
import { LIMITS } from '../../src/protocol/limits.ts';
import type { SeatInfo } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import './dialogs.css';
import { Menu, type MenuGroup } from './menu.tsx';
import type { SeatRowProps } from './seat-row.tsx';
import { TEXTS } from './texts.ts';

type Opened = 'rename' | 'seat-code';

export function SeatMenu(props: SeatRowProps) {
  const { seat, status, command } = props;
  const [opened, open] = useState<Opened>();
  const close = (): void => open(undefined);
  return (
    <>
      <Menu
        label={TEXTS.seat.menu(seat.name)}
        testId={`seat-menu-${seat.seat}`}
        look="more-button"
        groups={groupsOf(props, open)}
      >
        <Icon name="more" />
      </Menu>
      {opened === 'rename' && (
        <RenameDialog
          seat={seat}
          rename={(name) => command({ do: 'rename', seat: seat.seat, name })}
          onClose={close}
        />
      )}
      {opened === 'seat-code' && status !== undefined && (
        <SeatCodeDialog name={seat.name} status={status} onClose={close} />
      )}
    </>
  );
}

function groupsOf(
  { seat: { seat, muted, leads }, status, otherRooms, command, askBan }: SeatRowProps,
  open: (opened: Opened) => void,
): MenuGroup[] {
  const { seat: words } = TEXTS;
  const code = { id: 'seat-code', label: words.seatCode, icon: 'key', run: () => open('seat-code') } as const;
  const rooms = otherRooms.map(({ info, title }) => ({
    id: `move-${info.code}`,
    label: words.moveToRoom(info.code, title),
    icon: 'move' as const,
    run: () => command({ do: 'move', seat, to: info.code }),
  }));
  return [
    {
      items: [
        { id: 'rename', label: words.rename, icon: 'pencil', run: () => open('rename') },
        {
          id: 'mute',
          label: muted ? words.unmute : words.mute,
          icon: muted ? 'sound' : 'muted',
          run: () => command({ do: 'mute', seat, muted: !muted }),
        },
        {
          id: 'lead',
          label: leads ? words.unlead : words.lead,
          icon: 'star',
          run: () => command({ do: 'lead', seat, leads: !leads }),
        },
        ...(status === undefined ? [] : [code]),
      ],
    },
    ...(rooms.length === 0 ? [] : [{ heading: words.moveTo, items: rooms }]),
    {
      items: [
        {
          id: 'kick',
          label: words.kick,
          icon: 'leave',
          isDanger: true,
          run: () => command({ do: 'kick', seat }),
        },
        { id: 'ban', label: words.ban, icon: 'ban', isDanger: true, run: askBan },
      ],
    },
  ];
}

interface RenameDialogProps {
  readonly seat: SeatInfo;
  readonly rename: (name: string) => void;
  readonly onClose: () => void;
}

function RenameDialog({ seat, rename, onClose }: RenameDialogProps) {
  const [name, setName] = useState(seat.name);
  return (
    <Dialog title={TEXTS.rename.title(seat.name)} closeLabel={TEXTS.close} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          rename(name);
        }}
      >
        <label class="text-field">
          {TEXTS.rename.label}
          <input
            value={name}
            maxLength={LIMITS.nameLength}
            data-testid="rename-field"
            autoFocus
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <small>{TEXTS.rename.limit}</small>
        </label>
        <div class="dialog-actions">
          <Button onClick={onClose}>{TEXTS.cancel}</Button>
          <Button kind="main" type="submit" data-testid="rename-button" disabled={name.trim() === ''}>
            {TEXTS.rename.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface SeatCodeDialogProps {
  readonly name: string;
  readonly status: SeatStatus;
  readonly onClose: () => void;
}

function SeatCodeDialog({ name, status, onClose }: SeatCodeDialogProps) {
  return (
    <Dialog title={TEXTS.seatCode.title(name)} closeLabel={TEXTS.close} onClose={onClose}>
      <p class="dialog-text">{TEXTS.seatCode.text}</p>
      <p class="dialog-code" data-testid="seat-code">
        {status.seatCode}
      </p>
    </Dialog>
  );
}
