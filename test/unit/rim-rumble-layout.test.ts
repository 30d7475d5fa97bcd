/** Rim Rumble's layout on the screens that people have: everything on the canvas, nothing on top of another. */
import { describe, expect, test } from 'vitest';
import { layOut } from '../../src/games/rim-rumble/view/layout.ts';

const NONE = { top: 0, right: 0, bottom: 0, left: 0 };
const SCREENS = [
  { name: 'phone upright', width: 390, height: 844, ratio: 2, insets: { ...NONE, top: 47, bottom: 34 } },
  { name: 'small phone upright', width: 320, height: 568, ratio: 2, insets: NONE },
  { name: 'phone on its side', width: 844, height: 390, ratio: 2, insets: { ...NONE, left: 47, right: 47 } },
  { name: 'tablet', width: 768, height: 1024, ratio: 2, insets: NONE },
  { name: 'laptop', width: 1280, height: 800, ratio: 1, insets: NONE },
  { name: 'big screen', width: 1920, height: 1080, ratio: 1, insets: NONE },
];

describe.each(SCREENS)('$name', ({ width, height, ratio, insets }) => {
  const frame = { width: width * ratio, height: height * ratio, pixelRatio: ratio, insets };

  test.each([2, 4, 8, 16])('holds %i seats', (seats) => {
    const { field, scores, isWide } = layOut(frame, seats);
    const right = scores.x + scores.perRow * scores.chipWidth;
    const bottom = scores.y + Math.ceil(seats / scores.perRow) * scores.chipHeight;
    expect(scores.x).toBeGreaterThanOrEqual(insets.left * ratio);
    expect(right).toBeLessThanOrEqual(frame.width);
    expect(bottom).toBeLessThanOrEqual(frame.height);
    expect(field.reach).toBeGreaterThan(Math.min(frame.width, frame.height) * 0.4);
    expect(field.y + field.reach).toBeLessThanOrEqual(frame.height + 1);
    if (!isWide) expect(field.y - field.reach).toBeGreaterThanOrEqual(bottom);
  });

  test('letters of 16 units are at least 16 CSS px, and 28 at 1080 px', () => {
    const letters = (16 * layOut(frame, 8).unit) / ratio;
    expect(letters).toBeGreaterThanOrEqual(Math.min(width, height) >= 1080 ? 28 : 16);
  });
});
