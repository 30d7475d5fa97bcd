/** The first address is the one in the QR code: on every computer below it is the one that guests can reach. */
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { rankAddresses } from '../../src/host/lan-address.ts';
import { linkTo } from '../../src/host/network.ts';

/** Interface name, address, and what else matters: hardware address, netmask. */
type Line = readonly [name: string, address: string, mac?: string, netmask?: string];

function interfacesOf(lines: readonly Line[]): Record<string, NetworkInterfaceInfo[]> {
  const interfaces: Record<string, NetworkInterfaceInfo[]> = {
    lo: [infoOf(['lo', '127.0.0.1'], true), infoOf(['lo', '::1'], true)],
  };
  for (const line of lines) {
    const infos = interfaces[line[0]] ?? [];
    infos.push(infoOf(line, false));
    interfaces[line[0]] = infos;
  }
  return interfaces;
}

function infoOf([, address, mac = '3c:22:fb:10:20:30', netmask = '255.255.255.0']: Line, internal: boolean) {
  const common = { address, mac, netmask, internal, cidr: null };
  return address.includes(':')
    ? ({ ...common, family: 'IPv6', scopeid: 0 } as const)
    : ({ ...common, family: 'IPv4' } as const);
}

interface Computer {
  readonly what: string;
  readonly lines: readonly Line[];
  /** Addresses of the default routes. */
  readonly routes?: readonly string[];
  /** The address and the kind of network that must come first. */
  readonly first: readonly [address: string, network: string];
}

const DOCKER_MAC = '02:42:ac:11:00:01';
const HYPER_V_MAC = '00:15:5d:01:02:03';

