/** One room's whole visit: join page, session, goodbye. Keeps the seat's token, so that a reload comes back. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../../src/client/session.ts';
import type { RoomCode } from '../../src/core/ids.ts';
import { newToken } from '../../src/link/new-token.ts';
import { cleanName } from '../../src/protocol/limits.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { keepSeatToken, seatToken } from './address.ts';
import { type EndReason, EndScreen } from './end-screen.tsx';
import { type JoinProgress, JoinScreen } from './join-screen.tsx';
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
import { useSessionState } from './use-session.ts';

/** A connection attempt that takes longer than this gets an explanation while it goes on, ms. */
const SLOW_MS = 4_000;

interface RoomPlaceProps {
  readonly code: RoomCode;
  readonly services: Services;
  readonly onCode: (code: RoomCode) => void;
  readonly onHome: () => void;
}

export function RoomPlace({ code, services, onCode, onHome }: RoomPlaceProps) {
  const [preferences, setPreferences] = usePreferences();
  const visit = useVisit(code, services);
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
      <JoinPlace code={code} services={services} visit={visit} onCode={onCode} onHome={onHome} />
    </div>
  );
}

type Visit = ReturnType<typeof useVisit>;

/** A token from an earlier visit leads straight back to the seat; without one, the person chooses first. */
const firstWish = (code: RoomCode): JoinProgress => (seatToken(code) === undefined ? 'idle' : 'returning');

/** The sessions of a visit, one after the other, and what they leave behind. */
function useVisit(code: RoomCode, services: Services) {
  const [wish, setWish] = useState(() => firstWish(code));
  const [session, setSession] = useState<Session>();
  const [wasSeated, setWasSeated] = useState(false);
  const [seatCode, setSeatCode] = useState<string>();
  const [refusal, setRefusal] = useState<RoomsError>();
  const state = useSessionState(session);
  /** Kept until a seat has one: whoever gives up while connecting and tries again may be seated already. */
  const madeToken = useRef<string>(undefined);

  const drop = (): void => {
    setSession(undefined);
    setWasSeated(false);
  };
  useEffect(() => () => session?.close(), [session]);

  const token = state?.is === 'seated' ? state.token : undefined;
  useEffect(() => {
    if (token === undefined) return;
    keepSeatToken(code, token);
    setWasSeated(true);
  }, [code, token]);

  const refuse = (reason: RoomsError): void => {
    setRefusal(reason);
    setWish('idle');
    drop();
  };
  const endReason = state?.is === 'ended' ? state.reason : undefined;
  useEffect(() => {
    if (endReason === undefined) return;
    if (LOSES_SEAT.has(endReason)) {
      keepSeatToken(code, undefined);
      madeToken.current = undefined;
    }
    if (!wasSeated && endReason !== 'left') refuse(endReason);
  }, [code, endReason, wasSeated]);

  return {
    session,
    state,
    wasSeated,
    refusal,
    wish,
    /**
     * The person (or the token) wants in; `connect` follows as soon as the room is known. `takeOver`: the number
     * of a seat on another device.
     */
    ask(progress: JoinProgress, takeOver?: string): void {
      setRefusal(undefined);
      setSeatCode(takeOver);
      setWish(progress);
      if (progress === 'idle') drop();
    },
    connect(room: RoomListing, profile: Profile): void {
      madeToken.current ??= newToken();
      // A number is for another seat than the one that this browser may have had.
      const known = seatCode === undefined ? seatToken(code) : undefined;
      setSession(services.connect(room, profile, known ?? madeToken.current, seatCode));
    },
    /** After the end: back to the own seat where there still is one, else to the join page. */
    startOver(): void {
      drop();
      setRefusal(undefined);
      setSeatCode(undefined);
      setWish(firstWish(code));
    },
  };
}

/** After these the token opens nothing any more. */
const LOSES_SEAT: ReadonlySet<EndReason> = new Set(['left', 'kicked', 'unknown-room', 'room-closed']);

interface JoinPlaceProps {
  readonly code: RoomCode;
  readonly services: Services;
  readonly visit: Visit;
  readonly onCode: (code: RoomCode) => void;
  readonly onHome: () => void;
}

function JoinPlace({ code, services, visit, onCode, onHome }: JoinPlaceProps) {
  const [wanted, setWanted] = useState(recallProfile);
  const [isSwitching, setSwitching] = useState(false);
  const listing = useRoom(services.rooms, code);
  const isSlow = useSlowness(visit.wish !== 'idle', SLOW_MS);
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
  return (
    <JoinScreen
      code={code}
      room={room}
      problem={visit.refusal ?? listingError ?? (isSlow ? 'unreachable' : door)}
      progress={visit.wish}
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
