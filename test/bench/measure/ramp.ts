/**
 * How many guests a server holds: the highest number, to about 4 %, at which the 99th percentile of the intervals
 * between snapshots stays below one and a half ticks. Called by the generator.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOM_SIZE } from '../arena/arena.ts';
import { findServer } from '../servers-under-test.ts';
import { Swarm } from '../swarm/swarm.ts';
import type { LoadWindow, RampJob, RampResult } from './job.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { disturbance, measureWindow, QUIET_CORES } from './window.ts';

/** A server that does not manage these few has a clock that jitters by itself. */
const FEW_GUESTS = 80;
const MAX_GUESTS = 6_000;
const PRECISION = 0.04;
const WARM_UP_MS = 1_500;
const WINDOW_S = 4;
/** A failure that may not be the server's own is measured again, this often at most. */
const RETRIES = 3;
/** Fewer snapshots than this share of the ticks are a failure too. */
const LEAST_RATE = 0.93;
/** A server that uses less than this fails for another reason than being full, cores. */
const BUSY_CORES = 0.85;
/** From the last failure downwards, as long as only the few have passed. */
const STEP_BACK = 0.8;

interface Trial {
  readonly guests: number;
  readonly window: LoadWindow;
  readonly hasPassed: boolean;
}

const wholeRooms = (guests: number): number => Math.max(1, Math.round(guests / ROOM_SIZE)) * ROOM_SIZE;

/** How much further the search goes after a success: in small steps when the processor is nearly used up. */
function growth({ cpuCores }: LoadWindow): number {
  if (cpuCores > 0.75) return 1.08;
  return cpuCores > 0.5 ? 1.2 : 1.4;
}

class Search {
  private readonly job: RampJob;
  private readonly server: ServerProcess;
  private readonly swarm: Swarm;
  private best: Trial | undefined;
  private worst: Trial | undefined;

  constructor(job: RampJob, server: ServerProcess) {
    this.job = job;
    this.server = server;
    this.swarm = new Swarm(findServer(job.server).driver, server.port, ROOM_SIZE);
  }

  async run(): Promise<RampResult> {
    const few = await this.tryOut(FEW_GUESTS);
    if (!few.hasPassed) {
      if (disturbance(few.window) > QUIET_CORES) throw new Error('The machine is too busy to search on.');
      return this.conclude('own jitter');
    }
    let next = wholeRooms(this.job.startGuests);
    while (this.worst === undefined && next <= MAX_GUESTS) {
      const { hasPassed, window } = await this.tryOut(next);
      if (hasPassed) next = wholeRooms(next * growth(window));
    }
    for (let between = this.between(); between !== undefined; between = this.between()) {
      await this.drain();
      await this.tryOut(between);
    }
    return this.conclude(this.limit());
  }

  close(): void {
    this.swarm.close();
  }

  /** The next number between what passed and what failed; undefined when they are near enough. */
  private between(): number | undefined {
    if (this.best === undefined || this.worst === undefined) return undefined;
    const low = this.best.guests;
    const high = this.worst.guests;
    if (high - low <= Math.max(ROOM_SIZE, low * PRECISION)) return undefined;
    const middle = wholeRooms(low === FEW_GUESTS ? high * STEP_BACK : (low + high) / 2);
    return middle > low && middle < high ? middle : undefined;
  }

  /** An overloaded server gets rid of what it is behind with. */
  private async drain(): Promise<void> {
    await this.swarm.resize(this.best?.guests ?? FEW_GUESTS);
    await sleep(WARM_UP_MS);
  }

  private async tryOut(guests: number): Promise<Trial> {
    // Guests who cannot get in fail the trial: fewer are open then than there should be.
    await this.swarm.resize(guests).catch((error: Error) => process.stderr.write(`    ${error.message}\n`));
    this.swarm.start();
    await sleep(WARM_UP_MS);
    let window = await this.measure();
    for (let i = 0; i < RETRIES && !this.passes(window, guests) && isDoubtful(window); i++) {
      window = await this.measure();
    }
    const trial = { guests, window, hasPassed: this.passes(window, guests) };
    if (trial.hasPassed) this.best = trial;
    else this.worst = trial;
    this.tell(trial);
    return trial;
  }

  private measure(): Promise<LoadWindow> {
    return measureWindow(this.swarm, this.server.pid, WINDOW_S);
  }

  private passes({ tickP99Ms, snapshotsPerGuestSecond, open }: LoadWindow, guests: number): boolean {
    const { hz } = this.job;
    return tickP99Ms < 1500 / hz && snapshotsPerGuestSecond > LEAST_RATE * hz && open === guests;
  }

  private tell({ guests, window, hasPassed }: Trial): void {
    const { tickP99Ms, cpuCores, generatorCores } = window;
    const cores = [cpuCores, generatorCores, disturbance(window)]
      .map((value) => value.toFixed(2))
      .join(' / ');
    const verdict = hasPassed ? 'held' : 'not held';
    process.stderr.write(
      `    ${guests} guests ${verdict}: p99 ${tickP99Ms.toFixed(1)} ms; server / generator / others ${cores} cores\n`,
    );
  }

  private limit(): RampResult['limitedBy'] {
    if (this.worst === undefined) return 'search range';
    const { generatorCores, cpuCores } = this.worst.window;
    if (generatorCores > 0.85 && cpuCores < 0.93) return 'generator';
    return disturbance(this.worst.window) > QUIET_CORES ? 'noise' : 'server';
  }

  private conclude(limitedBy: RampResult['limitedBy']): RampResult {
    const { cpuCores, generatorCores, tickP99Ms } = (this.best ?? this.worst)!.window;
    return {
      guestsHeld: this.best?.guests ?? 0,
      failedAt: this.worst?.guests ?? null,
      limitedBy,
      cpuCores,
      generatorCores,
      tickP99Ms,
      failedTickP99Ms: this.worst?.window.tickP99Ms ?? null,
    };
  }
}

/** Whether a failure may come from something else than a full server. */
const isDoubtful = (window: LoadWindow): boolean =>
  disturbance(window) > QUIET_CORES || window.cpuCores < BUSY_CORES;

/** `cpus`: where the server may run. */
export async function measureRamp(job: RampJob, cpus: string | undefined): Promise<RampResult> {
  const server = await startServer({ ...job, roomSize: ROOM_SIZE, workers: 1, cpus });
  const search = new Search(job, server);
  const result = await search.run();
  search.close();
  await server.stop();
  return result;
}
