/**
 * What the file looks like, as the list of steps that led there. A file knows how many of them it has had
 * (`user_version`). Steps are only ever appended: files of every earlier release are out there.
 */
import { type Database, transaction } from './sqlite.ts';

const ROOMS = `
  CREATE TABLE rooms (
    code TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    savedAtMs INTEGER NOT NULL,
    head TEXT NOT NULL,
    serial INTEGER NOT NULL,
    tick INTEGER NOT NULL,
    atMs REAL NOT NULL,
    generation INTEGER NOT NULL,
    practice INTEGER NOT NULL,
    random INTEGER NOT NULL,
    phaseEndsAtTick INTEGER,
    state BLOB NOT NULL
  ) STRICT`;

const RESULTS = `
  CREATE TABLE results (
    id INTEGER PRIMARY KEY,
    room TEXT NOT NULL,
    game TEXT NOT NULL,
    match INTEGER NOT NULL,
    endedAtMs INTEGER NOT NULL,
    ranking TEXT NOT NULL
  ) STRICT`;

const SETTINGS = 'CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT';

export const MIGRATIONS: readonly string[] = [ROOMS, RESULTS, SETTINGS];

/** The file has had steps that this build does not know: a later build wrote it. */
export class NewerFileError extends Error {}

/**
 * Takes a file through the steps that it has not had yet, each in a transaction of its own.
 * @throws NewerFileError, with the file as it was.
 */
export function migrate(db: Database, migrations = MIGRATIONS): void {
  const had = versionOf(db);
  if (had > migrations.length) throw new NewerFileError();
  for (const [index, step] of migrations.entries()) {
    if (index < had) continue;
    transaction(db, () => {
      db.exec(step);
      db.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

export const versionOf = (db: Database): number =>
  (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
