/** The floors: the sources keep to the table, and the check bites when one does not. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findViolations } from '../../scripts/check-floors.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What the check says about one file. */
const complaints = (file: string, source: string): string[] =>
  findViolations({ files: { [file]: source }, exceptions: [] }).map(
    ({ line, message }) => `${line}: ${message}`,
  );

describe('the floors', () => {
  it('hold in every source file', () => {
    expect(findViolations({ root: ROOT })).toEqual([]);
  });

  const rules = 'src/games/rim-rumble/extra.ts';
  it.each([
    ['Phaser', "import { Scene } from 'phaser';", '1: rules imports the package phaser'],
    ['a type of Phaser', "import type { Scene } from 'phaser';", '1: rules imports the package phaser'],
    ['Node', "import { readFileSync } from 'node:fs';", '1: rules imports node:fs'],
    [
      'Node by its old name',
      "\nexport * from 'fs';",
      '2: rules imports fs: write node:fs, where Node is allowed at all',
    ],
    ['the page', 'export const title = () => document.title;', '1: rules uses document'],
    ['the date', 'export const now = () => Date.now();', '1: rules uses Date'],
    ['chance', 'export const roll = () => Math.random();', '1: rules uses Math.random'],
    ['chance by another way', "export const roll = Math['random'];", '1: rules uses Math.random'],
    ['chance taken apart', 'const { random } = Math;', '1: rules uses Math without naming a member'],
    ['inexact arithmetic', 'export const y = Math.sin(1);', '1: rules uses Math.sin'],
    ['a hidden Math.pow', 'export const y = (x: number) => x ** 0.5;', '1: rules uses **'],
    ['the types of Node', '/// <reference types="node" />', '1: rules refers to types of another world'],
    [
      'its own view',
      "import '../../games/rim-rumble/view/view.ts';",
      '1: rules must not import view (src/games/rim-rumble/view/view.ts)',
    ],
    [
      'another game',
      "import '../turfline/rules.ts';",
      '1: rules imports another game: src/games/turfline/rules.ts',
    ],
    [
      'the floor above',
      "import type { Room } from '../../room/room.ts';",
      '1: rules must not import room (src/room/room.ts)',
    ],
    [
      'a computed name',
      'export const load = (name: string) => import(name);',
      '1: rules imports a computed name',
    ],
  ])('keep rules from %s', (_what, source, complaint) => {
    expect(complaints(rules, source)).toEqual([complaint]);
  });

  it.each([
    ['its own names', 'export const clock = { Date: 1, random: 2 }; export const x = clock.Date;'],
    ['exact arithmetic', 'export const y = (x: number) => Math.sqrt(x) + 2 ** 8 + Math.PI;'],
    [
      'the floors below',
      "import { clamp } from '../../core/math.ts'; import { s } from '../../sdk/schema.ts';",
    ],
  ])('leave rules %s', (_what, source) => {
    expect(complaints(rules, source)).toEqual([]);
  });

  it.each([
    ['src/room/extra.ts', "import '../client/session.ts';", 'room must not import client'],
    ['src/client/extra.ts', 'setTimeout(() => {}, 1);', 'client uses setTimeout'],
    ['src/protocol/extra.ts', "import '../games/registry.ts';", 'protocol must not import registry'],
    ['src/link/extra.ts', "import 'node:net';", 'link imports node:net'],
    ['src/worker/extra.ts', "import '../link/new-token.ts';", 'worker must not import link'],
    ['src/worker/extra.ts', "import '../games/rim-rumble/view/view.ts';", 'worker must not import view'],
    ['src/host/extra.ts', "import '../worker/main.ts';", 'host must not import worker'],
    ['src/host/extra.ts', "import { app } from 'electron';", 'host imports the package electron'],
    ['src/cli/extra.ts', "import '../../electron/main.ts';", 'cli must not import electron'],
    ['renderer/extra.ts', "import '../src/host/host.ts';", 'renderer must not import host'],
    ['renderer/extra.ts', "import { join } from 'node:path';", 'renderer imports node:path'],
    ['electron/extra.ts', "import 'phaser';", 'electron imports the package phaser'],
    ['src/core/extra.ts', "import './bytes';", 'core imports ./bytes without its extension'],
    ['src/odd/extra.ts', '', 'stands in no folder of scripts/floors.ts'],
  ])('keep %s from %s', (file, source, complaint) => {
    expect(complaints(file, source)).toEqual([expect.stringContaining(complaint)]);
  });

  it('do not keep an exception that nobody needs', () => {
    const exceptions = [{ file: 'src/core/math.ts', imports: 'phaser', reason: 'none' }];
    expect(findViolations({ files: {}, exceptions })).toEqual([
      expect.objectContaining({
        file: 'src/core/math.ts',
        message: expect.stringContaining('not needed any more'),
      }),
    ]);
  });

  it('let `npm run check` fail', { timeout: 180_000 }, async () => {
    const copy = await copyOfProject();
    try {
      const rulesFolder = join(copy, 'src/games/rim-rumble');
      await writeFile(join(rulesFolder, 'bad-phaser.ts'), "export { Scene } from 'phaser';\n");
      await writeFile(join(rulesFolder, 'bad-node.ts'), "export { readFileSync } from 'node:fs';\n");
      await writeFile(join(rulesFolder, 'bad-page.ts'), 'export const title = document.title;\n');
      await writeFile(join(rulesFolder, 'bad-date.ts'), 'export const now = Date.now();\n');
      await writeFile(join(rulesFolder, 'bad-chance.ts'), 'export const roll = Math.random();\n');
      const result = await runCheck(copy);
      expect(result.code).toBe(1);
      expect(result.output).toMatch(/^floors +FAILED/m);
      for (const complaint of [
        'bad-phaser.ts:1 rules imports the package phaser',
        'bad-node.ts:1 rules imports node:fs',
        'bad-page.ts:1 rules uses document',
        'bad-date.ts:1 rules uses Date',
        'bad-chance.ts:1 rules uses Math.random',
      ]) {
        expect(result.output).toContain(complaint);
      }
      expect(result.output, 'the types alone notice the page too').toMatch(
        /bad-page\.ts.*Cannot find name 'document'/,
      );
    } finally {
      await rm(copy, { recursive: true });
    }
  });
});

/** A copy of what the check reads, with the packages of this one. */
async function copyOfProject(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'porchlight-floors-'));
  const parts = ['src', 'electron', 'renderer', 'scripts', 'package.json', 'biome.json', 'vite.config.ts'];
  const projects = ['base', 'pure', 'browser', 'node', 'test'].map((name) => `tsconfig.${name}.json`);
  for (const part of [...parts, ...projects])
    await cp(join(ROOT, part), join(copy, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}

/** Runs the real command in the copy. */
async function runCheck(folder: string): Promise<{ code: number; output: string }> {
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  try {
    const { stdout } = await run(process.execPath, [tsx, 'scripts/check.ts'], { cwd: folder });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, output: stdout };
  }
}
