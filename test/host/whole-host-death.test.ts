/** kill -9 of the whole host, or of its disk: rooms come back with code, seats and scores; hosting never fails. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Guest, seatGuest } from '../support/guest.ts';
import {
  HOST_FILE,
  type HostProcess,
  LONG_MATCH,
  makeDataDir,
  startHostProcess,
  startHostProcessIn,
} from '../support/host-process.ts';
import { Sightings } from '../support/sightings.ts';
import { waitFor } from '../support/wait-for.ts';

const hosts: HostProcess[] = [];
const guests: Guest[] = [];

const hosting = async (starting: Promise<HostProcess>): Promise<HostProcess> => {
  const host = await starting;
  hosts.push(host);
  return host;
};
const seat = async (host: HostProcess, name: string, token?: string): Promise<Guest> => {
  const guest = await seatGuest(host, { name, ...(token === undefined ? {} : { token }) });
  guests.push(guest);
  return guest;
};

afterEach(async () => {
  for (const guest of guests.splice(0)) guest.close();
  for (const host of hosts.splice(0).reverse()) await host.stop();
});

/** Everybody's points in a match, in which somebody has some that are on disk. */
async function scoring(guest: Guest): Promise<Sightings<ReturnType<Guest['scores']>>> {
  const points = new Sightings(() => (guest.room.phase === 'playing' ? guest.scores() : undefined));
  await points.saved('a point', (scores) => scores.some(({ score }) => score > 0));
  return points;
}

/** Waits until the guest's seat is on disk. */
async function untilSaved(guest: Guest): Promise<void> {
  const seats = new Sightings(() => guest.seated.seat);
  await seats.saved('the seat');
  seats.stop();
}

const placeOf = (guest: Guest) => {
  const { seat: id, token, seatCode } = guest.seated;
  return { id, token, seatCode, name: guest.me.name, look: guest.me.look };
};

describe('a host that is killed in the middle of a match', () => {
  test('goes on with it when it is started again: same code, seats, and scores as of a second before', async () => {
    let host = await hosting(startHostProcess(...LONG_MATCH));
    const { code } = host;
    const players = [await seat(host, 'Ann'), await seat(host, 'Bob')];
    const [ann] = players as [Guest, Guest];
    for (const guest of players) guest.ready();
    const points = await scoring(ann);
    const places = players.map(placeOf);
    const roster = ann.room.seats.map(({ name, bot }) => ({ name, bot }));

    const kept = points.stop();
    await host.end('SIGKILL');
    expect(players.every(({ seated }) => seated.reconnecting)).toBe(true);
    host = await hosting(host.startAgain());
    expect(host.ready.rooms).toMatchObject([{ code }]);
    for (const guest of players) {
      await guest.until('the room again', ({ room, seated }) => room.epoch > 1 && !seated.reconnecting);
      await guest.untilFramesFlow();
      expect(guest.seated.startedAnew).toBe(false);
      expect(guest.room).toMatchObject({ phase: 'playing', match: 1, restarts: 0 });
      for (const { seat: id, score } of kept) expect(guest.score(id)).toBeGreaterThanOrEqual(score);
    }
    expect(players.map(placeOf)).toEqual(places);
    expect(ann.room.seats.map(({ name, bot }) => ({ name, bot }))).toEqual(roster);
  });

  test('lets those who are back first wait for the others, and goes on without those who never come', async () => {
    let host = await hosting(startHostProcess(...LONG_MATCH));
    const ann = await seat(host, 'Ann');
    const bob = await seat(host, 'Bob');
    const cleo = await seat(host, 'Cleo');
    for (const guest of guests) guest.ready();
    (await scoring(ann)).stop();
    bob.close();
    cleo.close();

    await host.end('SIGKILL');
    host = await hosting(host.startAgain());
    await ann.until('her seat', ({ room, seated }) => room.epoch > 1 && !seated.reconnecting);
    const before = ann.framesGot;
    const present = () => ann.room.seats.filter(({ bot, away }) => bot === undefined && !away).length;
    await ann.until('word of herself', () => present() === 1);
    expect(ann.framesGot, 'the room holds still').toBe(before);

    const bobAgain = await seat(host, 'Bob', bob.seated.token);
    expect(placeOf(bobAgain)).toEqual(placeOf(bob));
    await ann.untilFramesFlow();
    expect(present()).toBe(2);
    expect(ann.room).toMatchObject({ phase: 'playing', match: 1 });
  });
});

