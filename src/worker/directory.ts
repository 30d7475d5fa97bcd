/**
 * Which rooms there are and which worker owns each: every worker knows all of it, because every worker tells
 * the others whenever its own rooms change.
 */
import { asWorkerId, type RoomCode, type WorkerId } from '../core/ids.ts';
import type { RoomPhase } from '../protocol/messages.ts';

/** One room as its owner announces it. */
export interface RoomEntry {
  readonly code: RoomCode;
  readonly game: string;
  readonly phase: RoomPhase;
  readonly locked: boolean;
  readonly guests: number;
  readonly looksTaken: readonly number[];
  readonly route: string;
}

export interface OwnedRoom extends RoomEntry {
  readonly owner: WorkerId;
}

export class Directory {
  readonly #workers = new Map<WorkerId, { readonly route: string; readonly rooms: readonly RoomEntry[] }>();

  /** Replaces all that is known of a worker. */
  set(worker: WorkerId, route: string, rooms: readonly RoomEntry[]): void {
    this.#workers.set(worker, { route, rooms });
  }

  /** Forgets a worker that has died. */
  remove(worker: WorkerId): void {
    this.#workers.delete(worker);
  }

  find(code: RoomCode): OwnedRoom | undefined {
    return this.rooms().find((room) => room.code === code);
  }

  rooms(): OwnedRoom[] {
    return [...this.#workers].flatMap(([owner, { rooms }]) => rooms.map((room) => ({ ...room, owner })));
  }

  /** Workers with the route key that leads to each. */
  workers(): { id: WorkerId; route: string }[] {
    return [...this.#workers].map(([id, { route }]) => ({ id: asWorkerId(id), route }));
  }
}
