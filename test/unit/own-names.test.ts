/** By which names a host may be asked for: those that no page of the internet can make its own. */
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { OwnNames } from '../../src/worker/own-names.ts';

const names = new OwnNames('Living-Room-PC', ['games.example.org']);
const isOurs = (host: string | undefined, origin?: string): boolean =>
  names.isOurs({ headers: { host, ...(origin === undefined ? {} : { origin }) } } as IncomingMessage);

describe('a request for', () => {
  test.each([
    ...[
      '192.168.1.20:7420',
      '10.0.0.5',
      '127.0.0.1:80',
      '[::1]:7420',
      '[fe80::1]',
      'localhost',
      'LOCALHOST:7420',
    ],
    ...[
      'porchlight.local',
      'Porchlight.local.:7420',
      'living-room-pc:7420',
      'living-room-pc.lan',
      'living-room-pc.fritz.box:7420',
      'games.example.org',
    ],
  ])('%s is answered', (host) => expect(isOurs(host)).toBe(true));

  test.each([
    ...[
      'evil.example',
      'evil.example:7420',
      '192.168.1.20.evil.example',
      'localhost.evil.example',
      'local',
      'lan',
      'other-pc.lan',
    ],
    ...[
      'notlocal',
      'games.example.org.evil.example',
      '',
      ':7420',
      '[evil.example]',
      'a b',
      '127.0.0.1:7420:1',
    ],
    ...['user@127.0.0.1', '127.0.0.1/evil.example', 'evil.example#.local'],
    undefined,
  ])('%s is refused', (host) => expect(isOurs(host)).toBe(false));
});

describe('a page', () => {
  test.each([
    ['192.168.1.20:7420', 'http://192.168.1.20:7420'],
    ['games.example.org', 'https://games.example.org'],
    ['Porchlight.local:7420', 'http://porchlight.local:7420'],
  ])('at %s may ask from %s', (host, origin) => expect(isOurs(host, origin)).toBe(true));

  test.each([
    ['192.168.1.20:7420', 'http://evil.example'],
    ['192.168.1.20:7420', 'http://192.168.1.20:8080'],
    ['evil.example', 'http://evil.example'],
    ['192.168.1.20:7420', 'null'],
    ['192.168.1.20:7420', 'file://'],
    ['192.168.1.20:7420', ''],
  ])('at %s may not ask from %s', (host, origin) => expect(isOurs(host, origin)).toBe(false));
});

test('a page that came by another address of this host is one of ours, as long as the host says so', () => {
  const moved = new OwnNames('living-room-pc', []);
  const asks = (origin: string): boolean =>
    moved.isOurs({ headers: { host: '192.168.1.57:7420', origin } } as IncomingMessage);
  expect(asks('http://192.168.1.20:7420')).toBe(false);
  moved.useOrigins(['http://192.168.1.57:7420', 'http://192.168.1.20:7420']);
  expect(asks('http://192.168.1.20:7420')).toBe(true);
  expect(asks('http://192.168.1.66:7420')).toBe(false);
});
