/** The app's menu, chosen from as a person does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { waitFor } from '../support/wait-for.ts';
import { chooseInMenu } from './host-and-join.ts';
import { answerWith, question } from './questions.ts';

let app: DesktopApp;

beforeAll(async () => {
  app = await startDesktopApp();
  // The page has to be there before the menu can ask it for something.
  await app.console.getByTestId('host-button').waitFor();
});

afterAll(() => app?.close());

const isEnabled = (id: string): Promise<boolean> =>
  app.electron.evaluate(
    ({ Menu }, wanted) => Menu.getApplicationMenu()!.getMenuItemById(wanted)!.enabled,
    id,
  );

test('hosts and stops, and offers only what can be done', async () => {
  expect([await isEnabled('host'), await isEnabled('stop')]).toEqual([true, false]);
  await chooseInMenu(app, 'host');
  await app.console.getByTestId('room-code').waitFor();
  expect([await isEnabled('host'), await isEnabled('stop')]).toEqual([false, true]);

  await chooseInMenu(app, 'join');
  await app.console.getByRole('dialog', { name: 'Join a game' }).waitFor();
  await app.console.keyboard.press('Escape');

  await chooseInMenu(app, 'diagnosis');
  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  const diagnosis = await waitFor('the diagnosis', async () => (await copied()) || undefined);
  expect(diagnosis).toMatch(/^Porchlight \d/);

  await chooseInMenu(app, 'stop');
  await app.console.getByTestId('host-button').waitFor();
  expect([await isEnabled('host'), await isEnabled('stop')]).toEqual([true, false]);
});

test('explains how to play, and what is kept where', async () => {
  await answerWith(app, 'Close');
  await chooseInMenu(app, 'how-to');
  expect((await question(app)).detail).toContain('Host a game');
  await chooseInMenu(app, 'privacy');
  expect((await question(app, 2)).detail).toContain(app.dataDir);
});

test('erases what is remembered of people, when the person agrees', async () => {
  const file = join(app.dataDir, 'recent-hosts.json');
  const memories = () =>
    app.electron.evaluate(async ({ session }) => {
      return (await session.fromPartition('persist:play').cookies.get({})).length;
    });
  await app.electron.evaluate(({ session }) =>
    session
      .fromPartition('persist:play')
      .cookies.set({ url: 'http://192.168.1.20/', name: 'seat', value: '1' }),
  );
  expect(await memories()).toBe(1);

  await answerWith(app, 'Cancel');
  await chooseInMenu(app, 'erase');
  expect((await question(app)).message).toBe('Erase what Porchlight remembers of people?');
  expect(await memories()).toBe(1);

  await answerWith(app, 'Erase');
  await chooseInMenu(app, 'erase');
  expect((await question(app, 2)).message).toBe('It is erased');
  expect(await memories()).toBe(0);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([]);
});

test('every item says something, and no two share a key', async () => {
  const items = await app.electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!.items.flatMap(({ submenu }) =>
      (submenu?.items ?? [])
        .filter(({ type }) => type !== 'separator')
        .map(({ label, accelerator }) => ({ label, accelerator })),
    ),
  );
  expect(items.filter(({ label }) => label === '')).toEqual([]);
  const keys = items.flatMap(({ accelerator }) => (accelerator ? [String(accelerator)] : []));
  expect(new Set(keys).size).toBe(keys.length);
});
