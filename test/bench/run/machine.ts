/** What the machine lets a measurement do: processors of one's own, precedence, and waiting until it is quiet. */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { machineMs } from '../measure/processes.ts';

const SERVER_CPU = '0';
const GENERATOR_CPU = '1';
const NICENESS = '-12';

/** Below this the machine counts as quiet, cores. */
const QUIET_CORES = 0.4;
const LOOK_MS = 2_000;
const PAUSE_MS = 3_000;
const LOOKS = 6;

export interface Placement {
  /** What comes before the generator's command; its server inherits the precedence. */
  readonly prefix: readonly string[];
  /** Where the server runs; undefined: anywhere. */
  readonly serverCpus: string | undefined;
  /** For people. */
  readonly description: string;
}

const works = (command: string, ...options: readonly string[]): boolean =>
  spawnSync(command, options, { stdio: 'ignore' }).status === 0;

/** Whether this user may take precedence: `nice` runs a command even when it may not, so the command is asked. */
function mayTakePrecedence(): boolean {
  return spawnSync('nice', ['-n', NICENESS, 'nice'], { encoding: 'utf8' }).stdout?.trim() === NICENESS;
}

/** Where generator and servers run on this machine. */
export function findPlacement(): Placement {
  const isNice = mayTakePrecedence();
  const isPinned = availableParallelism() > 1 && works('taskset', '-c', GENERATOR_CPU, 'true');
  const prefix = [
    ...(isNice ? ['nice', '-n', NICENESS] : []),
    ...(isPinned ? ['taskset', '-c', GENERATOR_CPU] : []),
  ];
  const places = isPinned
    ? `server on processor ${SERVER_CPU}, generator on ${GENERATOR_CPU}`
    : 'server and generator on any processor';
  const description = `${places}, ${isNice ? 'before' : 'like'} everything else`;
  return { prefix, serverCpus: isPinned ? SERVER_CPU : undefined, description };
}

/** Resolves when little else runs, or after half a minute anyway. */
export async function waitUntilQuiet(): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    const before = machineMs().busyMs;
    await sleep(LOOK_MS);
    if ((machineMs().busyMs - before) / LOOK_MS < QUIET_CORES) return;
    await sleep(PAUSE_MS);
  }
}
