/**
 * Large arenas: what guests know of a state of which each gets only a part, through the room's own writer and the
 * guests' own reader.
 */
import { describe, expect, test } from 'vitest';
import { BitWriter } from '../../src/core/bytes.ts';
import { asSeatId, asTick } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import { AreaCut } from '../../src/protocol/area-cut.ts';
import { isNear } from '../../src/protocol/area-layout.ts';
import { areaLayoutOf, SnapshotReader } from '../../src/protocol/frames.ts';
import { SnapshotWriter } from '../../src/room/snapshot-writer.ts';
import { type AnyGame, eraseGame } from '../../src/sdk/game.ts';
import { type Infer, s } from '../../src/sdk/schema.ts';

const SIZE = 800;
const CELL = 100;
const FAR_EVERY = 10;
const WALKERS = 60;
const EMBERS = 90;

const state = s.struct({
  round: s.int(0, 1000),
  walkers: s.table(
    s.struct({ x: s.fixed(0, SIZE, 16), y: s.fixed(0, SIZE, 16), hp: s.int(0, 100) }),
    WALKERS,
  ),
  embers: s.table(s.struct({ x: s.fixed(0, SIZE, 4), y: s.fixed(0, SIZE, 4) }), EMBERS),
});
type Field = Infer<typeof state>;

const game: AnyGame = {
  ...eraseGame(rimRumble),
  seats: { min: 1, max: WALKERS, atOnce: WALKERS },
  ticksPerSnapshot: 2,
  state: state as AnyGame['state'],
  events: {},
  interest: {
    tables: ['walkers', 'embers'] as never,
    cellSize: CELL,
    farEvery: FAR_EVERY,
    eye: (field, seat) => (field as Field).walkers[seat],
  },
};
const layout = areaLayoutOf(game)!;

const SEATED = (seat: number) => ({ id: asSeatId(seat), bot: undefined, awaySinceMs: undefined });

/** A field on which some walk, some stand, some die and some are born, and guests who watch it. */
class Watched {
  readonly random: Random;
  readonly field: Field = { round: 0, walkers: {}, embers: {} };
  readonly writer = new SnapshotWriter(game);
  readonly readers = new Map<number, SnapshotReader>();
  readonly bytes: number[] = [];
  tick = 2;

  constructor(seed: number) {
    this.random = new Random(seed);
    for (let key = 0; key < WALKERS; key++) this.field.walkers[key] = { ...this.somewhere(), hp: 100 };
    for (let key = 0; key < EMBERS; key += 2) this.field.embers[key] = this.somewhere();
    state.quantise(this.field);
    this.writer.restart({ tick: asTick(this.tick), generation: 1 }, this.field);
  }

  somewhere(): { x: number; y: number } {
    return { x: this.random.range(0, SIZE), y: this.random.range(0, SIZE) };
  }

  enter(seat: number): void {
    const reader = new SnapshotReader(game);
    expect(reader.read(this.writer.keyframe(asSeatId(seat), []))).toBeDefined();
    this.readers.set(seat, reader);
  }

  live(): void {
    const { random, field } = this;
    field.round = this.tick % 1000;
    for (let key = 0; key < WALKERS; key++) {
      const walker = field.walkers[key];
      if (walker === undefined) {
        if (random.next() < 0.1) field.walkers[key] = { ...this.somewhere(), hp: 100 };
      } else if (random.next() < 0.02) delete field.walkers[key];
      else if (key % 3 !== 0) {
        walker.x += random.range(-25, 25);
        walker.y += random.range(-25, 25);
        walker.hp = random.int(101);
      }
    }
    for (let key = 0; key < EMBERS; key++) {
      if (random.next() > 0.03) continue;
      if (field.embers[key] === undefined) field.embers[key] = this.somewhere();
      else delete field.embers[key];
    }
    state.quantise(field);
  }

