/** The made-up network, and the link that plays over it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Link, LinkEvents } from '../../src/client/link.ts';
import { delayLink } from '../../src/link/delayed-link.ts';
import { findNetwork, makeNetwork, NETWORKS, type NetworkProfile } from '../../src/link/network-model.ts';

/** Sends a message every ms for `ms`, and says how long each took. */
function delaysOver(profile: NetworkProfile, seed: number, ms: number): number[] {
  const { up } = makeNetwork<number, number>(profile, seed);
  const delaysMs: number[] = [];
  for (let nowMs = 0; nowMs < ms + 500; nowMs++) {
    for (let sentMs = up.take(nowMs); sentMs !== undefined; sentMs = up.take(nowMs)) {
      expect(sentMs, 'nothing overtakes').toBe(delaysMs.length);
      delaysMs.push(nowMs - sentMs);
    }
    if (nowMs < ms) up.send(nowMs, nowMs);
  }
  return delaysMs;
}

describe('the model of a network', () => {
  test('good: each way takes half of 8±5 ms, and there are no stalls', () => {
    const delaysMs = delaysOver(NETWORKS.good, 1, 20_000);
    expect(delaysMs).toHaveLength(20_000);
    expect(Math.max(...delaysMs)).toBeLessThanOrEqual(8);
    expect(Math.min(...delaysMs)).toBeGreaterThanOrEqual(1);
  });

  test('bad: one stall in ten seconds holds what falls into it for up to 200 ms, then all of it comes at once', () => {
    const delaysMs = delaysOver(NETWORKS.bad, 2, 30_000);
    const stalled = delaysMs.filter((ms) => ms > 40);
    expect(stalled.length / 3).toBeGreaterThan(120);
    expect(stalled.length / 3).toBeLessThanOrEqual(200);
    expect(Math.max(...delaysMs)).toBeGreaterThan(180);
    expect(Math.max(...delaysMs)).toBeLessThan(240);
  });

  test('wifi: eleven ms there and back, one message in a hundred up to 90 ms late', () => {
    const delaysMs = delaysOver(NETWORKS.wifi, 3, 80_000);
    expect(delaysMs.filter((ms) => ms > 10).length / 80_000).toBeLessThan(0.012);
    expect(Math.max(...delaysMs)).toBeGreaterThan(70);
    expect(Math.max(...delaysMs)).toBeLessThan(95);
  });

  test('the same seed brings the same delays, another one others', () => {
    expect(delaysOver(NETWORKS.bad, 4, 2_000)).toEqual(delaysOver(NETWORKS.bad, 4, 2_000));
    expect(delaysOver(NETWORKS.bad, 4, 2_000)).not.toEqual(delaysOver(NETWORKS.bad, 5, 2_000));
  });

  test('names are good, wifi and bad, and nothing else', () => {
    expect(['good', 'wifi', 'bad', 'toString', ''].map(findNetwork)).toEqual([
      ...['good', 'wifi', 'bad'],
      ...[undefined, undefined],
    ]);
  });
});

describe('a delayed link', () => {
  const PROFILE: NetworkProfile = { rttMs: 40, jitterMs: 0, stallMs: 0, stallEveryMs: 0 };
  const bytes = Uint8Array.of(1);
  let heard: string[];
  let below: LinkEvents;
  let link: Link;

  beforeEach(() => {
    vi.useFakeTimers();
    heard = [];
    const hear = (what: string) => (): void => void heard.push(what);
    const open = delayLink(
      (events) => {
        below = events;
        return {
          sendFrame: hear('up frame'),
          sendAction: hear('up action'),
          reconnect: hear('reconnect'),
          close: (farewell) => heard.push(farewell === undefined ? 'close' : 'farewell'),
        };
      },
      PROFILE,
      1,
    );
    link = open({
      hello: () => ({ v: 1, room: 'BCDF', name: 'Ada' }) as ReturnType<LinkEvents['hello']>,
      welcome: hear('welcome'),
      room: hear('room'),
      frame: hear('frame'),
      goodbye: hear('goodbye'),
      refused: hear('refused'),
      denied: hear('denied'),
      down: hear('down'),
    });
  });
  afterEach(() => void vi.useRealTimers());

  test('holds frames, actions and what the room says for half a round trip, in their order', () => {
    link.sendFrame(bytes);
    link.sendAction({ do: 'ready', ready: true });
    below.welcome({} as Parameters<LinkEvents['welcome']>[0]);
    below.frame(bytes);
    below.room({} as Parameters<LinkEvents['room']>[0]);
    vi.advanceTimersByTime(19);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(2);
    expect(heard).toEqual(['up frame', 'up action', 'welcome', 'frame', 'room']);
  });

  test('a broken connection loses what was said on it; what the host said before, a goodbye above all, comes first', () => {
    link.sendFrame(bytes);
    below.goodbye({ reason: 'kicked' });
    below.down();
    vi.advanceTimersByTime(100);
    expect(heard).toEqual(['goodbye', 'down']);
  });

  test('a connection that is given up is over at once, in both directions', () => {
    below.frame(bytes);
    link.sendFrame(bytes);
    link.reconnect(0);
    vi.advanceTimersByTime(100);
    expect(heard).toEqual(['reconnect']);
  });

  test('a farewell comes after all that was said before it, and nothing is heard any more', () => {
    link.sendAction({ do: 'ready', ready: true });
    below.frame(bytes);
    link.close({ do: 'leave' });
    vi.advanceTimersByTime(100);
    expect(heard).toEqual(['up action', 'farewell']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
