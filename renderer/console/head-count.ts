/** How many are in a room: people, whether or not they are connected now, and bots. Who was sent away is out. */
import type { RoomInfo } from '../../src/protocol/messages.ts';

interface HeadCount {
  readonly persons: number;
  /** Those of them who are connected now. */
  readonly here: number;
  readonly bots: number;
}

export function headCount({ seats }: RoomInfo): HeadCount {
  const people = seats.filter(({ bot, kicked }) => bot === undefined && !kicked);
  return {
    persons: people.length,
    here: people.filter(({ away }) => !away).length,
    bots: seats.filter(({ bot }) => bot !== undefined).length,
  };
}
