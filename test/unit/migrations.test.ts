/** Migrations: files of every earlier version are taken to the present one, step by step, or stay as they were. */
import { expect, test } from 'vitest';
import { MIGRATIONS, migrate, NewerFileError, versionOf } from '../../src/storage/migrations.ts';
import { loadSqlite } from '../../src/storage/sqlite.ts';

const openMemory = async () => (await loadSqlite())(':memory:');

test('an older file gets the steps that it lacks, and keeps what is in it', async () => {
  const db = await openMemory();
  migrate(db, MIGRATIONS.slice(0, 2));
  db.exec("INSERT INTO results VALUES (1, 'BCDF', 'rim-rumble', 1, 2, '[]')");
  migrate(db);
  expect(versionOf(db)).toBe(MIGRATIONS.length);
  expect(db.prepare('SELECT room FROM results').all()).toEqual([{ room: 'BCDF' }]);
  expect(db.prepare('SELECT * FROM settings').all()).toEqual([]);
  db.close();
});

test('a step that fails leaves the file at the step before', async () => {
  const db = await openMemory();
  const broken = ['CREATE TABLE one (a)', 'CREATE TABLE two (a); INSERT INTO nowhere VALUES (1)'];
  expect(() => migrate(db, broken)).toThrow('nowhere');
  expect(versionOf(db)).toBe(1);
  expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'one' }]);
  db.close();
});

test('a newer file is refused', async () => {
  const db = await openMemory();
  db.exec('PRAGMA user_version = 99');
  expect(() => migrate(db)).toThrow(NewerFileError);
  db.close();
});
