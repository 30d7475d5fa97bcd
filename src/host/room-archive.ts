/**
 * Rooms on disk: keeps the newest checkpoints once a second, brings back what was not closed before the last end,
 * writes down results. Stands between the book of rooms and the store.
 */
import type { RoomCode } from '../core/ids.ts';
import type { Result } from '../core/result.ts';
import { findGame } from '../games/registry.ts';
import type { RoomCheckpoint } from '../protocol/checkpoint.ts';
import type { HostProblem } from '../protocol/console.ts';
import { matchResult } from '../protocol/match-result.ts';
import type { RoomInfo } from '../protocol/messages.ts';
import type { Store } from '../storage/store.ts';
import type { RoomLedger } from './room-ledger.ts';

const SAVE_MS = 1_000;
/** Rooms that were left longer ago than this do not come back. */
const MAX_AGE_MS = 2 * 60 * 60_000;

export class RoomArchive {
  readonly #store: Store;
  readonly #ledger: RoomLedger;
  readonly #timer: NodeJS.Timeout;

  constructor(store: Store, ledger: RoomLedger) {
    this.#store = store;
    this.#ledger = ledger;
    this.#timer = setInterval(() => this.#save(), SAVE_MS);
  }

  /** The rooms that were cut off, if their games are still there. */
  async unfinished(): Promise<readonly RoomCheckpoint[]> {
    const rooms = await this.#store.rooms(MAX_AGE_MS);
    return rooms.filter(({ head }) => findGame(head.game) !== undefined);
  }

  /** A room has said something new of itself: a match that has just ended is written down. */
  roomSaid(info: RoomInfo, before: RoomInfo | undefined): void {
    if (before?.phase !== 'playing' || info.phase !== 'results') return;
    const result = matchResult(info, Date.now());
    if (result !== undefined) this.#store.addResult(result);
  }

  roomClosed(code: RoomCode): void {
    this.#store.removeRoom(code);
  }

  /** Forgets all results, settings and rooms. Rooms that are open are saved again. */
  erase(): Promise<Result<void, HostProblem>> {
    return this.#store.erase();
  }

  /** `forget`: hosting ends as it should, and no room is to come back. */
  async close(forget: boolean): Promise<void> {
    clearInterval(this.#timer);
    if (forget) for (const { order } of this.#ledger.all) this.#store.removeRoom(order.code);
    await this.#store.close();
  }

  #save(): void {
    const unsaved = this.#ledger.takeUnsaved();
    if (unsaved.length > 0) this.#store.saveRooms(unsaved);
  }
}
