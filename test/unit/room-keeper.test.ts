/** Rule R10: a room whose worker has died gets exactly one new owner, however the news come in. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RoomCode } from '../../src/core/ids.ts';
import type { HostEvent } from '../../src/host/events.ts';
import { RoomKeeper } from '../../src/host/room-keeper.ts';
import type { ToWorker } from '../../src/protocol/control.ts';

let keeper: RoomKeeper;
let sent: { to: number | 'all'; message: ToWorker }[];
let events: HostEvent[];

beforeEach(() => {
  sent = [];
  events = [];
  const ignore = (): void => {};
  keeper = new RoomKeeper({
    send: (to, message) => sent.push({ to, message }),
    sendAll: (message) => sent.push({ to: 'all', message }),
    guestsAt: () => 0,
    setAside: ignore,
    tell: (event) => events.push(event),
    onSaid: ignore,
    onClosed: ignore,
    logger: { error: ignore, warn: ignore, info: ignore, debug: ignore },
  });
});
afterEach(() => keeper.close());

/** Rooms as they were ordered, one for each of these workers. */
function ready(...workers: number[]): RoomCode[] {
  for (const worker of workers) keeper.workerReady(worker);
  return workers.map(() => keeper.open('rim-rumble', {}));
}

/** Orders to open or go on with a room since the last call. */
function orders(): { to: number | 'all'; kind: string }[] {
  const isOrder = ({ message: { kind } }: { message: ToWorker }): boolean =>
    kind === 'open-room' || kind === 'resume-room';
  const found = sent.filter(isOrder).map(({ to, message: { kind } }) => ({ to, kind }));
  sent = [];
  return found;
}

const ownerOf = (code: RoomCode | undefined): number | undefined => keeper.ledger.get(code!)?.owner;

test('[R10] a new worker gets no room that the heirs are just taking over', () => {
  const [first] = ready(1, 2);
  orders();
  keeper.workerGone(1, 'ended', []);
  keeper.workerReady(3);
  expect(orders()).toEqual([]);
  keeper.tookOver(2, 1, [first!]);
  expect(ownerOf(first)).toBe(2);
  expect(orders()).toEqual([]);
});

test('[R10] an heir dies before it has answered: its own rooms are its heirs’ business, the rest is given out', () => {
  const [first, second] = ready(1, 2, 3);
  orders();
  keeper.workerGone(1, 'ended', []);
  keeper.tookOver(3, 1, []);
  keeper.workerGone(2, 'ended', []);
  expect(orders()).toEqual([]);
  keeper.tookOver(3, 2, [second!]);
  expect(orders()).toEqual([{ to: 3, kind: 'open-room' }]);
  expect([first, second].map(ownerOf)).toEqual([3, 3]);
});

test('[R10] with nobody left, rooms wait for the next worker, which gets them at once', () => {
  const rooms = ready(1, 2);
  keeper.workerGone(1, 'ended', []);
  keeper.workerGone(2, 'ended', []);
  orders();
  keeper.workerReady(3);
  expect(orders()).toHaveLength(2);
  expect(rooms.map(ownerOf)).toEqual([3, 3]);
});

test.each(['looped', 'crashed'] as const)('[E5] a room in whose middle two workers %s is closed', (cause) => {
  const [bad, other] = ready(1, 2, 3);
  keeper.workerGone(1, cause, [bad!]);
  keeper.tookOver(2, 1, [bad!]);
  expect(events).toEqual([]);
  keeper.workerGone(2, cause, [bad!]);
  expect(events).toEqual([{ event: 'room-closed', room: bad, reason: 'room-failed' }]);
  expect(sent.at(-1)?.message).toMatchObject({ kind: 'worker-gone', closed: [bad] });
  expect(keeper.ledger.get(other!)).toBeDefined();
  keeper.workerReady(4);
  const told = sent.find(({ to, message }) => to === 4 && message.kind === 'ended-rooms')?.message;
  expect(told).toMatchObject({ rooms: [{ code: bad, reason: 'room-failed' }] });
});

test('[E5] of rooms that were played together the guilty one is closed the second time, and no other', () => {
  const [first, second, third] = ready(1, 1, 1) as [RoomCode, RoomCode, RoomCode];
  keeper.workerReady(2);
  sent = [];
  keeper.workerGone(1, 'crashed', [first, second]);
  // Before the heirs get the rooms they know which ones to watch.
  const [suspects, gone] = sent.map(({ message }) => message);
  expect(suspects).toEqual({ kind: 'suspects', rooms: [first, second] });
  expect(gone).toMatchObject({ kind: 'worker-gone', closed: [] });
  keeper.tookOver(2, 1, [first, second, third]);
  keeper.workerReady(3);
  expect(sent).toContainEqual({ to: 3, message: { kind: 'suspects', rooms: [first, second] } });
  keeper.workerGone(2, 'crashed', [second]);
  expect(events).toEqual([{ event: 'room-closed', room: second, reason: 'room-failed' }]);
  expect([first, third].map((code) => keeper.ledger.get(code))).not.toContain(undefined);
});

test('[E5] rooms that were played together twice when a worker crashed are not closed: it may have been any', () => {
  const rooms = ready(1, 1);
  keeper.workerGone(1, 'crashed', rooms);
  keeper.workerReady(2);
  keeper.workerGone(2, 'crashed', rooms);
  expect(events).toEqual([]);
});

test('[E5] workers that are killed, stopped or retired in the middle of a room leave no room to blame', () => {
  const [room] = ready(1, 2, 3);
  keeper.workerGone(1, 'ended', [room!]);
  keeper.workerGone(2, 'retired', [room!]);
  keeper.workerGone(3, 'hung', [room!]);
  expect(events).toEqual([]);
  expect(keeper.ledger.get(room!)?.strikesMs).toEqual([]);
});
