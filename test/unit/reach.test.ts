/** The light that says whether guests can reach this computer, and what it tells a person to look at. */
import { describe, expect, test } from 'vitest';
import type { FirewallFinding } from '../../src/host/firewall-reports.ts';
import type { LanAddress } from '../../src/host/lan-address.ts';
import { DOUBT_AFTER_MS, isOutside, ReachLight } from '../../src/host/reach.ts';
import { certainChecks, reachChecklist, type Surroundings } from '../../src/host/reach-checklist.ts';
import { FakeClock } from '../support/fake-clock.ts';

const wifi: LanAddress = {
  address: '192.168.1.20',
  family: 'IPv4',
  network: 'Wi-Fi',
  interfaceName: 'wlan0',
  subnet: '192.168.1.20/24',
  isWayOut: true,
};
const docker: LanAddress = {
  ...wifi,
  address: '172.17.0.1',
  network: 'Virtual',
  interfaceName: 'docker0',
  subnet: '172.17.0.1/16',
  isWayOut: false,
};
const loopback: LanAddress = {
  ...wifi,
  address: '127.0.0.1',
  network: 'This computer only',
  isWayOut: false,
};

function lightWithRoom(): { light: ReachLight; clock: FakeClock } {
  const clock = new FakeClock();
  const light = new ReachLight(clock);
  light.addressIs(wifi.address);
  light.roomsAre(1);
  return { light, clock };
}

describe('the light', () => {
  test('without a room nobody is expected, however long it takes', () => {
    const clock = new FakeClock();
    const light = new ReachLight(clock);
    light.addressIs(wifi.address);
    clock.ms += 10 * DOUBT_AFTER_MS;
    expect(light.state).toBe('waiting');
  });

  test('is doubtful when nobody came for half a minute after the first room', () => {
    const { light, clock } = lightWithRoom();
    clock.ms += DOUBT_AFTER_MS - 1;
    light.roomsAre(2);
    expect(light.state).toBe('waiting');
    clock.ms += 1;
    expect(light.state).toBe('doubtful');
  });

  test('is sure from the first guest on, and stays so', () => {
    const { light, clock } = lightWithRoom();
    clock.ms += 2 * DOUBT_AFTER_MS;
    light.visited();
    expect(light.state).toBe('reached');
    light.roomsAre(0);
    clock.ms += 10 * DOUBT_AFTER_MS;
    light.roomsAre(1);
    expect(light.state).toBe('reached');
  });

  test('waits anew at another address, and doubts anew', () => {
    const { light, clock } = lightWithRoom();
    light.visited();
    light.addressIs('10.0.0.7');
    expect(light.state).toBe('waiting');
    clock.ms += DOUBT_AFTER_MS;
    expect(light.state).toBe('doubtful');
    light.addressIs('10.0.0.7');
    expect(light.state).toBe('doubtful');
  });

  test('does not wait where it is certain that nobody can come, and believes the first guest all the same', () => {
    const { light } = lightWithRoom();
    light.hopelessIs(true);
    expect(light.state).toBe('doubtful');
    light.hopelessIs(false);
    expect(light.state).toBe('waiting');
    light.hopelessIs(true);
    light.visited();
    expect(light.state).toBe('reached');
  });
});

test.each([
  ['a phone in the Wi-Fi', '192.168.1.77', true],
  ['the same, as a socket for both families tells it', '::ffff:192.168.1.77', true],
  ['a phone over IPv6', 'fe80::1c2d:3eff:fe4f:5a6b%wlan0', true],
  ['this computer through its own LAN address', '::ffff:192.168.1.20', false],
  ['this computer through loopback', '127.0.0.1', false],
  ['the same over IPv6', '::1', false],
  ['a container on this computer', '::ffff:172.17.0.5', false],
  ['nobody: a connection that was gone at once', '', false],
])('%s: outside is told from inside', (_who, remote, outside) => {
  expect(isOutside(remote, [wifi, docker])).toBe(outside);
});