const computers: readonly Computer[] = [
  {
    what: 'Wi-Fi alone',
    lines: [['wlan0', '192.168.1.20']],
    routes: ['192.168.1.20'],
    first: ['192.168.1.20', 'Wi-Fi'],
  },
  {
    what: 'VirtualBox, which comes first in the alphabet of addresses',
    lines: [
      ['VirtualBox Host-Only Network', '192.168.56.1', '0a:00:27:00:00:0d'],
      ['vboxnet0', '192.168.57.1', '0a:00:27:00:00:00'],
      ['Wi-Fi', '192.168.178.30'],
    ],
    routes: ['192.168.178.30'],
    first: ['192.168.178.30', 'Wi-Fi'],
  },
  {
    what: 'VirtualBox whose adapter is called Ethernet 2, without a default route',
    lines: [
      ['Ethernet 2', '192.168.56.1', '0a:00:27:00:00:0d'],
      ['Ethernet', '10.0.0.5'],
    ],
    first: ['10.0.0.5', 'Ethernet'],
  },
  {
    what: 'Docker with networks of its own',
    lines: [
      ['docker0', '172.17.0.1', DOCKER_MAC],
      ['br-6a1f0c7d3e21', '192.168.16.1', DOCKER_MAC],
      ['enp3s0', '192.168.0.12'],
    ],
    routes: ['192.168.0.12'],
    first: ['192.168.0.12', 'Ethernet'],
  },
  {
    what: 'WSL and the Hyper-V default switch',
    lines: [
      ['vEthernet (Default Switch)', '172.28.0.1', HYPER_V_MAC],
      ['vEthernet (WSL (Hyper-V firewall))', '172.22.80.1', HYPER_V_MAC],
      ['WLAN', '192.168.2.105'],
    ],
    first: ['192.168.2.105', 'Wi-Fi'],
  },
  {
    what: 'Hyper-V with an external switch, which holds the real address',
    lines: [
      ['vEthernet (Default Switch)', '172.28.0.1', HYPER_V_MAC],
      ['vEthernet (External)', '192.168.1.77'],
    ],
    routes: ['192.168.1.77'],
    first: ['192.168.1.77', 'Virtual'],
  },
  {
    what: 'VMware',
    lines: [
      ['VMware Network Adapter VMnet1', '192.168.80.1', '00:50:56:c0:00:01'],
      ['VMware Network Adapter VMnet8', '192.168.13.1', '00:50:56:c0:00:08'],
      ['Ethernet', '192.168.1.9'],
    ],
    first: ['192.168.1.9', 'Ethernet'],
  },
  {
    what: 'Tailscale, under its own name and as a utun',
    lines: [
      ['Tailscale', '100.101.102.103'],
      ['utun4', '100.90.1.2'],
      ['en0', '10.1.2.3'],
    ],
    routes: ['10.1.2.3'],
    first: ['10.1.2.3', 'Ethernet'],
  },
  {
    what: 'ZeroTier on three systems',
    lines: [
      ['ztabcdef12', '10.147.17.5'],
      ['feth1234', '10.147.17.6'],
      ['ZeroTier One [93afae5963c0d1ab]', '10.147.17.7'],
      ['wlp2s0', '192.168.43.10'],
    ],
    first: ['192.168.43.10', 'Wi-Fi'],
  },
  {
    what: 'a company’s VPN that holds the default route',
    lines: [
      ['utun6', '10.20.30.40'],
      ['en0', '192.168.1.50'],
    ],
    routes: ['10.20.30.40'],
    first: ['192.168.1.50', 'Ethernet'],
  },
  {
    what: 'the same on Windows, where AnyConnect is called Ethernet 3',
    lines: [
      ['Ethernet 3', '10.20.30.40', '00:05:9a:3c:7a:00'],
      ['Wi-Fi', '192.168.1.50'],
    ],
    routes: ['10.20.30.40'],
    first: ['192.168.1.50', 'Wi-Fi'],
  },
  {
    what: 'a WireGuard tunnel with a name of its own and the default route',
    lines: [
      ['office', '10.8.0.2', '00:00:00:00:00:00', '255.255.255.255'],
      ['Wi-Fi', '192.168.1.50'],
    ],
    routes: ['10.8.0.2'],
    first: ['192.168.1.50', 'Wi-Fi'],
  },
  {
    what: 'two LANs: the one with the way out',
    lines: [
      ['eth0', '10.0.0.2'],
      ['eth1', '192.168.5.2'],
    ],
    routes: ['10.0.0.2'],
    first: ['10.0.0.2', 'Ethernet'],
  },
  {
    what: 'Wi-Fi and Ethernet at once',
    lines: [
      ['en7', '192.168.1.8'],
      ['en0', '192.168.1.9'],
    ],
    routes: ['192.168.1.8'],
    first: ['192.168.1.8', 'Ethernet'],
  },
  {
    what: 'IPv6 only, next to Docker',
    lines: [
      ['docker0', '172.17.0.1', DOCKER_MAC],
      ['wlan0', 'fe80::1'],
      ['wlan0', 'fd12:3456::20'],
    ],
    first: ['fd12:3456::20', 'Wi-Fi'],
  },
  {
    what: 'IPv4 and IPv6 on the same network',
    lines: [
      ['en0', '2001:db8::7'],
      ['en0', '192.168.1.7'],
    ],
    routes: ['192.168.1.7'],
    first: ['192.168.1.7', 'Ethernet'],
  },
  {
    what: 'a Windows hotspot without another network',
    lines: [
      ['Local Area Connection* 10', '192.168.137.1'],
      ['Bluetooth Network Connection', '169.254.10.1'],
    ],
    first: ['192.168.137.1', 'Hotspot'],
  },
  {
    what: 'internet sharing on macOS, with a VPN for a way out',
    lines: [
      ['bridge100', '192.168.2.1'],
      ['utun3', '10.9.9.9'],
    ],
    routes: ['10.9.9.9'],
    first: ['192.168.2.1', 'Hotspot'],
  },
  {
    what: 'AirDrop’s awdl and a cable with no address',
    lines: [
      ['awdl0', '2001:db8::99'],
      ['en5', '169.254.7.7'],
      ['en0', '172.20.10.4'],
    ],
    first: ['172.20.10.4', 'Ethernet'],
  },
  {
    what: 'IPv6 only: of two networks the one with the way out',
    lines: [
      ['eth0', 'fd00:1::5'],
      ['wlan0', '2001:db8:7::5'],
    ],
    routes: ['2001:db8:7::5'],
    first: ['2001:db8:7::5', 'Wi-Fi'],
  },
  {
    what: 'a VPN that holds the default route of IPv4 alone: nobody wants to type IPv6',
    lines: [
      ['utun6', '10.20.30.40'],
      ['en0', '2001:db8:7::5'],
      ['en0', '192.168.1.50'],
    ],
    routes: ['10.20.30.40', '2001:db8:7::5'],
    first: ['192.168.1.50', 'Ethernet'],
  },
  {
    what: 'a hotspot of German Windows, beside a mobile modem with the way out',
    lines: [
      ['Mobilfunk 2', '10.123.4.5'],
      ['LAN-Verbindung* 12', '192.168.137.1'],
    ],
    routes: ['10.123.4.5'],
    first: ['192.168.137.1', 'Hotspot'],
  },
  {
    what: 'Windows sharing through an adapter with a name of its own',
    lines: [
      ['vEthernet (Default Switch)', '172.28.0.1', HYPER_V_MAC],
      ['Party', '192.168.137.1'],
    ],
    first: ['192.168.137.1', 'Hotspot'],
  },
  {
    what: 'a hotspot of Linux, on a cable to the internet: guests of both get there',
    lines: [
      ['wlp2s0', '10.42.0.1'],
      ['enp0s31f6', '192.168.178.20'],
    ],
    routes: ['192.168.178.20'],
    first: ['192.168.178.20', 'Ethernet'],
  },
  {
    what: 'a hotspot of Linux without another network, next to Docker, libvirt and Kubernetes',
    lines: [
      ['docker0', '172.17.0.1', DOCKER_MAC],
      ['virbr0', '192.168.122.1', '52:54:00:11:22:33'],
      ['flannel.1', '10.244.0.0', '5a:00:00:00:00:01', '255.255.255.255'],
      ['wlan0', '10.42.0.1'],
    ],
    first: ['10.42.0.1', 'Wi-Fi'],
  },
  {
    what: 'Android’s hotspot, whose phone has mobile data for a way out',
    lines: [
      ['rmnet_data0', '10.55.66.77'],
      ['swlan0', '192.168.43.1'],
    ],
    routes: ['10.55.66.77'],
    first: ['192.168.43.1', 'Hotspot'],
  },
  {
    what: 'a laptop whose own modem has the internet, in a Wi-Fi without',
    lines: [
      ['wwan0', '10.99.1.2'],
      ['wlp3s0', '192.168.8.101'],
    ],
    routes: ['10.99.1.2'],
    first: ['192.168.8.101', 'Wi-Fi'],
  },
  {
    what: 'a virtual machine itself, with Docker inside',
    lines: [
      ['docker0', '172.17.0.1', DOCKER_MAC],
      ['enp0s3', '10.0.2.15', '08:00:27:aa:bb:cc'],
    ],
    routes: ['10.0.2.15'],
    first: ['10.0.2.15', 'Virtual'],
  },
  {
    what: 'virtual machines of macOS, which share the bridge of its hotspot',
    lines: [
      ['bridge100', '192.168.64.1'],
      ['en0', '192.168.0.30'],
    ],
    first: ['192.168.0.30', 'Ethernet'],
  },
];

describe('the first address', () => {
  test.each(computers)('on a computer with $what', ({ lines, routes = [], first }) => {
    const best = rankAddresses(interfacesOf(lines), routes)[0];
    expect([best?.address, best?.network]).toEqual(first);
  });

  test('with no network there is none, and link-local addresses of IPv6 are never told', () => {
    expect(rankAddresses(interfacesOf([]), [])).toEqual([]);
    expect(rankAddresses(interfacesOf([['en0', 'fe80::1']]), [])).toEqual([]);
  });

  test('a link names the port unless it is 80, and puts IPv6 into brackets', () => {
    const [v4, v6] = rankAddresses(
      interfacesOf([
        ['en0', '192.168.1.7'],
        ['en0', 'fd00::7'],
      ]),
      [],
    );
    expect(linkTo(v4!, 7420, 'BCDF').url).toBe('http://192.168.1.7:7420/BCDF');
    expect(linkTo(v6!, 80, '').url).toBe('http://[fd00::7]/');
  });
});
