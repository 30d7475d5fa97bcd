/** What there is to measure, and the rows that come out, one JSON line each. Between the plan and the generator. */

interface Subject {
  /** A name of servers-under-test.ts. */
  readonly server: string;
  /** Ticks a second. */
  readonly hz: number;
}

/** Does it really send everything that the workload asks for? */
export interface VerifyJob extends Subject {
  readonly command: 'verify';
}

/** What a number of guests costs. */
export interface LoadJob extends Subject {
  readonly command: 'load';
  readonly guests: number;
  readonly roomSize: number;
  /** Game processes, for servers that have several. */
  readonly workers: number;
  /** Whether the server stays on a processor of its own; otherwise it may use all, the generator's too. */
  readonly isPinned: boolean;
  /** Length of the measurement. */
  readonly seconds: number;
}

/** How many guests it holds on one processor. */
export interface RampJob extends Subject {
  readonly command: 'ramp';
  /** Where the search begins. */
  readonly startGuests: number;
}

export type Job = VerifyJob | LoadJob | RampJob;

export interface VerifyResult {
  readonly verdict: 'same work' | 'DIFFERENT';
  readonly players: number;
  readonly snapshotsPerSecond: number;
  /** Of all players from snapshot to snapshot, the share that has moved and turned. */
  readonly movedShare: number;
  readonly projectiles: number;
  readonly projectilesMovedShare: number;
  readonly spawnsPerSecond: number;
  readonly scorePerPlayerSecond: number;
  readonly hpChangesPerSecond: number;
  readonly flagChangesPerPlayerSecond: number;
  /** Of the inputs that were sent. */
  readonly ackedShare: number;
}

/** One stretch of time under load; "core" is one processor's whole time, seconds per second. */
export interface LoadWindow {
  readonly open: number;
  readonly measuredSeconds: number;
  /** Of the server's processes together, ms for each guest and second. */
  readonly cpuMsPerGuestSecond: number;
  readonly cpuCores: number;
  /** Process by process, the one that was started first. */
  readonly processCores: readonly number[];
  /** Share of that in the kernel. */
  readonly systemShare: number;
  readonly snapshotsPerGuestSecond: number;
  readonly inputsPerGuestSecond: number;
  /** TCP payload with WebSocket's framing, bytes. */
  readonly bytesDownPerGuestSecond: number;
  readonly bytesUpPerGuestSecond: number;
  readonly bytesPerSnapshot: number;
  /** Between two snapshots at a guest, ms. */
  readonly tickP50Ms: number;
  readonly tickP99Ms: number;
  readonly tickMaxMs: number;
  /** From an input until a snapshot that has it applied, ms. */
  readonly echoP50Ms: number;
  readonly echoP99Ms: number;
  readonly generatorCores: number;
  /** Longest pause of the generator: it is in the times above. */
  readonly generatorLateMs: number;
  /** Used by anything else on the machine. */
  readonly foreignCores: number;
  readonly stolenCores: number;
}

export interface LoadResult extends LoadWindow {
  /** Whether next to nothing else ran meanwhile. */
  readonly isQuiet: boolean;
  readonly bootMs: number;
  /** Server's processor time for each join, ms. */
  readonly joinCpuMs: number;
  readonly idleRssMb: number;
  readonly rssKbPerGuest: number;
}

export interface RampResult {
  /** The highest number at which the 99th percentile of tick intervals stays below one and a half ticks. */
  readonly guestsHeld: number;
  /** The lowest that failed; null: none did. */
  readonly failedAt: number | null;
  readonly limitedBy: 'server' | 'generator' | 'noise' | 'own jitter' | 'search range';
  readonly cpuCores: number;
  readonly generatorCores: number;
  readonly tickP99Ms: number;
  readonly failedTickP99Ms: number | null;
}

export type VerifyRow = VerifyJob & VerifyResult;
export type LoadRow = LoadJob & LoadResult;
export type RampRow = RampJob & RampResult;
export type Row = VerifyRow | LoadRow | RampRow;

/** What a row and a job must share for the one to be the other's result. */
export function jobKey(job: Job): string {
  const common = `${job.command} ${job.server} ${job.hz} Hz`;
  if (job.command !== 'load') return common;
  const pinned = job.isPinned ? 'pinned' : 'free';
  return `${common} ${job.guests} guests, rooms of ${job.roomSize}, ${job.workers} workers, ${pinned}, ${job.seconds} s`;
}
