/**
 * Which rooms there are and which worker owns each: every worker knows all of it, because every worker tells
 * the others whenever its own rooms change.
 */
import { asWorkerId, type RoomCode, type WorkerId } from '../core/ids.ts';
import type { RoomPhase } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';

/** One room as its owner announces it. */
export interface RoomEntry {
  readonly code: RoomCode;
  readonly game: string;
  readonly phase: RoomPhase;
  readonly locked: boolean;
  readonly guests: number;
  readonly looksTaken: readonly number[];
  readonly route: string;
  readonly epoch: number;
}

export interface OwnedRoom extends RoomEntry {
  readonly owner: WorkerId;
}

/** Why a room ended is remembered for so many rooms: guests who were away ask for it later. */
const GRAVES = 200;

export class Directory {
  readonly #workers = new Map<WorkerId, { readonly route: string; readonly rooms: readonly RoomEntry[] }>();
  /** Ids are never used again. */
  readonly #gone = new Set<WorkerId>();
  readonly #graves = new Map<RoomCode, Reason>();
  #listeners: (() => void)[] = [];

  /** Replaces all that is known of a worker. What a dead one had sent before its end is too late. */
  set(worker: WorkerId, route: string, rooms: readonly RoomEntry[]): void {
    if (this.#gone.has(worker)) return;
    this.#workers.set(worker, { route, rooms });
    this.#changed();
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

  /** The room as its owner announced it; of two owners the one with the higher epoch is right. */
  find(code: RoomCode): OwnedRoom | undefined {
    let found: OwnedRoom | undefined;
    for (const [owner, { rooms }] of this.#workers) {
      for (const room of rooms) {
        if (room.code === code && room.epoch > (found?.epoch ?? 0)) found = { ...room, owner };
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
    const oldest = this.#graves.size > GRAVES ? this.#graves.keys().next().value : undefined;
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
