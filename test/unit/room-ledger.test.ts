/** The primary's book of rooms: codes that can be read out across a room, and rooms that find a new owner. */
import { expect, test } from 'vitest';
import { parseRoomCode } from '../../src/core/ids.ts';
import { orderAnew, RoomLedger } from '../../src/host/room-ledger.ts';
import { ROUTE_KEY_LENGTH } from '../../src/protocol/messages.ts';

test('1,000 rooms have 1,000 codes and routes, without letters that are taken for others', () => {
  const ledger = new RoomLedger();
  for (let i = 0; i < 1000; i++) ledger.add('rim-rumble', {});
  const orders = ledger.all.map(({ order }) => order);
  expect(new Set(orders.map(({ code }) => code)).size).toBe(1000);
  expect(new Set(orders.map(({ route }) => route)).size).toBe(1000);
  for (const { code, route } of orders) {
    expect(code).toMatch(/^[^AEIOUYL]{4}$/);
    expect(parseRoomCode(code.toLowerCase())).toBe(code);
    expect(route).toMatch(new RegExp(`^[\\w-]{${ROUTE_KEY_LENGTH}}$`));
  }
});

test('a room whose state is lost keeps its code and route, and gets the next epoch', () => {
  const ledger = new RoomLedger();
  const room = ledger.add('rim-rumble', { target: 3 });
  const { code, route } = room.order;
  room.owner = 7;
  expect(ledger.ownedBy(7)).toEqual([room]);
  expect(orderAnew(room)).toMatchObject({ code, route, epoch: 2, restarts: 1, settings: { target: 3 } });
  ledger.remove(code);
  expect(ledger.get(code)).toBeUndefined();
});
