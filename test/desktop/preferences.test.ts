/** Preferences in the real app: switched in their dialog, kept over a restart; and updates, only when wanted. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { connectGuest, type Guest } from '../support/guest.ts';
import { makeDataDir } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { chooseInMenu } from './host-and-join.ts';
import { answerWith, question } from './questions.ts';

let app: DesktopApp;
let feed: Server;
let requests = 0;

beforeAll(async () => {
  feed = createServer((_request, response) => {
    requests++;
    response.end(JSON.stringify({ version: '999.0.0', url: 'https://porchlight.invalid/new' }));
  });
  await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve));
});

afterEach(() => app?.close());
afterAll(() => feed?.close());

const feedArgument = (): string => `--update-feed=http://127.0.0.1:${(feed.address() as AddressInfo).port}/`;

const switchOf = (name: string) => app.console.getByTestId(`preference-${name}`);
const isOn = async (name: string): Promise<boolean> =>
  (await switchOf(name).getAttribute('aria-checked')) === 'true';

/** The page has to be there before the menu can ask it for something. */
async function openPreferences(): Promise<void> {
  await app.console.getByTestId('host-button').waitFor();
  await chooseInMenu(app, 'preferences');
}

test('the menu opens them; what was switched is still so after a restart', async () => {
  app = await startDesktopApp({ dataDir: makeDataDir() });
  await openPreferences();
  await switchOf('nameFilter').waitFor();
  const first = ['nameFilter', 'discovery', 'stayInTray', 'updates'].map(isOn);
  expect(await Promise.all(first)).toEqual([true, true, false, false]);
  await switchOf('nameFilter').click();
  await waitFor('the switch', async () => !(await isOn('nameFilter')));

  await app.kill();
  app = await startDesktopApp({ dataDir: app.dataDir });
  await openPreferences();
  await switchOf('nameFilter').waitFor();
  expect(await isOn('nameFilter')).toBe(false);
  expect(await isOn('discovery')).toBe(true);
});

test('nothing is requested unless updates are wanted; then the person is told, and nothing more happens', async () => {
  app = await startDesktopApp({ args: [feedArgument()] });
  await answerWith(app, 'Later');
  await app.console.getByTestId('host-button').click();
  await app.console.getByTestId('room-code').waitFor();
  await chooseInMenu(app, 'stop');
  await app.console.getByTestId('host-button').waitFor();
  await app.console.evaluate(() => window.porchlight.setPreference('discovery', false));
  expect(requests).toBe(0);

  await app.console.evaluate(() => window.porchlight.setPreference('updates', true));
  const told = await question(app);
  expect(told.message).toBe('Porchlight 999.0.0 is out');
  expect(requests).toBe(1);

  await app.kill();
  app = await startDesktopApp({ dataDir: app.dataDir, args: [feedArgument()] });
  await waitFor('the question of the next start', () => requests === 2);
});

test('the name filter keeps a rude name out, and once it is switched off, from the next hosting on, does not', async () => {
  app = await startDesktopApp();
  const visit = async (): Promise<Guest> => {
    await app.console.getByTestId('host-button').waitFor();
    await chooseInMenu(app, 'host');
    const { origin, pathname } = new URL(await app.console.getByTestId('link').innerText());
    const room = async (code: string): Promise<RoomListing> =>
      (await (await fetch(`${origin}/api/rooms/${code}`)).json()) as RoomListing;
    return connectGuest({ origin, code: pathname.slice(1), room }, { name: 'Shithead' });
  };
  const refused = await visit();
  expect(await refused.ended()).toBe('rude-name');
  refused.close();

  await chooseInMenu(app, 'stop');
  await app.console.getByTestId('host-button').waitFor();
  await app.console.evaluate(() => window.porchlight.setPreference('nameFilter', false));
  const welcome = await visit();
  await welcome.until('a seat', () => true);
  welcome.close();
});

test('the window does not take what is no preference', async () => {
  app = await startDesktopApp();
  const set = app.console.evaluate(() => window.porchlight.setPreference('evil' as 'updates', true));
  await expect(set).rejects.toThrow(/console:set-preference/);
});
