/**
 * A host keeps its house in order: who was removed, banned, sent on, let in or made leader, and what happens when
 * they try again. A real cluster, real sockets, the guests' own session.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoomCode } from '../../src/core/ids.ts';
import { newToken } from '../../src/link/new-token.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import type { RoomCommand } from '../../src/protocol/messages.ts';
import { connectGuest, type Guest, type GuestOptions, seatGuest } from '../support/guest.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

let host: HostProcess;
let guests: Guest[];
/** Each test has a room of its own, and one to go to. */
let room: RoomCode;
let otherRoom: RoomCode;
let roomsUsed = 0;

beforeAll(async () => {
  host = await startHostProcess('--bots', '0', '--rooms', '30');
});
afterAll(async () => {
  await host.stop();
});
beforeEach(() => {
  guests = [];
  [room, otherRoom] = [nextRoom(), nextRoom()];
});
afterEach(() => {
  for (const guest of guests) guest.close();
});

const nextRoom = (): RoomCode => host.ready.rooms[roomsUsed++]!.code as RoomCode;
const command = (one: RoomCommand, code: RoomCode = room): void => host.command(one, code);

async function sit(options: GuestOptions): Promise<Guest> {
  const guest = await seatGuest(host, { room, ...options });
  guests.push(guest);
  return guest;
}

/** Somebody who has asked to come in, and has got an answer. */
async function ask(options: GuestOptions): Promise<Guest> {
  const guest = await connectGuest(host, { room, ...options });
  guests.push(guest);
  await waitFor('an answer', () => guest.session.state.is !== 'connecting');
  return guest;
}

/** Why somebody is not let in. */
const refusal = async (options: GuestOptions): Promise<string> => (await ask(options)).ended();

/** Tries until somebody is let in. */
const letIn = (options: GuestOptions): Promise<Guest> =>
  waitFor('a way in', async () => {
    const guest = await ask(options);
    return guest.session.state.is === 'seated' && guest;
  });

/** Mallory, whose browser keeps a token and says what device it is. */
const mallory = () => ({ name: 'Mallory', token: newToken(), device: newToken() });

describe('a guest who was removed', () => {
  test('stays out over a reconnection, under a new name, and with a new token of the same device', async () => {
    const ada = await sit({ name: 'Ada' });
    const who = mallory();
    const guest = await sit(who);
    command({ do: 'kick', seat: guest.seated.seat });
    expect(await guest.ended()).toBe('kicked');
    await ada.until('the mark', () => ada.room.seats.some(({ kicked }) => kicked));
    expect(await refusal(who)).toBe('kicked');
    expect(await refusal({ ...who, name: 'Innocent' })).toBe('kicked');
    expect(await refusal({ ...who, name: 'Innocent', token: newToken() })).toBe('kicked');
    await ada.until('the seat to be free', () => ada.room.seats.length === 1, TIMES.undoKickMs + 10_000);
    expect(await refusal({ ...who, token: newToken() })).toBe('kicked');
    // The other rooms are open.
    await sit({ ...who, room: otherRoom });
  });

  test('gets the same seat back when the host undoes it', async () => {
    const who = mallory();
    const guest = await sit(who);
    const { seat, seatCode } = guest.seated;
    command({ do: 'kick', seat });
    expect(await guest.ended()).toBe('kicked');
    command({ do: 'undo-kick', seat });
    const back = await letIn(who);
    expect(back.seated).toMatchObject({ seat, seatCode });
    expect(back.me).toMatchObject({ name: 'Mallory', kicked: false });
  });
});

