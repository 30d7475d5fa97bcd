/** The guest's page: which room the address names, or the list of rooms when it names none. */
import { useEffect, useState } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import { goTo, roomInAddress } from './address.ts';
import './app.css';
import { HomeScreen } from './home-screen.tsx';
import { RoomPlace, type Sent } from './room-place.tsx';
import type { Profile, Services } from './services.ts';
import { useRoomList } from './use-rooms.ts';

export function App({ services }: { services: Services }) {
  const [place, setPlace] = useState(() => roomInAddress(location.pathname));
  /** Where the host has sent this guest, and as whom. */
  const [sent, setSent] = useState<Sent>();
  useEffect(() => {
    const look = (): void => setPlace(roomInAddress(location.pathname));
    window.addEventListener('popstate', look);
    return () => window.removeEventListener('popstate', look);
  }, []);

  const open = (code: RoomCode | undefined): void => {
    setSent(undefined);
    goTo(code);
    setPlace(code);
  };
  const send = (to: RoomCode, me: Profile | undefined): void => {
    open(to);
    setSent({ to, me });
  };
  if (place === undefined || place === 'unreadable') {
    return <HomePlace services={services} isLost={place === 'unreadable'} onCode={open} />;
  }
  return (
    <RoomPlace
      key={place}
      code={place}
      services={services}
      sent={sent?.to === place ? sent : undefined}
      onSent={send}
      onCode={open}
      onHome={() => open(undefined)}
    />
  );
}

interface HomePlaceProps {
  readonly services: Services;
  /** The address looked like a room's, but no room can have that code. */
  readonly isLost: boolean;
  readonly onCode: (code: RoomCode) => void;
}

function HomePlace({ services, isLost, onCode }: HomePlaceProps) {
  const rooms = useRoomList(services.rooms);
  return (
    <div data-phase="joining">
      <HomeScreen rooms={rooms} isLost={isLost} onCode={onCode} />
    </div>
  );
}
