/**
 * The gallery: every screen of the guest's page with made-up states, to look at while building. `?show=<name>`
 * opens one; without it there is a list. Served by Vite's development server alone, not part of the product.
 */
import { type ComponentChild, render } from 'preact';
import { useState } from 'preact/hooks';
import { fail, ok } from '../../src/core/result.ts';
import { EndScreen } from '../play/end-screen.tsx';
import { HomeScreen } from '../play/home-screen.tsx';
import { type JoinProgress, JoinScreen } from '../play/join-screen.tsx';
import { ProfileDialog } from '../play/profile-dialog.tsx';
import { RoomScreen } from '../play/room-screen.tsx';
import type { RoomsError } from '../play/rooms-api.ts';
import type { Preferences } from '../play/services.ts';
import { useSessionState } from '../play/use-session.ts';
import '../ui/tokens.css';
import { fakeSession } from './fake-session.ts';
import { openFakeStage } from './fake-stage.ts';
import { CODE, listing, seated } from './fixtures.ts';
import { Parts } from './parts.tsx';

const nothing = (): void => {};

interface RoomProps {
  readonly state: ReturnType<typeof seated>;
  readonly hasMenu?: boolean;
}

function Room({ state, hasMenu = false }: RoomProps) {
  const [session] = useState(() => fakeSession(state));
  const [preferences, setPreferences] = useState<Preferences>({ muted: false, reducedMotion: false });
  const [isMenuOpen, setMenuOpen] = useState(hasMenu);
  const now = useSessionState(session);
  if (now?.is === 'ended') return <EndScreen reason={now.reason} onJoinAgain={nothing} onHome={nothing} />;
  if (now?.is !== 'seated') return null;
  return (
    <div data-phase={now.room.phase}>
      <RoomScreen
        session={session}
        state={now}
        openStage={openFakeStage}
        preferences={preferences}
        onPreferences={setPreferences}
        isMenuOpen={isMenuOpen}
        onMenu={setMenuOpen}
      />
    </div>
  );
}

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

function Muted() {
  const state = seated({ phase: 'lobby', own: { muted: true, name: 'Player 2' } });
  if (state.is !== 'seated') return null;
  const { seats } = state.room;
  return <ProfileDialog own={seats[1]!} seats={seats} onAct={nothing} onClose={nothing} />;
}

const Home = ({ rooms }: { rooms: Parameters<typeof HomeScreen>[0]['rooms'] }) => (
  <HomeScreen rooms={rooms} isLost={false} onCode={nothing} />
);
const End = ({ reason }: { reason: Parameters<typeof EndScreen>[0]['reason'] }) => (
  <EndScreen reason={reason} onJoinAgain={nothing} onHome={nothing} />
);

const SCREENS: Readonly<Record<string, () => ComponentChild>> = {
  parts: () => <Parts />,
  home: () => (
    <Home
      rooms={ok([
        listing(),
        listing({ code: 'ZZGP' as typeof CODE, phase: 'playing', guests: 8, locked: true }),
      ])}
    />
  ),
  'home-empty': () => <Home rooms={ok([])} />,
  'home-unreachable': () => <Home rooms={fail('unreachable')} />,
  join: () => <Join room={listing()} />,
  'join-loading': () => <Join />,
  'join-first': () => <Join room={listing({ guests: 0, looksTaken: [] })} />,
  'join-match-on': () => <Join room={listing({ phase: 'playing' })} />,
  'join-busy': () => <Join room={listing()} progress="joining" />,
  'join-returning': () => <Join room={listing()} progress="returning" />,
  'join-bad-name': () => <Join room={listing()} name="" />,
  'join-unknown': () => <Join problem="unknown-room" />,
  'join-full': () => <Join room={listing({ guests: 16 })} problem="room-full" />,
  'join-locked': () => <Join room={listing({ locked: true })} problem="room-locked" />,
  'join-rude-name': () => <Join room={listing()} problem="rude-name" />,
  'join-pin': () => <Join room={listing({ needsPin: true })} />,
  'join-pin-wrong': () => <Join room={listing({ needsPin: true })} problem="wrong-pin" />,
  'join-pin-blocked': () => <Join room={listing({ needsPin: true })} problem="pins-blocked" />,
  'join-waiting': () => <Join room={listing()} progress="waiting" />,
  'join-not-let-in': () => <Join room={listing()} problem="not-let-in" />,
  'join-version': () => <Join room={listing()} problem="wrong-version" />,
  'join-unreachable': () => <Join room={listing()} progress="joining" problem="unreachable" />,
  'join-switch': () => <Join switching room={listing()} />,
  'join-switch-busy': () => <Join switching room={listing()} progress="switching" />,
  'join-switch-wrong': () => <Join switching room={listing()} problem="wrong-seat-code" />,
  'join-switch-blocked': () => <Join switching room={listing()} problem="seat-codes-blocked" />,
  'join-switch-unreachable': () => <Join switching progress="switching" problem="unreachable" />,
  lobby: () => <Room state={seated({ phase: 'lobby' })} />,
  'lobby-alone': () => <Room state={seated({ phase: 'lobby', seats: 'alone', match: 1 })} />,
  'lobby-many': () => <Room state={seated({ phase: 'lobby', seats: 'many', match: 1 })} />,
  countdown: () => <Room state={seated({ phase: 'countdown', match: 1 })} />,
  playing: () => <Room state={seated({ phase: 'playing', match: 1 })} />,
  menu: () => <Room hasMenu state={seated({ phase: 'playing', match: 1 })} />,
  'menu-leader': () => <Room hasMenu state={seated({ phase: 'playing', match: 1, own: { leads: true } })} />,
  'menu-leader-lobby': () => <Room hasMenu state={seated({ phase: 'lobby', own: { leads: true } })} />,
  'results-leader': () => <Room state={seated({ phase: 'results', match: 1, own: { leads: true } })} />,
  paused: () => <Room state={seated({ phase: 'playing', match: 1, paused: true })} />,
  'paused-leader': () => (
    <Room state={seated({ phase: 'countdown', match: 1, paused: true, own: { leads: true } })} />
  ),
  'paused-lobby': () => <Room state={seated({ phase: 'lobby', match: 1, paused: true })} />,
  'profile-muted': () => <Muted />,
  'name-denied': () => <Room state={seated({ phase: 'lobby', match: 1, denied: 'rude-name' })} />,
  reconnecting: () => <Room state={seated({ phase: 'playing', match: 1, reconnecting: true })} />,
  'reconnecting-lobby': () => <Room state={seated({ phase: 'lobby', match: 1, reconnecting: true })} />,
  'reconnecting-results': () => <Room state={seated({ phase: 'results', match: 1, reconnecting: true })} />,
  'started-anew': () => <Room state={seated({ phase: 'lobby', match: 1, startedAnew: true })} />,
  results: () => <Room state={seated({ phase: 'results', match: 1 })} />,
  'results-alone': () => <Room state={seated({ phase: 'results', seats: 'alone', match: 1 })} />,
  'results-others-now': () => (
    <Room state={seated({ phase: 'results', seats: 'alone', outcomeOf: 'few', match: 1 })} />
  ),
  'results-many': () => <Room state={seated({ phase: 'results', seats: 'many', match: 1 })} />,
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

function List() {
  return (
    <ul>
      {Object.keys(SCREENS).map((name) => (
        <li key={name}>
          <a href={`?show=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

const show = SCREENS[new URLSearchParams(location.search).get('show') ?? ''] ?? (() => <List />);
render(show(), document.getElementById('app')!);
