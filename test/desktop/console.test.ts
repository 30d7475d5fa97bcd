/**
 * A whole evening from the console: two rooms, eight guests over real sockets, every power of the host pressed in the
 * window, and what it did looked up on the guests' side.
 */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newToken } from '../../src/link/new-token.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { connectGuest, type Guest, type GuestOptions, type Meeting, seatGuest } from '../support/guest.ts';
import { waitFor } from '../support/wait-for.ts';
import { seatOf } from './host-and-join.ts';

const FIRST = ['Mika', 'Otis', 'Priya', 'Jo'];
const SECOND = ['Wen', 'Bea', 'Tomasz', 'Lars'];

let app: DesktopApp;
/** The rooms' codes: the one that the host began with, and the other one. */
let first: string;
let second: string;
const guests = new Map<string, Guest>();
const devices = new Map([...FIRST, ...SECOND].map((name) => [name, newToken()]));
/** Guests of single tests. */
const visitors: Guest[] = [];

const guest = (name: string): Guest => guests.get(name)!;
const button = (testId: string): Locator => app.console.getByTestId(testId);

/** Where guests find a room, read from the console. */
async function meeting(): Promise<Meeting> {
  const { origin, pathname } = new URL(await button('link').innerText());
  const room = async (code: string): Promise<RoomListing> =>
    (await (await fetch(`${origin}/api/rooms/${code}`)).json()) as RoomListing;
  return { origin, code: pathname.slice(1), room };
}

/** Somebody at the door of the room in focus. */
async function visit(options: GuestOptions): Promise<Guest> {
  const visitor = await connectGuest(await meeting(), options);
  visitors.push(visitor);
  return visitor;
}

async function fill(names: readonly string[]): Promise<void> {
  const host = await meeting();
  for (const name of names) {
    guests.set(name, await seatGuest(host, { name, token: newToken(), device: devices.get(name)! }));
  }
}

/** Brings a room into focus. */
async function lookAt(code: string): Promise<void> {
  await button(`room-tab-${code}`).click();
  await button('room-code').filter({ hasText: code }).waitFor();
}

/** Chooses from the menu beside a guest's name. */
async function choose(name: string, item: string): Promise<void> {
  await seatOf(app.console, name).locator('[data-testid^="seat-menu-"]').click();
  await button(`menu-${item}`).click();
}

const phase = (name: string): Promise<void> =>
  app.console.locator(`[data-testid="phase"][data-phase="${name}"]`).waitFor();

beforeAll(async () => {
  app = await startDesktopApp();
  await button('host-button').click();
  first = await button('room-code').innerText();
  await fill(FIRST);
  await button('open-room-button').click();
  await button('game-choice').getByRole('button').first().click();
  const other = await waitFor('the second room', async () => {
    const code = await button('room-code').innerText();
    return code !== first && code;
  });
  second = other;
  await fill(SECOND);
});

afterAll(async () => {
  for (const one of [...guests.values(), ...visitors]) one.close();
  await app?.close();
});

test('a second room comes into focus when it opens, and each has its own guests', async () => {
  for (const name of SECOND) await seatOf(app.console, name).waitFor();
  expect(await seatOf(app.console, 'Mika').count()).toBe(0);
  expect(guest('Wen').room.code).toBe(second);

  await lookAt(first);
  for (const name of FIRST) await seatOf(app.console, name).waitFor();
  expect(new URL(await button('link').innerText()).pathname).toBe(`/${first}`);
  expect(guest('Mika').room.code).toBe(first);
});

