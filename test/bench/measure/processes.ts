/** What Linux tells about processes: processor time and memory of a server and all its children, and of the machine. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's unit of coarse processor time, ms. */
const CLOCK_TICK_MS = 10;

/** A process that ends meanwhile has nothing to say any more. */
function orEmpty<T>(read: () => T, empty: T): T {
  try {
    return read();
  } catch {
    return empty;
  }
}

const threadsOf = (pid: number): string[] => orEmpty(() => readdirSync(`/proc/${pid}/task`), []);
const proc = (path: string): string => orEmpty(() => readFileSync(`/proc/${path}`, 'utf8'), '');

/** A process, its children, theirs, and so on. */
export function processTree(root: number): number[] {
  const pids = [root];
  for (const pid of pids) {
    for (const thread of threadsOf(pid)) {
      const children = proc(`${pid}/task/${thread}/children`).trim();
      if (children !== '') pids.push(...children.split(' ').map(Number));
    }
  }
  return pids;
}

/** Processor time of all threads of each process of a tree so far, ms, to the nanosecond. */
export function cpuMsByProcess(root: number): Map<number, number> {
  const cpuMs = (pid: number): number =>
    threadsOf(pid)
      .map((thread) => Number(proc(`${pid}/task/${thread}/schedstat`).split(' ')[0]) / 1e6)
      .reduce((sum, ms) => sum + ms, 0);
  return new Map(processTree(root).map((pid) => [pid, cpuMs(pid)]));
}

/** The same of the whole tree, in the program and in the kernel; coarse. */
export function coarseCpuMs(root: number): { readonly userMs: number; readonly systemMs: number } {
  let userMs = 0;
  let systemMs = 0;
  for (const pid of processTree(root)) {
    // The name in brackets may hold anything; the times are the 12th and 13th word after it.
    const words = proc(`${pid}/stat`).split(') ').at(-1)!.split(' ');
    userMs += Number(words[11] ?? 0) * CLOCK_TICK_MS;
    systemMs += Number(words[12] ?? 0) * CLOCK_TICK_MS;
  }
  return { userMs, systemMs };
}

/** Memory of a whole tree, MB. */
export function rssMb(root: number): number {
  const sizesKb = processTree(root).map((pid) =>
    Number(/Rss:\s+(\d+)/.exec(proc(`${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return sizesKb.reduce((sum, kb) => sum + kb, 0) / 1024;
}

/** How long the machine's processors have been busy, or kept busy by a neighbour of a virtual machine, ms. */
export function machineMs(): { readonly busyMs: number; readonly stolenMs: number } {
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = proc('stat')
    .split('\n')[0]!
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) * CLOCK_TICK_MS);
  return { busyMs: user + nice + system + interrupts + softInterrupts, stolenMs: stolen };
}
