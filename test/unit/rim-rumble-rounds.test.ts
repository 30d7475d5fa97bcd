/** Who fights, who scores and when it ends in Rim Rumble. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/core/prng.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import { discRadiusFor, TICK_RATE, tuning } from '../../src/games/rim-rumble/tuning.ts';
import { RimArena } from '../support/rim-arena.ts';

/** A live round in which the pucks stand where the test puts them. */
function live(seats: number, settings: Record<string, number> = {}): RimArena {
  const arena = new RimArena({ seats, settings });
  arena.stepToLive();
  return arena;
}

/** Puts a puck over the edge, as if `by` had shoved it. */
function push(arena: RimArena, seat: number, by: number): void {
  const beyond = arena.state.discRadius + tuning.edgeGrip + 10;
  const angle = seat * 0.7;
  const puck = arena.put(seat, Math.cos(angle) * beyond, Math.sin(angle) * beyond);
  Object.assign(puck, { shovedBy: by, shovedLeft: by < 0 ? 0 : 60 });
}

const falls = (arena: RimArena) => arena.events.filter((event) => event.type === 'fall');
const scores = (arena: RimArena) => rimRumble.scores(arena.state).map(({ score }) => score);

describe('points', () => {
  test('a knock-off is worth a point to whoever shoved last', () => {
    const arena = live(4);
    push(arena, 1, 3);
    arena.step();
    expect(scores(arena)).toEqual([0, 0, 0, 1]);
    expect(falls(arena).map((event) => event.data)).toMatchObject([{ seat: 1, by: 3, points: 1 }]);
  });

  test('a fall without help is worth nothing to anybody', () => {
    const arena = live(4);
    push(arena, 1, -1);
    arena.step();
    expect(scores(arena)).toEqual([0, 0, 0, 0]);
    expect(arena.puck(1).falls).toBe(1);
  });

  test('a shove is forgotten after three seconds', () => {
    const arena = live(3);
    Object.assign(arena.put(1, 0, 0), { shovedBy: 0, shovedLeft: tuning.shoveTicks });
    arena.step(tuning.shoveTicks);
    const beyond = arena.state.discRadius + 20;
    Object.assign(arena.puck(1), { x: beyond, y: 0 });
    arena.step();
    expect(falls(arena).map((event) => event.data)).toMatchObject([{ seat: 1, by: -1, points: 0 }]);
  });

  test('the last one on the disc gets the points that the host has set', () => {
    const arena = live(2, { lastAlive: 3 });
    push(arena, 1, 0);
    arena.step(tuning.attackerGrace + 1);
    expect(arena.state).toMatchObject({ stage: 'roundOver', roundWinner: 0 });
    expect(scores(arena)).toEqual([4, 0]);
  });

  test('a bumper’s owner gets the point from the rim', () => {
    const arena = live(4);
    push(arena, 2, -1);
    arena.step(tuning.fallTicks + 2);
    expect(arena.puck(2).role).toBe('rim');
    push(arena, 1, 2);
    arena.step();
    expect(scores(arena)).toEqual([0, 0, 1, 0]);
  });
});

describe('the 100 ms grace of attackers', () => {
  test('an attacker that falls just before its victim still scores and still is the last one', () => {
    const arena = live(2);
    push(arena, 0, -1);
    arena.step(tuning.attackerGrace);
    push(arena, 1, 0);
    arena.step(tuning.attackerGrace + 1);
    expect(arena.state.roundWinner).toBe(0);
    expect(scores(arena)).toEqual([3, 0]);
  });

  test('it has an end: a tick later the victim has won the round', () => {
    const arena = live(2);
    push(arena, 0, -1);
    arena.step(tuning.attackerGrace + 1);
    push(arena, 1, 0);
    arena.step(tuning.attackerGrace + 1);
    expect(arena.state.roundWinner).toBe(1);
    expect(scores(arena)).toEqual([0, 2]);
  });

  test('the order of the seats makes no difference', () => {
    const arena = live(2);
    push(arena, 1, -1);
    arena.step(tuning.attackerGrace);
    push(arena, 0, 1);
    arena.step(tuning.attackerGrace + 1);
    expect(arena.state.roundWinner).toBe(1);
    expect(scores(arena)).toEqual([0, 3]);
  });

  test('two that shove each other off in the same tick share nothing but the knock-offs', () => {
    const arena = live(2);
    push(arena, 0, 1);
    push(arena, 1, 0);
    arena.step(tuning.attackerGrace + 1);
    expect(arena.state).toMatchObject({ stage: 'roundOver', roundWinner: -1 });
    expect(scores(arena)).toEqual([1, 1]);
  });
});

