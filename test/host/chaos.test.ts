/** The chaos run, in short: it breaks a real host, finds nothing lost, and leaves nothing behind. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Report } from '../../scripts/chaos/report.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('a killed worker, broken connections and a killed host cost no seat and no point', async () => {
  const TMPDIR = mkdtempSync(join(tmpdir(), 'porchlight-test-'));
  const options = ['--blows', '3', '--kinds', 'kill,cut,host', '--rooms', '2', '--bots', '3', '--json'];
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>(
    (resolve) => {
      const args = ['--import', 'tsx', 'scripts/chaos.ts', ...options];
      execFile(
        process.execPath,
        args,
        { cwd: ROOT, env: { ...process.env, TMPDIR } },
        (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
    },
  );
  const report = JSON.parse(stdout) as Report;
  expect(report.failure, stderr).toBeUndefined();
  expect(report.details).toEqual([]);
  expect(report.rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['host', 'total']));
  expect(report.rows.at(-1)).toMatchObject({
    blows: 3,
    lostSeats: 0,
    lostPoints: 0,
    lostMatches: 0,
    faults: 0,
  });
  expect(report.rows.find(({ kind }) => kind === 'host')!.guestsHit).toBe(6);
  expect(code).toBe(0);
  // tsx keeps a cache there.
  expect(readdirSync(TMPDIR).filter((name) => name.startsWith('porchlight'))).toEqual([]);
  rmSync(TMPDIR, { recursive: true, force: true });
});
