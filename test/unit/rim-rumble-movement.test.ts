/** How pucks move, hit and shove in Rim Rumble, on the server and in a client's prediction. */
import { describe, expect, test } from 'vitest';
import { asSeatId } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import { tuning } from '../../src/games/rim-rumble/tuning.ts';
import { RimArena } from '../support/rim-arena.ts';

/** Two pucks side by side in practice, where nothing shrinks or ends. */
function duel(): RimArena {
  const arena = new RimArena({ seats: 2, practice: true });
  arena.put(0, -150, 0);
  arena.put(1, 0, 0);
  return arena;
}

const touchDistance = tuning.puckRadius * 2;

describe('walking', () => {
  test('a puck reaches nine tenths of its speed within two thirds of a second', () => {
    const arena = duel();
    arena.put(0, 0, -300);
    arena.put(1, 0, 300);
    arena.hold(0, 1, 0);
    arena.step(40);
    const early = arena.puck(0).vx;
    arena.step(10);
    expect(early).toBeGreaterThan(arena.puck(0).vx * 0.9);
    expect(early).toBeLessThan(tuning.dashSpeed);
  });

  test('a puck that nobody steers comes to a full stop', () => {
    const arena = duel();
    arena.puck(1).vy = 6;
    arena.step(150);
    expect(arena.puck(1).vy).toBe(0);
    const { x, y } = arena.puck(1);
    arena.step(60);
    expect(arena.puck(1)).toMatchObject({ x, y });
  });

  test('turning round is faster than speeding up', () => {
    const arena = duel();
    arena.put(0, -200, -300);
    arena.hold(0, 1, 0);
    arena.step(50);
    arena.hold(0, -1, 0);
    arena.step(12);
    expect(arena.puck(0).vx).toBeLessThan(0);
  });

  test('an aim longer than 1 is no advantage', () => {
    const arena = duel();
    arena.put(0, 0, -300);
    arena.inputs[0] = { aimX: 1, aimY: 1, dashes: 0 };
    arena.step();
    expect(Math.hypot(arena.puck(0).aimX, arena.puck(0).aimY)).toBeLessThan(1.02);
  });
});

describe('dashing', () => {
  test('a dash shoves a resting puck further than a walk', () => {
    const shovedBy = (press: boolean): number => {
      const arena = duel();
      arena.hold(0, 1, 0, press);
      arena.stepUntil(() => arena.puck(1).vx > 0, 60);
      arena.hold(0, 0, 0);
      arena.step(60);
      return arena.puck(1).x;
    };
    expect(shovedBy(true)).toBeGreaterThan(shovedBy(false) * 1.4);
  });

  test('the dasher keeps less of the hit than the one who is hit', () => {
    const arena = duel();
    arena.hold(0, 1, 0, true);
    arena.stepUntil(() => arena.puck(1).vx > 0, 60);
    expect(arena.puck(1).vx).toBeGreaterThan(arena.puck(0).vx);
    expect(arena.puck(0).vx).toBeGreaterThan(0);
  });

  test('holding a press dashes once; the next press waits for the cooldown', () => {
    const arena = duel();
    arena.put(0, 0, -300);
    arena.hold(0, 0.3, 0, true);
    arena.step(30);
    arena.hold(0, -0.3, 0, true);
    arena.step(30);
    expect(arena.events.filter((event) => event.type === 'dash')).toHaveLength(1);
    arena.hold(0, 0.3, 0, true);
    arena.step();
    expect(arena.events.filter((event) => event.type === 'dash')).toHaveLength(2);
  });

  test('a press shortly before the dash is ready is remembered', () => {
    const arena = duel();
    arena.put(0, 0, -300);
    arena.hold(0, 0.3, 0, true);
    arena.step(tuning.dashCooldown - tuning.pressMemory + 2);
    arena.hold(0, -0.3, 0, true);
    arena.step(tuning.pressMemory);
    expect(arena.events.filter((event) => event.type === 'dash')).toHaveLength(2);
  });

  test('two dashing pucks never pass through each other', () => {
    for (let offset = -60; offset <= 60; offset += 5) {
      const arena = duel();
      arena.put(0, -200, offset);
      arena.put(1, 200, 0);
      arena.puck(0).vx = tuning.maxSpeed;
      arena.puck(1).vx = -tuning.maxSpeed;
      for (let i = 0; i < 30; i++) {
        arena.step();
        const [a, b] = [arena.puck(0), arena.puck(1)];
        if (Math.abs(a.y - b.y) < touchDistance * 0.8) expect(b.x).toBeGreaterThan(a.x);
      }
    }
  });
});