describe('rounds', () => {
  test('nobody moves before the start, and a dash pressed too early is lost', () => {
    const arena = new RimArena({ seats: 3 });
    const { x, y } = arena.puck(0);
    arena.hold(0, 1, 0, true);
    arena.step(20);
    arena.hold(0, 1, 0);
    arena.stepToLive();
    expect(arena.puck(0)).toMatchObject({ dashLeft: 0 });
    expect(Math.hypot(arena.puck(0).x - x, arena.puck(0).y - y)).toBeLessThan(2);
  });

  test('a round in which nobody does anything ends all the same, soon after its time', () => {
    const arena = live(4, { roundSeconds: 20 });
    const overtime = tuning.discRadiusEnd / tuning.overtimeShrink + tuning.attackerGrace;
    arena.stepUntil(() => arena.state.stage === 'roundOver', 20 * TICK_RATE + overtime + 10);
  });

  test('the disc reaches its small size when the time is up', () => {
    const arena = live(2, { roundSeconds: 90 });
    for (const seat of [0, 1]) arena.put(seat, seat * 100 - 50, 0);
    arena.stepUntil(() => arena.state.stageLeft === 0, 90 * TICK_RATE + 1);
    expect(Math.abs(arena.state.discRadius - tuning.discRadiusEnd)).toBeLessThan(1);
  });

  test('somebody who joins in the middle circles the rim at once and fights in the next round', () => {
    const arena = live(2);
    arena.join(5);
    expect(arena.puck(5).role).toBe('rim');
    arena.hold(5, 0, 0, true);
    arena.step();
    expect(arena.events.some((event) => event.type === 'lob')).toBe(true);
    push(arena, 0, 1);
    arena.stepUntil(() => arena.state.round === 2, 400);
    expect(arena.puck(5).role).toBe('fighting');
  });

  test('whoever leaves takes every trace of itself along', () => {
    const arena = live(4);
    Object.assign(arena.puck(2), { role: 'rim', x: 600, y: 0 });
    arena.hold(2, 0, 0, true);
    arena.step();
    expect(Object.keys(arena.state.bumpers)).toHaveLength(1);
    Object.assign(arena.puck(1), { shovedBy: 2, shovedLeft: 90 });
    arena.leave(2);
    expect(arena.state.bumpers).toEqual({});
    expect(arena.state.pucks[2]).toBeUndefined();
    expect(arena.puck(1)).toMatchObject({ shovedBy: -1, shovedLeft: 0 });
  });

  test('ten seats: over nine rounds everybody fights, nobody twice more than another', () => {
    const arena = new RimArena({ seats: 10, settings: { target: 15 } });
    for (let round = 1; round <= 9; round++) {
      arena.stepToLive();
      expect(arena.seats().filter((seat) => arena.puck(seat).role === 'fighting')).toHaveLength(8);
      for (const seat of arena.seats()) if (arena.puck(seat).role === 'fighting') push(arena, seat, -1);
      arena.stepUntil(() => arena.state.round > round, 400);
    }
    // The tenth round has been set up already.
    const fought = arena.seats().map((seat) => arena.puck(seat).roundsFought);
    expect(Math.min(...fought)).toBeGreaterThan(0);
    expect(Math.max(...fought) - Math.min(...fought)).toBeLessThanOrEqual(1);
  });
});

