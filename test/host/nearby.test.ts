/**
 * Hosts and guests on several computers of one network: hosts find each other, guests join by the printed address, and
 * follow when it changes. The computers are network namespaces with real sockets and real multicast.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NearbyHost } from '../../src/protocol/ipc.ts';
import type { GuestLine } from '../support/guest-process.ts';
import { type HostProcess, startHostOn } from '../support/host-process.ts';
import { type Computer, makeNetwork, type Network, whyNoNetworks } from '../support/namespaces.ts';
import { ScriptProcess } from '../support/script-process.ts';
import { waitFor } from '../support/wait-for.ts';

/** A guest whose host has changed its address plays on within this, ms. */
const BACK_MS = 10_000;
/** Announcements travel at once; the rest is for a slow machine, ms. */
const FOUND_MS = 10_000;
/** A host that died without a word is believed to be there for so long, ms. */
const FORGOTTEN_MS = 25_000;

const reason = whyNoNetworks();

describe.skipIf(reason)(`on a network${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let network: Network;
  let hosts: HostProcess[];
  let scripts: { close(): Promise<void> }[];

  beforeEach(() => {
    network = makeNetwork();
    hosts = [];
    scripts = [];
  });
  afterEach(async () => {
    for (const script of scripts) await script.close();
    for (const host of hosts) if (host.process.exitCode === null && !host.process.killed) await host.stop();
    network.close();
  });

  async function hostOn(computer: Computer, ...options: string[]): Promise<HostProcess> {
    const host = await startHostOn(computer, '--bots', '0', ...options);
    hosts.push(host);
    return host;
  }

  function script<Line>(computer: Computer, file: string, ...words: string[]): ScriptProcess<Line> {
    const started = new ScriptProcess<Line>(computer, file, ...words);
    scripts.push(started);
    return started;
  }
  const watchOn = (computer: Computer) => script<NearbyHost[]>(computer, './nearby-process.ts');

  test('hosts find each other, see who plays, and miss those that go, with or without a goodbye', async () => {
    const [one, two] = [network.join('10.77.1.1/16'), network.join('10.77.1.2/16')];
    const [first, second] = [await hostOn(one), await hostOn(two)];
    const [originOne, originTwo] = [originAt('10.77.1.1', first), originAt('10.77.1.2', second)];
    const [fromOne, fromTwo] = [watchOn(one), watchOn(two)];
    const at = (origin: string) => (list: NearbyHost[]) => list.find((host) => host.origin === origin);
    const knows = (origin: string) => (list: NearbyHost[]) => at(origin)(list) !== undefined;

    await fromOne.until('the second host', knows(originTwo), FOUND_MS);
    await fromTwo.until('the first host', knows(originOne), FOUND_MS);
    expect(at(originOne)(fromTwo.last!)).toMatchObject({ rooms: 1, players: 0, games: ['Rim Rumble'] });

    const guest = script<GuestLine>(two, './guest-process.ts', `${originOne}/${first.code}`);
    await guest.until('a seat', ({ isBack }) => isBack);
    await fromTwo.until('the player', (list) => at(originOne)(list)?.players === 1, FOUND_MS);

    await second.stop();
    await fromOne.until('the second host to be gone', (list) => !knows(originTwo)(list), FOUND_MS);
    await first.stop('SIGKILL');
    await fromTwo.until('the first host to be forgotten', (list) => list.length === 0, FORGOTTEN_MS);
  });

  test('two computers of the same name answer to different ones, each with its own address', async () => {
    const [one, two] = [network.join('10.77.1.1/16'), network.join('10.77.1.2/16')];
    const nameOne = await (await hostOn(one)).localName();
    const nameTwo = await (await hostOn(two)).localName();
    expect(nameTwo).toBe(nameOne.replace('.local', '-2.local'));
    expect(addressOf(nameOne, two)).toBe('10.77.1.1');
    expect(addressOf(nameTwo, one)).toBe('10.77.1.2');
  });

  test('where multicast DNS does not work, one line of the log says so, and hosting goes on', async () => {
    const [one, two] = [network.join('10.77.1.1/16'), network.join('10.77.1.2/16')];
    await script<boolean>(one, './port-holder-process.ts', '5353').until('the port to be taken', Boolean);
    const host = await hostOn(one);
    const guest = script<GuestLine>(two, './guest-process.ts', `${host.ready.urls[0]}${host.code}`);
    await guest.until('a seat', ({ isBack }) => isBack);
    await waitFor('the line', () => host.log.includes('cannot announce itself'));
    expect(host.log.trim().split('\n')).toHaveLength(1);
    expect((await host.stop()).code).toBe(0);
  });

  test('without discovery nobody hears of a host, and guests join it all the same', async () => {
    const [one, two] = [network.join('10.77.1.1/16'), network.join('10.77.1.2/16')];
    const quiet = await hostOn(one, '--no-discovery');
    const loud = await hostOn(one);
    const nearby = watchOn(two);
    const guest = script<GuestLine>(two, './guest-process.ts', `${quiet.ready.urls[0]}${quiet.code}`);
    await guest.until('a seat', ({ isBack }) => isBack);
    await nearby.until('the other host', (list) => list.length > 0, FOUND_MS);
    expect(nearby.last!.map(({ origin }) => origin)).toEqual([originAt('10.77.1.1', loud)]);
  });

  test('a stranger who floods the network crowds out no host, and disturbs none', async () => {
    const [one, two] = [network.join('10.77.1.1/16'), network.join('10.77.1.2/16')];
    const stranger = network.join('10.77.6.6/16');
    const nearby = watchOn(two);
    await waitFor('strangers', () => {
      if (nearby.last !== undefined) return true;
      stranger.run(FLOOD);
      return false;
    });
    const host = await hostOn(one);
    const isHost = ({ origin }: NearbyHost) => origin === originAt('10.77.1.1', host);
    await nearby.until('the host', (list) => list.some(isHost), FOUND_MS);
    const strangers = nearby.last!.filter((other) => !isHost(other));
    expect(strangers.length).toBeLessThan(5);
    // Nobody sends people to somebody else.
    for (const { origin } of strangers) expect(origin).toMatch('http://10.77.6.6:');
    stranger.run(FLOOD);
    const guest = script<GuestLine>(two, './guest-process.ts', `${host.ready.urls[0]}${host.code}`);
    await guest.until('a seat', ({ isBack }) => isBack);
  });

  test('a guest whose host changes its address is back in its seat within 10 s', async () => {
    const home = network.join('10.77.1.1/16');
    const away = network.join('10.77.9.9/16');
    const host = await hostOn(home);
    const guest = script<GuestLine>(
      away,
      './guest-process.ts',
      `${originAt('10.77.1.1', host)}/${host.code}`,
    );
    await guest.until('a seat', ({ isBack }) => isBack);
    const { seat } = guest.last!;

    // Another network than the first one's: addresses of the same one would go together.
    home.addAddress('10.77.2.1/15');
    const newOrigin = originAt('10.77.2.1', host);
    await host.event('whereabouts', ({ origins }) => origins.includes(newOrigin));
    expect(mayRead(away, host, originAt('10.77.1.1', host), newOrigin)).toBe(newOrigin);
    home.removeAddress('10.77.1.1/16');
    const goneMs = performance.now();
    await guest.until('the loss', ({ isBack }) => !isBack);
    await guest.until('the seat', ({ isBack }) => isBack, BACK_MS);
    expect(performance.now() - goneMs).toBeLessThan(BACK_MS);
    expect(guest.last!.seat).toBe(seat);
    expect(host.events.filter(({ event }) => event === 'seat-joined')).toHaveLength(1);
    expect(host.events.filter(({ event }) => event === 'seat-left')).toHaveLength(0);

    // Pages that came by the old address may still ask, strangers' pages may not.
    expect(mayRead(away, host, newOrigin, originAt('10.77.1.1', host))).toBe(originAt('10.77.1.1', host));
    expect(mayRead(away, host, newOrigin, 'http://10.77.6.6')).toBe('null');
  });
});

const originAt = (address: string, host: HostProcess): string => `http://${address}:${host.ready.port}`;

/** Announces 400 hosts at the address of somebody else, and sends as much rubbish. */
const FLOOD = `
  import { randomBytes } from 'node:crypto';
  import { createSocket } from 'node:dgram';
  import multicastDns from 'multicast-dns';
  const service = '_porchlight._tcp.local';
  const mdns = multicastDns({ interface: '10.77.6.6', bind: '0.0.0.0' });
  const socket = createSocket('udp4');
  await new Promise((bound) => socket.bind(0, '10.77.6.6', bound));
  const data = ['v=1', 'name=Trap', 'rooms=1', 'players=9', 'games=Chess'];
  for (let i = 0; i < 400; i++) {
    const name = 'trap' + i + '.' + service;
    const answers = [
      { name: service, type: 'PTR', ttl: 120, data: name },
      { name, type: 'SRV', ttl: 120, data: { port: 1000 + i, target: 'bank.example' } },
      { name, type: 'TXT', ttl: 120, data },
      { name: 'bank.example', type: 'A', ttl: 120, data: '10.77.1.1' },
    ];
    await new Promise((sent) => mdns.respond({ answers }, sent));
    await new Promise((sent) => socket.send(randomBytes(1 + i), 5353, '224.0.0.251', sent));
  }
  mdns.destroy();
  socket.close();
`;

/** What a device on `computer` is told when it asks the network for a name. */
function addressOf(name: string, computer: Computer): string {
  return computer
    .run(`
      import multicastDns from 'multicast-dns';
      import { networkInterfaces } from 'node:os';
      const [{ address }] = networkInterfaces().eth0;
      const mdns = multicastDns({ interface: address, bind: '0.0.0.0' });
      mdns.on('response', ({ answers }) => {
        const own = answers.find(({ type, name }) => type === 'A' && name === '${name}');
        if (own === undefined) return;
        console.log(own.data);
        mdns.destroy();
      });
      mdns.query('${name}', 'A');
    `)
    .trim();
}

/** Which origin's pages may read what the host at `origin` says of its room, when a page of `asking` asks. */
function mayRead(computer: Computer, host: HostProcess, origin: string, asking: string): string {
  return computer
    .run(`
      const response = await fetch('${origin}/api/rooms/${host.code}', { headers: { Origin: '${asking}' } });
      console.log(response.headers.get('access-control-allow-origin'));
    `)
    .trim();
}
