/** Speaks with servers/ws.ts, in both its modes. */

import { DeltaDecoder } from '../servers/delta-decoder.ts';
import { DELTA, KEY } from '../servers/delta-format.ts';
import { FULL, fullAckAt, readFull } from '../servers/full-snapshot.ts';
import { type Driver, NOT_A_SNAPSHOT } from '../swarm/driver.ts';

const INPUT_BYTES = 5;

export const wsDriver: Driver = {
  connect: async ({ room, slot }) => ({ path: `/?room=${room}&slot=${slot}` }),
  frame(conn, bytes, start) {
    const kind = bytes[start];
    if (kind === FULL) return conn.widen(bytes.readUInt16LE(start + fullAckAt(conn.slot)), 16);
    if (kind === DELTA || kind === KEY) return conn.widen(bytes[start + 1 + conn.slot]!, 8);
    return NOT_A_SNAPSHOT;
  },
  input(conn, seq, dx, dy, buttons) {
    const bytes = Buffer.allocUnsafe(INPUT_BYTES);
    bytes.writeUInt16LE(seq & 0xffff, 0);
    bytes[2] = dx;
    bytes[3] = dy;
    bytes[4] = buttons;
    conn.sendBinary(bytes);
  },
  decoder: () => {
    const deltas = new DeltaDecoder();
    return { feed: (frame) => (frame[0] === FULL ? readFull(frame) : deltas.feed(frame)) };
  },
};
