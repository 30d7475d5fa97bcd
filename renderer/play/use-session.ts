/** Hooks that tie components to a session: its state, and the seconds until the phase ends. */
import { useEffect, useReducer, useState } from 'preact/hooks';
import type { Session, SessionState } from '../../src/client/session.ts';
import { findGame } from '../../src/games/registry.ts';
import type { RoomInfo } from '../../src/protocol/messages.ts';

/** How often the countdown is looked at, ms. */
const COUNTDOWN_CHECK_MS = 50;

/** The session's state, redrawn at every change. */
export function useSessionState(session: Session | undefined): SessionState | undefined {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (session === undefined) return undefined;
    const unsubscribe = session.subscribe(() => redraw(undefined));
    redraw(undefined);
    return unsubscribe;
  }, [session]);
  return session?.state;
}

/** Whole seconds until the room's phase ends, rounded up; undefined while the tick is not known. */
export function useSecondsLeft(session: Session, room: RoomInfo): number | undefined {
  const [seconds, setSeconds] = useState<number>();
  const { phaseEndsAtTick } = room;
  const tickRate = findGame(room.game)?.tickRate;
  useEffect(() => {
    const look = (): void => {
      const tick = session.picture()?.tick;
      if (tick === undefined || phaseEndsAtTick === undefined || tickRate === undefined)
        setSeconds(undefined);
      else setSeconds(Math.max(0, Math.ceil((phaseEndsAtTick - tick) / tickRate)));
    };
    look();
    const timer = setInterval(look, COUNTDOWN_CHECK_MS);
    return () => clearInterval(timer);
  }, [session, phaseEndsAtTick, tickRate]);
  return seconds;
}
