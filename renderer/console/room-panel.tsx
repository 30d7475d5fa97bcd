/** The room in focus: what it is doing, who is in it and at its door, how it is set, and what to do now. */
import { useState } from 'preact/hooks';
import { findGame } from '../../src/games/registry.ts';
import type { Ban, ConsoleCommand, RoomStatus } from '../../src/protocol/console.ts';
import type { RoomCommand, RoomInfo } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Tab, Tabs } from '../ui/tabs.tsx';
import '../ui/card.css';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DoorSettings } from './door-settings.tsx';
import { headCount } from './head-count.ts';
import { KnockList } from './knock-list.tsx';
import { Menu } from './menu.tsx';
import { PhaseChip, RoomActions } from './room-actions.tsx';
import './room-panel.css';
import { RoomSettings } from './room-settings.tsx';
import { SeatList } from './seat-list.tsx';
import type { StatusHistory } from './status-history.ts';
import { TEXTS } from './texts.ts';

interface RoomPanelProps {
  readonly room: RoomStatus;
  readonly otherRooms: readonly RoomStatus[];
  readonly bans: readonly Ban[];
  readonly history: StatusHistory;
  readonly ask: (command: ConsoleCommand) => Promise<void>;
  readonly openPlay: () => void;
}

type Section = 'guests' | 'settings' | 'door';

export function RoomPanel({ room, otherRooms, bans, history, ask, openPlay }: RoomPanelProps) {
  const { info, title } = room;
  const [section, showSection] = useState<Section>('guests');
  const command = (wish: RoomCommand): void => void ask({ ask: 'room', code: info.code, command: wish });
  const game = findGame(info.game);
  const tabs: readonly Tab<Section>[] = [
    {
      id: 'guests',
      label: TEXTS.room.guests,
      panel: () => <SeatList {...{ room, otherRooms, bans, history, ask, command }} />,
    },
    {
      id: 'settings',
      label: TEXTS.room.settings,
      panel: () => game !== undefined && <RoomSettings {...{ info, game, command }} />,
    },
    {
      id: 'door',
      label: TEXTS.room.door,
      panel: () => (
        <DoorSettings
          {...{ info, pin: room.pin, bans, command }}
          unban={(device) => void ask({ ask: 'unban', device })}
        />
      ),
    },
  ];
  return (
    <section class="room card" aria-label={title}>
      <RoomHead info={info} title={title} command={command} />
      <KnockList knocks={info.knocks} command={command} />
      <Tabs
        label={TEXTS.room.sections}
        tabs={tabs}
        chosen={section}
        choose={showSection}
        aside={<Summary info={info} seatsMax={game?.seats.max ?? info.seats.length} />}
      />
      <RoomActions info={info} command={command} openPlay={openPlay} />
    </section>
  );
}

interface RoomHeadProps {
  readonly info: RoomInfo;
  readonly title: string;
  readonly command: (command: RoomCommand) => void;
}

function RoomHead({ info, title, command }: RoomHeadProps) {
  const [isClosing, setClosing] = useState(false);
  const { here } = headCount(info);
  return (
    <div class="room-head">
      <h1>{title}</h1>
      <PhaseChip phase={info.phase} isPaused={info.paused} />
      <Button
        icon="lock"
        aria-pressed={info.locked}
        title={TEXTS.lock.title}
        data-testid="lock-button"
        onClick={() => command({ do: 'lock', locked: !info.locked })}
      >
        {info.locked ? TEXTS.lock.on : TEXTS.lock.off}
      </Button>
      <Menu
        label={TEXTS.room.more}
        testId="room-menu"
        look="more-button"
        groups={[
          {
            items: [
              {
                id: 'close-room',
                label: TEXTS.room.close,
                icon: 'close',
                isDanger: true,
                run: () => setClosing(true),
              },
            ],
          },
        ]}
      >
        <Icon name="more" />
      </Menu>
      {isClosing && (
        <ConfirmDialog
          title={TEXTS.closing.title}
          text={TEXTS.closing.text(here)}
          go={TEXTS.closing.go}
          onGo={() => command({ do: 'close' })}
          onClose={() => setClosing(false)}
        />
      )}
    </div>
  );
}

function Summary({ info, seatsMax }: { info: RoomInfo; seatsMax: number }) {
  const { persons, bots } = headCount(info);
  return <p class="room-summary">{TEXTS.room.summary(persons, bots, seatsMax)}</p>;
}