  /** Sends a snapshot to everybody; what each knows then, by seat. */
  snapshot(): Map<number, Field> {
    this.tick += 2;
    const seats = [...this.readers.keys()].map((seat) => SEATED(seat));
    const cut = new AreaCut(this.writer.area(asTick(this.tick), this.field, [], seats));
    const known = new Map<number, Field>();
    for (const [seat, reader] of this.readers) {
      const bytes = cut.for(seat);
      this.bytes.push(bytes.length);
      const snapshot = reader.read(bytes);
      expect(snapshot?.tick, `a readable frame for seat ${seat} at tick ${this.tick}`).toBe(this.tick);
      known.set(seat, snapshot!.state as Field);
    }
    return known;
  }
}

type Spots = { [key: number]: { x: number; y: number } };

/** What is in the cells around an eye. */
function near(spots: Spots, eye: { x: number; y: number }): Spots {
  const cell = layout.cellAt(eye);
  return Object.fromEntries(Object.entries(spots).filter(([, spot]) => isNear(cell, layout.cellAt(spot))));
}

describe.each([1, 2, 3])('[F8] a large arena, seed %i', (seed) => {
  test('what is near a guest it knows exactly, at every snapshot, wherever everybody goes', () => {
    const watched = new Watched(seed);
    for (let seat = 0; seat < 20; seat++) watched.enter(seat);
    for (let i = 0; i < 100; i++) {
      watched.live();
      if (i === 50) for (let seat = 30; seat < 40; seat++) watched.enter(seat); // latecomers
      if (i === 80) watched.enter(3); // a repaired stream
      for (const [seat, known] of watched.snapshot()) {
        expect(known.round).toBe(watched.field.round);
        const eye = watched.field.walkers[seat];
        if (eye === undefined) continue;
        const cell = layout.cellAt(eye);
        for (const table of ['walkers', 'embers'] as const) {
          const message = `${table} near seat ${seat}, snapshot ${i}, cell ${cell}`;
          expect(near(known[table], eye), message).toEqual(near(watched.field[table], eye));
        }
      }
    }
  });

  test('all who watch agree on what everybody has, and the host knows it', () => {
    const watched = new Watched(seed);
    for (let seat = 0; seat < 8; seat++) watched.enter(seat);
    for (let i = 0; i < 60; i++) {
      watched.live();
      watched.snapshot();
      const hash = watched.writer.hashFrame();
      for (const reader of watched.readers.values()) expect(reader.agrees(hash)).toBe(true);
    }
  });

  test('once all stand still, everybody knows everything within one round of turns and one glide', () => {
    const watched = new Watched(seed);
    for (let seat = 0; seat < 8; seat++) watched.enter(seat);
    for (let i = 0; i < 40; i++) {
      watched.live();
      watched.snapshot();
    }
    let known = watched.snapshot();
    for (let i = 0; i < 2 * FAR_EVERY; i++) known = watched.snapshot();
    for (const field of known.values()) expect(field).toEqual(watched.field);
  });

  test('damaged frames are refused, never believed and never thrown', () => {
    const watched = new Watched(seed);
    watched.enter(0);
    const random = new Random(seed);
    const reader = new SnapshotReader(game);
    for (let i = 0; i < 300; i++) {
      watched.live();
      watched.tick += 2;
      const keyframe = watched.writer.keyframe(asSeatId(0), []);
      const cut = new AreaCut(watched.writer.area(asTick(watched.tick), watched.field, [], [SEATED(0)]));
      const bytes = cut.for(0).slice(0, random.int(400));
      for (let n = 0; n < 3 && bytes.length > 2; n++)
        bytes[2 + random.int(bytes.length - 2)] = random.int(256);
      reader.read(keyframe);
      const snapshot = reader.read(bytes);
      if (snapshot !== undefined) state.write(new BitWriter(), snapshot.state as Field); // in range at least
    }
  });
});

test('a guest gets far less than everything', () => {
  const watched = new Watched(5);
  for (let seat = 0; seat < 30; seat++) watched.enter(seat);
  let whole = 0;
  for (let i = 0; i < 100; i++) {
    watched.live();
    const writer = new BitWriter();
    state.write(writer, watched.field);
    whole += writer.finish().length;
    watched.snapshot();
  }
  const mean = watched.bytes.reduce((sum, bytes) => sum + bytes) / watched.bytes.length;
  expect(mean).toBeLessThan((whole / 100) * 0.35);
});
