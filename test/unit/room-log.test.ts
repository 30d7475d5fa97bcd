/** The chaos run's log: it must notice every loss, and take nothing for a loss that is none. */
import { beforeEach, expect, test } from 'vitest';
import { RoomLog, type Sighting } from '../../scripts/chaos/room-log.ts';

let log: RoomLog;

beforeEach(() => {
  log = new RoomLog();
});

/** Seat 0 has `score` points. */
function see(tick: number, score: number, more: Partial<Sighting> = {}): void {
  const scores = [{ seat: 0, score }];
  log.saw({
    room: 'BCDF',
    atMs: tick,
    epoch: 1,
    tick,
    match: 1,
    practice: false,
    restarts: 0,
    scores,
    ...more,
  });
}

const ada = { room: 'BCDF', token: 'a', seat: 0, name: 'Ada' };

const NOTHING_LOST = { lostPoints: 0, lostSeats: 0, lostMatches: 0, details: [] };

test('a match that goes on at another owner has lost nothing', () => {
  log.seated(ada);
  see(100, 3);
  log.seated(ada);
  see(101, 3, { epoch: 2 });
  see(120, 4, { epoch: 2 });
  expect(log.judge()).toEqual({ ...NOTHING_LOST, rollbacks: new Map() });
});

test('points that one guest has seen, and that the next owner does not know, are lost once', () => {
  see(100, 3);
  see(95, 1, { epoch: 2 });
  see(97, 1, { epoch: 2 });
  expect(log.judge()).toMatchObject({ lostPoints: 2, details: [expect.stringContaining('had 3 points')] });
  see(99, 1, { epoch: 2 });
  expect(log.judge()).toMatchObject({ lostPoints: 0, details: [] });
});

test('a seat that has no points any more has lost them all', () => {
  see(100, 3);
  see(101, 0, { epoch: 2, scores: [] });
  expect(log.judge().lostPoints).toBe(3);
});

test('a guest who hears of a tick later than the others is no loss', () => {
  see(100, 3);
  see(98, 2);
  see(101, 3, { epoch: 2 });
  see(99, 2);
  expect(log.judge()).toMatchObject(NOTHING_LOST);
});

test('what the former owner said last counts, though it arrives late', () => {
  see(100, 3);
  see(100, 3, { epoch: 2 });
  see(102, 4);
  see(104, 3, { epoch: 2 });
  expect(log.judge().lostPoints).toBe(1);
});

test('practice, and a new match, start from zero', () => {
  see(100, 2, { match: 0, practice: true });
  see(200, 0);
  see(300, 5);
  see(400, 0, { match: 2 });
  expect(log.judge()).toMatchObject(NOTHING_LOST);
});

test('a match that had begun and is not known any more is lost, and so is a room that begins anew', () => {
  see(100, 3, { match: 2 });
  see(90, 0, { epoch: 2, match: 1 });
  expect(log.judge()).toMatchObject({ lostMatches: 1, lostPoints: 0 });
  see(10, 0, { epoch: 3, match: 1, restarts: 1 });
  expect(log.judge().lostMatches).toBe(1);
});

test('a room that went back is known with its ticks, at its worst guest', () => {
  see(100, 0);
  see(94, 0, { epoch: 2 });
  see(92, 0, { epoch: 2 });
  see(120, 0, { epoch: 2 });
  expect(log.judge().rollbacks).toEqual(new Map([['BCDF', 8]]));
  see(118, 0, { epoch: 2 });
  expect(log.judge().rollbacks).toEqual(new Map());
});

test('a seat with another number or name, or none, is lost, and so is one whose guest is sent away', () => {
  const guests = ['a', 'b', 'c', 'd'].map((token, seat) => ({ ...ada, token, seat }));
  for (const guest of guests) log.seated(guest);
  log.seated({ ...guests[0]!, seat: 4 });
  log.seated({ ...guests[1]!, name: 'Ada 2' });
  log.seated({ ...guests[2]!, name: undefined });
  log.ended('d', 'unknown-room');
  expect(log.judge()).toMatchObject({ lostSeats: 4 });
  expect(log.judge()).toMatchObject(NOTHING_LOST);
});

test('with the whole host, only what was seen long enough before may not be lost', () => {
  see(1_000, 3);
  see(2_500, 5);
  see(2_600, 0, { match: 2 });
  log.rewind(2_000);
  see(1_500, 3, { atMs: 5_000 });
  expect(log.judge()).toMatchObject({ ...NOTHING_LOST, rollbacks: new Map([['BCDF', 1_100]]) });
  log.rewind(2_000);
  see(1_400, 2, { atMs: 6_000 });
  expect(log.judge().lostPoints).toBe(1);
});
