/**
 * Does a server do the same work as the others? One guest decodes everything that it gets, as a real client would,
 * and what changes is held against the rates of the workload. Called by the generator.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOM_SIZE } from '../arena/arena.ts';
import { findServer } from '../servers-under-test.ts';
import type { WorldView } from '../swarm/driver.ts';
import { Swarm } from '../swarm/swarm.ts';
import type { VerifyJob, VerifyResult } from './job.ts';
import { startServer } from './server-process.ts';

/** Until as many projectiles are in the air as ever. */
const SETTLE_MS = 2_500;
const WATCH_MS = 10_000;
/** The workload's rates in a second's ticks, and how far off a fair server may be in a few seconds. */
const PROJECTILES = 4;
const PROJECTILES_OFF = 0.6;
const SCORE_PER_SECOND = 1;
const SCORE_OFF = 0.15;
const LEAST_SHARE = 0.9;
const ATTEMPTS = 3;

/** Counts what changes from one world to the next. */
export class ChangeCounter {
  snapshots = 0;
  private firstMs = 0;
  private lastMs = 0;
  private pairs = 0;
  private moved = 0;
  private projectiles = 0;
  private projectilePairs = 0;
  private projectilesMoved = 0;
  private spawns = 0;
  private score = 0;
  private hpChanges = 0;
  private flagChanges = 0;
  private previous: WorldView | undefined;

  /** Takes the world of a snapshot that came at `atMs`. */
  add(view: WorldView, atMs: number): void {
    // Decoders go on with the same objects.
    const world = {
      players: view.players.map(copyPlayer),
      projectiles: view.projectiles.map(copyProjectile),
    };
    this.snapshots++;
    this.lastMs = atMs;
    if (this.snapshots === 1) this.firstMs = atMs;
    if (this.previous?.players.length === ROOM_SIZE && world.players.length === ROOM_SIZE) {
      this.compare(this.previous, world);
    }
    this.previous = world;
  }

  /** `hz`: ticks a second. `ackedShare`: of the inputs that were sent. */
  result(hz: number, ackedShare: number): VerifyResult {
    // By the ticks and not by the clock: a busy machine makes a server slow, but not unfair.
    const seconds = this.snapshots / hz;
    const rates = {
      players: this.previous?.players.length ?? 0,
      snapshotsPerSecond: ((this.snapshots - 1) * 1000) / (this.lastMs - this.firstMs),
      movedShare: this.moved / this.pairs,
      projectiles: this.projectiles / (this.pairs / ROOM_SIZE),
      projectilesMovedShare: this.projectilesMoved / this.projectilePairs,
      spawnsPerSecond: this.spawns / seconds,
      scorePerPlayerSecond: this.score / ROOM_SIZE / seconds,
      hpChangesPerSecond: this.hpChanges / seconds,
      flagChangesPerPlayerSecond: this.flagChanges / ROOM_SIZE / seconds,
      ackedShare,
    };
    return { verdict: isSameWork(rates) ? 'same work' : 'DIFFERENT', ...rates };
  }

  private compare(before: WorldView, after: WorldView): void {
    for (const [slot, now] of after.players.entries()) {
      const then = before.players[slot]!;
      this.pairs++;
      if ((now.x !== then.x || now.y !== then.y) && now.angle !== then.angle) this.moved++;
      if (now.score > then.score) this.score += now.score - then.score;
      if (now.hp !== then.hp) this.hpChanges++;
      if (now.flags !== then.flags) this.flagChanges++;
    }
    this.projectiles += after.projectiles.length;
    for (const now of after.projectiles) {
      const then = before.projectiles.find(({ id }) => id === now.id);
      if (then === undefined) this.spawns++;
      else {
        this.projectilePairs++;
        if (now.x !== then.x || now.y !== then.y) this.projectilesMoved++;
      }
    }
  }
}

type Player = WorldView['players'][number];
type Projectile = WorldView['projectiles'][number];

// By name: the objects of some decoders cannot be spread.
const copyPlayer = ({ x, y, angle, hp, score, flags }: Player): Player => ({ x, y, angle, hp, score, flags });
const copyProjectile = ({ id, x, y, angle, owner }: Projectile): Projectile => ({ id, x, y, angle, owner });

function isSameWork(rates: Omit<VerifyResult, 'verdict'>): boolean {
  return (
    rates.players === ROOM_SIZE &&
    rates.movedShare > LEAST_SHARE &&
    Math.abs(rates.projectiles - PROJECTILES) < PROJECTILES_OFF &&
    rates.projectilesMovedShare > LEAST_SHARE &&
    Math.abs(rates.scorePerPlayerSecond - SCORE_PER_SECOND) < SCORE_OFF &&
    rates.ackedShare > LEAST_SHARE
  );
}

/** `cpus`: where the server may run. */
export async function verify(job: VerifyJob, cpus: string | undefined): Promise<VerifyResult> {
  let result = await watch(job, cpus);
  // A server whose processor is taken away loses or doubles ticks; one that is unfair is so every time.
  for (let attempt = 2; attempt <= ATTEMPTS && result.verdict === 'DIFFERENT'; attempt++) {
    result = await watch(job, cpus);
  }
  return result;
}

async function watch(job: VerifyJob, cpus: string | undefined): Promise<VerifyResult> {
  const server = await startServer({ ...job, roomSize: ROOM_SIZE, workers: 1, cpus });
  const { driver } = findServer(job.server);
  const swarm = new Swarm(driver, server.port, ROOM_SIZE);
  await swarm.resize(ROOM_SIZE - 1);
  const witness = swarm.newGuest();
  const decoder = driver.decoder(witness.slot);
  const changes = new ChangeCounter();
  let isSettled = false;
  witness.onFrame = (bytes, start, end, isBinary) => {
    const world = decoder.feed(Buffer.from(bytes.subarray(start, end)), isBinary);
    if (world !== null && isSettled) changes.add(world, performance.now());
  };
  await witness.join(server.port);
  swarm.start();
  await sleep(SETTLE_MS);
  isSettled = true;
  await sleep(WATCH_MS);
  const result = changes.result(job.hz, witness.ackSeq / witness.seq);
  swarm.close();
  await server.stop();
  return result;
}
