/** How a corrected body glides to its right place, and which corrections count as visible. */
import { describe, expect, test } from 'vitest';
import { CorrectionBlend } from '../../src/client/correction-blend.ts';

const BODY = 68;
const FRAME_MS = 1000 / 60;

/** Where the drawn body is at `ms` after a correction by `px`. */
function glide(px: number, ms: number): number {
  const blend = new CorrectionBlend(BODY);
  blend.add(px, 0, 1_000);
  blend.at(1_000 + ms);
  return blend.offset.x;
}

describe('a correction', () => {
  test('moves nothing in its own frame, is all but gone after 120 ms, and gone after 150', () => {
    expect(glide(40, 0)).toBe(40);
    expect(glide(40, 120)).toBeLessThan(0.1 * 40);
    expect(glide(40, 150)).toBeLessThan(0.05 * 40);
    expect(glide(40, 300)).toBeCloseTo(0, 1);
  });

  test('takes at most a fifth of its way back in any frame, without a kink', () => {
    const steps = Array.from({ length: 20 }, (_, i) => glide(1, i * FRAME_MS) - glide(1, (i + 1) * FRAME_MS));
    expect(Math.max(...steps)).toBeLessThan(0.205);
    expect(steps[0]!).toBeLessThan(0.15);
  });

  test('that comes while another one is fading goes on smoothly from it', () => {
    const blend = new CorrectionBlend(BODY);
    blend.add(20, 0, 0);
    blend.at(29.9);
    const before = blend.offset.x;
    blend.at(30);
    const speed = blend.offset.x - before;
    blend.add(6, -4, 30);
    const { x, y } = { ...blend.offset };
    blend.at(30.1);
    expect(blend.offset.x - (x + 6)).toBeCloseTo(speed, 1);
    expect(y).toBe(0);
    expect(blend.offset.y).toBeCloseTo(-4, 1);
  });

  test('beyond one and a half bodies jumps; up to there it glides', () => {
    expect(glide(1.49 * BODY, 10)).toBeGreaterThan(80);
    expect(glide(1.51 * BODY, 10)).toBe(0);
  });
});

describe('counting', () => {
  const countsOf = (...px: readonly number[]) => {
    const blend = new CorrectionBlend(BODY);
    px.forEach((by, i) => {
      blend.add(by, 0, i * 33);
    });
    return [blend.corrections, blend.visible, blend.snaps];
  };

  test('visible is what moves the body by over one px of a phone in any frame', () => {
    // 39 px a body: a fifth of 8.4 px of the world is one px of the phone.
    expect(countsOf(1.3)).toEqual([0, 0, 0]);
    expect(countsOf(1.4)).toEqual([1, 0, 0]);
    expect(countsOf(8.4)).toEqual([1, 0, 0]);
    expect(countsOf(8.7)).toEqual([1, 1, 0]);
    expect(countsOf(200)).toEqual([1, 1, 1]);
  });

  test('small ones that add up become visible', () => {
    expect(countsOf(5, 5, 5, 5)[1]).toBeGreaterThan(0);
  });
});
