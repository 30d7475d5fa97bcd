/**
 * Which of this computer's addresses can guests reach? Ranks the addresses of all interfaces; the first is the
 * one for the QR code. Pure: the interface list and the default routes' addresses are handed in.
 */
import type { NetworkInterfaceInfo } from 'node:os';
import type { HostLink } from '../protocol/console.ts';

export interface LanAddress extends Pick<HostLink, 'address' | 'interfaceName'> {
  readonly family: 'IPv4' | 'IPv6';
  readonly network: NetworkKind | 'This computer only';
  /** '192.168.1.20/24'; undefined when the system does not tell. */
  readonly subnet: string | undefined;
  /** Does the default route lead from here, so that the internet seems to be there? */
  readonly isWayOut: boolean;
}

/** Mobile: a modem of the computer's own, whose network no guest is in. */
export type NetworkKind =
  | 'Ethernet'
  | 'Wi-Fi'
  | 'Hotspot'
  | 'Network'
  | 'Mobile'
  | 'VPN'
  | 'Virtual'
  | 'Unconfigured';

/** Lower is better. Networks without guests never beat a real one, whoever has the default route. */
const KIND_COST: Readonly<Record<NetworkKind, number>> = {
  Ethernet: 0,
  'Wi-Fi': 0,
  Network: 5,
  Hotspot: 10,
  Mobile: 200,
  VPN: 200,
  Virtual: 300,
  Unconfigured: 400,
};
const WAY_OUT_BONUS = { IPv4: 100, IPv6: 50 } as const;
/** After any address that guests can type, even with its bonus; before VPN and virtual networks. */
const IPV6_COST = 90;

/** Names as systems give them: Linux, macOS (utun, bridge100 = internet sharing, awdl = AirDrop), Windows. */
const VPN_NAME =
  /tailscale|zerotier|^zt|^utun|^tun|^tap|^wg|^wt\d|^ppp|^ipsec|vpn|wireguard|anyconnect|nordlynx|hamachi|^ham\d|mullvad|warp|netbird|nebula/i;
const VIRTUAL_NAME =
  /docker|^br-|^veth|^vnet\d|^virbr|vmnet|vboxnet|virtualbox|vmware|vethernet|hyper-v|wsl|^lxc|^lxd|^incus|^cni|^cali|^flannel|^nerdctl|^podman|^mpqemubr|^waydroid|^awdl|^llw|^anpi|loopback|bluetooth|^feth/i;
/** Android's, macOS's, and Windows's in all languages: "LAN-Verbindung* 12". */
const HOTSPOT_NAME = /^bridge\d|^s?ap\d|^softap|^swlan|\* ?\d+$|hotspot/i;
/** Windows gives this to itself wherever it shares its connection. */
const WINDOWS_SHARING = '192.168.137.1';
const MOBILE_NAME = /^wwan|^rmnet|^ccmni|^pdp_ip|mobile broadband|mobilfunk|cellular/i;
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

function kindOf(name: string, info: NetworkInterfaceInfo): NetworkKind {
  if (info.address.startsWith('169.254.')) return 'Unconfigured';
  if (VIRTUAL_NAME.test(name)) return 'Virtual';
  if (VPN_NAME.test(name) || VPN_MAC.test(info.mac) || info.netmask === TUNNEL_NETMASK) return 'VPN';
  if (info.family === 'IPv4' && isCarrierRange(info.address)) return 'VPN';
  if (MOBILE_NAME.test(name)) return 'Mobile';
  if (HOTSPOT_NAME.test(name) || info.address === WINDOWS_SHARING) return 'Hotspot';
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
 * @param waysOut the addresses that the default routes of IPv4 and IPv6 use, as far as there are any.
 */
export function rankAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
  waysOut: readonly string[],
): LanAddress[] {
  const found: (LanAddress & { cost: number })[] = [];
  for (const [interfaceName, infos] of Object.entries(interfaces)) {
    for (const info of infos ?? []) {
      if (info.internal || info.address.startsWith('fe80:')) continue;
      const { address, family } = info;
      const network = kindOf(interfaceName, info);
      const isWayOut = waysOut.includes(address);
      const cost =
        KIND_COST[network] +
        (family === 'IPv4' ? rangeCost(address) : IPV6_COST) -
        (isWayOut ? WAY_OUT_BONUS[family] : 0);
      const subnet = info.cidr ?? undefined;
      found.push({ address, family, network, interfaceName, subnet, isWayOut, cost });
    }
  }
  found.sort((a, b) => a.cost - b.cost);
  return found.map(({ cost: _cost, ...address }) => address);
}
