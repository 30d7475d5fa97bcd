/**
 * Who goes on with a room when its owner dies: rendezvous hashing (Thaler and Ravishankar, 1996). Everybody who
 * knows the living computes the same answer, so nobody has to vote; a death moves only the dead one's rooms.
 */
import { hashText } from '../core/hash.ts';
import type { RoomCode, WorkerId } from '../core/ids.ts';

/** The heir of a room among `living`; undefined when nobody is left. */
export function heirOf(code: RoomCode, living: readonly WorkerId[]): WorkerId | undefined {
  let heir: WorkerId | undefined;
  let highest = -1;
  for (const worker of living) {
    const weight = hashText(`${code}:${worker}`);
    if (weight > highest) [heir, highest] = [worker, weight];
  }
  return heir;
}
