/**
 * Which of this computer's addresses can guests reach? Ranks the addresses of all interfaces; the first is the
 * one for the QR code. Pure: the interface list and the default route's address are handed in.
 */
import type { NetworkInterfaceInfo } from 'node:os';
import type { HostLink } from '../protocol/console.ts';

export interface LanAddress extends Pick<HostLink, 'address' | 'network' | 'interfaceName'> {
  readonly family: 'IPv4' | 'IPv6';
}

type Kind = 'Ethernet' | 'Wi-Fi' | 'Hotspot' | 'Network' | 'VPN' | 'Virtual' | 'Unconfigured';

/** Lower is better. Virtual and VPN networks never beat a real one, whoever has the default route. */
const KIND_COST: Readonly<Record<Kind, number>> = {
  Ethernet: 0,
  'Wi-Fi': 0,
  Network: 5,
  Hotspot: 10,
  VPN: 200,
  Virtual: 300,
  Unconfigured: 400,
};
const DEFAULT_ROUTE_BONUS = 100;
/** After any address that guests can type, before VPN and virtual networks. */
const IPV6_COST = 90;

/** Names as systems give them: Linux, macOS (utun, bridge100 = internet sharing, awdl = AirDrop), Windows. */
const VPN_NAME =
  /tailscale|zerotier|^zt|^utun|^tun|^tap|^wg|^ppp|^ipsec|vpn|wireguard|anyconnect|nordlynx|hamachi/i;
const VIRTUAL_NAME =
  /docker|^br-|^veth|^virbr|vmnet|vboxnet|virtualbox|vmware|vethernet|hyper-v|wsl|^lxc|^lxd|^cni|^podman|^awdl|^llw|^anpi|loopback|bluetooth|^feth/i;
const HOTSPOT_NAME = /^bridge\d|^ap\d|local area connection\* \d|hotspot/i;
const WIFI_NAME = /^wl|wi-?fi|wireless/i;
const ETHERNET_NAME = /^en|^eth|ethernet/i;
/** First bytes of the hardware addresses that VirtualBox, VMware, Hyper-V and Docker give to their networks. */
const VIRTUAL_MAC = /^(0a:00:27|08:00:27|00:50:56|00:0c:29|00:05:69|00:15:5d|02:42)/i;

/** The same for VPN clients that name themselves "Ethernet 3": Cisco, GlobalProtect, Pulse, FortiClient, OpenVPN. */
const VPN_MAC = /^(00:05:9a:3c:7a|02:50:41|02:05:85|00:09:0f|00:ff)/i;
/** A network of one address: a tunnel, whatever it is called. */
const TUNNEL_NETMASK = '255.255.255.255';

const numbers = (address: string): number[] => address.split('.').map(Number);

function isCarrierRange(address: string): boolean {
  const [a, b] = numbers(address);
  return a === 100 && b! >= 64 && b! < 128; // 100.64/10: what Tailscale uses
}

function kindOf(name: string, info: NetworkInterfaceInfo): Kind {
  if (info.address.startsWith('169.254.')) return 'Unconfigured';
  if (VIRTUAL_NAME.test(name)) return 'Virtual';
  if (VPN_NAME.test(name) || VPN_MAC.test(info.mac) || info.netmask === TUNNEL_NETMASK) return 'VPN';
  if (info.family === 'IPv4' && isCarrierRange(info.address)) return 'VPN';
  if (HOTSPOT_NAME.test(name)) return 'Hotspot';
  if (VIRTUAL_MAC.test(info.mac)) return 'Virtual';
  if (WIFI_NAME.test(name)) return 'Wi-Fi';
  if (ETHERNET_NAME.test(name)) return 'Ethernet';
  return 'Network';
}

/** Home routers use 192.168; 172.16/12 is where virtual networks like to be. */
function rangeCost(address: string): number {
  const [a, b] = numbers(address);
  if (a === 192 && b === 168) return 0;
  if (a === 10) return 1;
  if (a === 172 && b! >= 16 && b! < 32) return 3;
  return 2;
}

/**
 * Ranks addresses, best first.
 * @param interfaces as `os.networkInterfaces()` gives them.
 * @param defaultAddress the address that the default route uses, if there is one.
 */
export function rankAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
  defaultAddress: string | undefined,
): LanAddress[] {
  const found: (LanAddress & { cost: number })[] = [];
  for (const [interfaceName, infos] of Object.entries(interfaces)) {
    for (const info of infos ?? []) {
      if (info.internal || info.address.startsWith('fe80:')) continue;
      const kind = kindOf(interfaceName, info);
      const cost =
        KIND_COST[kind] +
        (info.family === 'IPv4' ? rangeCost(info.address) : IPV6_COST) -
        (info.address === defaultAddress ? DEFAULT_ROUTE_BONUS : 0);
      found.push({ address: info.address, family: info.family, network: kind, interfaceName, cost });
    }
  }
  found.sort((a, b) => a.cost - b.cost);
  return found.map(({ cost: _cost, ...address }) => address);
}
