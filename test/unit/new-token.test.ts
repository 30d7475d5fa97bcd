/** Seat tokens that guests make. */
import { expect, test } from 'vitest';
import { newToken } from '../../src/link/new-token.ts';

test('tokens have the shape that H2 asks for, and no two are the same', () => {
  const tokens = new Set(Array.from({ length: 1_000 }, newToken));
  expect(tokens.size).toBe(1_000);
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
});
