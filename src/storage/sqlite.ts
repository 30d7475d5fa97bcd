/**
 * SQLite, whichever way this Node has it: built in, or else the package that brings the same interface along.
 * Only what the archive uses of it is named here.
 */

export type SqlValue = string | number | null | Uint8Array;

export interface Statement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface SqliteModule {
  readonly DatabaseSync: new (file: string) => Database;
}

/** Opens a file, and begins a new one where there is none. */
export type OpenDatabase = (file: string) => Database;

export async function loadSqlite(): Promise<OpenDatabase> {
  const builtIn = process.getBuiltinModule('node:sqlite') as SqliteModule | undefined;
  const { DatabaseSync }: SqliteModule = builtIn ?? (await import('@photostructure/sqlite'));
  return (file) => new DatabaseSync(file);
}

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that are told apart. */
export const SQLITE = {
  busy: 5,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** The primary result code that `error` carries; undefined when it is not SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' ? errcode & 0xff : undefined;
}

/** Runs `work` as a whole or not at all. */
export function transaction(db: Database, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

function rollBack(db: Database): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // After some errors (a full disk) SQLite has done so already.
  }
}
