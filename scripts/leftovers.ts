/**
 * Finds processes that a test run started and did not end. Every process of a run inherits one environment
 * variable, and Linux tells the environment of each process; elsewhere nothing is found.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The variable that marks the processes of a run. */
export const RUN_MARK = 'PORCHLIGHT_TEST_RUN';
/** What a process may take to go after it was told to. */
const GRACE_MS = 3_000;

export interface Leftover {
  readonly pid: number;
  readonly command: string;
}

/** Processes that carry `mark` and do not go away by themselves; they are ended. */
export async function endLeftovers(mark: string): Promise<Leftover[]> {
  const deadline = performance.now() + GRACE_MS;
  let left = processesMarked(mark);
  while (left.length > 0 && performance.now() < deadline) {
    await sleep(100);
    left = processesMarked(mark);
  }
  for (const { pid } of left) end(pid);
  return left;
}

function processesMarked(mark: string): Leftover[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => readProc(name, 'environ').split('\0').includes(`${RUN_MARK}=${mark}`))
    .map((name) => ({ pid: Number(name), command: readProc(name, 'cmdline').replaceAll('\0', ' ').trim() }));
}

/** A file of a process; empty when the process has just gone. */
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went by itself in the meantime.
  }
}
