/** One room's whole visit: join page, session, goodbye. What leads from one to the next is in use-visit. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import { cleanName } from '../../src/protocol/limits.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { EndScreen } from './end-screen.tsx';
import { isPinFault, JoinScreen } from './join-screen.tsx';
import {
  recallPreferences,
  recallProfile,
  rememberPreferences,
  rememberProfile,
  withFreeLook,
} from './profile.ts';
import { RoomScreen } from './room-screen.tsx';
import type { RoomsError } from './rooms-api.ts';
import type { Preferences, Profile, Services } from './services.ts';
import { useBackGuard, useSlowness, useWake } from './use-browser.ts';
import { useRoom } from './use-rooms.ts';
import { useVisit, type Visit } from './use-visit.ts';

/** A connection attempt that takes longer than this gets an explanation while it goes on, ms. */
const SLOW_MS = 4_000;

/** The host has sent this guest to the room `to`, where it goes on as `me` (undefined: as it would have come). */
export interface Sent {
  readonly to: RoomCode;
  readonly me: Profile | undefined;
}

interface RoomPlaceProps {
  readonly code: RoomCode;
  readonly services: Services;
  /** Set when the host has sent the guest here. */
  readonly sent: Sent | undefined;
  readonly onSent: (to: RoomCode, me: Profile | undefined) => void;
  readonly onCode: (code: RoomCode) => void;
  readonly onHome: () => void;
}

export function RoomPlace({ code, services, sent, onSent, onCode, onHome }: RoomPlaceProps) {
  const [preferences, setPreferences] = usePreferences();
  const visit = useVisit({ code, services, isSent: sent !== undefined, onSent });
  const { session, state, wasSeated } = visit;
  const [isMenuOpen, setMenuOpen] = useState(false);
  const openMenu = useCallback(() => setMenuOpen(true), []);
  useWake(session);
  useBackGuard(state?.is === 'seated', openMenu);

  if (session && state?.is === 'seated') {
    return (
      <div data-phase={state.room.phase}>
        <RoomScreen
          session={session}
          state={state}
          openStage={services.openStage}
          preferences={preferences}
          onPreferences={setPreferences}
          isMenuOpen={isMenuOpen}
          onMenu={setMenuOpen}
        />
      </div>
    );
  }
  if (state?.is === 'ended' && wasSeated) {
    return (
      <div data-phase="ended">
        <EndScreen reason={state.reason} onJoinAgain={visit.startOver} onHome={onHome} />
      </div>
    );
  }
  return (
    <div data-phase="joining">
      <JoinPlace
        code={code}
        services={services}
        visit={visit}
        me={sent?.me}
        onCode={onCode}
        onHome={onHome}
      />
    </div>
  );
}

interface JoinPlaceProps {
  readonly code: RoomCode;
  readonly services: Services;
  readonly visit: Visit;
  /** Who one was in the room before. */
  readonly me: Profile | undefined;
  readonly onCode: (code: RoomCode) => void;
  readonly onHome: () => void;
}

function JoinPlace({ code, services, visit, me, onCode, onHome }: JoinPlaceProps) {
  const [wanted, setWanted] = useState(() => me ?? recallProfile());
  const [isSwitching, setSwitching] = useState(false);
  const listing = useRoom(services.rooms, code);
  const isLetIn = visit.state?.is !== 'connecting' || !visit.state.waiting;
  const isSlow = useSlowness(visit.wish !== 'idle' && isLetIn, SLOW_MS);
  const room = listing?.ok ? listing.value : undefined;
  const listingError = listing?.ok === false ? listing.error : undefined;
  const profile = withFreeLook(wanted, new Set(room?.looksTaken));

  const isDue = visit.wish !== 'idle' && visit.session === undefined;
  useEffect(() => {
    if (isDue && room !== undefined) visit.connect(room, profile);
  }, [isDue, room]);

  const join = (): void => {
    const clean = { ...profile, name: cleanName(profile.name) };
    setWanted(clean);
    rememberProfile(clean);
    visit.ask('joining');
  };
  const switchTo = (seatCode: string): void => {
    if (cleanName(profile.name) === '') setWanted(recallProfile());
    visit.ask('switching', seatCode);
  };
  // Whoever has a seat already is let in even so.
  const door = isSwitching || visit.wish !== 'idle' ? undefined : closedDoor(room);
  const needsPin = room?.needsPin === true || isPinFault(visit.refusal);
  return (
    <JoinScreen
      code={code}
      room={room}
      problem={visit.refusal ?? listingError ?? (isSlow ? 'unreachable' : door)}
      progress={isLetIn ? visit.wish : 'waiting'}
      needsPin={needsPin}
      pin={visit.pin}
      onPin={visit.setPin}
      profile={profile}
      onProfile={setWanted}
      onJoin={join}
      isSwitching={isSwitching}
      onSwitching={(isOn) => {
        setSwitching(isOn);
        visit.ask('idle');
      }}
      onSeatCode={switchTo}
      onCancel={() => visit.ask('idle')}
      onCode={onCode}
      onHome={onHome}
    />
  );
}

/** What the listing alone says against coming in. */
function closedDoor(room: RoomListing | undefined): RoomsError | undefined {
  if (room === undefined) return undefined;
  if (room.locked) return 'room-locked';
  return room.guests >= room.seatsMax ? 'room-full' : undefined;
}

/** Preferences of this device, remembered, with the motion setting put where the style sheets look for it. */
function usePreferences(): [Preferences, (preferences: Preferences) => void] {
  const [preferences, setPreferences] = useState(recallPreferences);
  const { reducedMotion } = preferences;
  useEffect(() => {
    document.documentElement.dataset.motion = reducedMotion ? 'reduced' : 'full';
  }, [reducedMotion]);
  const change = (next: Preferences): void => {
    rememberPreferences(next);
    setPreferences(next);
  };
  return [preferences, change];
}
