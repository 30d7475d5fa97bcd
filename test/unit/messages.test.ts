/** Rules H2 and H3: what a guest may say in words. */

import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { roomCodeSchema } from '../../src/protocol/console.ts';
import { cleanName, LIMITS } from '../../src/protocol/limits.ts';
import {
  handshakeSchema,
  ROUTE_KEY_LENGTH,
  roomCommandSchema,
  routeKeyFrom,
  seatActionSchema,
} from '../../src/protocol/messages.ts';
import { isReason, REASONS } from '../../src/protocol/reasons.ts';

const hello = { v: 1, room: 'BCDF', name: 'Ada' };
const accepts = (value: unknown): boolean => v.safeParse(handshakeSchema, value).success;

describe('names', () => {
  const names: readonly (readonly [string, string, string])[] = [
    ['spaces around and within', '  Ada   B  ', 'Ada B'],
    ['control characters', 'A\u0000d\u0007a\u001b[31m', 'Ada[31m'],
    ['line breaks', 'A\nd\r\na', 'Ada'],
    ['zero-width characters', '\u200bA\u200dd\u2060a\ufeff', 'Ada'],
    ['an override to right-to-left', '\u202eadA\u2066', 'adA'],
    ['line and paragraph separators', 'A\u2028d\u2029a', 'Ada'],
    ['half of an emoji', 'Ada\ud83c', 'Ada'],
    ['letters in two pieces', 'Zoe\u0308', 'Zo\u00eb'],
    ['emoji stay', 'Ada 🎈', 'Ada 🎈'],
    ['other scripts stay', 'محمد 明', 'محمد 明'],
    ['markup stays text', '<b>A</b>&amp;', '<b>A</b>&amp;'],
    ['nothing visible', ' \u200b\u202e ', ''],
  ];
  test.each(names)('[H3] cleaned: %s', (_what, raw, clean) => {
    expect(cleanName(raw)).toBe(clean);
    expect(cleanName(clean)).toBe(clean);
  });
});

describe('the handshake', () => {
  test('[H2] the least and the most that a guest may say is accepted', () => {
    expect(accepts(hello)).toBe(true);
    const parsed = v.parse(handshakeSchema, {
      ...hello,
      name: ' A\u200bda ',
      look: 15,
      token: 'x'.repeat(22),
      seatCode: '0042',
    });
    expect(parsed).toEqual({ ...hello, look: 15, token: 'x'.repeat(22), seatCode: '0042' });
  });

  test('[H2] names of 16 characters fit, of 17 or none do not', () => {
    expect(accepts({ ...hello, name: 'n'.repeat(LIMITS.nameLength) })).toBe(true);
    for (const name of ['n'.repeat(LIMITS.nameLength + 1), 'n'.repeat(10_000), '', ' \u200b']) {
      expect(accepts({ ...hello, name })).toBe(false);
    }
  });

  test('[H2] long, missing and wrong values are refused', () => {
    const long = 'B'.repeat(10_000);
    const bad: readonly unknown[] = [
      undefined,
      null,
      [],
      'hello',
      {},
      { ...hello, v: '1' },
      { ...hello, room: long },
      { ...hello, room: 7 },
      { ...hello, name: {} },
      { ...hello, token: long },
      { ...hello, token: 'too-short' },
      { ...hello, token: `${'x'.repeat(21)}\u0000` },
      { ...hello, seatCode: '' },
      { ...hello, seatCode: '12345' },
      { ...hello, seatCode: 1234 },
      { ...hello, look: -1 },
      { ...hello, look: 16 },
      { ...hello, look: 1.5 },
      { ...hello, look: Number.NaN },
    ];
    for (const value of bad) expect(accepts(value)).toBe(false);
  });
});

describe('actions', () => {
  test('[R3] a guest may be ready, take a name or a look, or leave; nothing else', () => {
    const parse = (value: unknown) => v.safeParse(seatActionSchema, value).success;
    expect(parse({ do: 'ready', ready: false })).toBe(true);
    expect(parse({ do: 'name', name: 'Bo' })).toBe(true);
    expect(parse({ do: 'look', look: 0 })).toBe(true);
    expect(parse({ do: 'leave' })).toBe(true);
    for (const bad of [
      { do: 'ready', ready: 1 },
      { do: 'name', name: ' ' },
      { do: 'look', look: 99 },
    ]) {
      expect(parse(bad)).toBe(false);
    }
    for (const bad of [null, 'leave', { do: 'kick', seat: 0 }, { do: 'start' }, { do: '__proto__' }]) {
      expect(parse(bad)).toBe(false);
    }
  });

  test('[R3] a host’s commands have ranges', () => {
    const parse = (value: unknown) => v.safeParse(roomCommandSchema, value).success;
    expect(parse({ do: 'bots', fillTo: 16, level: 'hard' })).toBe(true);
    expect(parse({ do: 'bots', fillTo: 17, level: 'hard' })).toBe(false);
    expect(parse({ do: 'bots', fillTo: 4, level: 'cruel' })).toBe(false);
    expect(parse({ do: 'settings', values: { target: 'many' } })).toBe(false);
  });
});

test('[E1] reasons are a closed set, each with a sentence for people', () => {
  for (const [reason, sentence] of Object.entries(REASONS)) {
    expect(isReason(reason)).toBe(true);
    expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
  }
  for (const odd of ['nope', 7, undefined, 'toString']) expect(isReason(odd)).toBe(false);
});

test('[H1] a route key has 20 characters that the router finds in a URL, whatever the bytes', () => {
  const keys = [0, 63, 64, 255].map((byte) => routeKeyFrom(new Uint8Array(ROUTE_KEY_LENGTH).fill(byte)));
  for (const key of keys) expect(key).toMatch(/^[\w-]{20}$/);
  expect(keys).toEqual(['A', '_', 'A', '_'].map((letter) => letter.repeat(20)));
});

test('a console names rooms by codes that rooms can have, written as they are', () => {
  const accepted = ['BCDF', 'bcdf', 'BC-DF', 'ABCD', 'BCD', 'BCDFG', ''].filter(
    (code) => v.safeParse(roomCodeSchema, code).success,
  );
  expect(accepted).toEqual(['BCDF']);
});
