/** Seats outlive connections, devices and lobbies; people before bots; the host's word counts. */
import { afterEach, expect, test } from 'vitest';
import { connectGuest, type Guest, type GuestOptions, seatGuest } from '../support/guest.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { Relay } from '../support/relay.ts';
import { waitFor } from '../support/wait-for.ts';

let host: HostProcess;
let guests: Guest[] = [];

const seat = async (options?: GuestOptions): Promise<Guest> => {
  const guest = await seatGuest(host, options);
  guests.push(guest);
  return guest;
};

afterEach(async () => {
  for (const guest of guests) guest.close();
  guests = [];
  await host.stop();
});

test('a guest who reconnects in the middle of a match keeps seat, name, look and score', async () => {
  host = await startHostProcess('--bots', '0', '--set', 'target=3', '--set', 'roundSeconds=15');
  const bob = await seat({ name: 'Bob', look: 5 });
  const ann = await seat({ name: 'Ann', look: 2 });
  ann.playAsBot('hard');
  for (const guest of guests) guest.ready();
  const scoreOfAnn = (watcher: Guest): number => {
    const { pucks } = watcher.session.picture()!.state as { pucks: Record<number, { score: number }> };
    return pucks[ann.seated.seat]!.score;
  };
  await bob.until('Ann to score', () => bob.room.phase === 'playing' && scoreOfAnn(bob) > 0, 60_000);
  const { token } = ann.seated;
  ann.close();
  await bob.until('Ann to be away', () => bob.room.seats.some(({ name, away }) => name === 'Ann' && away));

  const back = await seat({ name: 'Somebody else', token });
  expect(back.me).toMatchObject({ seat: ann.seated.seat, name: 'Ann', look: 2, away: false });
  await back.until('a picture', () => back.session.picture() !== undefined);
  expect(scoreOfAnn(back)).toBeGreaterThan(0);
});

test('a second tab with the same token takes the seat over, and the first is told', async () => {
  host = await startHostProcess('--bots', '0');
  const first = await seat();
  const second = await seat({ token: first.seated.token });
  expect(await first.ended()).toBe('seat-taken');
  expect(second.room.seats).toHaveLength(1);
  await second.untilFramesFlow();
});

test('another device takes the seat by its code, and the first is told; a wrong code opens nothing', async () => {
  host = await startHostProcess('--bots', '0');
  const phone = await seat({ name: 'Ann', look: 4 });
  const other = await host.routeToOther();
  const laptop = await seat({ name: 'Who', seatCode: phone.seated.seatCode, route: other.route });
  expect(await phone.ended()).toBe('seat-taken');
  expect(laptop.room.seats).toMatchObject([{ name: 'Ann', look: 4, away: false }]);
  await laptop.untilFramesFlow();

  const wrong = laptop.seated.seatCode === '0000' ? '0001' : '0000';
  const guesser = await connectGuest(host, { seatCode: wrong });
  guests.push(guesser);
  expect(await guesser.ended()).toBe('wrong-seat-code');
});

test('R1: a newcomer whose connection breaks before the welcome arrives gets one seat, not two', async () => {
  host = await startHostProcess('--bots', '0');
  const isWelcome = (said: Buffer): boolean => said.includes('"welcome"');
  const relay = await Relay.open(host.ready.port, (said) => relay.cuts === 0 && isWelcome(said));
  try {
    const ada = await seat({ name: 'Ada', origin: relay.origin });
    expect(relay.cuts).toBe(1);
    expect(ada.room.seats.map(({ name }) => name)).toEqual(['Ada']);
  } finally {
    await relay.cut();
  }
});

test('R1: a guest who leaves while the connection breaks does not come back', async () => {
  host = await startHostProcess('--bots', '0');
  let isBreaking = false;
  const relay = await Relay.open(host.ready.port, () => isBreaking);
  try {
    const bob = await seat({ name: 'Bob' });
    const ada = await seat({ name: 'Ada', origin: relay.origin });
    isBreaking = true;
    ada.leave();
    await waitFor('the cut', () => relay.cuts > 0);
    isBreaking = false;
    const { connections } = relay;
    await bob.untilFramesFlow(30);
    const isSeen = () => bob.room.seats.some(({ name, away }) => name === 'Ada' && !away);
    await bob.until('Ada to be away', () => !isSeen());
    expect(relay.connections).toBe(connections);
  } finally {
    await relay.cut();
  }
});

test('one person alone finds bots; they make way for people and come back', async () => {
  host = await startHostProcess('--bots', '4');
  const ann = await seat();
  await ann.until('three bots', () => ann.room.seats.filter(({ bot }) => bot !== undefined).length === 3);
  const bob = await seat({ name: 'Bob' });
  await ann.until('two bots', () => ann.room.seats.filter(({ bot }) => bot !== undefined).length === 2);
  bob.leave();
  await ann.until(
    'three bots again',
    () => ann.room.seats.filter(({ bot }) => bot !== undefined).length === 3,
  );
});

test('the match begins when everybody is ready, or when the host says so', async () => {
  host = await startHostProcess('--bots', '0');
  const ann = await seat();
  const bob = await seat({ name: 'Bob' });
  ann.ready();
  await bob.until('Ann to be ready', () => bob.room.seats.some(({ ready }) => ready));
  expect(bob.room.phase).toBe('lobby');
  bob.ready();
  await ann.until('the countdown', () => ann.room.phase === 'countdown');
  await ann.until('the match', () => ann.room.phase === 'playing' && !ann.room.practice);
  host.command({ do: 'end' });
  await ann.until('the lobby', () => ann.room.phase === 'lobby' && ann.room.practice);
  host.command({ do: 'start' });
  await ann.until('the countdown', () => ann.room.phase === 'countdown');
});

test('a kicked guest is told, and its token opens the door no more', async () => {
  host = await startHostProcess('--bots', '0');
  const ann = await seat();
  const { token, seat: id } = ann.seated;
  host.command({ do: 'kick', seat: id });
  expect(await ann.ended()).toBe('kicked');
  const again = await connectGuest(host, { token });
  guests.push(again);
  expect(await again.ended()).toBe('kicked');
});

test('a locked room lets nobody new in, but everybody back', async () => {
  host = await startHostProcess('--bots', '0');
  const ann = await seat();
  host.command({ do: 'lock', locked: true });
  await ann.until('the lock', () => ann.room.locked);
  const stranger = await connectGuest(host, { name: 'Bob' });
  guests.push(stranger);
  expect(await stranger.ended()).toBe('room-locked');
  await seat({ token: ann.seated.token });
});

test('sixteen people fit, one more does not', async () => {
  host = await startHostProcess('--bots', '0');
  for (let i = 0; i < 16; i++) await seat({ name: `Guest ${i}`, look: 0 });
  const looks = guests.at(-1)!.room.seats.map(({ look }) => look);
  expect(new Set(looks).size).toBe(16);
  const late = await connectGuest(host, { name: 'Late' });
  guests.push(late);
  expect(await late.ended()).toBe('room-full');
});
