/** What Rim Rumble is like: bots of three levels, lengths of matches, and hundreds of matches of wild play. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/core/prng.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import { TICK_RATE, tuning } from '../../src/games/rim-rumble/tuning.ts';
import type { BotLevel } from '../../src/sdk/game.ts';
import { RimArena } from '../support/rim-arena.ts';

/** Matches won by seat 0 of so many. */
function winsOfFirst(levels: readonly BotLevel[], matches: number): number {
  let wins = 0;
  for (let seed = 1; seed <= matches; seed++) {
    const arena = new RimArena({ seats: levels.length, seed });
    arena.playMatch(levels, 6 * 60 * TICK_RATE);
    if (rimRumble.outcome(arena.state)?.ranking[0]?.seat === 0) wins++;
  }
  return wins;
}

describe('bots', () => {
  test('a hard bot beats an easy one in most of 100 matches', () => {
    expect(winsOfFirst(['hard', 'easy'], 100)).toBeGreaterThan(80);
  });

  test('a medium bot beats an easy one, and a hard one a medium one, in most of 40 matches', () => {
    expect(winsOfFirst(['medium', 'easy'], 40)).toBeGreaterThan(24);
    expect(winsOfFirst(['hard', 'medium'], 40)).toBeGreaterThan(24);
  });

  test('R6.1 a new player with random dashes mostly gets a knock-off within 30 s against easy bots', () => {
    const random = new Random(61);
    let served = 0;
    const tries = 60;
    for (let seed = 1; seed <= tries; seed++) {
      const arena = new RimArena({ seats: 4, seed });
      arena.stepToLive();
      for (let i = 0; i < 30 * TICK_RATE && arena.puck(0).knockOffs === 0; i++) {
        if (i % 30 === 0) playLikeNew(arena, random);
        arena.letBotsPlay([undefined, 'easy', 'easy', 'easy']);
        arena.step();
      }
      if (arena.puck(0).knockOffs > 0) served++;
    }
    expect(served).toBeGreaterThan(tries / 2);
  });

  test('R6.2 nobody ever waits 10 s without something to do', () => {
    const arena = new RimArena({ seats: 12, seed: 2 });
    const levels = Array<BotLevel>(12).fill('medium');
    const idleTicks = Array<number>(12).fill(0);
    while (arena.state.stage !== 'matchOver') {
      arena.letBotsPlay(levels);
      arena.step();
      for (const seat of arena.seats()) {
        const isIdle = arena.state.stage === 'ready' || arena.puck(seat).role === 'falling';
        idleTicks[seat] = isIdle ? idleTicks[seat]! + 1 : 0;
        expect(idleTicks[seat]).toBeLessThan(10 * TICK_RATE);
      }
    }
  });
});

/**
 * Somebody who holds a phone for the first time: changes the stick twice a second, half the time anywhere and half
 * the time towards the nearest puck, dashes at random, and turns back when the edge is close.
 */
function playLikeNew(arena: RimArena, random: Random): void {
  const own = arena.puck(0);
  let aim = { x: random.range(-1, 1), y: random.range(-1, 1) };
  if (random.int(2) === 0) aim = towardsNearest(arena) ?? aim;
  const isAtEdge = Math.hypot(own.x, own.y) > arena.state.discRadius * 0.75;
  if (isAtEdge && own.role === 'fighting') aim = { x: -own.x / 500, y: -own.y / 500 };
  arena.hold(0, aim.x, aim.y, random.int(2) === 0);
}

function towardsNearest(arena: RimArena): { x: number; y: number } | undefined {
  const own = arena.puck(0);
  const offsets = arena
    .seats()
    .filter((seat) => seat !== 0 && arena.puck(seat).role === 'fighting')
    .map((seat) => ({ x: arena.puck(seat).x - own.x, y: arena.puck(seat).y - own.y }))
    .sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
  const nearest = offsets[0];
  if (nearest === undefined) return undefined;
  const distance = Math.hypot(nearest.x, nearest.y);
  return { x: nearest.x / distance, y: nearest.y / distance };
}

