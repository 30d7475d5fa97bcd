/**
 * One room's visit: the sessions that it takes, one after the other, and what they leave behind: the seat's token
 * for the next reload, the PIN for the next try, the reason of a refusal. Used by room-place.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session, SessionState } from '../../src/client/session.ts';
import type { RoomCode } from '../../src/core/ids.ts';
import { newToken } from '../../src/link/new-token.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { keepSeatToken, seatToken } from './address.ts';
import type { EndReason } from './end-screen.tsx';
import type { JoinProgress } from './join-screen.tsx';
import type { RoomsError } from './rooms-api.ts';
import type { Profile, Services } from './services.ts';
import { useSessionState } from './use-session.ts';

export interface VisitOptions {
  readonly code: RoomCode;
  readonly services: Services;
  /** The host has sent the guest here from another room: it comes in by itself. */
  readonly isSent: boolean;
  /** The host sends the guest to another room; `me`: as it was known here, if it may be known so elsewhere. */
  readonly onSent: (to: RoomCode, me: Profile | undefined) => void;
}

export type Visit = ReturnType<typeof useVisit>;

/** After these the token opens nothing any more. One who was removed may yet be brought back. */
const LOSES_SEAT: ReadonlySet<EndReason> = new Set(['left', 'moved', 'unknown-room', 'room-closed']);

/** A token from an earlier visit leads straight back to the seat; without one, the person chooses first. */
const firstWish = (code: RoomCode): JoinProgress => (seatToken(code) === undefined ? 'idle' : 'returning');

export function useVisit({ code, services, isSent, onSent }: VisitOptions) {
  const [wish, setWish] = useState(() => (isSent ? 'joining' : firstWish(code)));
  const [session, setSession] = useState<Session>();
  const [wasSeated, setWasSeated] = useState(false);
  const [seatCode, setSeatCode] = useState<string>();
  const [pin, setPin] = useState('');
  const [refusal, setRefusal] = useState<RoomsError>();
  const state = useSessionState(session);
  const me = useLatestSelf(state);
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
  const end = state?.is === 'ended' ? state : undefined;
  useEffect(() => {
    if (end === undefined) return;
    if (LOSES_SEAT.has(end.reason)) {
      keepSeatToken(code, undefined);
      madeToken.current = undefined;
    }
    if (end.reason === 'moved' && end.to !== undefined) onSent(end.to, me.current);
    else if (!wasSeated && end.reason !== 'left') refuse(end.reason);
  }, [code, end, wasSeated]);

  return {
    session,
    state,
    wasSeated,
    refusal,
    wish,
    pin,
    setPin,
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
      const keys = { token: known ?? madeToken.current, seatCode, pin: pin === '' ? undefined : pin };
      setSession(services.connect(room, profile, keys));
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

/** What the own seat was called and looked like last. Nothing where the host has taken the name away. */
function useLatestSelf(state: SessionState | undefined): { readonly current: Profile | undefined } {
  const latest = useRef<Profile>(undefined);
  if (state?.is === 'seated') {
    const own = state.room.seats.find(({ seat }) => seat === state.seat);
    latest.current = own === undefined || own.muted ? undefined : { name: own.name, look: own.look };
  }
  return latest;
}
