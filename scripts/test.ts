/**
 * `npm test`: provides what is missing on this machine, builds what is stale, checks the sources and runs the
 * suites. Names of suites and anything else that vitest understands narrow it down: `npm test -- unit`,
 * `npm test -- host -t reconnect`. The last line counts the tests.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.ts';
import { endLeftovers, RUN_MARK } from './leftovers.ts';
import { type Need, provide } from './provide.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = 'test-results/results.json';

/** The suites of vitest.config.ts, and what each needs on the machine. */
const SUITES: Readonly<Record<string, readonly Need[]>> = {
  unit: [],
  host: ['networks'],
  browser: ['browser', 'networks'],
  desktop: ['browser', 'electron', 'screen'],
};

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const times: string[] = [];
const note = (name: string, ms: number): void => {
  times.push(`  ${name.padEnd(10)}${(ms / 1000).toFixed(1).padStart(7)} s`);
};

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    note(name, performance.now() - started);
  }
}

/** Runs a script of node_modules or of this folder. Resolves with its exit code. */
function runScript(file: string, options: readonly string[], env = process.env): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...options], { cwd: ROOT, env, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Prints how the run went and returns whether it went well. */
function conclude(exitCodes: readonly number[], leftCount: number): boolean {
  const { testResults } = readReport();
  for (const suite of Object.keys(SUITES)) {
    const files = testResults.filter(({ name }) => relative(ROOT, name).startsWith(`test/${suite}/`));
    if (files.length === 0) continue;
    const started = Math.min(...files.map((file) => file.startTime));
    note(`  ${suite}`, Math.max(...files.map((file) => file.endTime)) - started);
  }
  const statuses = testResults.flatMap((file) => file.assertionResults.map(({ status }) => status));
  const count = (status: string): number => statuses.filter((one) => one === status).length;
  const passed = count('passed');
  // A file that could not even be loaded has no failed test, yet it failed.
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const others = exitCodes.filter((code) => code !== 0).length + (leftCount > 0 ? 1 : 0);
  const failed = count('failed') + broken.length || others;
  console.log(`\nTimes:\n${times.join('\n')}\n`);
  console.log(`${passed} passed, ${failed} failed, ${statuses.length - passed - count('failed')} skipped`);
  return failed === 0;
}

function readReport(): Report {
  try {
    return JSON.parse(readFileSync(`${ROOT}${RESULTS}`, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}

async function main(): Promise<boolean> {
  const given = process.argv.slice(2);
  const named = given.filter((word) => word in SUITES);
  const suites = named.length > 0 ? named : Object.keys(SUITES);
  const filters = given.filter((word) => !(word in SUITES));
  rmSync(`${ROOT}${RESULTS}`, { force: true });

  const needs = new Set(suites.flatMap((suite) => SUITES[suite]!));
  const provided = await timed('provide', () => provide(needs));
  if (!provided.ok) {
    console.error(`Something that the tests need is missing. ${provided.error}`);
    return false;
  }
  if (suites.some((suite) => suite !== 'unit')) await timed('build', () => buildIfStale());
  const checked = await timed('check', () =>
    runScript('node_modules/tsx/dist/cli.mjs', ['scripts/check.ts']),
  );
  const mark = randomUUID();
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const projects = suites.flatMap((suite) => ['--project', `${suite}*`]);
  const tested = await timed('tests', () =>
    runScript('node_modules/vitest/vitest.mjs', ['run', ...projects, ...reporters, ...filters], {
      ...process.env,
      [RUN_MARK]: mark,
    }),
  );
  const left = await endLeftovers(mark);
  for (const { pid, command } of left)
    console.error(`Left running by the tests, now ended: ${pid} ${command}`);
  return conclude([checked, tested], left.length);
}

if (!(await main())) process.exitCode = 1;
