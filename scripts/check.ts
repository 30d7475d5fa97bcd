/**
 * `npm run check`: types, lint, format and floors, all at once, one line each. Ends with exit code 1 when
 * anything is wrong. Checks the project in the current folder.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findViolations } from './check-floors.ts';

const run = promisify(execFile);
const ROOT = process.cwd();

interface Check {
  readonly name: string;
  /** What is wrong, to be printed; empty when nothing is. */
  find(): Promise<string>;
}

const types = (project: string): Check => ({
  name: `types, ${project}`,
  find: () => complaintsOf('typescript/bin/tsc', ['-p', `tsconfig.${project}.json`, '--pretty', 'false']),
});

const CHECKS: readonly Check[] = [
  types('pure'),
  types('browser'),
  types('node'),
  types('test'),
  {
    name: 'lint and format',
    find: () => complaintsOf('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  },
  {
    name: 'floors',
    find: async () =>
      findViolations({ root: ROOT })
        .map(({ file, line, message }) => `${file}:${line} ${message}`)
        .join('\n'),
  },
];

/** What a tool in node_modules prints when it fails; empty when it is content. */
async function complaintsOf(tool: string, options: readonly string[]): Promise<string> {
  try {
    await run(process.execPath, [join(ROOT, 'node_modules', tool), ...options], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return '';
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`.trim() || message;
  }
}

async function perform(check: Check): Promise<boolean> {
  const started = performance.now();
  const complaints = await check.find();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const verdict = complaints === '' ? 'ok' : 'FAILED';
  console.log(`${check.name.padEnd(18)}${verdict.padEnd(8)}${seconds.padStart(5)} s`);
  if (complaints !== '') console.log(complaints.replaceAll(/^/gm, '    '));
  return complaints === '';
}

const verdicts = await Promise.all(CHECKS.map(perform));
if (verdicts.includes(false)) process.exitCode = 1;
