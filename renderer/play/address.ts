/**
 * The page's address: `/` is the list of rooms, `/ABCD` a room, `#t=<token>` the seat in it. The token is kept in
 * the fragment too because storage belongs to one origin: when the host's IP address changes, the link still
 * brings the seat along. What the device is called comes along in it for that one step (`&d=<device>`) and is
 * wiped out at once, so that nobody hands it on with the link.
 */
import { parseRoomCode, type RoomCode } from '../../src/core/ids.ts';
import { findNetwork, type NetworkName } from '../../src/link/network-model.ts';
import { isToken } from '../../src/link/new-token.ts';
import { INVITE_PARAMETER } from '../../src/protocol/messages.ts';
import { recall, remember } from './memory.ts';

/** The room that the address names, if any. `unreadable` when it names something that cannot be a code. */
export function roomInAddress(pathname: string): RoomCode | 'unreadable' | undefined {
  const text = pathname.replace(/\//g, '');
  if (text === '' || text === 'index.html') return undefined;
  return parseRoomCode(text) ?? 'unreadable';
}

/**
 * Route key of the worker that is to serve this page (`?via=<key>`, see /api/health), to try out how a guest
 * fares elsewhere than with the room; undefined: the room's own worker.
 */
export const routeInAddress = (): string | undefined =>
  new URLSearchParams(location.search).get('via') ?? undefined;

/** The network to play over (`?net=bad`), to try out how a guest on a poor one fares; undefined: the real one alone. */
export const networkInAddress = (): NetworkName | undefined =>
  findNetwork(new URLSearchParams(location.search).get('net') ?? '');

/** The token of the seat that this browser had in `code`. */
export function seatToken(code: RoomCode): string | undefined {
  return inFragment('t') ?? recall(`seat.${code}`);
}

/** Keeps the token for the next reload; undefined forgets the seat. */
export function keepSeatToken(code: RoomCode, token: string | undefined): void {
  remember(`seat.${code}`, token);
  history.replaceState(history.state, '', location.pathname + location.search + fragmentOf({ t: token }));
}

/** What this device was called at the host's address before, if the page comes from there; wipes it out. */
export function takeDevice(): string | undefined {
  const device = inFragment('d');
  if (device === undefined) return undefined;
  const fragment = fragmentOf({ t: inFragment('t') });
  history.replaceState(history.state, '', location.pathname + location.search + fragment);
  return device;
}

/** Opens the room's page at another address of the same host, with the seat that this browser has, as `device`. */
export function goOnAt(origin: string, code: RoomCode, device: string): void {
  location.replace(`${origin}/${code}${location.search}${fragmentOf({ t: seatToken(code), d: device })}`);
}

function inFragment(key: 't' | 'd'): string | undefined {
  const value = new URLSearchParams(location.hash.slice(1)).get(key);
  return value !== null && isToken(value) ? value : undefined;
}

function fragmentOf(values: { readonly t: string | undefined; readonly d?: string }): string {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return known.length === 0 ? '' : `#${known.map(([key, value]) => `${key}=${value}`).join('&')}`;
}

/** Shows `code` (or the list of rooms) as the page's address, with a step back to where one was. */
export function goTo(code: RoomCode | undefined): void {
  history.pushState(null, '', `/${code ?? ''}`);
}

/**
 * The link to hand to others: without the own seat. On the host's own computer the page's address is good for
 * nobody else, so there the desktop says which one is; anywhere else nobody may.
 */
export function shareLink(code: RoomCode): string {
  const invite = new URLSearchParams(location.search).get(INVITE_PARAMETER);
  const isOwnComputer = location.hostname === '127.0.0.1';
  const base = isOwnComputer && invite?.startsWith('http://') ? invite : location.origin;
  return new URL(`/${code}`, base).href;
}
