/**
 * The workload that every server under test runs, each on its own kind of objects: rooms in which everybody moves
 * in every tick, so that servers differ in how they send state, and in nothing else. Pure; its numbers are those
 * of the neutral specification and must not change, or figures of different days cannot be compared.
 */

/** Players of a room, unless a measurement is about large rooms. */
export const ROOM_SIZE = 8;
/** Edge of the square world, units; what leaves on one side comes back on the other. */
export const WORLD_SIZE = 1024;
/** Coarsest step in which a server may send positions, units. */
export const POSITION_STEP = 1 / 16;
export const FULL_TURN = Math.PI * 2;

/** Units per second: without input, and what a full push forwards adds. */
const CRUISE_SPEED = 180;
const THROTTLE_SPEED = 60;
/** Radians per second: a spin that never ends, and what full steering adds. */
const SPIN = 2.5;
const STEERING = 2;
const FULL_INPUT = 127;

const PROJECTILE_PERIOD_S = 0.5;
const PROJECTILE_LIFE_S = 2;
/** Units per second. */
const PROJECTILE_SPEED = 400;
const MAX_PROJECTILE_ID = 65_535;

const FULL_HP = 100;
const HIT_HP = 5;
const SCORE_MASK = 0xffff;

export interface Placed {
  /** Units. */
  x: number;
  y: number;
  /** Radians, from 0 to a full turn. */
  angle: number;
}

export interface PlayerState extends Placed {
  hp: number;
  score: number;
  /** The buttons that are held, one bit each. */
  flags: number;
}

export interface ProjectileState extends Placed {
  /** Slot of the player who fired it. */
  owner: number;
}

export interface Input {
  /** Steering, -127 to 127. */
  dx: number;
  /** Throttle, -127 to 127. */
  dy: number;
  /** One bit each, 0 to 255. */
  buttons: number;
}

/** How a server makes the objects that it sends. */
export interface ArenaHooks<J extends ProjectileState> {
  /** Creates a projectile that guests shall see. */
  spawn(id: number, x: number, y: number, angle: number, owner: number): J;
  /** Takes it away again. */
  despawn(id: number): void;
}

export interface LiveProjectile<J> {
  readonly id: number;
  readonly state: J;
  /** Units per tick. */
  readonly stepX: number;
  readonly stepY: number;
  /** The tick in which it goes. */
  readonly dieTick: number;
}

const wrap = (value: number): number =>
  value < 0 ? value + WORLD_SIZE : value >= WORLD_SIZE ? value - WORLD_SIZE : value;

/** Where the player of a slot begins. */
export function spawnPoint(slot: number): Placed {
  const column = slot % ROOM_SIZE;
  return { x: 128 * column + 64, y: 128 * ((column * 3) % ROOM_SIZE) + 64, angle: (slot * 0.7) % FULL_TURN };
}

/** A new player at the spawn point of a slot, as a plain object. */
export const newPlayer = (slot: number): PlayerState => ({
  ...spawnPoint(slot),
  hp: FULL_HP,
  score: 0,
  flags: 0,
});

/** One room. */
export class Arena<P extends PlayerState, J extends ProjectileState> {
  /** By slot; null: nobody there. */
  readonly players: (P | null)[];
  /** By slot: what the next tick goes by. */
  readonly inputs: Input[];
  /** By slot: sequence number of the last input that was applied. */
  readonly acks: number[];
  readonly projectiles: LiveProjectile<J>[] = [];
  tick = 0;
  private readonly hz: number;
  private readonly hooks: ArenaHooks<J>;
  private readonly size: number;
  private nextId = 1;

  constructor(hz: number, hooks: ArenaHooks<J>, size = ROOM_SIZE) {
    this.hz = hz;
    this.hooks = hooks;
    this.size = size;
    this.players = new Array<P | null>(size).fill(null);
    this.inputs = Array.from({ length: size }, () => ({ dx: 0, dy: 0, buttons: 0 }));
    this.acks = new Array<number>(size).fill(0);
  }

