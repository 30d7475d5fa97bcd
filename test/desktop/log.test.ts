/** The log in the console's details, and the diagnosis on the clipboard. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DesktopApp, startDesktopApp } from '../support/desktop-app.ts';
import { waitFor } from '../support/wait-for.ts';
import './host-and-join.ts';

let app: DesktopApp;

beforeAll(async () => {
  app = await startDesktopApp();
  await app.console.getByTestId('host-button').click();
  await app.console.getByTestId('room-code').waitFor();
});

afterAll(() => app?.close());

async function openLog(): Promise<void> {
  await app.console.getByTestId('details-button').click();
  await app.console.getByTestId('tab-log').click();
}

test('the log shows what the app and its workers say, as it comes, and can be searched', async () => {
  const page = app.console;
  await openLog();
  const lines = page.locator('.log-line');
  await lines.filter({ hasText: 'Hosting.' }).waitFor();

  const [worker] = await page.evaluate(async () => {
    const status = await window.porchlight.getStatus();
    return status.state === 'hosting' ? status.workers.map(({ pid }) => pid) : [];
  });
  process.kill(worker!, 'SIGKILL');
  const gone = lines.filter({ hasText: 'A worker is gone.' });
  await gone.waitFor();
  expect(await gone.getAttribute('data-level')).toBe('warn');

  await page.getByTestId('log-level').selectOption('warn');
  await lines.filter({ hasText: 'Hosting.' }).waitFor({ state: 'detached' });
  expect(await gone.count()).toBe(1);
  await page.getByTestId('log-find').fill('no such words');
  await page.getByText('No line matches.').waitFor();
  await page.getByTestId('log-find').fill('WORKER IS');
  await gone.waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
});

test('"Copy diagnosis" puts a text on the clipboard: who plays on what, and no names', async () => {
  const page = app.console;
  const opened = app.electron.waitForEvent('window');
  await page.getByTestId('play-here-button').click();
  const play = await opened;
  await play.getByTestId('join-name').fill('Zacharias');
  await play.getByTestId('join-button').click();
  await waitFor('the guest’s connection to be known', () =>
    page.evaluate(async () => {
      const status = await window.porchlight.getStatus();
      return status.state === 'hosting' && status.rooms[0]!.seats.some(({ link }) => link !== undefined);
    }),
  );

  await openLog();
  await page.getByTestId('copy-diagnosis').click();
  await page.getByText('Copied.').waitFor();
  const text = await waitFor('the text', () =>
    app.electron.evaluate(({ clipboard }) => clipboard.readText()),
  );
  expect(text).toMatch(/^Porchlight \d/);
  expect(text).toMatch(/Worker \d+: process \d+ · \d+ % CPU/);
  expect(text).toMatch(/Seat 0: desktop app, \S+ ms/);
  expect(text).toContain('A worker is gone.');
  expect(text).not.toContain('Zacharias');
});

test('the keyboard reaches the list, and Escape closes the panel', async () => {
  const page = app.console;
  await page.getByTestId('log-level').focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('log-lines');
  await page.keyboard.press('Escape');
  await page.getByTestId('log').waitFor({ state: 'detached' });
});

test('the list follows the newest line, and stays where somebody has scrolled up to', async () => {
  const page = app.console;
  const say = (first: number, count: number) =>
    app.electron.evaluate(
      ({ BrowserWindow }, [from, until]) => {
        const lines = Array.from({ length: until! - from! }, (_, i) => ({
          ...{ id: from! + i, atMs: 0, level: 'info', source: 'host' },
          text: `made-up line ${from! + i}`,
        }));
        for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send('console:log', lines);
      },
      [first, first + count],
    );
  const inView = (text: string) =>
    page.getByText(text, { exact: true }).evaluate((line) => {
      const list = line.closest('ol')!.getBoundingClientRect();
      const { top, bottom } = line.getBoundingClientRect();
      return top >= list.top && bottom <= list.bottom;
    });

  await openLog();
  await say(10_000, 200);
  await waitFor('the newest line in view', () => inView('made-up line 10199'));

  await page.locator('.log-lines').focus();
  await page.keyboard.press('PageUp');
  const toEnd = page.getByRole('button', { name: 'To the newest' });
  await toEnd.waitFor();
  await say(10_200, 1);
  await page.getByText('made-up line 10200').waitFor();
  expect(await inView('made-up line 10200')).toBe(false);
  await toEnd.click();
  await waitFor('the newest line in view', () => inView('made-up line 10200'));
});
