/** Links that open the app: what is read from them, and that strangers' links can do nothing else. */
import { describe, expect, test } from 'vitest';
import { linkAmong, readDeepLink } from '../../electron/deep-link.ts';

const HOST = 'http://192.168.1.20:7420';

describe('readDeepLink', () => {
  test.each([
    ['porchlight://join/BCDF', 'BCDF', undefined],
    ['porchlight://join/bcdf/', 'bcdf', undefined],
    ['PORCHLIGHT://JOIN/BCDF', 'BCDF', undefined],
    ['porchlight://join/192.168.1.20', '192.168.1.20', HOST],
    ['porchlight://join/192.168.1.20:7420/BCDF', '192.168.1.20:7420/BCDF', HOST],
    [`porchlight://join/${HOST}/BCDF`, `${HOST}/BCDF`, HOST],
    [`porchlight://join/${encodeURIComponent(`${HOST}/BCDF`)}`, `${HOST}/BCDF`, HOST],
    ['porchlight://join/[fe80::1]:7421/BCDF', '[fe80::1]:7421/BCDF', 'http://[fe80::1]:7421'],
  ])('%s names a game', (link, text, origin) => {
    expect(readDeepLink(link)).toEqual({ ok: true, value: { text, origin } });
  });

  test.each([
    '',
    'porchlight:',
    'porchlight://',
    'porchlight://join',
    'porchlight://join/',
    'porchlight://join//',
    'porchlight://join/%',
    'porchlight://join/%00',
    'porchlight://join/../console/',
    'porchlight://join/%2e%2e%2fconsole/',
    'porchlight://join/javascript:alert(1)',
    'porchlight://join/file:///etc/passwd',
    'porchlight://join/porchlight-app://console/',
    'porchlight://join/porchlight://join/BCDF',
    'porchlight://join/http://user:secret@192.168.1.20/',
    'porchlight://join/192.168.1.20:7420/settings',
    'porchlight://join/192.168.1.20 --port=1',
    'porchlight://console/',
    'porchlight://console/join/BCDF',
    'porchlight://joined/BCDF',
    'porchlight-app://console/',
    'https://example.com/porchlight://join/BCDF',
    `porchlight://join/192.168.1.20/${' '.repeat(2_000)}BCDF`,
    `porchlight://join/${'/'.repeat(200_000)}`,
  ])('%s names nothing', (link) => {
    const read = readDeepLink(link);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.error).toMatch(/^A link to a game looks like/);
  });
});

describe('linkAmong', () => {
  test('finds the link between what Chromium adds', () => {
    const argv = ['/opt/porchlight', '--allow-file-access', '--port=1', 'porchlight://join/BCDF', '--more'];
    expect(linkAmong(argv)).toBe('porchlight://join/BCDF');
  });

  test('finds nothing in an ordinary start', () => {
    expect(linkAmong(['/opt/porchlight', '.', '--port', '0', 'porchlight-app://console/'])).toBeUndefined();
  });
});
