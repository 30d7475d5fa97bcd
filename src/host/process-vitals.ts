/**
 * What the system knows of a process: whether it is stopped, and how much CPU it has used. Tells a process that
 * hangs from one that merely gets no CPU. Linux only; other systems do not say it without a program of their own.
 */
import { readFileSync } from 'node:fs';

export interface ProcessVitals {
  /** Stopped by a signal or a debugger. */
  readonly isStopped: boolean;
  /** CPU time used so far, user and system, ms. */
  readonly cpuMs: number;
}

/** Clock ticks of /proc, per second: 100 on every Linux that Node runs on (USER_HZ). */
const TICK_MS = 10;

/** Undefined when the system does not say, or the process is gone. */
export function processVitals(pid: number): ProcessVitals | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name stands in brackets and may hold anything; fields are counted from behind it. See proc(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = '', userTicks = 0, systemTicks = 0] = [fields[0], Number(fields[11]), Number(fields[12])];
    return { isStopped: state === 'T' || state === 't', cpuMs: (userTicks + systemTicks) * TICK_MS };
  } catch {
    return undefined;
  }
}
