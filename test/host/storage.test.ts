/** The host's memory on disk: what comes back after an end of any kind, and what is said when it cannot be kept. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RoomCode } from '../../src/core/ids.ts';
import { eraseRemembered } from '../../src/host/erase.ts';
import { type MatchResult, matchResult } from '../../src/protocol/match-result.ts';
import { type Database, loadSqlite } from '../../src/storage/sqlite.ts';
import type { Store } from '../../src/storage/store.ts';
import { type BuiltStore, openBuiltStore, THREAD_FILE } from '../support/built-store.ts';
import { makeCheckpoint } from '../support/checkpoints.ts';
import { waitFor } from '../support/wait-for.ts';

const HOUR_MS = 3_600_000;
const STORING_PROCESS = fileURLToPath(new URL('../support/storing-process.ts', import.meta.url));

let folder: string;
let file: string;
const ends: (() => Promise<void> | void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-store-'));
  file = join(folder, 'data', 'porchlight.db');
});

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the store of this test's file; it is closed when the test ends. */
async function open(path = file, threadFile?: string): Promise<BuiltStore> {
  const built = await openBuiltStore(path, threadFile);
  ends.push(() => built.store.close());
  return built;
}

/** Opens the store, saves rooms with these codes, and closes it. */
async function storeRooms(...codes: string[]): Promise<void> {
  const { store } = await open();
  store.saveRooms(codes.map((code) => makeCheckpoint(code)));
  await store.close();
}

const codesIn = async (store: Store): Promise<string[]> =>
  (await store.rooms(HOUR_MS)).map(({ head }) => head.code);

/** Does something to the file with SQLite itself, as a person with a tool might. */
async function edit(work: (db: Database) => void): Promise<void> {
  const db = (await loadSqlite())(file);
  work(db);
  db.close();
}

class StoringProcess {
  readonly lines: string[] = [];
  readonly #process: ChildProcess;

  constructor(code: string) {
    this.#process = spawn(process.execPath, ['--import', 'tsx', STORING_PROCESS, file, code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: this.#process.stdout! }).on('line', (line) => this.lines.push(line));
    ends.push(() => this.kill());
  }

  /** Waits until it has said `count` lines that contain `text`. */
  said(text: string, count = 1): Promise<unknown> {
    return waitFor(text, () => this.lines.filter((line) => line.includes(text)).length >= count);
  }

  /** Number of the last checkpoint that it had on disk. */
  get lastSaved(): number {
    return Number(this.lines.findLast((line) => line.startsWith('saved'))?.split(' ')[1]);
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.kill('SIGKILL');
    await ended;
  }
}