describe('no room comes back', () => {
  test('that a proper Ctrl+C has ended', async () => {
    let host = await hosting(startHostProcess(...LONG_MATCH));
    const { code } = host;
    const ann = await seat(host, 'Ann');
    ann.ready();
    (await scoring(ann)).stop();
    await host.end('SIGINT');
    expect(await ann.ended()).toBe('host-closing');
    host = await hosting(host.startAgain());
    expect(host.ready.rooms).toMatchObject([{ epoch: 1 }]);
    expect(host.code).not.toBe(code);
  });

  test('from another data folder, and it stays where it is', async () => {
    const first = await hosting(startHostProcess(...LONG_MATCH));
    const ann = await seat(first, 'Ann');
    await untilSaved(ann);
    ann.close();
    await first.end('SIGKILL');
    const second = await hosting(startHostProcess(...LONG_MATCH));
    expect(second.ready.rooms).toMatchObject([{ epoch: 1 }]);
    expect(second.code).not.toBe(first.code);
    await second.end('SIGKILL');
    const again = await hosting(first.startAgain());
    expect(again.ready.rooms).toMatchObject([{ code: first.code }]);
  });
});

describe('a data folder that cannot be used', () => {
  test('because its file is damaged: it is set aside, hosting goes on, and that is said', async () => {
    let host = await hosting(startHostProcess(...LONG_MATCH));
    const ann = await seat(host, 'Ann');
    await untilSaved(ann);
    ann.close();
    await host.end('SIGKILL');
    writeFileSync(join(host.dataDir, 'porchlight.db'), 'not a database, '.repeat(1_000));

    host = await hosting(host.startAgain());
    expect(host.ready.rooms).toMatchObject([{ epoch: 1 }]);
    expect(await host.problem('saved-file-damaged')).toContain('.damaged-');
    expect(readdirSync(host.dataDir).some((name) => name.includes('.damaged-'))).toBe(true);
    const bob = await seat(host, 'Bob');
    await untilSaved(bob);
    await host.end('SIGKILL');
    host = await hosting(host.startAgain());
    expect(host.ready.rooms, 'the new file is used').toMatchObject([{ epoch: 2 }]);
    await bob.until('the room again', ({ room, seated }) => room.epoch > 1 && !seated.reconnecting);
  });

  test('because a file is in its place: guests play, and what is not being saved is said', async () => {
    const folder = makeDataDir();
    const dataDir = join(folder, 'data');
    writeFileSync(dataDir, '');
    const host = await hosting(startHostProcessIn(dataDir, ...LONG_MATCH));
    expect(await host.problem('not-saving')).toContain('Rooms and results are not being saved');
    const ann = await seat(host, 'Ann');
    await ann.untilFramesFlow();
    expect((await host.end('SIGTERM')).code).toBe(0);

    const terminal = new Terminal(['--port', '0', '--workers', '2', '--data', dataDir]);
    await waitFor('the terminal to say so', () =>
      terminal.text.includes('Rooms and results are not being saved'),
    );
    await terminal.end();
    rmSync(folder, { recursive: true });
  });
});

/** The host as a person starts it, with what it prints. */
class Terminal {
  text = '';
  readonly #process: ChildProcess;
  readonly #exit: Promise<number | null>;

  constructor(options: readonly string[]) {
    this.#process = spawn(process.execPath, [HOST_FILE, ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process.stdout!.on('data', (chunk) => {
      this.text += chunk;
    });
    this.#exit = new Promise((resolve) => this.#process.once('exit', resolve));
  }

  /** Ctrl+C. */
  async end(): Promise<void> {
    this.#process.kill('SIGINT');
    expect(await this.#exit).toBe(0);
  }
}
