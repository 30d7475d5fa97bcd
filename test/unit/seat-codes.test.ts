/** Rule R1: the four digits by which another device takes a seat, and what keeps people from guessing them. */
import { describe, expect, test } from 'vitest';
import type { Handshake } from '../../src/protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import type { Seated } from '../../src/room/room.ts';
import { RoomBench } from '../support/room-bench.ts';

/** Wrong codes that a room takes within a minute. */
const TRIES = 6;
const MINUTE_MS = 60_000;

/** What a device hears that has no token, only a code. */
function tryCode(bench: RoomBench, seatCode: string, more: Partial<Handshake> = {}): Seated | string {
  const hello = { v: PROTOCOL_VERSION, room: bench.room.code, name: 'Other device', seatCode, ...more };
  const result = bench.room.join(hello);
  return result.ok ? result.value : result.error;
}

describe('a seat code', () => {
  test('[R1] gives the seat to another device, with its name, look and wins', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada', { look: 5 });
    bench.enter('Bo');
    bench.room.seats.get(ada.seat)!.wins = 3;
    expect(tryCode(bench, ada.seatCode)).toEqual(ada);
    bench.room.online(ada.seat);
    expect(bench.room.info.seats).toHaveLength(2);
    expect(bench.seatNamed('Ada')).toMatchObject({ seat: ada.seat, look: 5, wins: 3, away: false });
    expect(bench.said.at(-1)).toMatchObject({ what: 'stream', seat: ada.seat });
  });

  test('[R1] gives the seat back in a locked room too, and to somebody who is away', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    bench.room.offline(ada.seat);
    bench.room.command({ do: 'lock', locked: true });
    expect(tryCode(bench, ada.seatCode)).toEqual(ada);
  });

  test('[R1] that nobody has opens nothing, and takes no seat', () => {
    const bench = new RoomBench({ bots: { fillTo: 4, level: 'easy' } });
    const ada = bench.enter('Ada');
    for (const wrong of ['9999', '', ada.token]) expect(tryCode(bench, wrong)).toBe('wrong-seat-code');
    expect(bench.room.seats.people).toHaveLength(1);
  });

  test('[R1] is not given twice', () => {
    const codes = ['1111', '1111', '1111', '2222'];
    const bench = new RoomBench({ makeSeatCode: () => codes.shift()! });
    expect([bench.enter('Ada'), bench.enter('Bo')].map(({ seatCode }) => seatCode)).toEqual(['1111', '2222']);
  });

  test('[R1] of a removed guest opens nothing, and no code lets that guest’s token in', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    const bo = bench.enter('Bo');
    bench.room.command({ do: 'kick', seat: bo.seat });
    expect(tryCode(bench, bo.seatCode)).toBe('wrong-seat-code');
    expect(tryCode(bench, ada.seatCode, { token: bo.token })).toBe('kicked');
  });
});

describe('guessing', () => {
  /** A room in which all tries of a minute are used up; the first wrong one came at 0 ms. */
  function blockedRoom(): { bench: RoomBench; ada: Seated } {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    for (let i = 0; i < TRIES; i++) expect(tryCode(bench, '9999')).toBe('wrong-seat-code');
    return { bench, ada };
  }

  test(`[R1] after ${TRIES} wrong codes within a minute the right one is refused too`, () => {
    const { bench, ada } = blockedRoom();
    expect(tryCode(bench, ada.seatCode)).toBe('seat-codes-blocked');
    bench.clock.ms = MINUTE_MS - 1;
    expect(tryCode(bench, ada.seatCode)).toBe('seat-codes-blocked');
  });

  test('[R1] a minute later it is taken again, and as many wrong ones as before', () => {
    const { bench, ada } = blockedRoom();
    bench.clock.ms = MINUTE_MS;
    expect(tryCode(bench, ada.seatCode)).toEqual(ada);
    for (let i = 0; i < TRIES; i++) expect(tryCode(bench, '9999')).toBe('wrong-seat-code');
    expect(tryCode(bench, '9999')).toBe('seat-codes-blocked');
  });

  test('[R1] a blocked room still takes tokens and newcomers', () => {
    const { bench, ada } = blockedRoom();
    expect(bench.join('Ada', { token: ada.token })).toEqual(ada);
    expect(bench.join('Bo').seat).not.toBe(ada.seat);
  });

  test('[R1] right codes and few wrong ones block nobody', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    for (let i = 0; i < TRIES - 1; i++) tryCode(bench, '9999');
    for (let i = 0; i < 20; i++) expect(tryCode(bench, ada.seatCode)).toEqual(ada);
  });
});
