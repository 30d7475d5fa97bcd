/** What a view gets to work with, made from a session and the stage's own parts. */

import type { Session } from '../../src/client/session.ts';
import { invariant } from '../../src/core/result.ts';
import { findGame } from '../../src/games/registry.ts';
import type { RoomInfo } from '../../src/protocol/messages.ts';
import type { EventSchemas } from '../../src/sdk/game.ts';
import { LOOKS } from '../../src/sdk/looks.ts';
import type { Frame, SeatPicture, ViewContext } from '../../src/sdk/view.ts';

interface ViewContextParts {
  readonly session: Session;
  readonly gameId: string;
  frame(): Frame;
  reducedMotion(): boolean;
  particleShare(): number;
  readonly steerFrom: ViewContext<unknown, EventSchemas>['steerFrom'];
  readonly play: ViewContext<unknown, EventSchemas>['play'];
}

export function createViewContext(parts: ViewContextParts): ViewContext<unknown, EventSchemas> {
  const { session, gameId, frame, reducedMotion, particleShare, steerFrom, play } = parts;
  const game = findGame(gameId);
  invariant(game !== undefined, `the registry has no game "${gameId}"`);
  const cast = followCast(session);
  return {
    get ownSeat() {
      return session.state.is === 'seated' ? session.state.seat : undefined;
    },
    tickRate: game.tickRate,
    seats: () => cast().list,
    seat: (seat) => cast().bySeat.get(seat),
    picture: () => session.picture(),
    takeEvents: () => session.takeEvents(),
    isPractice: () => session.state.is === 'seated' && session.state.room.practice,
    frame,
    steerFrom,
    get reducedMotion() {
      return reducedMotion();
    },
    get particleShare() {
      return particleShare();
    },
    play,
    vibrate(ms) {
      if (!reducedMotion()) navigator.vibrate?.(ms);
    },
  };
}

interface Cast {
  readonly list: readonly SeatPicture[];
  readonly bySeat: ReadonlyMap<number, SeatPicture>;
}

/** The room's seats as pictures; made anew only when the room's information is new. */
function followCast(session: Session): () => Cast {
  let room: RoomInfo | undefined;
  let cast: Cast = { list: [], bySeat: new Map() };
  return () => {
    const { state } = session;
    if (state.is !== 'seated' || state.room === room) return cast;
    room = state.room;
    const list = room.seats.map(
      ({ seat, name, look, bot, away }): SeatPicture => ({
        seat,
        name,
        look: LOOKS[look]!,
        isBot: bot !== undefined,
        isAway: away,
      }),
    );
    cast = { list, bySeat: new Map(list.map((picture) => [picture.seat, picture])) };
    return cast;
  };
}
