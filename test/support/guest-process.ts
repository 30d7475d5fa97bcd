/**
 * A guest without a browser as a process of its own, for another computer of a made-up network: joins by the link that
 * it is given and prints one JSON line whenever its connection is lost or back. Ends when its input ends.
 */
import type { RoomListing } from '../../src/protocol/messages.ts';
import { connectGuest } from './guest.ts';

/** One line of it. */
export interface GuestLine {
  readonly seat: number;
  readonly isBack: boolean;
}

const { origin, pathname } = new URL(process.argv[2] ?? '');
const code = pathname.slice(1);
const room = async (): Promise<RoomListing> => (await fetch(`${origin}/api/rooms/${code}`)).json();

const guest = await connectGuest({ origin, code, room }, { name: 'Nomad' });
let printed = '';
guest.session.subscribe(() => {
  const { state } = guest.session;
  if (state.is !== 'seated') return;
  const line = JSON.stringify({ seat: state.seat, isBack: !state.reconnecting } satisfies GuestLine);
  if (line !== printed) console.log(line);
  printed = line;
});
process.stdin.on('end', () => guest.close()).resume();
