/** Bots notice what a host sends wrongly: the checker of snapshots, and the link that they watch. */
import { expect, test } from 'vitest';
import { FrameChecker } from '../../src/bots/frame-checker.ts';
import { type LinkWatcher, watchLink } from '../../src/bots/watched-link.ts';
import type { LinkEvents } from '../../src/client/link.ts';
import { createSession } from '../../src/client/room-session.ts';
import { nextGeneration, type Snapshot } from '../../src/protocol/frames.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { RoomBench } from '../support/room-bench.ts';

const bench = new RoomBench({ bots: { fillTo: 4, level: 'hard' } });
const ann = bench.enter('Ann');
bench.step(60);
bench.startMatch();
bench.step(240);
const frames = bench.framesFor(ann.seat).map(({ bytes }) => bytes);
const { game } = bench.room;

const decode = (all: readonly Uint8Array[]): Snapshot[] => {
  const reader = bench.newReader();
  return all.map((bytes) => reader.read(bytes)!);
};
/** Kinds of all faults in `snapshots`, as they come over one connection. */
const faultsIn = (snapshots: readonly Snapshot[]): string[] => {
  const checker = new FrameChecker(game);
  checker.connected(1);
  return snapshots.flatMap((snapshot) => checker.check(snapshot).map(({ kind }) => kind));
};
/** The last snapshots of the match: deltas alone. */
const deltas = decode(frames).slice(-40);

test('practice, countdown and match of a real room have no fault', () => {
  const snapshots = decode(frames);
  expect(new Set(snapshots.map(({ generation }) => generation)).size).toBeGreaterThan(1);
  expect(faultsIn(snapshots)).toEqual([]);
});

test('F2: a delta that went missing is a jump, one that comes twice as well', () => {
  expect(faultsIn(deltas.filter((_, i) => i !== 20))).toEqual(['tick-jump']);
  expect(faultsIn(deltas.flatMap((delta, i) => (i === 20 ? [delta, delta] : [delta])))).toEqual([
    'tick-jump',
  ]);
});

test('F2: a delta with a damaged tick is noticed, and so is the next one', () => {
  const damaged = frames.map((bytes) => bytes.slice());
  damaged.at(-20)![1]! ^= 0x40;
  const faults = faultsIn(decode(damaged));
  expect(faults).toHaveLength(2);
  expect(faults.every((kind) => kind === 'tick-jump' || kind === 'tick-back')).toBe(true);
});

test('R7: a keyframe may repair a stream at any later tick, but never lead back', () => {
  const later = { ...deltas[30]!, isKeyframe: true };
  expect(faultsIn([...deltas.slice(0, 10), later, ...deltas.slice(31)])).toEqual([]);
  const earlier = { ...deltas[0]!, isKeyframe: true };
  expect(faultsIn([...deltas.slice(0, 10), earlier])).toEqual(['tick-back']);
});

test('R7: the next state has the next generation', () => {
  const last = deltas.at(-1)!;
  const next = { ...last, isKeyframe: true, generation: nextGeneration(last.generation) };
  expect(faultsIn([...deltas, next])).toEqual([]);
  const overNext = { ...next, generation: nextGeneration(next.generation) };
  expect(faultsIn([...deltas, overNext])).toEqual(['generation']);
});

test('R6: ticks do not go back over a reconnection, but may when the room was opened anew', () => {
  const keyframe = { ...deltas[0]!, isKeyframe: true };
  for (const [epoch, kinds] of [
    [1, ['tick-back']],
    [2, []],
  ] as const) {
    const checker = new FrameChecker(game);
    checker.connected(1);
    for (const delta of deltas) checker.check(delta);
    checker.connected(epoch);
    expect(checker.check(keyframe).map(({ kind }) => kind)).toEqual(kinds);
  }
});

test('R8: a state outside its ranges is noticed', () => {
  const keyframe = decode(frames).findLast(({ isKeyframe }) => isKeyframe)!;
  const state = game.state.copy(keyframe.state) as { pucks: Record<number, { x: number }> };
  state.pucks[ann.seat]!.x = 1e9;
  expect(faultsIn([{ ...keyframe, state }])).toEqual(['out-of-range']);
});

test.each([
  ['cut short', (bytes: Uint8Array) => bytes.slice(0, bytes.length >> 1)],
  ['too long', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0)],
  ['of an unknown kind', (bytes: Uint8Array) => Uint8Array.of(99, ...bytes.slice(1))],
])('E6: a frame that is %s is reported as unreadable, and only that one', (_what, damage) => {
  const seen: boolean[] = [];
  const guest = connectWatched({ received: (_bytes, wasReadable) => seen.push(wasReadable) });
  guest.frame(frames[0]!);
  guest.frame(frames[1]!);
  guest.frame(damage(frames[2]!));
  expect(seen).toEqual([true, true, false]);
  guest.welcome({ ...ann, room: bench.room.info });
  guest.frame(frames[0]!);
  expect(seen.at(-1)).toBe(true);
});

/** A real session on a watched link whose other end is in the test's hand. */
function connectWatched(watcher: Partial<LinkWatcher>): LinkEvents {
  const nothing = (): void => {};
  let events: LinkEvents | undefined;
  const open = watchLink(
    (given) => {
      events = given;
      return { sendFrame: nothing, sendAction: nothing, reconnect: nothing, close: nothing };
    },
    {
      ...{ welcomed: nothing, roomChanged: nothing, received: nothing, sent: nothing, lost: nothing },
      refused: nothing,
      ...watcher,
    },
  );
  const newcomer = { room: bench.room.code, name: 'Ann', look: undefined, token: ann.token };
  createSession(newcomer, open, new FakeClock());
  events!.welcome({ ...ann, room: bench.room.info });
  return events!;
}
