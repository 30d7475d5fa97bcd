/**
 * What to look at when guests cannot reach this computer: in words for the person who hosts, what is known for
 * certain first, then what is likely. Pure; shown by the console and by the doctor.
 */
import { assertNever } from '../core/result.ts';
import type { ReachCheck } from '../protocol/console.ts';
import type { FirewallFinding } from './firewall-reports.ts';
import type { LanAddress } from './lan-address.ts';
import { isLoopbackOnly } from './network.ts';

/** What is known of this computer. */
export interface Surroundings {
  /** As `process.platform` says it. */
  readonly platform: string;
  readonly port: number;
  /** Best first. */
  readonly addresses: readonly LanAddress[];
  readonly firewalls: readonly FirewallFinding[];
}

/** Networks that guests may be in. */
const REAL_NETWORKS: readonly string[] = ['Ethernet', 'Wi-Fi', 'Hotspot', 'Network'];

const HOTSPOTS: Readonly<Record<string, string>> = {
  win32: 'Settings › Network & internet › Mobile hotspot',
  darwin: 'System Settings › General › Sharing › Internet Sharing',
  linux: 'Settings › Wi-Fi › Turn On Wi-Fi Hotspot',
};

/** What keeps guests out for certain. */
export function certainChecks({ addresses, firewalls, port, platform }: Surroundings): ReachCheck[] {
  const checks: ReachCheck[] = [];
  if (isLoopbackOnly(addresses)) {
    const text = `This computer is in no network. Join a Wi-Fi, plug in a cable, or ${hotspotOf(platform)}.`;
    checks.push({ id: 'no-network', text });
  }
  const blocking = firewalls.filter(({ verdict }) => verdict === 'blocks');
  return [...checks, ...blocking.map((finding) => firewallCheck(finding, port))];
}

/** Everything to look at, the likeliest first. */
export function reachChecklist(around: Surroundings): ReachCheck[] {
  return [...certainChecks(around), ...likelyChecks(around)];
}

function likelyChecks({ addresses, firewalls, port, platform }: Surroundings): ReachCheck[] {
  if (isLoopbackOnly(addresses)) return [];
  const doubted = firewalls.filter(({ verdict }) => verdict === 'may-block');
  const isKnown = firewalls.some(({ verdict }) => verdict !== 'off');
  return [
    sameNetwork(addresses[0]!),
    ...doubted.map((finding) => firewallCheck(finding, port)),
    ...ownNetworks(addresses),
    ...network(addresses, platform),
    ...GUESTS_DEVICES,
    ...(isKnown ? [] : [otherFirewall(port)]),
  ];
}

function sameNetwork({ network, interfaceName }: LanAddress): ReachCheck {
  const text = `Are the guests in the same network as this computer (${network}, ${interfaceName})? Their phones have to be in the Wi-Fi that belongs to it, not on mobile data.`;
  return { id: 'same-wifi', text };
}

/** What this computer's other networks may have to do with it. */
function ownNetworks(addresses: readonly LanAddress[]): ReachCheck[] {
  const checks: ReachCheck[] = [];
  if (addresses.some(({ network }) => network === 'VPN')) {
    const text =
      'This computer is in a VPN, and some of these shut out everybody nearby. Pause it while you host.';
    checks.push({ id: 'own-vpn', text });
  }
  const real = addresses.filter(
    ({ network, family }) => family === 'IPv4' && REAL_NETWORKS.includes(network),
  );
  if (real.length > 1) {
    const text = `This computer is in several networks. Try another address: ${real.map(({ address }) => address).join(', ')}.`;
    checks.push({ id: 'other-address', text });
  }
  return checks;
}

/** What the Wi-Fi itself may do. */
function network(addresses: readonly LanAddress[], platform: string): ReachCheck[] {
  const guestNetwork: ReachCheck = {
    id: 'guest-network',
    text: 'Is it a guest Wi-Fi, or one of a hotel, school or company? These keep devices apart. Take the main network, or switch off “client isolation” (“AP isolation”) in the router.',
  };
  const hotspot: ReachCheck = {
    id: 'hotspot',
    text: `The way round all of this is a network of your own: ${hotspotOf(platform)}; or open the hotspot of a phone and bring this computer and the guests into it.`,
  };
  const signIn: ReachCheck = {
    id: 'captive-portal',
    text: 'Does the Wi-Fi want a sign-in page? Finish it, on this computer and on the phones.',
  };
  const stay: ReachCheck = {
    id: 'android-mobile-data',
    text: 'A Wi-Fi without internet: Android asks whether to stay connected. Answer yes, and turn mobile data off while playing.',
  };
  const hasInternet = addresses.some(({ isWayOut }) => isWayOut);
  return hasInternet ? [guestNetwork, hotspot, signIn, stay] : [stay, guestNetwork, hotspot];
}

const GUESTS_DEVICES: readonly ReachCheck[] = [
  {
    id: 'android-nearby-devices',
    text: 'Android 17 or newer: does the browser ask about “nearby devices”? Allow it, or the page never loads.',
  },
  {
    id: 'ios-local-network',
    text: 'iPhone and iPad: use Safari; other browsers need Settings › Privacy & Security › Local Network.',
  },
  {
    id: 'mac-local-network',
    text: 'A guest’s Mac: use Safari, or allow Chrome in System Settings › Privacy & Security › Local Network.',
  },
  { id: 'guest-vpn', text: 'Is a VPN or private relay on at the guest’s device? Pause it.' },
];

function otherFirewall(port: number): ReachCheck {
  const text = `Is there a security program on this computer? Let it allow Porchlight, or TCP port ${port}.`;
  return { id: 'other-firewall', text };
}

const hotspotOf = (platform: string): string =>
  `switch on this computer’s own hotspot (${HOTSPOTS[platform] ?? 'in its network settings'})`;

/** What to do about one firewall. */
function firewallCheck({ firewall, verdict }: FirewallFinding, port: number): ReachCheck {
  const what = verdict === 'blocks' ? 'keeps guests out' : 'is on and may keep guests out';
  switch (firewall) {
    case 'windows':
      return {
        id: 'windows-firewall',
        text: `Windows Firewall ${what}. Let Porchlight in: Windows Security › Firewall & network protection › Allow an app through firewall, for private and public networks.`,
        fix: 'windows-firewall',
      };
    case 'macos':
      return {
        id: 'macos-firewall',
        text: `The Mac’s firewall ${what}. In System Settings › Network › Firewall › Options switch off “Block all incoming connections” and set Porchlight to “Allow incoming connections”.`,
      };
    case 'ufw':
      return { id: 'ufw', text: `The firewall ufw ${what}. Run: sudo ufw allow ${port}/tcp` };
    case 'firewalld':
      return {
        id: 'firewalld',
        text: `The firewall firewalld ${what}. Run: sudo firewall-cmd --add-port=${port}/tcp`,
      };
    default:
      return assertNever(firewall);
  }
}
