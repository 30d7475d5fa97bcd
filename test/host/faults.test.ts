/** Rule E5: a game with a bug takes down its own room, never another one. Rim Rumble has bugs here, on demand. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readFault } from '../../src/host/faults.ts';
import { processVitals } from '../../src/host/process-vitals.ts';
import { replayFault } from '../../src/room/replay.ts';
import { FAULT, FAULTY_INPUT, findGame } from '../support/faulty-registry.ts';
import { type Guest, seatGuest } from '../support/guest.ts';
import { buildFaultyHost } from '../support/host-builds.ts';
import { type HostProcess, isAlive, LONG_MATCH, startHostFile } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

/** A worker that loops is found before it has used up so much CPU, ms: on a busy machine that may take seconds. */
const FOUND_CPU_MS = 1_000;

interface Match {
  readonly code: string;
  readonly owner: number;
  readonly guest: Guest;
}

let folder: string;
let host: HostProcess;
let matches: Match[] = [];

beforeAll(async () => {
  folder = await buildFaultyHost();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(JSON.stringify(host.events), host.log);
  for (const { guest } of matches) guest.close();
  matches = [];
  await host.stop();
});

const startHost = (fault: number, ...options: string[]): Promise<HostProcess> =>
  startHostFile(join(folder, 'node', 'host.mjs'), ...LONG_MATCH, '--set', `target=${fault}`, ...options);

/** Every room in a match, with one guest in each. */
async function play(fault: number, rooms: number, ...options: string[]): Promise<Match[]> {
  host = await startHost(fault, '--rooms', String(rooms), ...options);
  for (const { code, owner } of host.ready.rooms) {
    const guest = await seatGuest(host, { room: code, name: `Guest ${code}` });
    matches.push({ code, owner, guest });
    guest.ready();
  }
  for (const { guest } of matches) await guest.until('the match', () => guest.room.phase === 'playing');
  return matches;
}

const total = (guest: Guest): number => guest.scores().reduce((sum, { score }) => sum + score, 0);
const breakRules = ({ guest }: Match): void => guest.session.setInput(() => FAULTY_INPUT);
const exits = (): number => host.events.filter(({ event }) => event === 'worker-exit').length;
const hangs = (): number[] => [...host.log.matchAll(/hangs at (\d+)/g)].map(([, ms]) => Number(ms));

/** The room with the bug, one in the same worker, and the rest. */
function sort([first, ...others]: Match[]): { bad: Match; same: Match; others: Match[] } {
  const bad = first!;
  return { bad, same: others.find(({ owner }) => owner === bad.owner)!, others };
}

/** Every match until it has seen a point; the points of each. */
async function score(played: Match[]): Promise<Map<string, number>> {
  for (const { guest } of played) await guest.until('a point', () => total(guest) > 0, 60_000);
  return new Map(played.map(({ code, guest }) => [code, total(guest)]));
}

/** These matches go on, moved or not, with every point. */
async function expectToGoOn(played: Match[], points: Map<string, number>): Promise<void> {
  for (const { guest, code } of played) {
    await guest.until('to be back', () => !guest.seated.reconnecting);
    await guest.untilFramesFlow();
    expect(guest.room).toMatchObject({ phase: 'playing', restarts: 0 });
    expect(total(guest)).toBeGreaterThanOrEqual(points.get(code)!);
  }
}

test('[E5] rules that throw: that room is closed and told so, the other one in its worker notices nothing', async () => {
  const { bad, same } = sort(await play(FAULT.throws, 3));
  const frames = same.guest.framesGot;
  breakRules(bad);
  expect(await bad.guest.ended()).toBe('room-failed');
  await host.event('room-closed', ({ room, reason }) => room === bad.code && reason === 'room-failed');
  await same.guest.untilFramesFlow(30);
  expect(same.guest.framesGot).toBeGreaterThan(frames);
  expect(same.guest.seated).toMatchObject({ reconnecting: false, room: { epoch: 1 } });
  expect(exits()).toBe(0);
  expect(isAlive(host.pidOf(bad.owner))).toBe(true);
});

