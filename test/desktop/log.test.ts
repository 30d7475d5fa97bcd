/** The log panel of the console, and the diagnosis on the clipboard. */
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

test('the log shows what the app and its workers say, as it comes, and can be searched', async () => {
  const page = app.console;
  await page.getByTestId('log-button').click();
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
});

test('"Copy diagnosis" puts a text without names on the clipboard', async () => {
  const page = app.console;
  await page.getByTestId('copy-diagnosis').click();
  await page.getByText('Copied.').waitFor();
  const text = await waitFor('the text', () =>
    app.electron.evaluate(({ clipboard }) => clipboard.readText()),
  );
  expect(text).toMatch(/^Porchlight \d/);
  expect(text).toMatch(/Worker \d+: process \d+ · \d+ % CPU/);
  expect(text).toContain('A worker is gone.');
});

test('the keyboard reaches the list, and Escape closes the panel', async () => {
  const page = app.console;
  await page.getByTestId('log-find').fill('');
  await page.getByTestId('log-level').focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('log-lines');
  await page.keyboard.press('Escape');
  await page.getByTestId('log').waitFor({ state: 'detached' });
});
