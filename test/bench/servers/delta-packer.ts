/** Packs a room into the hand-packed format of delta-format.ts. Used by the ws server. */
import {
  FULL_TURN,
  type Placed,
  type PlainArena,
  type PlayerState,
  POSITION_STEP,
  ROOM_SIZE,
} from '../arena/arena.ts';
import {
  ANGLE,
  DELTA,
  EVERYTHING,
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

const STEPS_PER_UNIT = 1 / POSITION_STEP;
const toSteps = (units: number): number => (units * STEPS_PER_UNIT) | 0;
const toAngleByte = (radians: number): number => Math.floor((radians / FULL_TURN) * 256 + 0.5) & 0xff;
const fitsByte = (step: number): boolean => step >= -128 && step <= 127;

/** What guests know of a player. */
interface Known {
  x: number;
  y: number;
  angle: number;
  hp: number;
  score: number;
  flags: number;
  isPresent: boolean;
}

interface Position {
  x: number;
  y: number;
}

/** All packers write here; a finished frame is copied out of it. */
const scratch = Buffer.allocUnsafe(4096);

/** Packs one room, frame by frame. Methods that write take the offset and return the next one, bytes. */
export class DeltaPacker {
  private readonly arena: PlainArena;
  private readonly players: Known[] = Array.from({ length: ROOM_SIZE }, () => ({
    ...{ x: 0, y: 0, angle: 0, hp: 0, score: 0, flags: 0, isPresent: false },
  }));
  private readonly projectiles = new Map<number, Position>();

  constructor(arena: PlainArena) {
    this.arena = arena;
  }

  /** What has changed since the last delta, for all who have been there since. */
  packDelta(): Buffer {
    let at = this.writeHead(DELTA);
    for (let slot = 0; slot < ROOM_SIZE; slot++) at = this.writePlayer(at, slot);
    return Buffer.from(scratch.subarray(0, this.writeProjectiles(at)));
  }

  /** What everybody knows after the last delta, for one who is new. */
  packKey(): Buffer {
    let at = this.writeHead(KEY);
    for (let slot = 0; slot < ROOM_SIZE; slot++) {
      if (this.arena.players[slot]) at = writeEverything(at, this.players[slot]!);
      else scratch[at++] = 0;
    }
    const countAt = at++;
    let count = 0;
    for (const { id, state } of this.arena.projectiles) {
      const known = this.projectiles.get(id);
      if (known === undefined) continue;
      at = writeSpawn(at, id, known, state.angle, state.owner);
      count++;
    }
    scratch[countAt] = count;
    scratch[at++] = 0;
    scratch[at++] = 0;
    return Buffer.from(scratch.subarray(0, at));
  }

  private writeHead(kind: number): number {
    let at = 0;
    scratch[at++] = kind;
    for (let slot = 0; slot < ROOM_SIZE; slot++) scratch[at++] = this.arena.acks[slot]! & 0xff;
    return at;
  }

  private writePlayer(start: number, slot: number): number {
    const player = this.arena.players[slot];
    const known = this.players[slot]!;
    if (!player) {
      known.isPresent = false;
      scratch[start] = 0;
      return start + 1;
    }
    if (known.isPresent) return writeChanges(start, player, known);
    learn(known, player);
    return writeEverything(start, known);
  }

  private writeProjectiles(start: number): number {
    const { projectiles } = this.arena;
    let at = start + 1;
    const moved: { readonly id: number; readonly known: Position }[] = [];
    let spawned = 0;
    for (const { id, state } of projectiles) {
      const x = toSteps(state.x);
      const y = toSteps(state.y);
      const known = this.projectiles.get(id);
      if (known === undefined) {
        const spawn = { x, y };
        this.projectiles.set(id, spawn);
        at = writeSpawn(at, id, spawn, state.angle, state.owner);
        spawned++;
        continue;
      }
      known.x = x;
      known.y = y;
      moved.push({ id, known });
    }
    scratch[start] = spawned;
    at = this.writeGone(at);
    scratch[at++] = moved.length;
    for (const { id, known } of moved) {
      scratch[at] = id & 0xff;
      scratch.writeUInt16LE(known.x, at + 1);
      scratch.writeUInt16LE(known.y, at + 3);
      at += MOVED_BYTES;
    }
    return at;
  }

  private writeGone(start: number): number {
    const { projectiles } = this.arena;
    let at = start + 1;
    let gone = 0;
    if (this.projectiles.size > projectiles.length) {
      for (const id of this.projectiles.keys()) {
        if (projectiles.some((one) => one.id === id)) continue;
        this.projectiles.delete(id);
        scratch.writeUInt16LE(id, at);
        at += GONE_BYTES;
        gone++;
      }
    }
    scratch[start] = gone;
    return at;
  }
}

function learn(known: Known, { x, y, angle, hp, score, flags }: PlayerState): void {
  known.x = toSteps(x);
  known.y = toSteps(y);
  known.angle = toAngleByte(angle);
  known.hp = hp;
  known.score = score;
  known.flags = flags;
  known.isPresent = true;
}

function writeEverything(start: number, known: Known): number {
  scratch[start] = EVERYTHING;
  scratch.writeUInt16LE(known.x, start + 1);
  scratch.writeUInt16LE(known.y, start + 3);
  scratch[start + 5] = known.angle;
  scratch[start + 6] = known.hp;
  scratch.writeUInt16LE(known.score, start + 7);
  scratch[start + 9] = known.flags;
  return start + 10;
}

/** Writes the fields of a player that are news, and takes them as known. */
function writeChanges(start: number, player: PlayerState, known: Known): number {
  let at = start + 1;
  const position = writePosition(at, player, known);
  let mask = PRESENT | position;
  at += position === POSITION_16 ? 4 : position === STEP_8 ? 2 : 0;
  const angle = toAngleByte(player.angle);
  if (angle !== known.angle) {
    mask |= ANGLE;
    known.angle = angle;
    scratch[at++] = angle;
  }
  if (player.hp !== known.hp) {
    mask |= HP;
    known.hp = player.hp;
    scratch[at++] = player.hp;
  }
  if (player.score !== known.score) {
    mask |= SCORE;
    known.score = player.score;
    at = scratch.writeUInt16LE(player.score, at);
  }
  if (player.flags !== known.flags) {
    mask |= FLAGS;
    known.flags = player.flags;
    scratch[at++] = player.flags;
  }
  scratch[start] = mask;
  return at;
}

/** Writes where a player is now. Returns how: POSITION_16, STEP_8, or 0 for not at all. */
function writePosition(at: number, { x, y }: Placed, known: Known): number {
  const newX = toSteps(x);
  const newY = toSteps(y);
  const stepX = newX - known.x;
  const stepY = newY - known.y;
  if (stepX === 0 && stepY === 0) return 0;
  known.x = newX;
  known.y = newY;
  if (fitsByte(stepX) && fitsByte(stepY)) {
    scratch[at] = stepX;
    scratch[at + 1] = stepY;
    return STEP_8;
  }
  scratch.writeUInt16LE(newX, at);
  scratch.writeUInt16LE(newY, at + 2);
  return POSITION_16;
}

function writeSpawn(at: number, id: number, { x, y }: Position, angle: number, owner: number): number {
  scratch.writeUInt16LE(id, at);
  scratch.writeUInt16LE(x, at + 2);
  scratch.writeUInt16LE(y, at + 4);
  scratch[at + 6] = toAngleByte(angle);
  scratch[at + 7] = owner;
  return at + SPAWN_BYTES;
}
