/** A slow device loses particles first, then resolution, and gets them back slowly: the governor on made-up frames. */
import { describe, expect, it } from 'vitest';
import { QUALITIES, QualityGovernor } from '../../renderer/stage/quality-governor.ts';
import { Random } from '../../src/core/prng.ts';

const LOWEST = QUALITIES.length - 1;

/** Feeds frames for `seconds`, each as long as `frameMs` says for the level of the moment; all levels on the way. */
function run(governor: QualityGovernor, seconds: number, frameMs: (level: number) => number): number[] {
  const levels: number[] = [];
  for (let passedMs = 0; passedMs < seconds * 1000; ) {
    const ms = frameMs(governor.level);
    passedMs += ms;
    if (governor.add(ms)) levels.push(governor.level);
  }
  return levels;
}

/** Frames that are around `ms`, as uneven as those of a device that works hard. */
function uneven(ms: number, seed = 1): () => number {
  const random = new Random(seed);
  return () => ms * (0.6 + random.next() * 0.8);
}

const SMOOTH = (): number => 1000 / 60;

describe('the governor', () => {
  it('leaves a device alone that keeps up, whatever its display does', () => {
    for (const fps of [60, 90, 120, 144]) {
      expect(run(new QualityGovernor(), 60, () => 1000 / fps)).toEqual([]);
    }
  });

  it('takes particles first, then resolution, one step at a time', () => {
    const governor = new QualityGovernor();
    expect(run(governor, 20, uneven(45))).toEqual([1, 2, 3, 4]);
    expect(governor.level).toBe(LOWEST);
    const shares = QUALITIES.map(({ particleShare }) => particleShare);
    const ratios = QUALITIES.map(({ pixelRatio }) => pixelRatio);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(ratios).toEqual([...ratios].sort((a, b) => b - a));
    expect(ratios[shares.indexOf(Math.min(...shares))]).toBe(ratios[0]);
    expect(ratios.at(-1)).toBe(1);
  });

  it('stops at the step at which the device keeps up', () => {
    const governor = new QualityGovernor();
    const struggling = uneven(40);
    const levels = run(governor, 7, (level) => (level < 3 ? struggling() : SMOOTH()));
    expect(levels).toEqual([1, 2, 3]);
  });

  it('does not mind a hitch now and then, nor a page that was hidden', () => {
    const governor = new QualityGovernor();
    let frame = 0;
    const withHitches = (): number => (++frame % 120 === 0 ? 180 : SMOOTH());
    expect(run(governor, 60, withHitches)).toEqual([]);
    expect(governor.add(90_000)).toBe(false);
    expect(run(governor, 10, SMOOTH)).toEqual([]);
  });

  it('gives back slowly what a device can bear again', () => {
    const governor = new QualityGovernor();
    run(governor, 20, uneven(45));
    expect(run(governor, 7, SMOOTH)).toEqual([]);
    expect(run(governor, 60, SMOOTH)).toEqual([3, 2, 1, 0]);
  });

  it('does not flap between two steps: each vain try makes it wait twice as long', () => {
    const governor = new QualityGovernor();
    const struggling = uneven(40);
    const levels = run(governor, 600, (level) => (level < 2 ? struggling() : SMOOTH()));
    const tries = levels.filter((level) => level === 1).length - 1;
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThan(8);
  });

  it('finds out that a display does not go faster, and gives everything back', () => {
    const governor = new QualityGovernor();
    expect(run(governor, 30, () => 1000 / 30).at(-1)).toBe(0);
    expect(run(governor, 300, () => 1000 / 30)).toEqual([]);
    // The phone is charging again: 60 a second, and then it is too hot to keep that up.
    expect(run(governor, 30, SMOOTH)).toEqual([]);
    expect(run(governor, 20, uneven(45)).length).toBeGreaterThan(0);
  });
});