test('[E5] what the rules threw is kept in a file, which throws it again at the same tick', async () => {
  const { bad } = sort(await play(FAULT.throws, 1));
  const { token } = bad.guest.seated;
  breakRules(bad);
  expect(await bad.guest.ended()).toBe('room-failed');
  const faults = join(host.dataDir, 'faults');
  const [name] = await waitFor(
    'the file',
    () => readdirSync(host.dataDir).includes('faults') && readdirSync(faults),
  );
  const fault = readFault(join(faults, name!));
  expect(name).toMatch(new RegExp(`-rim-rumble-${bad.code}\\.json$`));
  const message = /The stick broke at tick \d+\./.exec(fault.stack)![0];
  expect(replayFault(findGame(fault.checkpoint.head.game)!, fault)).toMatchObject({ message });
  expect(JSON.stringify(fault)).not.toContain(token);
});

test('[E5] rules that throw at the first state: there is no such room, and the worker lives', async () => {
  host = await startHost(FAULT.throwsAtOnce, '--rooms', '0');
  expect(host.ready.rooms).toEqual([]);
});

test('[E5] rules that hang: found at once, tried once more, closed the second time; all other rooms go on', async () => {
  const all = await play(FAULT.hangs, 4, '--workers', '3');
  const { bad, same, others } = sort(all);
  const points = await score(others);
  const cpuMs = (): number => processVitals(host.pidOf(bad.owner))?.cpuMs ?? 0;
  const beforeMs = cpuMs();
  let usedMs = 0;
  breakRules(bad);
  await waitFor('the hang to be found', () => {
    usedMs = Math.max(usedMs, cpuMs() - beforeMs);
    return host.events.some((event) => event.event === 'worker-hung' && event.worker === bad.owner);
  });
  console.log(`A hang was found after ${Date.now() - hangs()[0]!} ms and ${usedMs} ms of CPU.`);
  expect(usedMs).toBeLessThan(FOUND_CPU_MS);
  expect(await bad.guest.ended()).toBe('room-failed');
  await host.event('room-closed', ({ room, reason }) => room === bad.code && reason === 'room-failed');
  await expectToGoOn(others, points);
  expect(same.guest.room.epoch).toBeGreaterThan(1);
  expect(hangs()).toHaveLength(2);
  expect(host.events.filter(({ event }) => event === 'room-closed')).toHaveLength(1);
});

test('[E5] with two workers, a hang of both in turn loses nobody else’s room either', async () => {
  const { bad, others } = sort(await play(FAULT.hangs, 3));
  const points = await score(others);
  breakRules(bad);
  expect(await bad.guest.ended()).toBe('room-failed');
  await expectToGoOn(others, points);
  expect(hangs()).toHaveLength(2);
});

test('[E5] rules that end the process: the same as a hang', async () => {
  const { bad, others } = sort(await play(FAULT.crashes, 4, '--workers', '3'));
  const points = await score(others);
  breakRules(bad);
  expect(await bad.guest.ended()).toBe('room-failed');
  await expectToGoOn(others, points);
  expect(exits()).toBe(2);
  expect(host.events.filter(({ event }) => event === 'room-closed')).toHaveLength(1);
});

test('[E5] rules that throw when the room is resumed: that room alone is closed', async () => {
  const all = await play(FAULT.throwsWhenResumed, 4);
  const { bad, others } = sort(all);
  const points = await score(others);
  breakRules(bad);
  await bad.guest.untilFramesFlow(30);
  process.kill(host.pidOf(bad.owner), 'SIGKILL');
  expect(await bad.guest.ended()).toBe('room-failed');
  await expectToGoOn(others, points);
  expect(exits()).toBe(1);
});
