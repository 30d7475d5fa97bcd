/** The rooms of this host, one under the other: what each plays, its code, what goes on there. One is in focus. */
import type { RoomCode } from '../../src/core/ids.ts';
import type { RoomStatus } from '../../src/protocol/console.ts';
import { Icon } from '../ui/icon.tsx';
import { roveFocus } from '../ui/roving-focus.ts';
import { GameArt } from './game-art.tsx';
import { headCount } from './head-count.ts';
import './room-rail.css';
import { TEXTS } from './texts.ts';

/** The panel that shows the room in focus. */
export const ROOM_PANEL_ID = 'room-panel';
export const roomTabId = (code: RoomCode): string => `room-tab-${code}`;

interface RoomRailProps {
  readonly rooms: readonly RoomStatus[];
  readonly chosen: RoomCode;
  readonly choose: (code: RoomCode) => void;
  readonly onOpen: () => void;
}

export function RoomRail({ rooms, chosen, choose, onOpen }: RoomRailProps) {
  return (
    <nav class="rail" aria-label={TEXTS.rooms.label}>
      <div
        class="rail-rooms scroll-list"
        role="tablist"
        aria-label={TEXTS.rooms.label}
        aria-orientation="vertical"
        onKeyDown={(event) => roveFocus(event, '[role="tab"]')}
      >
        {rooms.map((room) => (
          <RoomTab
            key={room.info.code}
            room={room}
            isChosen={room.info.code === chosen}
            choose={() => choose(room.info.code)}
          />
        ))}
      </div>
      <button type="button" class="rail-open" data-testid="open-room-button" onClick={onOpen}>
        <Icon name="plus" size={20} />
        {TEXTS.rooms.open}
      </button>
    </nav>
  );
}

interface RoomTabProps {
  readonly room: RoomStatus;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function RoomTab({ room: { info, title }, isChosen, choose }: RoomTabProps) {
  const { persons } = headCount(info);
  return (
    <button
      type="button"
      role="tab"
      class="rail-room"
      id={roomTabId(info.code)}
      data-testid={`room-tab-${info.code}`}
      aria-selected={isChosen}
      aria-controls={ROOM_PANEL_ID}
      tabIndex={isChosen ? 0 : -1}
      onFocus={choose}
      onClick={choose}
    >
      <span class="rail-art">
        <GameArt game={info.game} />
        {info.knocks.length > 0 && (
          <span class="rail-knocks">{TEXTS.rooms.knocking(info.knocks.length)}</span>
        )}
      </span>
      <span class="rail-line">
        <span class="rail-title">{title}</span>
        <span class="rail-code">{info.code}</span>
      </span>
      <span class="rail-line rail-soft">
        <span class="rail-phase" data-is={info.paused ? 'paused' : info.phase}>
          {info.paused ? TEXTS.paused : TEXTS.phases[info.phase]}
        </span>
        {info.locked && <Icon name="lock" size={16} />}
        {info.needsPin && <Icon name="key" size={16} />}
        <span class="rail-people">{TEXTS.room.people(persons)}</span>
      </span>
    </button>
  );
}
