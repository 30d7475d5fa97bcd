/** A session that stands in one state; ready, name, look and some of a leader's commands change it as a host would. */
import { NO_STATS, type Session, type SessionState } from '../../src/client/session.ts';
import { asTick } from '../../src/core/ids.ts';
import type { LeaderCommand, RoomInfo, SeatAction, SeatInfo } from '../../src/protocol/messages.ts';

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
  const changeRoom = (more: Partial<RoomInfo>): void => {
    if (state.is === 'seated') change({ ...state, room: { ...state.room, ...more } });
  };
  const obey = (command: LeaderCommand): void => {
    if (command.do === 'pause') changeRoom({ paused: command.paused });
    else if (command.do === 'lock') changeRoom({ locked: command.locked });
    else if (command.do === 'bots') changeRoom({ bots: { fillTo: command.fillTo, level: command.level } });
  };
  const act = (action: SeatAction): void => {
    if (action.do === 'ready') changeOwn({ ready: action.ready });
    else if (action.do === 'name') changeOwn({ name: action.name });
    else if (action.do === 'look') changeOwn({ look: action.look });
    else if (action.do === 'lead') obey(action.command);
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
