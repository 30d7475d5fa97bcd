/** The desktop app's preferences and what hangs on them: the file, and whether a release is worth a word. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPreferences } from '../../electron/preferences.ts';
import { newerRelease } from '../../electron/update-feed.ts';
import type { PreferenceName } from '../../src/protocol/preferences.ts';

const FIRST = { nameFilter: true, discovery: true, stayInTray: false, updates: false };

describe('preferences', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'porchlight-preferences-'));
    file = join(folder, 'preferences.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('begin careful: names are filtered, and nothing is asked of the internet', () => {
    expect(createPreferences(folder).current()).toEqual(FIRST);
  });

  test('are kept, and told to whoever listens, once each', () => {
    const preferences = createPreferences(folder);
    const told: PreferenceName[] = [];
    preferences.onChange((name) => told.push(name));
    preferences.set('updates', true);
    preferences.set('updates', true);
    preferences.set('nameFilter', false);
    expect(told).toEqual(['updates', 'nameFilter']);
    expect(createPreferences(folder).current()).toEqual({ ...FIRST, nameFilter: false, updates: true });
  });

  test.each([
    ['not JSON', '{', FIRST],
    ['no object', '[]', FIRST],
    ['one value that is wrong', '{"discovery":false,"updates":"yes"}', { ...FIRST, discovery: false }],
    ['more than is known', '{"stayInTray":true,"evil":1}', { ...FIRST, stayInTray: true }],
  ])('a file that is damaged (%s) costs only what is damaged', (_what, content, expected) => {
    writeFileSync(file, content);
    expect(createPreferences(folder).current()).toEqual(expected);
  });

  test('a folder that cannot be written to still lets them be changed', () => {
    const preferences = createPreferences(join(folder, 'missing'));
    preferences.set('discovery', false);
    expect(preferences.current().discovery).toBe(false);
  });

  test('the file is readable for people', () => {
    createPreferences(folder).set('stayInTray', true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...FIRST, stayInTray: true });
  });
});

describe('a release in the update feed', () => {
  const url = 'https://porchlight.invalid/1.2.0';

  test.each(['1.2.1', '1.3.0', '2.0.0', '1.10.0'])('%s is newer than 1.2.0', (version) => {
    expect(newerRelease({ version, url }, '1.2.0')).toEqual({ version, url });
  });

  test.each(['1.2.0', '1.1.9', '0.9.9'])('%s is not newer than 1.2.0', (version) => {
    expect(newerRelease({ version, url }, '1.2.0')).toBeUndefined();
  });

  test.each([
    undefined,
    null,
    [],
    {},
    { version: '2.0.0' },
    { version: '2.0', url },
    { version: 'newest', url },
    { version: '2.0.0', url: 'http://porchlight.invalid/' },
    { version: '2.0.0', url: 'javascript:alert(1)' },
    { version: '2.0.0', url: 'file:///etc/passwd' },
    { version: '2.0.0', url: `https://porchlight.invalid/${'x'.repeat(600)}` },
  ])('%j says nothing', (said) => {
    expect(newerRelease(said, '1.2.0')).toBeUndefined();
  });
});