test('a match among four bots lasts three quarters of a minute at least and 6 minutes at most', {
  timeout: 60_000,
}, () => {
  for (const level of ['easy', 'medium', 'hard'] as const) {
    const seconds: number[] = [];
    for (let seed = 1; seed <= 8; seed++) {
      const arena = new RimArena({ seats: 4, seed });
      seconds.push(arena.playMatch(Array(4).fill(level), 6 * 60 * TICK_RATE) / TICK_RATE);
      expect(arena.state.stage).toBe('matchOver');
    }
    const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
    expect(mean, level).toBeGreaterThan(45);
    expect(Math.max(...seconds), level).toBeLessThan(360);
  }
});

describe('wild play', () => {
  test('after 150 random matches no invariant breaks', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 150; seed++) playWildly(seed);
  });
});

/** Random sticks, presses and gusts, people coming and going; checked every eighth tick. */
function playWildly(seed: number): void {
  const random = new Random(seed);
  const seats = random.int(5) === 0 ? 10 : 2 + random.int(5);
  const arena = new RimArena({ seats, seed, settings: { target: 1 + random.int(3), roundSeconds: 15 } });
  const longestRound =
    15 * TICK_RATE + tuning.discRadiusEnd / tuning.overtimeShrink + 2 * tuning.attackerGrace + 20;
  const points = new Map<number, number>();
  let eventsSeen = 0;
  let liveTicks = 0;
  while (arena.state.stage !== 'matchOver' && arena.tick < 20_000) {
    actWildly(arena, random, points);
    arena.step();
    for (; eventsSeen < arena.events.length; eventsSeen++) {
      const event = arena.events[eventsSeen]!;
      const to = event.type === 'fall' ? event.data.by : event.type === 'roundEnd' ? event.data.winner : -1;
      if (event.type === 'fall' || event.type === 'roundEnd') {
        if (event.data.points > 0) points.set(to, (points.get(to) ?? 0) + event.data.points);
      }
    }
    liveTicks = arena.state.stage === 'live' ? liveTicks + 1 : 0;
    if (liveTicks > longestRound) throw new Error(`seed ${seed}: a round of ${liveTicks} ticks`);
    if (arena.tick % 8 === 0) checkInvariants(arena, seed, points);
  }
  checkInvariants(arena, seed, points);
  if (arena.state.stage !== 'matchOver') throw new Error(`seed ${seed}: no end after ${arena.tick} ticks`);
}

function actWildly(arena: RimArena, random: Random, points: Map<number, number>): void {
  const { state } = arena;
  const seat = random.int(tuning.maxSeats);
  const puck = state.pucks[seat];
  if (puck !== undefined) {
    // A gust now and then: rounds get short, and everything flies about at full speed.
    if (random.int(10) === 0 && state.stage === 'live' && puck.role === 'fighting') {
      Object.assign(puck, { vx: random.range(-20, 20), vy: random.range(-20, 20), slideLeft: 20 });
    }
    if (random.int(4) === 0) arena.hold(seat, random.range(-1, 1), random.range(-1, 1), random.int(2) === 0);
    if (random.int(4000) === 0) {
      arena.leave(seat);
      points.delete(seat);
    }
  } else if (random.int(3000) === 0) arena.join(seat);
}

function checkInvariants(arena: RimArena, seed: number, points: ReadonlyMap<number, number>): void {
  const { state } = arena;
  let fighting = 0;
  const fail = (what: string): never => {
    throw new Error(`seed ${seed}, tick ${arena.tick}: ${what}`);
  };
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck === undefined) continue;
    if (puck.role === 'fighting') fighting++;
    if (puck.score !== (points.get(seat) ?? 0)) fail(`seat ${seat} has ${puck.score} points`);
    if (Math.abs(puck.x) > 990 || Math.abs(puck.y) > 990) fail(`seat ${seat} is far out`);
    if (puck.shovedBy >= 0 && state.pucks[puck.shovedBy] === undefined) fail(`seat ${seat} shoved by nobody`);
    if (puck.shovedBy === seat) fail(`seat ${seat} shoved itself`);
  }
  if (fighting > tuning.playersAtOnce) fail(`${fighting} fight at once`);
  for (const bumper of Object.values(state.bumpers)) {
    if (state.pucks[bumper.owner] === undefined) fail('a bumper without an owner');
  }
}
