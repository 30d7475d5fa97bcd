/** The desktop app after a crash: it hosts again by itself what it hosted, and says what it cannot save. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { type Guest, seatGuest } from '../support/guest.ts';
import { makeDataDir } from '../support/host-process.ts';
import { Sightings } from '../support/sightings.ts';

let app: DesktopApp | undefined;
let guest: Guest | undefined;

afterEach(async () => {
  guest?.close();
  await app?.close();
});

/** A guest who has the link from the console. */
function joinByLink({ origin, pathname }: URL, name: string): Promise<Guest> {
  const room = async (code: string): Promise<RoomListing> =>
    (await (await fetch(`${origin}/api/rooms/${code}`)).json()) as RoomListing;
  return seatGuest({ origin, code: pathname.slice(1), room }, { name });
}

test('killed in the middle of a match it goes on with it at the next start, under the same code', async () => {
  app = await startDesktopApp();
  await app.console.getByTestId('host-button').click();
  const link = new URL(await app.console.getByTestId('link').innerText());
  const code = await app.console.getByTestId('room-code').innerText();
  guest = await joinByLink(link, 'Mika');
  guest.ready();
  const playing = guest;
  const points = new Sightings(() => (playing.room.phase === 'playing' ? playing.scores() : undefined));
  await points.saved('a point', (scores) => scores.some(({ score }) => score > 0));
  const seat = { id: guest.seated.seat, token: guest.seated.token, look: guest.me.look };

  const kept = points.stop();
  await app.kill();
  app = await startDesktopApp({ dataDir: app.dataDir, port: Number(link.port) });
  await app.console.locator('[data-testid=phase][data-phase=playing]').waitFor();
  expect(await app.console.getByTestId('room-code').innerText()).toBe(code);
  await guest.until('the room again', ({ room, seated }) => room.epoch > 1 && !seated.reconnecting);
  await guest.untilFramesFlow();
  expect({ id: guest.seated.seat, token: guest.seated.token, look: guest.me.look }).toEqual(seat);
  expect(guest.room).toMatchObject({ phase: 'playing', match: 1, restarts: 0 });
  for (const { seat: id, score } of kept) expect(guest.score(id)).toBeGreaterThanOrEqual(score);
});

test('stopped properly it does not bring the room back', async () => {
  app = await startDesktopApp();
  await app.console.getByTestId('host-button').click();
  const code = await app.console.getByTestId('room-code').innerText();
  guest = await joinByLink(new URL(await app.console.getByTestId('link').innerText()), 'Mika');
  await app.console.getByTestId('stop-button').click();
  await app.console.getByTestId('confirm-button').click();
  expect(await guest.ended()).toBe('host-closing');
  await app.console.getByTestId('host-button').waitFor();
  await app.kill();
  app = await startDesktopApp({ dataDir: app.dataDir });
  await app.console.getByTestId('host-button').click();
  expect(await app.console.getByTestId('room-code').innerText()).not.toBe(code);
});

test('what is not being saved is said on the console, and hosting works all the same', async () => {
  const dataDir = makeDataDir();
  // Where the file should be: nothing can be saved.
  mkdirSync(join(dataDir, 'porchlight.db'));
  app = await startDesktopApp({ dataDir });
  await app.console.getByTestId('host-button').click();
  await app.console
    .getByTestId('problem')
    .filter({ hasText: 'Rooms and results are not being saved' })
    .waitFor();
  guest = await joinByLink(new URL(await app.console.getByTestId('link').innerText()), 'Otis');
  await guest.untilFramesFlow();
});