describe('what is done with a guest', () => {
  test('who is removed is out, and Undo gives the same seat back', async () => {
    const { seat, token } = guest('Mika').seated;
    await choose('Mika', 'kick');
    expect(await guest('Mika').ended()).toBe('kicked');
    const turnedAway = await visit({ name: 'Mika', token, device: devices.get('Mika')! });
    expect(await turnedAway.ended()).toBe('kicked');

    await button('undo-button').click();
    await seatOf(app.console, 'Mika').locator('[data-testid^="seat-menu-"]').waitFor();
    guests.set('Mika', await seatGuest(await meeting(), { token, device: devices.get('Mika')! }));
    expect(guest('Mika').seated.seat).toBe(seat);
    expect(guest('Mika').me.name).toBe('Mika');
  });

  test('a device that is kept out stays out under any name and in every room, until it is let in again', async () => {
    const device = devices.get('Otis')!;
    await choose('Otis', 'ban');
    expect(['kicked', 'banned']).toContain(await guest('Otis').ended());
    await button('tab-door').click();
    await button('ban').filter({ hasText: 'Otis' }).waitFor();

    const again = await visit({ name: 'Somebody Else', device });
    expect(await again.ended()).toBe('banned');
    const elsewhere = await visit({ name: 'Somebody Else', device, room: second });
    expect(await elsewhere.ended()).toBe('banned');

    await button('ban').getByRole('button').click();
    await waitFor('an empty list', async () => (await button('ban').count()) === 0);
    guests.set('Otis', await seatGuest(await meeting(), { name: 'Otis', device }));
    await button('tab-guests').click();
  });

  test('Undo takes a ban back too: the same seat, and no entry in the list', async () => {
    const device = devices.get('Mika')!;
    const { seat, token } = guest('Mika').seated;
    await choose('Mika', 'ban');
    expect(['kicked', 'banned']).toContain(await guest('Mika').ended());
    await seatOf(app.console, 'Mika').filter({ hasText: 'kept out' }).getByTestId('undo-button').click();
    await seatOf(app.console, 'Mika').locator('[data-testid^="seat-menu-"]').waitFor();
    guests.set('Mika', await seatGuest(await meeting(), { token, device }));
    expect(guest('Mika').seated.seat).toBe(seat);
    await button('tab-door').click();
    expect(await button('ban').count()).toBe(0);
    await button('tab-guests').click();
  });

  test('a new name is everybody’s', async () => {
    await choose('Priya', 'rename');
    await button('rename-field').fill('Captain P');
    await button('rename-button').click();
    await guest('Jo').until('the new name', ({ room }) =>
      room.seats.some(({ name }) => name === 'Captain P'),
    );
    expect(guest('Priya').me.name).toBe('Captain P');
  });

  test('who is muted shows no words of its own to the others, and does when it is unmuted', async () => {
    await choose('Jo', 'mute');
    await guest('Jo').until('a neutral name', ({ me }) => me.muted && me.name.startsWith('Player '));
    await seatOf(app.console, 'Jo').getByText('muted').waitFor({ state: 'attached' });
    await choose('Jo', 'mute');
    await guest('Jo').until('the own name', ({ me }) => !me.muted && me.name === 'Jo');
  });

  test('who leads may lock the room from the seat, and no more when that is taken back', async () => {
    await choose('Mika', 'lead');
    await guest('Mika').until('host rights', ({ me }) => me.leads);
    guest('Mika').session.act({ do: 'lead', command: { do: 'lock', locked: true } });
    await button('lock-button').filter({ hasText: 'Locked' }).waitFor();
    await button('lock-button').click();
    await guest('Mika').until('an open room', ({ room }) => !room.locked);
    await choose('Mika', 'lead');
    await guest('Mika').until('no host rights', ({ me }) => !me.leads);
  });

  test('who is moved is sent to the other room', async () => {
    const { state } = guest('Jo').session;
    expect(state.is).toBe('seated');
    await choose('Jo', `move-${second}`);
    expect(await guest('Jo').ended()).toBe('moved');
    expect(guest('Jo').session.state).toMatchObject({ to: second });
    await seatOf(app.console, 'Jo').waitFor({ state: 'detached' });
    const there = { name: 'Jo', room: second, device: devices.get('Jo')! };
    guests.set('Jo', await seatGuest(await meeting(), there));
  });

  test('the seat code on the console takes the seat to another device', async () => {
    await choose('Captain P', 'seat-code');
    const seatCode = await button('seat-code').innerText();
    expect(seatCode).toBe(guest('Priya').seated.seatCode);
    await app.console.keyboard.press('Escape');
    await button('seat-code').waitFor({ state: 'detached' });
  });
});

