/** The page at `/`: the rooms that are open on this host, and a field for a code. */
import type { RoomCode } from '../../src/core/ids.ts';
import type { Result } from '../../src/core/result.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { CodeField } from './code-field.tsx';
import './home-screen.css';
import { Problem } from './problem.tsx';
import { QuietPage } from './quiet-page.tsx';
import type { RoomsError } from './rooms-api.ts';
import { TEXTS } from './texts.ts';

interface HomeScreenProps {
  /** undefined: still asking. */
  readonly rooms: Result<readonly RoomListing[], RoomsError> | undefined;
  /** The address looked like a room's, but no room can have that code. */
  readonly isLost: boolean;
  readonly onCode: (code: RoomCode) => void;
}

export function HomeScreen({ rooms, isLost, onCode }: HomeScreenProps) {
  return (
    <QuietPage>
      <div>
        <h1 class="home-title">{TEXTS.home.title}</h1>
        <p class="soft">{TEXTS.home.lead}</p>
      </div>
      {isLost && <Problem problem="unknown-room" />}
      <CodeField onCode={onCode} />
      <section class="home-rooms" aria-label={TEXTS.home.rooms} aria-live="polite">
        {rooms === undefined && <p class="soft">{TEXTS.home.looking}</p>}
        {rooms?.ok === false && <Problem problem={rooms.error} />}
        {rooms?.ok && rooms.value.length === 0 && <p class="soft">{TEXTS.home.noRooms}</p>}
        {rooms?.ok && rooms.value.map((room) => <RoomCard key={room.code} room={room} onCode={onCode} />)}
      </section>
    </QuietPage>
  );
}

function RoomCard({ room, onCode }: { room: RoomListing; onCode: (code: RoomCode) => void }) {
  return (
    <a
      class="room-card"
      href={`/${room.code}`}
      onClick={(event) => {
        event.preventDefault();
        onCode(room.code);
      }}
    >
      <span class="room-card-code">{room.code}</span>
      <span class="room-card-text">
        <b>{room.title}</b>
        <span class="soft">
          {TEXTS.home.guests(room.guests, room.seatsMax)} · {TEXTS.phases[room.phase]}
        </span>
      </span>
      {room.locked || room.needsPin ? <Icon name="lock" /> : <Icon name="play" />}
    </a>
  );
}
