/** Rules R1 and R3: who sits where. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/core/prng.ts';
import { LIMITS } from '../../src/protocol/limits.ts';
import { type Seat, Seats } from '../../src/room/seats.ts';
import { LOOKS } from '../../src/sdk/looks.ts';

function sit(seats: Seats, name: string, look?: number): Seat {
  const hello = { v: 1, room: 'BCDF', name, ...(look === undefined ? {} : { look }) };
  const result = seats.addPerson(hello, { token: `token of ${name}`, seatCode: '0001' }, 0);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('seats', () => {
  test('[R3] a name that somebody has gets a number, whatever its case, within the limit', () => {
    const seats = new Seats(16);
    const names = ['Ada', 'ada', 'Ada', 'n'.repeat(16), 'N'.repeat(16), '🎈'.repeat(8), '🎈'.repeat(8)];
    const given = names.map((name) => sit(seats, name).name);
    expect(given.slice(0, 3)).toEqual(['Ada', 'ada 2', 'Ada 3']);
    expect(given[4]).toBe(`${'N'.repeat(14)} 2`);
    expect(given[6]).toBe(`${'🎈'.repeat(7)} 2`);
    for (const name of given) expect(name.length).toBeLessThanOrEqual(LIMITS.nameLength);
  });

  test('[R3] a look that is taken becomes the next free one, round and round', () => {
    const seats = new Seats(16);
    expect(sit(seats, 'A', 15).look).toBe(15);
    expect(sit(seats, 'B', 15).look).toBe(0);
    expect(sit(seats, 'C', 15).look).toBe(1);
    for (let i = 3; i < 16; i++) sit(seats, `P${i}`, 7);
    expect(new Set(seats.all.map(({ look }) => look)).size).toBe(LOOKS.length);
  });

  test('with more people than looks some look alike, and every look is one that there is', () => {
    const seats = new Seats(40);
    const looks = Array.from({ length: 40 }, (_, i) => sit(seats, `Guest ${i}`).look);
    expect(looks.every((look) => look < LOOKS.length)).toBe(true);
    expect(new Set(looks).size).toBe(LOOKS.length);
  });

  test('[R3] a bot changes its look for a person who wants it', () => {
    const seats = new Seats(16);
    const bot = seats.addBot('easy', new Random(1))!;
    const wanted = bot.look;
    expect(sit(seats, 'A', wanted).look).toBe(wanted);
    expect(bot.look).not.toBe(wanted);
  });

  test('[R1] the lowest free seat is given, and a bot has no token that could be guessed', () => {
    const seats = new Seats(3);
    const first = sit(seats, 'A');
    seats.addBot('easy', new Random(1));
    sit(seats, 'C');
    expect(seats.addBot('easy', new Random(1))).toBeUndefined();
    seats.remove(first.id);
    expect(sit(seats, 'D').id).toBe(0);
    expect(seats.byToken('')).toBeUndefined();
    expect(seats.bySeatCode('')).toBeUndefined();
    expect(seats.addPerson({ v: 1, room: 'BCDF', name: 'E' }, { token: 't', seatCode: '0002' }, 0)).toEqual({
      ok: false,
      error: 'room-full',
    });
  });
});