test('a virtual network that guests are told to come to counts: the real one is behind it', () => {
  const bridged: LanAddress = { ...wifi, network: 'Virtual', interfaceName: 'vEthernet (External)' };
  expect(isOutside('192.168.1.77', [bridged, docker])).toBe(true);
});

describe('the checklist', () => {
  const around = (more: Partial<Surroundings> = {}): Surroundings => ({
    platform: 'linux',
    port: 7420,
    addresses: [wifi, docker],
    firewalls: [],
    ...more,
  });
  const ids = (more?: Partial<Surroundings>): string[] => reachChecklist(around(more)).map(({ id }) => id);
  const firewalls = (...findings: FirewallFinding[]): Partial<Surroundings> => ({ firewalls: findings });

  test('begins with the Wi-Fi, and ends with what nobody can see', () => {
    expect(ids()).toEqual([
      'same-wifi',
      'guest-network',
      'hotspot',
      'captive-portal',
      'android-mobile-data',
      'android-nearby-devices',
      'ios-local-network',
      'mac-local-network',
      'guest-vpn',
      'other-firewall',
    ]);
    expect(certainChecks(around())).toEqual([]);
  });

  test('has one thing to say without a network', () => {
    expect(ids({ addresses: [loopback] })).toEqual(['no-network']);
  });

  test('puts a firewall that blocks first, and what can be mended with a press of a button says so', () => {
    const blocked = { platform: 'win32', ...firewalls({ firewall: 'windows', verdict: 'blocks' }) };
    const [first] = reachChecklist(around(blocked));
    expect(first).toMatchObject({ id: 'windows-firewall', fix: 'windows-firewall' });
    expect(certainChecks(around(blocked))).toEqual([first]);
  });

  test('names the command with the port for the firewalls of Linux', () => {
    const texts = reachChecklist(
      around(
        firewalls({ firewall: 'ufw', verdict: 'may-block' }, { firewall: 'firewalld', verdict: 'blocks' }),
      ),
    ).map(({ text }) => text);
    expect(texts[0]).toContain('sudo firewall-cmd --add-port=7420/tcp');
    expect(texts[2]).toContain('sudo ufw allow 7420/tcp');
  });

  test('does not mention a firewall that is off or lets guests in, nor others where one is known', () => {
    expect(ids(firewalls({ firewall: 'ufw', verdict: 'off' }))).toContain('other-firewall');
    const open = ids(firewalls({ firewall: 'ufw', verdict: 'lets-in' }));
    expect(open).not.toContain('ufw');
    expect(open).not.toContain('other-firewall');
  });

  test('asks about mobile data before anything else in a network without internet', () => {
    const offline = ids({ addresses: [{ ...wifi, isWayOut: false }] });
    expect(offline.slice(0, 2)).toEqual(['same-wifi', 'android-mobile-data']);
    expect(offline).not.toContain('captive-portal');
  });

  test('knows of a VPN and of several networks', () => {
    const vpn: LanAddress = { ...wifi, address: '10.8.0.2', network: 'VPN', interfaceName: 'tun0' };
    const cable: LanAddress = { ...wifi, address: '192.168.9.2', network: 'Ethernet', interfaceName: 'eth0' };
    const list = reachChecklist(around({ addresses: [wifi, cable, vpn] }));
    expect(list.map(({ id }) => id).slice(0, 3)).toEqual(['same-wifi', 'own-vpn', 'other-address']);
    expect(list[2]!.text).toContain('192.168.1.20, 192.168.9.2');
  });

  test.each([
    ['win32', 'Mobile hotspot'],
    ['darwin', 'Internet Sharing'],
    ['linux', 'Wi-Fi Hotspot'],
    ['freebsd', 'network settings'],
  ])('says how to make a hotspot on %s', (platform, words) => {
    const hotspot = reachChecklist(around({ platform })).find(({ id }) => id === 'hotspot');
    expect(hotspot?.text).toContain(words);
  });
});