describe('what comes back', () => {
  test('is the whole checkpoint, as it was saved', async () => {
    await storeRooms('BCDF', 'GHJK');
    const { store, problems } = await open();
    expect(await store.rooms(HOUR_MS)).toEqual([makeCheckpoint('BCDF'), makeCheckpoint('GHJK')]);
    expect(problems).toEqual([]);
  });

  test('is the newest checkpoint of each room after kill -9 in the middle of saving', async () => {
    const writer = new StoringProcess('BCDF');
    await writer.said('saved', 50);
    await writer.kill();
    const { store, problems } = await open();
    const [room] = await store.rooms(HOUR_MS);
    expect(room).toEqual(makeCheckpoint('BCDF', room!.serial));
    expect(room!.serial).toBeGreaterThanOrEqual(writer.lastSaved);
    expect(problems).toEqual([]);
  });

  test('is no room that was removed, nor one saved too long ago', async () => {
    const { store } = await open();
    store.saveRooms(['BCDF', 'GHJK', 'MNPQ'].map((code) => makeCheckpoint(code)));
    await store.flush();
    store.removeRoom('GHJK' as RoomCode);
    await store.close();
    await edit((db) => db.exec("UPDATE rooms SET savedAtMs = savedAtMs - 4000000 WHERE code = 'MNPQ'"));
    expect(await codesIn((await open()).store)).toEqual(['BCDF']);
  });

  test('leaves out rooms that somebody has edited or another version has saved, and counts them', async () => {
    await storeRooms('BCDF', 'GHJK', 'MNPQ', 'RSTV');
    await edit((db) => {
      db.exec("UPDATE rooms SET version = version + 1 WHERE code = 'BCDF'");
      db.exec("UPDATE rooms SET head = '{' WHERE code = 'GHJK'");
      db.exec("UPDATE rooms SET head = json_set(head, '$.seats[0].look', 99) WHERE code = 'MNPQ'");
    });
    const { store, warnings } = await open();
    expect(await codesIn(store)).toEqual(['RSTV']);
    expect(warnings).toEqual([{ unreadable: 3 }]);
  });

  test('are results, newest first, and settings', async () => {
    const { head } = makeCheckpoint('BCDF');
    const info = {
      ...head,
      practice: false,
      phaseEndsAtTick: undefined,
      needsPin: false,
      knocks: [],
      seats: [],
    };
    const results = [1, 2, 3].map((match) => matchResult({ ...info, match }, 1_000 * match) as MatchResult);
    const { store } = await open();
    for (const result of results) store.addResult(result);
    store.setSetting('sound', { volume: 0.5 });
    store.setSetting('gone', 1);
    store.setSetting('gone', undefined);
    await store.close();

    const later = (await open()).store;
    expect(await later.results(2)).toEqual([results[2], results[1]]);
    expect(results[0]!.ranking).toEqual([
      { place: 1, score: 9, name: 'Ada', look: 3, bot: undefined },
      { place: 2, score: 4.5, name: 'Moth', look: 5, bot: 'medium' },
    ]);
    expect(await later.setting('sound')).toEqual({ volume: 0.5 });
    expect(await later.setting('gone')).toBeUndefined();
  });
});

describe('two hosts with one folder', () => {
  test('the second one neither restores nor saves, and says so, until the first is killed', async () => {
    const first = new StoringProcess('BCDF');
    await first.said('saved');
    const { store, problems } = await open();
    expect(await codesIn(store)).toEqual([]);
    store.saveRooms([makeCheckpoint('GHJK')]);
    expect(await store.flush()).toBe(false);
    expect(problems).toEqual([
      { code: 'not-saving', text: expect.stringContaining('another Porchlight uses') },
    ]);

    await first.kill();
    await waitFor('saving to begin', () => problems.at(-1) === undefined);
    expect(await codesIn(store)).toContain('GHJK');
  });
});

describe('a damaged file', () => {
  const damages: readonly [string, () => void][] = [
    ['is none of SQLite’s', () => writeFileSync(file, 'not a database, '.repeat(1_000))],
    [
      'has lost its second half',
      () => writeFileSync(file, readFileSync(file).subarray(0, readFileSync(file).length / 2)),
    ],
    [
      'was overwritten in the middle',
      () => writeFileSync(file, readFileSync(file).fill(0xa5, 5_000, 20_000)),
    ],
  ];
  test.each(damages)('that %s is set aside, and a new one begun', async (_, damage) => {
    await storeRooms(...['BCDF', 'GHJK', 'MNPQ', 'RSTV']);
    damage();
    const { store, problems } = await open();
    const kept = readdirSync(dirname(file)).find((name) => /\.damaged-\d{8}-\d{6}$/.test(name));
    expect(kept).toBeDefined();
    expect(problems).toEqual([{ code: 'saved-file-damaged', text: expect.stringContaining(kept!) }]);
    store.saveRooms([makeCheckpoint('WXZB')]);
    expect(await store.flush()).toBe(true);
    expect(await codesIn(store)).toEqual(['WXZB']);
  });
});

describe('files of other versions', () => {
  test('one from a newer version is left alone, and a person is told', async () => {
    await storeRooms('BCDF');
    await edit((db) => db.exec('PRAGMA user_version = 1000'));
    const before = readFileSync(file);
    const { store, problems } = await open();
    expect(await codesIn(store)).toEqual([]);
    expect(problems[0]!.text).toContain('was written by a newer Porchlight');
    await store.close();
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  });
});

