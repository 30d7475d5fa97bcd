/** One stretch of time: what the server used, what guests got, and whether anything else disturbed it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Swarm } from '../swarm/swarm.ts';
import type { LoadWindow } from './job.ts';
import { coarseCpuMs, cpuMsByProcess, machineMs } from './processes.ts';

/** More than this taken by anything else, and a measurement counts as disturbed, cores. */
export const QUIET_CORES = 0.12;

/** What was taken by others, in this machine or around it, cores. */
export const disturbance = ({ foreignCores, stolenCores }: LoadWindow): number =>
  Math.max(0, foreignCores) + stolenCores;

/** All that is read before and after. */
function readAll(swarm: Swarm, pid: number) {
  return {
    atMs: performance.now(),
    totals: swarm.totals(),
    processes: cpuMsByProcess(pid),
    coarse: coarseCpuMs(pid),
    machine: machineMs(),
    generator: process.cpuUsage(),
  };
}
type Reading = ReturnType<typeof readAll>;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Processor times between two readings, ms. */
function cpuBetween(before: Reading, after: Reading) {
  const processes = [...after.processes].map(([pid, ms]) => ms - (before.processes.get(pid) ?? 0));
  const userMs = after.coarse.userMs - before.coarse.userMs;
  const systemMs = after.coarse.systemMs - before.coarse.systemMs;
  const { user, system } = after.generator;
  return {
    processes,
    server: sum(processes),
    systemShare: systemMs / Math.max(1, userMs + systemMs),
    generator: (user + system - before.generator.user - before.generator.system) / 1000,
    busy: after.machine.busyMs - before.machine.busyMs,
    stolen: after.machine.stolenMs - before.machine.stolenMs,
  };
}

/** Measures a swarm on the server `pid`. */
export async function measureWindow(swarm: Swarm, pid: number, seconds: number): Promise<LoadWindow> {
  swarm.resetTimes();
  const before = readAll(swarm, pid);
  swarm.times.isOn = true;
  await sleep(seconds * 1000);
  swarm.times.isOn = false;
  const after = readAll(swarm, pid);
  const cpu = cpuBetween(before, after);
  const lengthMs = after.atMs - before.atMs;
  const guestSeconds = (swarm.guests.length * lengthMs) / 1000;
  const grown = (name: 'bytesIn' | 'bytesOut' | 'snapshots' | 'inputs'): number =>
    after.totals[name] - before.totals[name];
  const { tick, echo } = swarm.times;
  return {
    open: after.totals.open,
    measuredSeconds: lengthMs / 1000,
    cpuMsPerGuestSecond: cpu.server / guestSeconds,
    cpuCores: cpu.server / lengthMs,
    processCores: cpu.processes.map((ms) => ms / lengthMs),
    systemShare: cpu.systemShare,
    snapshotsPerGuestSecond: grown('snapshots') / guestSeconds,
    inputsPerGuestSecond: grown('inputs') / guestSeconds,
    bytesDownPerGuestSecond: grown('bytesIn') / guestSeconds,
    bytesUpPerGuestSecond: grown('bytesOut') / guestSeconds,
    bytesPerSnapshot: grown('bytesIn') / grown('snapshots'),
    tickP50Ms: tick.quantileMs(0.5),
    tickP99Ms: tick.quantileMs(0.99),
    tickMaxMs: tick.maxMs,
    echoP50Ms: echo.quantileMs(0.5),
    echoP99Ms: echo.quantileMs(0.99),
    generatorCores: cpu.generator / lengthMs,
    generatorLateMs: swarm.lateMs,
    foreignCores: (cpu.busy - cpu.server - cpu.generator) / lengthMs,
    stolenCores: cpu.stolen / lengthMs,
  };
}
