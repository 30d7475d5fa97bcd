/** This computer's addresses as the system has them now, ranked. */
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { HostLink } from '../protocol/console.ts';
import { type LanAddress, rankAddresses } from './lan-address.ts';

/** Any address outside of the LAN: a UDP socket "connects" without sending anything. From RFC 5737's TEST-NET. */
const OUTSIDE_ADDRESS = '192.0.2.1';
const LOOPBACK: LanAddress = {
  address: '127.0.0.1',
  family: 'IPv4',
  network: 'This computer only',
  interfaceName: 'loopback',
};

/** The address that the system would use towards the outside; undefined without a default route. */
async function defaultRouteAddress(): Promise<string | undefined> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    const finish = (address: string | undefined): void => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => finish(undefined));
    socket.connect(9, OUTSIDE_ADDRESS, () => finish(socket.address().address));
  });
}

/** Addresses for guests, best first; this computer's own loopback when there is no network at all. */
export async function findAddresses(): Promise<LanAddress[]> {
  const addresses = rankAddresses(networkInterfaces(), await defaultRouteAddress());
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

export const isLoopbackOnly = (addresses: readonly LanAddress[]): boolean => addresses[0] === LOOPBACK;