describe('the door', () => {
  test('a locked room takes nobody new', async () => {
    await button('lock-button').click();
    await guest('Mika').until('the lock', ({ room }) => room.locked);
    expect(await (await visit({ name: 'Late' })).ended()).toBe('room-locked');
    await button('lock-button').click();
    await guest('Mika').until('an open room', ({ room }) => !room.locked);
  });

  test('a PIN is shown with the room code, and newcomers have to know it', async () => {
    await button('tab-door').click();
    await button('pin-field').fill('00a42');
    await button('pin-set').click();
    await button('room-pin').filter({ hasText: '0042' }).waitFor();
    expect(await (await visit({ name: 'Late' })).ended()).toBe('pin-needed');
    expect(await (await visit({ name: 'Late', pin: '1111' })).ended()).toBe('wrong-pin');
    const knowing = await visit({ name: 'Knowing', pin: '0042' });
    await knowing.until('a seat', () => true);
    knowing.leave();
    await button('pin-clear').click();
    await button('room-pin').waitFor({ state: 'detached' });
    await guest('Mika').until('a room without PIN', ({ room }) => !room.needsPin);
  });

  test('with approval, newcomers wait at the door until they are let in or sent off', async () => {
    await button('tab-door').click();
    await button('approval-switch').click();
    await guest('Mika').until('approval', ({ room }) => room.approval);
    const [welcome, stranger] = [await visit({ name: 'Welcome' }), await visit({ name: 'Stranger' })];
    const knock = (name: string): Locator =>
      app.console.locator('[data-testid^="knock-"]').filter({ hasText: name });
    await knock('Stranger').getByTestId('knock-out').click();
    expect(await stranger.ended()).toBe('not-let-in');
    await knock('Welcome').getByTestId('knock-in').click();
    await welcome.until('a seat', () => true);
    welcome.leave();
    await button('approval-switch').click();
    await guest('Mika').until('an open door', ({ room }) => !room.approval);
    await button('tab-guests').click();
  });
});

describe('the match', () => {
  test('settings are those of one room', async () => {
    await button('tab-settings').click();
    const before = { ...guest('Mika').room.settings };
    const [name] = Object.keys(before) as [string];
    await button('settings').getByRole('group').first().getByRole('button', { name: 'More' }).click();
    await guest('Mika').until('the setting', ({ room }) => room.settings[name] !== before[name]);
    await button('settings').getByText('hard', { exact: true }).click();
    await guest('Mika').until('hard bots', ({ room }) => room.bots.level === 'hard');
    expect(guest('Wen').room.settings).toEqual(before);
    expect(guest('Wen').room.bots.level).not.toBe('hard');
    await button('tab-guests').click();
  });

  test('it starts, stands still while it is paused, goes on, and ends with results when it is skipped', async () => {
    await button('start-button').click();
    await phase('countdown');
    await button('skip-button').click();
    await phase('playing');
    await guest('Mika').untilFramesFlow();

    await button('pause-button').click();
    await guest('Mika').until('the pause', ({ room }) => room.paused);
    const { tick } = guest('Mika').session.newest()!;
    await choose('Captain P', 'rename');
    await button('rename-field').fill('Priya');
    await button('rename-button').click();
    await guest('Mika').until('the old name', ({ room }) => room.seats.some((seat) => seat.name === 'Priya'));
    expect(guest('Mika').session.newest()!.tick - tick).toBeLessThan(10);

    await button('pause-button').click();
    await guest('Mika').until('going on', ({ room }) => !room.paused);
    await guest('Mika').untilFramesFlow();
    await button('skip-button').click();
    await guest('Mika').until('results', ({ room }) => room.phase === 'results');
    expect(guest('Mika').room.outcome?.ranking.length).toBeGreaterThan(2);
  });

  test('a rematch begins, and ends in the lobby; the other room has not noticed', async () => {
    const { match } = guest('Mika').room;
    await button('rematch-button').click();
    await guest('Mika').until('the rematch', ({ room }) => room.match === match + 1);
    await phase('playing');
    await button('end-button').click();
    await guest('Mika').until('the lobby', ({ room }) => room.phase === 'lobby');
    expect(guest('Wen').room).toMatchObject({ phase: 'lobby', match: 0 });
  });
});