describe('a guest who was banned', () => {
  test('is out of all rooms, also after the host was started again, until the ban is lifted', async () => {
    const who = mallory();
    const guest = await sit(who);
    const elsewhere = await sit({ ...who, token: newToken(), room: otherRoom });
    expect(await host.ask({ ask: 'ban', code: room, seat: guest.seated.seat })).toBeUndefined();
    expect(['banned', 'kicked']).toContain(await guest.ended());
    expect(await elsewhere.ended()).toBe('banned');
    const again = { ...who, token: newToken(), name: 'Innocent' };
    for (const code of [room, otherRoom]) expect(await refusal({ ...again, room: code })).toBe('banned');

    await host.end('SIGTERM');
    host = await host.startAgain();
    roomsUsed = 0;
    [room, otherRoom] = [nextRoom(), nextRoom()];
    expect(await refusal(again)).toBe('banned');
    await sit({ name: 'Ada', device: newToken() });
    expect(await host.ask({ ask: 'unban', device: who.device })).toBeUndefined();
    await letIn({ ...again, room: otherRoom });
  });

  test('is at least removed when its device has no name, and the host is told so', async () => {
    const guest = await sit({ name: 'Mallory' });
    const answer = await host.ask({ ask: 'ban', code: room, seat: guest.seated.seat });
    expect(answer).toContain('cannot be kept out for good');
    expect(await guest.ended()).toBe('kicked');
  });
});

test('erasing while hosting lifts the bans, and whoever plays plays on', async () => {
  const ada = await sit({ name: 'Ada' });
  const who = mallory();
  const guest = await sit(who);
  await host.ask({ ask: 'ban', code: room, seat: guest.seated.seat });
  await guest.ended();
  expect(await host.ask({ ask: 'erase' })).toBeUndefined();
  await letIn({ ...who, token: newToken(), room: otherRoom });
  await ada.untilFramesFlow();
  expect(ada.seated.reconnecting).toBe(false);
});

describe('the door', () => {
  test('a room with a PIN tells so in its listing, and opens to it', async () => {
    command({ do: 'pin', pin: '2468' });
    await waitFor('the listing', async () => (await host.room(room)).needsPin);
    expect(await refusal({ name: 'Ada' })).toBe('pin-needed');
    expect(await refusal({ name: 'Ada', pin: '0000' })).toBe('wrong-pin');
    await sit({ name: 'Ada', pin: '2468' });
  });

  test('with approval a newcomer waits in sight of the host, and is let in or not', async () => {
    const host1 = await sit({ name: 'Ada' });
    command({ do: 'approval', on: true });
    await host1.until('approval', () => host1.room.approval);
    const [bo, mal] = await Promise.all([
      connectGuest(host, { room, name: 'Bo' }),
      connectGuest(host, { room, name: 'Mallory' }),
    ]);
    guests.push(bo, mal);
    for (const { session } of [bo, mal]) {
      await waitFor('the wait', () => session.state.is === 'connecting' && session.state.waiting);
    }
    await host1.until('both knocks', () => host1.room.knocks.length === 2);
    for (const { id, name } of host1.room.knocks) {
      command({ do: 'admit', knock: id, let: name === 'Bo' ? 'in' : 'out' });
    }
    await bo.until('a seat', () => true);
    expect(await mal.ended()).toBe('not-let-in');
    expect(host1.room.knocks).toEqual([]);
  });

  test('a guest who is sent on hears where to, and is expected there whatever the locks say', async () => {
    const who = mallory();
    const guest = await sit(who);
    command({ do: 'lock', locked: true }, otherRoom);
    command({ do: 'pin', pin: '2468' }, otherRoom);
    await waitFor('the lock', async () => (await host.room(otherRoom)).locked);
    command({ do: 'move', seat: guest.seated.seat, to: otherRoom });
    expect(await guest.ended()).toBe('moved');
    expect(guest.session.state).toMatchObject({ reason: 'moved', to: otherRoom });
    expect(await refusal({ name: 'Bo', device: newToken(), room: otherRoom })).toBe('room-locked');
    await sit({ ...who, token: newToken(), room: otherRoom });
  });

  test('nobody is sent to a room that does not exist', async () => {
    const guest = await sit(mallory());
    command({ do: 'move', seat: guest.seated.seat, to: 'ZZZZ' });
    await waitFor('the answer', () =>
      (host.lines as { text?: string }[]).some(({ text }) => text?.includes('no room ZZZZ')),
    );
    await guest.untilFramesFlow();
  });
});

