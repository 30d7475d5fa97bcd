/**
 * The benchmark's workload as a game of our SDK: the same work per tick as the arena that every other server under
 * test simulates, on state that a schema describes. Positions travel in 1/16 unit, angles in 1/256 turn; a room
 * quantises its state after every tick, so here the simulation itself has that precision.
 *
 * A player's `ack` is the low byte of the number of the input that the simulation applied last: our protocol tells
 * guests by ticks which inputs counted, the benchmark wants it said.
 */
import { cos, sin, TAU } from '../../../src/core/math.ts';
import { type AnyGame, defineGame, eraseGame, type Inputs } from '../../../src/sdk/game.ts';
import { type Infer, s } from '../../../src/sdk/schema.ts';

/** Side of the square world of a room of 8, units; it wraps round. */
const WORLD = 1024;
const SHOT_PERIOD_S = 0.5;
const SHOT_LIFE_S = 2;
/** Shots alive at once: four, and some more around the tick in which one follows the other. */
const SHOT_KEYS = 8;
const SHOT_SPEED = 400;
const FULL_HP = 100;
const HIT_HP = 5;

const angle = s.fixed(0, TAU - TAU / 256, 256 / TAU);
const byte = s.int(0, 255);
const input = s.struct({ ack: byte, dx: s.int(-127, 127), dy: s.int(-127, 127), buttons: byte });
type ArenaInput = Infer<typeof input>;

/** What differs between the arenas that are measured. */
export interface ArenaOptions {
  readonly id: string;
  /** Ticks, and snapshots, a second. */
  readonly hz: number;
  readonly seats: number;
}

const wrap = (value: number, size: number): number =>
  value < 0 ? value + size : value >= size ? value - size : value;

/** A room of `seats` players, all moving all the time, with four shots in the air for every eight of them. */
export function arenaGame({ id, hz, seats }: ArenaOptions): AnyGame {
  const groups = Math.ceil(seats / 8);
  const size = WORLD * Math.ceil(Math.sqrt(groups));
  const place = s.fixed(0, size, 16);
  const player = s.struct({
    ...{ x: place, y: place, angle },
    ...{ hp: byte, score: s.int(0, 65_535), flags: byte, ack: byte },
  });
  const shot = s.struct({
    x: place,
    y: place,
    angle,
    owner: s.int(0, seats - 1),
    diesAt: s.int(0, 2 ** 31 - 1),
  });
  const state = s.struct({
    players: s.table(player, seats),
    shots: s.table(shot, SHOT_KEYS * groups),
    shotsFired: s.int(0, 2 ** 31 - 1),
  });
  type ArenaState = Infer<typeof state>;
  type Player = Infer<typeof player>;

  const born = (seat: number): Player => ({
    x: (128 * seat + 64) % size,
    y: (128 * ((seat * 3) % 8) + 64 + WORLD * Math.floor((128 * seat) / size)) % size,
    angle: (seat * 0.7) % TAU,
    ...{ hp: FULL_HP, score: 0, flags: 0, ack: 0 },
  });

  function move(player: Player, seat: number, { dx, dy, buttons, ack }: ArenaInput, tick: number): void {
    const distance = (180 + (dy / 127) * 60) / hz;
    player.x = wrap(player.x + cos(player.angle) * distance, size);
    player.y = wrap(player.y + sin(player.angle) * distance, size);
    player.angle = wrap(player.angle + ((dx / 127) * 2 + 2.5) / hz, TAU);
    player.flags = buttons;
    player.ack = ack;
    if ((tick + Math.round((seat * hz) / 8)) % hz === 0) player.score = (player.score + 1) & 0xffff;
  }

  function moveShots({ players, shots }: ArenaState, tick: number): void {
    for (let key = 0; key < SHOT_KEYS * groups; key++) {
      const shot = shots[key];
      if (shot === undefined) continue;
      if (tick >= shot.diesAt) {
        delete shots[key];
        const hit = players[shot.owner];
        if (hit !== undefined) hit.hp = hit.hp > HIT_HP ? hit.hp - HIT_HP : FULL_HP;
        continue;
      }
      shot.x = wrap(shot.x + (cos(shot.angle) * SHOT_SPEED) / hz, size);
      shot.y = wrap(shot.y + (sin(shot.angle) * SHOT_SPEED) / hz, size);
    }
  }

  function fire(state: ArenaState, tick: number): void {
    for (let group = 0; group < groups; group++) {
      const id = ++state.shotsFired;
      const owner = (Math.floor(id / groups) + group * 8) % seats;
      const shooter = state.players[owner];
      if (shooter === undefined) continue;
      const { x, y, angle } = shooter;
      state.shots[id % (SHOT_KEYS * groups)] = {
        x,
        y,
        angle,
        owner,
        diesAt: tick + Math.round(SHOT_LIFE_S * hz),
      };
    }
  }

  /** An area is as wide as what a guest of it would see; in a room of 8 everybody sees everything. */
  const interest = {
    tables: ['players', 'shots'] as const,
    cellSize: 320,
    farEvery: 2 * hz,
    eye: ({ players }: ArenaState, seat: number) => players[seat],
  };

  const resting: ArenaInput = { ack: 0, dx: 0, dy: 0, buttons: 0 };
  return eraseGame(
    defineGame({
      id,
      title: `Arena ${seats} at ${hz} Hz`,
      tagline: 'Everything moves, all the time.',
      howTo: [],
      seats: { min: 1, max: seats, atOnce: seats },
      tickRate: hz,
      ticksPerSnapshot: 1,
      settings: {},
      ...{ state, input, events: {} },
      ...(seats > 8 ? { interest } : {}),
      setup(ids) {
        const players: ArenaState['players'] = {};
        for (const id of ids) players[id] = born(id);
        return { players, shots: {}, shotsFired: 0 };
      },
      join(state, seat) {
        state.players[seat] = born(seat);
      },
      leave(state, seat) {
        delete state.players[seat];
      },
      step(state, inputs: Inputs<ArenaInput>, { tick }) {
        for (let seat = 0; seat < seats; seat++) {
          const player = state.players[seat];
          if (player !== undefined) move(player, seat, inputs[seat] ?? resting, tick);
        }
        moveShots(state, tick);
        if (tick % Math.round(SHOT_PERIOD_S * hz) === 0) fire(state, tick);
      },
      restingInput: (state, seat) => ({ ...resting, ack: state.players[seat]?.ack ?? 0 }),
      bot: () => resting,
      scores: () => [],
      outcome: () => undefined,
    }),
  );
}
