/** The console while hosting: on the left the rooms, in the middle how to join one, on the right everyone in it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import type { ConsoleCommand, RoomStatus } from '../../src/protocol/console.ts';
import type { ConsoleToolsProps } from './console-tools.tsx';
import { GameChoice, OpenRoomDialog } from './game-choice.tsx';
import { HostHead } from './host-head.tsx';
import './hosting-screen.css';
import { JoinCard } from './join-card.tsx';
import { Problems } from './problems.tsx';
import { RoomPanel } from './room-panel.tsx';
import { ROOM_PANEL_ID, RoomRail, roomTabId } from './room-rail.tsx';
import type { HostingStatus, StatusHistory } from './status-history.ts';
import { TEXTS } from './texts.ts';

export interface HostingScreenProps {
  readonly status: HostingStatus;
  /** Why the last wish was not granted. */
  readonly refusal: string | undefined;
  readonly dismissRefusal: () => void;
  /** Resolves when the host has answered, whatever it has said. */
  readonly ask: (command: ConsoleCommand) => Promise<void>;
  readonly openPlay: (code: RoomCode) => void;
  readonly history: StatusHistory;
  readonly tools: ConsoleToolsProps;
}

export function HostingScreen(props: HostingScreenProps) {
  const { status, refusal, dismissRefusal, ask, openPlay, history, tools } = props;
  const [room, choose] = useRoomInFocus(status.rooms);
  const [isOpening, setOpening] = useState(false);
  const openRoom = (game: string): void => void ask({ ask: 'open-room', game });
  return (
    <div class="hosting">
      <HostHead
        {...{ status, tools }}
        fixReach={(fix) => void ask({ ask: 'fix-reach', fix })}
        stop={() => void ask({ ask: 'stop' })}
      />
      <Problems
        texts={status.problems.map(({ text }) => text)}
        refusal={refusal}
        onDismiss={dismissRefusal}
      />
      {room === undefined ? (
        <NoRoom open={openRoom} />
      ) : (
        <main class="hosting-rooms">
          <RoomRail
            rooms={status.rooms}
            chosen={room.info.code}
            choose={choose}
            onOpen={() => setOpening(true)}
          />
          <div
            class="hosting-room"
            role="tabpanel"
            id={ROOM_PANEL_ID}
            aria-labelledby={roomTabId(room.info.code)}
          >
            <JoinCard code={room.info.code} links={room.links} pin={room.pin} isLocked={room.info.locked} />
            <RoomPanel
              key={room.info.code}
              {...{ room, history, ask }}
              otherRooms={status.rooms.filter((other) => other !== room)}
              bans={status.bans}
              openPlay={() => openPlay(room.info.code)}
            />
          </div>
        </main>
      )}
      {isOpening && <OpenRoomDialog open={openRoom} onClose={() => setOpening(false)} />}
    </div>
  );
}

/** The room to look at, and what chooses another one. A room that has just been opened comes first. */
function useRoomInFocus(
  rooms: readonly RoomStatus[],
): readonly [RoomStatus | undefined, (code: RoomCode) => void] {
  const [chosen, choose] = useState<RoomCode>();
  const known = useRef(new Set(rooms.map(({ info }) => info.code)));
  const fresh = rooms.find(({ info }) => !known.current.has(info.code));
  useEffect(() => {
    if (fresh !== undefined) choose(fresh.info.code);
    known.current = new Set(rooms.map(({ info }) => info.code));
  }, [rooms, fresh]);
  return [fresh ?? rooms.find(({ info }) => info.code === chosen) ?? rooms[0], choose];
}

function NoRoom({ open }: { open: (game: string) => void }) {
  return (
    <main class="no-room">
      <h1>{TEXTS.rooms.none}</h1>
      <p>{TEXTS.rooms.noneText}</p>
      <h2>{TEXTS.rooms.noneChoose}</h2>
      <GameChoice open={open} />
    </main>
  );
}