describe('names', () => {
  test('a rude one is refused when joining and when renaming, and one that the host gives is not', async () => {
    expect(await refusal({ name: 'Sh1thead' })).toBe('rude-name');
    const guest = await sit({ name: 'Scunthorpe' });
    guest.session.act({ do: 'name', name: 'f u c k' });
    await guest.until('the refusal', () => guest.seated.denied === 'rude-name');
    expect(guest.me.name).toBe('Scunthorpe');
    guest.session.act({ do: 'name', name: 'Essex' });
    await guest.until('the name', () => guest.me.name === 'Essex' && guest.seated.denied === undefined);
    command({ do: 'rename', seat: guest.seated.seat, name: 'Dick' });
    await guest.until('the host’s name', () => guest.me.name === 'Dick');
    // With that name it comes back as well.
    guest.close();
    await sit({ name: 'Dick', token: guest.seated.token });
  });

  test('the filter can be switched off and on while hosting', async () => {
    await host.ask({ ask: 'name-filter', on: false });
    await letIn({ name: 'Shithead' });
    await host.ask({ ask: 'name-filter', on: true });
    await waitFor('the filter', async () => {
      const guest = await ask({ name: 'Shithead' });
      const { state } = guest.session;
      guest.leave();
      return state.is === 'ended' && state.reason === 'rude-name';
    });
  });

  test('a muted guest plays on under a neutral name that it cannot change', async () => {
    const guest = await sit({ name: 'Mallory' });
    const { seat } = guest.seated;
    command({ do: 'mute', seat, muted: true });
    await guest.until('to be muted', () => guest.me.muted);
    guest.session.act({ do: 'name', name: 'Louder' });
    guest.session.act({ do: 'look', look: 9 });
    await guest.until('the look', () => guest.me.look === 9);
    expect(guest.me.name).toBe(`Player ${seat + 1}`);
  });
});

describe('a guest who leads', () => {
  test('starts, pauses, goes on and removes from its seat, until it does not lead any more', async () => {
    const ada = await sit({ name: 'Ada' });
    const bo = await sit({ name: 'Bo' });
    command({ do: 'lead', seat: ada.seated.seat, leads: true });
    await ada.until('to lead', () => ada.me.leads);
    ada.session.act({ do: 'lead', command: { do: 'pause', paused: true } });
    await bo.until('the pause', () => bo.room.paused);
    ada.session.act({ do: 'lead', command: { do: 'pause', paused: false } });
    await bo.until('to go on', () => !bo.room.paused);
    await bo.untilFramesFlow();
    ada.session.act({ do: 'lead', command: { do: 'start' } });
    await bo.until('the countdown', () => bo.room.phase === 'countdown');
    ada.session.act({ do: 'lead', command: { do: 'kick', seat: bo.seated.seat } });
    expect(await bo.ended()).toBe('kicked');
    command({ do: 'lead', seat: ada.seated.seat, leads: false });
    await ada.until('to lead no more', () => !ada.me.leads);
    ada.session.act({ do: 'lead', command: { do: 'lock', locked: true } });
    ada.session.act({ do: 'look', look: 9 });
    await ada.until('what came after it', () => ada.me.look === 9);
    expect(ada.room.locked).toBe(false);
  });
});

test('a pause outlives the death of the room’s process: same picture, same seat, and play goes on', async () => {
  const guest = await sit({ name: 'Ada' });
  command({ do: 'pause', paused: true });
  await guest.until('the pause', () => guest.room.paused);
  const { owner } = await host.room(room);
  const { epoch } = guest.room;
  const tick = guest.session.newest()!.tick;
  process.kill(host.pidOf(owner), 'SIGKILL');
  await guest.until('the new owner', () => guest.room.epoch > epoch && !guest.seated.reconnecting);
  expect(guest.room.paused).toBe(true);
  command({ do: 'pause', paused: false });
  await guest.until('to go on', () => !guest.room.paused);
  await guest.untilFramesFlow(20);
  expect(guest.session.stats().desyncs).toBe(0);
  // At most what was played between the last checkpoint and the pause is played again.
  expect(guest.session.newest()!.tick).toBeLessThan(tick + 600);
});
