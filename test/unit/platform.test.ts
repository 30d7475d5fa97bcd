/** Rule H5: what kind of device a guest has, from what browsers really send. */
import { expect, test } from 'vitest';
import { platformOf } from '../../src/worker/platform.ts';

const CHROMIUM = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0';
const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5';

test.each([
  ['iPhone', `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${SAFARI} Mobile/15E148 Safari/604.1`],
  ['iPad', `Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) ${SAFARI} Mobile/15E148 Safari/604.1`],
  ['Android', `Mozilla/5.0 (Linux; Android 10; K) ${CHROMIUM} Mobile Safari/537.36`],
  ['Android', 'Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0'],
  ['ChromeOS', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROMIUM} Safari/537.36`],
  ['Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Safari/537.36 Edg/130.0.0.0`],
  ['Mac', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${SAFARI} Safari/605.1.15`],
  ['Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0'],
  [
    'desktop app',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) porchlight/0.1.0 Chrome/130.0.6723.152 Electron/33.2.1 Safari/537.36`,
  ],
  ['other', 'Mozilla/5.0 (PlayStation; PlayStation 5/2.26)'],
  ['other', `${'x'.repeat(10_000)} iPhone`],
  ['bot', ''],
  ['bot', undefined],
])('[H5] %s', (platform, userAgent) => {
  expect(platformOf(userAgent)).toBe(platform);
});
