/** How many would lose their game if hosting ended. Asked by the way out and by the tray. */
import { type Hosting, ownOrigin } from './hosting.ts';
import type { JoinViews } from './join-view.ts';

/** Guests who are in, without the windows of this computer. */
export function guestsIn(hosting: Hosting, joinViews: JoinViews): number {
  const status = hosting.status();
  const origin = ownOrigin(hosting);
  if (status.state !== 'hosting' || origin === undefined) return 0;
  const seats = status.rooms.flatMap((room) => room.info.seats);
  const people = seats.filter((seat) => seat.bot === undefined && !seat.away).length;
  return Math.max(0, people - joinViews.count(origin));
}
