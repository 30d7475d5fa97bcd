/** Seeded random numbers: the same everywhere, and evenly spread. */
import { expect, test } from 'vitest';
import { Random } from '../../src/core/prng.ts';

test('a seed gives the same numbers for ever', () => {
  const random = new Random(42);
  expect(Array.from({ length: 5 }, () => Math.floor(random.next() * 2 ** 32))).toMatchInlineSnapshot(`
    [
      2581720956,
      1925393290,
      3661312704,
      2876485805,
      750819978,
    ]
  `);
  expect(random.state).toMatchInlineSnapshot(`567894515`);
});

test('a generator goes on from a saved state', () => {
  const random = new Random(7);
  random.next();
  const heir = new Random(random.state);
  expect(heir.next()).toBe(random.next());
});

test('whole numbers fall evenly into their range', () => {
  const random = new Random(1);
  const counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 60_000; i++) counts[random.int(6)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

test('ranges and picks stay inside', () => {
  const random = new Random(2);
  for (let i = 0; i < 1000; i++) {
    const value = random.range(-2, 3);
    expect(value >= -2 && value < 3).toBe(true);
    expect(['a', 'b']).toContain(random.pick(['a', 'b']));
  }
});
