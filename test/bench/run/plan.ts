/** What is measured, in which order: all servers once, then all again, so that a slow minute hits them alike. */
import { ROOM_SIZE } from '../arena/arena.ts';
import { type Job, jobKey, type LoadJob, type Row } from '../measure/job.ts';
import { loadRows } from '../report/medians.ts';
import { PRODUCT, type ServerUnderTest } from '../servers-under-test.ts';

export interface PlanOptions {
  readonly servers: readonly ServerUnderTest[];
  readonly runs: number;
  readonly seconds: number;
  /** Ticks a second. */
  readonly hz: readonly number[];
  readonly guests: readonly number[];
  readonly hasRamp: boolean;
}

/** A ramp begins at this share of what the load runs promise. */
const RAMP_START = 0.85;
/** Where it begins without any. */
const BLIND_START = 400;
const USUAL_HZ = 20;

const planned = (server: string, hz: number, guests: number, seconds: number): LoadJob => ({
  ...{ command: 'load', server, hz, guests, seconds, roomSize: ROOM_SIZE, workers: 1, isPinned: true },
});

/** The comparison: each job stands there as often as it is to be done. */
export function comparison({ servers, runs, seconds, hz, guests, hasRamp }: PlanOptions): Job[] {
  const verifications = servers.map(({ name }): Job => ({ command: 'verify', server: name, hz: USUAL_HZ }));
  const oneRun = [
    ...hz.flatMap((ticks) =>
      guests.flatMap((count) => servers.map(({ name }): Job => planned(name, ticks, count, seconds))),
    ),
    ...hz.flatMap((ticks) =>
      servers
        .filter(({ isRamped }) => hasRamp && isRamped)
        .map(({ name }): Job => ({ command: 'ramp', server: name, hz: ticks, startGuests: BLIND_START })),
    ),
  ];
  return [...verifications, ...Array.from({ length: runs }, () => oneRun).flat()];
}

export interface ScaleCase {
  readonly guests: number;
  readonly roomSize: number;
  readonly workers: number;
  /** Whether the server stays on a processor of its own. */
  readonly isPinned: boolean;
}

/** Many rooms against few; two workers against one; one large room against small ones. */
export const SCALE_CASES: readonly ScaleCase[] = [
  { guests: 80, roomSize: ROOM_SIZE, workers: 1, isPinned: true },
  { guests: 800, roomSize: ROOM_SIZE, workers: 1, isPinned: true },
  { guests: 400, roomSize: ROOM_SIZE, workers: 1, isPinned: false },
  { guests: 400, roomSize: ROOM_SIZE, workers: 2, isPinned: false },
  { guests: 800, roomSize: ROOM_SIZE, workers: 1, isPinned: false },
  { guests: 800, roomSize: ROOM_SIZE, workers: 2, isPinned: false },
  { guests: 256, roomSize: ROOM_SIZE, workers: 1, isPinned: true },
  { guests: 256, roomSize: 256, workers: 1, isPinned: true },
];

/** The product alone. */
export function scale(cases: readonly ScaleCase[], runs: number, seconds: number): Job[] {
  const jobs = cases.map(
    ({ guests, ...more }): Job => ({ ...planned(PRODUCT, USUAL_HZ, guests, seconds), ...more }),
  );
  return Array.from({ length: runs }, () => jobs).flat();
}

/** The jobs of a plan that `rows` do not answer yet. */
export function remaining(jobs: readonly Job[], rows: readonly Row[]): Job[] {
  const done = rows.map(jobKey);
  return jobs.filter((job) => {
    const at = done.indexOf(jobKey(job));
    if (at >= 0) done.splice(at, 1);
    return at < 0;
  });
}

/** The same ramp, begun near where the load runs so far say that the processor is used up. */
export function aimed(job: Job, rows: readonly Row[]): Job {
  if (job.command !== 'ramp') return job;
  const loads = loadRows(rows).filter(({ server, hz }) => server === job.server && hz === job.hz);
  const largest = loads.sort((a, b) => b.guests - a.guests)[0];
  if (largest === undefined) return job;
  return { ...job, startGuests: Math.max(160, Math.round((RAMP_START * largest.guests) / largest.cpuCores)) };
}
