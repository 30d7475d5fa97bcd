/** What the gallery shows of a guest outside of a room: the list of rooms, the door, the goodbye. */
import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { fail, ok } from '../../src/core/result.ts';
import { EndScreen } from '../play/end-screen.tsx';
import { HomeScreen } from '../play/home-screen.tsx';
import { type JoinProgress, JoinScreen } from '../play/join-screen.tsx';
import type { RoomsError } from '../play/rooms-api.ts';
import { CODE, listing } from './fixtures.ts';

const nothing = (): void => {};

interface JoinProps {
  readonly room?: ReturnType<typeof listing> | undefined;
  readonly problem?: RoomsError;
  readonly progress?: JoinProgress;
  readonly name?: string;
  readonly switching?: boolean;
}

function Join({ room, problem, progress = 'idle', name = 'Sunny Otter', switching = false }: JoinProps) {
  const [pin, setPin] = useState(problem === 'wrong-pin' ? '1234' : '');
  const [profile, setProfile] = useState({ name, look: 4 });
  const [isSwitching, setSwitching] = useState(switching);
  return (
    <JoinScreen
      code={CODE}
      room={room}
      problem={problem}
      progress={progress}
      profile={profile}
      onProfile={setProfile}
      needsPin={room?.needsPin === true}
      pin={pin}
      onPin={setPin}
      onJoin={nothing}
      isSwitching={isSwitching}
      onSwitching={setSwitching}
      onSeatCode={nothing}
      onCancel={nothing}
      onCode={nothing}
      onHome={nothing}
    />
  );
}

interface HomeProps {
  readonly rooms?: Parameters<typeof HomeScreen>[0]['rooms'];
  readonly isLost?: boolean;
}

const Home = ({ rooms, isLost = false }: HomeProps) => (
  <HomeScreen rooms={rooms} isLost={isLost} onCode={nothing} />
);
const End = ({ reason }: { reason: Parameters<typeof EndScreen>[0]['reason'] }) => (
  <EndScreen reason={reason} onJoinAgain={nothing} onHome={nothing} />
);

export const DOOR_STATES: Readonly<Record<string, () => ComponentChild>> = {
  home: () => (
    <Home
      rooms={ok([
        listing(),
        listing({ code: 'ZZGP' as typeof CODE, phase: 'playing', guests: 8, locked: true }),
      ])}
    />
  ),
  'home-empty': () => <Home rooms={ok([])} />,
  'home-looking': () => <Home />,
  'home-lost': () => <Home isLost rooms={ok([listing()])} />,
  'home-unreachable': () => <Home rooms={fail('unreachable')} />,
  join: () => <Join room={listing()} />,
  'join-loading': () => <Join />,
  'join-first': () => <Join room={listing({ guests: 0, looksTaken: [] })} />,
  'join-match-on': () => <Join room={listing({ phase: 'playing' })} />,
  'join-busy': () => <Join room={listing()} progress="joining" />,
  'join-returning': () => <Join room={listing()} progress="returning" />,
  'join-bad-name': () => <Join room={listing()} name="" />,
  'join-long-name': () => <Join room={listing()} name="WWWWWWWWWWWWWWWW" />,
  'join-name-from-right': () => <Join room={listing()} name="שלום עליכם" />,
  'join-unknown': () => <Join problem="unknown-room" />,
  'join-full': () => <Join room={listing({ guests: 16 })} problem="room-full" />,
  'join-locked': () => <Join room={listing({ locked: true })} problem="room-locked" />,
  'join-rude-name': () => <Join room={listing()} problem="rude-name" />,
  'join-pin': () => <Join room={listing({ needsPin: true })} />,
  'join-pin-wrong': () => <Join room={listing({ needsPin: true })} problem="wrong-pin" />,
  'join-pin-blocked': () => <Join room={listing({ needsPin: true })} problem="pins-blocked" />,
  'join-waiting': () => <Join room={listing()} progress="waiting" />,
  'join-not-let-in': () => <Join room={listing()} problem="not-let-in" />,
  'join-kicked': () => <Join room={listing()} problem="kicked" />,
  'join-banned': () => <Join room={listing()} problem="banned" />,
  'join-host-busy': () => <Join room={listing()} problem="host-busy" />,
  'join-host-closing': () => <Join room={listing()} problem="host-closing" />,
  'join-owner-gone': () => <Join room={listing()} problem="owner-gone" />,
  'join-room-closed': () => <Join problem="room-closed" />,
  'join-room-failed': () => <Join room={listing()} problem="room-failed" />,
  'join-too-much': () => <Join room={listing()} problem="rate-limited" />,
  'join-returning-unreachable': () => <Join progress="returning" problem="unreachable" />,
  'join-version': () => <Join room={listing()} problem="wrong-version" />,
  'join-unreachable': () => <Join room={listing()} progress="joining" problem="unreachable" />,
  'join-switch': () => <Join switching room={listing()} />,
  'join-switch-busy': () => <Join switching room={listing()} progress="switching" />,
  'join-switch-wrong': () => <Join switching room={listing()} problem="wrong-seat-code" />,
  'join-switch-blocked': () => <Join switching room={listing()} problem="seat-codes-blocked" />,
  'join-switch-unreachable': () => <Join switching progress="switching" problem="unreachable" />,
  'end-left': () => <End reason="left" />,
  'end-kicked': () => <End reason="kicked" />,
  'end-banned': () => <End reason="banned" />,
  'end-moved': () => <End reason="moved" />,
  'end-seat-taken': () => <End reason="seat-taken" />,
  'end-room-closed': () => <End reason="room-closed" />,
  'end-room-failed': () => <End reason="room-failed" />,
  'end-host-closing': () => <End reason="host-closing" />,
  'end-rate-limited': () => <End reason="rate-limited" />,
};
