/**
 * The file on disk, with everything that can go wrong with it: opened when first needed, locked for this process,
 * checked, migrated, written in transactions; a damaged one is set aside. All calls block, so the store's thread
 * makes them. Every method throws what SQLite or the disk says; the next call starts afresh.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MatchResult } from '../protocol/match-result.ts';
import { fromRow, ROW_COLUMNS, valuesOf } from './checkpoint-row.ts';
import { migrate } from './migrations.ts';
import { RESULT_COLUMNS, resultValues, toResult } from './result-row.ts';
import { type Database, type OpenDatabase, SQLITE, sqliteCode, transaction } from './sqlite.ts';
import type { Changes, SavedRooms } from './store-messages.ts';

/** Checking a file of this size takes well under a second; a larger one is opened unchecked. */
const CHECKED_BYTES = 64 * 1024 * 1024;
const RESULTS_KEPT = 1_000;
/** Between a damaged file's name and the time at which it was set aside. */
const DAMAGED = '.damaged-';

const insertInto = (table: string, columns: readonly string[]): string =>
  `INSERT OR REPLACE INTO ${table} (${columns}) VALUES (${columns.map(() => '?')})`;

export class Archive {
  readonly #open: OpenDatabase;
  readonly #file: string;
  #db: Database | undefined;
  #setAside: string | undefined;

  constructor(open: OpenDatabase, file: string) {
    this.#open = open;
    this.#file = file;
  }

  /** Where the file went that was found damaged; undefined when none was. */
  get setAside(): string | undefined {
    return this.#setAside;
  }

  write({ rooms, removed, results, settings }: Changes): void {
    this.#use((db) =>
      transaction(db, () => {
        const putRoom = db.prepare(insertInto('rooms', ROW_COLUMNS));
        for (const row of rooms) putRoom.run(...valuesOf(row));
        const removeRoom = db.prepare('DELETE FROM rooms WHERE code = ?');
        for (const code of removed) removeRoom.run(code);
        for (const result of results) {
          db.prepare(insertInto('results', RESULT_COLUMNS)).run(...resultValues(result));
          db.prepare('DELETE FROM results WHERE id <= (SELECT max(id) FROM results) - ?').run(RESULTS_KEPT);
        }
        for (const { name, value } of settings) {
          if (value === null) db.prepare('DELETE FROM settings WHERE name = ?').run(name);
          else db.prepare(insertInto('settings', ['name', 'value'])).run(name, value);
        }
      }),
    );
  }

  /** @param notBeforeMs rooms that were last saved before this moment are forgotten. */
  rooms(notBeforeMs: number): SavedRooms {
    return this.#use((db) => {
      const rows = db.prepare('SELECT * FROM rooms WHERE savedAtMs >= ? ORDER BY code').all(notBeforeMs);
      forgetRooms(db, notBeforeMs);
      const rooms = rows.map(fromRow).filter((room) => room !== undefined);
      return { rooms, unreadable: rows.length - rooms.length };
    });
  }

  /** Newest first. */
  results(limit: number): MatchResult[] {
    return this.#use((db) => {
      const rows = db.prepare('SELECT * FROM results ORDER BY id DESC LIMIT ?').all(limit);
      return rows.map(toResult).filter((result) => result !== undefined);
    });
  }

  /** The JSON text of a setting. */
  setting(name: string): string | undefined {
    return this.#use((db) => {
      const row = db.prepare('SELECT value FROM settings WHERE name = ?').get(name);
      return (row as { value: string } | undefined)?.value;
    });
  }

  /** Empties the file and writes it anew, smaller; files that were set aside go too. */
  erase(): void {
    this.#use((db) => {
      transaction(db, () => db.exec('DELETE FROM rooms; DELETE FROM results; DELETE FROM settings'));
      // Rows that were deleted stay in the file's free pages, and in the log beside it, until both are written anew.
      db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    });
    for (const path of damagedFiles(this.#file)) rmSync(path);
    this.#setAside = undefined;
  }

  close(): void {
    const db = this.#db;
    this.#db = undefined;
    db?.close();
  }

  #use<T>(work: (db: Database) => T): T {
    try {
      return this.#attempt(work);
    } catch (error) {
      // Once: a disk that damages every new file would be filled with them.
      if (!isDamage(error) || this.#setAside !== undefined) throw error;
      this.#setAside = setAside(this.#file);
      return this.#attempt(work);
    }
  }

  #attempt<T>(work: (db: Database) => T): T {
    // Somebody has thrown the folder away: what is written to a file without a name is lost.
    if (!existsSync(this.#file)) this.#closeQuietly();
    try {
      this.#db ??= openLocked(this.#open, this.#file);
      return work(this.#db);
    } catch (error) {
      // A full disk needs no other connection, and keeping this one keeps the lock.
      if (sqliteCode(error) !== SQLITE.full) this.#closeQuietly();
      throw error;
    }
  }

  #closeQuietly(): void {
    try {
      this.close();
    } catch {
      // What made it fail is on its way to the caller already.
    }
  }
}

/**
 * Opens the file and keeps it from every other process until it is closed, or until this process ends in any way:
 * the lock is the operating system's. Nobody else in this process may open and close the file, or the lock is gone.
 */
function openLocked(open: OpenDatabase, file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  // SQLite itself would speak of an I/O error.
  for (const path of [dirname(file), file]) if (existsSync(path)) accessSync(path, constants.W_OK);
  const isSmall = !existsSync(file) || statSync(file).size <= CHECKED_BYTES;
  const db = open(file);
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK');
    if (isSmall) check(db);
    migrate(db);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class DamagedFileError extends Error {}

function check(db: Database): void {
  const { quick_check: verdict } = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (verdict !== 'ok') throw new DamagedFileError(verdict);
}

const isDamage = (error: unknown): boolean =>
  error instanceof DamagedFileError ||
  ([SQLITE.corrupt, SQLITE.notADatabase] as readonly unknown[]).includes(sqliteCode(error));

function forgetRooms(db: Database, beforeMs: number): void {
  try {
    db.prepare('DELETE FROM rooms WHERE savedAtMs < ?').run(beforeMs);
  } catch {
    // A full disk is no reason not to give the others back; these are forgotten next time.
  }
}

const damagedFiles = (file: string): string[] =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(file) + DAMAGED))
    .map((name) => join(dirname(file), name));

/** Renames a damaged file, and what SQLite keeps beside it. Returns its new path. */
function setAside(file: string): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const target = `${file}${DAMAGED}${time}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  return target;
}
