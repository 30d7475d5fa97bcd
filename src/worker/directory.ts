/**
 * Which rooms there are and which worker owns each: every worker knows all of it, because every worker tells
 * the others whenever its own rooms change.
 */
import { randomInt } from 'node:crypto';
import { asWorkerId, type RoomCode, type WorkerId } from '../core/ids.ts';
import { LIMITS } from '../protocol/limits.ts';
import type { RoomPhase } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';

/** One room as its owner announces it. */
export interface RoomEntry {
  readonly code: RoomCode;
  readonly game: string;
  readonly phase: RoomPhase;
  readonly locked: boolean;
  readonly needsPin: boolean;
  readonly guests: number;
  readonly looksTaken: readonly number[];
  readonly route: string;
  readonly epoch: number;
}

export interface OwnedRoom extends RoomEntry {
  readonly owner: WorkerId;
}

type Claim = Pick<OwnedRoom, 'epoch' | 'owner'>;

/**
 * Of two owners of a room, the one in the later epoch is right. Both can be in the same one when a worker dies
 * while it hands the room over: then everybody takes the same side.
 */
export const isNewer = (one: Claim, other: Claim): boolean =>
  one.epoch > other.epoch || (one.epoch === other.epoch && one.owner > other.owner);

export class Directory {
  readonly #workers = new Map<WorkerId, { readonly route: string; readonly rooms: readonly RoomEntry[] }>();
  /** Ids are never used again. */
  readonly #gone = new Set<WorkerId>();
  readonly #graves = new Map<RoomCode, Reason>();
  #listeners: (() => void)[] = [];

  /** The route key of some worker, by chance: for guests whom any of them may serve. */
  anyWorkerRoute(): string {
    const routes = [...this.#workers.values()].map(({ route }) => route);
    return routes[randomInt(routes.length)]!;
  }

  /** Replaces all that is known of a worker. What a dead one had sent before its end is too late. */
  set(worker: WorkerId, route: string, rooms: readonly RoomEntry[]): void {
    if (this.#gone.has(worker)) return;
    this.#workers.set(worker, { route, rooms });
    this.#changed();
  }

  /** Has this worker told what it owns? */
  knows(worker: WorkerId): boolean {
    return this.#workers.has(worker);
  }

  /** Forgets a worker that has died. */
  remove(worker: WorkerId): void {
    this.#gone.add(worker);
    this.#workers.delete(worker);
    this.#changed();
  }

  /** Waits until each of these workers has told what it owns, or is gone; `limitMs` at most. */
  async hearFrom(workers: readonly WorkerId[], limitMs: number): Promise<void> {
    const until = performance.now() + limitMs;
    const isMissing = (worker: WorkerId): boolean => !this.#workers.has(worker) && !this.#gone.has(worker);
    for (let leftMs = limitMs; leftMs > 0 && workers.some(isMissing); leftMs = until - performance.now()) {
      await this.#change(leftMs);
    }
  }

  /** True for a worker that has died, or was taken for dead: whatever it still says is too late. */
  isGone(worker: WorkerId): boolean {
    return this.#gone.has(worker);
  }

  /** The room as its owner announced it. */
  find(code: RoomCode): OwnedRoom | undefined {
    let found: OwnedRoom | undefined;
    for (const [owner, { rooms }] of this.#workers) {
      for (const room of rooms) {
        const claimed = { ...room, owner };
        if (room.code === code && (found === undefined || isNewer(claimed, found))) found = claimed;
      }
    }
    return found;
  }

  /** Waits until somebody announces the room, `limitMs` at most. */
  async findSoon(code: RoomCode, limitMs: number): Promise<OwnedRoom | undefined> {
    const until = performance.now() + limitMs;
    let room = this.find(code);
    while (room === undefined) {
      const leftMs = until - performance.now();
      if (leftMs <= 0) return undefined;
      await this.#change(leftMs);
      room = this.find(code);
    }
    return room;
  }

  rooms(): OwnedRoom[] {
    return [...this.#workers].flatMap(([owner, { rooms }]) => rooms.map((room) => ({ ...room, owner })));
  }

  /** Workers with the route key that leads to each. */
  workers(): { id: WorkerId; route: string }[] {
    return [...this.#workers].map(([id, { route }]) => ({ id: asWorkerId(id), route }));
  }

  /** A room has ended: whoever asks for it from now on learns why. */
  bury(code: RoomCode, reason: Reason): void {
    this.#graves.set(code, reason);
    const oldest = this.#graves.size > LIMITS.endedRooms ? this.#graves.keys().next().value : undefined;
    if (oldest !== undefined) this.#graves.delete(oldest);
  }

  /** Why a room is not there. */
  reasonFor(code: RoomCode): Reason {
    return this.#graves.get(code) ?? 'unknown-room';
  }

  #changed(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  #change(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#listeners.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
