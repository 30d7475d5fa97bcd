/**
 * A large arena on a real cluster: its guests are spread over the workers, each gets its part, and what all of them
 * have is what the host has.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Link } from '../../src/client/link.ts';
import { openSocketLink } from '../../src/link/socket-link.ts';
import { FRAME, SnapshotReader } from '../../src/protocol/frames.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { findGame } from '../bench/arena/arena-registry.ts';
import { buildArenaHost } from '../support/host-builds.ts';
import { type HostProcess, startHostFile } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

const GAME = 'large-arena-20';
const GUESTS = 24;

/** A guest who reads what it gets, and notes whether its state is the host's. */
class Watcher {
  readonly reader = new SnapshotReader(findGame(GAME)!);
  snapshots = 0;
  agreements = 0;
  faults = 0;
  bytes = 0;
  readonly link: Link;

  constructor(host: HostProcess, { code, route }: RoomListing, name: string) {
    this.link = openSocketLink({ route, origin: host.origin })({
      hello: () => ({ v: PROTOCOL_VERSION, room: code, name }),
      welcome: () => this.reader.reset(),
      room: () => {},
      frame: (bytes) => this.heard(bytes),
      goodbye: () => {},
      refused: () => {},
      denied: () => {},
      down: () => {},
    });
  }

  heard(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    if (bytes[0] === FRAME.hash) {
      if (this.reader.agrees(bytes)) this.agreements++;
      else this.faults++;
    } else if (this.reader.read(bytes) === undefined) this.faults++;
    else this.snapshots++;
  }
}

let folder: string;
let host: HostProcess;
const watchers: Watcher[] = [];

beforeAll(async () => {
  folder = await buildArenaHost();
  host = await startHostFile(
    join(folder, 'node', 'host.mjs'),
    '--game',
    GAME,
    '--bots',
    '0',
    '--workers',
    '2',
  );
});
afterAll(async () => {
  for (const { link } of watchers) link.close();
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('its guests are spread over all workers, and each worker cuts up what its guests get', async () => {
  const routes = new Set<string>();
  for (let i = 0; i < GUESTS; i++) {
    const listing = await host.room();
    routes.add(listing.route);
    watchers.push(new Watcher(host, listing, `Guest ${i}`));
  }
  expect(routes.size).toBe(2);
  await waitFor(
    'everybody to see a while of it',
    () => watchers.every(({ snapshots }) => snapshots > 100),
    30_000,
  );
  await waitFor('hashes at everybody', () => watchers.every(({ agreements }) => agreements > 1), 30_000);
  expect(watchers.map(({ faults }) => faults)).toEqual(watchers.map(() => 0));
});

test('a guest who comes late, on either worker, has the same as all others', async () => {
  for (let i = 0; i < 2; i++) watchers.push(new Watcher(host, await host.room(), `Late ${i}`));
  const late = watchers.slice(-2);
  await waitFor('hashes at the latecomers', () => late.every(({ agreements }) => agreements > 1), 30_000);
  expect(watchers.every(({ faults }) => faults === 0)).toBe(true);
});

test('a worker that is drained has none of its guests any more, and gets none of those who come', async () => {
  const { owner } = await host.room();
  const drained = await host.order(owner, 'drain');
  expect(drained).toMatchObject({ event: 'drained', rooms: 0, guests: 0 });
  for (let i = 0; i < 6; i++) watchers.push(new Watcher(host, await host.room(), `Later ${i}`));
  const before = watchers.map(({ agreements }) => agreements);
  await waitFor('hashes at everybody', () =>
    watchers.every(({ agreements }, i) => agreements > before[i]! + 1),
  );
  const { workers } = await host.status();
  expect(workers.find(({ id }) => id === owner)).toMatchObject({ rooms: 0, guests: 0 });
  expect(watchers.every(({ faults }) => faults === 0)).toBe(true);
});
