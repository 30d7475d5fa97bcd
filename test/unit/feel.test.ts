/**
 * How play feels over a network: a real session and a real room of Rim Rumble on a simulated wire. The guest plays
 * with a bot's hands on what it sees, so that it collides, dashes and falls like anybody else.
 */
import { describe, expect, test } from 'vitest';
import { asSeatId } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimInput, RimState } from '../../src/games/rim-rumble/state.ts';
import { NETWORKS, type NetworkProfile } from '../../src/link/network-model.ts';
import { FRAME, SnapshotReader } from '../../src/protocol/frames.ts';
import { SimulatedPlay } from '../support/simulated-link.ts';

const { good: GOOD, bad: BAD } = NETWORKS;

const SEEDS = [1, 2, 3];
const OWN_SEAT = asSeatId(0);
const PLAY_MS = 20_000;

interface Feel {
  /** Share of snapshots that visibly corrected the own puck. */
  readonly corrections: number;
  /** The same, only those too large to blend. */
  readonly snaps: number;
  /** Share of frames for which the next snapshot had not come yet. */
  readonly underruns: number;
  readonly interpolationMs: number;
}

/** Plays a match (alone: practice), and measures from its first seconds on. */
function play(profile: NetworkProfile, seed: number, fillTo = 6): Feel {
  const bots = { fillTo, level: 'medium' } as const;
  const game = new SimulatedPlay(profile, seed, { settings: { target: 15 }, bots });
  const { session, room } = game;
  const hands = new Random(seed);
  const reader = new SnapshotReader(room.game);
  const count = { snapshots: 0, frames: 0, underruns: 0, newest: 0, read: 0 };
  let input: RimInput | undefined;
  session.setInput(() => input ?? session.restingInput());
  const onFrame = (): void => {
    for (; count.read < game.arrived.length; count.read++) {
      const bytes = game.arrived[count.read]!;
      if (bytes[0] === FRAME.probeReply || bytes[0] === FRAME.hash) continue;
      count.newest = reader.read(bytes)!.tick;
      count.snapshots++;
    }
    const picture = session.picture();
    if (picture === undefined) return;
    count.frames++;
    if (picture.tick >= count.newest) count.underruns++;
    if (count.frames % 6 === 0) input = rimRumble.bot(picture.state as RimState, OWN_SEAT, 'medium', hands);
  };
  game.run(1_000, onFrame);
  if (fillTo > 0) session.act({ do: 'ready', ready: true });
  game.run(6_000, onFrame);
  const before = { ...count, ...session.stats() };
  game.run(PLAY_MS, onFrame);
  const after = session.stats();
  const snapshots = count.snapshots - before.snapshots;
  return {
    corrections: (after.corrections - before.corrections) / snapshots,
    snaps: (after.snaps - before.snaps) / snapshots,
    underruns: (count.underruns - before.underruns) / (count.frames - before.frames),
    interpolationMs: after.interpolationMs,
  };
}

const worst = (feels: readonly Feel[], of: keyof Feel): number => Math.max(...feels.map((feel) => feel[of]));

describe('over a simulated network', () => {
  test('Good, alone: the prediction is exact, nothing is ever corrected', () => {
    const feel = play(GOOD, 1, 0);
    expect(feel).toMatchObject({ corrections: 0, snaps: 0, underruns: 0 });
    expect(feel.interpolationMs).toBeLessThan(70);
  });

  test('Good, in a crowd: few snapshots correct the own puck, almost none makes it jump, every frame has its snapshot', () => {
    const feels = SEEDS.map((seed) => play(GOOD, seed));
    // Nobody can foresee whether the other one steers away; these are over 2 % of a body's length.
    expect(worst(feels, 'corrections')).toBeLessThan(0.06);
    expect(worst(feels, 'snaps')).toBeLessThan(0.006);
    expect(worst(feels, 'underruns')).toBeLessThan(0.005);
  });

  test('Bad, in a crowd: corrections stay few, jumps rare, and the picture lacks a snapshot in under 3 %', () => {
    const feels = SEEDS.map((seed) => play(BAD, seed));
    expect(worst(feels, 'corrections')).toBeLessThan(0.14);
    expect(worst(feels, 'snaps')).toBeLessThan(0.01);
    expect(worst(feels, 'underruns')).toBeLessThan(0.03);
    expect(worst(feels, 'interpolationMs')).toBeLessThan(200);
  });

  test.each([
    ['Good', GOOD],
    ['Bad', BAD],
  ])('%s: the own input is in the picture one tick after the hand moved', (_name, profile) => {
    const game = new SimulatedPlay(profile, 4, { bots: { fillTo: 0, level: 'easy' } });
    const aim = { aimX: 0, aimY: 0, dashes: 0 };
    game.session.setInput(() => aim);
    game.run(3_000);
    const ownAim = () => (game.session.picture()!.state as RimState).pucks[OWN_SEAT]?.aimX;
    expect(ownAim()).toBe(0);
    aim.aimX = 1;
    game.run(34); // two animation frames: one tick at least
    expect(ownAim()).toBe(1);
  });

  test('the same seed gives the same play, to the last number', () => {
    expect(play(BAD, SEEDS[0]!)).toEqual(play(BAD, SEEDS[0]!));
  });
});
