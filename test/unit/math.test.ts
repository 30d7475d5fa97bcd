/** The engine-independent functions against the engine's own. */
import { expect, test } from 'vitest';
import { atan2, cos, length, sin, TAU } from '../../src/core/math.ts';
import { Random } from '../../src/core/prng.ts';

test('sine and cosine are right to 1e-7 over many turns', () => {
  let worst = 0;
  for (let angle = -50; angle <= 50; angle += 0.0037) {
    worst = Math.max(worst, Math.abs(sin(angle) - Math.sin(angle)), Math.abs(cos(angle) - Math.cos(angle)));
  }
  expect(worst).toBeLessThan(1e-7);
});

test('atan2 is right to 1e-8 all the way round', () => {
  let worst = 0;
  for (let angle = -Math.PI + 1e-9; angle < Math.PI; angle += 0.0011) {
    for (const radius of [0.001, 1, 5000]) {
      const [x, y] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
      worst = Math.max(worst, Math.abs(atan2(y, x) - Math.atan2(y, x)));
    }
  }
  expect(worst).toBeLessThan(1e-8);
});

test('atan2 on the axes', () => {
  expect(atan2(0, 0)).toBe(0);
  expect(atan2(0, 1)).toBe(0);
  expect(atan2(0, -1)).toBeCloseTo(Math.PI, 12);
  expect(atan2(1, 0)).toBeCloseTo(TAU / 4, 12);
  expect(atan2(-1, 0)).toBeCloseTo(-TAU / 4, 12);
});

test('length is the exact square root of the sum of squares', () => {
  const random = new Random(3);
  for (let i = 0; i < 1000; i++) {
    const [x, y] = [random.range(-1000, 1000), random.range(-1000, 1000)];
    expect(length(x, y)).toBe(Math.sqrt(x * x + y * y));
  }
});

test('results are pinned: another engine has to give the very same', () => {
  expect([sin(1), cos(2.5), atan2(-3, 4)]).toMatchInlineSnapshot(`
    [
      0.841470984648068,
      -0.8011436154853625,
      -0.6435011087770033,
    ]
  `);
});
