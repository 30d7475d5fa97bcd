/** Reads what delta-packer.ts writes, as a real client of that server would. Used by the ws driver. */
import { FULL_TURN, POSITION_STEP, ROOM_SIZE } from '../arena/arena.ts';
import type { Decoder, WorldView } from '../swarm/driver.ts';
import {
  ANGLE,
  DELTA,
  FLAGS,
  GONE_BYTES,
  HP,
  KEY,
  MOVED_BYTES,
  POSITION_16,
  PRESENT,
  SCORE,
  SPAWN_BYTES,
  STEP_8,
} from './delta-format.ts';

const toRadians = (angleByte: number): number => (angleByte / 256) * FULL_TURN;

export class DeltaDecoder implements Decoder {
  private readonly players = Array.from({ length: ROOM_SIZE }, () => ({
    ...{ x: 0, y: 0, angle: 0, hp: 0, score: 0, flags: 0, isPresent: false },
  }));
  private readonly projectiles = new Map<
    number,
    { id: string; x: number; y: number; angle: number; owner: number }
  >();
  /** Low byte of an id -> the id. */
  private readonly ids = new Map<number, number>();

  feed(frame: Buffer): WorldView | null {
    const kind = frame[0];
    if (kind !== DELTA && kind !== KEY) return null;
    if (kind === KEY) this.projectiles.clear();
    let at = 1 + ROOM_SIZE;
    for (let slot = 0; slot < ROOM_SIZE; slot++) at = this.readPlayer(frame, at, slot);
    this.readProjectiles(frame, at);
    const players = this.players.filter(({ isPresent }) => isPresent);
    return { players, projectiles: [...this.projectiles.values()] };
  }

  private readPlayer(frame: Buffer, start: number, slot: number): number {
    const player = this.players[slot]!;
    const mask = frame[start]!;
    let at = start + 1;
    player.isPresent = (mask & PRESENT) !== 0;
    if (mask & POSITION_16) {
      player.x = frame.readUInt16LE(at) * POSITION_STEP;
      player.y = frame.readUInt16LE(at + 2) * POSITION_STEP;
      at += 4;
    }
    if (mask & STEP_8) {
      player.x += frame.readInt8(at++) * POSITION_STEP;
      player.y += frame.readInt8(at++) * POSITION_STEP;
    }
    if (mask & ANGLE) player.angle = toRadians(frame[at++]!);
    if (mask & HP) player.hp = frame[at++]!;
    if (mask & SCORE) {
      player.score = frame.readUInt16LE(at);
      at += 2;
    }
    if (mask & FLAGS) player.flags = frame[at++]!;
    return at;
  }

  private readProjectiles(frame: Buffer, start: number): void {
    let at = start;
    for (let left = frame[at++]!; left > 0; left--, at += SPAWN_BYTES) this.readSpawn(frame, at);
    for (let left = frame[at++]!; left > 0; left--, at += GONE_BYTES) {
      this.projectiles.delete(frame.readUInt16LE(at));
    }
    for (let left = frame[at++]!; left > 0; left--, at += MOVED_BYTES) {
      const moved = this.projectiles.get(this.ids.get(frame[at]!) ?? -1);
      if (moved === undefined) continue;
      moved.x = frame.readUInt16LE(at + 1) * POSITION_STEP;
      moved.y = frame.readUInt16LE(at + 3) * POSITION_STEP;
    }
  }

  private readSpawn(frame: Buffer, at: number): void {
    const id = frame.readUInt16LE(at);
    this.ids.set(id & 0xff, id);
    this.projectiles.set(id, {
      id: String(id),
      x: frame.readUInt16LE(at + 2) * POSITION_STEP,
      y: frame.readUInt16LE(at + 4) * POSITION_STEP,
      angle: toRadians(frame[at + 6]!),
      owner: frame[at + 7]!,
    });
  }
}