describe('a disk that does not take it', () => {
  test('a file in the folder’s place: a person is told, and saving begins when it is gone', async () => {
    writeFileSync(dirname(file), '');
    const { store, problems } = await open();
    store.saveRooms([makeCheckpoint('BCDF')]);
    expect(problems[0]!.text).toContain('is not a folder');
    rmSync(dirname(file));
    await waitFor('saving to begin', () => problems.at(-1) === undefined);
    expect(await codesIn(store)).toEqual(['BCDF']);
  });

  // Windows keeps folders whose files are open.
  test.skipIf(process.platform === 'win32')('a folder thrown away while hosting is made again', async () => {
    const { store, problems } = await open();
    rmSync(dirname(file), { recursive: true });
    store.saveRooms([makeCheckpoint('BCDF')]);
    await store.close();
    expect(await codesIn((await open()).store)).toEqual(['BCDF']);
    expect(problems).toEqual([]);
  });

  test('a thread that does not start is no reason not to host', async () => {
    const { store, problems } = await open(file, join(folder, 'missing.mjs'));
    expect(problems).toEqual([{ code: 'not-saving', text: expect.stringContaining('missing.mjs') }]);
    store.saveRooms([makeCheckpoint('BCDF')]);
    expect(await store.flush()).toBe(false);
    expect(await store.rooms(HOUR_MS)).toEqual([]);
  });

  describe.skipIf(!canMount())('mounted for this test', () => {
    const mount = (...options: string[]) => {
      const { status, stderr } = spawnSync('mount', [...options, dirname(file)], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    };

    beforeEach(() => {
      mkdirSync(dirname(file));
      mount('-t', 'tmpfs', '-o', 'size=512k', 'tmpfs');
      ends.push(() => void spawnSync('umount', ['--lazy', dirname(file)]));
    });

    test('read-only: a person is told, and saving goes on when it no longer is', async () => {
      await storeRooms('BCDF');
      mount('-o', 'remount,ro');
      const { store, problems } = await open();
      store.saveRooms([makeCheckpoint('GHJK')]);
      expect(problems[0]!.text).toContain('may not write to');
      mount('-o', 'remount,rw');
      await waitFor('saving to begin', () => problems.at(-1) === undefined);
      expect(await codesIn(store)).toEqual(['BCDF', 'GHJK']);
    });

    test('full: rooms on it still come back, a person is told, and saving goes on when there is space', async () => {
      await storeRooms('BCDF');
      const ballast = join(dirname(file), 'ballast');
      fill(ballast);
      const { store, problems } = await open();
      expect(await codesIn(store)).toEqual(['BCDF']);
      store.saveRooms([makeCheckpoint('GHJK', 1, 64_000)]);
      expect(await store.flush()).toBe(false);
      expect(problems.at(-1)!.text).toContain('is full');
      rmSync(ballast);
      await waitFor('saving to go on', () => problems.at(-1) === undefined);
      expect(await codesIn(store)).toEqual(['BCDF', 'GHJK']);
    });
  });
});

/** Writes until the disk takes no more. */
function fill(path: string): void {
  for (const size of [65_536, 4_096, 512]) {
    try {
      for (;;) writeFileSync(path, new Uint8Array(size), { flag: 'a' });
    } catch {
      // Full, as far as pieces of this size go.
    }
  }
}

/** Root outside of a locked-down container may mount; others skip what needs it. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const probe = mkdtempSync(join(tmpdir(), 'porchlight-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', probe]).status === 0;
  if (isMounted) spawnSync('umount', [probe]);
  rmSync(probe, { recursive: true });
  return isMounted;
}

describe('erasing', () => {
  const NAME = 'Margarethe von Zu';
  const TOKEN = 'tokenTOKENtokenTOKEN42';
  const DEVICE = 'deviceDEVICEdevice4242';

  /** All bytes that are in the data folder. */
  const bytesKept = (): string =>
    readdirSync(dirname(file))
      .map((name) => readFileSync(join(dirname(file), name), 'latin1'))
      .join();

  function personal(code: string) {
    const checkpoint = makeCheckpoint(code);
    const [seat, ...others] = checkpoint.head.seats;
    const seats = [{ ...seat!, name: NAME, token: TOKEN, device: DEVICE }, ...others];
    return { ...checkpoint, head: { ...checkpoint.head, seats } };
  }

  async function storePersonalThings(store: Store): Promise<void> {
    store.saveRooms(['BCDF', 'GHJK'].map(personal));
    store.setSetting('bans', [{ device: DEVICE, name: NAME, at: '2026-01-01' }]);
    expect(await store.flush()).toBe(true);
  }

  test('leaves no name, token or device in any byte of the folder, and a smaller file', async () => {
    const { store } = await open();
    for (let i = 0; i < 400; i++) store.setSetting(`filler ${i}`, 'x'.repeat(2_000));
    await storePersonalThings(store);
    for (const secret of [NAME, TOKEN, DEVICE]) expect(bytesKept()).toContain(secret);
    const before = bytesKept().length;
    expect(await store.erase()).toEqual({ ok: true, value: undefined });
    for (const secret of [NAME, TOKEN, DEVICE]) expect(bytesKept()).not.toContain(secret);
    expect(bytesKept().length).toBeLessThan(before / 10);
    expect(await store.rooms(HOUR_MS)).toEqual([]);
    expect(await store.setting('bans')).toBeUndefined();
    // And it is a store as ever.
    store.saveRooms([makeCheckpoint('HJKM')]);
    await store.close();
    expect(await codesIn((await open()).store)).toEqual(['HJKM']);
  });

  test('throws away what was set aside as damaged, and what has not been written yet', async () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `this is no database, but it names ${NAME}`);
    const { store } = await open();
    expect(readdirSync(dirname(file)).some((name) => name.includes('damaged'))).toBe(true);
    store.saveRooms([personal('BCDF')]);
    expect((await store.erase()).ok).toBe(true);
    await store.close();
    expect(readdirSync(dirname(file)).filter((name) => name.includes('damaged'))).toEqual([]);
    for (const secret of [NAME, TOKEN]) expect(bytesKept()).not.toContain(secret);
  });

  test('while nobody hosts: the store is opened, emptied and free again, and the recorded faults are gone', async () => {
    const { store } = await open();
    await storePersonalThings(store);
    await store.close();
    const dataDir = dirname(file);
    mkdirSync(join(dataDir, 'faults'));
    writeFileSync(join(dataDir, 'faults', 'one.json'), JSON.stringify({ name: NAME }));
    const ignore = (): void => {};
    const logger = { error: ignore, warn: ignore, info: ignore, debug: ignore };
    const options = { dataDir, storeThreadFile: THREAD_FILE, logger };
    expect(await eraseRemembered(options)).toEqual({ ok: true, value: undefined });
    expect(readdirSync(dataDir)).not.toContain('faults');
    for (const secret of [NAME, TOKEN, DEVICE]) expect(bytesKept()).not.toContain(secret);
    expect(await codesIn((await open()).store)).toEqual([]);
  });

  test('is refused, in words, while another host uses the folder', async () => {
    const other = new StoringProcess('BCDF');
    await other.said('saved');
    const { store } = await open();
    expect(await store.erase()).toMatchObject({
      ok: false,
      error: { code: 'not-erased', text: expect.stringContaining('another Porchlight') },
    });
  });

  test('of a folder in which nothing was ever kept is done at once', async () => {
    const ignore = (): void => {};
    const logger = { error: ignore, warn: ignore, info: ignore, debug: ignore };
    const options = { dataDir: join(folder, 'never'), storeThreadFile: THREAD_FILE, logger };
    expect(await eraseRemembered(options)).toEqual({ ok: true, value: undefined });
  });
});
