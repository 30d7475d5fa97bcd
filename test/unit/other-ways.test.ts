/** Guests look for a lost host at its other addresses, and follow it only when it is really there and not here. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OtherWays } from '../../src/link/other-ways.ts';

const OWN = 'http://10.0.0.1:7420';
const NEXT = 'http://10.0.0.2:7420';
const NAME = 'http://porchlight-den.local:7420';

/** Longer than it takes to notice the loss and to ask everybody, ms. */
const SOON_MS = 5_000;

let answering: Map<string, unknown>;
let asked: string[];
let found: string[];
let ways: OtherWays;

beforeEach(() => {
  vi.useFakeTimers();
  answering = new Map();
  asked = [];
  found = [];
  vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) => {
    asked.push(url);
    const answer = answering.get(new URL(url).origin);
    if (answer !== undefined) return Promise.resolve(Response.json(answer));
    return new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
  });
  ways = new OtherWays(OWN, { room: () => 'BCDF', onFound: (origin) => found.push(origin) });
});
afterEach(() => {
  ways.rest();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const room = { code: 'BCDF' };

test('a host that is gone from the own address is found where it answers', async () => {
  ways.told([OWN, NEXT, NAME]);
  answering.set(NEXT, room);
  ways.lost();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(found).toEqual([NEXT]);
  expect(asked).toEqual([OWN, NEXT, NAME].map((origin) => `${origin}/api/rooms/BCDF`));
});

test('nobody is asked about a loss that is mended in time', async () => {
  ways.told([OWN, NEXT]);
  answering.set(NEXT, room);
  ways.lost();
  await vi.advanceTimersByTimeAsync(1_000);
  ways.rest();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(asked).toEqual([]);
});

test('a host that answers at the own address too is not left', async () => {
  ways.told([OWN, NEXT]);
  answering.set(OWN, room).set(NEXT, room);
  ways.lost();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(found).toEqual([]);
});

test('it goes on asking until the host is somewhere', async () => {
  ways.told([OWN, NEXT]);
  ways.lost();
  await vi.advanceTimersByTimeAsync(4 * SOON_MS);
  expect(found).toEqual([]);
  answering.set(NEXT, room);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(found).toEqual([NEXT]);
});

test.each([
  ['another room', { code: 'ZZZZ' }],
  ['something else', ['hello']],
  ['nothing', null],
])('a host that has %s is not ours', async (_what, answer) => {
  ways.told([OWN, NEXT]);
  answering.set(NEXT, answer);
  ways.lost();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(found).toEqual([]);
});

test('a guest who came by an address that the host does not know of itself stays there', async () => {
  ways.told([NEXT, NAME]);
  answering.set(NEXT, room);
  ways.lost();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(asked).toEqual([]);
});

test('who came by an address that the host had before follows it too, and once more from the new one', async () => {
  ways.told([OWN]);
  ways.told([NEXT]);
  answering.set(NEXT, room);
  ways.lost();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(found).toEqual([NEXT]);

  ways.use(NEXT);
  ways.told([NAME]);
  answering.delete(NEXT);
  answering.set(NAME, room);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(found).toEqual([NEXT, NAME]);
});
