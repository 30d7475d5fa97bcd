/** What a guest's page takes along when the host's address changes: the seat, and what the device is called. */
import { beforeEach, expect, test, vi } from 'vitest';
import { goOnAt, keepSeatToken, seatToken } from '../../renderer/play/address.ts';
import { recallDevice } from '../../renderer/play/profile.ts';
import type { RoomCode } from '../../src/core/ids.ts';
import { newToken } from '../../src/link/new-token.ts';

const CODE = 'BKTV' as RoomCode;
const NEW_ORIGIN = 'http://10.77.2.1:7420';
const storage = new Map<string, string>();

/** A browser that has just opened `href`. */
function open(href: string): void {
  let url = new URL(href);
  const show = (_state: unknown, _title: string, next: string): void => {
    url = new URL(next, url);
  };
  vi.stubGlobal('history', { state: null, replaceState: show });
  vi.stubGlobal('location', {
    get hash() {
      return url.hash;
    },
    get pathname() {
      return url.pathname;
    },
    get search() {
      return url.search;
    },
    replace: open,
  });
}

beforeEach(() => {
  storage.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  });
  open(`http://10.77.1.1:7420/${CODE}?net=bad`);
});

/** The page goes on at the host's new address, whose storage holds `known`. */
function moveTo(device: string, known: Readonly<Record<string, string>> = {}): void {
  goOnAt(NEW_ORIGIN, CODE, device);
  storage.clear();
  for (const [key, value] of Object.entries(known)) storage.set(`porchlight.${key}`, value);
}

test('at the new address the device is called as it was, after a reload too', () => {
  const device = recallDevice();
  const token = newToken();
  keepSeatToken(CODE, token);
  moveTo(device);
  expect(recallDevice()).toBe(device);
  expect(seatToken(CODE)).toBe(token);
  expect(location.search).toBe('?net=bad');
  expect(recallDevice(), 'the second time').toBe(device);
});

test('what the device is called is gone from the address at once, the seat stays', () => {
  const token = newToken();
  keepSeatToken(CODE, token);
  moveTo(recallDevice());
  expect(location.hash).toContain('&d=');
  recallDevice();
  expect(location.hash).toBe(`#t=${token}`);
});

test('one who has no seat yet, and waits at the door, is the same device there', () => {
  const device = recallDevice();
  moveTo(device);
  expect(recallDevice()).toBe(device);
  expect(seatToken(CODE)).toBeUndefined();
  expect(location.hash).toBe('');
});

test('a device that has a name at the new address keeps it', () => {
  const known = newToken();
  moveTo(recallDevice(), { device: known });
  expect(recallDevice()).toBe(known);
  expect(location.hash).toBe('');
});

test('what is no name of a device is not taken for one', () => {
  open(`${NEW_ORIGIN}/${CODE}#d=${'x'.repeat(500)}`);
  expect(recallDevice()).toHaveLength(22);
});
