/** What the gallery shows of a guest who has a seat: every phase, notice and dialog. */
import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SeatInfo } from '../../src/protocol/messages.ts';
import { EndScreen } from '../play/end-screen.tsx';
import { ProfileDialog } from '../play/profile-dialog.tsx';
import { RoomScreen } from '../play/room-screen.tsx';
import type { Preferences } from '../play/services.ts';
import { ShareDialog } from '../play/share-dialog.tsx';
import { useSessionState } from '../play/use-session.ts';
import { fakeSession } from './fake-session.ts';
import { openFakeStage } from './fake-stage.ts';
import { CODE, seated } from './fixtures.ts';

const nothing = (): void => {};

interface RoomProps {
  readonly state: ReturnType<typeof seated>;
  readonly hasMenu?: boolean;
  readonly hasNetGraph?: boolean;
}

function Room({ state, hasMenu = false, hasNetGraph = false }: RoomProps) {
  useEffect(() => {
    if (hasNetGraph) window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F3' }));
  }, [hasNetGraph]);
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

function Profile({ own }: { own?: Partial<SeatInfo> }) {
  const state = seated({ phase: 'lobby', own });
  const { seats } = state.room;
  return <ProfileDialog own={seats[1]!} seats={seats} onAct={nothing} onClose={nothing} />;
}

export const ROOM_STATES: Readonly<Record<string, () => ComponentChild>> = {
  lobby: () => <Room state={seated({ phase: 'lobby' })} />,
  'lobby-alone': () => <Room state={seated({ phase: 'lobby', seats: 'alone', match: 1 })} />,
  'lobby-many': () => <Room state={seated({ phase: 'lobby', seats: 'many', match: 1 })} />,
  'lobby-names': () => <Room state={seated({ phase: 'lobby', seats: 'names', match: 1 })} />,
  'lobby-leader': () => <Room state={seated({ phase: 'lobby', match: 1, own: { leads: true } })} />,
  countdown: () => <Room state={seated({ phase: 'countdown', match: 1 })} />,
  playing: () => <Room state={seated({ phase: 'playing', match: 1 })} />,
  menu: () => <Room hasMenu state={seated({ phase: 'playing', match: 1 })} />,
  'menu-lobby': () => <Room hasMenu state={seated({ phase: 'lobby', match: 1 })} />,
  'menu-leader-names': () => (
    <Room hasMenu state={seated({ phase: 'playing', seats: 'names', match: 1, own: { leads: true } })} />
  ),
  'menu-leader': () => <Room hasMenu state={seated({ phase: 'playing', match: 1, own: { leads: true } })} />,
  'menu-leader-lobby': () => <Room hasMenu state={seated({ phase: 'lobby', own: { leads: true } })} />,
  'results-leader': () => <Room state={seated({ phase: 'results', match: 1, own: { leads: true } })} />,
  paused: () => <Room state={seated({ phase: 'playing', match: 1, paused: true })} />,
  'paused-leader': () => (
    <Room state={seated({ phase: 'countdown', match: 1, paused: true, own: { leads: true } })} />
  ),
  'paused-lobby': () => <Room state={seated({ phase: 'lobby', match: 1, paused: true })} />,
  profile: () => <Profile />,
  'profile-muted': () => <Profile own={{ muted: true, name: 'Player 2' }} />,
  share: () => <ShareDialog code={CODE} onClose={nothing} />,
  'net-graph': () => <Room hasNetGraph state={seated({ phase: 'playing', match: 1 })} />,
  'net-graph-lobby': () => <Room hasNetGraph state={seated({ phase: 'lobby', match: 1 })} />,
  'name-denied': () => <Room state={seated({ phase: 'lobby', match: 1, denied: 'rude-name' })} />,
  reconnecting: () => <Room state={seated({ phase: 'playing', match: 1, reconnecting: true })} />,
  'reconnecting-lobby': () => <Room state={seated({ phase: 'lobby', match: 1, reconnecting: true })} />,
  'reconnecting-results': () => <Room state={seated({ phase: 'results', match: 1, reconnecting: true })} />,
  'started-anew': () => <Room state={seated({ phase: 'lobby', match: 1, startedAnew: true })} />,
  results: () => <Room state={seated({ phase: 'results', match: 1 })} />,
  'results-alone': () => <Room state={seated({ phase: 'results', seats: 'alone', match: 1 })} />,
  'results-names': () => <Room state={seated({ phase: 'results', seats: 'names', match: 1 })} />,
  'results-others-now': () => (
    <Room state={seated({ phase: 'results', seats: 'alone', outcomeOf: 'few', match: 1 })} />
  ),
  'results-many': () => <Room state={seated({ phase: 'results', seats: 'many', match: 1 })} />,
};
