/** This computer's addresses as the system has them now, ranked. */
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { HostLink } from '../protocol/console.ts';
import { type LanAddress, rankAddresses } from './lan-address.ts';

/** Addresses outside of any LAN, from the ranges for documentation: RFC 5737, RFC 3849. Nothing is sent there. */
const OUTSIDE = { udp4: '192.0.2.1', udp6: '2001:db8::1' } as const;
const LOOPBACK: LanAddress = {
  address: '127.0.0.1',
  family: 'IPv4',
  network: 'This computer only',
  interfaceName: 'loopback',
  subnet: '127.0.0.1/8',
  isWayOut: false,
};

/** The address that the system would use towards the outside; undefined without a default route. */
async function wayOut(type: 'udp4' | 'udp6'): Promise<string | undefined> {
  const socket = createSocket(type);
  return new Promise((resolve) => {
    const finish = (address: string | undefined): void => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => finish(undefined));
    // A UDP socket "connects" by choosing its own address; nothing is sent.
    socket.once('connect', () => finish(socket.address().address));
    socket.connect(9, OUTSIDE[type]);
  });
}

/** Addresses for guests, best first; this computer's own loopback when there is no network at all. */
export async function findAddresses(): Promise<LanAddress[]> {
  const waysOut = await Promise.all([wayOut('udp4'), wayOut('udp6')]);
  const addresses = rankAddresses(
    networkInterfaces(),
    waysOut.filter((address) => address !== undefined),
  );
  return addresses.length > 0 ? addresses : [LOOPBACK];
}

/** The link to a path on one address: http://192.168.1.20:7420/ABCD, IPv6 in brackets, no port when it is 80. */
export function linkTo(
  { address, family, network, interfaceName }: LanAddress,
  port: number,
  path: string,
): HostLink {
  const host = family === 'IPv6' ? `[${address}]` : address;
  const url = `http://${host}${port === 80 ? '' : `:${port}`}/${path}`;
  return { url, address, network, interfaceName };
}

/** Is this computer in no network at all? */
export const isLoopbackOnly = (addresses: readonly LanAddress[]): boolean =>
  addresses[0]?.network === LOOPBACK.network;