describe('resting', () => {
  test('a heap of pucks that push to the middle settles without trembling', () => {
    const arena = new RimArena({ seats: 8, practice: true });
    for (let i = 0; i < 240; i++) {
      for (const seat of arena.seats()) {
        const { x, y } = arena.puck(seat);
        const distance = Math.max(1, Math.hypot(x, y));
        arena.hold(seat, -x / distance, -y / distance);
      }
      arena.step();
    }
    for (const seat of arena.seats()) arena.hold(seat, 0, 0);
    arena.step(120);
    const before = rimRumble.state.copy(arena.state);
    arena.step(60);
    for (const seat of arena.seats()) {
      const { x, y } = arena.puck(seat);
      expect(Math.hypot(x - before.pucks[seat]!.x, y - before.pucks[seat]!.y)).toBeLessThan(1);
    }
  });

  test('pucks that lean on each other make no hit events', () => {
    const arena = duel();
    arena.put(0, -touchDistance, 0);
    arena.hold(0, 1, 0);
    arena.hold(1, -1, 0);
    arena.step(120);
    expect(arena.events.filter((event) => event.type === 'hit')).toHaveLength(0);
  });

  test('two pucks in the very same place part', () => {
    const arena = duel();
    arena.put(0, 0, 0);
    arena.step(3);
    expect(Math.abs(arena.puck(0).x - arena.puck(1).x)).toBeGreaterThan(touchDistance - 1);
  });
});

describe('bumpers', () => {
  test('a lob flies over heads, lands, and then bounces a puck away', () => {
    const arena = new RimArena({ seats: 3 });
    arena.stepToLive();
    Object.assign(arena.puck(2), { role: 'rim', x: arena.state.discRadius + tuning.rimGap, y: 0 });
    const landing = arena.state.discRadius * tuning.lobLanding;
    arena.put(0, landing, 20);
    arena.put(1, -200, 0);
    arena.hold(2, 0, 0, true);
    arena.step(tuning.lobFlight - 2);
    expect(arena.puck(0)).toMatchObject({ vx: 0, vy: 0 });
    arena.step(4);
    expect(Math.hypot(arena.puck(0).vx, arena.puck(0).vy)).toBeGreaterThan(tuning.bumperKick * 0.8);
    expect(arena.puck(0).shovedBy).toBe(2);
    arena.step(tuning.bumperLife);
    expect(Object.keys(arena.state.bumpers)).toHaveLength(0);
  });
});

describe('prediction', () => {
  test('with everybody’s inputs it moves all pucks exactly as the server does, tick by tick', () => {
    const arena = new RimArena({ seats: 6, seed: 5 });
    const random = new Random(9);
    arena.stepToLive();
    for (let i = 0; i < 600; i++) {
      if (i % 10 === 0) {
        for (const seat of arena.seats()) {
          arena.hold(seat, random.range(-0.7, 0.7), random.range(-0.7, 0.7), random.int(3) === 0);
        }
      }
      const predicted = rimRumble.state.copy(arena.state);
      rimRumble.predict!.advance(predicted, arena.inputs);
      rimRumble.state.quantise(predicted);
      arena.step();
      if (arena.state.stage !== 'live') break;
      for (const seat of arena.seats()) {
        const real = arena.puck(seat);
        if (real.role === 'rim') continue;
        const { x, y, vx, vy, cooldown, dashesSeen } = real;
        expect(predicted.pucks[seat]).toMatchObject({ x, y, vx, vy, cooldown, dashesSeen });
      }
    }
  });

  test('it starts to move at the very tick at which the round goes live', () => {
    const arena = new RimArena({ seats: 2 });
    const predicted = rimRumble.state.copy(arena.state);
    arena.hold(0, 1, 0);
    for (let i = 0; i < 200 && arena.state.stage === 'ready'; i++) {
      arena.step();
      rimRumble.predict!.advance(predicted, arena.inputs);
      rimRumble.state.quantise(predicted);
      expect(predicted.pucks[0]!.x).toBe(arena.puck(0).x);
    }
    expect(arena.puck(0).vx).toBeGreaterThan(0);
  });

  test('present replaces the own puck’s body and nothing of the others', () => {
    const arena = new RimArena({ seats: 2, practice: true });
    const picture = rimRumble.state.copy(arena.state);
    arena.hold(0, 1, 0, true);
    arena.hold(1, 1, 0);
    arena.step(10);
    rimRumble.predict!.present(picture, arena.state, asSeatId(0));
    const { x, dashLeft, cooldown } = arena.puck(0);
    expect(picture.pucks[0]).toMatchObject({ x, dashLeft, cooldown });
    expect(picture.pucks[1]!.x).not.toBe(arena.puck(1).x);
  });
});

test('two runs with the same seed and inputs are equal tick by tick', () => {
  const levels = ['easy', 'medium', 'hard', 'medium', 'easy'] as const;
  const [a, b] = [new RimArena({ seats: 5, seed: 77 }), new RimArena({ seats: 5, seed: 77 })];
  for (let i = 0; i < 1500; i++) {
    a.letBotsPlay(levels);
    b.letBotsPlay(levels);
    a.step();
    b.step();
    if (i % 50 === 0) expect(a.state).toEqual(b.state);
  }
  expect(a.state).toEqual(b.state);
  expect(a.events).toEqual(b.events);
});
