/** The workload of the benchmark: the same in every run, and as busy as its specification says. */
import { describe, expect, test } from 'vitest';
import { newPlainArena, newPlayer, type PlainArena, ROOM_SIZE, WORLD_SIZE } from '../bench/arena/arena.ts';
import { clientInput, INPUT_HZ } from '../bench/arena/client-input.ts';
import { ChangeCounter } from '../bench/measure/verify.ts';
import { DeltaDecoder } from '../bench/servers/delta-decoder.ts';
import { DeltaPacker } from '../bench/servers/delta-packer.ts';
import { packFull, readFull } from '../bench/servers/full-snapshot.ts';
import { Histogram } from '../bench/swarm/histogram.ts';

const RATES = [20, 60];
/** Until as many projectiles are in the air as ever. */
const SETTLE_S = 3;

function fullRoom(hz: number): PlainArena {
  const arena = newPlainArena(hz);
  for (let slot = 0; slot < ROOM_SIZE; slot++) arena.join(slot, newPlayer(slot));
  return arena;
}

/** Plays ticks with everybody's inputs, and calls `onTick` after each. */
function play(
  arena: PlainArena,
  hz: number,
  seconds: number,
  onTick: (tick: number) => void = () => {},
): void {
  const input = { dx: 0, dy: 0, buttons: 0 };
  for (let i = 0; i < seconds * hz; i++) {
    if (i % (hz / INPUT_HZ) === 0) {
      const seq = 1 + (i * INPUT_HZ) / hz;
      for (let slot = 0; slot < ROOM_SIZE; slot++) {
        clientInput(slot, seq, input);
        arena.input(slot, seq, input.dx, input.dy, input.buttons);
      }
    }
    arena.step();
    onTick(i);
  }
}

describe('the workload', () => {
  test('is the same in every run', () => {
    for (const hz of RATES) {
      const [one, other] = [fullRoom(hz), fullRoom(hz)];
      play(one, hz, 30);
      play(other, hz, 30);
      expect(packFull(one).equals(packFull(other))).toBe(true);
    }
  });

  test.each(RATES)('has the rates of its specification at %i Hz', (hz) => {
    const arena = fullRoom(hz);
    play(arena, hz, SETTLE_S);
    const changes = new ChangeCounter();
    play(arena, hz, 60, (tick) => changes.add(readFull(packFull(arena)), (tick * 1000) / hz));
    const result = changes.result(hz, 1);
    expect(result.verdict).toBe('same work');
    expect(result.movedShare).toBe(1);
    expect(result.projectilesMovedShare).toBe(1);
    expect(result.projectiles).toBeCloseTo(4, 0);
    expect(result.scorePerPlayerSecond).toBeCloseTo(1, 1);
    expect(result.spawnsPerSecond).toBeCloseTo(2, 1);
    expect(result.hpChangesPerSecond).toBeCloseTo(2, 1);
    expect(result.flagChangesPerPlayerSecond).toBeCloseTo(2, 1);
  });

  test('stays within its world', () => {
    const arena = fullRoom(20);
    play(arena, 20, 60, () => {
      for (const player of arena.players) {
        expect(player!.x).toBeGreaterThanOrEqual(0);
        expect(player!.x).toBeLessThan(WORLD_SIZE);
      }
    });
  });

  test('a server that leaves something out is found out', () => {
    const arena = fullRoom(20);
    const changes = new ChangeCounter();
    play(arena, 20, 20, (tick) => {
      changes.add({ players: readFull(packFull(arena)).players, projectiles: [] }, tick * 50);
    });
    expect(changes.result(20, 1).verdict).toBe('DIFFERENT');
  });
});

describe('the delta by hand', () => {
  test('brings a guest who joins in the middle to what everybody knows', () => {
    const arena = fullRoom(20);
    const packer = new DeltaPacker(arena);
    const [early, late] = [new DeltaDecoder(), new DeltaDecoder()];
    early.feed(packer.packKey());
    let joined = false;
    play(arena, 20, 30, (tick) => {
      const delta = packer.packDelta();
      const seen = early.feed(delta)!;
      const seenLate = joined ? late.feed(delta) : null;
      if (tick === 101) {
        late.feed(packer.packKey());
        joined = true;
      }
      const truth = readFull(packFull(arena));
      for (const [slot, player] of seen.players.entries()) {
        expect(Math.abs(player.x - truth.players[slot]!.x)).toBeLessThan(1 / 15);
        expect(player.score).toBe(truth.players[slot]!.score);
      }
      expect(seen.projectiles.map(({ id }) => id).sort()).toEqual(
        truth.projectiles.map(({ id }) => id).sort(),
      );
      if (seenLate !== null) expect(seenLate.players).toEqual(seen.players);
    });
  });
});

test('a histogram tells within what a share of the times stays', () => {
  const histogram = new Histogram();
  for (let ms = 1; ms <= 100; ms++) histogram.add(ms);
  expect(histogram.quantileMs(0.5)).toBeCloseTo(50, 1);
  expect(histogram.quantileMs(0.99)).toBeCloseTo(99, 1);
  expect(histogram.maxMs).toBe(100);
});