  /** How many players are there. */
  get population(): number {
    let count = 0;
    for (const player of this.players) if (player !== null) count++;
    return count;
  }

  join(slot: number, player: P): void {
    this.players[slot] = player;
    this.acks[slot] = 0;
    this.inputs[slot] = { dx: 0, dy: 0, buttons: 0 };
  }

  leave(slot: number): void {
    this.players[slot] = null;
  }

  /** Takes input number `seq` of a slot; it counts from the next tick on. */
  input(slot: number, seq: number, dx: number, dy: number, buttons: number): void {
    const input = this.inputs[slot]!;
    input.dx = dx;
    input.dy = dy;
    input.buttons = buttons;
    this.acks[slot] = seq;
  }

  /** Plays one tick. */
  step(): void {
    this.tick++;
    for (let slot = 0; slot < this.size; slot++) {
      const player = this.players[slot];
      if (player) this.stepPlayer(player, slot);
    }
    this.stepProjectiles();
    if (this.tick % Math.round(PROJECTILE_PERIOD_S * this.hz) === 0) this.fire();
  }

  private stepPlayer(player: P, slot: number): void {
    const input = this.inputs[slot]!;
    const seconds = 1 / this.hz;
    const speed = (CRUISE_SPEED + (input.dy / FULL_INPUT) * THROTTLE_SPEED) * seconds;
    const { angle } = player;
    player.x = wrap(player.x + Math.cos(angle) * speed);
    player.y = wrap(player.y + Math.sin(angle) * speed);
    const turned = angle + ((input.dx / FULL_INPUT) * STEERING + SPIN) * seconds;
    player.angle = turned >= FULL_TURN ? turned - FULL_TURN : turned;
    // Some servers pay for every assignment, so nothing is assigned that stays the same.
    if (player.flags !== input.buttons) player.flags = input.buttons;
    const isScoring = (this.tick + Math.round((slot * this.hz) / this.size)) % this.hz === 0;
    if (isScoring) player.score = (player.score + 1) & SCORE_MASK;
  }

  private stepProjectiles(): void {
    const { projectiles } = this;
    for (let i = projectiles.length - 1; i >= 0; i--) {
      const { id, state, stepX, stepY, dieTick } = projectiles[i]!;
      if (this.tick >= dieTick) {
        projectiles.splice(i, 1);
        this.hooks.despawn(id);
        this.hit(id % this.size);
        continue;
      }
      state.x = wrap(state.x + stepX);
      state.y = wrap(state.y + stepY);
    }
  }

  private hit(slot: number): void {
    const player = this.players[slot];
    if (player) player.hp = player.hp > HIT_HP ? player.hp - HIT_HP : FULL_HP;
  }

  private fire(): void {
    const id = this.nextId;
    this.nextId = (id % MAX_PROJECTILE_ID) + 1;
    const owner = id % this.size;
    const player = this.players[owner];
    if (!player) return;
    const { x, y, angle } = player;
    const seconds = 1 / this.hz;
    const state = this.hooks.spawn(id, x, y, angle, owner);
    this.projectiles.push({
      id,
      state,
      stepX: Math.cos(angle) * PROJECTILE_SPEED * seconds,
      stepY: Math.sin(angle) * PROJECTILE_SPEED * seconds,
      dieTick: this.tick + Math.round(PROJECTILE_LIFE_S * this.hz),
    });
  }
}

export type PlainArena = Arena<PlayerState, ProjectileState>;

/** A room of plain objects, for the servers that pack their own bytes. */
export function newPlainArena(hz: number): PlainArena {
  return new Arena<PlayerState, ProjectileState>(hz, {
    spawn: (_id, x, y, angle, owner) => ({ x, y, angle, owner }),
    despawn: () => {},
  });
}
