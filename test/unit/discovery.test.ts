/** What hosts say of themselves on the network, and what is made of what strangers say there. */
import { expect, test } from 'vitest';
import {
  type Announcement,
  addressesOf,
  localNameFor,
  readHosts,
  recordsOf,
  SERVICE,
} from '../../src/host/discovery.ts';
import { Whereabouts } from '../../src/host/whereabouts.ts';

const ANNOUNCEMENT: Announcement = {
  id: 'abcdef',
  localName: 'porchlight-den.local',
  port: 7421,
  news: { version: '1.2.3', name: 'Den', rooms: 2, players: 5, games: ['Rim Rumble', 'Turfline'] },
};

interface AnyRecord {
  readonly type: string;
  readonly name: string;
  readonly ttl?: number;
  readonly data: unknown;
}

/** The records as they come out of a packet: texts are bytes. */
const received = (isOver = false): AnyRecord[] =>
  recordsOf(ANNOUNCEMENT, ['192.168.1.20'], isOver).map((record) =>
    record.type === 'TXT' ? { ...record, data: record.data.map((text) => Buffer.from(text)) } : record,
  );

/** The same with other words in place of `key`'s. */
const withText = (key: string, text: string): AnyRecord[] =>
  received().map((record) =>
    record.type === 'TXT'
      ? {
          ...record,
          data: (record.data as Buffer[]).map((own) =>
            `${own}`.startsWith(`${key}=`) ? Buffer.from(`${key}=${text}`) : own,
          ),
        }
      : record,
  );

test('what a host announces is what others read', () => {
  const { id, port, news } = ANNOUNCEMENT;
  expect(readHosts(received())).toEqual({ here: [{ id, port, ...news }], gone: [] });
  expect(readHosts(received(true))).toEqual({ here: [], gone: [id] });
  expect(addressesOf('porchlight-den.local', received())).toEqual(['192.168.1.20']);
  expect(addressesOf('porchlight-other.local', received())).toEqual([]);
});

test('long words are cut, and what nobody can see is left out', () => {
  const { here } = readHosts(withText('name', `${'\u202e'}Den\u0000${'x'.repeat(90)}`));
  expect(here[0]!.name).toBe(`Den${'x'.repeat(37)}`);
  const games = Array.from({ length: 40 }, (_, i) => `${i}`.repeat(30));
  const heard = readHosts(withText('games', games.join(','))).here[0]!;
  expect(heard.games).toHaveLength(8);
  for (const title of heard.games) expect(title.length).toBeLessThanOrEqual(24);
});

test.each([
  ['a name of nothing visible', withText('name', '\u200b \u0007')],
  ['players that are no number', withText('players', '-1e9')],
  ['a text that lacks a word', withText('rooms', '')],
  ['no text', received().filter(({ type }) => type !== 'TXT')],
  ['no port', received().map((one) => (one.type === 'SRV' ? { ...one, data: { port: 0 } } : one))],
  ['no service record', received().filter(({ type }) => type !== 'SRV')],
  [
    'another service',
    received().map((one) => (one.type === 'PTR' ? { ...one, name: '_http._tcp.local' } : one)),
  ],
  [
    'a name outside of the service',
    received().map((one) => (one.type === 'PTR' ? { ...one, data: 'x' } : one)),
  ],
  [
    'records that are none',
    [null, 7, 'PTR', {}, { type: 'PTR' }, { type: 'SRV', name: SERVICE, data: null }],
  ],
])('an announcement with %s is no host', (_what, packet) => {
  expect(readHosts(packet)).toEqual({ here: [], gone: [] });
});

test('only so many records of a packet are looked at', () => {
  const flood = Array.from({ length: 5_000 }, (_, i) => ({
    ...{ type: 'PTR', name: SERVICE, ttl: 0 },
    data: `${i}.${SERVICE}`,
  }));
  expect(readHosts(flood).gone.length).toBeLessThan(100);
});

test.each([
  ['Den', 1, 'porchlight-den.local'],
  ['Den.fritz.box', 2, 'porchlight-den-2.local'],
  ['Omas Küchen_PC', 1, 'porchlight-omas-k-chen-pc.local'],
  ['', 1, 'porchlight-host.local'],
  ['---', 3, 'porchlight-host-3.local'],
  [`${'long'.repeat(30)}`, 9, `porchlight-${'long'.repeat(12)}lo-9.local`],
])('a computer called %j, as number %s of that name, is %s', (hostName, attempt, name) => {
  expect(localNameFor(hostName, attempt)).toBe(name);
  expect(name.split('.')[0]!.length).toBeLessThanOrEqual(63);
});

test('where a host was is remembered, and not said twice', () => {
  const whereabouts = new Whereabouts();
  expect(whereabouts.set(['http://a', 'http://b'])).toBe(true);
  expect(whereabouts.set(['http://a', 'http://b'])).toBe(false);
  expect(whereabouts.set(['http://b', 'http://c'])).toBe(true);
  expect(whereabouts.order).toEqual({
    kind: 'whereabouts',
    now: ['http://b', 'http://c'],
    before: ['http://a'],
  });
  whereabouts.set(['http://a']);
  expect(whereabouts.order).toMatchObject({ now: ['http://a'], before: ['http://b', 'http://c'] });
});
