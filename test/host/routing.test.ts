/** Where guests land, and that it makes no difference to what they see. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectGuest, type Guest, seatGuest } from '../support/guest.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

let host: HostProcess;
let guests: Guest[] = [];

beforeAll(async () => {
  host = await startHostProcess('--bots', '0', '--set', 'target=1', '--set', 'roundSeconds=15');
});
afterAll(() => host.stop());
afterEach(() => {
  for (const guest of guests) guest.leave();
  guests = [];
});

test('every worker knows every room, whoever owns it', async () => {
  const { workers } = await waitFor('both workers', async () => {
    const health = await host.health();
    return health.workers.length === 2 && health;
  });
  for (const { id, route } of workers) {
    expect((await host.health(route)).worker).toBe(id);
    const listing = await host.get(`/api/rooms/${host.code}`, route);
    expect(listing).toMatchObject({ code: host.code, game: 'rim-rumble', owner: host.ready.rooms[0]!.owner });
    expect(await host.get('/api/rooms', route)).toHaveLength(1);
  }
});

test('the room’s route leads every guest to its owner', async () => {
  const { route, owner } = await host.room();
  for (let i = 0; i < 10; i++) expect((await host.health(route)).worker).toBe(owner);
});

test('nothing that a guest says first is lost on the way: 200 connections in a row are welcomed', async () => {
  const { route } = await host.room();
  for (let i = 0; i < 200; i++) {
    const guest = await connectGuest(host, { name: `Guest ${i}`, route });
    await guest.until('a welcome', () => true, 2_000);
    guest.leave();
    await waitFor('the farewell', async () => (await host.room()).guests === 0);
  }
});

test('a guest on the other worker plays a whole match, and both see the same scores', async () => {
  const other = await host.routeToOther();
  guests = await Promise.all([seatGuest(host), seatGuest(host, { name: 'Bob', route: other.route })]);
  const [here, there] = guests as [Guest, Guest];
  for (const guest of guests) guest.playAsBot('hard', guest.me.seat + 1);
  for (const guest of guests) guest.ready();
  await Promise.all(
    guests.map((guest) => guest.until('the results', () => guest.room.phase === 'results', 90_000)),
  );
  expect(here.room.outcome).toEqual(there.room.outcome);
  expect(here.room.outcome!.ranking).toHaveLength(2);
  expect(Math.max(...here.room.outcome!.ranking.map(({ score }) => score))).toBeGreaterThanOrEqual(1);
  await Promise.all(guests.map((guest) => guest.untilFramesFlow(30)));
  const pucks = guests.map((guest) => guest.session.picture()!.state as { pucks: object });
  expect(Object.keys(pucks[0]!.pucks)).toEqual(Object.keys(pucks[1]!.pucks));
});

test('a guest on the other worker can be renamed, go away, come back and leave like any other', async () => {
  const other = await host.routeToOther();
  guests = await Promise.all([seatGuest(host), seatGuest(host, { name: 'Bob', route: other.route })]);
  const [here, there] = guests as [Guest, Guest];
  const bob = () => here.room.seats.find(({ seat }) => seat === there.seated.seat);
  there.session.act({ do: 'name', name: 'Robert' });
  await here.until('the new name', () => bob()?.name === 'Robert');
  const { token, seat } = there.seated;
  there.close();
  await here.until('Bob to be away', () => bob()?.away === true);
  const back = await seatGuest(host, { name: 'Bob', token, route: other.route });
  guests = [here, back];
  expect(back.seated.seat).toBe(seat);
  expect(back.me.name).toBe('Robert');
  await here.until('Bob to be back', () => bob()?.away === false);
  back.leave();
  await here.until('Bob to be gone', () => here.room.seats.length === 1);
});
