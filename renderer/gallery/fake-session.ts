/** A session that stands in one state; ready, name and look change it as a host would. */
import { NO_STATS, type Session, type SessionState } from '../../src/client/session.ts';
import { asTick } from '../../src/core/ids.ts';
import type { SeatAction, SeatInfo } from '../../src/protocol/messages.ts';

/** The tick that its picture shows. */
const TICK = asTick(30);

export function fakeSession(first: SessionState): Session {
  let state = first;
  const listeners = new Set<() => void>();
  const change = (next: SessionState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const changeOwn = (more: Partial<SeatInfo>): void => {
    if (state.is !== 'seated') return;
    const { seat: own, room } = state;
    const seats = room.seats.map((info) => (info.seat === own ? { ...info, ...more } : info));
    change({ ...state, room: { ...room, seats } });
  };
  const act = (action: SeatAction): void => {
    if (action.do === 'ready') changeOwn({ ready: action.ready });
    else if (action.do === 'name') changeOwn({ name: action.name });
    else if (action.do === 'look') changeOwn({ look: action.look });
  };
  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    act,
    leave: () => change({ is: 'ended', reason: 'left' }),
    close() {},
    wake() {},
    setInput() {},
    restingInput: () => undefined,
    advance() {},
    newest: () => undefined,
    picture: () => ({ state: undefined, tick: TICK }),
    takeEvents: () => [],
    stats: () => ({
      ...NO_STATS,
      rttMs: 8,
      jitterMs: 2,
      interpolationMs: 60,
      ageMs: 14,
      leadMs: 32,
      bytesDown: 4000,
      bytesUp: 900,
      frames: 300,
      snapshots: 290,
    }),
  };
}
