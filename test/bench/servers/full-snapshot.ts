/** The plain binary format: everything in every snapshot, as 32-bit floats. Written by servers, read by drivers. */
import { type PlainArena, ROOM_SIZE } from '../arena/arena.ts';
import type { WorldView } from '../swarm/driver.ts';

/** The first byte of a frame. */
export const FULL = 1;
/** Kind, number of projectiles, tick. Sizes are in bytes. */
const HEAD_BYTES = 6;
const PLAYER_BYTES = 18;
const PROJECTILE_BYTES = 15;
/** Where the low 16 bits of the last applied input stand, within a player. */
const ACK_AT = 16;

/** Where the acknowledgement of a slot stands in a frame. */
export const fullAckAt = (slot: number): number => HEAD_BYTES + slot * PLAYER_BYTES + ACK_AT;

export function packFull(arena: PlainArena): Buffer {
  const count = arena.projectiles.length;
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + ROOM_SIZE * PLAYER_BYTES + count * PROJECTILE_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint8(0, FULL);
  view.setUint8(1, count);
  view.setUint32(2, arena.tick, true);
  let at = HEAD_BYTES;
  for (let slot = 0; slot < ROOM_SIZE; slot++, at += PLAYER_BYTES) {
    const player = arena.players[slot];
    if (!player) {
      bytes.fill(0, at, at + PLAYER_BYTES);
      continue;
    }
    view.setFloat32(at, player.x, true);
    view.setFloat32(at + 4, player.y, true);
    view.setFloat32(at + 8, player.angle, true);
    view.setUint8(at + 12, player.hp);
    view.setUint16(at + 13, player.score, true);
    view.setUint8(at + 15, player.flags);
    view.setUint16(at + ACK_AT, arena.acks[slot]! & 0xffff, true);
  }
  for (const { id, state } of arena.projectiles) {
    view.setUint16(at, id, true);
    view.setFloat32(at + 2, state.x, true);
    view.setFloat32(at + 6, state.y, true);
    view.setFloat32(at + 10, state.angle, true);
    view.setUint8(at + 14, state.owner);
    at += PROJECTILE_BYTES;
  }
  return bytes;
}

export function readFull(bytes: Buffer): WorldView {
  const players = Array.from({ length: ROOM_SIZE }, (_, slot) => {
    const at = HEAD_BYTES + slot * PLAYER_BYTES;
    return {
      ...{ x: bytes.readFloatLE(at), y: bytes.readFloatLE(at + 4), angle: bytes.readFloatLE(at + 8) },
      ...{ hp: bytes[at + 12]!, score: bytes.readUInt16LE(at + 13), flags: bytes[at + 15]! },
    };
  });
  const projectiles = Array.from({ length: bytes[1]! }, (_, number) => {
    const at = HEAD_BYTES + ROOM_SIZE * PLAYER_BYTES + number * PROJECTILE_BYTES;
    return {
      ...{ id: String(bytes.readUInt16LE(at)), x: bytes.readFloatLE(at + 2), y: bytes.readFloatLE(at + 6) },
      ...{ angle: bytes.readFloatLE(at + 10), owner: bytes[at + 14]! },
    };
  });
  // Nobody alive has no hp: such a place is empty.
  return { players: players.filter(({ hp }) => hp > 0), projectiles };
}
