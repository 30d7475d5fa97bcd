/** Speaks with servers/socketio.ts: the text protocol of Engine.IO 4, over WebSocket only. */
import type { PlayerState, ProjectileState } from '../arena/arena.ts';
import { fullAckAt, readFull } from '../servers/full-snapshot.ts';
import type { Conn } from '../swarm/conn.ts';
import { type Driver, NO_ACK, NOT_A_SNAPSHOT, type WorldView } from '../swarm/driver.ts';

/** Kinds of packets: of Engine.IO, then of Socket.IO within a message. */
const OPEN = 0x30;
const PING = 0x32;
const MESSAGE = 0x34;
const CONNECT = 0x30;
const EVENT = 0x32;
const STATE = Buffer.from('42["state"');

interface StateMessage {
  readonly players: Readonly<Record<string, PlayerState>>;
  readonly projectiles: readonly ({ readonly id: number } & ProjectileState)[];
}

/** Reads the digits behind this guest's own key in a JSON state. */
function readAck(conn: Conn, bytes: Buffer, start: number, end: number): number {
  conn.data ??= `"p${conn.slot}":{"seq":`;
  const key = conn.data as string;
  const found = bytes.indexOf(key, start, 'latin1');
  if (found < 0 || found > end) return NO_ACK;
  let ack = 0;
  for (let at = found + key.length; bytes[at]! >= 0x30 && bytes[at]! <= 0x39; at++) {
    ack = ack * 10 + bytes[at]! - 0x30;
  }
  return ack;
}

function isState(bytes: Buffer, start: number, end: number): boolean {
  return bytes.compare(STATE, 0, STATE.length, start, Math.min(end, start + STATE.length)) === 0;
}

function readState(frame: Buffer): WorldView | null {
  if (!isState(frame, 0, frame.length)) return null;
  const [, { players, projectiles }] = JSON.parse(frame.toString('utf8', 2)) as [string, StateMessage];
  return {
    players: Object.values(players),
    projectiles: projectiles.map((one) => ({ ...one, id: String(one.id) })),
  };
}

/** Answers what is not an event. */
function answer(conn: Conn, kind: number, messageKind: number): void {
  if (kind === OPEN) conn.sendText('40');
  else if (kind === PING) conn.sendText('3');
  else if (kind === MESSAGE && messageKind === CONNECT) {
    conn.sendText(`42["join",{"room":${conn.room},"slot":${conn.slot}}]`);
  }
}

export const socketioDriver: Driver = {
  connect: async () => ({ path: '/socket.io/?EIO=4&transport=websocket' }),
  frame(conn, bytes, start, end, isBinary) {
    if (isBinary) return conn.widen(bytes.readUInt16LE(start + fullAckAt(conn.slot)), 16);
    const kind = bytes[start]!;
    const messageKind = bytes[start + 1]!;
    if (kind !== MESSAGE || messageKind !== EVENT) {
      answer(conn, kind, messageKind);
      return NOT_A_SNAPSHOT;
    }
    return isState(bytes, start, end) ? readAck(conn, bytes, start, end) : NOT_A_SNAPSHOT;
  },
  input: (conn, seq, dx, dy, buttons) =>
    conn.sendText(`42["input",{"seq":${seq},"dx":${dx},"dy":${dy},"buttons":${buttons}}]`),
  decoder: () => ({ feed: (frame, isBinary) => (isBinary ? readFull(frame) : readState(frame)) }),
};