describe('the match', () => {
  test('it ends after the round in which somebody has reached the target', () => {
    const arena = live(2, { target: 3 });
    push(arena, 1, 0);
    arena.step(tuning.attackerGrace + 1);
    expect(rimRumble.outcome(arena.state)).toBeUndefined();
    arena.step(tuning.roundOverTicks);
    expect(rimRumble.outcome(arena.state)?.ranking).toEqual([
      { seat: 0, place: 1, score: 3 },
      { seat: 1, place: 2, score: 0 },
    ]);
  });

  test('a tie at the top plays on', () => {
    const arena = live(3, { target: 3 });
    arena.puck(1).score = 4;
    arena.puck(2).score = 3;
    push(arena, 1, -1);
    push(arena, 0, -1);
    arena.puck(2).score = 2;
    arena.stepUntil(() => arena.state.stage === 'roundOver', 100);
    expect(scores(arena)).toEqual([0, 4, 4]);
    arena.step(tuning.roundOverTicks);
    expect(arena.state).toMatchObject({ stage: 'ready', round: 2 });
  });

  test('equal scores share a place', () => {
    const arena = live(4);
    [1, 5, 1, 5].forEach((score, seat) => {
      arena.puck(seat).score = score;
    });
    arena.state.stage = 'matchOver';
    expect(rimRumble.outcome(arena.state)?.ranking.map(({ place }) => place)).toEqual([1, 1, 3, 3]);
  });

  test('honours go to two to four different seats, not to the winner alone', () => {
    const arena = new RimArena({ seats: 5, seed: 3 });
    arena.playMatch(['medium', 'easy', 'hard', 'medium', 'easy'], 30_000);
    const outcome = rimRumble.outcome(arena.state)!;
    const seats = outcome.awards.map(({ seat }) => seat);
    expect(new Set(seats).size).toBe(seats.length);
    expect(seats.length).toBeGreaterThanOrEqual(2);
    expect(seats.length).toBeLessThanOrEqual(4);
    expect(seats.some((seat) => seat !== outcome.ranking[0]!.seat)).toBe(true);
  });

  test.each([0, 1])('with %i seats it is over at once and stays quiet', (seats) => {
    const arena = new RimArena({ seats });
    arena.step(100);
    expect(rimRumble.outcome(arena.state)?.ranking).toHaveLength(seats);
    expect(arena.events).toHaveLength(0);
  });

  test('when all but one leave, it ends with the scores so far', () => {
    const arena = live(3);
    push(arena, 2, 1);
    arena.step();
    arena.leave(0);
    arena.leave(2);
    arena.stepUntil(() => rimRumble.outcome(arena.state) !== undefined, 400);
    expect(rimRumble.outcome(arena.state)?.ranking).toHaveLength(1);
  });
});

describe('practice', () => {
  test('everybody drives, whoever falls comes back, nothing counts and nothing ends', () => {
    const arena = new RimArena({ seats: 6, practice: true });
    push(arena, 3, 1);
    arena.step();
    expect(arena.puck(3).role).toBe('falling');
    arena.step(tuning.fallTicks + 1);
    expect(arena.puck(3).role).toBe('fighting');
    const random = new Random(4);
    for (let i = 0; i < 4 * 60 * TICK_RATE; i++) {
      if (i % 20 === 0) {
        for (const seat of arena.seats()) arena.hold(seat, random.range(-1, 1), random.range(-1, 1), true);
      }
      arena.step();
    }
    expect(falls(arena).length).toBeGreaterThan(5);
    expect(scores(arena)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(arena.state).toMatchObject({ stage: 'live', round: 0, discRadius: discRadiusFor(6) });
  });

  test('a newcomer is put where nobody stands', () => {
    const arena = new RimArena({ seats: 8, practice: true });
    arena.join(8);
    const { x, y } = arena.puck(8);
    for (let seat = 0; seat < 8; seat++) {
      const other = arena.puck(seat);
      expect(Math.hypot(other.x - x, other.y - y)).toBeGreaterThanOrEqual(tuning.puckRadius * 2 - 1);
    }
  });
});
