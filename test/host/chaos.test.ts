/** The chaos run, in short: it breaks a real host, finds nothing lost, and leaves nothing behind. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Report } from '../../scripts/chaos/report.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const chaosFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('porchlight-chaos-'));

test('a killed worker, broken connections and a killed host cost no seat and no point', async () => {
  const before = chaosFolders();
  const options = ['--blows', '3', '--kinds', 'kill,cut,host', '--rooms', '2', '--bots', '3', '--json'];
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>(
    (resolve) => {
      const args = ['--import', 'tsx', 'scripts/chaos.ts', ...options];
      execFile(process.execPath, args, { cwd: ROOT }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    },
  );
  const report = JSON.parse(stdout) as Report;
  expect(report, stderr).toMatchObject({ failure: undefined, details: [] });
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
  expect(chaosFolders()).toEqual(before);
});