describe('the keyboard', () => {
  const focused = (): Promise<string | null | undefined> =>
    app.console.evaluate(() => document.activeElement?.getAttribute('data-testid'));

  test('opens a menu, goes through it, and Escape gives the focus back', async () => {
    const opener = seatOf(app.console, 'Mika').locator('[data-testid^="seat-menu-"]');
    await opener.focus();
    const openerId = await focused();
    await app.console.keyboard.press('ArrowDown');
    await waitFor('the first item', async () => (await focused()) === 'menu-rename');
    await app.console.keyboard.press('ArrowDown');
    expect(await focused()).toBe('menu-mute');
    await app.console.keyboard.press('End');
    expect(await focused()).toBe('menu-ban');
    await app.console.keyboard.press('h');
    expect(await focused()).toBe('menu-lead');
    await app.console.keyboard.press('Escape');
    expect(await focused()).toBe(openerId);
    expect(await app.console.getByRole('menu').count()).toBe(0);
  });

  test.each(['reach', 'stop-button', 'open-room-button', 'details-button'])(
    'is back at %s when what it has opened is closed',
    async (opener) => {
      await button(opener).focus();
      await app.console.keyboard.press('Enter');
      await waitFor('the focus to be in there', async () => (await focused()) !== opener);
      await app.console.keyboard.press('Escape');
      await waitFor('the focus to be back', async () => (await focused()) === opener);
    },
  );

  test('goes from room to room', async () => {
    await button(`room-tab-${first}`).focus();
    await app.console.keyboard.press('ArrowDown');
    await button('room-code').filter({ hasText: second }).waitFor();
    await app.console.keyboard.press('ArrowUp');
    await button('room-code').filter({ hasText: first }).waitFor();
  });
});

test('light and dark are a choice that is remembered', async () => {
  const shown = (): Promise<string | undefined> =>
    app.console.evaluate(() => document.documentElement.dataset.theme);
  for (const theme of ['light', 'dark']) {
    await button('theme-menu').click();
    await button(`menu-${theme}`).click();
    await waitFor(`the ${theme} theme`, async () => (await shown()) === theme);
    await app.console.reload();
    await button('room-code').waitFor();
    expect(await shown()).toBe(theme);
  }
});

describe('the workers', () => {
  const cardOf = (worker: number): Locator => button(`worker-${worker}`);
  const ownerOf = async (code: string): Promise<number> =>
    ((await (await meeting()).room(code)) as RoomListing).owner;

  test('one is drained: its rooms go on at the other one, with everybody in', async () => {
    await lookAt(first);
    const owner = await ownerOf(first);
    const { epoch } = guest('Mika').room;
    await button('details-button').click();
    await button(`worker-menu-${owner}`).click();
    await button('menu-drain').click();
    await cardOf(owner).filter({ hasText: 'No rooms here now.' }).waitFor();
    await guest('Mika').until(
      'the new owner',
      ({ room, seated }) => room.epoch > epoch && !seated.reconnecting,
    );
    await guest('Mika').untilFramesFlow();
    expect(await ownerOf(first)).not.toBe(owner);
  });

  test('one is restarted: another process takes its place, with everybody in', async () => {
    const owner = await ownerOf(first);
    // The other one was drained and takes no rooms until it is restarted.
    const drained = await app.console
      .locator('[data-testid^="worker-menu-"]')
      .evaluateAll((menus) =>
        menus.map((menu) => Number(menu.getAttribute('data-testid')!.split('-').at(-1))),
      );
    for (const worker of [drained.find((id) => id !== owner)!, owner]) {
      await button(`worker-menu-${worker}`).click();
      await button('menu-restart').click();
      await cardOf(worker).waitFor({ state: 'detached' });
      await waitFor('two workers', async () => (await app.console.locator('.worker').count()) === 2);
    }
    for (const name of ['Mika', 'Wen']) {
      await guest(name).until('the new owner', ({ seated }) => !seated.reconnecting);
      await guest(name).untilFramesFlow();
    }
    await app.console.keyboard.press('Escape');
  });
});

test('a room that is closed sends its guests out with the reason, and the other one goes on', async () => {
  await lookAt(second);
  await button('room-menu').click();
  await button('menu-close-room').click();
  await button('confirm-button').click();
  for (const name of [...SECOND, 'Jo']) expect(await guest(name).ended()).toBe('room-closed');
  await button(`room-tab-${second}`).waitFor({ state: 'detached' });
  await button('room-code').filter({ hasText: first }).waitFor();
  await guest('Mika').untilFramesFlow();
});
