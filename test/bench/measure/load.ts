/** What a number of guests costs a server. Called by the generator. */
import { setTimeout as sleep } from 'node:timers/promises';
import { findServer } from '../servers-under-test.ts';
import { Swarm } from '../swarm/swarm.ts';
import type { LoadJob, LoadResult, LoadWindow } from './job.ts';
import { cpuMsByProcess, rssMb } from './processes.ts';
import { startServer } from './server-process.ts';
import { disturbance, measureWindow, QUIET_CORES } from './window.ts';

const WARM_UP_MS = 3_000;
/** A disturbed measurement is done again, this often altogether; the least disturbed one counts. */
const ATTEMPTS = 6;
const PARALLEL_ROOMS = 32;

async function measureQuietly(swarm: Swarm, pid: number, seconds: number): Promise<LoadWindow> {
  let best = await measureWindow(swarm, pid, seconds);
  for (let attempt = 2; attempt <= ATTEMPTS && disturbance(best) > QUIET_CORES; attempt++) {
    const next = await measureWindow(swarm, pid, seconds);
    if (disturbance(next) < disturbance(best)) best = next;
  }
  return best;
}

/** `cpus`: where the server may run; undefined: anywhere. */
export async function measureLoad(job: LoadJob, cpus: string | undefined): Promise<LoadResult> {
  const server = await startServer({ ...job, cpus });
  const { pid, port, bootMs } = server;
  const cpuMs = (): number => [...cpuMsByProcess(pid).values()].reduce((total, ms) => total + ms, 0);
  const swarm = new Swarm(findServer(job.server).driver, port, job.roomSize);
  const idleRssMb = rssMb(pid);
  const idleCpuMs = cpuMs();
  await swarm.resize(job.guests, PARALLEL_ROOMS);
  const joinCpuMs = (cpuMs() - idleCpuMs) / job.guests;
  swarm.start();
  await sleep(WARM_UP_MS);
  const window = await measureQuietly(swarm, pid, job.seconds);
  const rssKbPerGuest = ((rssMb(pid) - idleRssMb) * 1024) / job.guests;
  swarm.close();
  await server.stop();
  const isQuiet = disturbance(window) <= QUIET_CORES;
  return { ...window, isQuiet, bootMs, joinCpuMs, idleRssMb, rssKbPerGuest };
}
