/**
 * What is to be known when guests cannot join, as text: for `npm run doctor`, and to be copied from the desktop app.
 * Looks, and changes nothing; works while a host runs and while none does.
 */
import { connect, createServer } from 'node:net';
import { release } from 'node:os';
import * as v from 'valibot';
import { assertNever } from '../core/result.ts';
import { DEFAULT_PORT } from '../protocol/limits.ts';
import { findFirewalls } from './firewall.ts';
import type { FirewallFinding, FirewallName, FirewallVerdict } from './firewall-reports.ts';
import type { LanAddress } from './lan-address.ts';
import { findAddresses, isLoopbackOnly, linkTo } from './network.ts';
import { certainChecks, reachChecklist, type Surroundings } from './reach-checklist.ts';
import { recall } from './remembered.ts';

/** A host that has not answered by then is none, ms. */
const ANSWER_MS = 1_500;

export interface Diagnosis {
  readonly text: string;
  /** False: something is wrong for certain. */
  readonly isFine: boolean;
}

export interface DiagnosisOptions {
  /** The host's folder, where the port of last time is remembered. */
  readonly dataDir: string | undefined;
  /** Port to look at; undefined: the one of last time, else the usual one. */
  readonly port?: number | undefined;
  /** Version of this build. */
  readonly version: string;
}

/** ours: a Porchlight host answers there. refused: the system does not allow it. */
export type PortState =
  | { readonly is: 'ours'; readonly version: string }
  | { readonly is: 'free' }
  | { readonly is: 'taken' }
  | { readonly is: 'refused'; readonly code: string };

/** Looks at this computer as guests would need it. Takes some seconds at worst. */
export async function diagnose({ dataDir, port: wanted, version }: DiagnosisOptions): Promise<Diagnosis> {
  const port = wanted ?? recall(dataDir)?.port ?? DEFAULT_PORT;
  const [addresses, portState] = await Promise.all([findAddresses(), lookAtPort(port)]);
  const interfaceName = isLoopbackOnly(addresses) ? undefined : addresses[0]?.interfaceName;
  const firewalls = await findFirewalls(port, interfaceName);
  const around = { platform: process.platform, port, addresses, firewalls };
  return describe(around, portState, version);
}

/** The text for what was found. */
export function describe(around: Surroundings, portState: PortState, version: string): Diagnosis {
  const { addresses, firewalls, port } = around;
  const certain = certainChecks(around);
  const isPortFine = portState.is === 'ours' || portState.is === 'free';
  const isFine = certain.length === 0 && isPortFine;
  const system = `${process.platform} ${release()}, ${process.arch}, Node ${process.version}`;
  const checks = isFine ? reachChecklist(around) : certain;
  const steps = [...(isPortFine ? [] : [portAdvice(portState, port)]), ...checks.map(({ text }) => text)];
  const blocks = [
    [`Porchlight ${version} on ${system}`],
    ['Addresses, the best for guests first', ...addresses.map((address, i) => addressLine(address, i, port))],
    ['Port', `  ${portLine(portState, port)}`],
    ['Firewall', ...firewallLines(firewalls)],
    [isFine ? SEEMS_FINE : 'What to do', ...steps.map((step) => `  - ${step}`)],
  ];
  return { text: `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`, isFine };
}

const SEEMS_FINE = 'Nothing is wrong that can be seen from here. If guests cannot join all the same:';
const REMARKS: Readonly<Record<LanAddress['network'], string>> = {
  Ethernet: '',
  'Wi-Fi': '',
  Network: '',
  Hotspot: '; for guests in this hotspot',
  Mobile: '; a modem: no guest is in this network',
  VPN: '; for those in the same VPN alone',
  Virtual: '; for containers and virtual machines on this computer, as a rule not for guests',
  Unconfigured: '; this network has given no address',
  'This computer only': '; no guest gets here',
};

function addressLine(address: LanAddress, place: number, port: number): string {
  const { network, interfaceName, isWayOut } = address;
  const way = isWayOut ? ', the way to the internet' : '';
  return `  ${place + 1}. ${linkTo(address, port, '').url}  ${network} (${interfaceName})${way}${REMARKS[network]}`;
}

function portLine(state: PortState, port: number): string {
  switch (state.is) {
    case 'ours':
      return `Porchlight ${state.version} is hosting on ${port}.`;
    case 'free':
      return `${port} is free; nothing is being hosted there now.`;
    case 'taken':
      return `${port} is taken by another program.`;
    case 'refused':
      return `${port} may not be opened (${state.code}).`;
    default:
      return assertNever(state);
  }
}

function portAdvice(state: PortState, port: number): string {
  return state.is === 'refused' && port < 1024
    ? `Ports below 1024 need an administrator's rights here. Host on another one: --port ${DEFAULT_PORT}`
    : `End the program that has port ${port}, so that links and QR codes of last time work again; until then Porchlight takes the next free port.`;
}

const FIREWALLS: Readonly<Record<FirewallName, string>> = {
  windows: 'Windows Firewall',
  macos: 'The Mac’s firewall',
  ufw: 'ufw',
  firewalld: 'firewalld',
};
const VERDICTS: Readonly<Record<FirewallVerdict, string>> = {
  off: 'is off.',
  'lets-in': 'lets guests in.',
  'may-block': 'is on; whether it lets guests in cannot be seen.',
  blocks: 'keeps guests out.',
};

function firewallLines(firewalls: readonly FirewallFinding[]): string[] {
  if (firewalls.length === 0) return ['  None that could be asked was found.'];
  return firewalls.map(({ firewall, verdict }) => `  ${FIREWALLS[firewall]} ${VERDICTS[verdict]}`);
}

const healthSchema = v.object({ ok: v.literal(true), version: v.string(), protocol: v.number() });

/** Who has a port of this computer. */
export async function lookAtPort(port: number): Promise<PortState> {
  if (!(await isAnswered(port))) return tryPort(port);
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal });
    const { version } = v.parse(healthSchema, await answer.json());
    return { is: 'ours', version };
  } catch {
    return { is: 'taken' };
  }
}

/** Does anybody take connections there? */
function isAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: ANSWER_MS });
    const finish = (isIt: boolean): void => {
      socket.destroy();
      resolve(isIt);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}

/** Opens a port for a moment, as a host would. */
function tryPort(port: number): Promise<PortState> {
  const server = createServer();
  // Windows asks its person about every program that listens to others.
  const host = process.platform === 'win32' ? '127.0.0.1' : undefined;
  return new Promise((resolve) => {
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRINUSE' ? { is: 'taken' } : { is: 'refused', code }),
    );
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () =>
      server.close(() => resolve({ is: 'free' })),
    );
  });
}
