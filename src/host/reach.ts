/**
 * The light that says whether guests can reach this computer. Pure: a clock is handed in; src/host/reachability tells
 * this what happens, and src/host/reach-checklist says what to do about a doubt.
 */
import { BlockList, isIP } from 'node:net';
import type { Clock } from '../core/ports.ts';
import type { Reach } from '../protocol/console.ts';
import type { LanAddress } from './lan-address.ts';

/** A room is there, its code can be scanned, and nobody came for so long: something is wrong. */
export const DOUBT_AFTER_MS = 30_000;

export class ReachLight {
  readonly #clock: Clock;
  #address: string | undefined;
  #wasReached = false;
  #isHopeless = false;
  /** Since when guests can be expected; undefined: there is no room to come to. */
  #expectedMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get state(): Reach['state'] {
    if (this.#wasReached) return 'reached';
    if (this.#expectedMs === undefined) return 'waiting';
    const isLate = this.#clock.nowMs() - this.#expectedMs >= DOUBT_AFTER_MS;
    return isLate || this.#isHopeless ? 'doubtful' : 'waiting';
  }

  /** The address that guests are told. Another one than before: nobody has been there yet. */
  addressIs(address: string): void {
    if (address === this.#address) return;
    this.#address = address;
    this.#wasReached = false;
    if (this.#expectedMs !== undefined) this.#expectedMs = this.#clock.nowMs();
  }

  roomsAre(count: number): void {
    if (count === 0) this.#expectedMs = undefined;
    else this.#expectedMs ??= this.#clock.nowMs();
  }

  /** Somebody from outside of this computer has been here. */
  visited(): void {
    this.#wasReached = true;
  }

  /** Is it certain that nobody can come? Then there is nothing to wait for. */
  hopelessIs(isHopeless: boolean): void {
    this.#isHopeless = isHopeless;
  }
}

/**
 * Does a connection come from outside of this computer? Its own containers and virtual machines do not count: that
 * they get through says nothing about the network.
 * @param remote the other end's address, as sockets tell it.
 * @param own this computer's addresses, best first.
 */
export function isOutside(remote: string, own: readonly LanAddress[]): boolean {
  const address = remote.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  const version = isIP(address);
  if (version === 0) return false; // gone before it could be asked
  const inside = new BlockList();
  inside.addSubnet('127.0.0.0', 8);
  inside.addAddress('::1', 'ipv6');
  own.forEach((known, place) => {
    const ownFamily = known.family === 'IPv6' ? 'ipv6' : 'ipv4';
    inside.addAddress(known.address, ownFamily);
    // A virtual network that guests are told to come to is a real one behind a virtual switch.
    if (known.network !== 'Virtual' || place === 0 || known.subnet === undefined) return;
    const [net = '', bits = ''] = known.subnet.split('/');
    inside.addSubnet(net, Number(bits), ownFamily);
  });
  return !inside.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
