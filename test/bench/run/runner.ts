/** Does the jobs of a plan one by one and keeps the rows in a file, so that a run that was ended can go on. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withLock } from '../../../scripts/build-stamp.ts';
import { type Job, jobKey, type Row } from '../measure/job.ts';
import { findPlacement, type Placement, waitUntilQuiet } from './machine.ts';
import { aimed, remaining } from './plan.ts';
import type { Workshop } from './workshop.ts';

/** Two measurements at once would measure each other, from whichever copy of the project they come. */
const LOCK = join(tmpdir(), 'porchlight-bench.lock');
/** A job that takes longer hangs, ms; one under load may have to measure several times. */
const JOB_MS = 240_000;
const MOST_WINDOWS = 6;
const ATTEMPTS = 2;
/** Keeps the generator's garbage collection short. */
const GENERATOR_OPTIONS = ['--no-warnings', '--max-semi-space-size=64'];

/** The rows of a file, none when there is no such file; a torn last line is left out. */
export function readRows(file: string): Row[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Row];
      } catch {
        return [];
      }
    });
}

/** Does what `file` does not hold yet. Returns all rows; jobs that failed twice are told and left out. */
export async function runJobs(
  jobs: readonly Job[],
  file: string,
  workshop: Workshop,
  say: (line: string) => void,
): Promise<Row[]> {
  const placement = findPlacement();
  say(`Node ${workshop.nodeVersion}; ${placement.description}`);
  mkdirSync(dirname(file), { recursive: true });
  const todo = remaining(jobs, readRows(file));
  for (const [number, job] of todo.entries()) {
    say(`${number + 1}/${todo.length} ${jobKey(job)}`);
    await waitUntilQuiet();
    const row = await attempt(aimed(job, readRows(file)), workshop, placement, say);
    if (row === undefined) process.exitCode = 1;
    else appendFileSync(file, `${row}\n`);
  }
  return readRows(file);
}

async function attempt(
  job: Job,
  workshop: Workshop,
  placement: Placement,
  say: (line: string) => void,
): Promise<string | undefined> {
  for (let i = 0; i < ATTEMPTS; i++) {
    try {
      return await withLock(LOCK, () => generate(job, workshop, placement));
    } catch (error) {
      say(`    ${(error as Error).message}`);
    }
  }
  return undefined;
}

/** Runs the generator for one job. Resolves with the row that it prints. */
async function generate(job: Job, { node, generator }: Workshop, placement: Placement): Promise<string> {
  const { prefix, serverCpus } = placement;
  const given = [JSON.stringify(job), ...(serverCpus === undefined ? [] : [serverCpus])];
  const command = [...prefix, node, ...GENERATOR_OPTIONS, generator, ...given];
  // The generator ends when its input does, and so with this process.
  const child = spawn(command[0]!, command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  const windowsMs = job.command === 'load' ? MOST_WINDOWS * job.seconds * 1000 : 0;
  const limit = setTimeout(() => child.kill('SIGTERM'), JOB_MS + windowsMs);
  const [code, output] = await Promise.all([exitCode(child), outputOf(child)]);
  clearTimeout(limit);
  if (code !== 0) throw new Error(`The measurement failed (exit code ${code}).`);
  return output.trim();
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
}

async function outputOf({ stdout }: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdout!) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
