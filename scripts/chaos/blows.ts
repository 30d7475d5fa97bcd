/** The blows that a chaos run gives: what each does, and when those that it hits are well again. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/core/prng.ts';
import type { Arena } from './arena.ts';

/**
 * kill: a worker is killed. hang: one is stopped until it is found. drain: one gives its rooms away and is replaced.
 * cut: half of a room's connections break. stall: they go silent. host: the whole host is killed and started again.
 */
export const KINDS = ['kill', 'hang', 'drain', 'cut', 'stall', 'host'] as const;
export type Kind = (typeof KINDS)[number];

/** How often each comes; the host is killed once, near the end. */
const SHARES: readonly Kind[] = ['kill', 'kill', 'kill', 'hang', 'hang', 'drain', 'cut', 'stall'];

/** What was seen more than so long before the whole host dies is on disk, ms. */
export const ON_DISK_MS = 1_000;

/** A hung worker in time, ms since it was stopped. */
export interface HangTimes {
  readonly foundMs: number;
  /** First snapshot at the heir. */
  readonly heirMs: number;
}

/** `count` blows of these kinds, in the order in which they are given. */
export function dealBlows(count: number, kinds: readonly Kind[], random: Random): Kind[] {
  const deck = SHARES.filter((kind) => kinds.includes(kind));
  const blows: Kind[] = [];
  let left: Kind[] = [];
  const mayKillHost = kinds.includes('host');
  while (blows.length < count) {
    const isHostsTurn = mayKillHost && (deck.length === 0 || blows.length === Math.max(0, count - 2));
    if (isHostsTurn) {
      blows.push('host');
      continue;
    }
    if (left.length === 0) left = [...deck];
    blows.push(left.splice(random.int(left.length), 1)[0]!);
  }
  return blows;
}

/** Gives one blow. Resolves when everybody who was hit has a picture again. */
export async function strike(kind: Kind, arena: Arena, random: Random): Promise<HangTimes | undefined> {
  switch (kind) {
    case 'kill':
      await killWorker(arena, random);
      return;
    case 'hang':
      return await hangWorker(arena, random);
    case 'drain':
      await drainWorker(arena, random);
      return;
    case 'cut':
    case 'stall':
      await breakConnections(kind, arena);
      return;
    case 'host':
      await killHost(arena);
  }
}

async function killWorker(arena: Arena, random: Random): Promise<void> {
  const worker = random.pick(arena.victims);
  const rooms = arena.roomsOf(worker);
  arena.signal(worker, 'SIGKILL');
  await arena.untilWell(haveMoved(arena, rooms));
}

async function hangWorker(arena: Arena, random: Random): Promise<HangTimes> {
  const worker = random.pick(arena.victims);
  const rooms = arena.roomsOf(worker);
  const stoppedMs = performance.now();
  arena.signal(worker, 'SIGSTOP');
  await arena.untilWell(haveMoved(arena, rooms));
  const foundMs = (arena.hungAtMs.get(worker) ?? Number.NaN) - stoppedMs;
  return { foundMs, heirMs: (arena.witness.firstAtHeirMs ?? Number.NaN) - stoppedMs };
}

async function drainWorker(arena: Arena, random: Random): Promise<void> {
  const worker = random.pick(arena.victims);
  const rooms = arena.roomsOf(worker);
  arena.tell(worker, 'drain');
  await arena.done(worker, 'drained');
  await arena.untilWell(haveMoved(arena, rooms));
  arena.tell(worker, 'restart');
  await arena.done(worker, 'restarted');
}

async function breakConnections(kind: 'cut' | 'stall', arena: Arena): Promise<void> {
  const { witness, relay } = arena;
  const all = witness.bots.filter(({ room }) => room === arena.relayed).length;
  const count = Math.ceil(all / 2);
  if (kind === 'cut') relay.sever(count);
  else relay.silence(count);
  await arena.untilWell(() => witness.losses >= count);
}

async function killHost(arena: Arena): Promise<void> {
  const { witness } = arena;
  const killedMs = performance.now();
  await arena.killHost();
  // What was under way has arrived by now.
  await sleep(100);
  witness.log.rewind(killedMs - ON_DISK_MS);
  await arena.launch();
  await arena.untilWell(() => witness.losses === witness.bots.length);
}

const haveMoved = (arena: Arena, rooms: readonly string[]) => (): boolean =>
  rooms.every((room) => arena.witness.hasMoved(room));
